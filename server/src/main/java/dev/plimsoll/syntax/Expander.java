package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expands one word once. The first failure ends the expansion; from then on every part is empty. */
final class Expander {

  /**
   * Longest text, in UTF-16 units, of a word that is not as long itself: far above what an environment can hold, so that
   * no file can fill the memory.
   */
  private static final int MAX_TEXT = 1 << 18;

  /** Most steps, in pattern length × text length, for one pattern. */
  private static final long MAX_STEPS = 1L << 24;

  private final String word;
  private final char escape;
  private final ExpansionMode mode;
  private final Variables variables;
  private final boolean partial;
  private final ImmutableSet.Builder<String> matched = ImmutableSet.builder();
  private final ImmutableSet.Builder<String> unmatched = ImmutableSet.builder();
  private boolean rawEscapes;
  private boolean inPattern;
  private boolean operandRead;
  private @Nullable String failure;
  /** The variable whose value is missing, where that is the failure. */
  private @Nullable String required;
  /** How far BuildKit has read the word when it fails: at its end it takes any mistake for a missing brace. */
  private int failedAt;

  /**
   * @param partial whether values have {@linkplain PartialText#code() marks} for their unknown parts, and the result has
   *     them too; a variable without a value is unknown then
   */
  Expander(String word, char escape, ExpansionMode mode, Variables variables, boolean partial) {
    this.partial = partial;
    this.word = word;
    this.escape = escape;
    this.mode = mode;
    this.variables = variables;
    this.rawEscapes = mode.rawEscapes();
  }

  /** Text and words, empty where there is an error, and what was looked up. */
  record Outcome(
      String text,
      ImmutableList<String> words,
      ImmutableSet<String> matched,
      ImmutableSet<String> unmatched,
      @Nullable String error,
      @Nullable String required) {}

  Outcome expand(List<WordPart> parts) {
    StringBuilder text = new StringBuilder(word.length());
    ImmutableList<SplitWord> words = split(parts, text);
    if (failure != null) {
      String error = "failed to process " + GoQuote.of(word) + ": " + failure;
      return new Outcome(
          "", ImmutableList.of(), matched.build(), unmatched.build(), error, required);
    }
    ImmutableList.Builder<String> texts = ImmutableList.builderWithExpectedSize(words.size());
    for (SplitWord one : words) {
      texts.add(one.text());
    }
    return new Outcome(
        text.toString(), texts.build(), matched.build(), unmatched.build(), null, null);
  }

  /** The same text without its words, which take as long again; null where the word can't be expanded. */
  @Nullable String expandToText(List<WordPart> parts) {
    StringBuilder text = new StringBuilder(word.length());
    for (WordPart part : parts) {
      append(text, text(part));
      if (failure != null) {
        return null;
      }
    }
    return text.toString();
  }

  /** The words of the expanded text, each with its place; none where the word can't be expanded. */
  ImmutableList<SplitWord> split(List<WordPart> parts) {
    return split(parts, new StringBuilder(word.length()));
  }

  private ImmutableList<SplitWord> split(List<WordPart> parts, StringBuilder text) {
    Words words = new Words();
    int at = WordParser.start(word);
    for (WordPart part : parts) {
      operandRead = false;
      String piece = text(part);
      append(text, piece);
      if (failure != null) {
        return ImmutableList.of();
      }
      if (operandRead) {
        // BuildKit gathers operands in the same buffer and loses what was there: 80${x:-80} is the
        // word 80.
        words.forgetCurrent();
      }
      int end = end(part, at);
      if (part instanceof WordPart.Use) {
        words.split(piece, new TextRange(at, end), false);
      } else if (part instanceof WordPart.Plain plain && !plain.glued()) {
        words.split(piece, new TextRange(at, end), true);
      } else if (!(part instanceof WordPart.Escaped && piece.isEmpty())) {
        words.glue(piece, new TextRange(at, end));
      }
      at = end;
    }
    return words.end();
  }

  /** Where a part ends that begins at {@code start} and is not inside another. */
  private static int end(WordPart part, int start) {
    if (part instanceof WordPart.Plain plain) {
      return start + plain.text().length();
    } else if (part instanceof WordPart.Escaped escaped) {
      return start + 1 + escaped.escaped().length();
    } else if (part instanceof WordPart.SingleQuoted quoted) {
      return start + 2 + quoted.text().length();
    } else if (part instanceof WordPart.DoubleQuoted quoted) {
      return quoted.end();
    } else {
      return part instanceof WordPart.Use use ? use.use().range().end() : start;
    }
  }

  private String text(List<WordPart> parts) {
    if (parts.size() == 1) {
      return text(parts.get(0));
    }
    StringBuilder text = new StringBuilder();
    for (WordPart part : parts) {
      append(text, text(part));
      if (failure != null) {
        return "";
      }
    }
    return text.toString();
  }

  private void append(StringBuilder text, String piece) {
    text.append(piece);
    if (text.length() > MAX_TEXT && text.length() > 2 * word.length() && failure == null) {
      fail("the result is longer than " + MAX_TEXT + " characters", 0);
    }
  }

  private String text(WordPart part) {
    if (part instanceof WordPart.Plain plain) {
      return plain.text();
    } else if (part instanceof WordPart.Escaped escaped) {
      return rawEscapes ? escape + escaped.escaped() : escaped.escaped();
    } else if (part instanceof WordPart.KeptEscape) {
      return rawEscapes ? String.valueOf(escape) + escape : String.valueOf(escape);
    } else if (part instanceof WordPart.SingleQuoted quoted) {
      String text = inPattern ? quotedInPattern(quoted.text()) : quoted.text();
      return mode.rawQuotes() ? "'" + text + "'" : text;
    } else if (part instanceof WordPart.DoubleQuoted quoted) {
      String text = inPattern ? quotedInPattern(text(quoted.parts())) : text(quoted.parts());
      return mode.rawQuotes() ? '"' + text + '"' : text;
    } else if (part instanceof WordPart.Use use) {
      return text(use);
    } else {
      WordPart.Broken broken = (WordPart.Broken) part;
      return fail(broken.message(), broken.readTo());
    }
  }

  private String fail(String message, int readTo) {
    if (failure == null) {
      failure = message;
      failedAt = readTo;
    }
    return "";
  }

  private String text(WordPart.Use use) {
    WordPart.Operand operand = use.operand();
    WordPart.Operand replacement = use.replacement();
    if (operand == null) {
      return plainUse(use);
    }
    boolean isPattern = "#%/".indexOf(use.modifier().charAt(0)) >= 0;
    String first = text(operand, isPattern, isPattern);
    String second = replacement == null || failure != null ? "" : text(replacement, true, false);
    if (failure != null) {
      return "";
    }
    String name = use.use().name();
    String value = look(name);
    if (value == null && mode.skipUnset()) {
      return replacement == null
          ? "${" + name + use.modifier() + first + "}"
          : "${" + name + "/" + first + "/" + second + "}";
    }
    return partial && isUnclear(use.modifier(), first, second, value)
        ? PartialText.unknown(name + use.modifier() + first + "/" + second + ":" + value)
            .code()
        : modified(use, first, second, value);
  }

  /** Whether what a modifier makes of a value depends on what isn't known of it. */
  private static boolean isUnclear(
      String modifier, String operand, String replacement, @Nullable String value) {
    if (modifier.endsWith("?")) {
      return false; // any other value ends the build
    }
    if (modifier.endsWith("-") || modifier.endsWith("+")) {
      return value != null
          && PartialText.isMarked(value)
          && !PartialText.ofCode(value).hasKnownPart();
    }
    return value == null
        || PartialText.isMarked(value)
        || PartialText.isMarked(operand)
        || PartialText.isMarked(replacement);
  }

  private String plainUse(WordPart.Use use) {
    String value = look(use.use().name());
    if (value == null && partial) {
      return PartialText.unknown(use.use().name()).code();
    }
    if (value == null) {
      return mode.skipUnset() ? use.use().range().of(word) : "";
    }
    return value;
  }

  private String text(WordPart.Operand operand, boolean keepEscapes, boolean isPattern) {
    boolean before = rawEscapes;
    boolean wasPattern = inPattern;
    rawEscapes = keepEscapes;
    inPattern = isPattern;
    operandRead = true;
    String text = text(operand.parts());
    rawEscapes = before;
    inPattern = wasPattern;
    if (failure != null && failedAt == word.length()) {
      failure = operand.unclosed();
    }
    return text;
  }

  /** Between quotes in a pattern a backslash that escapes nothing is one that is meant. */
  private static String quotedInPattern(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder pattern = new StringBuilder(text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      pattern.append(c);
      if (c == '\\') {
        boolean escapes = i + 1 < text.length() && "*?\\}/".indexOf(text.charAt(i + 1)) >= 0;
        pattern.append(escapes ? text.charAt(++i) : '\\');
      }
    }
    return pattern.toString();
  }

  private @Nullable String look(String name) {
    String value = variables.valueOf(name);
    (value == null ? unmatched : matched).add(name);
    return value;
  }

  private String modified(
      WordPart.Use use, String operand, String replacement, @Nullable String value) {
    String modifier = use.modifier();
    int end = use.use().range().end();
    boolean missing = value == null || (modifier.startsWith(":") && value.isEmpty());
    String set = value == null ? "" : value;
    return switch (modifier) {
      case "-", ":-" -> missing ? operand : set;
      case "+", ":+" -> missing ? "" : operand;
      case "?", ":?" -> {
        String problem =
            value == null ? "is not allowed to be unset" : "is not allowed to be empty";
        if (missing && failure == null) {
          required = use.use().name();
        }
        yield missing
            ? fail(use.use().name() + ": " + (operand.isEmpty() ? problem : operand), end)
            : set;
      }
      case "#" -> trim(operand, '#', set, end);
      case "%" -> trim(operand, '%', set, end);
      case "/" -> replaceFirst(operand, set, replacement, end);
      case "//" -> replaceAll(operand, set, replacement, end);
      default -> fail("unsupported modifier (" + modifier + ") in substitution", end);
    };
  }

  /** Takes the shortest, or after a doubled modifier the longest, match of a pattern from one end of the value. */
  private String trim(String operand, char modifier, String value, int end) {
    boolean longest = !operand.isEmpty() && operand.charAt(0) == modifier;
    int[] pattern = operand.substring(longest ? 1 : 0).codePoints().toArray();
    int[] text = value.codePoints().toArray();
    if (modifier == '%') {
      // Everything is turned round, messages about the pattern included.
      pattern = reversePattern(pattern);
      reverse(text);
    }
    Glob glob = glob(pattern, text, end);
    int matchEnd = failure == null ? glob.endOfMatch(text, 0, longest) : -1;
    int[] rest = matchEnd <= 0 ? text : Arrays.copyOfRange(text, matchEnd, text.length);
    if (modifier == '%') {
      reverse(rest);
    }
    return failure == null ? new String(rest, 0, rest.length) : "";
  }

  private Glob glob(int[] pattern, int[] text, int end) {
    Glob glob = Glob.of(pattern);
    if (glob.error() != null) {
      String written = new String(pattern, 0, pattern.length);
      fail("invalid pattern (" + written + ") in substitution: " + glob.error(), end);
    } else if ((long) glob.length() * text.length > MAX_STEPS) {
      fail("the pattern is too long for a value of " + text.length + " characters", end);
    }
    return glob;
  }

  private static void reverse(int[] text) {
    for (int i = 0, j = text.length - 1; i < j; i++, j--) {
      int swap = text[i];
      text[i] = text[j];
      text[j] = swap;
    }
  }

  /** A backslash stays before the character that it stands before. */
  private static int[] reversePattern(int[] pattern) {
    int[] reversed = new int[pattern.length];
    int last = pattern.length - 1;
    for (int i = 0; i <= last; i++) {
      int target = last - i;
      if (pattern[i] == '\\' && i < last) {
        reversed[target - 1] = '\\';
        reversed[target] = pattern[++i];
      } else {
        reversed[target] = pattern[i];
      }
    }
    return reversed;
  }

  private String replaceFirst(String pattern, String value, String replacement, int end) {
    int[] text = value.codePoints().toArray();
    Glob glob = glob(pattern.codePoints().toArray(), text, end);
    int start = failure == null ? glob.startsOfMatches(text).nextSetBit(0) : -1;
    if (start < 0) {
      return failure == null ? value : "";
    }
    int matchEnd = glob.endOfMatch(text, start, true);
    return new String(text, 0, start)
        + replacement
        + new String(text, matchEnd, text.length - matchEnd);
  }

  /** As Go's {@code ReplaceAllString} does: an empty match is passed over where it follows another match at once. */
  private String replaceAll(String pattern, String value, String replacement, int end) {
    int[] text = value.codePoints().toArray();
    Glob glob = glob(pattern.codePoints().toArray(), text, end);
    if (failure != null) {
      return "";
    }
    BitSet starts = glob.startsOfMatches(text);
    StringBuilder result = new StringBuilder();
    int done = 0;
    int from = 0;
    while (from <= text.length && failure == null) {
      int start = starts.nextSetBit(from);
      if (start < 0) {
        break;
      }
      int matchEnd = glob.endOfMatch(text, start, true);
      result.append(new String(text, done, start - done));
      if (matchEnd > done || start == 0) {
        append(result, Replacement.expand(replacement, new String(text, start, matchEnd - start)));
      }
      done = matchEnd;
      from = Math.max(from + 1, matchEnd);
    }
    return result.append(new String(text, done, text.length - done)).toString();
  }

  /**
   * One word of an expanded text.
   *
   * @param range where it stands before expansion; a word out of a variable's value stands where the variable does
   */
  record SplitWord(String text, TextRange range) {}

  /** Splits the expanded text into words. */
  private static final class Words {
    private final ImmutableList.Builder<SplitWord> words = ImmutableList.builder();
    private final StringBuilder current = new StringBuilder();
    private int start;
    private int end;

    /**
     * Takes text that is split at blanks.
     *
     * @param place where it stands before expansion
     * @param verbatim whether it stands there as it is, character by character
     */
    void split(String text, TextRange place, boolean verbatim) {
      int from = 0;
      while (from < text.length()) {
        int to = from;
        while (to < text.length() && !Whitespace.isUnicode(text.charAt(to))) {
          to++;
        }
        if (to > from) {
          extend(
              verbatim ? place.start() + from : place.start(),
              verbatim ? place.start() + to : place.end());
          current.append(text, from, to);
        }
        if (to < text.length()) {
          endWord();
        }
        from = to + 1;
      }
    }

    /** Takes text that belongs to one word whatever blanks are in it. */
    void glue(String text, TextRange place) {
      extend(place.start(), place.end());
      current.append(text);
    }

    private void extend(int from, int to) {
      start = current.length() == 0 ? from : start;
      end = to;
    }

    void forgetCurrent() {
      current.setLength(0);
    }

    private void endWord() {
      if (current.length() > 0) {
        words.add(new SplitWord(current.toString(), new TextRange(start, end)));
        current.setLength(0);
      }
    }

    ImmutableList<SplitWord> end() {
      endWord();
      return words.build();
    }
  }
}

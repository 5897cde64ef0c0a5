package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.List;

/**
 * Reads quotes, escapes and variables of one word: the grammar of moby/buildkit's {@code frontend/dockerfile/shell}.
 * After a mistake it reads on, so that an editor knows the variables behind it, too.
 */
final class WordParser {

  /** More than anybody writes, and few enough for any thread's stack. */
  private static final int MAX_DEPTH = 200;

  private static final int END = -1;
  private static final String END_AS_TEXT = "\uFFFD";
  private static final String MISSING_BRACE = "syntax error: missing '}'";
  private static final String MISSING_SLASH = "syntax error: missing '/' in ${}";

  private final String word;
  private final char escape;
  private final boolean plainQuotes;
  private int at;
  private int depth;

  WordParser(String word, char escape, boolean plainQuotes) {
    this.word = word;
    this.escape = escape;
    this.plainQuotes = plainQuotes;
    this.at = start(word);
  }

  /** The offset at which a word begins: Go's scanner passes over a byte-order mark. */
  static int start(String word) {
    return word.startsWith("\uFEFF") ? 1 : 0;
  }

  ImmutableList<WordPart> parse() {
    return parts(END);
  }

  private int peek() {
    return at < word.length() ? word.charAt(at) : END;
  }

  /** Reads parts up to {@code stop}, which is read too; where it is missing the last part is broken. */
  private ImmutableList<WordPart> parts(int stop) {
    ImmutableList.Builder<WordPart> parts = ImmutableList.builder();
    int plainStart = at;
    while (true) {
      int c = peek();
      boolean plain = c != END && c != stop && !isSpecial(c);
      if (plain) {
        at++;
        continue;
      }
      if (at > plainStart) {
        parts.add(new WordPart.Plain(word.substring(plainStart, at), false));
      }
      if (c == END) {
        return (stop == END ? parts : parts.add(new WordPart.Broken("", at, null))).build();
      }
      if (c == stop) {
        at++;
        return parts.build();
      }
      parts.add(special(c));
      plainStart = at;
    }
  }

  private boolean isSpecial(int c) {
    return c == '$' || c == '<' || c == escape || (!plainQuotes && (c == '\'' || c == '"'));
  }

  private WordPart special(int c) {
    if (c == '$') {
      return dollar();
    }
    if (c == '<') {
      return lessThan();
    }
    if (!plainQuotes && c == '\'') {
      return singleQuoted();
    }
    if (!plainQuotes && c == '"') {
      return doubleQuoted();
    }
    at++;
    return new WordPart.Escaped(nextCharacter());
  }

  /** The next character, a surrogate pair as a whole; empty at the end. */
  private String nextCharacter() {
    if (at == word.length()) {
      return "";
    }
    int start = at;
    at += Character.charCount(word.codePointAt(at));
    return word.substring(start, at);
  }

  /** Two of them may begin a here-document: the blanks up to its name then belong to the same word. */
  private WordPart lessThan() {
    int start = at++;
    if (peek() == '<') {
      at++;
      while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
        at++;
      }
    }
    return new WordPart.Plain(word.substring(start, at), true);
  }

  private WordPart singleQuoted() {
    int close = word.indexOf('\'', at + 1);
    if (close < 0) {
      at = word.length();
      return new WordPart.Broken(
          "unexpected end of statement while looking for matching single-quote", at, null);
    }
    String text = word.substring(at + 1, close);
    at = close + 1;
    return new WordPart.SingleQuoted(text);
  }

  private WordPart doubleQuoted() {
    at++;
    ImmutableList.Builder<WordPart> parts = ImmutableList.builder();
    int plainStart = at;
    while (true) {
      int c = peek();
      if (c != END && c != '"' && c != '$' && c != escape) {
        at++;
        continue;
      }
      if (at > plainStart) {
        parts.add(new WordPart.Plain(word.substring(plainStart, at), true));
      }
      if (c == '"') {
        at++;
        return new WordPart.DoubleQuoted(parts.build(), at);
      }
      if (c == END) {
        String message = "unexpected end of statement while looking for matching double-quote";
        return new WordPart.DoubleQuoted(
            parts.add(new WordPart.Broken(message, at, null)).build(), at);
      }
      parts.add(c == '$' ? dollar() : escapeInQuotes());
      plainStart = at;
    }
  }

  private WordPart escapeInQuotes() {
    at++;
    int c = peek();
    if (c == '"' || c == '$' || c == escape) {
      return new WordPart.Escaped(nextCharacter());
    }
    return c == END ? new WordPart.Escaped("") : new WordPart.KeptEscape();
  }

  private WordPart dollar() {
    int start = at++;
    if (peek() == '{') {
      at++;
      return braced(start);
    }
    int nameStart = at;
    String name = name();
    if (name.isEmpty()) {
      return new WordPart.Plain("$", false);
    }
    VariableUse use = new VariableUse(
        name,
        new TextRange(start, at),
        new TextRange(nameStart, at),
        "",
        null,
        null,
        ImmutableList.of());
    return new WordPart.Use(use, "", null, null);
  }

  private WordPart braced(int start) {
    int nameStart = at;
    int c = peek();
    if (c == END) {
      return new WordPart.Broken(MISSING_BRACE, at, null);
    }
    if (c == '{' || c == '}' || c == ':') {
      return new WordPart.Broken("syntax error: bad substitution", at, null);
    }
    if (depth == MAX_DEPTH) {
      return new WordPart.Broken("variables are nested more than " + MAX_DEPTH + " deep", at, null);
    }
    depth++;
    String name = name();
    WordPart part = modified(start, name, new TextRange(nameStart, at));
    depth--;
    return part;
  }

  /** Reads what follows the name of the use that begins at {@code start}. */
  private WordPart modified(int start, String name, TextRange nameRange) {
    int modifierStart = at;
    String modifier = modifier();
    if (modifier.equals("/")) {
      return replacement(start, name, nameRange);
    }
    if (modifier.equals("}")) {
      VariableUse use = new VariableUse(
          name, new TextRange(start, at), nameRange, "", null, null, ImmutableList.of());
      return new WordPart.Use(use, "", null, null);
    }
    if (isRefusedAtOnce(modifier)) {
      VariableUse use = new VariableUse(
          name, new TextRange(start, at), nameRange, "", null, null, ImmutableList.of());
      return new WordPart.Broken(
          "unsupported modifier (" + modifier + ") in substitution", at, use);
    }
    boolean doubled =
        (modifier.equals("#") || modifier.equals("%")) && peek() == modifier.charAt(0);
    int operandStart = doubled ? at + 1 : at;
    WordPart.Operand operand = new WordPart.Operand(parts('}'), MISSING_BRACE);
    VariableUse use = new VariableUse(
        name,
        new TextRange(start, at),
        nameRange,
        word.substring(modifierStart, operandStart),
        beforeStop(operandStart, operand),
        null,
        uses(operand.parts()));
    return new WordPart.Use(use, modifier, operand, null);
  }

  /** BuildKit reads the operand of most unknown modifiers with a colon before it refuses them. */
  private static boolean isRefusedAtOnce(String modifier) {
    return modifier.startsWith(":")
        ? modifier.equals(":#") || modifier.equals(":%")
        : modifier.length() > 1 || "+-?#%".indexOf(modifier.charAt(0)) < 0;
  }

  /** The character after the name, and the one after that if it is a colon. */
  private String modifier() {
    String first = orEnd(nextCharacter());
    return first.equals(":") ? first + orEnd(nextCharacter()) : first;
  }

  private static String orEnd(String character) {
    return character.isEmpty() ? END_AS_TEXT : character;
  }

  private WordPart replacement(int start, String name, TextRange nameRange) {
    String modifier = "/";
    if (peek() == '/') {
      at++;
      modifier = "//";
    }
    int patternStart = at;
    WordPart.Operand pattern = new WordPart.Operand(parts('/'), MISSING_SLASH);
    TextRange patternRange = beforeStop(patternStart, pattern);
    int replacementStart = at;
    WordPart.Operand replacement = new WordPart.Operand(parts('}'), MISSING_BRACE);
    ImmutableList<VariableUse> nested = ImmutableList.<VariableUse>builder()
        .addAll(uses(pattern.parts()))
        .addAll(uses(replacement.parts()))
        .build();
    VariableUse use = new VariableUse(
        name,
        new TextRange(start, at),
        nameRange,
        modifier,
        patternRange,
        beforeStop(replacementStart, replacement),
        nested);
    return new WordPart.Use(use, modifier, pattern, replacement);
  }

  /** From {@code start} to the stop character that was just read, or to the end where it is missing. */
  private TextRange beforeStop(int start, WordPart.Operand operand) {
    int last = operand.parts().size() - 1;
    boolean unclosed = last >= 0
        && operand.parts().get(last) instanceof WordPart.Broken broken
        && broken.message().isEmpty();
    return new TextRange(start, Math.max(start, unclosed ? at : at - 1));
  }

  /** A name, all the digits of a number, or one of the shell's special parameters; empty where there is none. */
  private String name() {
    int start = at;
    if (at < word.length() && Character.isDigit(word.codePointAt(at))) {
      while (at < word.length() && Character.isDigit(word.codePointAt(at))) {
        at += Character.charCount(word.codePointAt(at));
      }
    } else if (at < word.length() && "@*#?-$!".indexOf(word.charAt(at)) >= 0) {
      at++;
    } else {
      while (at < word.length() && isNameCharacter(word.codePointAt(at))) {
        at += Character.charCount(word.codePointAt(at));
      }
    }
    return word.substring(start, at);
  }

  private static boolean isNameCharacter(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  /** The uses among parts, outermost only. */
  static ImmutableList<VariableUse> uses(List<WordPart> parts) {
    ImmutableList.Builder<VariableUse> uses = ImmutableList.builder();
    addUses(parts, uses);
    return uses.build();
  }

  private static void addUses(List<WordPart> parts, ImmutableList.Builder<VariableUse> uses) {
    for (WordPart part : parts) {
      if (part instanceof WordPart.Use use) {
        uses.add(use.use());
      } else if (part instanceof WordPart.DoubleQuoted quoted) {
        addUses(quoted.parts(), uses);
      } else if (part instanceof WordPart.Broken broken && broken.use() != null) {
        uses.add(broken.use());
      }
    }
  }
}

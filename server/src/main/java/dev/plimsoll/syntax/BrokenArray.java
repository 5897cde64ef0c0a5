package dev.plimsoll.syntax;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that were meant as a JSON array and are none: what is wrong with them, and the array that was meant. BuildKit
 * says nothing and takes the whole as text.
 *
 * @param faults at least one, by place, relative to the instruction
 * @param repair the edits that make it the array that was meant, or null where that isn't clear
 * @param behind what stands behind the closing bracket and is a comment, to be kept elsewhere; else empty
 */
public record BrokenArray(
    ImmutableList<Fault> faults, @Nullable ImmutableList<TextEdit> repair, String behind) {

  /** One thing that JSON doesn't allow. */
  public record Fault(Kind kind, TextRange range) {}

  /** What JSON doesn't allow. */
  public enum Kind {
    COMMA_BEFORE_END("Remove the comma before ]."),
    COMMA_TOO_MANY("Remove this comma."),
    COMMA_MISSING("A comma is missing here."),
    NO_COMMA("Separate the strings with a comma."),
    BAD_ESCAPE("JSON doesn't know this escape: write \\\\ for a backslash."),
    ESCAPED_END("The backslash takes the closing quote: write \\\\ for a backslash."),
    INNER_QUOTE("A quote inside a string is written \\\"."),
    CONTROL_CHARACTER("A tab inside a string is written \\t."),
    SINGLE_QUOTES("JSON strings stand in double quotes."),
    TYPOGRAPHIC_QUOTES("These are typographic quotes: JSON strings stand in plain double quotes."),
    NO_QUOTES("Put this into double quotes."),
    OPENING_QUOTE_MISSING("The quote before this is missing."),
    QUOTE_MISSING("The closing quote is missing."),
    ODD_BLANK("This is no ordinary blank: put one in its place."),
    BRACKET_TOO_MANY("Remove this bracket."),
    TEXT_BEHIND("Nothing may stand behind ]."),
    BRACKET_MISSING("The closing ] is missing."),
    WRONG_BRACKET("A JSON array stands in [ and ]."),
    BRACKETS_MISSING("A JSON array stands in [ and ]."),
    NO_ARRAY("This instruction takes no JSON array: write its values without brackets and quotes.");

    private final String message;

    Kind(String message) {
      this.message = message;
    }

    /** What is wrong or what to do, as a sentence. */
    public String message() {
      return message;
    }
  }

  private static final Derivation<Box> BOX = instruction -> new Box(find(instruction));

  private record Box(@Nullable BrokenArray array) {}

  /** The broken array that an instruction consists of, or null; that of a trigger in ONBUILD. */
  public static @Nullable BrokenArray of(Instruction instruction) {
    return instruction.derived(BOX).array();
  }

  private static @Nullable BrokenArray find(Instruction outer) {
    Instruction instruction = outer.innermost();
    InstructionText source = instruction.source();
    boolean command = instruction instanceof Instruction.Command;
    if (takesNone(instruction.keyword())) {
      return unwanted(source);
    }
    boolean takesArray = switch (instruction.keyword()) {
      case ADD, COPY, VOLUME, SHELL, CMD, ENTRYPOINT, RUN -> true;
      case HEALTHCHECK ->
        source.words().size() == 2 && !((Instruction.Healthcheck) instruction).none();
      default -> false;
    };
    if (!takesArray || source.json() || hasNonStrings(source)) {
      return null;
    }
    TextRange range = instruction instanceof Instruction.Healthcheck
        ? source.words().get(1).inLine()
        : source.argumentsInLine();
    if (range.isEmpty()) {
      return null;
    }
    Reader reader = new Reader(
        source.line().code(),
        range.start(),
        range.end(),
        command,
        instruction instanceof Instruction.Healthcheck);
    return reader.isMeant(instruction.keyword()) ? reader.read(source) : null;
  }

  private static boolean takesNone(Keyword keyword) {
    return switch (keyword) {
      case EXPOSE, STOPSIGNAL, USER, WORKDIR -> true;
      default -> false;
    };
  }

  /** An array where none is taken: its strings are the values. */
  private static @Nullable BrokenArray unwanted(InstructionText source) {
    TextRange range = source.argumentsInLine();
    JsonArray.Result array = JsonArray.read(source.line().code(), range.start(), range.end());
    if (array.kind() != JsonArray.Kind.STRINGS || array.elements().isEmpty()) {
      return null;
    }
    StringBuilder values = new StringBuilder();
    for (JsonArray.Element element : array.elements()) {
      values.append(values.isEmpty() ? "" : " ").append(element.value());
    }
    boolean clear = source.line().isContiguous(range)
        && (source.keyword() == Keyword.EXPOSE || array.elements().size() == 1);
    TextRange home = source.argumentsRange();
    return new BrokenArray(
        ImmutableList.of(new Fault(Kind.NO_ARRAY, home)),
        clear ? ImmutableList.of(TextEdit.replace(home, values.toString())) : null,
        "");
  }

  /** Valid JSON with something else than strings in it is an error of its own. */
  private static boolean hasNonStrings(InstructionText source) {
    return !source.parseErrors().isEmpty();
  }

  /** Reads as a person would. All offsets are those of the joined line. */
  private static final class Reader {

    /** What a health check in shell form ends with: without a shell every failure counts the same. */
    private static final Pattern FAILURE = Pattern.compile("\\|\\|\\s*exit\\s+1");

    private static final String OPENING =
        "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB\u2018\u2019\u201A\u201B\u2032\u00B4`\uFF02";

    private final String text;
    private final int start;
    private final int end;
    private final boolean command;
    private final boolean healthcheck;
    private final List<Fault> faults = new ArrayList<>();
    private final List<TextEdit> edits = new ArrayList<>();
    private boolean clear = true;
    private String comment = "";
    private int at;

    Reader(String text, int start, int end, boolean command, boolean healthcheck) {
      this.healthcheck = healthcheck;
      this.text = text;
      this.start = start;
      this.end = end;
      this.command = command;
      this.at = start;
    }

    /** Whether an array is meant, and neither a test of the shell, a pattern nor plain words. */
    boolean isMeant(Keyword keyword) {
      if (text.charAt(start) != '[') {
        return isWithoutBrackets();
      }
      int first = skip(start + 1);
      if (first == end) {
        return keyword == Keyword.SHELL || keyword == Keyword.VOLUME;
      }
      boolean doubled = first == start + 1 && text.charAt(first) == '[' && first + 1 < end;
      boolean quoted = isQuote(text.charAt(doubled ? first + 1 : first));
      int close = closing();
      boolean comma = hasComma();
      if (!command) {
        return quoted
            || keyword == Keyword.SHELL
            || (comma && text.charAt(end - 1) == ']')
            || (keyword == Keyword.VOLUME && text.charAt(end - 1) == ']');
      }
      if (comma) {
        return true;
      }
      if (first == start + 1) {
        // A shell's test has a blank behind its bracket, or a second bracket. [ab]* is a pattern.
        return quoted || (close == end - 1 && text.charAt(first) != '[' && isFilled(first, close));
      }
      return quoted
          && (close < 0 || close == end - 1 || isComment(skip(close + 1)))
          && !hasBareWord(first, close < 0 ? end : close);
    }

    private boolean isComment(int from) {
      return from < end && text.charAt(from) == '#';
    }

    /** Whether what stands in the brackets is the start of a command: more than a class of characters. */
    private boolean isFilled(int from, int close) {
      return close - from > 2 && text.indexOf('-', from) != from + 1;
    }

    /** Strings with commas between them, and no brackets around. */
    private boolean isWithoutBrackets() {
      int first = isOtherBracket(text.charAt(start)) ? start + 1 : start;
      if (first >= end || text.charAt(first) != '"') {
        return false;
      }
      int close = text.indexOf('"', first + 1);
      int next = close < 0 ? end : skip(close + 1);
      int second = next < end && text.charAt(next) == ',' ? skip(next + 1) : end;
      return second < end && text.charAt(second) == '"';
    }

    private static boolean isOtherBracket(char c) {
      return c == '{' || c == '(';
    }

    /** The last bracket that closes, or -1. */
    private int closing() {
      int close = text.lastIndexOf(']', end - 1);
      return close > start ? close : -1;
    }

    /** Whether a comma stands outside of quotes. */
    private boolean hasComma() {
      char quote = 0;
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote && text.charAt(i - 1) != '\\') {
          quote = 0;
        } else if (c == ',' && quote == 0) {
          return true;
        } else if (quote == 0 && c == ']' || (quote == 0 && "&|;".indexOf(c) >= 0)) {
          return false;
        }
      }
      return false;
    }

    /** Whether a word without quotes stands among the others, as the operator of a test does. */
    private boolean hasBareWord(int from, int to) {
      char quote = 0;
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        } else if (quote == 0 && !isBlank(c)) {
          return true;
        }
      }
      return false;
    }

    @Nullable BrokenArray read(InstructionText source) {
      boolean other = isOtherBracket(text.charAt(start));
      boolean bracketed = text.charAt(start) == '[' || other;
      if (other) {
        replace(Kind.WRONG_BRACKET, start, start + 1, "[");
        at++;
      } else if (bracketed) {
        at++;
        if (skip(at) < end && text.charAt(skip(at)) == '[') {
          at = skip(at);
          delete(Kind.BRACKET_TOO_MANY, at, at + 1);
          at++;
        }
      } else {
        fault(Kind.BRACKETS_MISSING, start, end);
        edits.add(TextEdit.insert(start, "["));
      }
      elements(bracketed);
      if (faults.isEmpty()) {
        return null;
      }
      return new BrokenArray(faultsAtHome(source), repairAtHome(source), comment);
    }

    private void elements(boolean bracketed) {
      int comma = -1;
      boolean value = false;
      while (true) {
        blanks();
        if (at == end) {
          atEnd(bracketed, comma);
          return;
        }
        char c = text.charAt(at);
        if (c == ']' || (bracketed && value && isWrongEnd(at))) {
          if (c != ']') {
            replace(Kind.WRONG_BRACKET, at, at + 1, "]");
          }
          if (comma >= 0) {
            deleteLast(comma);
          }
          at++;
          if (bracketed) {
            behind();
            return;
          }
          clear = false;
        } else if (c == ',' || c == '\uFF0C' || (c == ';' && value)) {
          if (!value) {
            delete(Kind.COMMA_TOO_MANY, at, at + 1);
          } else if (c != ',') {
            replace(Kind.NO_COMMA, at, at + 1, ",");
          }
          comma = value ? at : comma;
          value = false;
          at++;
        } else {
          if (value) {
            int before = endOfBlanksBefore(at);
            fault(Kind.COMMA_MISSING, at, at + 1);
            edits.add(TextEdit.insert(before, ","));
          }
          element();
          value = true;
          comma = -1;
        }
      }
    }

    /** Whether another bracket closes the array: nothing but punctuation follows. */
    private boolean isWrongEnd(int offset) {
      char c = text.charAt(offset);
      return (c == '}' || c == ')')
          && text.substring(offset + 1, end)
              .chars()
              .allMatch(each -> ",;.".indexOf(each) >= 0 || isBlank((char) each));
    }

    private void atEnd(boolean bracketed, int comma) {
      if (comma >= 0) {
        deleteLast(comma);
      }
      if (bracketed) {
        fault(Kind.BRACKET_MISSING, end - 1, end);
      }
      edits.add(TextEdit.insert(end, "]"));
    }

    /** Deletes the comma before the end, also where it is another sign that would have become one. */
    private void deleteLast(int comma) {
      edits.removeIf(edit -> edit.range().start() == comma);
      faults.removeIf(fault -> fault.range.start() == comma);
      delete(Kind.COMMA_BEFORE_END, comma, comma + 1);
    }

    private int endOfBlanksBefore(int offset) {
      int i = offset;
      while (i > start && isBlank(text.charAt(i - 1))) {
        i--;
      }
      return i;
    }

    /** What stands behind the closing bracket. */
    private void behind() {
      int close = at;
      int from = skip(at);
      if (from == end) {
        return;
      }
      String rest = text.substring(from, end);
      if (rest.chars().allMatch(c -> c == ']' || isBlank((char) c))) {
        delete(Kind.BRACKET_TOO_MANY, from, end);
      } else if (rest.startsWith("#")) {
        comment = rest;
        delete(Kind.TEXT_BEHIND, close, end, from);
      } else if (healthcheck && FAILURE.matcher(rest).matches()) {
        delete(Kind.TEXT_BEHIND, close, end, from);
      } else if (rest.chars().allMatch(c -> ",;.\\".indexOf(c) >= 0 || isBlank((char) c))) {
        delete(Kind.TEXT_BEHIND, close, end, from);
      } else {
        fault(Kind.TEXT_BEHIND, from, end);
        clear &= isPlain(rest);
        takeIn(close - 1, rest);
        edits.add(TextEdit.delete(new TextRange(close, end)));
      }
    }

    /** Words that were meant as further elements. */
    private void takeIn(int bracket, String words) {
      StringBuilder more = new StringBuilder();
      for (String word :
          Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().split(words)) {
        more.append(", ").append(quoted(word));
      }
      edits.add(TextEdit.insert(endOfBlanksBefore(bracket), more.toString()));
    }

    /** Whether nothing in a text means anything to a shell. */
    private static boolean isPlain(String text) {
      return text.chars()
          .allMatch(c -> Character.isLetterOrDigit(c) || "_./:=@%+- ".indexOf(c) >= 0);
    }

    private void element() {
      char c = text.charAt(at);
      if (c == '"') {
        string();
      } else if (c == '\'') {
        otherQuotes(Kind.SINGLE_QUOTES, "'");
      } else if (OPENING.indexOf(c) >= 0) {
        otherQuotes(Kind.TYPOGRAPHIC_QUOTES, OPENING + "\"");
      } else {
        bare();
      }
    }

    /** A word without quotes, up to the next comma, blank or bracket. */
    private void bare() {
      int from = at;
      while (at < end
          && text.charAt(at) != ','
          && text.charAt(at) != ']'
          && text.charAt(at) != '"'
          && !isBlank(text.charAt(at))) {
        at++;
      }
      if (at == from) {
        at++;
      }
      if (at > from && at < end && text.charAt(at) == '"' && closes(at + 1)) {
        fault(Kind.OPENING_QUOTE_MISSING, from, at + 1);
        edits.add(TextEdit.insert(from, "\""));
        at++;
        return;
      }
      String word = text.substring(from, at);
      clear &= "|&;<>".indexOf(word.charAt(0)) < 0;
      clear &= word.indexOf('\'') < 0 && word.indexOf('[') < 0 && word.indexOf('#') != 0;
      replace(Kind.NO_QUOTES, from, at, quoted(word));
    }

    private void otherQuotes(Kind kind, String closing) {
      int from = at;
      int close = from + 1;
      while (close < end && !(closing.indexOf(text.charAt(close)) >= 0 && ends(close + 1))) {
        close++;
      }
      if (close == end) {
        fault(Kind.QUOTE_MISSING, from, from + 1);
        clear = false;
        at = end;
        return;
      }
      fault(kind, from, close + 1);
      edits.add(TextEdit.replace(new TextRange(from, from + 1), "\""));
      for (int i = from + 1; i < close; i++) {
        if (text.charAt(i) == '"' || text.charAt(i) == '\\') {
          edits.add(TextEdit.insert(i, "\\"));
        }
      }
      edits.add(TextEdit.replace(new TextRange(close, close + 1), "\""));
      at = close + 1;
    }

    /** Whether an element can end before {@code offset}: a comma, the end or a further string follows. */
    private boolean ends(int offset) {
      int next = skip(offset);
      if (next == end) {
        return true;
      }
      char c = text.charAt(next);
      return c == ',' || c == ']' || c == ';' || isQuote(c) || (next > offset && !isOperator(c));
    }

    private static boolean isOperator(char c) {
      return "=!<>+&|".indexOf(c) >= 0;
    }

    /** How many quotes in a string are looked at that may be doubled: each string is read up to there. */
    private static final int MOST_DOUBLED = 20;

    /**
     * The number of quotes in a string that are doubled, as tables of text have them: {@code "say ""yes"""}. 0 where it is
     * odd, for then strings stand side by side.
     */
    private int doubledQuotes(int from) {
      int pairs = 0;
      int quote = text.indexOf('"', from + 1);
      while (quote >= 0
          && quote + 1 < end
          && text.charAt(quote + 1) == '"'
          && pairs < MOST_DOUBLED) {
        pairs++;
        quote = text.indexOf('"', quote + 2);
      }
      boolean closed = quote >= 0 && quote < end && closes(quote + 1);
      boolean escaped = closed && text.substring(from, quote).indexOf('\\') >= 0;
      return closed && !escaped && pairs % 2 == 0 ? pairs : 0;
    }

    /** Writes them as JSON does, unless they may be strings side by side all the same. */
    private void escapeDoubled(int from, int pairs) {
      boolean inside = text.startsWith("\"\"", from + 1);
      int quote = from;
      for (int i = 0; i < pairs; i++) {
        quote = text.indexOf('"', quote + (i == 0 ? 1 : 2));
        inside |= isBlank(text.charAt(quote - 1)) || text.charAt(quote + 2) == '"';
        replace(Kind.INNER_QUOTE, quote, quote + 2, "\\\"");
      }
      clear &= inside;
      at = text.indexOf('"', quote + 2) + 1;
    }

    /** A string in double quotes, whatever stands in it. */
    private void string() {
      int from = at;
      int pairs = doubledQuotes(from);
      if (pairs > 0) {
        escapeDoubled(from, pairs);
        return;
      }
      int inner = 0;
      int i = from + 1;
      while (i < end) {
        char c = text.charAt(i);
        if (c == '\\' && i + 1 < end) {
          i = escape(from, i);
          continue;
        }
        if (c == '\t') {
          replace(Kind.CONTROL_CHARACTER, i, i + 1, "\\t");
        } else if ("\u201C\u201D".indexOf(c) >= 0 && closes(i + 1) && !closedBefore(i)) {
          replace(Kind.TYPOGRAPHIC_QUOTES, i, i + 1, "\"");
          at = i + 1;
          return;
        } else if (c == '"') {
          if (isEnd(i, inner)) {
            at = i + 1;
            return;
          }
          inner++;
          fault(Kind.INNER_QUOTE, i, i + 1);
          edits.add(TextEdit.insert(i, "\\"));
        }
        i++;
      }
      fault(Kind.QUOTE_MISSING, from, from + 1);
      int last = endOfBlanksBefore(end) - 1;
      if (inner == 0 && last > from && text.charAt(last) == ']' && text.indexOf(',', from) < 0) {
        edits.add(TextEdit.insert(endOfBlanksBefore(last), "\""));
        at = last;
      } else {
        clear = false;
        at = end;
      }
    }

    /** Whether a plain quote comes before the next comma or bracket: the typographic one is text then. */
    private boolean closedBefore(int offset) {
      for (int i = offset + 1; i < end && text.charAt(i) != ',' && text.charAt(i) != ']'; i++) {
        if (text.charAt(i) == '"') {
          return true;
        }
      }
      return false;
    }

    /** Whether the element is certainly at its end: a comma or the closing bracket follows. */
    private boolean closes(int offset) {
      int next = skip(offset);
      return next == end || text.charAt(next) == ',' || text.charAt(next) == ']';
    }

    private boolean isEnd(int quote, int inner) {
      int next = skip(quote + 1);
      if (next == end || text.charAt(next) == ']' || isWrongEnd(next)) {
        return true;
      }
      char c = text.charAt(next);
      if (c == ',' || c == '\uFF0C' || c == ';') {
        // Inside "say "a, b" it is text: what follows a comma of the array is a string or its end.
        int after = skip(next + 1);
        return inner % 2 == 0
            || after == end
            || isQuote(text.charAt(after))
            || text.charAt(after) == ']';
      }
      if (isQuote(c)) {
        return inner % 2 == 0;
      }
      return inner % 2 == 0 && next > quote + 1 && !isInsideText(next);
    }

    /** Whether the text goes on to a quote that closes, so that the one before it stood inside a string. */
    private boolean isInsideText(int from) {
      int quote = text.indexOf('"', from);
      int comma = text.indexOf(',', from);
      return quote >= 0 && quote < end && (comma < 0 || quote < comma) && closes(quote + 1);
    }

    /** Passes an escape and mends it where JSON doesn't know it; the offset behind. */
    private int escape(int from, int backslash) {
      char c = text.charAt(backslash + 1);
      if (c == '"' && endsElement(backslash + 2)) {
        fault(Kind.ESCAPED_END, backslash, backslash + 1);
        edits.add(TextEdit.insert(backslash, "\\"));
        return backslash + 1;
      }
      boolean known = "\"\\/bfnrt".indexOf(c) >= 0
          || (c == 'u' && backslash + 6 <= end && isHex(backslash + 2, backslash + 6));
      // In a path of Windows every backslash is one: C:\new\x has a line feed in it.
      boolean path = backslash > from + 2
          && text.substring(from, backslash).contains(":\\")
          && c != '\\'
          && c != '"'
          && !isDoubled(from, backslash);
      if (!known || (path && hasUnknownEscape(from))) {
        fault(Kind.BAD_ESCAPE, backslash, backslash + 2);
        edits.add(TextEdit.insert(backslash, "\\"));
      }
      return backslash + 2;
    }

    private boolean isDoubled(int from, int to) {
      return text.substring(from, to).contains("\\\\");
    }

    private boolean hasUnknownEscape(int from) {
      for (int i = from + 1; i + 1 < end && text.charAt(i) != '"'; i++) {
        if (text.charAt(i) == '\\' && "\"\\/bfnrtu".indexOf(text.charAt(++i)) < 0) {
          return true;
        }
      }
      return false;
    }

    /** Whether the closing bracket, or a comma and a further string, follows. */
    private boolean endsElement(int offset) {
      int next = skip(offset);
      if (next < end && text.charAt(next) == ']') {
        return skip(next + 1) == end;
      }
      int after = next < end && text.charAt(next) == ',' ? skip(next + 1) : end;
      return after < end && isQuote(text.charAt(after));
    }

    private boolean isHex(int from, int to) {
      for (int i = from; i < to; i++) {
        if (Character.digit(text.charAt(i), 16) < 0) {
          return false;
        }
      }
      return true;
    }

    private void blanks() {
      while (at < end && isBlank(text.charAt(at))) {
        char c = text.charAt(at);
        if (c != ' ' && c != '\t' && c != '\r') {
          replace(Kind.ODD_BLANK, at, at + 1, " ");
        }
        at++;
      }
    }

    private int skip(int from) {
      int i = from;
      while (i < end && isBlank(text.charAt(i))) {
        i++;
      }
      return i;
    }

    private static boolean isBlank(char c) {
      return Whitespace.isUnicode(c) || c == '\u200B' || c == '\uFEFF';
    }

    private static boolean isQuote(char c) {
      return c == '"' || c == '\'' || OPENING.indexOf(c) >= 0;
    }

    private void fault(Kind kind, int from, int to) {
      faults.add(new Fault(kind, new TextRange(from, to)));
    }

    private void replace(Kind kind, int from, int to, String by) {
      fault(kind, from, to);
      edits.add(TextEdit.replace(new TextRange(from, to), by));
    }

    private void delete(Kind kind, int from, int to) {
      delete(kind, from, to, from);
    }

    private void delete(Kind kind, int from, int to, int shownFrom) {
      fault(kind, shownFrom, to);
      edits.add(TextEdit.delete(new TextRange(from, to)));
    }

    private static String quoted(String value) {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private ImmutableList<Fault> faultsAtHome(InstructionText source) {
      ImmutableList.Builder<Fault> found = ImmutableList.builder();
      for (Fault fault : faults) {
        found.add(new Fault(fault.kind, source.line().home(fault.range)));
      }
      return found.build();
    }

    /** The edits where the instruction stands, if they make an array of strings. */
    private @Nullable ImmutableList<TextEdit> repairAtHome(InstructionText source) {
      if (!clear) {
        return null;
      }
      ImmutableList.Builder<TextEdit> inArray = ImmutableList.builder();
      ImmutableList.Builder<TextEdit> atHome = ImmutableList.builder();
      for (TextEdit edit : TextEdit.inOrder(edits)) {
        if (!source.line().isContiguous(edit.range())) {
          return null;
        }
        inArray.add(edit.shift(-start));
        atHome.add(new TextEdit(home(source, edit.range()), edit.newText()));
      }
      String array = TextEdit.apply(text.substring(start, end), inArray.build());
      return JsonArray.read(array, 0, array.stripTrailing().length()).kind()
              == JsonArray.Kind.STRINGS
          ? atHome.build()
          : null;
    }

    /** What is inserted stands behind the character before, not at the start of the next line. */
    private static TextRange home(InstructionText source, TextRange range) {
      return range.isEmpty()
          ? TextRange.at(source.line().homeEnd(range.start()))
          : source.line().home(range);
    }
  }
}

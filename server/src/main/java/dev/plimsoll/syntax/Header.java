package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.SyntaxError.Phase;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a file says to its readers. All ranges are offsets in the file.
 *
 * <p>BuildKit reads the head twice, by slightly different rules: its parser looks for {@code escape}, its front end for
 * {@code syntax} and {@code check}. The second reader passes over a {@code #!} line, the first one doesn't; the first
 * one allows white space before the {@code #}, the second one doesn't; and only the second one takes {@code //syntax=}.
 *
 * @param directives the lines that the parser takes for directives, in order
 * @param syntax the value of the syntax directive that chooses the front end, or null
 * @param check the value of the check directive that configures the build checks, or null
 * @param errors what the parser rejects
 */
public record Header(
    ImmutableList<Directive> directives,
    @Nullable Directive syntax,
    @Nullable Directive check,
    ImmutableList<SyntaxError> errors) {

  /**
   * One directive.
   *
   * @param name its name in lower case
   */
  public record Directive(String name, TextRange nameRange, String value, TextRange valueRange) {}

  /** The image of the front end: the syntax directive's value up to the first blank; null where there is none. */
  public @Nullable String syntaxImage() {
    return syntax == null ? null : upToBlank(syntax.value);
  }

  /** The options of the check directive: its value up to the first blank; null where there is none. */
  public @Nullable String checkOptions() {
    return check == null ? null : upToBlank(check.value);
  }

  private static String upToBlank(String value) {
    int blank = value.indexOf(' ');
    return blank < 0 ? value : value.substring(0, blank);
  }

  /** Reads the head of {@code text} whose first {@code end} characters are directives and a byte-order mark. */
  static Header read(String text, int end) {
    ImmutableList.Builder<Directive> directives = ImmutableList.builder();
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    StringBuilder seen = new StringBuilder();
    int line = start(text);
    while (line < end) {
      int lineEnd = endOfLine(text, line);
      int from = Whitespace.skipUnicode(text, line, lineEnd);
      DirectiveLine found =
          DirectiveLine.read(text, from, withoutLineEnding(text, from, lineEnd), "#");
      if (found != null) {
        directives.add(directive(found));
        judge(found, seen, errors);
      }
      line = lineEnd;
    }
    return new Header(
        directives.build(),
        frontendDirective(text, "syntax"),
        frontendDirective(text, "check"),
        errors.build());
  }

  private static void judge(
      DirectiveLine line, StringBuilder seen, ImmutableList.Builder<SyntaxError> errors) {
    String mark = line.name() + ';';
    if (seen.indexOf(mark) >= 0) {
      errors.add(new SyntaxError(
          Phase.PARSE,
          line.nameRange(),
          "Only one " + line.name() + " directive may stand in a file: delete this one.",
          "only one " + line.name() + " parser directive can be used"));
    } else if (line.name().equals("escape") && !choosesEscape(line)) {
      errors.add(new SyntaxError(
          Phase.PARSE,
          line.valueRange(),
          "The escape character can only be \\ or `.",
          "invalid escape token '" + line.value() + "' does not match ` or \\"));
    }
    seen.append(mark);
  }

  private static boolean choosesEscape(DirectiveLine line) {
    return line.name().equals("escape")
        && (line.value().equals("\\") || line.value().equals("`"));
  }

  /** The escape character after a directive, given the one before it. */
  static char escapeAfter(DirectiveLine line, char before) {
    return choosesEscape(line) ? line.value().charAt(0) : before;
  }

  /** The same for the text of a directive's element. */
  static char escapeAfter(String element, char before) {
    int from = Whitespace.skipUnicode(element, 0, element.length());
    DirectiveLine line = DirectiveLine.read(element, from, element.length(), "#");
    return line == null ? before : escapeAfter(line, before);
  }

  /** What BuildKit's front end finds for a key: a {@code #} directive first, then, for syntax, a {@code //} one. */
  private static @Nullable Directive frontendDirective(String text, String key) {
    int start = start(text);
    if (text.startsWith("#!", start)) {
      start = endOfLine(text, start);
    }
    Directive found = search(text, start, key, "#");
    return found == null && key.equals("syntax") ? search(text, start, key, "//") : found;
  }

  private static @Nullable Directive search(String text, int start, String key, String prefix) {
    int line = start;
    while (line < text.length()) {
      int lineEnd = endOfLine(text, line);
      DirectiveLine found =
          DirectiveLine.read(text, line, withoutLineEnding(text, line, lineEnd), prefix);
      if (found == null || !found.isKnown()) {
        return null;
      }
      if (found.name().equals(key)) {
        return directive(found);
      }
      line = lineEnd;
    }
    return null;
  }

  private static Directive directive(DirectiveLine line) {
    return new Directive(line.name(), line.nameRange(), line.value(), line.valueRange());
  }

  private static int start(String text) {
    return !text.isEmpty() && text.charAt(0) == Element.ByteOrderMark.CHARACTER ? 1 : 0;
  }

  private static int endOfLine(String text, int from) {
    int lineFeed = text.indexOf('\n', from);
    return lineFeed < 0 ? text.length() : lineFeed + 1;
  }

  private static int withoutLineEnding(String text, int from, int to) {
    int i = to;
    while (i > from && (text.charAt(i - 1) == '\n' || text.charAt(i - 1) == '\r')) {
      i--;
    }
    return i;
  }
}

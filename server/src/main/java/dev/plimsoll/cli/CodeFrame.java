package dev.plimsoll.cli;

import dev.plimsoll.text.TextRange;
import java.util.function.IntSupplier;

/**
 * The line in which a range begins, with carets under the range.
 *
 * @param number of the line, from 1
 * @param line its text, cut to a window around the range and made {@link Printable}
 * @param indent what stands before the carets, as wide as the line before the range
 * @param carets at least one; a range that goes on in the next line is marked up to the end of this one
 */
record CodeFrame(String number, String line, String indent, String carets) {

  /** The width of a frame where no terminal says another. */
  static final int USUAL_COLUMNS = 120;

  /** Every terminal has as many, so that none is asked. */
  private static final int SHORT = 40;

  /** The part of the width that shows what stands before the range. */
  private static final int BEFORE = 3;

  /** @param columns how wide the frame may be, with its margin */
  static CodeFrame of(Source source, TextRange range, IntSupplier columns) {
    int line = source.lines().lineAt(range.start());
    int start = source.lines().startOf(line);
    int end = endOfCode(source, line);
    String number = Integer.toString(line + 1);
    int margin = number.length() + " | ".length();
    int width = end - start <= SHORT ? SHORT : Math.max(SHORT, columns.getAsInt() - margin);
    int from = Math.max(
        start, Math.min(range.start(), end) - (end - start > width ? width / BEFORE : end - start));
    int to = Math.min(end, from + width);
    String text = source.text();
    String indent = blank(text.substring(from, Math.min(range.start(), to)));
    int marked =
        TerminalWidth.of(text.substring(Math.min(range.start(), to), Math.min(range.end(), to)));
    return new CodeFrame(
        number,
        Printable.code(text.substring(from, to)).stripTrailing(),
        indent,
        "^".repeat(Math.max(1, marked)));
  }

  private static int endOfCode(Source source, int line) {
    int end = source.lines().endOf(line);
    while (end > source.lines().startOf(line) && isLineEnding(source.text().charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isLineEnding(char c) {
    return c == '\n' || c == '\r';
  }

  /** As wide as the text: tabs stay, whatever else is blank. */
  private static String blank(String text) {
    StringBuilder blank = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> blank.append(c == '\t' ? "\t" : " ".repeat(TerminalWidth.of(c))));
    return blank.toString();
  }
}

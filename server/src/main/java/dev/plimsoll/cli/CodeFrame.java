package dev.plimsoll.cli;

import dev.plimsoll.text.TextRange;

/**
 * The line in which a range begins, with carets under the range.
 *
 * @param number of the line, from 1
 * @param line its text, cut to a window around the range and {@link Printable}
 * @param indent what stands before the carets, as wide as the line before the range
 * @param carets at least one; a range that goes on in the next line is marked up to the end of this one
 */
record CodeFrame(String number, String line, String indent, String carets) {

  private static final int MAX_COLUMNS = 120;
  private static final int COLUMNS_BEFORE = 40;

  static CodeFrame of(Source source, TextRange range) {
    int line = source.lines().lineAt(range.start());
    int start = source.lines().startOf(line);
    int end = endOfCode(source, line);
    int from = Math.max(
        start,
        Math.min(range.start(), end) - (end - start > MAX_COLUMNS ? COLUMNS_BEFORE : end - start));
    int to = Math.min(end, from + MAX_COLUMNS);
    String text = source.text();
    String indent = blank(text.substring(from, Math.min(range.start(), to)));
    int marked = Math.min(range.end(), to) - Math.min(range.start(), to);
    return new CodeFrame(
        Integer.toString(line + 1),
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
    text.codePoints().forEach(c -> blank.append(c == '\t' ? '\t' : ' '));
    return blank.toString();
  }
}

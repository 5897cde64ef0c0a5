package dev.plimsoll.format;

/**
 * One step of indentation.
 *
 * @param tabs whether it is a tab
 * @param width how many columns it takes
 */
public record Indent(boolean tabs, int width) {

  /** What is usual where nothing is known. */
  public static final Indent USUAL = spaces(4);

  private static final int MAX_WIDTH = 16;

  public Indent {
    width = Math.max(1, Math.min(MAX_WIDTH, width));
  }

  public static Indent spaces(int width) {
    return new Indent(false, width);
  }

  /** @param width how many columns an editor shows of one */
  public static Indent tab(int width) {
    return new Indent(true, width);
  }

  /** The white space that reaches to a column. */
  public String to(int column) {
    return tabs ? "\t".repeat(column / width) + " ".repeat(column % width) : " ".repeat(column);
  }

  /** One step. */
  public String text() {
    return to(width);
  }

  /** The column behind the characters {@code text[start, end)}, the first of which stands at column 0. */
  int column(CharSequence text, int start, int end) {
    int column = 0;
    for (int i = start; i < end; i++) {
      column = text.charAt(i) == '\t' ? (column / width + 1) * width : column + 1;
    }
    return column;
  }
}

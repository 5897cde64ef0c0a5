package dev.plimsoll.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the escape characters of an instruction stand: one blank behind the code, or in a column, if somebody has put them
 * into one.
 *
 * @param before the column in which they stand now, or -1
 * @param after the column in which they will stand
 */
record EscapeColumn(int before, int after) {

  private static final EscapeColumn NONE = new EscapeColumn(-1, -1);

  static EscapeColumn of(List<Row> rows, Indent tab) {
    Map<Integer, Integer> counts = new HashMap<>();
    int column = -1;
    int most = 1;
    for (Row row : rows) {
      if (counts(row)) {
        int own = column(row, tab);
        int count = counts.merge(own, 1, Integer::sum);
        column = count > most ? own : column;
        most = Math.max(most, count);
      }
    }
    return column >= 0 && isMeant(rows, column, most, tab)
        ? new EscapeColumn(column, Math.max(column, needed(rows, column, tab)))
        : NONE;
  }

  /** What stands before the escape character of a row. */
  String padding(Row row, Indent tab) {
    if (before < 0) {
      return " ";
    }
    String code = row.newText();
    int width = tab.column(code, 0, code.length());
    boolean unchanged = after == before
        && column(row, tab) == before
        && code.contentEquals(row.text.subSequence(row.line.start(), row.line.textEnd()));
    return unchanged
        ? row.text.substring(row.line.textEnd(), row.line.escape())
        : " ".repeat(Math.max(1, after - width));
  }

  private static boolean counts(Row row) {
    return row.freeEnd && row.line.escape() >= 0;
  }

  private static int column(Row row, Indent tab) {
    return tab.column(row.text, row.line.start(), row.line.escape());
  }

  /** More than by chance: most stand there, some are moved there, and hardly one stands before it that could be there too. */
  private static boolean isMeant(List<Row> rows, int column, int count, Indent tab) {
    boolean moved = false;
    int others = 0;
    int all = 0;
    for (Row row : rows) {
      if (!counts(row)) {
        continue;
      }
      all++;
      int end = tab.column(row.text, row.line.start(), row.line.textEnd());
      moved |= column(row, tab) == column && column > end + 1;
      others += column(row, tab) != column && end < column ? 1 : 0;
    }
    return moved && others * 2 < count && all < count * 2;
  }

  /** The least column in which those that stand in one can all stand. */
  private static int needed(List<Row> rows, int column, Indent tab) {
    int needed = 0;
    for (Row row : rows) {
      if (counts(row) && column(row, tab) == column) {
        String code = row.newText();
        needed = Math.max(needed, tab.column(code, 0, code.length()) + 1);
      }
    }
    return needed;
  }
}

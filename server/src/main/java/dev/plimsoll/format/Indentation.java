package dev.plimsoll.format;

import java.util.List;

/**
 * How deep the continued lines of an instruction stand. The least deep of them get one step, and the others stay as much
 * deeper as they were; who has aligned them to the first word, or lets operators hang out, is left alone.
 */
final class Indentation {

  /** Deeper lines are aligned to something. */
  static final int MAX_INDENT = 8;

  private final Indent step;
  private final boolean chosen;
  private final int own;
  private final int newOwn;
  private final int firstWord;
  private final int newFirstWord;

  /**
   * @param chosen whether somebody has chosen the step, for this file or this editor
   * @param own the column of the keyword
   * @param newOwn the one that it gets
   * @param firstWord the column of the first word behind the keyword
   * @param newFirstWord the one that it gets
   */
  Indentation(Indent step, boolean chosen, int own, int newOwn, int firstWord, int newFirstWord) {
    this.step = step;
    this.chosen = chosen;
    this.own = own;
    this.newOwn = newOwn;
    this.firstWord = firstWord;
    this.newFirstWord = newFirstWord;
  }

  /** Gives rows their columns. */
  void indent(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int base = Integer.MAX_VALUE;
    for (Row row : rows) {
      base = Math.min(base, row.column);
    }
    boolean aligned = isAligned(base);
    int target = aligned ? newFirstWord : newOwn + step.width();
    if (base != target && !isDeliberate(rows, base, target)) {
      if (someFellBack(rows, base, target)) {
        for (Row row : rows) {
          move(row, Math.max(row.column, target), aligned);
        }
      } else {
        shift(rows, base, target, aligned);
      }
    }
    for (Row row : rows) {
      if (!aligned) {
        unify(row);
      }
    }
  }

  /** Moves all of them alike. Where they are evenly stepped, and not aligned to anything, their steps change their size. */
  private void shift(List<Row> rows, int base, int target, boolean aligned) {
    int from = base > own && own != newOwn ? own : newOwn;
    boolean scaled = !aligned && isEven(rows, base - from, from);
    for (Row row : rows) {
      int deeper = row.column - base;
      move(row, target + (scaled ? deeper / (base - from) * step.width() : deeper), aligned);
    }
  }

  /** Whether the least deep lines are no shallower by intent: others of their kind stand where they should. */
  private static boolean someFellBack(List<Row> rows, int base, int target) {
    if (base >= target) {
      return false;
    }
    for (Row row : rows) {
      if (row.column < target && !row.beginsPart) {
        return false;
      }
    }
    for (Row row : rows) {
      if (row.column == target && row.beginsPart) {
        return true;
      }
    }
    return false;
  }

  /** Whether the least deep lines stand below the first word, and not just one step deep. */
  private boolean isAligned(int base) {
    return base == firstWord && !(chosen && newFirstWord - newOwn == "RUN ".length());
  }

  private boolean isDeliberate(List<Row> rows, int base, int target) {
    boolean twice = base - newOwn == 2 * step.width() && (!chosen || step.tabs());
    boolean deep = twice || base - newOwn > MAX_INDENT;
    return (deep && !isAligned(base)) || hangs(rows, base, target);
  }

  /** Whether only operators stand less deep, so that what follows them stands where other lines begin. */
  private boolean hangs(List<Row> rows, int base, int target) {
    int others = Integer.MAX_VALUE;
    int behind = -1;
    for (Row row : rows) {
      int width = operatorWidth(row);
      if (width > 0 && row.column == base) {
        behind = Math.max(behind, base + width);
      } else {
        others = Math.min(others, row.column);
      }
    }
    boolean all = others == Integer.MAX_VALUE;
    return behind > 0
        && base > newOwn
        && (all ? behind == target : behind == others && (others == target || base == newOwn + 1));
  }

  /** How far the command stands behind the operator that begins a row; 0 where none does. */
  static int operatorWidth(Row row) {
    String text = row.text;
    int start = row.line.text();
    int end = start;
    while (end < row.line.textEnd() && "&|;".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    int word = end;
    while (word < row.line.textEnd() && ContinuedLines.isBlank(text.charAt(word))) {
      word++;
    }
    return end == start ? 0 : word - start;
  }

  /** Whether every line stands a whole number of steps deep, and none more than one deeper than the line before. */
  private static boolean isEven(List<Row> rows, int size, int from) {
    if (size <= 0) {
      return false;
    }
    int before = from + size;
    for (Row row : rows) {
      if ((row.column - from) % size != 0 || row.column - before > size) {
        return false;
      }
      before = row.column;
    }
    return true;
  }

  private void move(Row row, int column, boolean aligned) {
    boolean blanks = aligned && row.indent.indexOf('\t') < 0;
    row.newColumn = Math.max(0, column);
    row.indent = blanks ? " ".repeat(row.newColumn) : step.to(row.newColumn);
  }

  /** Tabs where the step is a tab, blanks where it is blanks. */
  private void unify(Row row) {
    boolean mixed = step.tabs()
        ? row.indent.startsWith(" ") && row.newColumn >= step.width()
        : row.indent.indexOf('\t') >= 0;
    if (mixed) {
      row.indent = step.to(row.newColumn);
    }
  }
}

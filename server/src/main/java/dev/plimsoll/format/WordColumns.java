package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words that stand below each other because somebody has put them there with more than one blank: they stay there. Words
 * that one blank before each would leave below each other need no more.
 */
final class WordColumns {

  /** Nobody puts more words of a line into columns, and the line is read for each. */
  private static final int MAX_GAPS = 100;

  private final List<Row> rows;
  private final Indent tab;

  /** By column the row up to which it is known whether words are meant to stand in it. */
  private final Map<Integer, Integer> known = new HashMap<>();

  private WordColumns(List<Row> rows, Indent tab) {
    this.rows = rows;
    this.tab = tab;
  }

  /**
   * Keeps the blanks before such words.
   *
   * @param rows lines that follow each other
   */
  static void keep(List<Row> rows, Indent tab) {
    WordColumns columns = new WordColumns(rows, tab);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      boolean few = row.wideGaps.size() <= MAX_GAPS;
      for (TextRange gap : few ? row.wideGaps : ImmutableList.<TextRange>of()) {
        int column = tab.column(row.text, row.line.start(), gap.end());
        if (row.isNarrowed(gap)
            && row.keepsColumns(gap.end())
            && i >= columns.known.getOrDefault(column, 0)) {
          columns.keep(i, column);
        }
      }
    }
  }

  /** Looks up and down from a row as far as words begin in one column; lines that begin deeper are no part of it. */
  private void keep(int index, int column) {
    int first = index;
    while (first > 0 && (isDeeper(first - 1, column) || isSame(index, first - 1, column))) {
      first--;
    }
    int end = index + 1;
    while (end < rows.size() && (isDeeper(end, column) || isSame(index, end, column))) {
      end++;
    }
    known.put(column, end);
    boolean meant = false;
    for (int i = first; i < end; i++) {
      meant |= !isDeeper(i, column) && gapStart(i, column) != gapStart(index, column);
    }
    for (int i = first; meant && i < end; i++) {
      Row row = rows.get(i);
      if (!isDeeper(i, column)) {
        row.frozenTo = Math.max(row.frozenTo, row.wordAt(column, tab));
      }
    }
  }

  private boolean isDeeper(int index, int column) {
    return rows.get(index).column >= column;
  }

  private boolean isSame(int index, int other, int column) {
    int word = rows.get(other).wordAt(column, tab);
    return word >= 0
        && rows.get(other).shift() == rows.get(index).shift()
        && rows.get(other).keepsColumns(word);
  }

  /** The column in which the blanks before a word begin. */
  private int gapStart(int index, int column) {
    Row row = rows.get(index);
    int start = row.wordAt(column, tab);
    while (ContinuedLines.isBlank(row.text.charAt(start - 1))) {
      start--;
    }
    return tab.column(row.text, row.line.start(), start);
  }
}

package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.format.ContinuedLines.Line;
import dev.plimsoll.text.TextRange;

/**
 * A line of code while it is laid out.
 *
 * <p>What is known of it is filled in step by step: first where it begins, then which blanks inside of it stay.
 */
final class Row {

  final String text;
  final Line line;
  /** Whether the blanks before its first word may be others. */
  final boolean freeStart;
  /** Whether those before its escape character may be. */
  final boolean freeEnd;
  /** Whether it begins a command, a pair or the like rather than going on with one. */
  final boolean beginsPart;
  /** Blanks between its words that may be fewer, as ranges of the instruction. */
  final ImmutableList<TextRange> wideGaps;
  /** The column of its first word, and the one that it gets. */
  final int column;

  int newColumn;
  String indent;
  /** The offset in the instruction up to which all blanks stay as they are, because words stand below each other. */
  int frozenTo;

  Row(
      String text,
      Line line,
      boolean freeStart,
      boolean freeEnd,
      boolean beginsPart,
      ImmutableList<TextRange> wideGaps,
      int column) {
    this.text = text;
    this.line = line;
    this.freeStart = freeStart;
    this.freeEnd = freeEnd;
    this.beginsPart = beginsPart;
    this.wideGaps = wideGaps;
    this.column = column;
    this.newColumn = column;
    this.indent = text.substring(line.start(), line.text());
    this.frozenTo = line.text();
  }

  int shift() {
    return newColumn - column;
  }

  /** Whether all up to an offset moves as far as the line does: a tab inside of it may not. */
  boolean keepsColumns(int end) {
    return shift() == 0 || text.substring(line.text(), end).indexOf('\t') < 0;
  }

  /** Whether a gap is to be one blank. */
  boolean isNarrowed(TextRange gap) {
    return gap.end() > frozenTo;
  }

  /** The line up to its last word, as it will be. */
  String newText() {
    StringBuilder result = new StringBuilder(indent);
    int done = line.text();
    for (TextRange gap : wideGaps) {
      if (isNarrowed(gap)) {
        result.append(text, done, gap.start()).append(' ');
        done = gap.end();
      }
    }
    return result.append(text, done, line.textEnd()).toString();
  }

  /** Where a word begins at a column, or -1. */
  int wordAt(int column, Indent tab) {
    int at = 0;
    for (int i = line.start(); i < line.textEnd(); i++) {
      if (at >= column) {
        boolean begins = i > line.text()
            && !ContinuedLines.isBlank(text.charAt(i))
            && ContinuedLines.isBlank(text.charAt(i - 1));
        return at == column && begins ? i : -1;
      }
      at = text.charAt(i) == '\t' ? (at / tab.width() + 1) * tab.width() : at + 1;
    }
    return -1;
  }
}

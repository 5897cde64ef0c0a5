package dev.plimsoll.cli;

import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextRange;

/**
 * A range as other programs count it.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param endLine from 1
 * @param endColumn from 1, in UTF-16 units; exclusive
 */
record Place(int line, int column, int endLine, int endColumn) {

  static Place of(LineMap lines, TextRange range) {
    return new Place(
        lines.lineAt(range.start()) + 1,
        lines.columnAt(range.start()) + 1,
        lines.lineAt(range.end()) + 1,
        lines.columnAt(range.end()) + 1);
  }
}

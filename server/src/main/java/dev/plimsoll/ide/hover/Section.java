package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.Markup;
import dev.plimsoll.text.TextRange;

/**
 * One thing that a hover says.
 *
 * @param range what it is said of, as offsets of the file
 */
record Section(TextRange range, Markup said) {

  /** The same with its range moved. */
  Section shift(int offset) {
    return new Section(range.shift(offset), said);
  }
}

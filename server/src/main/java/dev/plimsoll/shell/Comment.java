package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;

/**
 * From a {@code #} to the end of its line.
 *
 * @param alone whether only blanks stand before it on its line; otherwise it follows code
 */
public record Comment(TextRange range, boolean alone) {}

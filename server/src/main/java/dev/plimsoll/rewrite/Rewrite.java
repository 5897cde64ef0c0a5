package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;

/**
 * A change to a file that is worked out here and offered by a rule or a refactoring.
 *
 * @param edits in offsets of the file; they don't overlap and stand in order
 * @param safe whether the image stays the same in every case
 */
public record Rewrite(ImmutableList<TextEdit> edits, boolean safe) {}

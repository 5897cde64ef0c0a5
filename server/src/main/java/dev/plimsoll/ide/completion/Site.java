package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * The place of the cursor: the word that is being typed, and what it may become.
 *
 * @param needed whether the text isn't complete without a word here, so that a list may open by itself
 * @param instruction the instruction in which the cursor is, with a letter put in there; null in comments
 */
record Site(
    TypedWord word, boolean needed, @Nullable Instruction instruction, ImmutableList<Slot> slots) {

  static Site of(TypedWord word, boolean needed, @Nullable Instruction instruction, Slot... slots) {
    return new Site(word, needed, instruction, ImmutableList.copyOf(slots));
  }

  /** The same place, whose word is cut at the line of the cursor: an editor shows no list that edits two lines. */
  Site onLine(CharSequence file) {
    return new Site(word.onLine(file), needed, instruction, slots);
  }
}

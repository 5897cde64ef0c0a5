package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.Visible;
import java.util.List;

/**
 * A refactoring that can be done at a selection.
 *
 * @param title what it does, as a command to the editor; it tells of all that doesn't stay as it was
 * @param edits what it changes, in offsets of the file, by position; they don't overlap
 */
public record Offer(String title, ImmutableList<TextEdit> edits) {

  public Offer {
    title = Visible.of(title);
  }

  static ImmutableList<Offer> one(String title, List<TextEdit> edits) {
    return ImmutableList.of(new Offer(title, TextEdit.inOrder(edits)));
  }

  static ImmutableList<Offer> one(String title, TextEdit edit) {
    return ImmutableList.of(new Offer(title, ImmutableList.of(edit)));
  }
}

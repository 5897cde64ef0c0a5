package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/**
 * What was probably meant where something is wrong: the author decides.
 *
 * @param title what it does, as a command to the editor: "Change to --chown"
 * @param edits what it changes, in the offsets of the error that it mends; they don't overlap
 */
public record Repair(String title, ImmutableList<TextEdit> edits) {

  public static Repair of(String title, TextEdit... edits) {
    return new Repair(title, ImmutableList.copyOf(edits));
  }

  /** Another word in the place of the one that is written. */
  public static Repair change(TextRange range, String meant) {
    return of("Change to " + meant, TextEdit.replace(range, meant));
  }

  /** The same in the offsets of a text in which this one stands at {@code by}. */
  public Repair shift(int by) {
    ImmutableList.Builder<TextEdit> moved = ImmutableList.builder();
    for (TextEdit edit : edits) {
      moved.add(edit.shift(by));
    }
    return new Repair(title, moved.build());
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.Rewrite;
import dev.plimsoll.syntax.Repair;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.Visible;
import org.jspecify.annotations.Nullable;

/**
 * A mechanical repair.
 *
 * @param title what it does, as a command to the editor: "Combine the RUN instructions"
 * @param safety whether it may be applied without asking
 * @param edits what it changes, in offsets of the file; they don't overlap
 */
public record Fix(String title, Safety safety, ImmutableList<TextEdit> edits) {

  public Fix {
    title = Visible.of(title);
  }

  /** Whether a fix may be applied without asking. */
  public enum Safety {
    /** The image is the same or strictly better in every case let through: applied on save and by {@code --fix}. */
    SAFE,
    /** The author decides. */
    SUGGESTION
  }

  public static Fix safe(String title, TextEdit... edits) {
    return new Fix(title, Safety.SAFE, ImmutableList.copyOf(edits));
  }

  public static Fix suggestion(String title, TextEdit... edits) {
    return new Fix(title, Safety.SUGGESTION, ImmutableList.copyOf(edits));
  }

  /** A rewrite under a title; null where there is none. */
  public static @Nullable Fix of(String title, @Nullable Rewrite rewrite) {
    return rewrite == null
        ? null
        : new Fix(title, rewrite.safe() ? Safety.SAFE : Safety.SUGGESTION, rewrite.edits());
  }

  /** What was probably meant, for the author to decide; null where that isn't known. */
  public static @Nullable Fix of(@Nullable Repair repair) {
    return repair == null ? null : new Fix(repair.title(), Safety.SUGGESTION, repair.edits());
  }

  /** The same repair, left to the author. */
  public Fix asSuggestion() {
    return new Fix(title, Safety.SUGGESTION, edits);
  }

  public boolean isSafe() {
    return safety == Safety.SAFE;
  }
}

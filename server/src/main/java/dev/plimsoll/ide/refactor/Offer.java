package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.List;

/**
 * A refactoring that can be done at a selection.
 *
 * @param title what it does, as a command to the editor; it tells of all that doesn't stay as it was
 * @param edits what it changes as far as that is known, in offsets of the file, by position; they don't overlap
 * @param unknown images that have to be looked up before the rest is known; mostly none
 */
public record Offer(
    String title, ImmutableList<TextEdit> edits, ImmutableList<ImageReference> unknown) {

  Offer(String title, ImmutableList<TextEdit> edits) {
    this(title, edits, ImmutableList.of());
  }

  public Offer {
    title = Visible.of(title);
  }

  static ImmutableList<Offer> one(String title, List<TextEdit> edits) {
    return ImmutableList.of(new Offer(title, TextEdit.inOrder(edits)));
  }

  static ImmutableList<Offer> one(String title, TextEdit edit) {
    return ImmutableList.of(new Offer(title, ImmutableList.of(edit)));
  }

  /** Gives images the digests of their tags. Where one isn't known it is an offer only if that can be looked up. */
  static ImmutableList<Offer> pinning(
      String title, ImmutableList<NamedImage> images, Selection selection) {
    List<TextEdit> edits = new ArrayList<>();
    ImmutableList.Builder<ImageReference> unknown = ImmutableList.builder();
    for (NamedImage named : images) {
      String digest = named.knownDigest(selection.images());
      if (digest != null) {
        edits.add(named.withDigest(digest));
      } else if (selection.online()) {
        unknown.add(named.byTag());
      } else {
        return ImmutableList.of();
      }
    }
    return ImmutableList.of(new Offer(title, TextEdit.inOrder(edits), unknown.build()));
  }
}

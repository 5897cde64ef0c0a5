package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.UnpackedSize;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import org.jspecify.annotations.Nullable;

/** The images that a file builds on. */
final class BaseImages {

  /**
   * One of them, and what is known of it.
   *
   * @param text its name, variables replaced by their defaults
   * @param shipped whether the image that is built begins with it
   * @param isOld whether the facts are so old that today's image may weigh something else
   * @param unpacked what it takes on a disk, where only that is known; else null
   * @param failure why its registry told nothing of it; null where it did, or wasn't asked
   * @param other what an image of which nothing is known may be compared with, or null
   */
  record BaseImage(
      String text,
      boolean shipped,
      ImageReference image,
      ImageFacts facts,
      boolean isOld,
      @Nullable UnpackedSize unpacked,
      @Nullable LookupFailure failure,
      @Nullable ImageFacts other) {

    static BaseImage of(String text, boolean shipped, ImageReference image, ImageCatalog images) {
      ImageFacts facts = images.facts(image);
      PlatformFacts measured = facts.usual();
      return new BaseImage(
          text,
          shipped,
          image,
          facts,
          measured != null && images.isOld(measured),
          facts.isKnown() ? null : Iterables.getFirst(images.unpacked(image), null),
          facts.isKnown() ? null : images.failure(image),
          facts.isKnown() ? null : images.otherRelease(image));
    }
  }

  private BaseImages() {}

  /** The base image of every stage, in file order, the same image once. */
  static ImmutableList<BaseImage> of(SemanticModel model, ImageCatalog images) {
    ImmutableList.Builder<BaseImage> found = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      ImageUse use = stage.parent() == null ? model.baseImage(stage) : null;
      ImageReference image = use == null ? null : use.image();
      if (use != null && image != null) {
        found.add(BaseImage.of(use.text(), model.ships(stage), image, images));
      }
    }
    return found.build().stream().distinct().collect(ImmutableList.toImmutableList());
  }
}

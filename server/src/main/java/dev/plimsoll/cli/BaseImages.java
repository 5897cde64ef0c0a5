package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;

/** The images that a file builds on. */
final class BaseImages {

  /**
   * One of them, and what is known of it.
   *
   * @param text its name, variables replaced by their defaults
   * @param shipped whether the image that is built begins with it
   */
  record BaseImage(String text, boolean shipped, ImageReference image, ImageFacts facts) {}

  private BaseImages() {}

  /** The base image of every stage, in file order, the same image once. */
  static ImmutableList<BaseImage> of(SemanticModel model, ImageCatalog images) {
    ImmutableList.Builder<BaseImage> found = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      ImageUse use = stage.parent() == null ? model.baseImage(stage) : null;
      ImageReference image = use == null ? null : use.image();
      if (use != null && image != null) {
        found.add(new BaseImage(use.text(), model.ships(stage), image, images.facts(image)));
      }
    }
    return found.build().stream().distinct().collect(ImmutableList.toImmutableList());
  }
}

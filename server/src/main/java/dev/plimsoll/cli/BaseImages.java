package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;

/** What the images that a file builds on weigh. */
final class BaseImages {

  private BaseImages() {}

  /** A line for the base image of every stage, in file order, the same image once. */
  static ImmutableList<String> lines(SemanticModel model, ImageCatalog images) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      ImageUse use = stage.parent() == null ? model.baseImage(stage) : null;
      ImageReference image = use == null ? null : use.image();
      if (use != null && image != null) {
        lines.add("Base image " + use.text() + (model.ships(stage) ? "" : " (not shipped)") + ": "
            + weight(image, images.facts(image)));
      }
    }
    return lines.build().stream().distinct().collect(ImmutableList.toImmutableList());
  }

  private static String weight(ImageReference image, ImageFacts facts) {
    if (image.isScratch()) {
      return "empty, 0 bytes";
    }
    PlatformFacts measured = facts.on(ImageFacts.AMD64);
    if (measured == null) {
      return "size not known";
    }
    boolean nearest = facts.match() == ImageFacts.Match.NEAREST;
    return (nearest ? "about " : "")
        + ByteSize.format(measured.compressedBytes()) + " compressed (download), "
        + measured.platform()
        + (measured.asOf() == null ? "" : ", built " + measured.asOf())
        + (nearest ? ", from the tag " + facts.tag() : "");
  }
}

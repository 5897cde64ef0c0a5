package dev.plimsoll.ide;

import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.PlatformName;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;
import org.jspecify.annotations.Nullable;

/**
 * What the image weighs that a stage stands on, as far as that is known.
 *
 * @param image the image that FROM names
 * @param exact whether it is the very image, and not another tag of its release line
 * @param measured its size on the platform that FROM names, or else on the usual one
 */
public record BaseSize(ImageReference image, boolean exact, PlatformFacts measured) {

  /** The size of the base, through all stages that a stage is FROM; null where it isn't known, and for scratch. */
  public static @Nullable BaseSize of(Stage stage, SemanticModel model, ImageCatalog images) {
    ImageUse base = model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null || image.isScratch()) {
      return null;
    }
    ImageFacts facts = images.facts(image);
    PlatformFacts measured = measured(facts, stage.root().from().platform());
    return measured == null
        ? null
        : new BaseSize(image, facts.match() == ImageFacts.Match.EXACT, measured);
  }

  private static @Nullable PlatformFacts measured(ImageFacts facts, @Nullable Flag platform) {
    String asked = platform == null ? null : PlatformName.of(platform.valueOrEmpty());
    if (asked != null) {
      return facts.on(asked);
    }
    PlatformFacts usual = facts.on(ImageFacts.AMD64);
    return usual != null || facts.platforms().isEmpty()
        ? usual
        : facts.platforms().get(0);
  }

  /** The size alone: {@code 408 MB}. */
  public String text() {
    return (exact ? "" : "about ") + ByteSize.format(measured.compressedBytes());
  }

  /** What is measured, where and when: {@code compressed, linux/amd64, 2026-09-19}. */
  public String measure() {
    return "compressed, " + measured.platform()
        + (measured.asOf() == null ? "" : ", " + measured.asOf());
  }
}

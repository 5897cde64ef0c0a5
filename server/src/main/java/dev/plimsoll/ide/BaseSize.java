package dev.plimsoll.ide;

import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.PlatformName;
import dev.plimsoll.image.UnpackedSize;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the image weighs that a stage stands on, as far as that is known.
 *
 * @param image the image that FROM names
 * @param bytes the compressed layers, which is what a download transfers; or the unpacked ones
 * @param unpacked whether the unpacked ones are all that is known
 * @param exact whether it is the very image, and not another tag of its release line
 * @param platform the one that FROM names, or else the usual one
 * @param asOf the day on which that was true; null where it isn't known
 */
public record BaseSize(
    ImageReference image,
    long bytes,
    boolean unpacked,
    boolean exact,
    String platform,
    @Nullable LocalDate asOf) {

  /** The size of the base, through all stages that a stage is FROM; null where it isn't known, and for scratch. */
  public static @Nullable BaseSize of(Stage stage, SemanticModel model, ImageCatalog images) {
    ImageReference image = model.baseReference(stage);
    if (image == null || image.isScratch()) {
      return null;
    }
    Flag flag = stage.root().from().platform();
    String asked = flag == null ? null : PlatformName.of(flag.valueOrEmpty());
    ImageFacts facts = images.facts(image);
    PlatformFacts measured = asked == null ? facts.usual() : facts.on(asked);
    return measured == null
        ? unpacked(image, asked, images)
        : new BaseSize(
            image,
            measured.compressedBytes(),
            false,
            facts.match() == ImageFacts.Match.EXACT,
            measured.platform(),
            measured.asOf());
  }

  private static @Nullable BaseSize unpacked(
      ImageReference image, @Nullable String asked, ImageCatalog images) {
    for (UnpackedSize size : images.unpacked(image)) {
      if (asked == null || asked.equals(size.platform())) {
        return new BaseSize(image, size.bytes(), true, true, size.platform(), size.asOf());
      }
    }
    return null;
  }

  /** The size alone: {@code 408 MB}, {@code about 408 MB}, {@code 408 MB unpacked}. */
  public String text() {
    return (exact ? "" : "about ") + ByteSize.format(bytes) + (unpacked ? " unpacked" : "");
  }

  /** The size, what is measured, where and when: {@code 408 MB to download (compressed, linux/amd64, 2026-09-19)}. */
  public String measured() {
    return text() + (unpacked ? " (" : " to download (compressed, ") + platform
        + (asOf == null ? "" : ", " + asOf) + ")";
  }
}

package dev.plimsoll.lint.rules.size;

import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageVariant;
import dev.plimsoll.image.PlatformFacts;
import org.jspecify.annotations.Nullable;

/** How a smaller variant of an image is spoken of: what it spares, and what it asks for. */
final class VariantSentences {

  private VariantSentences() {}

  /**
   * What a finding says.
   *
   * @param now what is known of the very image, or null
   */
  static String message(
      ImageReference image, @Nullable PlatformFacts now, ImageVariant first, String platform) {
    String smaller = first.reference().familiarName() + ":" + first.tag();
    PlatformFacts then = first.facts().on(platform);
    String message;
    if (then == null || then.asOf() == null) {
      message = smaller + " is a smaller variant of this image.";
    } else {
      String about = first.facts().match() == ImageFacts.Match.EXACT ? "" : "about ";
      String measured = " (compressed, " + platform + ", " + then.asOf() + ")";
      String size = about + ByteSize.format(then.compressedBytes());
      message = now != null && first.difference() != null
          ? "A download of " + image.familiarName() + ":" + image.tagOrLatest() + " is "
              + ByteSize.format(now.compressedBytes()) + ", of " + smaller + " " + size + measured
              + ": "
              + ByteSize.format(-first.difference()) + " less."
          : smaller + " is a smaller variant of this image: a download is " + size + measured + ".";
    }
    if (SuitedVariants.isAlpine(first, image)) {
      message += " Alpine has musl instead of glibc, so test it.";
    } else if (SuitedVariants.isJre(first)) {
      message += " A JRE lacks the JDK's compiler and tools, so test it.";
    }
    return message;
  }

  /** What a fix is called. */
  static String title(ImageVariant variant, ImageReference image, String platform) {
    String name = variant.reference().familiarName() + ":" + variant.tag();
    PlatformFacts facts = variant.facts().on(platform);
    String about = variant.facts().match() == ImageFacts.Match.EXACT ? "" : "about ";
    String size =
        facts == null ? "" : about + ByteSize.format(facts.compressedBytes()) + " compressed";
    String caution = SuitedVariants.isAlpine(variant, image)
        ? "musl instead of glibc"
        : SuitedVariants.isJre(variant) ? "no compiler" : "";
    String both = size + (size.isEmpty() || caution.isEmpty() ? "" : ", ") + caution;
    return "Use " + name + (both.isEmpty() ? "" : " (" + both + ")");
  }
}

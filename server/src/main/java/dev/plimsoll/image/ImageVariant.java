package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Another variant of an image.
 *
 * @param reference the other image, with the name as it was written
 * @param aliases further tags of the same image
 * @param facts what is known of it
 * @param difference its compressed size less that of the image it is compared with, in bytes; negative where it is
 *     smaller; null where one of the two is not known or they are not of one version
 */
public record ImageVariant(
    ImageReference reference,
    ImmutableList<String> aliases,
    ImageFacts facts,
    @Nullable Long difference) {

  /** The tag of this variant. */
  public String tag() {
    return reference.tagOrLatest();
  }
}

package dev.plimsoll.lint;

import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.TagMovement;

/**
 * What a rule wants to know of an image. A constant, so that the answer is found again; see {@link Subject#about}.
 *
 * @param <T> immutable
 */
@FunctionalInterface
public interface ImageQuestion<T> {

  /** What is known of it. */
  ImageQuestion<ImageFacts> FACTS = (images, image, platform) -> images.facts(image);

  /** When its tag comes to mean another version. */
  ImageQuestion<TagMovement> MOVEMENT = (images, image, platform) -> TagMovement.of(image);

  /** @param platform the platform that is meant, such as {@code linux/amd64} */
  T answer(ImageCatalog images, ImageReference image, String platform);
}

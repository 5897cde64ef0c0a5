package dev.plimsoll.lint;

import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;

/**
 * What a rule wants to know of an image. A constant of the class that asks; see {@link Subject#about}.
 *
 * @param <T> immutable
 */
@FunctionalInterface
public interface ImageQuestion<T> {

  /** @param platform the platform that is meant, such as {@code linux/amd64} */
  T answer(ImageCatalog images, ImageReference image, String platform);
}

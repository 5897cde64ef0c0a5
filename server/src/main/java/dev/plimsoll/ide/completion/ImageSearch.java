package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;

/**
 * What is known of images, and who looks for what isn't. Each method answers at once; what is found later is there for the
 * next list.
 */
public interface ImageSearch {

  /** What is known now. */
  ImageCatalog catalog();

  /** The images that other documents name, and the files of the workspace that were read. */
  ImmutableList<ImageReference> namedElsewhere();

  /**
   * Reads the files of the workspace for these.
   *
   * @param needed whether a list without them is worth little, so that it should wait for them
   * @return whether they are still to come
   */
  boolean lookForNamed(boolean needed);

  /** Likewise for the tags of a repository that begin so. */
  boolean lookForTags(ImageReference repository, String prefix, boolean needed);

  /** Likewise for the platforms of an image, what it weighs on each, and its digests. */
  boolean lookForImage(ImageReference image, boolean needed);

  /** Likewise for the repositories that a registry finds by some words. */
  boolean lookForRepositories(String words, boolean needed);

  /** Those that were found by these words, the likeliest first. */
  ImmutableList<FoundRepository> found(String words);

  /** Looks for nothing. */
  static ImageSearch in(ImageCatalog catalog) {
    return new ImageSearch() {
      @Override
      public ImageCatalog catalog() {
        return catalog;
      }

      @Override
      public ImmutableList<ImageReference> namedElsewhere() {
        return ImmutableList.of();
      }

      @Override
      public boolean lookForNamed(boolean needed) {
        return false;
      }

      @Override
      public boolean lookForTags(ImageReference repository, String prefix, boolean needed) {
        return false;
      }

      @Override
      public boolean lookForImage(ImageReference image, boolean needed) {
        return false;
      }

      @Override
      public boolean lookForRepositories(String words, boolean needed) {
        return false;
      }

      @Override
      public ImmutableList<FoundRepository> found(String words) {
        return ImmutableList.of();
      }
    };
  }
}

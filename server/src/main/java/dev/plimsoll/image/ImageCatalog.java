package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is known of images. The embedded table, a cache on disk, a registry and a map in tests are all of this
 * kind; an answer is given at once from what is known, it is never waited for.
 */
public interface ImageCatalog {

  /** What is known of an image: its size, layers and user on each platform. Never null, see {@link ImageFacts.Match}. */
  ImageFacts facts(ImageReference reference);

  /** The same, if it is known of the very image that was asked for; else null. Cheap enough for a list of images. */
  default @Nullable ImageFacts exactFacts(ImageReference reference) {
    ImageFacts facts = facts(reference);
    return facts.match() == ImageFacts.Match.EXACT ? facts : null;
  }

  /** What the very image that was asked for takes unpacked, {@code linux/amd64} first; empty where that isn't known. */
  default ImmutableList<UnpackedSize> unpacked(ImageReference reference) {
    return ImmutableList.of();
  }

  /** Why the image's registry told nothing of it when it was asked; null where it did, or nobody has asked. */
  default @Nullable LookupFailure failure(ImageReference reference) {
    return null;
  }

  /**
   * The very image on a platform, if its configuration was read, with its details; else null. That costs nothing where none was.
   *
   * @param platform in its usual form; null for the one that is quoted where none is named
   */
  default @Nullable PlatformFacts configured(ImageReference reference, @Nullable String platform) {
    return null;
  }

  /** All platforms of which the image has something, such as {@code linux/arm/v7}; empty where that isn't known. */
  default ImmutableList<String> platforms(ImageReference reference) {
    return ImmutableList.of();
  }

  /** The tags that are known of the repository, whatever tag the reference names; empty if nothing is known of it. */
  ImmutableList<String> tags(ImageReference reference);

  /** The same with those that once existed, which nobody wants to be offered. */
  default ImmutableList<String> tagsEver(ImageReference reference) {
    return tags(reference);
  }

  /** What the list of tags in its registry says of the tag; null where nobody has read that list. */
  default @Nullable RepositoryTag listed(ImageReference reference) {
    return null;
  }

  /** Facts of the same variant in another release, to compare an image with of which nothing is known; null without one. */
  default @Nullable ImageFacts otherRelease(ImageReference reference) {
    return null;
  }

  /** The day on which it is asked. */
  LocalDate today();

  /** Whether facts are so old, by what else is known, that the image isn't built any more or weighs something else today. */
  default boolean isOld(PlatformFacts facts) {
    return false;
  }

  /** The repositories of which tags are known, as Docker prints them ({@code node}), in alphabetical order. */
  ImmutableList<String> repositories();
}

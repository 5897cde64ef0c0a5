package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
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

  /** The tags that are known of the repository, whatever tag the reference names; empty if nothing is known of it. */
  ImmutableList<String> tags(ImageReference reference);

  /** Whether the tag of a reference is known to exist, or to have existed: it may be older than those that are offered. */
  default boolean exists(ImageReference reference) {
    return tags(reference).contains(reference.tagOrLatest());
  }

  /** The repositories of which tags are known, as Docker prints them ({@code node}), in alphabetical order. */
  ImmutableList<String> repositories();
}

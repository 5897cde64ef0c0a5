package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Comparator;
import java.util.List;

/**
 * A release of an image, as the tags that mean one image tell it: by the versions among them, or by what they begin with where
 * none has a version. {@code latest}, {@code trixie} and {@code 13} are one tag of Debian as long as they mean one image, so
 * {@code trixie-slim} and {@code 13-slim} are of its release; {@code sid-slim} is of that of {@code sid}.
 */
record Release(ImmutableSet<ImmutableIntArray> versions, ImmutableSet<String> names) {

  static Release of(ImmutableIntArray version) {
    return new Release(ImmutableSet.of(version), ImmutableSet.of());
  }

  /** @param tags all tags of one image */
  static Release of(List<String> tags) {
    ImmutableSet.Builder<ImmutableIntArray> versions = ImmutableSet.builder();
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (String tag : tags) {
      ImageTag parsed = ImageTag.of(tag);
      if (parsed.version().isEmpty()) {
        names.add(name(parsed));
      } else {
        versions.add(parsed.version());
      }
    }
    return new Release(versions.build(), names.build());
  }

  /** Whether one of the tags of an image is of this release. */
  boolean hasAny(List<String> tags) {
    for (String tag : tags) {
      ImageTag parsed = ImageTag.of(tag);
      boolean has = versions.isEmpty()
          ? parsed.version().isEmpty() && names.contains(name(parsed))
          : versions.contains(parsed.version());
      if (has) {
        return true;
      }
    }
    return false;
  }

  /** The tag of an image that reads best beside another tag: it begins like that, names the version, or is short. */
  static Comparator<String> beside(ImageTag other) {
    String name = name(other);
    return Comparator.comparing(
            (String tag) -> name.isEmpty() || !name(ImageTag.of(tag)).equals(name))
        .thenComparing(tag -> ImageTag.of(tag).version().isEmpty())
        .thenComparing(String::length);
  }

  /** What a tag without a version begins with; empty where it has a version, and for {@code latest}. */
  private static String name(ImageTag tag) {
    ImmutableList<String> words = tag.words();
    return tag.version().isEmpty() && !words.isEmpty() ? words.get(0) : "";
  }
}

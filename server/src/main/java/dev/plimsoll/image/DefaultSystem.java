package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;

/** The release of a distribution on which a tag stands that names none. */
public final class DefaultSystem {

  private DefaultSystem() {}

  /** {@code Debian 13 (trixie)} for {@code golang:1.27}, as another tag of the same image says; empty where none does. */
  public static String of(ImageCatalog images, ImageReference image) {
    String digest = digest(images, image);
    String tag = image.tagOrLatest();
    int end = tag.indexOf('-');
    String beginning = (end < 0 ? tag : tag.substring(0, end)) + "-"; // 24-slim is 24-bookworm-slim
    for (String name : digest.isEmpty() ? ImmutableList.<String>of() : images.tags(image)) {
      ImageReference other = image.withTag(name);
      String system = name.startsWith(beginning) ? EndOfLife.systemOf(other) : null;
      if (system != null && digest.equals(digest(images, other))) {
        return system;
      }
    }
    return "";
  }

  private static String digest(ImageCatalog images, ImageReference image) {
    ImageFacts facts = images.facts(image);
    PlatformFacts measured = facts.on(ImageFacts.AMD64);
    return facts.match() != ImageFacts.Match.EXACT || measured == null || measured.digest() == null
        ? ""
        : measured.digest();
  }
}

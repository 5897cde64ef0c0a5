package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which one looks through the tags of an image. */
public final class TagOrder {

  /** Newer versions first, their shortest tags before longer ones; what has no version comes last. */
  private static final Comparator<ImageTag> NEWEST = (a, b) -> compare(b.version(), a.version());

  private TagOrder() {}

  /**
   * The tags of lines of versions, {@code 22} and {@code 22-slim}, before those of single versions, {@code 22.11.0}; in
   * each the newest first.
   */
  public static ImmutableList<String> newestFirst(List<String> tags) {
    Map<String, ImageTag> parsed = new HashMap<>();
    for (String tag : tags) {
      parsed.put(tag, ImageTag.of(tag));
    }
    List<String> sorted = new ArrayList<>(tags);
    sorted.sort(Comparator.comparing((String tag) -> group(parsed.get(tag)))
        .thenComparing(parsed::get, NEWEST)
        .thenComparing(String::length)
        .thenComparing(Comparator.naturalOrder()));
    return ImmutableList.copyOf(sorted);
  }

  private static int group(ImageTag tag) {
    int length = tag.version().length();
    return length == 0 ? 2 : length <= 2 ? 0 : 1;
  }

  private static int compare(ImmutableIntArray a, ImmutableIntArray b) {
    for (int i = 0; i < a.length() && i < b.length(); i++) {
      if (a.get(i) != b.get(i)) {
        return Integer.compare(a.get(i), b.get(i));
      }
    }
    return -Integer.compare(a.length(), b.length());
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order in which one looks through the tags of an image. */
public final class TagOrder {

  private record Parsed(String tag, ImageTag parts) {}

  /** Newer versions first, their shortest tags before longer ones; what has no version comes last. */
  private static final Comparator<Parsed> ORDER = Comparator.comparingInt(
          (Parsed tag) -> group(tag.parts))
      .thenComparing((a, b) -> compare(b.parts.version(), a.parts.version()))
      .thenComparingInt(tag -> tag.tag.length())
      .thenComparing(Parsed::tag);

  private TagOrder() {}

  /**
   * The tags of lines of versions, {@code 22} and {@code 22-slim}, before those of single versions, {@code 22.11.0}; in
   * each the newest first.
   */
  public static ImmutableList<String> newestFirst(List<String> tags) {
    List<Parsed> sorted = new ArrayList<>();
    for (String tag : tags) {
      sorted.add(new Parsed(tag, ImageTag.of(tag)));
    }
    sorted.sort(ORDER);
    return sorted.stream().map(Parsed::tag).collect(ImmutableList.toImmutableList());
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
    return Integer.compare(b.length(), a.length());
  }
}

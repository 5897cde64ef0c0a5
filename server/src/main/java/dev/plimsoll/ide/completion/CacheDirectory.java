package dev.plimsoll.ide.completion;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.text.Resource;
import java.util.List;

/**
 * A directory in which programs keep what they download or build; the file {@code caches.txt} lists them and describes its
 * own format.
 *
 * @param programs those that keep something there
 * @param spellings where it is, that which counts first in front
 * @param id an id for a cache mount
 * @param options what such a mount takes besides, such as {@code sharing=locked}; empty where it takes nothing
 * @param usual the images, and the names of the families of {@link BaseFamily}, in which the programs are usual
 */
record CacheDirectory(
    ImmutableSet<String> programs,
    ImmutableList<String> spellings,
    String id,
    String options,
    ImmutableSet<String> usual) {

  private static final Splitter BLANK = Splitter.on(' ').omitEmptyStrings();
  private static final Splitter TAB = Splitter.on('\t');

  private static final ImmutableList<CacheDirectory> ALL;

  static {
    ImmutableList.Builder<CacheDirectory> all = ImmutableList.builder();
    for (String line : Splitter.on('\n')
        .omitEmptyStrings()
        .split(Resource.text(CacheDirectory.class, "caches.txt"))) {
      if (!line.startsWith("#")) {
        all.add(of(TAB.splitToList(line)));
      }
    }
    ALL = all.build();
  }

  private static CacheDirectory of(List<String> columns) {
    return new CacheDirectory(
        ImmutableSet.copyOf(BLANK.split(columns.get(0))),
        ImmutableList.copyOf(BLANK.split(columns.get(1))),
        columns.get(2),
        columns.get(3).equals("-") ? "" : columns.get(3),
        ImmutableSet.copyOf(BLANK.split(columns.get(4))));
  }

  static ImmutableList<CacheDirectory> all() {
    return ALL;
  }

  boolean isUsualIn(String image, BaseFamily family) {
    return usual.contains(image) || usual.contains(family.name());
  }

  /** Whether it belongs to a package manager of the system, which only some families have. */
  boolean isOfSystem() {
    return usual.stream().anyMatch(name -> Character.isUpperCase(name.charAt(0)));
  }
}

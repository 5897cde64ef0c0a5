package dev.plimsoll.ide.completion;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
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

  private static final String ENVIRONMENT = "ENV";
  private static final Splitter BLANK = Splitter.on(' ').omitEmptyStrings();
  private static final Splitter TAB = Splitter.on('\t');

  private static final ImmutableList<CacheDirectory> ALL;
  private static final ImmutableTable<String, String, String> VARIABLES;

  static {
    ImmutableList.Builder<CacheDirectory> all = ImmutableList.builder();
    ImmutableTable.Builder<String, String, String> variables = ImmutableTable.builder();
    for (String line : Splitter.on('\n')
        .omitEmptyStrings()
        .split(Resource.text(CacheDirectory.class, "caches.txt"))) {
      List<String> columns = TAB.splitToList(line);
      if (columns.get(0).equals(ENVIRONMENT)) {
        int equals = columns.get(2).indexOf('=');
        variables.put(
            columns.get(1),
            columns.get(2).substring(0, equals),
            columns.get(2).substring(equals + 1));
      } else if (!line.startsWith("#")) {
        all.add(of(columns));
      }
    }
    ALL = all.build();
    VARIABLES = variables.buildOrThrow();
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

  /** Variables that an image sets and that say where such directories are. */
  static ImmutableMap<String, String> variables(String image) {
    return VARIABLES.row(image);
  }

  boolean isUsualIn(String image, BaseFamily family) {
    return usual.contains(image) || usual.contains(family.name());
  }

  /** Whether it belongs to a package manager of the system, which only some families have. */
  boolean isOfSystem() {
    return usual.stream().anyMatch(name -> Character.isUpperCase(name.charAt(0)));
  }
}

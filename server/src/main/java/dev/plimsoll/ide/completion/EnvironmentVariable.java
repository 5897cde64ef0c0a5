package dev.plimsoll.ide.completion;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.Resource;
import java.util.List;

/**
 * A variable that programs in images look at; the file {@code environment.txt} lists them and describes its own format.
 *
 * @param values what it is usually set to, the most usual first; empty where that can't be said
 * @param images the official images for which it matters most; empty where it does for any
 */
record EnvironmentVariable(
    String name, ImmutableList<String> values, ImmutableList<String> images, String description) {

  private static final ImmutableList<EnvironmentVariable> ALL = read();

  static ImmutableList<EnvironmentVariable> all() {
    return ALL;
  }

  private static ImmutableList<EnvironmentVariable> read() {
    ImmutableList.Builder<EnvironmentVariable> all = ImmutableList.builder();
    Splitter blank = Splitter.on(' ').omitEmptyStrings();
    for (String line : Splitter.on('\n')
        .omitEmptyStrings()
        .split(Resource.text(EnvironmentVariable.class, "environment.txt"))) {
      if (!line.startsWith("#")) {
        List<String> columns = Splitter.on('\t').splitToList(line);
        all.add(new EnvironmentVariable(
            columns.get(0),
            ImmutableList.copyOf(blank.split(columns.get(1))),
            ImmutableList.copyOf(blank.split(columns.get(2))),
            columns.get(3)));
      }
    }
    return all.build();
  }
}

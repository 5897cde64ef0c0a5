package dev.plimsoll.context;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;

/**
 * Which sources of a Dockerfile a build would not find, as far as that is sure.
 *
 * @param folder the name of the build context's folder
 * @param missing those that are not there, as they are written with variables expanded
 * @param hidden those that are there and left out, each with what to say of it: a line of which file
 */
public record SourceReport(
    String folder, ImmutableSet<String> missing, ImmutableMap<String, String> hidden) {

  /** Nothing is known, or all is there. */
  public static final SourceReport NOTHING =
      new SourceReport("", ImmutableSet.of(), ImmutableMap.of());

  /** {@link #NOTHING} where a build finds all: nobody has to judge a file anew for the name of a folder. */
  static SourceReport of(
      String root, ImmutableSet<String> missing, ImmutableMap<String, String> hidden) {
    if (missing.isEmpty() && hidden.isEmpty()) {
      return NOTHING;
    }
    Path name = Path.of(root).getFileName();
    return new SourceReport(name == null ? root : name.toString(), missing, hidden);
  }
}

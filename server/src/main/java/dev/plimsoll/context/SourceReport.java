package dev.plimsoll.context;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What of the build context matters for a Dockerfile: which sources a build would not find, as far as that is sure, and the
 * files that somebody asked for.
 *
 * @param folder the name of the build context's folder
 * @param missing those that are not there and that Git wouldn't leave out, as they are written with variables expanded
 * @param hidden those that are there and left out, each with what to say of it: a line of which file
 * @param files by path in the context, normalized, those that somebody asked for
 */
public record SourceReport(
    String folder,
    ImmutableSet<String> missing,
    ImmutableMap<String, String> hidden,
    ImmutableMap<String, ContextFile> files) {

  /** Nothing is known, or all is there. */
  public static final SourceReport NOTHING =
      new SourceReport("", ImmutableSet.of(), ImmutableMap.of(), ImmutableMap.of());

  /** Without the folder where a build finds all: nobody has to judge a file anew for its name. */
  static SourceReport of(
      String root,
      ImmutableSet<String> missing,
      ImmutableMap<String, String> hidden,
      ImmutableMap<String, ContextFile> files) {
    Path name = Path.of(root).getFileName();
    String folder =
        missing.isEmpty() && hidden.isEmpty() ? "" : name == null ? root : name.toString();
    return new SourceReport(folder, missing, hidden, files);
  }

  /** Of files that nothing is known of. */
  static SourceReport unknown(Iterable<String> files) {
    ImmutableMap.Builder<String, ContextFile> unknown = ImmutableMap.builder();
    files.forEach(file -> unknown.put(file, ContextFile.UNKNOWN));
    return new SourceReport("", ImmutableSet.of(), ImmutableMap.of(), unknown.buildKeepingLast());
  }

  /** The same with what is known of more. */
  SourceReport and(ImmutableMap<String, ContextFile> more) {
    return more.isEmpty()
        ? this
        : new SourceReport(
            folder,
            missing,
            hidden,
            ImmutableMap.<String, ContextFile>builder()
                .putAll(files)
                .putAll(more)
                .buildOrThrow());
  }

  /** What is known of a path of the context. */
  public ContextFile file(String path) {
    return files.getOrDefault(ContextPath.inContext(path), ContextFile.UNKNOWN);
  }

  /** The paths of which something else is known than in another report. */
  public ImmutableSet<String> changedSince(SourceReport other) {
    return Sets.union(files.keySet(), other.files.keySet()).stream()
        .filter(path -> !Objects.equals(files.get(path), other.files.get(path)))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether files were looked for as somebody asked, and anything is known of one of them. */
  public boolean knowsFiles() {
    return files.values().stream().anyMatch(ContextFile::isKnown);
  }
}

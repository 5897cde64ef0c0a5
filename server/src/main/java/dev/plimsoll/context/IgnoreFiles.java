package dev.plimsoll.context;

import java.util.LinkedHashMap;
import java.util.Map;

/** The .dockerignore files that were asked for last, so that one that stays as it is is read once. */
final class IgnoreFiles {

  /** More than one editor has projects open; a file may be large. */
  private static final int MAX_KEPT = 8;

  private record Written(String name, String text) {}

  private final Map<Written, IgnoreFile> kept = new LinkedHashMap<>(MAX_KEPT, 1, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Written, IgnoreFile> eldest) {
      return size() > MAX_KEPT;
    }
  };

  /**
   * The file.
   *
   * @param name see {@link IgnoreFile#parse}
   */
  synchronized IgnoreFile parsed(String name, String text) {
    return kept.computeIfAbsent(
        new Written(name, text), written -> IgnoreFile.parse(written.name, written.text));
  }
}

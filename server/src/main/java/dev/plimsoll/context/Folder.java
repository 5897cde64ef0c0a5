package dev.plimsoll.context;

import com.google.common.collect.ImmutableSortedMap;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder of the disk.
 *
 * @param items by name
 * @param complete whether these are all: not when there are too many, when the disk didn't answer in time, or when the
 *     folder can't be read
 */
record Folder(ImmutableSortedMap<String, Item> items, boolean complete) {

  /** A folder that didn't answer in time; it may at another. */
  static final Folder UNKNOWN = new Folder(ImmutableSortedMap.of(), false);

  /** A path that is no folder, or one that can't be read. */
  static final Folder UNREADABLE = new Folder(ImmutableSortedMap.of(), false);

  static final Folder EMPTY = new Folder(ImmutableSortedMap.of(), true);

  enum Kind {
    FILE,
    FOLDER,
    /** A symbolic link. */
    LINK
  }

  /**
   * One entry.
   *
   * @param path where it is: not every name can be made a path again, as the letters of the system may be fewer
   * @param bytes the size of a file when the folder was read
   */
  record Item(String name, Path path, Kind kind, long bytes) {}

  /**
   * Where a path leads when all links are followed.
   *
   * @param kind a file or a folder
   */
  record Target(Path path, Kind kind, long bytes) {}

  @Nullable Item get(String name) {
    return items.get(name);
  }
}

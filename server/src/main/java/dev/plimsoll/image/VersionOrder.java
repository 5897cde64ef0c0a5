package dev.plimsoll.image;

import com.google.common.primitives.ImmutableIntArray;

/** Compares the numbers of versions. */
final class VersionOrder {

  private VersionOrder() {}

  /** How two versions are ordered, as {@link Comparable} says it; of 3 and 3.12 the longer one is the later. */
  static int compare(ImmutableIntArray a, ImmutableIntArray b) {
    for (int i = 0; i < a.length() && i < b.length(); i++) {
      if (a.get(i) != b.get(i)) {
        return Integer.compare(a.get(i), b.get(i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static boolean isNewer(ImmutableIntArray version, ImmutableIntArray than) {
    return compare(version, than) > 0;
  }

  /** Whether a version is of a release line: 22.3.1 of 22, and 22 too. */
  static boolean startsWith(ImmutableIntArray version, ImmutableIntArray line) {
    return version.length() >= line.length()
        && version.subArray(0, line.length()).equals(line);
  }
}

package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import dev.plimsoll.syntax.GoQuote;
import org.jspecify.annotations.Nullable;

/** Paths in images of Windows as BuildKit reads them, variables and escapes done: only drive C: is part of an image. */
public final class WindowsPath {

  private WindowsPath() {}

  /** Whether a path begins at the root, with or without its drive; not so {@code C:app}. */
  public static boolean isAbsolute(String path) {
    if (problem(path) != null) {
      return false;
    }
    String slashed = path.replace('\\', '/');
    return slashed.startsWith("/", slashed.indexOf(':') + 1);
  }

  /** Whether a path has a drive, but counts from where that drive stands: {@code C:app}. */
  static boolean isDriveRelative(String path) {
    return path.length() > 1
        && Character.isLetter(path.charAt(0))
        && path.charAt(1) == ':'
        && !(path.startsWith("/", 2) || path.startsWith("\\", 2));
  }

  /** Why BuildKit takes no such path, in its words, or null. */
  public static @Nullable String problem(String path) {
    int colon = path.indexOf(':');
    if (colon == 1 && path.length() == 2) {
      return "No relative path specified in " + GoQuote.of(path);
    }
    if (path.replace('\\', '/').startsWith("//")) {
      return "UNC paths are not supported";
    }
    return colon < 0 || Ascii.equalsIgnoreCase(path.substring(0, colon), "c")
        ? null
        : "The specified path is not on the system drive (C:)";
  }

  /** What is wrong and what to do, for what {@link #problem} finds. */
  static String advice(String path) {
    if (path.replace('\\', '/').startsWith("//")) {
      return "An image has no network shares: write a path on drive C:.";
    }
    return path.length() == 2
        ? "Write a path behind the drive, such as C:/app."
        : "An image of Windows has only drive C:. Write a path on it.";
  }
}

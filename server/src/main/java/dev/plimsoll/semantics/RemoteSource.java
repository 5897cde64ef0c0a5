package dev.plimsoll.semantics;

import com.google.common.base.Ascii;

/** Where a source of ADD or COPY comes from, as BuildKit tells it from its text. */
public enum RemoteSource {
  /** The build context, or the stage or image of {@code --from}. */
  LOCAL,
  HTTP,
  GIT;

  public static RemoteSource of(String source) {
    String lower = Ascii.toLowerCase(source);
    if (lower.startsWith("git://") || lower.startsWith("ssh://") || isScpLike(source)) {
      return GIT;
    }
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      return LOCAL;
    }
    int path = lower.indexOf('/', lower.indexOf("://") + 3);
    int end = lower.length();
    for (int i = 0; i < lower.length(); i++) {
      if (!isUrlCharacter(lower.charAt(i), path < 0 || i < path)) {
        return HTTP;
      }
      if (lower.charAt(i) == '#' || lower.charAt(i) == '?') {
        end = i;
        break;
      }
    }
    return path >= 0 && path < end && lower.substring(path, end).endsWith(".git") ? GIT : HTTP;
  }

  /** What Go's URL parser takes: no control characters, and few others in the name of the host. */
  private static boolean isUrlCharacter(char c, boolean inHost) {
    return c >= ' ' && c != 0x7F && !(inHost && " \"%<>\\^`{|}".indexOf(c) >= 0);
  }

  /** {@code user@host:path}, the form in which ssh repositories are mostly written. */
  private static boolean isScpLike(String source) {
    int at = source.indexOf('@');
    int colon = source.indexOf(':');
    int slash = source.indexOf('/');
    return at > 0 && colon > at + 1 && (slash < 0 || slash > colon);
  }
}

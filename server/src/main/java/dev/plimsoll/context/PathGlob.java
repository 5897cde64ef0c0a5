package dev.plimsoll.context;

/**
 * The patterns of COPY and ADD, those of Go's {@code filepath.Match}: {@code *} is any text without a slash, {@code ?} any
 * character but a slash, <code>[a-z]</code> and <code>[^a-z]</code> one character of a set, and a backslash takes the
 * meaning from what follows it.
 *
 * <p>A star never has to be widened once the piece after it was found, so a match costs at most pattern length × text
 * length.
 */
public final class PathGlob {

  private final int[] pattern;
  private final boolean valid;

  private PathGlob(String pattern) {
    this.pattern = pattern.codePoints().toArray();
    this.valid = isWellFormed();
  }

  public static PathGlob of(String pattern) {
    return new PathGlob(pattern);
  }

  /** Whether a text has {@code *}, {@code ?} or <code>[</code> that no backslash takes the meaning from. */
  public static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || c == '[') {
        return true;
      }
    }
    return false;
  }

  /** Whether every set is closed and no backslash stands at the end. */
  public boolean isValid() {
    return valid;
  }

  /** How many names deep a path can be that is matched: a set may stand for a slash, a star doesn't. */
  int depth() {
    int depth = 1;
    for (int i = 0; valid && i < pattern.length; i = skip(i)) {
      depth += pattern[i] == '/' || pattern[i] == '[' && isInSet(i, '/') ? 1 : 0;
    }
    return depth;
  }

  private boolean isWellFormed() {
    int i = 0;
    while (i < pattern.length) {
      i = skip(i);
      if (i < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether Docker's reader of .dockerignore refuses the pattern. It finds out by matching a dot, and that looks at the
   * pattern only as far as it matches: to the first star after something, or the second where a dot got past the first.
   */
  boolean isRefused() {
    int first = skipStars(0);
    int end = endOfPiece(first);
    if (end < 0) {
      return true;
    }
    boolean isDot = end > first && skip(first) == end && isOne(first, '.');
    return isDot && end < pattern.length && endOfPiece(skipStars(end)) < 0;
  }

  private int skipStars(int i) {
    int at = i;
    while (at < pattern.length && pattern[at] == '*') {
      at++;
    }
    return at;
  }

  /** The next star, or the end; -1 where something malformed comes first. */
  private int endOfPiece(int i) {
    int at = i;
    while (at >= 0 && at < pattern.length && pattern[at] != '*') {
      at = skip(at);
    }
    return at;
  }

  /** The end of the element at {@code i}, or -1 where it is malformed. */
  private int skip(int i) {
    if (pattern[i] == '\\') {
      return i + 1 < pattern.length ? i + 2 : -1;
    }
    if (pattern[i] != '[') {
      return i + 1;
    }
    int at = i + 1;
    if (at < pattern.length && pattern[at] == '^') {
      at++;
    }
    for (boolean first = true; first || at >= pattern.length || pattern[at] != ']'; first = false) {
      at = endOfMember(at);
      if (at >= 0 && pattern[at] == '-') {
        at = endOfMember(at + 1);
      }
      if (at < 0) {
        return -1;
      }
    }
    return at + 1;
  }

  /** The end of a character in a set, after which something must follow; -1 where it is malformed. */
  private int endOfMember(int at) {
    if (at >= pattern.length || pattern[at] == '-' || pattern[at] == ']') {
      return -1;
    }
    int end = pattern[at] == '\\' ? at + 2 : at + 1;
    return end < pattern.length ? end : -1;
  }

  /** Whether the whole of a path is matched. A malformed pattern matches nothing. */
  public boolean matches(String path) {
    return valid && matches(path.codePoints().toArray());
  }

  private boolean matches(int[] text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starred = -1;
    while (t < text.length || p < pattern.length) {
      if (p < pattern.length && pattern[p] == '*') {
        star = ++p;
        starred = t;
      } else if (p < pattern.length && t < text.length && isOne(p, text[t])) {
        p = skip(p);
        t++;
      } else if (star >= 0 && starred < text.length && text[starred] != '/') {
        p = star;
        t = ++starred;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Whether the element at {@code p}, which is no star, stands for a character. */
  private boolean isOne(int p, int c) {
    return switch (pattern[p]) {
      case '?' -> c != '/';
      case '[' -> isInSet(p, c);
      case '\\' -> pattern[p + 1] == c;
      default -> pattern[p] == c;
    };
  }

  private boolean isInSet(int open, int c) {
    int at = open + 1;
    boolean negated = pattern[at] == '^';
    if (negated) {
      at++;
    }
    boolean found = false;
    for (boolean first = true; first || pattern[at] != ']'; first = false) {
      int low = member(at);
      int high = low;
      at = endOfMember(at);
      if (pattern[at] == '-') {
        high = member(at + 1);
        at = endOfMember(at + 1);
      }
      found |= low <= c && c <= high;
    }
    return found != negated;
  }

  private int member(int at) {
    return pattern[at] == '\\' ? pattern[at + 1] : pattern[at];
  }
}

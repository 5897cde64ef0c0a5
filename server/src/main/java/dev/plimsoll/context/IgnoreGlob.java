package dev.plimsoll.context;

import dev.plimsoll.context.RegularExpressionParser.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of .dockerignore and which paths it matches. Docker's matcher compares texts where it can and turns every
 * other pattern into a regular expression, with consequences that its documentation doesn't tell: {@code **} before plain
 * text is a test of how the path ends; braces, bars and letters after a backslash mean what they mean there.
 */
final class IgnoreGlob {

  private enum Kind {
    /** The path is the pattern. */
    EXACT,
    /** Plain text, then {@code **}. */
    PREFIX,
    /** {@code **}, then plain text. */
    SUFFIX,
    EXPRESSION
  }

  private final String pattern;
  private final Kind kind;
  private final @Nullable RegularExpression expression;
  private final @Nullable String error;

  /** Plain text that every path begins with that the expression matches. */
  private final String head;

  /** Plain text that every such path ends with. */
  private final String tail;

  private IgnoreGlob(
      String pattern, Kind kind, @Nullable RegularExpression expression, @Nullable String error) {
    this.pattern = pattern;
    this.kind = kind;
    this.expression = expression;
    this.error = error;
    this.head = kind == Kind.EXPRESSION ? head(pattern) : "";
    this.tail = kind == Kind.EXPRESSION ? tail(pattern) : "";
  }

  private static String head(String pattern) {
    int end = 0;
    while (!isSpecial(pattern, end)) {
      end++;
    }
    return hasAlternatives(pattern) ? "" : pattern.substring(0, end);
  }

  private static String tail(String pattern) {
    int start = pattern.length();
    while (!isSpecial(pattern, start - 1)) {
      start--;
    }
    if (start < pattern.length() && pattern.charAt(start) == '/') {
      start++; // two stars before it take it with them
    }
    return hasAlternatives(pattern) ? "" : pattern.substring(start);
  }

  private static boolean isSpecial(String pattern, int index) {
    return index < 0 || index >= pattern.length() || "*?[]".indexOf(pattern.charAt(index)) >= 0;
  }

  /** Whether characters may mean more than they do in names, or nothing: then no text is sure to be in a path. */
  private static boolean hasAlternatives(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("\\{|^\uFEFF".indexOf(pattern.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** @param pattern cleaned, without the mark of an exception */
  static IgnoreGlob of(String pattern) {
    if (PathGlob.of(pattern).isRefused()) {
      String error = pattern.endsWith("\\") && !pattern.contains("[")
          ? "a backslash at the end"
          : "a [ that is not closed";
      return new IgnoreGlob(pattern, Kind.EXACT, null, error);
    }
    Translation translation = new Translation(pattern);
    if (translation.kind != Kind.EXPRESSION) {
      return new IgnoreGlob(pattern, translation.kind, null, null);
    }
    try {
      RegularExpression expression =
          RegularExpressionParser.parse(translation.out.append('$').toString());
      return new IgnoreGlob(pattern, Kind.EXPRESSION, expression, null);
    } catch (Invalid e) {
      return new IgnoreGlob(pattern, Kind.EXPRESSION, null, e.getMessage());
    }
  }

  /** What makes the pattern malformed, or null. It then matches nothing here; a build stops at it. */
  @Nullable String error() {
    return error;
  }

  /** Whether matching takes as many steps as pattern and path are long, multiplied. */
  boolean isCostly() {
    return kind == Kind.EXPRESSION;
  }

  boolean matches(String path) {
    if (error != null) {
      return false;
    }
    switch (kind) {
      case EXACT:
        return path.equals(pattern);
      case PREFIX:
        return path.startsWith(pattern.substring(0, pattern.length() - 2));
      case SUFFIX:
        String suffix = pattern.substring(2);
        return path.endsWith(suffix)
            || (suffix.startsWith("/") && path.equals(suffix.substring(1)));
      default:
        return path.startsWith(head)
            && path.endsWith(tail)
            && expression != null
            && expression.matches(path);
    }
  }

  /** The pattern as a regular expression, step by step as moby/patternmatcher writes it. */
  private static final class Translation {
    private static final String FOLDERS = "(.*/)?";

    private final String pattern;
    private final StringBuilder out = new StringBuilder("^");
    private Kind kind = Kind.EXACT;
    private int at;

    Translation(String pattern) {
      this.pattern = pattern;
      at = pattern.startsWith("\uFEFF") ? 1 : 0; // its scanner skips the mark
      int start = at;
      while (at < pattern.length()) {
        char c = pattern.charAt(at++);
        if (c == '*' && pattern.startsWith("*", at)) {
          doubleStar(at - 1 == start);
        } else if (c == '*' || c == '?') {
          out.append(c == '*' ? "[^/]*" : "[^/]");
          kind = Kind.EXPRESSION;
        } else if (".+()$".indexOf(c) >= 0) {
          out.append('\\').append(c);
        } else if (c == '\\') {
          out.append(c);
          if (at < pattern.length()) {
            out.append(pattern.charAt(at++));
            kind = Kind.EXPRESSION;
          }
        } else {
          out.append(c);
          kind = c == '[' || c == ']' ? Kind.EXPRESSION : kind;
        }
      }
    }

    /** Any folders and again any folders are any folders. */
    private boolean endsWithFolders() {
      int start = out.length() - FOLDERS.length();
      return start >= 0 && out.indexOf(FOLDERS, start) == start;
    }

    private void doubleStar(boolean first) {
      at++;
      if (pattern.startsWith("/", at)) {
        at++;
      }
      if (at < pattern.length()) {
        if (!endsWithFolders()) {
          out.append(FOLDERS);
        }
        kind = Kind.EXPRESSION;
      } else if (kind == Kind.EXACT) {
        kind = Kind.PREFIX;
      } else {
        out.append(".*");
        kind = Kind.EXPRESSION;
      }
      kind = first ? Kind.SUFFIX : kind;
    }
  }
}

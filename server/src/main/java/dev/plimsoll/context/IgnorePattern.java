package dev.plimsoll.context;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a .dockerignore file.
 *
 * @param text as it is written, without blanks around it
 * @param range where that stands in the file
 * @param line its line, from 0
 * @param exception whether it takes paths out of what patterns before it ignore: it begins with {@code !}
 * @param path what it means: cleaned, without the mark of an exception
 * @param glob what it matches
 * @param error what makes it malformed, so that every build stops at it, or null
 */
public record IgnorePattern(
    String text,
    TextRange range,
    int line,
    boolean exception,
    String path,
    IgnoreGlob glob,
    @Nullable String error) {

  /** Whether the pattern matches a path or a folder above it. */
  public boolean covers(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (glob.matches(path.substring(0, slash))) {
        return true;
      }
    }
    return glob.matches(path);
  }

  /** Whether it is plain text up to a last {@code /*} or {@code /**}: nothing above that text need be looked into. */
  boolean isPlain() {
    String plain = withoutTrailingGlob();
    for (int i = 0; i < plain.length(); i++) {
      if ("*[]?^\\".indexOf(plain.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an exception like this can be about something inside a folder, as its text tells. */
  boolean leadsInto(String folder) {
    return withoutTrailingGlob().concat("/").startsWith(folder.concat("/"));
  }

  private String withoutTrailingGlob() {
    String plain = path.endsWith("/**") ? path.substring(0, path.length() - 3) : path;
    return plain.endsWith("/*") ? plain.substring(0, plain.length() - 2) : plain;
  }
}

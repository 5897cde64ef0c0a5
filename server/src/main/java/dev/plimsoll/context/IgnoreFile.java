package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A .dockerignore file, read as Docker reads it. Patterns that it refuses are kept, with the reason. */
public final class IgnoreFile {

  /** Where there is no such file: nothing is ignored. */
  public static final IgnoreFile NONE = new IgnoreFile("", ImmutableList.of());

  /** Where it isn't known what the file says. */
  static final IgnoreFile UNKNOWN = new IgnoreFile("", ImmutableList.of());

  /** Docker's reader gives up at a line of this many bytes. */
  private static final int MAX_LINE = 64 * 1024;

  private final String name;
  private final ImmutableList<IgnorePattern> patterns;
  private final boolean hasExceptions;
  private final boolean exceptionsArePlain;

  private IgnoreFile(String name, ImmutableList<IgnorePattern> patterns) {
    this.name = name;
    this.patterns = patterns;
    this.hasExceptions = patterns.stream().anyMatch(IgnorePattern::exception);
    this.exceptionsArePlain =
        patterns.stream().filter(IgnorePattern::exception).allMatch(IgnorePattern::isPlain);
  }

  /**
   * Reads a file.
   *
   * @param name what users call it, for messages
   */
  public static IgnoreFile parse(String name, String text) {
    ImmutableList.Builder<IgnorePattern> patterns = ImmutableList.builder();
    int start = 0;
    for (int line = 0; start < text.length(); line++) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int from = line == 0 && text.charAt(0) == '\uFEFF' ? 1 : start;
      if (end - start >= MAX_LINE) {
        patterns.add(tooLong(text, from, line));
        break;
      }
      IgnorePattern pattern = pattern(text, from, Math.max(from, end), line);
      if (pattern != null) {
        patterns.add(pattern);
      }
      start = end + 1;
    }
    return new IgnoreFile(name, patterns.build());
  }

  private static IgnorePattern tooLong(String text, int from, int line) {
    TextRange range = TextRange.ofLength(from, 1);
    return new IgnorePattern(
        text.substring(from, from + 1),
        range,
        line,
        false,
        "",
        IgnoreGlob.of(""),
        "a line of more than 64 KiB");
  }

  private static @Nullable IgnorePattern pattern(String text, int from, int to, int line) {
    int start = skipBlanks(text, from, to);
    int end = trimBlanks(text, start, to);
    if (start == end || (from < to && text.charAt(from) == '#')) {
      return null;
    }
    String written = text.substring(start, end);
    boolean exception = written.startsWith("!");
    String path = written;
    if (exception) {
      path = written.substring(skipBlanks(written, 1, written.length()));
    }
    if (!path.isEmpty()) {
      path = ContextPath.clean(path);
      path = path.length() > 1 && path.startsWith("/") ? path.substring(1) : path;
    }
    // What is read is cleaned once more by the matcher, with the mark in front.
    String cleaned = ContextPath.clean(trim(exception ? "!".concat(path) : path));
    boolean marked = cleaned.startsWith("!");
    String meant = marked ? cleaned.substring(1) : cleaned;
    IgnoreGlob glob = IgnoreGlob.of(meant);
    String error = meant.isEmpty() ? "an exception to nothing" : glob.error();
    return new IgnorePattern(written, new TextRange(start, end), line, marked, meant, glob, error);
  }

  private static String trim(String text) {
    int start = skipBlanks(text, 0, text.length());
    return text.substring(start, trimBlanks(text, start, text.length()));
  }

  private static int skipBlanks(String text, int from, int to) {
    int i = from;
    while (i < to && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int trimBlanks(String text, int from, int to) {
    int i = to;
    while (i > from && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /** Unicode's {@code White_Space}, which Go's {@code TrimSpace} trims. */
  private static boolean isBlank(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }

  /** What users call the file. */
  public String name() {
    return name;
  }

  public ImmutableList<IgnorePattern> patterns() {
    return patterns;
  }

  /** Whether some pattern begins with {@code !}. */
  boolean hasExceptions() {
    return hasExceptions;
  }

  /** Whether the text of every exception tells which folders it is about. */
  boolean exceptionsArePlain() {
    return exceptionsArePlain;
  }

  /** The root of the build context as the patterns see it. */
  public IgnoreScope root() {
    return root(() -> false);
  }

  /**
   * The same for who may run out of time.
   *
   * @param over whether that has happened; from then on patterns that take long to match are left out
   */
  IgnoreScope root(BooleanSupplier over) {
    return IgnoreScope.root(this, over);
  }

  /** What the patterns make of a path below the root, such as {@code src/main.c}. */
  public Verdict verdict(String path, boolean folder) {
    IgnoreScope scope = root();
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      scope = scope.inside(path.substring(start, slash));
      start = slash + 1;
    }
    return scope.verdict(path.substring(start), folder);
  }
}

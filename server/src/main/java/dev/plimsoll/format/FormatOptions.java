package dev.plimsoll.format;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be laid out. What is null or {@code AUTO} is decided by what the file itself shows.
 *
 * @param level how much is laid out
 * @param keywordCase the letters of keywords
 * @param indent what continued lines are indented by; null: as most of the file is
 * @param usualIndent the same where the file shows nothing
 * @param operators where {@code &&}, {@code ||} and {@code |} stand; only the full level moves them
 * @param maxLineLength the columns that the full level tries to keep to
 * @param trimTrailingWhitespace whether white space at the end of lines goes
 * @param finalNewline whether the last line gets a line ending
 * @param separateStages whether a blank line is put before each stage
 * @param sortFlags whether flags are sorted by name
 * @param sortPackages whether the full level sorts the packages of a list
 * @param lineEnding what ends a line that is added to a file which has none; every other one keeps its own
 */
public record FormatOptions(
    Level level,
    KeywordCase keywordCase,
    @Nullable Indent indent,
    Indent usualIndent,
    OperatorPosition operators,
    int maxLineLength,
    boolean trimTrailingWhitespace,
    boolean finalNewline,
    boolean separateStages,
    boolean sortFlags,
    boolean sortPackages,
    String lineEnding) {

  /** How much is laid out. */
  public enum Level {
    /** White space, the letters of keywords, and how lines are continued; every word stays in its line. */
    GENTLE,
    /** Scripts are laid out by their structure, and lists have one item a line. */
    FULL,
    /** Nothing is. */
    OFF
  }

  /** The letters of keywords. */
  public enum KeywordCase {
    /** As most of them are. */
    AUTO,
    UPPER,
    LOWER,
    /** Each as it is. */
    KEEP
  }

  /** Where an operator stands between commands on lines of their own. */
  public enum OperatorPosition {
    /** As in the rest of the file. */
    AUTO,
    /** At the beginning of the second line. */
    LEADING,
    /** At the end of the first line. */
    TRAILING
  }

  private static final int USUAL_LINE_LENGTH = 100;

  public static final FormatOptions DEFAULT = new FormatOptions(
      Level.GENTLE,
      KeywordCase.AUTO,
      null,
      Indent.USUAL,
      OperatorPosition.AUTO,
      USUAL_LINE_LENGTH,
      true,
      true,
      false,
      false,
      true,
      "\n");

  public FormatOptions with(Level changed) {
    return new FormatOptions(
        changed,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions with(KeywordCase changed) {
    return new FormatOptions(
        level,
        changed,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withIndent(@Nullable Indent changed) {
    return new FormatOptions(
        level,
        keywordCase,
        changed,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withUsualIndent(Indent changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        changed,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions with(OperatorPosition changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        changed,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  /** @param columns zero or less for no limit */
  public FormatOptions withMaxLineLength(int columns) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        columns <= 0 ? Integer.MAX_VALUE : columns,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withTrimTrailingWhitespace(boolean changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        changed,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withFinalNewline(boolean changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        changed,
        separateStages,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withSeparateStages(boolean changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        changed,
        sortFlags,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withSortFlags(boolean changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        changed,
        sortPackages,
        lineEnding);
  }

  public FormatOptions withSortPackages(boolean changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        changed,
        lineEnding);
  }

  public FormatOptions withLineEnding(String changed) {
    return new FormatOptions(
        level,
        keywordCase,
        indent,
        usualIndent,
        operators,
        maxLineLength,
        trimTrailingWhitespace,
        finalNewline,
        separateStages,
        sortFlags,
        sortPackages,
        changed);
  }

  /**
   * With what EditorConfig says of the file. Its {@code end_of_line} is only for a line ending that the file has no example
   * of, as nobody's line endings are changed.
   *
   * @param properties names and values in small letters; what isn't understood is passed over
   */
  public FormatOptions withEditorConfig(ImmutableMap<String, String> properties) {
    FormatOptions options = this;
    Indent found = indent(properties);
    options = found == null ? options : options.withIndent(found);
    String length = properties.getOrDefault("max_line_length", "");
    options = length.equals("off")
        ? options.withMaxLineLength(0)
        : size(length) > 0 ? options.withMaxLineLength(size(length)) : options;
    options = properties.getOrDefault("trim_trailing_whitespace", "").equals("false")
        ? options.withTrimTrailingWhitespace(false)
        : options;
    options = properties.getOrDefault("insert_final_newline", "").equals("false")
        ? options.withFinalNewline(false)
        : options;
    return properties.getOrDefault("end_of_line", "").equals("crlf")
        ? options.withLineEnding("\r\n")
        : options;
  }

  private @Nullable Indent indent(ImmutableMap<String, String> properties) {
    String size = properties.getOrDefault("indent_size", "");
    String tab = properties.getOrDefault("tab_width", "");
    int width = size(size.isEmpty() || size.equals("tab") ? tab : size);
    if (properties.getOrDefault("indent_style", "").equals("tab")) {
      int shown = Math.max(size(tab), width);
      return Indent.tab(shown > 0 ? shown : usualIndent.width());
    }
    return width > 0 ? Indent.spaces(width) : null;
  }

  private static int size(String text) {
    Integer size = Ints.tryParse(text);
    return size == null ? 0 : Math.max(0, size);
  }
}

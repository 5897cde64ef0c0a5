package dev.plimsoll.format;

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
    Draft draft = new Draft(this);
    draft.level = changed;
    return draft.done();
  }

  public FormatOptions with(KeywordCase changed) {
    Draft draft = new Draft(this);
    draft.keywordCase = changed;
    return draft.done();
  }

  public FormatOptions withIndent(@Nullable Indent changed) {
    Draft draft = new Draft(this);
    draft.indent = changed;
    return draft.done();
  }

  public FormatOptions withUsualIndent(Indent changed) {
    Draft draft = new Draft(this);
    draft.usualIndent = changed;
    return draft.done();
  }

  public FormatOptions with(OperatorPosition changed) {
    Draft draft = new Draft(this);
    draft.operators = changed;
    return draft.done();
  }

  /** @param columns zero or less for no limit */
  public FormatOptions withMaxLineLength(int columns) {
    Draft draft = new Draft(this);
    draft.maxLineLength = columns <= 0 ? Integer.MAX_VALUE : columns;
    return draft.done();
  }

  public FormatOptions withTrimTrailingWhitespace(boolean changed) {
    Draft draft = new Draft(this);
    draft.trimTrailingWhitespace = changed;
    return draft.done();
  }

  public FormatOptions withFinalNewline(boolean changed) {
    Draft draft = new Draft(this);
    draft.finalNewline = changed;
    return draft.done();
  }

  public FormatOptions withSeparateStages(boolean changed) {
    Draft draft = new Draft(this);
    draft.separateStages = changed;
    return draft.done();
  }

  public FormatOptions withSortFlags(boolean changed) {
    Draft draft = new Draft(this);
    draft.sortFlags = changed;
    return draft.done();
  }

  public FormatOptions withSortPackages(boolean changed) {
    Draft draft = new Draft(this);
    draft.sortPackages = changed;
    return draft.done();
  }

  public FormatOptions withLineEnding(String changed) {
    Draft draft = new Draft(this);
    draft.lineEnding = changed;
    return draft.done();
  }

  /** Options of which one is about to change. */
  private static final class Draft {
    private Level level;
    private KeywordCase keywordCase;
    private @Nullable Indent indent;
    private Indent usualIndent;
    private OperatorPosition operators;
    private int maxLineLength;
    private boolean trimTrailingWhitespace;
    private boolean finalNewline;
    private boolean separateStages;
    private boolean sortFlags;
    private boolean sortPackages;
    private String lineEnding;

    Draft(FormatOptions options) {
      this.level = options.level;
      this.keywordCase = options.keywordCase;
      this.indent = options.indent;
      this.usualIndent = options.usualIndent;
      this.operators = options.operators;
      this.maxLineLength = options.maxLineLength;
      this.trimTrailingWhitespace = options.trimTrailingWhitespace;
      this.finalNewline = options.finalNewline;
      this.separateStages = options.separateStages;
      this.sortFlags = options.sortFlags;
      this.sortPackages = options.sortPackages;
      this.lineEnding = options.lineEnding;
    }

    FormatOptions done() {
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
          lineEnding);
    }
  }
}

package dev.plimsoll.syntax;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One instruction as it is written and as BuildKit's parser splits it. All ranges are relative to the first character of
 * its text.
 *
 * <p>Everything here is a function of the text and the escape character, so those two decide equality.
 */
public final class InstructionText {

  private final String text;
  private final char escape;
  private final EmbeddedText line;
  private final TextRange keywordInLine;
  private final Keyword keyword;
  private final String writtenKeyword;
  private final ImmutableList<Flag> flags;
  private final TextRange argumentsInLine;
  private final boolean json;
  private final ImmutableList<Word> words;
  private final ImmutableList<Pair> pairs;
  private final ImmutableList<Heredoc> heredocs;
  private final @Nullable Instruction trigger;
  private final ImmutableList<SyntaxError> parseErrors;

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable ImmutableList<SyntaxError> errors;

  private @Nullable ShellCommand shellCommand;
  private @Nullable ImmutableList<Mount> mounts;

  /** Derivations and, behind each, what it made; replaced whole, so that a race only computes a value twice. */
  private volatile Object[] derived = {};

  InstructionText(
      InstructionParser.Pieces pieces,
      @Nullable Instruction trigger,
      ImmutableList<SyntaxError> parseErrors) {
    this.text = pieces.text;
    this.escape = pieces.escape;
    this.line = pieces.line;
    this.keywordInLine = pieces.keywordInLine;
    this.keyword = pieces.keyword;
    this.writtenKeyword = pieces.writtenKeyword;
    this.flags = pieces.flags;
    this.argumentsInLine = pieces.argumentsInLine;
    this.json = pieces.json;
    this.words = pieces.words;
    this.pairs = pieces.pairs;
    this.heredocs = pieces.heredocs;
    this.trigger = trigger;
    this.parseErrors = parseErrors;
  }

  /**
   * The whole text, continuations, comments between them, here-documents and the last line ending included; of a trigger
   * that of its ONBUILD, which its ranges are relative to.
   */
  public String text() {
    return text;
  }

  /** The escape character in force: a backslash or a backtick. */
  public char escape() {
    return escape;
  }

  /** The text cut into tokens that tile it: concatenated they give it back. */
  public ImmutableList<Token> tokens() {
    return Tokens.of(this);
  }

  /** Where the keyword stands in {@link #line()}. */
  public TextRange keywordInLine() {
    return keywordInLine;
  }

  /** The instruction as one line: what BuildKit makes of it by joining continued lines. */
  public EmbeddedText line() {
    return line;
  }

  public Keyword keyword() {
    return keyword;
  }

  /** The keyword in the letters in which it was written. */
  public String writtenKeyword() {
    return writtenKeyword;
  }

  /** Another keyword in the letters of this one: lower, upper, or a capital and the rest lower. */
  public String inSameCase(Keyword other) {
    boolean lower = Character.isLowerCase(writtenKeyword.charAt(writtenKeyword.length() - 1));
    boolean capital = Character.isUpperCase(writtenKeyword.charAt(0));
    String name = other.name();
    if (!lower) {
      return name;
    }
    return capital
        ? name.charAt(0) + Ascii.toLowerCase(name.substring(1))
        : Ascii.toLowerCase(name);
  }

  public TextRange keywordRange() {
    return line.home(keywordInLine);
  }

  public ImmutableList<Flag> flags() {
    return flags;
  }

  /** The first flag of a name (case-sensitive), or null. */
  public @Nullable Flag flag(String name) {
    for (int i = 0; i < flags.size(); i++) { // asked of every COPY at each key: without an iterator
      if (flags.get(i).name().equals(name)) {
        return flags.get(i);
      }
    }
    return null;
  }

  /** The arguments as one text, flags left out and trimmed. */
  public EmbeddedText arguments() {
    return line.slice(argumentsInLine.start(), argumentsInLine.end());
  }

  /** Where the arguments stand in {@link #line()}. */
  public TextRange argumentsInLine() {
    return argumentsInLine;
  }

  /** Where the arguments stand; empty, at the end of keyword and flags, where there are none. */
  public TextRange argumentsRange() {
    return line.home(argumentsInLine);
  }

  /** Whether the arguments are one JSON array of strings, the exec form. */
  public boolean json() {
    return json;
  }

  /** The arguments as the instruction's own reader splits them. */
  public ImmutableList<Word> words() {
    return words;
  }

  /** The pairs of ENV, LABEL and ARG; empty for all others. */
  public ImmutableList<Pair> pairs() {
    return pairs;
  }

  /** Those that follow; ONBUILD and what it triggers have the same. */
  public ImmutableList<Heredoc> heredocs() {
    return heredocs;
  }

  /** The instruction inside ONBUILD, or null; its text and here-documents are those of ONBUILD, and so are its ranges. */
  public @Nullable Instruction trigger() {
    return trigger;
  }

  /** The errors of BuildKit's parser proper, each of which stops it. */
  ImmutableList<SyntaxError> parseErrors() {
    return parseErrors;
  }

  /** From the keyword to the last character of code, or of the last here-document. */
  public TextRange range() {
    int start = line.home(keywordInLine.start());
    int end = heredocs.isEmpty()
        ? endOfCode()
        : heredocs.get(heredocs.size() - 1).terminator().end();
    return new TextRange(start, Math.max(start, end));
  }

  private int endOfCode() {
    int end = keywordInLine.end();
    if (!flags.isEmpty()) {
      end = flags.get(flags.size() - 1).word().inLine().end();
    }
    return line.homeEnd(argumentsInLine.isEmpty() ? end : argumentsInLine.end());
  }

  ImmutableList<SyntaxError> errors(Instruction instruction) {
    ImmutableList<SyntaxError> known = errors;
    if (known == null) {
      known = InstructionErrors.of(instruction);
      errors = known;
    }
    return known;
  }

  /** The shell code of the shell form of RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD, or null where there is none. */
  @Nullable ShellCommand shellCommand() {
    ShellCommand known = shellCommand;
    if (known == null) {
      known = ShellCommand.of(this);
      shellCommand = known;
    }
    return known;
  }

  <T> T derived(Derivation<T> derivation, Instruction instruction) {
    Object[] known = derived;
    for (int i = 0; i < known.length; i += 2) {
      if (known[i] == derivation) {
        @SuppressWarnings("unchecked") // behind a derivation stands what it made
        T value = (T) known[i + 1];
        return value;
      }
    }
    T value = derivation.of(instruction);
    Object[] more = Arrays.copyOf(known, known.length + 2);
    more[known.length] = derivation;
    more[known.length + 1] = value;
    derived = more;
    return value;
  }

  ImmutableList<Mount> mounts() {
    ImmutableList<Mount> known = mounts;
    if (known == null) {
      known = Mount.of(flags);
      mounts = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InstructionText that
        && escape == that.escape
        && text.equals(that.text)
        && keywordInLine.equals(that.keywordInLine);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

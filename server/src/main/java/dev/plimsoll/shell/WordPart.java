package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** A piece of a {@link ShellWord}. The parts of a word follow each other without a gap. */
public sealed interface WordPart {

  TextRange range();

  /** Characters that stand for themselves. */
  record Literal(TextRange range, String text) implements WordPart {}

  /**
   * {@code '…'} or {@code $'…'}
   *
   * @param text the value, escapes of {@code $'…'} decoded
   * @param ansi whether it is {@code $'…'}
   */
  record SingleQuoted(TextRange range, String text, boolean ansi) implements WordPart {}

  /** {@code "…"} or {@code $"…"} */
  record DoubleQuoted(TextRange range, ImmutableList<WordPart> parts) implements WordPart {}

  /**
   * A backslash and what it protects.
   *
   * @param text the character; empty for the end of a line, which the backslash removes
   */
  record Escaped(TextRange range, String text) implements WordPart {}

  /**
   * <code>$name</code>, <code>${name}</code>, <code>${name:-operand}</code>
   *
   * @param name a variable, a number or a special parameter; empty where it can't be made out
   * @param prefix {@code #} for the length, {@code !} for an indirection, or empty
   * @param index what stands between the brackets of <code>${name[index]}</code>
   * @param operator such as {@code :-} or {@code ##}, or empty
   * @param operand what follows the operator
   */
  record Parameter(
      TextRange range,
      String name,
      String prefix,
      @Nullable ShellWord index,
      String operator,
      @Nullable ShellWord operand)
      implements WordPart {}

  /** {@code $(…)} or backquotes. */
  record CommandSubstitution(TextRange range, CommandList body) implements WordPart {}

  /** {@code <(…)} or {@code >(…)} */
  record ProcessSubstitution(TextRange range, CommandList body) implements WordPart {}

  /** {@code $((…))} */
  record Arithmetic(TextRange range, ImmutableList<WordPart> parts) implements WordPart {}

  /**
   * {@code *}, {@code ?}, the {@code [} that begins a bracket expression, or an extended pattern such as
   * {@code @(a|b)}.
   *
   * @param parts what stands between the parentheses of an extended pattern
   */
  record Glob(TextRange range, ImmutableList<WordPart> parts) implements WordPart {}

  /** {@code ~} or {@code ~user} at the beginning of a word. */
  record Tilde(TextRange range) implements WordPart {}

  /** <code>{a,b}</code> or, with one alternative, <code>{1..9}</code>: bash, not POSIX. */
  record Brace(TextRange range, ImmutableList<ImmutableList<WordPart>> alternatives)
      implements WordPart {}

  /** {@code (a b)} after the {@code =} of an assignment. */
  record Array(TextRange range, ImmutableList<ShellWord> elements) implements WordPart {}
}

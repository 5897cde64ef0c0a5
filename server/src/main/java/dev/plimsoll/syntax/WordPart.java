package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** A piece of a word, before it is known what its variables are. */
sealed interface WordPart {

  /** Text that stands for itself. Its blanks separate words, unless it is {@code glued}. */
  record Plain(String text, boolean glued) implements WordPart {}

  /** The escape character and what it takes the meaning from; nothing at the end of the word. */
  record Escaped(String escaped) implements WordPart {}

  /** An escape character inside double quotes before something that needs none: both stay. */
  record KeptEscape() implements WordPart {}

  record SingleQuoted(String text) implements WordPart {}

  /** @param end the offset in the word after the closing quote */
  record DoubleQuoted(ImmutableList<WordPart> parts, int end) implements WordPart {}

  /** A variable, with the end of its use in the word. */
  record Use(
      VariableUse use,
      String modifier,
      @Nullable Operand operand,
      @Nullable Operand replacement) implements WordPart {}

  /** The place at which BuildKit gives up: what it says and how far it has read then. */
  record Broken(String message, int readTo, @Nullable VariableUse use) implements WordPart {}

  /**
   * What stands after a modifier.
   *
   * @param unclosed what is said of any mistake in it that BuildKit notices at the very end of the word only
   */
  record Operand(ImmutableList<WordPart> parts, String unclosed) {}
}

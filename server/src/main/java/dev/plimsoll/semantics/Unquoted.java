package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** A word without the quotes around it. */
final class Unquoted {

  private Unquoted() {}

  /**
   * What stands in the quotes of a word, as it is written; null where no quotes stand around the word, or where the
   * value of a JSON string is not what is written.
   */
  static @Nullable Word of(Instruction instruction, Word word) {
    EmbeddedText line = instruction.source().line();
    String written = word.inLine().of(line.code());
    int end = written.length() - 1;
    if (end < 1
        || written.charAt(0) != written.charAt(end)
        || written.charAt(0) != '"' && written.charAt(0) != '\'') {
      return null;
    }
    String inner = written.substring(1, end);
    TextRange inLine = TextRange.ofLength(word.inLine().start() + 1, inner.length());
    return word.value().equals(written) || word.value().equals(inner)
        ? new Word(inner, line.home(inLine), inLine)
        : null;
  }

  /** The word as it is written, or within its quotes; null where its value is not written that way. */
  static @Nullable Word written(Instruction instruction, Word word) {
    String code = instruction.source().line().code();
    return word.inLine().of(code).equals(word.value()) ? word : of(instruction, word);
  }
}

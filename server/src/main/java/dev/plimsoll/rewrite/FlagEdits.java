package dev.plimsoll.rewrite;

import com.google.common.base.CharMatcher;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/** Adds, changes and removes the flags of an instruction, or of what its ONBUILD triggers; continued lines stay continued. */
public final class FlagEdits {

  private FlagEdits() {}

  /**
   * Adds a flag behind those that are there. The first one stands in the column where the arguments stood.
   *
   * @param flag with its dashes, {@code --link} or {@code --chown=app:app}; without blanks
   */
  public static TextEdit add(Dockerfile file, Instruction instruction, String flag) {
    Instruction inner = instruction.innermost();
    int start = file.start(instruction);
    if (!inner.flags().isEmpty()) {
      Flag last = inner.flags().get(inner.flags().size() - 1);
      return TextEdit.insert(start + last.range().end(), " " + flag);
    }
    int end = inner.source().keywordRange().end();
    int blanks = CharMatcher.anyOf(" \t").negate().indexIn(instruction.text(), end) - end;
    int first = inner.source().argumentsRange().start();
    boolean isColumn = blanks > 1 && first == end + blanks;
    return isColumn
        ? TextEdit.insert(start + end + blanks, flag + " ")
        : TextEdit.insert(start + end, " " + flag);
  }

  /** Gives a flag of an instruction another value. */
  public static TextEdit replace(
      Dockerfile file, Instruction instruction, Flag flag, String value) {
    int start = file.start(instruction);
    return flag.value() == null
        ? TextEdit.insert(start + flag.range().end(), "=" + value)
        : TextEdit.replace(flag.valueRange().shift(start), value);
  }

  /** Removes a flag of an instruction, and the line that it stands on alone. */
  public static TextEdit remove(Dockerfile file, Instruction instruction, Flag flag) {
    String text = instruction.text();
    TextRange range = Lines.around(text, flag.range(), instruction.source().escape());
    return TextEdit.delete(range.shift(file.start(instruction)));
  }
}

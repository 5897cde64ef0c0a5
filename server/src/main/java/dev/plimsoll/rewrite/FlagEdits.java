package dev.plimsoll.rewrite;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/** Adds, changes and removes the flags of an instruction, or of what its ONBUILD triggers; continued lines stay continued. */
public final class FlagEdits {

  private FlagEdits() {}

  /**
   * Adds a flag behind those that are there.
   *
   * @param flag with its dashes, {@code --link} or {@code --chown=app:app}; without blanks
   */
  public static TextEdit add(Dockerfile file, Instruction instruction, String flag) {
    Instruction inner = instruction.innermost();
    int end = inner.flags().isEmpty()
        ? inner.source().keywordRange().end()
        : inner.flags().get(inner.flags().size() - 1).range().end();
    return TextEdit.insert(file.start(instruction) + end, " " + flag);
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

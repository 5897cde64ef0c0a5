package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** The last word of a COPY or ADD that is meant as the mode of the files: {@code COPY a /b 644}. */
final class ModeAsDestination {

  private static final Regex MODE = Regex.of("0?[0-7]{3}");

  private ModeAsDestination() {}

  /** Whether the last word looks like a mode, and one before it may be the destination. */
  static boolean isIn(Transfer transfer) {
    Word destination = transfer.destination();
    return destination != null
        && transfer.words().size() > 2
        && MODE.matcher(destination.value()).matches();
  }

  /**
   * Writes the mode as a flag; null where one is given, or the words aren't written in one piece.
   *
   * @param instruction the COPY or ADD, or its ONBUILD
   */
  static @Nullable Fix fix(Subject subject, Instruction instruction, Transfer transfer) {
    Word mode = transfer.words().get(transfer.words().size() - 1);
    Word before = transfer.words().get(transfer.words().size() - 2);
    TextRange end = new TextRange(before.inLine().end(), mode.inLine().end());
    if (transfer.flag("chmod") != null
        || transfer.source().json()
        || !transfer.source().line().isContiguous(end)) {
      return null;
    }
    String flag = "--chmod=" + mode.value();
    return Fix.suggestion(
        "Write " + flag,
        FlagEdits.add(subject.file(), instruction, flag),
        TextEdit.delete(subject
            .model()
            .range(instruction, new TextRange(before.range().end(), mode.range().end()))));
  }
}

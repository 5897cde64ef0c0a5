package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.ExecForm;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import java.util.List;

/**
 * The shell form of CMD, ENTRYPOINT or HEALTHCHECK in exec form: its words, where they mean the same without a shell; of
 * RUN only where the image has no shell, because nothing is gained by it elsewhere.
 */
final class ToExecForm implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    RunnableCommand found = RunnableCommand.at(selection);
    ShellCommand command = found == null ? null : selection.model().shellForm(found.instruction());
    if (found == null || command == null || !found.instruction().heredocs().isEmpty()) {
      return ImmutableList.of();
    }
    Command instruction = found.instruction();
    List<ShellWord> words = ExecForm.words(command.script());
    if (words.isEmpty()
        || !ExecForm.isPlain(words)
        || !found.isAlone()
        || (instruction instanceof Instruction.Run && found.mayHaveShell())) {
      return ImmutableList.of();
    }
    ImmutableList<TextEdit> edits =
        ExecForm.edits(command.code(), words, selection.file().start(instruction));
    return edits.isEmpty() ? ImmutableList.of() : Offer.one(title(instruction), edits);
  }

  private static String title(Command instruction) {
    String title = "Convert " + instruction.keyword() + " to exec form (runs without a shell";
    return title
        + (instruction instanceof Instruction.Entrypoint
            ? ", takes the arguments of docker run)"
            : ")");
  }
}

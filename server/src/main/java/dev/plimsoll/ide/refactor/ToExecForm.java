package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.rules.scripts.ExecForm;
import dev.plimsoll.shell.Word;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.StringJoiner;

/**
 * The shell form of CMD, ENTRYPOINT, RUN or HEALTHCHECK in exec form: its words, where they mean the same without a shell, and the
 * shell with the whole command as its last argument, which is what the shell form stands for.
 */
final class ToExecForm implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    RunnableCommand found = RunnableCommand.at(selection);
    ShellCommand command = found == null ? null : found.instruction().shellCommand();
    if (found == null || command == null || !found.instruction().heredocs().isEmpty()) {
      return ImmutableList.of();
    }
    Command instruction = found.instruction();
    ImmutableList.Builder<Offer> offers = ImmutableList.builder();
    List<Word> words = ExecForm.words(command.script());
    if (!words.isEmpty()
        && ExecForm.isPlain(words)
        && !ExecForm.wakesCmd(instruction, found.stage())) {
      ImmutableList<TextEdit> edits =
          ExecForm.edits(instruction, words, selection.file().start(instruction));
      if (!edits.isEmpty()) {
        offers.add(new Offer(plainTitle(instruction), edits));
      }
    }
    TextRange whole = new TextRange(0, command.code().length());
    String code = command.code().code();
    List<String> shell = found.shell();
    if (!shell.isEmpty()
        && command.code().isContiguous(whole)
        && command.script().comments().isEmpty()
        && !code.contains("<<")
        && isPrintable(code)) {
      offers.add(new Offer(
          "Convert " + instruction.keyword() + " to exec form with its shell",
          ImmutableList.of(TextEdit.replace(
              selection.model().range(instruction, command.home(whole)), withShell(shell, code)))));
    }
    return offers.build();
  }

  private static String plainTitle(Command instruction) {
    String title = "Convert " + instruction.keyword() + " to exec form (runs without a shell";
    return title
        + (instruction instanceof Instruction.Entrypoint
            ? ", takes the arguments of docker run)"
            : ")");
  }

  private static String withShell(List<String> shell, String code) {
    StringJoiner array = new StringJoiner(", ", "[", "]");
    for (String argument : shell) {
      array.add(ExecForm.quoted(argument));
    }
    return array.add(ExecForm.quoted(code)).toString();
  }

  private static boolean isPrintable(String code) {
    return code.chars().noneMatch(c -> c < ' ' || Character.isSurrogate((char) c));
  }
}

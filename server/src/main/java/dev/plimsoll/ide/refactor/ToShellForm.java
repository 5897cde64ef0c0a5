package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.rules.scripts.ExecForm;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Word;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The exec form of CMD, ENTRYPOINT or RUN in shell form. Where the array is the shell in force with its options, that is
 * the same to the last byte; where it is any other program a shell comes to stand above it, which the title tells.
 */
final class ToShellForm implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction found = selection.soundInstruction();
    Stage stage = found == null ? null : selection.model().stageOf(found);
    if (!(found instanceof Command instruction)
        || stage == null
        || instruction instanceof Instruction.Healthcheck
        || !instruction.execForm()
        || instruction.words().isEmpty()
        || hasComment(instruction)
        || !ToExecForm.isPosix(selection, instruction, stage)) {
      return ImmutableList.of();
    }
    List<String> argv = new ArrayList<>();
    instruction.words().forEach(word -> argv.add(word.value()));
    List<String> shell = selection.model().shell(instruction).argv();
    if (argv.size() == shell.size() + 1 && argv.subList(0, shell.size()).equals(shell)) {
      String code = argv.get(shell.size());
      TextEdit edit = edit(selection, instruction, code);
      return edit != null && code.equals(code(selection, instruction, edit))
          ? Offer.one("Convert " + instruction.keyword() + " to shell form", edit)
          : ImmutableList.of();
    }
    return ofProgram(selection, instruction, stage, argv);
  }

  private static ImmutableList<Offer> ofProgram(
      Selection selection, Command instruction, Stage stage, List<String> argv) {
    BaseFamily family = selection.model().family(stage);
    if (family == BaseFamily.SCRATCH
        || family == BaseFamily.DISTROLESS
        || ExecForm.wakesCmd(instruction, stage)) {
      return ImmutableList.of();
    }
    StringJoiner quoted = new StringJoiner(" ");
    argv.forEach(argument -> quoted.add(quoted(argument)));
    TextEdit edit = edit(selection, instruction, quoted.toString());
    ShellCommand made = edit == null ? null : made(selection, instruction, edit);
    List<Word> words = made == null ? List.of() : ExecForm.words(made.script());
    boolean same = !words.isEmpty()
        && ExecForm.isPlain(words)
        && words.stream().map(Word::literal).toList().equals(argv);
    return edit != null && same ? Offer.one(title(instruction), edit) : ImmutableList.of();
  }

  private static String title(Command instruction) {
    String title = "Convert " + instruction.keyword() + " to shell form (runs below a shell";
    return title
        + (instruction instanceof Instruction.Entrypoint
            ? ", which ignores CMD and the arguments of docker run)"
            : ")");
  }

  private static boolean hasComment(Instruction instruction) {
    return instruction.source().tokens().stream()
        .anyMatch(token -> token.kind() == Token.Kind.COMMENT);
  }

  private static @Nullable TextEdit edit(Selection selection, Command instruction, String code) {
    boolean special = code.isBlank() || code.chars().anyMatch(c -> c < ' ');
    TextRange arguments = instruction.source().argumentsRange();
    return special ? null : TextEdit.replace(selection.model().range(instruction, arguments), code);
  }

  /** What the instruction would be after an edit; null where that changes how the file is divided. */
  private static @Nullable ShellCommand made(
      Selection selection, Command instruction, TextEdit edit) {
    Dockerfile edited = selection.file().edit(edit);
    Instruction made = edited.instructionAt(selection.file().start(instruction));
    return made instanceof Command command
            && edited.elements().size() == selection.file().elements().size()
            && made.keyword() == instruction.keyword()
            && made.flags().size() == instruction.flags().size()
            && made.heredocs().isEmpty()
            && made.errors().isEmpty()
        ? command.shellCommand()
        : null;
  }

  private static String code(Selection selection, Command instruction, TextEdit edit) {
    ShellCommand made = made(selection, instruction, edit);
    return made == null ? "" : made.code().code();
  }

  /** An argument as a shell reads it, in single quotes where it needs them. */
  private static String quoted(String argument) {
    boolean plain = !argument.isEmpty()
        && argument
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || "_./:=@%+,-".indexOf(c) >= 0);
    return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}

package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.ExecForm;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The exec form of RUN or HEALTHCHECK in shell form, and of CMD or ENTRYPOINT where a SHELL says that one is wanted. Where the array is the shell in force with its options, that is
 * the same to the last byte; where it is any other program a shell comes to stand above it, which the title tells.
 */
final class ToShellForm implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    RunnableCommand found = RunnableCommand.at(selection);
    if (found == null
        || !found.instruction().execForm()
        || found.words().isEmpty()
        || startsContainer(found)
        || hasComment(found.instruction())) {
      return ImmutableList.of();
    }
    List<String> argv = new ArrayList<>();
    found.words().forEach(word -> argv.add(word.value()));
    List<String> shell = found.shell();
    boolean isShell = !shell.isEmpty()
        && argv.size() == shell.size() + 1
        && argv.subList(0, shell.size()).equals(shell);
    return isShell ? ofShell(found, argv.get(shell.size())) : ofProgram(found, argv);
  }

  /** Whether it starts the container, where {@code json-args-recommended} wants the exec form. */
  private static boolean startsContainer(RunnableCommand found) {
    Command instruction = found.instruction();
    boolean starts =
        instruction instanceof Instruction.Cmd || instruction instanceof Instruction.Entrypoint;
    return starts && !found.selection().model().isShellChosen(instruction);
  }

  private static ImmutableList<Offer> ofShell(RunnableCommand command, String code) {
    TextEdit edit = edit(command, code);
    ShellCommand made = edit == null ? null : made(command, edit);
    return edit != null && made != null && code.equals(made.code().code())
        ? Offer.one("Convert " + command.instruction().keyword() + " to shell form", edit)
        : ImmutableList.of();
  }

  private static ImmutableList<Offer> ofProgram(RunnableCommand command, List<String> argv) {
    if (!command.mayHaveShell() || !command.isAlone()) {
      return ImmutableList.of();
    }
    StringJoiner quoted = new StringJoiner(" ");
    argv.forEach(argument -> quoted.add(quoted(argument)));
    TextEdit edit = edit(command, quoted.toString());
    ShellCommand made = edit == null ? null : made(command, edit);
    List<ShellWord> words = made == null ? List.of() : ExecForm.words(made.script());
    boolean same = !words.isEmpty()
        && ExecForm.isPlain(words)
        && words.stream().map(ShellWord::literal).toList().equals(argv);
    return edit != null && same
        ? Offer.one(title(command.instruction()), edit)
        : ImmutableList.of();
  }

  private static String title(Command instruction) {
    String title = "Convert " + instruction.keyword() + " to shell form (run by a shell";
    return title
        + (instruction instanceof Instruction.Entrypoint
            ? ", which ignores CMD and the arguments of docker run)"
            : ")");
  }

  private static boolean hasComment(Instruction instruction) {
    return instruction.source().tokens().stream()
        .anyMatch(token -> token.kind() == Token.Kind.COMMENT);
  }

  private static @Nullable TextEdit edit(RunnableCommand command, String code) {
    boolean special = code.isBlank() || code.chars().anyMatch(c -> c < ' ');
    return special ? null : TextEdit.replace(command.range(), code);
  }

  /** What the instruction would be after an edit; null where that changes how the file is divided. */
  private static @Nullable ShellCommand made(RunnableCommand command, TextEdit edit) {
    Instruction instruction = command.instruction();
    Dockerfile file = command.selection().file();
    Dockerfile edited = file.edit(edit);
    Instruction made = edited.instructionAt(file.start(instruction));
    return made instanceof Command changed
            && edited.elements().size() == file.elements().size()
            && made.keyword() == instruction.keyword()
            && made.flags().size() == instruction.flags().size()
            && made.heredocs().isEmpty()
            && made.errors().isEmpty()
        ? SemanticModel.of(edited).shellForm(changed)
        : null;
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

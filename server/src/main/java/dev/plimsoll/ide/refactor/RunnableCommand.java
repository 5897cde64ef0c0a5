package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.semantics.EntrypointArguments;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of which it is certain enough that, in shell form, a shell of the POSIX family runs it. */
record RunnableCommand(Selection selection, Command instruction, Stage stage) {

  /** The one that holds the selection, if nothing is wrong with it; else null. */
  static @Nullable RunnableCommand at(Selection selection) {
    Instruction found = selection.soundInstruction();
    Stage stage = found == null ? null : selection.model().stageOf(found);
    if (!(found instanceof Command instruction) || stage == null) {
      return null;
    }
    boolean none = instruction instanceof Instruction.Healthcheck check && check.none();
    return !none && isPosix(selection, instruction, stage)
        ? new RunnableCommand(selection, instruction, stage)
        : null;
  }

  /** Whether it is certain enough that a shell of the POSIX family runs the instruction. */
  static boolean isPosix(Selection selection, Instruction instruction, Stage stage) {
    boolean chosen = selection.model().isShellChosen(instruction);
    return selection.model().shell(instruction).isPosix()
        && selection.model().family(stage) != BaseFamily.WINDOWS
        && (chosen || selection.file().escape() == '\\');
  }

  /**
   * The shell that runs the shell form, with its options; empty where it isn't known. That of HEALTHCHECK is the last of
   * the image, for it is the engine that starts it.
   */
  List<String> shell() {
    boolean later = instruction instanceof Instruction.Healthcheck && isShellSetLater();
    return later ? List.of() : selection.model().shell(instruction).argv();
  }

  private boolean isShellSetLater() {
    int start = selection.file().start(instruction);
    return selection.model().instructions(Instruction.Shell.class).stream()
        .anyMatch(shell -> selection.file().start(shell) > start);
  }

  /** Whether the image may have a shell. */
  boolean mayHaveShell() {
    BaseFamily family = selection.model().family(stage);
    return family != BaseFamily.SCRATCH && family != BaseFamily.DISTROLESS;
  }

  /** Whether it is neither an ENTRYPOINT with a CMD nor a CMD with an ENTRYPOINT: what both make depends on their forms. */
  boolean isAlone() {
    EntrypointArguments arguments = EntrypointArguments.of(selection.model());
    return arguments.of(instruction).isEmpty() && arguments.entrypoint(instruction) == null;
  }

  /** The words of the command, without the CMD of HEALTHCHECK. */
  ImmutableList<Word> words() {
    ImmutableList<Word> words = instruction.words();
    return instruction instanceof Instruction.Healthcheck && !words.isEmpty()
        ? words.subList(1, words.size())
        : words;
  }

  /** Where the command stands, in offsets of the file. */
  TextRange range() {
    InstructionText source = instruction.source();
    TextRange arguments = source.argumentsInLine();
    int start = arguments.start();
    if (instruction instanceof Instruction.Healthcheck check && check.type() != null) {
      String code = source.line().code();
      start = check.type().inLine().end();
      while (start < arguments.end() && Character.isWhitespace(code.charAt(start))) {
        start++;
      }
    }
    TextRange command = new TextRange(start, arguments.end());
    return selection.model().range(instruction, source.line().home(command));
  }
}

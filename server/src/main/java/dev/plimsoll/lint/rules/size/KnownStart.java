package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialCommand;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;

/** Whether an image says what it runs: else whoever uses it decides, and may need all that it has. */
final class KnownStart {

  private static final Trait STARTS = Trait.of(Entrypoint.class, Cmd.class);

  /** What keeps a container alive for those who come in, or lets them in. */
  private static final ImmutableSet<String> IDLE = ImmutableSet.of(
      "ash", "bash", "cat", "dash", "fish", "ksh", "sh", "sleep", "tail", "top", "zsh");

  private KnownStart() {}

  /** Whether a target starts a program by itself. */
  static boolean isIn(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      ImmutableList<Instruction> commands = model.having(STARTS, stage);
      if (!commands.isEmpty()) {
        return !isLeftToArguments(subject, commands, target)
            && commands.stream().anyMatch(one -> startsProgram(subject, target, one));
      }
    }
    ImageReference image = model.baseReference(target);
    return image != null && InitialCommand.of(image) == InitialCommand.PROGRAM;
  }

  /** Whether commands of a target have a script run the arguments of the container in the end, and give it none. */
  static boolean isLeftToArguments(
      Subject subject, ImmutableList<Instruction> commands, Stage target) {
    Instruction last = Iterables.getLast(commands, null);
    if (!(last instanceof Entrypoint entrypoint)
        || Iterables.any(commands, Cmd.class::isInstance)) {
      return false;
    }
    ImmutableList<String> words = StartedScripts.lastCommand(subject, target, entrypoint);
    return !words.isEmpty() && words.get(0).isEmpty(); // a variable
  }

  private static boolean startsProgram(Subject subject, Stage target, Instruction command) {
    ImmutableList<String> words = StartedScripts.lastCommand(subject, target, (Command) command);
    String program = words.isEmpty() ? "" : ContextPath.name(words.get(0));
    boolean isIdle = IDLE.contains(program)
        && (program.equals("sleep")
            || words.contains("/dev/null")
            || words.stream().skip(1).allMatch(word -> word.startsWith("-")));
    return !isIdle;
  }
}

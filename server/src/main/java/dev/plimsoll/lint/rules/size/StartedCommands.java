package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialCommand;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an image starts by its CMD and ENTRYPOINT, as a rule about dependencies sees it: word by word, through scripts. */
final class StartedCommands {

  private static final Trait STARTS = Trait.of(Instruction.Cmd.class, Instruction.Entrypoint.class);

  private StartedCommands() {}

  /** What an image starts: what stands above in the stage, or in those below, is replaced. */
  static ImmutableList<Instruction> starts(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      ImmutableList<Instruction> commands = model.having(STARTS, stage);
      if (!commands.isEmpty()) {
        Instruction program = last(commands, Instruction.Entrypoint.class);
        Instruction arguments = last(commands, Instruction.Cmd.class);
        return ImmutableList.copyOf(
            Iterables.filter(commands, one -> one == program || one == arguments));
      }
    }
    return ImmutableList.of();
  }

  private static <T extends Instruction> @Nullable T last(
      ImmutableList<Instruction> commands, Class<T> kind) {
    return Iterables.getLast(Iterables.filter(commands, kind), null);
  }

  /** What an image starts, word by word. */
  static List<ImmutableList<String>> words(Subject subject, Stage target) {
    List<ImmutableList<String>> started = new ArrayList<>();
    for (Instruction command : starts(subject.model(), target)) {
      for (ImmutableList<String> words : of(subject, target, command)) {
        started.add(words);
        addInner(words, started);
      }
    }
    started.add(ImmutableList.<String>builder()
        .addAll(inForce(subject.model(), Instruction.Entrypoint.class, target))
        .addAll(inForce(subject.model(), Instruction.Cmd.class, target))
        .build());
    return started;
  }

  /** All that an instruction may run, also by the scripts of a manifest that it starts. */
  static List<ImmutableList<String>> of(Subject subject, Stage target, Instruction start) {
    Instruction.Command command = (Instruction.Command) start;
    List<ImmutableList<String>> all =
        new ArrayList<>(StartedScripts.allCommands(subject, target, command));
    List<ImmutableList<String>> ofScripts = new ArrayList<>();
    all.forEach(words -> ofScripts.addAll(DevelopmentServer.ofScripts(words, subject, target)));
    all.addAll(StartedScripts.allCommands(subject, target, command, ofScripts));
    return all;
  }

  /** The words of the ENTRYPOINT or of the CMD that is in force; none where there is none. */
  private static ImmutableList<String> inForce(
      SemanticModel model, Class<? extends Instruction.Command> kind, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      Instruction.Command last = last(model.having(STARTS, stage), kind);
      if (last != null) {
        return CommandWords.of(last);
      }
    }
    return ImmutableList.of();
  }

  /** What stands in one word is a command of its own, as those are that {@code concurrently} starts. */
  private static void addInner(List<String> words, List<ImmutableList<String>> commands) {
    for (String word : words) {
      if (word.indexOf(' ') > 0) {
        commands.add(
            ImmutableList.copyOf(BLANK.split(CharMatcher.anyOf("\"'\\").removeFrom(word))));
      }
    }
  }

  private static final Splitter BLANK = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** Whether the image says what it starts: else somebody else does, who may start tools for developers. */
  static boolean areAny(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      if (model.has(STARTS, stage)) {
        return true;
      }
    }
    ImageReference image = model.baseReference(target);
    return image == null || InitialCommand.of(image) == InitialCommand.PROGRAM;
  }
}

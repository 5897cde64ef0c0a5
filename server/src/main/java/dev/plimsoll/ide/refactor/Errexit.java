package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.StateChange;
import dev.plimsoll.shell.WordPart;
import java.util.List;

/**
 * Whether {@code set -e} before commands does the same as {@code &&} between them. The shell lets failures pass inside of
 * a command that {@code &&} follows, and {@code set -e} does not: so this holds for commands that have nothing inside.
 */
final class Errexit {

  private Errexit() {}

  /** Whether no command of a script can tell or changes under which options it runs, but a {@code set} at its beginning. */
  static boolean isPlain(Script script) {
    SetCommand prologue = Sequence.of(script).prologue();
    for (StateChange change : Sequence.of(script).stateChanges()) {
      boolean fine = change.kind() == StateChange.Kind.DIRECTORY
          || change.kind() == StateChange.Kind.VARIABLE
          || (prologue != null && change.range().equals(prologue.range()));
      if (!fine) {
        return false;
      }
    }
    long sets = script.invocations().stream().filter(one -> one.is("set")).count();
    return sets == (prologue == null ? 0 : 1)
        && script.invocations().stream().noneMatch(one -> one.is("eval") || one.is("."));
  }

  /** Whether all pipelines of a list are joined by {@code &&} and have nothing inside. */
  static boolean isSimpleChain(AndOr list) {
    for (Operator operator : list.operators()) {
      if (operator.kind() != Operator.Kind.AND) {
        return false;
      }
    }
    return list.pipelines().stream().allMatch(Errexit::isSimple);
  }

  static boolean isSimple(Pipeline pipeline) {
    if (pipeline.negation() != null || pipeline.timed()) {
      return false;
    }
    for (Command command : pipeline.commands()) {
      if (!(command instanceof Command.Simple simple) || !isSimple(simple)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSimple(Command.Simple command) {
    for (Assignment assignment : command.assignments()) {
      if (!isSimple(assignment.value().parts())) {
        return false;
      }
    }
    for (Redirection redirection : command.redirections()) {
      if (!isSimple(redirection.target().parts())) {
        return false;
      }
    }
    for (ShellWord word : command.words()) {
      if (!isSimple(word.parts())) {
        return false;
      }
    }
    return true;
  }

  /** Whether commands inside a word are a single pipeline: with several, the first failure may count or not. */
  private static boolean isSimple(List<WordPart> parts) {
    for (WordPart part : parts) {
      boolean simple = part instanceof WordPart.Literal
          || part instanceof WordPart.SingleQuoted
          || part instanceof WordPart.Escaped
          || part instanceof WordPart.Tilde
          || (part instanceof WordPart.Glob glob && isSimple(glob.parts()))
          || (part instanceof WordPart.DoubleQuoted quoted && isSimple(quoted.parts()))
          || (part instanceof WordPart.Parameter parameter
              && parameter.index() == null
              && (parameter.operand() == null || isSimple(parameter.operand().parts())))
          || (part instanceof WordPart.CommandSubstitution inner && isSinglePipeline(inner.body()));
      if (!simple) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSinglePipeline(CommandList list) {
    ImmutableList<CommandList.Item> items = list.items();
    return items.size() == 1
        && !items.get(0).isBackground()
        && items.get(0).andOr().pipelines().size() == 1
        && isSimple(items.get(0).andOr().pipelines().get(0));
  }
}

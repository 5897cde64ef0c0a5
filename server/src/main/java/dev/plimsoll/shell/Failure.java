package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.CommandList.Pipeline;

/** Whether a script fails where one of its commands does. */
final class Failure {

  private final Command.Simple command;

  private Failure(Command.Simple command) {
    this.command = command;
  }

  /**
   * Whether the script's exit status is that of a failure wherever {@code command} has failed.
   *
   * @param errexit whether the shell was told to stop where a command fails
   */
  static boolean endsScript(Script script, Command.Simple command, boolean errexit) {
    SetCommand prologue = SetCommand.first(script.body());
    boolean stops = errexit || prologue != null && prologue.options().contains("e");
    return new Failure(command).ends(script.body(), stops);
  }

  /**
   * Whether the command stands in a list and its failure is that of the list, or ends the shell.
   *
   * @param stops whether the shell stops where a command of the list fails
   */
  private boolean ends(CommandList list, boolean stops) {
    ImmutableList<Item> items = list.items();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (item.andOr().range().contains(command.range())) {
        boolean last = i == items.size() - 1;
        return !item.isBackground() && (last || stops) && ends(item.andOr(), last, stops);
      }
    }
    return false;
  }

  private boolean ends(CommandList.AndOr andOr, boolean lastItem, boolean stops) {
    ImmutableList<Pipeline> pipelines = andOr.pipelines();
    for (int i = 0; i < pipelines.size(); i++) {
      if (pipelines.get(i).range().contains(command.range())) {
        // A shell with -e doesn't stop where an earlier command of a && b fails, nor in it.
        boolean last = i == pipelines.size() - 1;
        return (last || lastItem)
            && andOr.operators().stream().skip(i).allMatch(Failure::isAnd)
            && ends(pipelines.get(i), stops && last);
      }
    }
    return false;
  }

  private static boolean isAnd(Operator operator) {
    return operator.kind() == Operator.Kind.AND;
  }

  private boolean ends(Pipeline pipeline, boolean stops) {
    Command last = pipeline.commands().get(pipeline.commands().size() - 1);
    return pipeline.negation() == null
        && last.range().contains(command.range())
        && ends(last, stops);
  }

  private boolean ends(Command around, boolean stops) {
    if (around instanceof Command.Simple simple) {
      return simple.range().equals(command.range());
    } else if (around instanceof Command.Group group) {
      return ends(group.body(), stops);
    } else if (around instanceof Command.Subshell subshell) {
      return ends(subshell.body(), stops);
    } else if (around instanceof Command.If choice) {
      return choice.branches().stream().anyMatch(branch -> ends(branch.body(), stops))
          || choice.otherwise() != null && ends(choice.otherwise(), stops);
    } else if (around instanceof Command.Case choice) {
      return choice.arms().stream().anyMatch(arm -> ends(arm.body(), stops));
    } else if (around instanceof Command.For loop) {
      return stops && ends(loop.body(), true);
    }
    return false;
  }
}

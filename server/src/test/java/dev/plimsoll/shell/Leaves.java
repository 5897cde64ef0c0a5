package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;

/** The words, assignments, redirections and comments of a script that are in none of the others. */
final class Leaves {

  private final List<TextRange> ranges = new ArrayList<>();

  private Leaves() {}

  static List<TextRange> of(Script script) {
    Leaves leaves = new Leaves();
    leaves.list(script.body());
    script.comments().forEach(comment -> leaves.ranges.add(comment.range()));
    for (HereDocument heredoc : script.heredocs()) {
      leaves.ranges.add(heredoc.body().range());
      if (heredoc.closing() != null) {
        leaves.ranges.add(heredoc.closing());
      }
    }
    return leaves.ranges;
  }

  private void list(CommandList list) {
    for (CommandList.Item item : list.items()) {
      for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
        pipeline.commands().forEach(this::command);
      }
    }
  }

  private void words(List<ShellWord> words) {
    words.forEach(word -> ranges.add(word.range()));
  }

  private void command(Command command) {
    command.redirections().forEach(redirection -> ranges.add(redirection.range()));
    if (command instanceof Command.Simple simple) {
      simple.assignments().forEach(assignment -> ranges.add(assignment.range()));
      words(simple.words());
    } else if (command instanceof Command.Group group) {
      list(group.body());
    } else if (command instanceof Command.Subshell subshell) {
      list(subshell.body());
    } else if (command instanceof Command.Function function) {
      ranges.add(function.name().range());
      command(function.body());
    } else if (command instanceof Command.If conditional) {
      for (Command.Branch branch : conditional.branches()) {
        list(branch.condition());
        list(branch.body());
      }
      if (conditional.otherwise() != null) {
        list(conditional.otherwise());
      }
    } else if (command instanceof Command.While loop) {
      list(loop.condition());
      list(loop.body());
    } else if (command instanceof Command.For loop) {
      ranges.add(loop.variable().range());
      words(loop.words() == null ? List.of() : loop.words());
      list(loop.body());
    } else if (command instanceof Command.ArithmeticFor loop) {
      ranges.add(loop.header().range());
      list(loop.body());
    } else if (command instanceof Command.Case choice) {
      ranges.add(choice.subject().range());
      for (Command.Arm arm : choice.arms()) {
        words(arm.patterns());
        list(arm.body());
      }
    } else if (command instanceof Command.Test test) {
      words(test.words());
    } else if (command instanceof Command.Arithmetic arithmetic) {
      ranges.add(arithmetic.expression().range());
    } else if (command instanceof Command.Coprocess coprocess) {
      if (coprocess.name() != null) {
        ranges.add(coprocess.name().range());
      }
      command(coprocess.body());
    } else {
      ranges.add(command.range());
    }
  }
}

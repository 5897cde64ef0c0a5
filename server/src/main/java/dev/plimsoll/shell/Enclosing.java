package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what stands around a place in a script: its way down from the whole to the smallest piece. */
final class Enclosing {

  private final int offset;
  private final ImmutableList.Builder<TextRange> ranges = ImmutableList.builder();

  private Enclosing(int offset) {
    this.offset = offset;
  }

  static ImmutableList<TextRange> of(Script script, int offset) {
    Enclosing enclosing = new Enclosing(offset);
    for (Comment comment : script.comments()) {
      enclosing.enter(comment.range());
    }
    enclosing.list(script.body());
    for (HereDocument heredoc : script.heredocs()) {
      TextRange body = heredoc.body().range();
      if (enclosing.enter(heredoc.closing() == null ? body : body.hull(heredoc.closing()))) {
        enclosing.word(heredoc.body());
      }
    }
    return enclosing.ranges.build();
  }

  private boolean enter(TextRange range) {
    boolean touched = range.touches(offset);
    if (touched) {
      ranges.add(range);
    }
    return touched;
  }

  private void list(CommandList list) {
    if (!enter(list.range())) {
      return;
    }
    for (CommandList.Item item : list.items()) {
      CommandList.AndOr andOr = item.andOr();
      if (!andOr.range().touches(offset)) {
        continue;
      }
      ranges.add(andOr.range());
      for (CommandList.Pipeline pipeline : andOr.pipelines()) {
        if (enter(pipeline.range())) {
          pipeline.commands().forEach(this::command);
        }
      }
    }
  }

  private void command(Command command) {
    if (!enter(command.range())) {
      return;
    }
    for (Redirection redirection : command.redirections()) {
      if (enter(redirection.range())) {
        word(redirection.target());
      }
    }
    if (command instanceof Command.Simple simple) {
      simple(simple);
    } else if (command instanceof Command.Group group) {
      list(group.body());
    } else if (command instanceof Command.Subshell subshell) {
      list(subshell.body());
    } else if (command instanceof Command.Function function) {
      word(function.name());
      command(function.body());
    } else if (command instanceof Command.Coprocess coprocess) {
      word(coprocess.name());
      command(coprocess.body());
    } else if (command instanceof Command.Test test) {
      words(test.words());
    } else if (command instanceof Command.Arithmetic arithmetic) {
      word(arithmetic.expression());
    } else {
      branching(command);
    }
  }

  private void simple(Command.Simple simple) {
    for (Assignment assignment : simple.assignments()) {
      if (enter(assignment.range())) {
        word(assignment.value());
      }
    }
    if (simple.words().size() > 1) {
      TextRange last = simple.words().get(simple.words().size() - 1).range();
      enter(simple.words().get(1).range().hull(last));
    }
    words(simple.words());
  }

  private void branching(Command command) {
    if (command instanceof Command.If conditional) {
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
      word(loop.variable());
      words(loop.words() == null ? ImmutableList.of() : loop.words());
      list(loop.body());
    } else if (command instanceof Command.ArithmeticFor loop) {
      word(loop.header());
      list(loop.body());
    } else if (command instanceof Command.Case choice) {
      word(choice.subject());
      for (Command.Arm arm : choice.arms()) {
        words(arm.patterns());
        list(arm.body());
      }
    }
  }

  private void words(List<ShellWord> words) {
    words.forEach(this::word);
  }

  private void word(@Nullable ShellWord word) {
    if (word != null && enter(word.range())) {
      parts(word.parts());
    }
  }

  private void parts(List<WordPart> parts) {
    for (WordPart part : parts) {
      if (!part.range().touches(offset)) {
        continue;
      }
      ranges.add(part.range());
      if (part instanceof WordPart.DoubleQuoted quoted) {
        parts(quoted.parts());
      } else if (part instanceof WordPart.Parameter parameter) {
        word(parameter.index());
        word(parameter.operand());
      } else if (part instanceof WordPart.CommandSubstitution substitution) {
        list(substitution.body());
      } else if (part instanceof WordPart.ProcessSubstitution substitution) {
        list(substitution.body());
      } else if (part instanceof WordPart.Arithmetic arithmetic) {
        parts(arithmetic.parts());
      } else if (part instanceof WordPart.Glob glob) {
        parts(glob.parts());
      } else if (part instanceof WordPart.Array array) {
        words(array.elements());
      } else if (part instanceof WordPart.Brace brace) {
        brace.alternatives().forEach(this::parts);
      }
    }
  }
}

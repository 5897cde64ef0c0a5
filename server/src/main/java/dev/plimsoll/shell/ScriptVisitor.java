package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the tree of a script, from the whole to the smallest piece; redirections come first, all else in the order
 * in which it is written. A subclass overrides the methods for the nodes that it looks at; each of them goes on to
 * what is inside.
 *
 * <p>What a node stands inside of that the node around it doesn't is told with it, as a set of {@link Nesting}.
 */
public abstract class ScriptVisitor {

  private static final ImmutableSet<Nesting> NOTHING_NEW = ImmutableSet.of();
  private static final ImmutableSet<Nesting> SUBSHELL = Sets.immutableEnumSet(Nesting.SUBSHELL);
  private static final ImmutableSet<Nesting> SUBSTITUTION =
      Sets.immutableEnumSet(Nesting.SUBSTITUTION);
  private static final ImmutableSet<Nesting> FUNCTION = Sets.immutableEnumSet(Nesting.FUNCTION);
  private static final ImmutableSet<Nesting> CONDITION = Sets.immutableEnumSet(Nesting.CONDITION);
  private static final ImmutableSet<Nesting> LOOP_CONDITION =
      Sets.immutableEnumSet(Nesting.CONDITION, Nesting.LOOP);
  private static final ImmutableSet<Nesting> BRANCH = Sets.immutableEnumSet(Nesting.BRANCH);
  private static final ImmutableSet<Nesting> LOOP = Sets.immutableEnumSet(Nesting.LOOP);

  /** The commands of a script, then the bodies of its here-documents. */
  public void script(Script script) {
    list(script.body(), NOTHING_NEW);
    for (HereDocument heredoc : script.heredocs()) {
      heredoc(heredoc);
    }
  }

  protected void heredoc(HereDocument heredoc) {
    word(heredoc.body());
  }

  protected void list(CommandList list, ImmutableSet<Nesting> inside) {
    for (CommandList.Item item : list.items()) {
      item(item);
    }
  }

  protected void item(CommandList.Item item) {
    for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
      pipeline(pipeline);
    }
  }

  protected void pipeline(CommandList.Pipeline pipeline) {
    for (Command command : pipeline.commands()) {
      command(command, NOTHING_NEW);
    }
  }

  protected void command(Command command, ImmutableSet<Nesting> inside) {
    for (Redirection redirection : command.redirections()) {
      redirection(redirection);
    }
    if (command instanceof Command.Simple simple) {
      simple(simple);
    } else if (command instanceof Command.Group group) {
      list(group.body(), NOTHING_NEW);
    } else if (command instanceof Command.Subshell subshell) {
      list(subshell.body(), SUBSHELL);
    } else if (command instanceof Command.Function function) {
      name(function.name());
      command(function.body(), FUNCTION);
    } else if (command instanceof Command.Coprocess coprocess) {
      name(coprocess.name());
      command(coprocess.body(), SUBSHELL);
    } else if (command instanceof Command.Test test) {
      for (ShellWord operand : test.words()) {
        operand(operand);
      }
    } else if (command instanceof Command.Arithmetic arithmetic) {
      expression(arithmetic.expression());
    } else {
      branching(command);
    }
  }

  private void branching(Command command) {
    if (command instanceof Command.If conditional) {
      for (Command.Branch branch : conditional.branches()) {
        list(branch.condition(), CONDITION);
        list(branch.body(), BRANCH);
      }
      if (conditional.otherwise() != null) {
        list(conditional.otherwise(), BRANCH);
      }
    } else if (command instanceof Command.Case choice) {
      word(choice.subject());
      for (Command.Arm arm : choice.arms()) {
        arm(arm);
      }
    } else if (command instanceof Command.While loop) {
      list(loop.condition(), LOOP_CONDITION);
      list(loop.body(), LOOP);
    } else if (command instanceof Command.For loop) {
      name(loop.variable());
      if (loop.words() != null) {
        words(loop.words());
      }
      list(loop.body(), LOOP);
    } else if (command instanceof Command.ArithmeticFor loop) {
      expression(loop.header());
      list(loop.body(), LOOP);
    }
  }

  protected void arm(Command.Arm arm) {
    words(arm.patterns());
    list(arm.body(), BRANCH);
  }

  protected void simple(Command.Simple simple) {
    for (Assignment assignment : simple.assignments()) {
      assignment(assignment);
    }
    words(simple.words());
  }

  protected void assignment(Assignment assignment) {
    word(assignment.value());
  }

  protected void redirection(Redirection redirection) {
    if (redirection.isHeredoc()) {
      name(redirection.target());
    } else {
      word(redirection.target());
    }
  }

  /** A word that is never expanded: a function, coprocess, variable of a loop, delimiter of a here-document. */
  protected void name(@Nullable ShellWord name) {}

  /** A word of {@code [[ … ]]}. */
  protected void operand(ShellWord operand) {
    word(operand);
  }

  /** An arithmetic expression. */
  protected void expression(ShellWord expression) {
    word(expression);
  }

  private void words(ImmutableList<ShellWord> words) {
    for (ShellWord word : words) {
      word(word);
    }
  }

  protected void word(ShellWord word) {
    parts(word.parts());
  }

  protected final void parts(ImmutableList<WordPart> parts) {
    for (WordPart part : parts) {
      part(part);
    }
  }

  protected void part(WordPart part) {
    if (part instanceof WordPart.Literal) {
      return;
    }
    if (part instanceof WordPart.DoubleQuoted quoted) {
      parts(quoted.parts());
    } else if (part instanceof WordPart.Parameter parameter) {
      if (parameter.index() != null) {
        word(parameter.index());
      }
      if (parameter.operand() != null) {
        word(parameter.operand());
      }
    } else if (part instanceof WordPart.CommandSubstitution substitution) {
      list(substitution.body(), SUBSTITUTION);
    } else if (part instanceof WordPart.ProcessSubstitution substitution) {
      list(substitution.body(), SUBSTITUTION);
    } else if (part instanceof WordPart.Arithmetic arithmetic) {
      parts(arithmetic.parts());
    } else if (part instanceof WordPart.Glob glob) {
      parts(glob.parts());
    } else if (part instanceof WordPart.Array array) {
      words(array.elements());
    } else if (part instanceof WordPart.Brace brace) {
      for (ImmutableList<WordPart> alternative : brace.alternatives()) {
        parts(alternative);
      }
    }
  }
}

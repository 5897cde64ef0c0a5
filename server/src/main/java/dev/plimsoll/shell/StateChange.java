package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that changes the shell in which it runs, so that the commands after it behave differently.
 *
 * @param range the command, or the assignment
 * @param subject the variable or function, where it is one and known
 */
public record StateChange(
    TextRange range, Kind kind, @Nullable String subject) {

  public enum Kind {
    /** {@code cd}, {@code pushd}, {@code popd} */
    DIRECTORY,
    /** An assignment, {@code export}, {@code read}, the variable of a loop. */
    VARIABLE,
    /** {@code set}, {@code shopt} */
    OPTION,
    /** {@code umask}, {@code ulimit}, {@code trap}, {@code hash} */
    PROCESS,
    /** A function or an alias. */
    DEFINITION,
    /** {@code exit}, {@code return}, {@code exec}: what follows may not run. */
    CONTROL,
    /** {@code source}, {@code .}, {@code eval}: what it does can't be read here. */
    UNKNOWN
  }

  /** The changes that outlast a script: those in subshells, pipelines, substitutions and the background don't. */
  static ImmutableList<StateChange> of(Script script) {
    ImmutableList.Builder<StateChange> changes = ImmutableList.builder();
    list(script.body(), changes);
    return changes.build();
  }

  private static void list(CommandList list, ImmutableList.Builder<StateChange> changes) {
    for (CommandList.Item item : list.items()) {
      if (item.isBackground()) {
        continue;
      }
      for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
        if (pipeline.operators().isEmpty()) {
          command(pipeline.commands().get(0), changes);
        }
      }
    }
  }

  private static void command(Command command, ImmutableList.Builder<StateChange> changes) {
    if (command instanceof Command.Simple simple) {
      simple(simple, changes);
    } else if (command instanceof Command.Group group) {
      list(group.body(), changes);
    } else if (command instanceof Command.If conditional) {
      for (Command.Branch branch : conditional.branches()) {
        list(branch.condition(), changes);
        list(branch.body(), changes);
      }
      if (conditional.otherwise() != null) {
        list(conditional.otherwise(), changes);
      }
    } else if (command instanceof Command.While loop) {
      list(loop.condition(), changes);
      list(loop.body(), changes);
    } else if (command instanceof Command.For loop) {
      changes.add(new StateChange(
          loop.variable().range(), Kind.VARIABLE, loop.variable().literal()));
      list(loop.body(), changes);
    } else if (command instanceof Command.ArithmeticFor loop) {
      changes.add(new StateChange(loop.header().range(), Kind.VARIABLE, null));
      list(loop.body(), changes);
    } else if (command instanceof Command.Case choice) {
      for (Command.Arm arm : choice.arms()) {
        list(arm.body(), changes);
      }
    } else if (command instanceof Command.Function function) {
      changes.add(
          new StateChange(function.range(), Kind.DEFINITION, function.name().literal()));
    } else if (command instanceof Command.Arithmetic arithmetic) {
      changes.add(new StateChange(arithmetic.range(), Kind.VARIABLE, null));
    } else if (command instanceof Command.Opaque opaque) {
      changes.add(new StateChange(opaque.range(), Kind.UNKNOWN, null));
    }
  }

  private static void simple(Command.Simple simple, ImmutableList.Builder<StateChange> changes) {
    List<ShellWord> words = simple.words();
    assignedByExpansion(words, changes);
    if (words.isEmpty()) {
      for (Assignment assignment : simple.assignments()) {
        changes.add(new StateChange(assignment.range(), Kind.VARIABLE, assignment.name()));
      }
      return;
    }
    int at = 0;
    while (at + 1 < words.size()
        && (words.get(at).isLiteral("command") || words.get(at).isLiteral("builtin"))) {
      at++;
    }
    Kind kind = kindOf(words.get(at).literal());
    if (kind != null) {
      String subject = kind == Kind.VARIABLE ? variable(words.subList(at + 1, words.size())) : null;
      changes.add(new StateChange(simple.range(), kind, subject));
    }
  }

  /** <code>${name:=value}</code> */
  private static void assignedByExpansion(
      List<ShellWord> words, ImmutableList.Builder<StateChange> changes) {
    for (ShellWord word : words) {
      if (word.literal() == null) {
        assignedIn(word.parts(), changes);
      }
    }
  }

  private static void assignedIn(List<WordPart> parts, ImmutableList.Builder<StateChange> changes) {
    for (WordPart part : parts) {
      if (part instanceof WordPart.Parameter parameter && parameter.operator().endsWith("=")) {
        changes.add(new StateChange(parameter.range(), Kind.VARIABLE, parameter.name()));
      } else if (part instanceof WordPart.DoubleQuoted quoted) {
        assignedIn(quoted.parts(), changes);
      }
    }
  }

  private static @Nullable Kind kindOf(@Nullable String name) {
    return name == null
        ? null
        : switch (name) {
          case "cd", "pushd", "popd" -> Kind.DIRECTORY;
          case "export", "unset", "readonly", "declare", "typeset", "local" -> Kind.VARIABLE;
          case "read", "mapfile", "readarray", "getopts", "let" -> Kind.VARIABLE;
          case "set", "shopt" -> Kind.OPTION;
          case "umask", "ulimit", "trap", "hash" -> Kind.PROCESS;
          case "alias", "unalias" -> Kind.DEFINITION;
          case "exit", "return", "exec" -> Kind.CONTROL;
          case "source", ".", "eval" -> Kind.UNKNOWN;
          default -> null;
        };
  }

  /** The one variable that a builtin names, or null. */
  private static @Nullable String variable(List<ShellWord> arguments) {
    String name = null;
    for (ShellWord argument : arguments) {
      String text = argument.literalPrefix();
      if (text.startsWith("-")) {
        continue;
      }
      if (name != null) {
        return null;
      }
      int equals = text.indexOf('=');
      name = equals < 0 ? argument.literal() : text.substring(0, equals);
      if (name == null) {
        return null;
      }
    }
    return name;
  }
}

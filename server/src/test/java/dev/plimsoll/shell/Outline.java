package dev.plimsoll.shell;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes a script's tree as nested brackets, so that a test shows structure beside code. */
final class Outline {

  private Outline() {}

  static String of(String code) {
    return list(Script.parse(code).body());
  }

  private static String list(CommandList list) {
    StringJoiner items = new StringJoiner(" ");
    for (CommandList.Item item : list.items()) {
      String separator = item.separator() == null
          ? ""
          : switch (item.separator().kind()) {
            case SEMICOLON -> " ;";
            case BACKGROUND -> " &";
            case NEWLINE -> " ⏎";
            default -> throw new AssertionError(item.separator());
          };
      items.add(andOr(item.andOr()) + separator);
    }
    return items.toString();
  }

  private static String andOr(CommandList.AndOr andOr) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < andOr.pipelines().size(); i++) {
      if (i > 0) {
        text.append(andOr.operators().get(i - 1).kind() == Operator.Kind.AND ? " && " : " || ");
      }
      text.append(pipeline(andOr.pipelines().get(i)));
    }
    return text.toString();
  }

  private static String pipeline(CommandList.Pipeline pipeline) {
    StringBuilder text = new StringBuilder();
    text.append(pipeline.negation() == null ? "" : "! ").append(pipeline.timed() ? "time " : "");
    for (int i = 0; i < pipeline.commands().size(); i++) {
      if (i > 0) {
        text.append(pipeline.operators().get(i - 1).kind() == Operator.Kind.PIPE ? " | " : " |& ");
      }
      text.append(command(pipeline.commands().get(i)));
    }
    return text.toString();
  }

  private static String command(Command command) {
    String text;
    if (command instanceof Command.Simple simple) {
      StringJoiner words = new StringJoiner(" ", "[", "]");
      for (Assignment assignment : simple.assignments()) {
        words.add(assignment.name()
            + (assignment.index() == null ? "" : "[" + assignment.index() + "]")
            + (assignment.append() ? "+=" : "=")
            + assignment.value());
      }
      simple.words().forEach(word -> words.add(word.raw()));
      simple.redirections().forEach(redirection -> words.add(redirection(redirection)));
      return words.toString();
    } else if (command instanceof Command.Group group) {
      text = "{" + list(group.body()) + "}";
    } else if (command instanceof Command.Subshell subshell) {
      text = "(" + list(subshell.body()) + ")";
    } else if (command instanceof Command.Function function) {
      text = "function " + function.name() + " " + command(function.body());
    } else if (command instanceof Command.If conditional) {
      StringBuilder all = new StringBuilder();
      for (Command.Branch branch : conditional.branches()) {
        all.append(all.isEmpty() ? "if " : " elif ")
            .append(list(branch.condition()))
            .append(" then ")
            .append(list(branch.body()));
      }
      text = all + (conditional.otherwise() == null ? "" : " else " + list(conditional.otherwise()))
          + " fi";
    } else if (command instanceof Command.While loop) {
      text = (loop.until() ? "until " : "while ") + list(loop.condition()) + " do "
          + list(loop.body()) + " done";
    } else if (command instanceof Command.For loop) {
      text = (loop.select() ? "select " : "for ") + loop.variable() + words(" in", loop.words())
          + " do " + list(loop.body()) + " done";
    } else if (command instanceof Command.ArithmeticFor loop) {
      text = "for ((" + loop.header() + ")) do " + list(loop.body()) + " done";
    } else if (command instanceof Command.Case choice) {
      StringBuilder all = new StringBuilder("case " + choice.subject());
      for (Command.Arm arm : choice.arms()) {
        all.append(words("", arm.patterns())).append(") ").append(list(arm.body()));
      }
      text = all + " esac";
    } else if (command instanceof Command.Test test) {
      text = words("[[", test.words()) + " ]]";
    } else if (command instanceof Command.Arithmetic arithmetic) {
      text = "((" + arithmetic.expression() + "))";
    } else if (command instanceof Command.Coprocess coprocess) {
      text = "coproc " + (coprocess.name() == null ? "" : coprocess.name() + " ")
          + command(coprocess.body());
    } else {
      text = "?";
    }
    StringBuilder all = new StringBuilder(text);
    command.redirections().forEach(redirection -> all.append(' ').append(redirection(redirection)));
    return all.toString();
  }

  private static String words(String before, @Nullable List<ShellWord> words) {
    StringBuilder text = new StringBuilder();
    if (words != null) {
      text.append(before);
      words.forEach(word -> text.append(' ').append(word));
    }
    return text.toString();
  }

  private static String redirection(Redirection redirection) {
    return redirection.descriptor() + redirection.operator() + redirection.target();
  }
}

package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.text.TextRange;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
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
    /** {@code umask}, {@code ulimit}, {@code trap}, {@code hash}, {@code enable} */
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
    Search search = new Search(script.code());
    search.list(script.body(), ImmutableSet.of());
    return search.changes.build();
  }

  private static final class Search extends ScriptVisitor {
    /** What assigns in arithmetic: {@code =} that compares nothing, {@code ++} and {@code --}. */
    private static final Pattern ASSIGNS = Pattern.compile("(?<![=<>!])=(?!=)|<<=|>>=|\\+\\+|--");

    private static final ImmutableSet<Nesting> ELSEWHERE =
        Sets.immutableEnumSet(Nesting.SUBSHELL, Nesting.SUBSTITUTION, Nesting.FUNCTION);

    private final String code;
    private final ImmutableList.Builder<StateChange> changes = ImmutableList.builder();

    Search(String code) {
      this.code = code;
    }

    private void add(TextRange range, Kind kind, @Nullable String subject) {
      changes.add(new StateChange(range, kind, subject));
    }

    @Override
    protected void list(CommandList list, ImmutableSet<Nesting> inside) {
      if (Collections.disjoint(inside, ELSEWHERE)) {
        super.list(list, inside);
      }
    }

    @Override
    protected void item(CommandList.Item item) {
      if (!item.isBackground()) {
        super.item(item);
      }
    }

    @Override
    protected void pipeline(CommandList.Pipeline pipeline) {
      if (pipeline.operators().isEmpty()) {
        super.pipeline(pipeline);
      }
    }

    @Override
    protected void command(Command command, ImmutableSet<Nesting> inside) {
      if (!Collections.disjoint(inside, ELSEWHERE)) {
        return;
      }
      if (command instanceof Command.For loop) {
        add(loop.variable().range(), Kind.VARIABLE, loop.variable().literal());
      } else if (command instanceof Command.ArithmeticFor loop) {
        add(loop.header().range(), Kind.VARIABLE, null);
      } else if (command instanceof Command.Function function) {
        add(function.range(), Kind.DEFINITION, function.name().literal());
      } else if (command instanceof Command.Arithmetic arithmetic) {
        add(arithmetic.range(), Kind.VARIABLE, null);
      } else if (command instanceof Command.Opaque opaque) {
        add(opaque.range(), Kind.UNKNOWN, null);
      }
      super.command(command, inside);
    }

    @Override
    protected void simple(Command.Simple simple) {
      super.simple(simple);
      List<ShellWord> words = simple.words();
      if (words.isEmpty()) {
        for (Assignment assignment : simple.assignments()) {
          add(assignment.range(), Kind.VARIABLE, assignment.name());
        }
        return;
      }
      int at = 0;
      while (at + 1 < words.size()
          && (words.get(at).isLiteral("command") || words.get(at).isLiteral("builtin"))) {
        at++;
      }
      List<ShellWord> arguments = words.subList(at + 1, words.size());
      Kind kind = kindOf(words.get(at).literal());
      if (kind == null && words.get(at).isLiteral("printf") && setsVariable(arguments)) {
        add(simple.range(), Kind.VARIABLE, null);
      }
      if (kind != null) {
        add(simple.range(), kind, kind == Kind.VARIABLE ? variable(arguments) : null);
      }
    }

    /** {@code printf -v name} of bash */
    private static boolean setsVariable(List<ShellWord> arguments) {
      return !arguments.isEmpty() && arguments.get(0).literalPrefix().startsWith("-v");
    }

    /** <code>${name:=value}</code>, {@code $((name = 1))} */
    @Override
    protected void part(WordPart part) {
      if (part instanceof WordPart.Arithmetic arithmetic
          && ASSIGNS.matcher(arithmetic.range().of(code)).find()) {
        add(arithmetic.range(), Kind.VARIABLE, null);
      }
      if (part instanceof WordPart.Parameter parameter && parameter.operator().endsWith("=")) {
        add(parameter.range(), Kind.VARIABLE, parameter.name());
      }
      super.part(part);
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
          case "umask", "ulimit", "trap", "hash", "enable" -> Kind.PROCESS;
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

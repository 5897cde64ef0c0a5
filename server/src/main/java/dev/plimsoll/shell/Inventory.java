package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Programs;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a script runs, expands and assigns, gathered in one walk over its tree. */
record Inventory(
    ImmutableList<Invocation> invocations,
    ImmutableSet<String> programs,
    ImmutableList<WordPart.Parameter> parameters,
    ImmutableList<ShellVariable> variables,
    Map<Command.Simple, CommandList> embedded) {

  static Inventory of(Script script) {
    Walk walk = new Walk(script.code());
    walk.list(script.body(), ImmutableSet.of());
    walk.heredocs(script.heredocs(), ImmutableSet.of());
    ImmutableList<Invocation> invocations =
        inOrder(walk.invocations, invocation -> invocation.nameWord().range().start());
    return new Inventory(
        invocations,
        programs(invocations),
        inOrder(walk.parameters, parameter -> parameter.range().start()),
        inOrder(walk.variables, variable -> variable.range().start()),
        Collections.unmodifiableMap(walk.embedded));
  }

  private static ImmutableSet<String> programs(ImmutableList<Invocation> invocations) {
    ImmutableSet.Builder<String> programs = ImmutableSet.builder();
    for (Invocation invocation : invocations) {
      if (invocation.name() != null) {
        programs.add(invocation.name());
        Program program = invocation.module().program();
        if (program.isKnown()) {
          programs.add(program.name());
        }
      }
    }
    return programs.build();
  }

  /** What was found first at each offset: the shell around an embedded script expands before the shell in it does. */
  private static <T> ImmutableList<T> inOrder(List<T> found, ToIntFunction<T> start) {
    found.sort(Comparator.comparingInt(start));
    ImmutableList.Builder<T> first = ImmutableList.builder();
    int last = -1;
    for (T each : found) {
      if (start.applyAsInt(each) != last) {
        first.add(each);
      }
      last = start.applyAsInt(each);
    }
    return first.build();
  }

  private static final class Walk {
    /** Scripts in arguments of shells in scripts in arguments of shells: deeper ones are not followed. */
    private static final int MAX_EMBEDDING = 4;

    private final String code;
    private final List<Invocation> invocations = new ArrayList<>();
    private final List<WordPart.Parameter> parameters = new ArrayList<>();
    private final List<ShellVariable> variables = new ArrayList<>();
    /** Whether the command that is walked runs on every way through the script, in its own shell. */
    private boolean certain = true;
    /** Characters that may still be parsed again as embedded scripts: keeps the walk linear in the code. */
    private long embeddable;
    /** The heredocs that a shell reads its script from. */
    private final Map<Redirection, Invocation> input = new IdentityHashMap<>();

    /** The scripts that commands which start a shell give to it. */
    private final Map<Command.Simple, CommandList> embedded = new IdentityHashMap<>(0);

    private ImmutableList<Invocation.Prefix> outerPrefixes = ImmutableList.of();
    private int embedding;
    /** How many lists stand around the one that is walked: an embedded script nests on from there. */
    private int depth;

    Walk(String code) {
      this.code = code;
      this.embeddable = 8L * code.length();
    }

    private static ImmutableSet<Nesting> in(ImmutableSet<Nesting> nesting, Nesting place) {
      if (nesting.contains(place)) {
        return nesting;
      }
      EnumSet<Nesting> all = EnumSet.of(place);
      all.addAll(nesting);
      return Sets.immutableEnumSet(all);
    }

    void list(CommandList list, ImmutableSet<Nesting> nesting) {
      depth++;
      boolean outer = certain;
      for (int i = 0; i < list.items().size(); i++) {
        CommandList.Item item = list.items().get(i);
        boolean last = i + 1 == list.items().size();
        certain = outer && nesting.isEmpty() && !item.isBackground();
        for (int j = 0; j < item.andOr().pipelines().size(); j++) {
          certain &= j == 0 || last && isAnd(item.andOr().operators().get(j - 1));
          pipeline(item.andOr().pipelines().get(j), nesting);
        }
      }
      certain = outer;
      depth--;
    }

    private static boolean isAnd(Operator operator) {
      return operator.kind() == Operator.Kind.AND;
    }

    private void pipeline(CommandList.Pipeline pipeline, ImmutableSet<Nesting> nesting) {
      boolean outer = certain;
      certain &= pipeline.commands().size() == 1;
      for (Command command : pipeline.commands()) {
        command(command, nesting);
      }
      certain = outer;
    }

    private ShellVariable.Access assigned() {
      return certain ? ShellVariable.Access.ASSIGNED : ShellVariable.Access.PERHAPS_ASSIGNED;
    }

    void heredocs(List<HereDocument> heredocs, ImmutableSet<Nesting> nesting) {
      for (HereDocument heredoc : heredocs) {
        if (!heredoc.literal()) {
          parts(heredoc.body().parts(), nesting);
        }
        Invocation shell = input.get(heredoc.redirection());
        TextRange body = heredoc.body().range();
        if (shell != null && mayEmbed(body)) {
          embedded(EmbeddedScript.of(code, body, depth), shell);
        }
      }
    }

    private void command(Command command, ImmutableSet<Nesting> nesting) {
      if (command instanceof Command.Simple simple) {
        simple(simple, nesting);
      } else if (command instanceof Command.Group group) {
        list(group.body(), nesting);
      } else if (command instanceof Command.Subshell subshell) {
        list(subshell.body(), in(nesting, Nesting.SUBSHELL));
      } else if (command instanceof Command.Function function) {
        command(function.body(), in(nesting, Nesting.FUNCTION));
      } else if (command instanceof Command.Coprocess coprocess) {
        command(coprocess.body(), in(nesting, Nesting.SUBSHELL));
      } else if (command instanceof Command.Test test) {
        words(test.words(), nesting);
      } else if (command instanceof Command.Arithmetic arithmetic) {
        arithmetic(arithmetic.expression().parts(), nesting);
      } else {
        branching(command, nesting);
      }
      for (Redirection redirection : command.redirections()) {
        if (!redirection.isHeredoc()) { // whose delimiter is never expanded
          parts(redirection.target().parts(), nesting);
        }
      }
    }

    private void branching(Command command, ImmutableSet<Nesting> nesting) {
      if (command instanceof Command.If conditional) {
        for (Command.Branch branch : conditional.branches()) {
          list(branch.condition(), in(nesting, Nesting.CONDITION));
          list(branch.body(), in(nesting, Nesting.BRANCH));
        }
        if (conditional.otherwise() != null) {
          list(conditional.otherwise(), in(nesting, Nesting.BRANCH));
        }
      } else if (command instanceof Command.Case choice) {
        parts(choice.subject().parts(), nesting);
        for (Command.Arm arm : choice.arms()) {
          words(arm.patterns(), nesting);
          list(arm.body(), in(nesting, Nesting.BRANCH));
        }
      } else if (command instanceof Command.While loop) {
        list(loop.condition(), in(in(nesting, Nesting.CONDITION), Nesting.LOOP));
        list(loop.body(), in(nesting, Nesting.LOOP));
      } else if (command instanceof Command.For loop) {
        if (loop.words() != null) {
          words(loop.words(), nesting);
        }
        int from = loop.body().range().start();
        String name = loop.variable().literalPrefix();
        int start = loop.variable().range().start();
        ShellVariable.add(ShellVariable.at(code, start, name, assigned(), from), variables);
        list(loop.body(), in(nesting, Nesting.LOOP));
      } else if (command instanceof Command.ArithmeticFor loop) {
        arithmetic(loop.header().parts(), nesting);
        list(loop.body(), in(nesting, Nesting.LOOP));
      }
    }

    private void words(List<ShellWord> words, ImmutableSet<Nesting> nesting) {
      for (ShellWord word : words) {
        parts(word.parts(), nesting);
      }
    }

    private void parts(List<WordPart> parts, ImmutableSet<Nesting> nesting) {
      for (WordPart part : parts) {
        if (part instanceof WordPart.Literal) {
          continue;
        }
        if (part instanceof WordPart.DoubleQuoted quoted) {
          parts(quoted.parts(), nesting);
        } else if (part instanceof WordPart.Parameter parameter) {
          parameters.add(parameter);
          ShellVariable.add(ShellVariable.of(code, parameter), variables);
          operand(parameter.index(), nesting);
          operand(parameter.operand(), nesting);
        } else if (part instanceof WordPart.CommandSubstitution substitution) {
          list(substitution.body(), in(nesting, Nesting.SUBSTITUTION));
        } else if (part instanceof WordPart.ProcessSubstitution substitution) {
          list(substitution.body(), in(nesting, Nesting.SUBSTITUTION));
        } else if (part instanceof WordPart.Arithmetic arithmetic) {
          arithmetic(arithmetic.parts(), nesting);
        } else if (part instanceof WordPart.Glob glob) {
          parts(glob.parts(), nesting);
        } else if (part instanceof WordPart.Array array) {
          words(array.elements(), nesting);
        } else if (part instanceof WordPart.Brace brace) {
          for (ImmutableList<WordPart> alternative : brace.alternatives()) {
            parts(alternative, nesting);
          }
        }
      }
    }

    private void arithmetic(List<WordPart> parts, ImmutableSet<Nesting> nesting) {
      for (WordPart part : parts) {
        if (part instanceof WordPart.Literal literal) {
          ShellVariable.inArithmetic(code, literal, variables);
        }
      }
      parts(parts, nesting);
    }

    private void operand(@Nullable ShellWord operand, ImmutableSet<Nesting> nesting) {
      if (operand != null) {
        parts(operand.parts(), nesting);
      }
    }

    private void simple(Command.Simple simple, ImmutableSet<Nesting> nesting) {
      for (Assignment assignment : simple.assignments()) {
        parts(assignment.value().parts(), nesting);
      }
      if (!simple.words().isEmpty()) {
        words(simple.words(), nesting);
        invocation(simple, nesting);
      }
      variables(simple);
    }

    /** An assignment before a program holds for that program alone, so it isn't one of the shell. */
    private void variables(Command.Simple simple) {
      ImmutableList<ShellWord> words = simple.words();
      if (words.isEmpty()) {
        for (Assignment assignment : simple.assignments()) {
          TextRange range = assignment.range();
          ShellVariable.add(
              ShellVariable.at(code, range.start(), assignment.name(), assigned(), range.end()),
              variables);
        }
        return;
      }
      String builtin = words.get(0).literal();
      if (builtin != null && ShellVariable.takesNames(builtin)) {
        List<ShellWord> arguments = words.subList(1, words.size());
        ShellVariable.ofArguments(code, builtin, arguments, assigned(), variables);
      }
    }

    private void invocation(Command.Simple simple, ImmutableSet<Nesting> nesting) {
      ImmutableList<ShellWord> words = simple.words();
      List<Assignment> environment = simple.assignments();
      List<Invocation.Prefix> prefixes = outerPrefixes;
      int at = 0;
      String name = baseName(words.get(0).literal());
      Program program = Programs.named(name);
      if (program.has(Program.Habit.RUNS)) {
        environment = new ArrayList<>(environment);
        prefixes = new ArrayList<>(prefixes);
      }
      while (name != null && program.has(Program.Habit.RUNS)) {
        List<Integer> assignments = new ArrayList<>(0);
        int inner = PrefixCommand.inner(program, words, at, assignments);
        if (inner < 0) {
          break;
        }
        TextRange range = new TextRange(
            words.get(at).range().start(), words.get(inner).range().start());
        prefixes.add(new Invocation.Prefix(name, range));
        for (int index : assignments) {
          environment.add(assignment(words.get(index)));
        }
        at = inner;
        name = baseName(words.get(at).literal());
        program = Programs.named(name);
      }
      Invocation invocation = new Invocation(
          simple,
          name,
          words.get(at),
          new Arguments(program, words.subList(at + 1, words.size())),
          ImmutableList.copyOf(environment),
          ImmutableList.copyOf(prefixes),
          nesting);
      invocations.add(invocation);
      script(invocation);
    }

    private static @Nullable String baseName(@Nullable String program) {
      return program == null ? null : program.substring(program.lastIndexOf('/') + 1);
    }

    /** The argument {@code name=value} of {@code env} as what it is. */
    private static Assignment assignment(ShellWord word) {
      String text = word.literalPrefix();
      int equals = PrefixCommand.assignmentEquals(text);
      return new Assignment(
          word.range(), text.substring(0, equals), null, false, word.tail(equals + 1));
    }

    private void script(Invocation shell) {
      Arguments arguments = shell.arguments();
      ShellWord argument = EmbeddedScript.argument(shell.name(), arguments);
      if (argument != null) {
        EmbeddedScript script =
            mayEmbed(argument.range()) ? EmbeddedScript.of(code, argument, depth) : null;
        if (script != null) {
          embedded(script, shell);
        }
        return;
      }
      for (Redirection redirection : shell.command().redirections()) {
        if (redirection.isHeredoc() && EmbeddedScript.readsInput(shell.name(), arguments)) {
          input.put(redirection, shell);
        }
      }
    }

    private boolean mayEmbed(TextRange range) {
      embeddable -= range.length();
      return embedding < MAX_EMBEDDING && embeddable >= 0;
    }

    private void embedded(EmbeddedScript script, Invocation shell) {
      ImmutableList<Invocation.Prefix> outer = outerPrefixes;
      ImmutableSet<Nesting> nesting = shell.nesting();
      embedded.put(shell.command(), script.body());
      outerPrefixes = shell.prefixes();
      embedding++;
      list(script.body(), in(nesting, Nesting.EMBEDDED));
      heredocs(script.heredocs(), in(nesting, Nesting.EMBEDDED));
      embedding--;
      outerPrefixes = outer;
    }
  }
}

package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Programs;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    walk.script(script);
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
    found.sort((one, other) -> Integer.compare(start.applyAsInt(one), start.applyAsInt(other)));
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

  private static final class Walk extends ScriptVisitor {
    /** Scripts in arguments of shells in scripts in arguments of shells: deeper ones are not followed. */
    private static final int MAX_EMBEDDING = 4;

    private static final ImmutableSet<Nesting> EMBEDDED = Sets.immutableEnumSet(Nesting.EMBEDDED);

    private final String code;
    private final List<Invocation> invocations = new ArrayList<>();
    private final List<WordPart.Parameter> parameters = new ArrayList<>();
    private final List<ShellVariable> variables = new ArrayList<>();
    /** What the command that is walked stands inside of. */
    private ImmutableSet<Nesting> nesting = ImmutableSet.of();

    /** Whether the command that is walked runs on every way through the script, in its own shell. */
    private boolean certain = true;
    /** Characters that may still be parsed again as embedded scripts: keeps the walk linear in the code. */
    private long embeddable;
    /** The heredocs that a shell reads its script from. */
    private final Map<Redirection, Invocation> input = new IdentityHashMap<>();

    /** The scripts that commands which start a shell give to it. */
    private final Map<Command.Simple, CommandList> embedded = new IdentityHashMap<>(0);

    private ImmutableList<Invocation.Prefix> outerPrefixes = ImmutableList.of();
    /** The variables that a command alone is given whose script is walked, with the offsets of their assignments. */
    private Map<String, Integer> environment = Map.of();

    private int embedding;
    /** How many lists stand around the one that is walked: an embedded script nests on from there. */
    private int depth;

    Walk(String code) {
      this.code = code;
      this.embeddable = 8L * code.length();
    }

    @Override
    protected void list(CommandList list, ImmutableSet<Nesting> inside) {
      ImmutableSet<Nesting> around = enter(inside);
      boolean outer = certain;
      depth++;
      for (int i = 0; i < list.items().size(); i++) {
        CommandList.Item item = list.items().get(i);
        boolean last = i + 1 == list.items().size();
        certain = outer && nesting.isEmpty() && !item.isBackground();
        for (int j = 0; j < item.andOr().pipelines().size(); j++) {
          certain &= j == 0 || last && isAnd(item.andOr().operators().get(j - 1));
          pipeline(item.andOr().pipelines().get(j));
        }
      }
      depth--;
      certain = outer;
      nesting = around;
    }

    /** Adds to the nesting, and returns what it was. */
    private ImmutableSet<Nesting> enter(ImmutableSet<Nesting> inside) {
      ImmutableSet<Nesting> around = nesting;
      if (around.isEmpty()) {
        nesting = inside;
      } else if (!around.containsAll(inside)) {
        nesting = Sets.immutableEnumSet(Sets.union(around, inside));
      }
      return around;
    }

    private static boolean isAnd(Operator operator) {
      return operator.kind() == Operator.Kind.AND;
    }

    @Override
    protected void pipeline(CommandList.Pipeline pipeline) {
      boolean outer = certain;
      certain &= pipeline.commands().size() == 1;
      super.pipeline(pipeline);
      certain = outer;
    }

    private ShellVariable.Access assigned() {
      return certain ? ShellVariable.Access.ASSIGNED : ShellVariable.Access.PERHAPS_ASSIGNED;
    }

    @Override
    protected void heredoc(HereDocument heredoc) {
      if (!heredoc.literal()) {
        super.heredoc(heredoc);
      }
      Invocation shell = input.get(heredoc.redirection());
      TextRange body = heredoc.body().range();
      if (shell != null && mayEmbed(body)) {
        embedded(EmbeddedScript.of(code, body, depth), shell);
      }
    }

    @Override
    protected void command(Command command, ImmutableSet<Nesting> inside) {
      ImmutableSet<Nesting> around = enter(inside);
      if (command instanceof Command.For loop) {
        int from = loop.body().range().start();
        String name = loop.variable().literalPrefix();
        int start = loop.variable().range().start();
        note(ShellVariable.at(code, start, name, assigned(), from));
      } else if (command instanceof Command.Test test) {
        note(found -> ShellVariable.ofTest(code, test.words(), found));
      }
      super.command(command, inside);
      nesting = around;
    }

    @Override
    protected void expression(ShellWord expression) {
      arithmetic(expression.parts());
      super.expression(expression);
    }

    @Override
    protected void part(WordPart part) {
      if (part instanceof WordPart.Parameter parameter) {
        parameters.add(parameter);
        note(ShellVariable.of(code, parameter));
      } else if (part instanceof WordPart.Arithmetic arithmetic) {
        arithmetic(arithmetic.parts());
      }
      super.part(part);
    }

    private void arithmetic(List<WordPart> parts) {
      for (WordPart part : parts) {
        if (part instanceof WordPart.Literal literal) {
          note(found -> ShellVariable.inArithmetic(code, literal, found));
        }
      }
    }

    @Override
    protected void simple(Command.Simple simple) {
      super.simple(simple);
      if (!simple.words().isEmpty()) {
        invocation(simple);
      }
      variables(simple);
    }

    /** An assignment before a program holds for that program alone, so it isn't one of the shell. */
    private void variables(Command.Simple simple) {
      ImmutableList<ShellWord> words = simple.words();
      if (words.isEmpty()) {
        for (Assignment assignment : simple.assignments()) {
          note(ShellVariable.of(code, assignment, assigned()));
        }
      } else {
        note(found -> ShellVariable.ofWords(code, words, assigned(), found));
      }
    }

    private void note(Consumer<List<ShellVariable>> finder) {
      List<ShellVariable> found = new ArrayList<>(2);
      finder.accept(found);
      found.forEach(this::note);
    }

    private void note(@Nullable ShellVariable variable) {
      if (variable != null) {
        Integer scope = environment.get(variable.name());
        variables.add(scope == null ? variable : variable.in(scope));
      }
    }

    /** What a shell is given alone, or is kept from it, is not what it is called in the script around. */
    private Map<String, Integer> environment(Invocation shell) {
      Map<String, Integer> given = new HashMap<>(environment);
      for (Assignment assignment : shell.environment()) {
        if (assignment.append()) {
          note(ShellVariable.of(code, assignment, ShellVariable.Access.PERHAPS_ASSIGNED));
        } else if (assignment.index() == null) {
          give(ShellVariable.ofOneCommand(code, assignment), given);
        }
      }
      for (Invocation.Prefix prefix : shell.prefixes()) {
        for (GivenOption option : prefix.arguments().options()) {
          ShellWord value = option.value();
          String name = option.literalValue();
          if (value != null
              && name != null
              && prefix.name().equals("env")
              && option.is("--unset")) {
            give(ShellVariable.ofOneCommand(code, value.range(), name), given);
          }
        }
      }
      return given;
    }

    private void give(@Nullable ShellVariable variable, Map<String, Integer> given) {
      if (variable != null) {
        variables.add(variable);
        given.put(variable.name(), variable.scope());
      }
    }

    private void invocation(Command.Simple simple) {
      ImmutableList<ShellWord> words = simple.words();
      List<Assignment> environment = simple.assignments();
      List<Invocation.Prefix> prefixes = outerPrefixes;
      int at = 0;
      String name = words.get(0).lastName();
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
        prefixes.add(new Invocation.Prefix(
            name, range, new Arguments(program, words.subList(at + 1, inner))));
        for (int index : assignments) {
          environment.add(assignment(words.get(index)));
        }
        at = inner;
        name = words.get(at).lastName();
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
      ImmutableSet<Nesting> around = nesting;
      Map<String, Integer> outerEnvironment = environment;
      embedded.put(shell.command(), script.body());
      outerPrefixes = shell.prefixes();
      environment = environment(shell);
      embedding++;
      nesting = shell.nesting();
      enter(EMBEDDED);
      list(script.body(), ImmutableSet.of());
      for (HereDocument heredoc : script.heredocs()) {
        heredoc(heredoc);
      }
      nesting = around;
      embedding--;
      outerPrefixes = outer;
      environment = outerEnvironment;
    }
  }
}

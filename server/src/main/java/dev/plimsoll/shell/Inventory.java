package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a script runs and expands, gathered in one walk over its tree. */
record Inventory(ImmutableList<Invocation> invocations, ImmutableList<WordPart.Parameter> parameters) {

  static Inventory of(Script script) {
    Walk walk = new Walk(script.code());
    walk.list(script.body(), ImmutableSet.of());
    walk.heredocs(script.heredocs(), ImmutableSet.of());
    return new Inventory(
        inOrder(walk.invocations, invocation -> invocation.nameWord().range().start()),
        inOrder(walk.parameters, parameter -> parameter.range().start()));
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
    /** Where scripts stand that were walked already: what is embedded in an embedded script would be met again. */
    private final Set<Integer> embedded = new HashSet<>();
    /** The heredocs that a shell reads its script from, and what that shell stands inside of. */
    private final Map<Redirection, ImmutableSet<Nesting>> input = new HashMap<>();

    private ImmutableList<Invocation.Prefix> outerPrefixes = ImmutableList.of();
    private int embedding;

    Walk(String code) {
      this.code = code;
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
      for (CommandList.Item item : list.items()) {
        for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
          for (Command command : pipeline.commands()) {
            command(command, nesting);
          }
        }
      }
    }

    void heredocs(List<Heredoc> heredocs, ImmutableSet<Nesting> nesting) {
      for (Heredoc heredoc : heredocs) {
        if (!heredoc.literal()) {
          parts(heredoc.body().parts(), nesting);
        }
        ImmutableSet<Nesting> shell = input.get(heredoc.redirection());
        TextRange body = heredoc.body().range();
        if (shell != null && mayEmbed(body)) {
          embedded(EmbeddedScript.of(code, body), ImmutableList.of(), shell);
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
        parts(arithmetic.expression().parts(), nesting);
      } else {
        branching(command, nesting);
      }
      for (Redirection redirection : command.redirections()) {
        parts(redirection.target().parts(), nesting);
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
        list(loop.body(), in(nesting, Nesting.LOOP));
      } else if (command instanceof Command.ArithmeticFor loop) {
        parts(loop.header().parts(), nesting);
        list(loop.body(), in(nesting, Nesting.LOOP));
      }
    }

    private void words(List<Word> words, ImmutableSet<Nesting> nesting) {
      for (Word word : words) {
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
          operand(parameter.index(), nesting);
          operand(parameter.operand(), nesting);
        } else if (part instanceof WordPart.CommandSubstitution substitution) {
          list(substitution.body(), in(nesting, Nesting.SUBSTITUTION));
        } else if (part instanceof WordPart.ProcessSubstitution substitution) {
          list(substitution.body(), in(nesting, Nesting.SUBSTITUTION));
        } else if (part instanceof WordPart.Arithmetic arithmetic) {
          parts(arithmetic.parts(), nesting);
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

    private void operand(@Nullable Word operand, ImmutableSet<Nesting> nesting) {
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
    }

    private void invocation(Command.Simple simple, ImmutableSet<Nesting> nesting) {
      ImmutableList<Word> words = simple.words();
      ImmutableList<Assignment> environment = simple.assignments();
      ImmutableList<Invocation.Prefix> prefixes = outerPrefixes;
      int at = 0;
      String name = baseName(words.get(0).literal());
      while (PrefixCommand.is(name) && name != null) {
        List<Integer> assignments = new ArrayList<>(0);
        int inner = PrefixCommand.inner(name, words, at, assignments);
        if (inner < 0) {
          break;
        }
        TextRange range = new TextRange(
            words.get(at).range().start(), words.get(inner).range().start());
        prefixes = append(prefixes, new Invocation.Prefix(name, range));
        for (int index : assignments) {
          environment = append(environment, assignment(words.get(index)));
        }
        at = inner;
        name = baseName(words.get(at).literal());
      }
      ImmutableList<Word> arguments = words.subList(at + 1, words.size());
      invocations.add(new Invocation(
          simple, name, words.get(at), new Arguments(arguments), environment, prefixes, nesting));
      script(simple, name, arguments, prefixes, nesting);
    }

    private static <T> ImmutableList<T> append(ImmutableList<T> list, T last) {
      return ImmutableList.<T>builderWithExpectedSize(list.size() + 1)
          .addAll(list)
          .add(last)
          .build();
    }

    private static @Nullable String baseName(@Nullable String program) {
      return program == null ? null : program.substring(program.lastIndexOf('/') + 1);
    }

    /** The argument {@code name=value} of {@code env} as what it is. */
    private static Assignment assignment(Word word) {
      String text = word.literalPrefix();
      int equals = PrefixCommand.assignmentEquals(text);
      int valueStart = Math.min(equals + 1, word.raw().length());
      TextRange range = new TextRange(
          Math.min(word.range().end(), word.range().start() + valueStart), word.range().end());
      String literal = word.literal() == null ? null : word.literal().substring(equals + 1);
      Word value = new Word(range, word.raw().substring(valueStart), valueParts(word, range), literal);
      return new Assignment(word.range(), text.substring(0, equals), null, false, value);
    }

    private static ImmutableList<WordPart> valueParts(Word word, TextRange value) {
      ImmutableList.Builder<WordPart> parts = ImmutableList.builder();
      for (WordPart part : word.parts()) {
        if (part.range().start() >= value.start()) {
          parts.add(part);
        } else if (part instanceof WordPart.Literal literal && part.range().end() > value.start()) {
          String rest = literal.text().substring(value.start() - part.range().start());
          parts.add(new WordPart.Literal(new TextRange(value.start(), part.range().end()), rest));
        }
      }
      return parts.build();
    }

    private void script(
        Command.Simple simple,
        @Nullable String name,
        ImmutableList<Word> arguments,
        ImmutableList<Invocation.Prefix> prefixes,
        ImmutableSet<Nesting> nesting) {
      Word argument = EmbeddedScript.argument(name, arguments);
      if (argument != null) {
        EmbeddedScript script = mayEmbed(argument.range()) ? EmbeddedScript.of(code, argument) : null;
        if (script != null) {
          embedded(script, prefixes, nesting);
        }
        return;
      }
      for (Redirection redirection : simple.redirections()) {
        if (redirection.isHeredoc() && EmbeddedScript.readsInput(name, arguments)) {
          input.put(redirection, nesting);
        }
      }
    }

    private boolean mayEmbed(TextRange range) {
      return embedding < MAX_EMBEDDING && embedded.add(range.start());
    }

    private void embedded(
        EmbeddedScript script, ImmutableList<Invocation.Prefix> prefixes, ImmutableSet<Nesting> nesting) {
      ImmutableList<Invocation.Prefix> outer = outerPrefixes;
      outerPrefixes = prefixes;
      embedding++;
      list(script.body(), in(nesting, Nesting.EMBEDDED));
      heredocs(script.heredocs(), in(nesting, Nesting.EMBEDDED));
      embedding--;
      outerPrefixes = outer;
    }
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellVariable;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a script as its shell does, and notes where the shell is at each command. */
final class ShellWalk {

  private final Script script;
  private final ShellTexts texts;
  private final Map<Command.Simple, Invocation> invocations = new IdentityHashMap<>();
  private final Map<Command.Simple, ShellPosition> positions = new IdentityHashMap<>();
  /** Functions that change the directory where they are called. */
  private final Set<String> movers = new HashSet<>();
  /** Commands that may still be looked at: loops in loops are gone through again only as long as some are left. */
  private long budget;

  /**
   * Where the shell is after a command.
   *
   * @param ok where it is if the command succeeds; null where it can't
   * @param failed where it is if the command fails; null where it can't
   * @param left where it is if it goes on although the command failed, as far as that is to be reckoned with: a
   *     {@code cd} is taken to succeed
   */
  private record Ways(
      @Nullable ShellPosition ok,
      @Nullable ShellPosition failed,
      @Nullable ShellPosition left) {

    private static final Ways NONE = new Ways(null, null, null);

    static Ways at(@Nullable ShellPosition position) {
      return new Ways(position, position, position);
    }

    @Nullable ShellPosition onward() {
      return ShellPosition.either(ok, left);
    }

    Ways either(Ways other) {
      return new Ways(
          ShellPosition.either(ok, other.ok),
          ShellPosition.either(failed, other.failed),
          ShellPosition.either(left, other.left));
    }
  }

  private ShellWalk(Script script, ShellTexts texts) {
    this.script = script;
    this.texts = texts;
    for (Invocation invocation : script.invocations()) {
      invocations.put(invocation.command(), invocation);
    }
    this.budget = 8L * invocations.size() + 64;
  }

  /** Where the shell is at each command of a script that begins at a position. */
  static Map<Command.Simple, ShellPosition> of(
      RunScript script, ShellTexts texts, ShellPosition start) {
    ShellWalk walk = new ShellWalk(script.script(), texts);
    walk.list(script.script().body(), start);
    return walk.positions;
  }

  /** Whether a program that runs another gives it a directory of its own. */
  static boolean runsElsewhere(Invocation invocation) {
    for (Invocation.Prefix prefix : invocation.prefixes()) {
      boolean elsewhere = switch (prefix.name()) {
        case "env" -> prefix.arguments().hasFlag("--chdir");
        case "sudo" -> prefix.arguments().hasAnyFlag("--chdir", "--login");
        default -> false;
      };
      if (elsewhere) {
        return true;
      }
    }
    return false;
  }

  private Ways list(CommandList list, ShellPosition start) {
    Ways ways = new Ways(start, null, null);
    ShellPosition at = start;
    boolean reached = true;
    for (CommandList.Item item : list.items()) {
      Ways next = andOr(item.andOr(), at);
      ways = item.isBackground() ? new Ways(at, null, null) : next;
      ShellPosition onward = ways.onward();
      reached &= onward != null; // what stands behind an exit is looked at all the same
      at = onward == null ? at : onward;
    }
    return reached ? ways : Ways.NONE;
  }

  private Ways andOr(CommandList.AndOr andOr, ShellPosition start) {
    Ways ways = pipeline(andOr.pipelines().get(0), start);
    for (int i = 1; i < andOr.pipelines().size(); i++) {
      boolean and = andOr.operators().get(i - 1).kind() == Operator.Kind.AND;
      ShellPosition from = and ? ways.ok : ways.failed;
      Ways next = pipeline(andOr.pipelines().get(i), from == null ? start : from);
      next = from == null ? Ways.NONE : next;
      ways = and
          ? new Ways(
              next.ok,
              ShellPosition.either(ways.failed, next.failed),
              ShellPosition.either(ways.left, next.left))
          : new Ways(ShellPosition.either(ways.ok, next.ok), next.failed, next.left);
    }
    return ways;
  }

  private Ways pipeline(CommandList.Pipeline pipeline, ShellPosition start) {
    Ways ways = Ways.at(start);
    if (pipeline.commands().size() == 1) {
      ways = command(pipeline.commands().get(0), start);
    } else {
      for (Command command : pipeline.commands()) {
        command(command, start); // each in a shell of its own
      }
    }
    return pipeline.negation() == null ? ways : new Ways(ways.failed, ways.ok, ways.ok);
  }

  private Ways command(Command command, ShellPosition start) {
    for (Redirection redirection : command.redirections()) {
      word(redirection.target(), start);
    }
    if (command instanceof Command.Simple simple) {
      return simple(simple, start);
    } else if (command instanceof Command.Group group) {
      return list(group.body(), start);
    } else if (command instanceof Command.Subshell subshell) {
      list(subshell.body(), start);
    } else if (command instanceof Command.Function function) {
      function(function, start);
    } else if (command instanceof Command.Coprocess coprocess) {
      command(coprocess.body(), start);
    } else if (command instanceof Command.If conditional) {
      return conditional(conditional, start);
    } else if (command instanceof Command.Case choice) {
      return choice(choice, start);
    } else if (command instanceof Command.While loop) {
      return loop(loop.condition(), loop.body(), start);
    } else if (command instanceof Command.For loop) {
      words(loop.words() == null ? ImmutableList.of() : loop.words(), start);
      return loop(null, loop.body(), start);
    } else if (command instanceof Command.ArithmeticFor loop) {
      return loop(null, loop.body(), start);
    } else if (command instanceof Command.Test test) {
      words(test.words(), start);
    } else if (command instanceof Command.Opaque) {
      return Ways.at(start.lost());
    }
    return Ways.at(start);
  }

  private Ways conditional(Command.If conditional, ShellPosition start) {
    Ways all = Ways.NONE;
    ShellPosition at = start;
    for (Command.Branch branch : conditional.branches()) {
      Ways condition = at == null ? Ways.NONE : list(branch.condition(), at);
      ShellPosition then = condition.ok;
      Ways body = list(branch.body(), then == null ? start : then);
      all = then == null ? all : all.either(body);
      at = condition.failed;
    }
    if (at != null) {
      Ways rest = conditional.otherwise() == null
          ? new Ways(at, null, null)
          : list(conditional.otherwise(), at);
      all = all.either(rest);
    }
    return all;
  }

  private Ways choice(Command.Case choice, ShellPosition start) {
    word(choice.subject(), start);
    Ways all = new Ways(start, null, null);
    for (Command.Arm arm : choice.arms()) {
      words(arm.patterns(), start);
      all = all.either(list(arm.body(), start));
    }
    return all;
  }

  private Ways loop(@Nullable CommandList condition, CommandList body, ShellPosition start) {
    ShellPosition once = round(condition, body, start);
    if (once == null || once.equals(start)) {
      return Ways.at(start);
    }
    ShellPosition again = ShellPosition.either(start, once);
    if (budget > 0 && again != null) {
      round(condition, body, again);
    }
    return Ways.at(again);
  }

  /** Where the shell is when the loop begins again. */
  private @Nullable ShellPosition round(
      @Nullable CommandList condition, CommandList body, ShellPosition start) {
    ShellPosition at = condition == null ? start : list(condition, start).onward();
    return at == null ? null : list(body, at).onward();
  }

  /** A function runs where it is called, which may be anywhere. */
  private void function(Command.Function function, ShellPosition start) {
    ShellPosition anywhere = ShellPosition.at(ImagePath.unknown(), start.home(), start.braces());
    ShellPosition end = command(function.body(), anywhere).onward();
    String name = function.name().literal();
    if (name != null && (end == null || !end.equals(anywhere))) {
      movers.add(name);
    }
  }

  private Ways simple(Command.Simple simple, ShellPosition start) {
    budget--;
    positions.put(simple, start);
    words(simple.words(), start);
    for (Assignment assignment : simple.assignments()) {
      word(assignment.value(), start);
      if (simple.words().isEmpty() && !assignment.append() && assignment.index() == null) {
        texts.assign(assignment.range().start(), "", assignment.value(), start);
      }
    }
    Invocation invocation = invocations.get(simple);
    if (invocation == null || simple.words().isEmpty()) {
      return Ways.at(start);
    }
    CommandList embedded = script.embedded(simple);
    if (embedded != null) {
      list(embedded, inside(invocation, start));
      return Ways.at(start);
    }
    return invocation(invocation, start);
  }

  /** Where a shell begins that is started from another. */
  private ShellPosition inside(Invocation shell, ShellPosition start) {
    boolean su = shell.is("su") || shell.is("runuser");
    boolean login = su && shell.arguments().hasFlag("--login");
    boolean elsewhere = login || runsElsewhere(shell) || shell.prefix("chroot") != null;
    boolean same = !su && shell.prefixes().isEmpty();
    return ShellPosition.at(
        elsewhere ? ImagePath.unknown() : start.directory(),
        same ? start.home() : HomeDirectory.UNKNOWN,
        su ? ImagePath.Answer.UNKNOWN : texts.hasBraces(String.valueOf(shell.name())));
  }

  private Ways invocation(Invocation invocation, ShellPosition start) {
    String name = invocation.name();
    if (invocation.prefix("time") != null && ("cd".equals(name) || movesStack(name))) {
      return Ways.at(
          start.lost()); // it is a word of bash, and a program that changes nothing here for dash
    }
    if (name == null || !isOfShell(invocation)) {
      return Ways.at(start);
    }
    switch (name) {
      case "eval", ".", "source" -> {
        return Ways.at(start.lost());
      }
      case "cd", "pushd", "popd" -> {
        ShellPosition moved = moved(invocation, start);
        return new Ways(moved, start, null);
      }
      case "exit", "return", "break", "continue" -> {
        return Ways.NONE;
      }
      case "true", ":" -> {
        return new Ways(start, null, null);
      }
      case "false" -> {
        return new Ways(null, start, start);
      }
      case "export", "readonly", "declare", "typeset", "local" -> assign(invocation, start);
      default -> {
        if (movers.contains(name)) {
          return Ways.at(start.in(ImagePath.unknown()));
        }
      }
    }
    return Ways.at(start);
  }

  private static boolean movesStack(@Nullable String name) {
    return "pushd".equals(name) || "popd".equals(name);
  }

  /** Whether the shell itself does it: not where {@code sudo} or {@code env} runs a program. */
  private static boolean isOfShell(Invocation invocation) {
    for (Invocation.Prefix prefix : invocation.prefixes()) {
      if (!prefix.name().equals("command") && !prefix.name().equals("builtin")) {
        return false;
      }
    }
    return true;
  }

  private void assign(Invocation invocation, ShellPosition start) {
    for (ShellWord word : invocation.arguments().words()) {
      String text = word.literalPrefix();
      int equals = text.indexOf('=');
      if (equals > 0 && ShellVariable.isName(text.substring(0, equals))) {
        texts.assign(word.range().start(), text.substring(0, equals + 1), word, start);
      }
    }
  }

  private ShellPosition moved(Invocation invocation, ShellPosition start) {
    if (!invocation.is("cd") && start.braces() != ImagePath.Answer.YES) {
      return start.in(ImagePath.unknown());
    }
    List<ShellWord> operands = invocation.arguments().operands();
    if (invocation.is("popd")) {
      return operands.isEmpty() ? start.popped() : start.lost();
    }
    if (operands.size() > 1 || operands.isEmpty() && invocation.is("pushd")) {
      return start.lost();
    }
    ImagePath target = operands.isEmpty() ? start.home().path() : target(operands.get(0), start);
    return invocation.is("cd") ? start.in(target) : start.pushed(target);
  }

  private ImagePath target(ShellWord operand, ShellPosition start) {
    if (operand.isLiteral("-")) {
      return start.previous();
    }
    ImmutableList<ShellTexts.Text> texts = this.texts.of(operand, start);
    boolean one = texts.size() == 1 && !texts.get(0).pattern();
    return one ? texts.get(0).from(start.directory()) : ImagePath.unknown();
  }

  private void words(List<ShellWord> words, ShellPosition start) {
    for (ShellWord word : words) {
      word(word, start);
    }
  }

  /** The scripts in {@code $(…)}, each in a shell of its own. */
  private void word(@Nullable ShellWord word, ShellPosition start) {
    if (word != null && word.literal() == null) {
      parts(word.parts(), start);
    }
  }

  private void parts(List<WordPart> parts, ShellPosition start) {
    for (WordPart part : parts) {
      if (part instanceof WordPart.DoubleQuoted quoted) {
        parts(quoted.parts(), start);
      } else if (part instanceof WordPart.CommandSubstitution substitution) {
        list(substitution.body(), start);
      } else if (part instanceof WordPart.ProcessSubstitution substitution) {
        list(substitution.body(), start);
      } else if (part instanceof WordPart.Parameter parameter) {
        word(parameter.operand(), start);
      } else if (part instanceof WordPart.Brace brace) {
        for (List<WordPart> alternative : brace.alternatives()) {
          parts(alternative, start);
        }
      } else if (part instanceof WordPart.Array array) {
        words(array.elements(), start);
      }
    }
  }
}

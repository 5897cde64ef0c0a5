package dev.plimsoll.format;

import dev.plimsoll.rewrite.PackageWords;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.CommandList.AndOr;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of a script begin when it is laid out by its structure, and how deep. All offsets are those of the
 * script's code.
 *
 * <p>A break that somebody has put between the words of a command stays, one step deeper than the command. So nothing that
 * is on several lines for a reason becomes one line.
 */
final class ScriptBreaks {

  /** More packages than these stand one a line. */
  private static final int FEW_PACKAGES = 3;

  /** So many options are left in one line, however long that is: it would hardly get shorter. */
  private static final int FEW_OPTIONS = 2;

  /** What goes on in the next line ends with a blank and an escape character. */
  private static final int CONTINUATION = 2;

  /** What stands before a character: a line break and so many steps, or nothing but blanks. */
  private final Map<Integer, Integer> breaks = new HashMap<>();

  /** Characters before which there is exactly one blank, and those before which there is none. */
  private final Map<Integer, String> joins = new HashMap<>();

  /** By offset, how deep a break stands that was there before. */
  private final int[] kept;

  private final Script script;
  private final InlineWidth width;
  private final EmbeddedText code;
  private final boolean leading;
  private final int maxLength;
  private final int stepWidth;
  private final int[] reserved;
  private final Map<Command, List<ShellWord>> packages = new HashMap<>();
  private boolean understood = true;

  private ScriptBreaks(
      Script script,
      ShellSpace space,
      EmbeddedText code,
      boolean leading,
      int maxLength,
      int stepWidth) {
    this.script = script;
    this.width = InlineWidth.of(script, space);
    this.code = code;
    this.leading = leading;
    this.maxLength = maxLength;
    this.stepWidth = stepWidth;
    this.kept = new int[script.code().length() + 1];
    this.reserved =
        script.reservedWords().stream().mapToInt(TextRange::start).sorted().toArray();
    for (Invocation invocation : script.invocations()) {
      List<ShellWord> words = PackageWords.of(invocation);
      if (!invocation.isIn(Nesting.EMBEDDED) && words.size() > FEW_PACKAGES) {
        packages.put(invocation.command(), words);
      }
    }
  }

  /** Null where a part of the script isn't understood. */
  static @Nullable ScriptBreaks of(
      Script script, EmbeddedText code, boolean leading, int maxLength, int stepWidth) {
    ShellSpace space = ShellSpace.of(script);
    ScriptBreaks breaks = new ScriptBreaks(script, space, code, leading, maxLength, stepWidth);
    Arrays.fill(breaks.kept, 1);
    breaks.list(script.body(), isOneCommand(script.body()) ? 0 : 1, false);
    return breaks.understood ? breaks : null;
  }

  /** Whether all lines but the first will be what goes on with it. */
  private static boolean isOneCommand(CommandList body) {
    if (body.items().size() != 1 || body.items().get(0).andOr().pipelines().size() != 1) {
      return false;
    }
    return body.items().get(0).andOr().pipelines().get(0).commands().stream()
        .allMatch(Command.Simple.class::isInstance);
  }

  /** How deep the line begins whose first character this is; 0 where it begins none. */
  int depth(int offset) {
    return breaks.getOrDefault(offset, 0);
  }

  /** What stands before a character that no line begins with; null where that isn't decided. */
  @Nullable String join(int offset) {
    return joins.get(offset);
  }

  /** How deep a break stands that was there before. */
  int keptDepth(int offset) {
    return kept[offset];
  }

  /** The lists of packages that have one a line. */
  Iterable<List<ShellWord>> packages() {
    return packages.values();
  }

  private void list(CommandList list, int depth, boolean breakFirst) {
    boolean several = list.items().size() > 1;
    for (int i = 0; i < list.items().size(); i++) {
      CommandList.Item item = list.items().get(i);
      if (i > 0 || breakFirst) {
        breaks.put(item.andOr().range().start(), depth);
      }
      andOr(item.andOr(), depth, several || depth > 1);
      separator(item.separator());
    }
  }

  private void separator(@Nullable Operator separator) {
    if (separator != null && separator.kind() == Operator.Kind.SEMICOLON) {
      joins.put(separator.range().start(), "");
    } else if (separator != null) {
      joins.put(separator.range().start(), " ");
    }
  }

  /** A list on lines that are not broken, such as a condition. */
  private void inline(CommandList list, int depth) {
    Arrays.fill(kept, list.range().start(), list.range().end() + 1, depth);
    for (CommandList.Item item : list.items()) {
      for (Operator operator : item.andOr().operators()) {
        around(operator);
      }
      for (Pipeline pipeline : item.andOr().pipelines()) {
        pipeline.operators().forEach(this::around);
        pipeline.commands().forEach(command -> understood &= !(command instanceof Command.Opaque));
      }
      if (item.separator() != null && item.separator().kind() == Operator.Kind.SEMICOLON) {
        joins.put(item.separator().range().start(), "");
      }
    }
  }

  /** One blank on both sides; a break that was there stays. */
  private void around(Operator operator) {
    if (!isBrokenBefore(operator.range().start())) {
      joins.put(operator.range().start(), " ");
    }
    int next = skipBlanks(operator.range().end());
    if (!isBrokenBefore(next)) {
      joins.put(next, " ");
    }
  }

  /** @param nested whether it isn't all there is, so that what goes on with it stands deeper */
  private void andOr(AndOr list, int depth, boolean nested) {
    boolean plain = list.pipelines().stream().allMatch(ScriptBreaks::isPlain);
    boolean onlyOr = list.operators().stream().allMatch(it -> it.kind() == Operator.Kind.OR);
    boolean oneLine = (nested || onlyOr) && plain && fits(list.range(), depth);
    for (int i = 0; i < list.pipelines().size(); i++) {
      Pipeline pipeline = list.pipelines().get(i);
      int own = i > 0 && nested ? depth + 1 : depth;
      if (i > 0) {
        operator(list.operators().get(i - 1), pipeline.range().start(), own, oneLine);
      }
      pipeline(pipeline, own);
    }
  }

  private static boolean isPlain(Pipeline pipeline) {
    return pipeline.commands().stream()
        .allMatch(it -> it instanceof Command.Simple
            || it instanceof Command.Test
            || it instanceof Command.Group);
  }

  private void operator(Operator operator, int next, int depth, boolean oneLine) {
    if (oneLine || !leading) {
      joins.put(operator.range().start(), " ");
    } else {
      breaks.put(operator.range().start(), depth);
    }
    if (oneLine || leading) {
      joins.put(next, " ");
    } else {
      breaks.put(next, depth);
    }
  }

  private void pipeline(Pipeline pipeline, int depth) {
    boolean oneLine = pipeline.commands().size() == 1
        || (fits(pipeline.range(), depth)
            && pipeline.commands().stream().allMatch(Command.Simple.class::isInstance));
    for (int i = 0; i < pipeline.commands().size(); i++) {
      Command command = pipeline.commands().get(i);
      if (i > 0) {
        operator(pipeline.operators().get(i - 1), command.range().start(), depth + 1, oneLine);
      }
      command(command, i > 0 && !oneLine ? depth + 1 : depth);
    }
  }

  private void command(Command command, int depth) {
    Arrays.fill(kept, command.range().start(), command.range().end() + 1, depth + 1);
    if (command instanceof Command.Simple simple) {
      simple(simple, depth);
    } else if (command instanceof Command.Group group) {
      enclosed(command, group.body(), depth);
    } else if (command instanceof Command.Subshell subshell) {
      enclosed(command, subshell.body(), depth);
    } else if (command instanceof Command.If conditional) {
      for (Command.Branch branch : conditional.branches()) {
        condition(branch.condition(), depth);
        block(branch.body(), depth);
      }
      if (conditional.otherwise() != null) {
        block(conditional.otherwise(), depth);
      }
    } else if (command instanceof Command.While loop) {
      condition(loop.condition(), depth);
      block(loop.body(), depth);
    } else if (command instanceof Command.For loop) {
      head(command, loop.body(), depth);
    } else if (command instanceof Command.ArithmeticFor loop) {
      head(command, loop.body(), depth);
    } else if (command instanceof Command.Case choice) {
      cases(choice, depth);
    } else if (command instanceof Command.Function function) {
      command(function.body(), depth);
    } else if (!(command instanceof Command.Test)) {
      understood = false;
    }
  }

  private void condition(CommandList list, int depth) {
    inline(list, depth + 2);
    thenOrDo(list.range().end());
  }

  /** What stands before {@code do} stays on its line. */
  private void head(Command command, CommandList body, int depth) {
    Arrays.fill(kept, command.range().start(), body.range().start(), depth + 2);
    int before = reservedBefore(body.range().start());
    if (before >= 0) {
      int semicolon = script.code().lastIndexOf(';', before);
      if (semicolon > command.range().start()
          && script.code().substring(semicolon + 1, before).isBlank()) {
        joins.put(semicolon, "");
        joins.put(before, " ");
      }
    }
    block(body, depth);
  }

  private void thenOrDo(int from) {
    int word = reservedFrom(from);
    if (word >= 0) {
      joins.put(word, " ");
    }
  }

  /** Commands one step deeper, and the word behind them as deep as the one before. */
  private void block(CommandList body, int depth) {
    list(body, depth + 1, true);
    int closing = reservedFrom(body.range().end());
    understood &= closing >= 0;
    breaks.put(closing, depth);
  }

  private void enclosed(Command command, CommandList body, int depth) {
    if (body.items().stream()
            .flatMap(item -> item.andOr().pipelines().stream())
            .allMatch(ScriptBreaks::isPlain)
        && fits(command.range(), depth)) {
      inline(body, depth + 1);
      return;
    }
    list(body, depth + 1, true);
    int closing = skipBlanks(body.range().end());
    understood &=
        closing < script.code().length() && "})".indexOf(script.code().charAt(closing)) >= 0;
    breaks.put(closing, depth);
  }

  private void cases(Command.Case choice, int depth) {
    int end = choice.range().start();
    for (Command.Arm arm : choice.arms()) {
      int start = arm.patterns().get(0).range().start();
      int before = start - 1;
      while (before > 0 && isBlank(before)) {
        before--;
      }
      breaks.put(script.code().charAt(before) == '(' ? before : start, depth + 1);
      TextRange terminator = arm.terminator();
      TextRange whole = new TextRange(
          start, terminator == null ? Math.max(start, arm.body().range().end()) : terminator.end());
      if (isShort(arm.body()) && fits(whole, depth + 1)) {
        inline(arm.body(), depth + 2);
        if (terminator != null) {
          joins.put(terminator.start(), " ");
        }
      } else {
        list(arm.body(), depth + 2, true);
        if (terminator != null) {
          breaks.put(terminator.start(), depth + 2);
        }
      }
      end = Math.max(whole.end(), arm.body().range().end());
    }
    int closing = reservedFrom(end);
    understood &= closing >= 0 && script.code().startsWith("esac", closing);
    breaks.put(closing, depth);
  }

  private static boolean isShort(CommandList body) {
    return body.items().size() <= 1
        && body.items().stream()
            .allMatch(item -> item.andOr().pipelines().size() == 1
                && item.andOr().pipelines().get(0).commands().get(0) instanceof Command.Simple);
  }

  private void simple(Command.Simple command, int depth) {
    List<ShellWord> listed = packages.get(command);
    if (listed != null) {
      for (ShellWord word : listed) {
        breaks.put(word.range().start(), depth + 1);
      }
      return;
    }
    List<ShellWord> options = command.words().stream()
        .skip(1)
        .filter(word -> word.raw().startsWith("-"))
        .toList();
    boolean isExpression = !command.words().isEmpty() && command.words().get(0).isLiteral("find");
    boolean tooLong =
        !isExpression && code.isContiguous(command.range()) && !fits(command.range(), depth);
    if (tooLong && options.size() > FEW_OPTIONS) {
      options.forEach(option -> breaks.put(option.range().start(), depth + 1));
    }
  }

  /** Whether it stands in one line, and has room in one. */
  private boolean fits(TextRange range, int depth) {
    return code.isContiguous(range)
        && packages.values().stream()
            .noneMatch(list -> range.contains(list.get(0).range()))
        && (long) depth * stepWidth + width.of(range) + CONTINUATION <= maxLength;
  }

  private boolean isBrokenBefore(int offset) {
    int start = offset;
    while (start > 0 && isBlank(start - 1)) {
      start--;
    }
    return offset < script.code().length()
        && start > 0
        && !code.isContiguous(new TextRange(start - 1, offset + 1));
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < script.code().length() && isBlank(i)) {
      i++;
    }
    return i;
  }

  private boolean isBlank(int offset) {
    char c = script.code().charAt(offset);
    return c == ' ' || c == '\t';
  }

  private int reservedFrom(int offset) {
    int found = Arrays.binarySearch(reserved, offset);
    int index = found < 0 ? -found - 1 : found;
    return index < reserved.length ? reserved[index] : -1;
  }

  private int reservedBefore(int offset) {
    int found = Arrays.binarySearch(reserved, offset);
    int index = (found < 0 ? -found - 1 : found) - 1;
    return index < 0 ? -1 : reserved[index];
  }
}

package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The pipelines of a script that run without pipefail. */
final class DanglingPipes extends ScriptVisitor {
  private final Script script;
  private final boolean errexit;
  private final ImmutableList.Builder<DanglingPipe> found = ImmutableList.builder();
  /** Whether the RUN fails where what is walked does. */
  private boolean heeded = true;
  /** Whether the command that is walked is an assignment, which fails with what it is assigned. */
  private boolean assigns;

  /** What runs for certain behind the pipeline that is walked, where that seems to succeed. */
  private DanglingPipe.Following following = DanglingPipe.Following.NONE;

  /** The one variable to which the command that is walked assigns the output of commands, and nothing else. */
  private @Nullable String assigned;

  /** What runs for certain behind that command. */
  private DanglingPipe.Following afterwards = DanglingPipe.Following.NONE;

  /** The variables of which the script asks what they are; null before somebody wants to know. */
  private @Nullable Set<String> tested;

  private @Nullable Invocation shell;

  /** In how many lists of commands what is walked stands: in one where it is at the top of the script. */
  private int depth;

  private DanglingPipes(Script script, boolean errexit) {
    this.script = script;
    this.errexit = errexit;
  }

  /**
   * All of a script, in order; none where it sets pipefail itself.
   *
   * @param errexit whether its shell was told to stop where a command fails
   */
  static ImmutableList<DanglingPipe> in(Script script, boolean errexit) {
    Sequence sequence = Sequence.of(script);
    DanglingPipes search = new DanglingPipes(script, errexit || sequence.setsOption("e"));
    if (!sequence.setsOption("pipefail")) {
      search.script(script);
    }
    return search.found.build();
  }

  /** Whether a script has any, even where it sets pipefail itself. */
  static boolean areIn(Script script) {
    DanglingPipes search = new DanglingPipes(script, false);
    search.script(script);
    return !search.found.build().isEmpty();
  }

  @Override
  protected void list(CommandList list, ImmutableSet<Nesting> inside) {
    boolean outer = heeded;
    DanglingPipe.Following outerFollowing = following;
    depth++;
    for (int i = 0; i < list.items().size(); i++) {
      CommandList.Item item = list.items().get(i);
      boolean last = i + 1 == list.items().size();
      int or = 0;
      for (int j = 0; j < item.andOr().pipelines().size(); j++) {
        or = nextOr(item.andOr(), Math.max(or, j));
        heeded = outer
            && !inside.contains(Nesting.CONDITION)
            && !item.isBackground()
            && isHeeded(item.andOr(), j, or, last);
        following = heeded ? following(list, i, j) : DanglingPipe.Following.NONE;
        pipeline(item.andOr().pipelines().get(j));
      }
    }
    heeded = outer;
    following = outerFollowing;
    depth--;
  }

  /** Whether nothing is written to its target but what is no output of the command. */
  private static boolean reads(Redirection redirection) {
    return redirection.operator().startsWith("<") || redirection.descriptor().equals("2");
  }

  /**
   * What is joined to a pipeline by {@code &&}, and with {@code set -e} what comes in the items behind: those commands with
   * which the list fails.
   */
  private DanglingPipe.Following following(CommandList list, int itemIndex, int pipelineIndex) {
    ImmutableList<CommandList.Item> items = list.items();
    Invocation next = null;
    ImmutableList.Builder<Invocation> later = ImmutableList.builder();
    int end = errexit ? Math.min(items.size(), itemIndex + MOST) : itemIndex + 1;
    boolean isNext = true;
    for (int i = itemIndex; i < end; i++) {
      CommandList.AndOr andOr = items.get(i).andOr();
      int from = i == itemIndex ? pipelineIndex + 1 : 0;
      int to = Math.min(andOr.pipelines().size(), from + MOST);
      for (int j = from; j < to; j++) {
        boolean decides = !items.get(i).isBackground()
            && isChain(andOr, i == itemIndex ? pipelineIndex : 0, to)
            && isHeeded(andOr, j, andOr.operators().size(), i + 1 == items.size());
        Invocation only = decides ? only(andOr.pipelines().get(j)) : null;
        if (isNext) {
          next = only;
        } else if (only != null) {
          later.add(only);
        }
        isNext = false;
      }
    }
    return new DanglingPipe.Following(next, later.build());
  }

  /** How far to look for what needs a download: it comes soon, or never. */
  private static final int MOST = 20;

  /** Whether {@code &&} joins what is looked at, and nothing more follows. */
  private static boolean isChain(CommandList.AndOr andOr, int from, int to) {
    for (int i = from; i < Math.min(to, andOr.operators().size()); i++) {
      if (andOr.operators().get(i).kind() == Operator.Kind.OR) {
        return false;
      }
    }
    return true;
  }

  /** The index of the first {@code ||} from an operator on, or how many operators there are. */
  private static int nextOr(CommandList.AndOr andOr, int from) {
    int or = from;
    while (or < andOr.operators().size() && andOr.operators().get(or).kind() != Operator.Kind.OR) {
      or++;
    }
    return or;
  }

  private boolean isHeeded(CommandList.AndOr andOr, int index, int or, boolean lastItem) {
    if (or < andOr.operators().size()) {
      return or + 1 < andOr.pipelines().size() && exits(andOr.pipelines().get(or + 1));
    }
    boolean last = index + 1 == andOr.pipelines().size();
    return andOr.pipelines().get(index).negation() == null && (lastItem || (errexit && last));
  }

  private static boolean exits(Pipeline pipeline) {
    return pipeline.commands().get(0) instanceof Command.Simple simple
        && !simple.words().isEmpty()
        && (simple.words().get(0).isLiteral("exit")
            || simple.words().get(0).isLiteral("false")
            || simple.words().get(0).isLiteral("return"));
  }

  @Override
  protected void pipeline(Pipeline pipeline) {
    int count = pipeline.commands().size();
    if (count > 1 && !setsPipefail()) {
      ImmutableList.Builder<Invocation> masked = ImmutableList.builder();
      pipeline.commands().subList(0, count - 1).forEach(it -> masked.addAll(invocations(it)));
      ImmutableList<Invocation> last =
          pipeline.commands().get(count - 1) instanceof Command.Simple simple
              ? invocations(simple)
              : ImmutableList.of();
      found.add(new DanglingPipe(
          pipeline,
          masked.build(),
          last.isEmpty() ? null : last.get(0),
          heeded,
          following,
          assigned != null && (isAddress(assigned) || isTested(assigned)),
          depth == 1
              && pipeline.commands().get(count - 1).redirections().stream()
                  .allMatch(DanglingPipes::reads),
          shell));
    }
    super.pipeline(pipeline);
  }

  /** Whether a variable is all that a later command is given to fetch, or is in its address: without it, that fails. */
  private boolean isAddress(String variable) {
    return fetches(afterwards.next(), variable)
        || Iterables.any(afterwards.later(), it -> fetches(it, variable));
  }

  private static boolean fetches(@Nullable Invocation command, String variable) {
    if (command == null
        || !command.is("curl") && !command.is("wget")
        || command.arguments().operands().size() != 1) {
      return false;
    }
    String word = QUOTE.trimFrom(command.arguments().operands().get(0).raw());
    return word.equals("$" + variable)
        || word.equals("${" + variable + "}")
        || word.contains("://") && failsWhereNothingIs(command) && isIn(variable, word);
  }

  /** Whether a command fails where the server says that it has nothing at an address. */
  private static boolean failsWhereNothingIs(Invocation command) {
    return command.is("wget") || command.arguments().hasAnyFlag("-f", "--fail", "--fail-with-body");
  }

  /** Whether a variable stands somewhere in an address. */
  private static boolean isIn(String variable, String address) {
    for (Matcher name = NAME.matcher(address); name.find(); ) {
      if (name.group(1).equals(variable)) {
        return true;
      }
    }
    return false;
  }

  private static final CharMatcher QUOTE = CharMatcher.is('"');

  /** Whether the script asks what a variable is: {@code [ -z "$A" ] && exit 1}, {@code while [ "$A" = "" ]}. */
  private boolean isTested(String variable) {
    Set<String> known = tested;
    if (known == null) {
      known = new HashSet<>();
      for (Matcher test = TEST.matcher(script.code()); test.find(); ) {
        for (Matcher name = NAME.matcher(test.group()); name.find(); ) {
          known.add(name.group(1));
        }
      }
      tested = known;
    }
    return known.contains(variable);
  }

  private static final Regex TEST =
      Regex.of("(?:\\[|\\btest\\s)[^\\]\n;&|]{0,100}|\\$\\{\\w{1,100}:?\\?");

  private static final Regex NAME = Regex.of("\\$\\{?(\\w{1,100})");

  /** The command of a pipeline that is one. */
  private @Nullable Invocation only(Pipeline one) {
    ImmutableList<Invocation> run =
        one.commands().size() == 1 && one.commands().get(0) instanceof Command.Simple simple
            ? invocations(simple)
            : ImmutableList.of();
    return run.size() == 1 ? run.get(0) : null;
  }

  private boolean setsPipefail() {
    return shell != null && DanglingPipe.argv(shell).pipefail();
  }

  /** What a member of a pipeline runs itself. */
  private ImmutableList<Invocation> invocations(Command command) {
    ImmutableList<Invocation> all = script.invocations();
    ImmutableList.Builder<Invocation> inside = ImmutableList.builder();
    for (int i = firstFrom(command.range().start());
        i < all.size()
            && all.get(i).nameWord().range().start() < command.range().end();
        i++) {
      Invocation invocation = all.get(i);
      if (command instanceof Command.Simple
          ? invocation.command() == command
          : !invocation.isIn(Nesting.SUBSTITUTION)) {
        inside.add(invocation);
      }
    }
    return inside.build();
  }

  /** The index of the first invocation whose name stands at an offset or behind it. */
  private int firstFrom(int offset) {
    int low = 0;
    int high = script.invocations().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (script.invocations().get(middle).nameWord().range().start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  protected void simple(Command.Simple simple) {
    boolean outer = assigns;
    String outerAssigned = assigned;
    DanglingPipe.Following outerAfterwards = afterwards;
    assigns = simple.words().isEmpty();
    boolean one = assigns && simple.assignments().size() == 1;
    assigned = one ? output(simple.assignments().get(0)) : null;
    afterwards = following;
    super.simple(simple);
    assigns = outer;
    assigned = outerAssigned;
    afterwards = outerAfterwards;
    CommandList embedded = script.embedded(simple);
    ImmutableList<Invocation> starts = embedded == null ? ImmutableList.of() : invocations(simple);
    if (embedded != null && !starts.isEmpty()) {
      Invocation around = shell;
      shell = starts.get(0);
      list(embedded, ImmutableSet.of());
      shell = around;
    }
  }

  /** The variable to which the output of commands is assigned, and nothing else; null where it is something else. */
  private static @Nullable String output(Assignment assignment) {
    String value = assignment.value().raw();
    boolean isQuoted = value.startsWith("\"");
    boolean isOutput =
        value.startsWith("$(", isQuoted ? 1 : 0) && value.endsWith(isQuoted ? ")\"" : ")")
            || value.startsWith("`") && value.endsWith("`");
    return isOutput && assignment.index() == null && !assignment.append()
        ? assignment.name()
        : null;
  }

  /** A program doesn't fail with what stands among its arguments. */
  @Override
  protected void part(WordPart part) {
    boolean outer = heeded;
    boolean outerAssigns = assigns;
    if (part instanceof WordPart.CommandSubstitution
        || part instanceof WordPart.ProcessSubstitution) {
      heeded = heeded && assigns && part instanceof WordPart.CommandSubstitution;
      assigns = false;
    }
    super.part(part);
    heeded = outer;
    assigns = outerAssigns;
  }
}

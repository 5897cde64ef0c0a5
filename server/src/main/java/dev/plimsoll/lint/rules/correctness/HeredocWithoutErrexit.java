package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Commands in a here-document whose failures pass unnoticed. */
public final class HeredocWithoutErrexit implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "heredoc-without-errexit", Category.CORRECTNESS, Severity.WARNING, """
          A shell goes on after a command that fails, so of a here-document only the last command decides whether the build \
          goes on.

          `set -e` in its first line makes every failure count.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          RUN <<EOF
          apk add --no-cache curl
          curl -fsSo /data.json https://example.org/data.json
          chown nobody /data.json
          EOF
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN <<EOF
          set -e
          apk add --no-cache curl
          curl -fsSo /data.json https://example.org/data.json
          chown nobody /data.json
          EOF
          ```

          The bodies of `if`, `for`, `while`, `case` and `{ }` are looked at in the same way.

          A shell with the option `-e` does the same, as in `SHELL ["/bin/sh", "-e", "-c"]`, `RUN bash -e <<EOF` or \
          `#!/bin/bash -e`, and so does `&&` between the commands. Where the last command fails itself without what the others make, as \
          `chown app:app /data` without the user or `make` without the package, it is a hint. So it is \
          where only commands before `&&` may fail, which `set -e` ignores. The fix is a suggestion: a command that has always failed \
          stops the build then.
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  private static final Trait HAS_HEREDOC = Trait.orTriggered(
      Instruction.Run.class,
      instruction -> instruction.innermost() instanceof Instruction.Run run
          && run.heredocs().size() == 1
          && !run.execForm());

  /** Programs that hardly ever fail in a build, or whose failure says nothing of the work that is done. */
  private static final ImmutableSet<String> HARMLESS = ImmutableSet.of(
      ":",
      "[",
      "[[",
      "alias",
      "basename",
      "cut",
      "date",
      "dirname",
      "echo",
      "exit",
      "export",
      "local",
      "mkdir",
      "nproc",
      "printf",
      "pwd",
      "readonly",
      "return",
      "set",
      "shift",
      "shopt",
      "sleep",
      "test",
      "touch",
      "tr",
      "trap",
      "true",
      "type",
      "ulimit",
      "umask",
      "uname",
      "unalias",
      "unset");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_HEREDOC, HeredocWithoutErrexit::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    Heredoc heredoc = instruction.heredocs().get(0);
    ShellInput input = heredoc.terminated() ? ShellInput.of(subject.model(), instruction) : null;
    Item unnoticed = input == null || input.errexit() ? null : unnoticed(input.script(), true);
    if (input != null && unnoticed == null && !input.errexit()) {
      Item before = unnoticed(input.script(), false);
      if (before != null) {
        reporter.report(Finding.at(
                subject.model().range(instruction, heredoc.opener().range()),
                "Only the last command of this here-document decides whether the build goes on, and even set -e ignores"
                    + " what fails before &&. Begin it with set -e, and write one command a line instead.")
            .withRelated(
                subject
                    .model()
                    .range(instruction, input.code().home(before.andOr().range())),
                "may fail unnoticed")
            .withSeverity(Severity.HINT));
      }
    }
    if (input != null && unnoticed != null) {
      reporter.report(Finding.at(
              subject.model().range(instruction, heredoc.opener().range()),
              "Only the last command of this here-document decides whether the build goes on. Begin it with set -e.")
          .withRelated(
              subject
                  .model()
                  .range(instruction, input.code().home(unnoticed.andOr().range())),
              "may fail unnoticed")
          .withSeverity(new LastNeeds(input.script()).all() ? Severity.HINT : null)
          .withFix(Fix.suggestion("Begin with set -e", insertion(subject, instruction))));
    }
  }

  /**
   * The first command that may fail without being noticed, or null.
   *
   * @param withErrexit whether {@code set -e} has to notice it
   */
  private static @Nullable Item unnoticed(Script script, boolean withErrexit) {
    return !script.isComplete() || choosesErrexit(script)
        ? null
        : unnoticed(script, script.body(), withErrexit);
  }

  /** The same in a list of commands whose last one decides. */
  private static @Nullable Item unnoticed(Script script, CommandList list, boolean withErrexit) {
    ImmutableList<Item> items = list.items();
    for (Item item : items.subList(0, Math.max(0, items.size() - 1))) {
      if (isUnnoticed(script, item, withErrexit)) {
        return item;
      }
    }
    return items.isEmpty() ? null : unnoticedIn(script, items.get(items.size() - 1), withErrexit);
  }

  /** The same in the bodies of a compound command that decides. Of a loop only the last round does. */
  private static @Nullable Item unnoticedIn(Script script, Item decides, boolean withErrexit) {
    ImmutableList<Pipeline> pipelines = decides.andOr().pipelines();
    boolean alone = pipelines.size() == 1 && pipelines.get(0).commands().size() == 1;
    if (!alone || decides.isBackground() || pipelines.get(0).negation() != null) {
      return null;
    }
    Command command = pipelines.get(0).commands().get(0);
    CommandList rounds = repeated(command);
    for (Item item : rounds == null ? ImmutableList.<Item>of() : rounds.items()) {
      if (isUnnoticed(script, item, withErrexit)) {
        return item;
      }
    }
    for (CommandList body : bodies(command)) {
      Item found = unnoticed(script, body, withErrexit);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The body of a loop, null of all else. */
  private static @Nullable CommandList repeated(Command command) {
    if (command instanceof Command.While loop) {
      return loop.body();
    }
    if (command instanceof Command.For loop) {
      return loop.body();
    }
    return command instanceof Command.ArithmeticFor loop ? loop.body() : null;
  }

  /** The lists that a compound command runs once or not at all. */
  private static ImmutableList<CommandList> bodies(Command command) {
    ImmutableList.Builder<CommandList> bodies = ImmutableList.builder();
    if (command instanceof Command.Group group) {
      bodies.add(group.body());
    } else if (command instanceof Command.Subshell subshell) {
      bodies.add(subshell.body());
    } else if (command instanceof Command.If choice) {
      choice.branches().forEach(branch -> bodies.add(branch.body()));
      if (choice.otherwise() != null) {
        bodies.add(choice.otherwise());
      }
    } else if (command instanceof Command.Case choice) {
      choice.arms().forEach(arm -> bodies.add(arm.body()));
    }
    return bodies.build();
  }

  /** Whether it says somewhere what is to happen where a command fails. */
  private static boolean choosesErrexit(Script script) {
    for (Invocation invocation : script.invocations()) {
      boolean trap = invocation.is("trap")
          && invocation.arguments().words().stream().anyMatch(word -> word.isLiteral("ERR"));
      boolean off = invocation.is("set")
          && invocation.arguments().words().stream()
              .anyMatch(word -> word.raw().startsWith("+") || word.literal() == null);
      if (trap || off || invocation.is("eval") || invocation.is(".") || invocation.is("source")) {
        return true;
      }
    }
    return Sequence.of(script).setsOption("e");
  }

  private static boolean isUnnoticed(Script script, Item item, boolean withErrexit) {
    ImmutableList<Pipeline> pipelines = item.andOr().pipelines();
    TextRange counts =
        withErrexit ? pipelines.get(pipelines.size() - 1).range() : item.andOr().range();
    return !item.isBackground() && mayFail(script, item, counts);
  }

  static boolean mayFail(Script script, Item item) {
    return mayFail(script, item, item.andOr().range());
  }

  /** @param counts the part of the item of which a failure counts: {@code set -e} ignores what fails before {@code &&} */
  private static boolean mayFail(Script script, Item item, TextRange counts) {
    ImmutableList<Operator> operators = item.andOr().operators();
    boolean handled =
        !operators.isEmpty() && operators.get(operators.size() - 1).kind() == Operator.Kind.OR;
    if (handled || isFunction(item)) {
      return false;
    }
    boolean assigns = isAssignment(item);
    for (Invocation invocation : script.invocations()) {
      if (counts.contains(invocation.range())
          && !invocation.isIn(Nesting.CONDITION)
          && (assigns || !invocation.isIn(Nesting.SUBSTITUTION))
          && (invocation.name() == null || !HARMLESS.contains(invocation.name()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it fails where a command in {@code $(…)} does: elsewhere {@code set -e} wouldn't notice that either. */
  private static boolean isAssignment(Item item) {
    return item.andOr().pipelines().get(0).commands().get(0) instanceof Command.Simple simple
        && simple.words().isEmpty();
  }

  private static boolean isFunction(Item item) {
    return item.andOr().pipelines().get(0).commands().get(0) instanceof Command.Function;
  }

  /** A line at the beginning of the body, below its {@code #!}, with the indentation of the next one. */
  private static TextEdit insertion(Subject subject, Instruction instruction) {
    String text = instruction.text();
    TextRange body = instruction.heredocs().get(0).body();
    int line = body.start();
    if (text.startsWith("#!", code(text, line))) {
      line = text.indexOf('\n', line) + 1;
    }
    int first = line;
    while (text.startsWith("\n", code(text, first)) || text.startsWith("\r\n", code(text, first))) {
      first = text.indexOf('\n', first) + 1;
    }
    String indent = text.substring(first, code(text, first));
    return TextEdit.insert(
        subject.file().start(instruction) + line,
        indent + "set -e" + new Surroundings(subject.file(), instruction).lineEnding());
  }

  private static int code(String text, int line) {
    int code = line;
    while (code < text.length() && (text.charAt(code) == ' ' || text.charAt(code) == '\t')) {
      code++;
    }
    return code;
  }
}

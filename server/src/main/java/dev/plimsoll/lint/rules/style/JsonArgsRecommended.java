package dev.plimsoll.lint.rules.style;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Command.Simple;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Word;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CMD or ENTRYPOINT in shell form, where no SHELL says that a shell is wanted. */
public final class JsonArgsRecommended implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "json-args-recommended", Category.STYLE, Severity.INFORMATION, """
          The exec form, a JSON array, starts the program itself; the shell form starts a shell that starts the program.

          That shell is process 1 of the container and gets the signal that `docker stop` sends. Many shells don't pass \
          it on, so the program is killed after ten seconds instead of ending in order. A shell form ENTRYPOINT also \
          ignores CMD and the arguments of `docker run`.

          ```dockerfile bad
          FROM node:22-slim
          CMD node server.js --port 3000
          ```

          ```dockerfile good
          FROM node:22-slim
          CMD ["node", "server.js", "--port", "3000"]
          ```

          Continued lines stay continued, and an `exec` that the array makes needless goes away:

          ```dockerfile bad
          FROM eclipse-temurin:21-jre
          ENTRYPOINT exec java -jar \\
              # the address of the configuration
              --spring.config.location=/etc/app/ \\
              app.jar
          ```

          ```dockerfile good
          FROM eclipse-temurin:21-jre
          ENTRYPOINT ["java", "-jar", \\
              # the address of the configuration
              "--spring.config.location=/etc/app/", \\
              "app.jar"]
          ```

          The fix is a suggestion, because a script without `#!` in its first line is run by a shell only.

          A command that needs the shell, for a variable or `&&` say, is reported as a hint and without a fix: begin its \
          last program with `exec`, or put the commands into a script and start that. Where a SHELL instruction \
          stands before, the shell is wanted and nothing is reported.

          ```dockerfile good
          FROM debian:bookworm-slim
          SHELL ["/bin/bash", "-o", "pipefail", "-c"]
          CMD exec server --port "$PORT" | tee /var/log/server.log
          ```
          """)
      .withAliases("JSONArgsRecommended", "DL3025")
      .reading(element -> element instanceof Cmd || element instanceof Entrypoint);

  /** What only a shell can run: there is no program of that name, or not everywhere. */
  private static final ImmutableSet<String> BUILTINS = ImmutableSet.of(
      ".",
      ":",
      "alias",
      "bg",
      "cd",
      "command",
      "declare",
      "eval",
      "exec",
      "exit",
      "export",
      "fg",
      "hash",
      "jobs",
      "local",
      "read",
      "readonly",
      "return",
      "set",
      "shift",
      "shopt",
      "source",
      "time",
      "times",
      "trap",
      "type",
      "typeset",
      "ulimit",
      "umask",
      "unalias",
      "unset",
      "wait");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Cmd cmd : subject.model().instructions(Cmd.class)) {
      check(cmd, subject.model(), reporter);
    }
    for (Entrypoint entrypoint : subject.model().instructions(Entrypoint.class)) {
      check(entrypoint, subject.model(), reporter);
    }
  }

  private static void check(Command instruction, SemanticModel model, Reporter reporter) {
    Stage stage = model.stageOf(instruction);
    if (instruction.execForm()
        || stage == null
        || model.stateBefore(instruction).shell() != null) {
      return;
    }
    ShellCommand shell = instruction.shellCommand();
    if (shell == null) {
      reporter.report(Finding.at(
          model.range(instruction),
          instruction.keyword()
              + " names no program. Write the program and its arguments as a JSON array."));
      return;
    }
    TextRange range = model.range(instruction, instruction.source().argumentsRange());
    ImmutableList<Word> words = programAndArguments(shell.script());
    boolean exec = !words.isEmpty() && words.get(0).isLiteral("exec");
    boolean plain = !words.isEmpty() && areLiteral(words);
    Finding finding = Finding.at(range, message(instruction, shell.script(), plain));
    if (exec || !plain) {
      finding = finding.withSeverity(Severity.HINT);
    }
    if (plain && model.family(stage) != BaseFamily.WINDOWS && !wakesCmd(instruction, stage)) {
      finding = finding.withFix(
          toArray(instruction, shell.code(), words, exec, model.file().start(instruction)));
    }
    reporter.report(finding);
  }

  private static String message(Command instruction, Script script, boolean plain) {
    String code = script.code();
    if (code.startsWith("[") && code.endsWith("]")) {
      return "This is not a JSON array of strings, so a shell runs it. Put every string into double quotes.";
    }
    if (endsWithExec(script)) {
      return plain
          ? "A shell starts this only to be replaced by it. The exec form, a JSON array, does without the shell."
          : "A shell prepares this and is then replaced by it. Say that it is wanted: SHELL [\"/bin/sh\", \"-c\"].";
    }
    return plain
        ? instruction.keyword()
            + " runs below a shell, which may not pass on the signal that stops the container. Use the"
            + " exec form, a JSON array."
        : instruction.keyword()
            + " runs below a shell, which may not pass on the signal that stops the container. Begin the"
            + " last program with exec, or put the commands into a script and use the exec form.";
  }

  private static boolean endsWithExec(Script script) {
    List<Invocation> invocations = script.invocations();
    return !invocations.isEmpty() && invocations.get(invocations.size() - 1).prefix("exec") != null;
  }

  /** The words of a script that is one simple command and nothing else; else nothing. */
  private static ImmutableList<Word> programAndArguments(Script script) {
    List<CommandList.Item> items = script.body().items();
    if (!script.isComplete()
        || items.size() != 1
        || items.get(0).separator() != null
        || !script.comments().isEmpty()) {
      return ImmutableList.of();
    }
    List<CommandList.Pipeline> pipelines = items.get(0).andOr().pipelines();
    CommandList.Pipeline pipeline = pipelines.get(0);
    boolean one = pipelines.size() == 1
        && pipeline.commands().size() == 1
        && pipeline.negation() == null
        && !pipeline.timed();
    return one
            && pipeline.commands().get(0) instanceof Simple simple
            && simple.assignments().isEmpty()
            && simple.redirections().isEmpty()
        ? simple.words()
        : ImmutableList.of();
  }

  /** Whether the words, an {@code exec} before them left out, mean the same to any program as they do to the shell. */
  private static boolean areLiteral(List<Word> words) {
    int first = words.get(0).isLiteral("exec") ? 1 : 0;
    for (int i = 0; i < words.size(); i++) {
      String value = words.get(i).literal();
      if (value == null || hasControlCharacter(value)) {
        return false;
      }
    }
    String program = first < words.size() ? words.get(first).literalPrefix() : "";
    return !program.isEmpty()
        && !program.startsWith("-")
        && !program.startsWith("[")
        && !BUILTINS.contains(program);
  }

  private static boolean hasControlCharacter(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ') {
        return true;
      }
    }
    return false;
  }

  /** Whether a CMD that this ENTRYPOINT ignores today would become its arguments. */
  private static boolean wakesCmd(Command instruction, Stage stage) {
    if (!(instruction instanceof Entrypoint)) {
      return false;
    }
    for (Stage one = stage; one != null; one = one.parent()) {
      for (Instruction other : one.instructions()) {
        if (other instanceof Cmd) {
          return true;
        }
      }
    }
    return false;
  }

  /** Quotes every word where it stands, so that line ends and comments between the words are kept. */
  private static @Nullable Fix toArray(
      Command instruction, EmbeddedText code, List<Word> words, boolean exec, int start) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    int first = exec ? 1 : 0;
    if (exec) {
      TextRange prefix = new TextRange(0, words.get(1).range().start());
      if (!code.isContiguous(prefix)) {
        return null;
      }
      edits.add(
          TextEdit.delete(new TextRange(code.home(0), code.homeEnd(prefix.end())).shift(start)));
    }
    for (int i = first; i < words.size(); i++) {
      Word word = words.get(i);
      if (!code.isContiguous(word.range())) {
        return null;
      }
      String before = i == first ? "[" : "";
      String after = i == words.size() - 1 ? "]" : ",";
      edits.add(TextEdit.replace(
          code.home(word.range()).shift(start), before + quoted(word.literalPrefix()) + after));
    }
    return new Fix(
        "Use the exec form of " + instruction.keyword(), Fix.Safety.SUGGESTION, edits.build());
  }

  private static String quoted(String value) {
    StringBuilder json = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c);
    }
    return json.append('"').toString();
  }
}

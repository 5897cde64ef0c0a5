package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A line of a string that begins with a number sign. */
public final class CommentInString implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "comment-in-string", Category.CORRECTNESS, Severity.WARNING, """
          A line that begins with `#` is left out before continued lines are joined, even in the middle of a string.

          So a `#!`, a heading or an option that is switched off is missing from the file that is written. A here-document \
          keeps all of its lines.

          ```dockerfile bad fix=none
          FROM alpine:3.22
          RUN printf 'user=app\\n\\
          # the default is 80\\n\\
          port=8080\\n' > /etc/app.txt
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY <<EOF /etc/app.txt
          user=app
          # the default is 80
          port=8080
          EOF
          ```

          In a script that begins with `#!`, and in a file of settings such as one of nginx, the line would be a comment all the \
          same, and it is a hint. Of several lines of one command the first is reported.

          A comment in a string whose lines aren't ended by `\\n` is meant for one, and nothing is said.
          """)
      .since("0.1.0")
      .whenFinished();

  /** Files in which {@code #} begins a comment. */
  private static final Regex SETTINGS = Regex.of(
      "(?:\\.(?:bashrc|cfg|cnf|conf|env|list|profile|properties|repo|service|template|toml|ya?ml)|/crontab|/cron\\.d/[^/]{1,99})[\"']?$");

  /** The first line of a script in a string. */
  private static final Regex INTERPRETER = Regex.of("[\"']#! ?/[\\w/]{1,60}");

  private static final Derivation<ImmutableList<TextRange>> LEFT_OUT = CommentInString::find;

  private static final Trait LEAVES_OUT = Trait.of(
      Instruction.class,
      instruction -> mayLeaveOut(instruction.text())
          && instruction.text().indexOf('\n') < instruction.range().end()
          && !instruction.derived(LEFT_OUT).isEmpty());

  /** Whether what shows that a comment is meant for a string stands anywhere: nearly never it does. */
  private static boolean mayLeaveOut(String text) {
    return text.indexOf('#') > 0 && (text.contains("\\n") || text.contains("#!"));
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(LEAVES_OUT)) {
      ShellCommand command = subject.model().shellForm(instruction);
      if (command != null && !command.script().isOpaque()) {
        check(subject, instruction, command, reporter);
      }
    }
  }

  /** Reports the first line of each command that is missed, or else the first one. */
  private static void check(
      Subject subject, Instruction instruction, ShellCommand command, Reporter reporter) {
    int script = startOfScript(instruction);
    Map<Integer, TextRange> missed = new LinkedHashMap<>();
    Map<Integer, TextRange> others = new LinkedHashMap<>();
    for (TextRange comment : instruction.derived(LEFT_OUT)) {
      Invocation writer = writer(command.script(), command.code().fromHome(comment.start()));
      int start = writer == null ? 0 : writer.range().start();
      boolean isMissed = comment.of(instruction.text()).startsWith("#!")
          || comment.start() < script && !(writer != null && writesSettings(writer));
      (isMissed ? missed : others).putIfAbsent(start, comment);
    }
    others.keySet().removeAll(missed.keySet());
    missed.values().forEach(comment -> report(subject, instruction, comment, null, reporter));
    others
        .values()
        .forEach(comment -> report(subject, instruction, comment, Severity.HINT, reporter));
  }

  private static void report(
      Subject subject,
      Instruction instruction,
      TextRange comment,
      @Nullable Severity severity,
      Reporter reporter) {
    reporter.report(Finding.at(
            subject.model().range(instruction, comment),
            "This line is a comment and not part of the string: it is left out before the lines are joined."
                + " Write the text with a here-document.")
        .withSeverity(severity));
  }

  /** The innermost command that a place of a script is in. */
  private static @Nullable Invocation writer(Script script, int place) {
    Invocation writer = null;
    for (Invocation invocation : script.invocations()) {
      TextRange range = invocation.command().range();
      if (range.start() <= place
          && place <= range.end()
          && (writer == null || range.length() < writer.command().range().length())) {
        writer = invocation;
      }
    }
    return writer;
  }

  /** Whether the output of a command goes to a file that has such comments itself. */
  private static boolean writesSettings(Invocation writer) {
    return writer.command().redirections().stream()
        .anyMatch(one -> one.operator().startsWith(">")
            && SETTINGS.matcher(one.target().raw()).find());
  }

  /** Where a script begins in a string: a line that is left out of it is a comment there all the same. */
  private static int startOfScript(Instruction instruction) {
    Matcher interpreter = INTERPRETER.matcher(instruction.text());
    return interpreter.find() ? interpreter.start() : Integer.MAX_VALUE;
  }

  private static ImmutableList<TextRange> find(Instruction instruction) {
    ShellCommand command = ShellForm.of(instruction);
    if (command == null || !command.script().isComplete()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TextRange> found = ImmutableList.builder();
    for (Token token : instruction.source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT) {
        int place = command.code().fromHome(token.range().start());
        String before =
            CharMatcher.whitespace().trimTrailingFrom(command.code().code().substring(0, place));
        String comment = token.range().of(instruction.text());
        boolean meant =
            before.endsWith("\\n") || comment.contains("\\n") || comment.startsWith("#!");
        if (meant && ShellString.contains(command.script(), place)) {
          found.add(token.range());
        }
      }
    }
    return found.build();
  }
}

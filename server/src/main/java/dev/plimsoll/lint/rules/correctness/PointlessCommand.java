package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.text.TextRange;

/** Commands that mean something on a running machine, and nothing in a build. */
public final class PointlessCommand implements Rule {

  private static final CommandQuery POINTLESS =
      CommandQuery.of("free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim");

  private static final RuleInfo INFO = RuleInfo.of(
          "pointless-command", Category.CORRECTNESS, Severity.HINT, """
          What a RUN starts ends with it, and what it shows of a machine is that of the build.

          A service that a RUN starts isn't there in the next RUN, nor in the container: start it with CMD or ENTRYPOINT. \
          `free`, `ps` and `top` show the builder, an editor has nobody in front of it, and nothing can be mounted. Some of \
          these have a use within one RUN, such as a service that is asked by the next command: those are only reported if \
          the rule is asked for.

          ```dockerfile bad fix=none
          FROM nginx:1.29
          RUN service nginx start
          ```

          ```dockerfile good
          FROM nginx:1.29
          CMD ["nginx", "-g", "daemon off;"]
          ```
          """)
      .since("0.1.0")
      .withAlias(Tool.HADOLINT, "DL3001")
      .withAlias(Tool.DROAST, "DF060")
      .in(Profile.HADOLINT, Severity.INFORMATION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      for (RunCommand command : subject.model().commands(POINTLESS, stage)) {
        reporter.report(finding(command));
      }
    }
  }

  private static Finding finding(RunCommand command) {
    TextRange place = command.range(command.invocation().nameWord());
    String program = command.program();
    if (program.equals("service") && isLast(command) && starts(command)) {
      return Finding.at(
              place, "What a RUN starts ends with it. Start the service with CMD or ENTRYPOINT.")
          .withSeverity(Severity.INFORMATION);
    }
    Finding finding = Finding.at(place, program + " has hardly a use in a build. Remove it.");
    boolean useless = switch (program) {
      case "free", "shutdown", "top", "vim" -> !command.invocation().isNested();
      default -> false;
    };
    return useless ? finding : finding.asPedantic();
  }

  private static boolean starts(RunCommand command) {
    return command.operands().stream()
        .anyMatch(it -> it.isLiteral("start") || it.isLiteral("restart"));
  }

  private static boolean isLast(RunCommand command) {
    ImmutableList<Invocation> all = command.script().script().invocations();
    return !command.invocation().isNested()
        && all.get(all.size() - 1).command().equals(command.invocation().command());
  }
}

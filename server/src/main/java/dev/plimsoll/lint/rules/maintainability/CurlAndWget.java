package dev.plimsoll.lint.rules.maintainability;

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
import dev.plimsoll.syntax.Instruction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two programs for one thing in a stage. */
public final class CurlAndWget implements Rule {

  private static final CommandQuery DOWNLOAD = CommandQuery.of("curl", "wget");

  private static final RuleInfo INFO = RuleInfo.of(
          "curl-and-wget", Category.MAINTAINABILITY, Severity.HINT, """
          curl and wget do the same here, so one of them is one more program to install and to keep up to date.

          The first RUN is reported in which both have been used. Whoever asks for the rule is told of each RUN from there on
          that uses one of them, and of stages from which the image only copies files.

          ```dockerfile bad fix=none
          FROM debian:13-slim
          RUN apt-get update \\
              && apt-get install -y --no-install-recommends ca-certificates curl wget \\
              && rm -rf /var/lib/apt/lists/*
          RUN curl -fsSLO https://example.org/a.deb
          RUN wget -nv https://example.org/b.deb
          ```

          ```dockerfile good
          FROM debian:13-slim
          RUN apt-get update \\
              && apt-get install -y --no-install-recommends ca-certificates curl \\
              && rm -rf /var/lib/apt/lists/*
          RUN curl -fsSLO https://example.org/a.deb
          RUN curl -fsSLO https://example.org/b.deb
          ```
          """)
      .since("0.1.0")
      .withAlias(Tool.HADOLINT, "DL4001")
      .withAlias(Tool.TRIVY, "DS-0014")
      .withAlias(Tool.DROAST, "DF058")
      .in(Profile.HADOLINT, Severity.WARNING);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      List<RunCommand> now = new ArrayList<>();
      List<RunCommand> triggered = new ArrayList<>();
      for (RunCommand command : subject.model().commands(DOWNLOAD, stage)) {
        (command.instruction() instanceof Instruction.Onbuild ? triggered : now).add(command);
      }
      boolean ships = subject.model().ships(stage);
      check(now, ships, reporter);
      check(triggered, ships, reporter);
    }
  }

  private static void check(List<RunCommand> commands, boolean ships, Reporter reporter) {
    RunCommand other = null;
    for (ImmutableList<RunCommand> run : RunCommand.byInstruction(commands)) {
      RunCommand second = other == null ? secondProgram(commands.get(0), run) : run.get(0);
      if (second != null) {
        Finding finding = Finding.at(
                second.head(), "This stage uses both curl and wget. One of them is enough.")
            .withRelated(
                commands.get(0).head(), "Here it uses " + commands.get(0).program() + ".");
        reporter.report(other == null && ships ? finding : finding.asPedantic());
        other = second;
      }
    }
  }

  private static @Nullable RunCommand secondProgram(RunCommand first, List<RunCommand> run) {
    for (RunCommand command : run) {
      if (!command.program().equals(first.program())) {
        return command;
      }
    }
    return null;
  }
}

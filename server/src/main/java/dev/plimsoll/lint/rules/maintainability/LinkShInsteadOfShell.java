package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** Another shell put in the place of /bin/sh. */
public final class LinkShInsteadOfShell implements Rule {

  private static final String SH = "/bin/sh";

  private static final CommandQuery LINK = CommandQuery.of("ln");

  private static final RuleInfo INFO = RuleInfo.of(
          "link-sh-instead-of-shell", Category.MAINTAINABILITY, Severity.INFORMATION, """
          Whoever replaces `/bin/sh` changes all scripts of the system. SHELL changes the shell of the build alone.

          From SHELL on, it runs the commands of RUN, CMD and ENTRYPOINT in shell form. Scripts that are written for bash say \
          `#!/bin/bash`.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          RUN rm /bin/sh && ln -s /bin/bash /bin/sh
          ```

          ```dockerfile good
          FROM debian:13-slim
          SHELL ["/bin/bash", "-c"]
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL4005")
      .in(Profile.HADOLINT, Severity.WARNING);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      for (RunCommand link : model.commands(LINK, stage)) {
        if (link.operands().size() > 1
            && link.operands().get(link.operands().size() - 1).isLiteral(SH)) {
          reporter.report(Finding.at(
                  link.range(),
                  "This changes the shell of the whole system. Use SHELL to choose the one that RUN uses.")
              .withFix(fix(model, link)));
        }
      }
    }
  }

  /** SHELL in the place of a RUN that does nothing else. */
  private static @Nullable Fix fix(SemanticModel model, RunCommand link) {
    String shell = link.operands().get(0).literal();
    RunScript script = link.script();
    boolean alone = shell != null
        && shell.endsWith("bash")
        && !script.execForm()
        && link.instruction() instanceof Run run
        && run.flags().isEmpty()
        && run.heredocs().isEmpty()
        && script.script().comments().isEmpty()
        && run.source().tokens().stream().noneMatch(it -> it.kind() == Token.Kind.COMMENT)
        && Sequence.of(script.script()).isChain()
        && script.script().invocations().stream().allMatch(LinkShInsteadOfShell::isAboutSh);
    if (shell == null || !alone) {
      return null;
    }
    String path = shell.startsWith("/") ? shell : "/bin/bash";
    return Fix.suggestion(
        "Use SHELL",
        TextEdit.replace(model.range(link.instruction()), "SHELL [\"" + path + "\", \"-c\"]"));
  }

  /** Whether a command removes, moves or links /bin/sh, and nothing that isn't a name of it. */
  private static boolean isAboutSh(Invocation command) {
    return command.name() != null
        && switch (command.name()) {
          case "ln" -> true;
          case "rm", "mv", "unlink" ->
            command.arguments().operands().stream()
                .allMatch(word -> word.literalPrefix().startsWith(SH));
          default -> false;
        };
  }
}

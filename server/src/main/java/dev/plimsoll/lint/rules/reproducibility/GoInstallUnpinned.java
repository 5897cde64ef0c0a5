package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
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
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;

/** Go that fetches whichever version is the newest. */
public final class GoInstallUnpinned implements Rule {

  private static final CommandQuery FETCH = CommandQuery.of("go").told("install", "get", "run");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          FETCH, GoInstallUnpinned::isPinned, "@VERSION")
      .unlessPresent(CopiedGoPackages::of);

  private static final CommandQuery OUTSIDE_MODULE = CommandQuery.of("go").told("install", "run");

  /** The same where {@code go get} fails. */
  private static final UnpinnedPackages WITHOUT_GET =
      UnpinnedPackages.of(OUTSIDE_MODULE, GoInstallUnpinned::isPinned, "@VERSION");

  private static final RuleInfo INFO = RuleInfo.of(
          "go-install-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          `@latest` is the newest version on the day of the build, so that the same file builds another image later, or none: a \
          new version may need a newer Go.

          Name the version, as in `go install host/tool@v1.2.3`. `go get` without a version fetches the newest, too. But
          `go install` and `go run` without one take what `go.mod` says, so that nothing is said of these, nor of packages of
          the module itself, of the standard library or copied into GOPATH, and in stages for developers, who want the newest tools.
          Where there is no `go.mod`, `go get` fails since Go 1.18, with a version too: that is said, as a warning, where it is certain.

          ```dockerfile bad fix=none
          FROM golang:1.25
          RUN go install golang.org/x/tools/cmd/stringer@latest
          ```

          ```dockerfile good
          FROM golang:1.25
          RUN go install golang.org/x/tools/cmd/stringer@v0.38.0
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3062")
      .withAlias(Tool.DROAST, "DF054")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(FETCH.trait(), GoInstallUnpinned::checkRun, reporter);
  }

  private static void checkRun(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Stage stage = subject.model().stageOf(part.get(0));
    if (stage != null && stage.isForDevelopment()) {
      return;
    }
    GoOutsideModule outside =
        stage == null ? null : GoOutsideModule.of(subject, stage, part.get(0));
    (outside == null ? PACKAGES : WITHOUT_GET).check(subject, part.get(0), reporter);
    Finding failure = outside == null ? null : outside.failure();
    if (failure != null) {
      reporter.report(failure);
    }
  }

  /** hadolint doesn't ask what go.mod says. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(FETCH.trait(), GoInstallUnpinned::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    for (RunCommand fetch : script == null ? ImmutableList.<RunCommand>of() : FETCH.in(script)) {
      ShellWord first = Iterables.getFirst(fetch.operands(), null);
      String module = first == null ? "" : first.literalPrefix();
      if (first != null && isOfOthers(module) && module.indexOf('@') < 0) {
        reporter.report(Finding.at(
                fetch.range(first),
                "The version of " + module + " is what go.mod says, or the newest. Add @VERSION.")
            .forHadolintOnly());
      }
    }
  }

  private static boolean isPinned(RunCommand fetch, String operand) {
    int at = operand.indexOf('@');
    if (fetch.isTold("run") && !fetch.operands().get(0).literalPrefix().equals(operand)) {
      return true; // an argument of what is run
    }
    return at < 0
        ? !fetch.isTold("get") || !isOfOthers(operand)
        : !UnpinnedPackages.isMoving(operand.substring(at + 1));
  }

  /** The path of a module that can be fetched begins with a host, which has a dot. */
  private static boolean isOfOthers(String path) {
    int slash = path.indexOf('/');
    int dot = path.indexOf('.');
    return dot > 0 && dot < (slash < 0 ? path.length() : slash) && !path.startsWith("...");
  }
}

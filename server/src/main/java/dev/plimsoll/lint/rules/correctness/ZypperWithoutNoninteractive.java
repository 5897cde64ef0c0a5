package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
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
import dev.plimsoll.syntax.Instruction;

/** zypper that waits for an answer. */
public final class ZypperWithoutNoninteractive implements Rule {

  private static final CommandQuery ASKING = CommandQuery.of("zypper")
      .told("install", "remove", "update", "patch", "dist-upgrade", "source-install");

  private static final RuleInfo INFO = RuleInfo.of(
          "zypper-without-noninteractive", Category.CORRECTNESS, Severity.WARNING, """
          zypper asks for confirmation before it installs or removes anything. Nobody answers during a build, so it aborts.

          `-n` (`--non-interactive`) before the command takes the usual answer to every question; `-y` behind it only confirms.

          Where the RUN goes on although zypper has aborted, as in `zypper remove git; make`, the fix is a suggestion: the image
          is built today, and with `-n` packages are really installed or removed.

          ```dockerfile bad fix=safe
          FROM opensuse/leap:15.6
          RUN zypper install git && zypper clean -a
          ```

          ```dockerfile good
          FROM opensuse/leap:15.6
          RUN zypper -n install git && zypper clean -a
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3034")
      .withAlias(Tool.DROAST, "DF043")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        ASKING.trait(), (part, run, found) -> checkRun(part, run.get(0), found), reporter);
  }

  private static void checkRun(Subject subject, Instruction run, Reporter reporter) {
    RunScript script = subject.model().script(run);
    if (script != null) {
      for (RunCommand zypper : ASKING.in(script)) {
        if (asks(zypper)
            && !Confirmation.hasNothingToAsk(zypper)
            && !Confirmation.isAnswered(zypper)) {
          reporter.report(Confirmation.missing(
              zypper, "-n", zypper.insertAfter(zypper.invocation().nameWord(), "-n")));
        }
      }
    }
  }

  private static boolean asks(RunCommand zypper) {
    return !zypper.hasAny(
            "--non-interactive",
            "--no-confirm",
            "--non-interactive-include-reboot-patches",
            "--dry-run",
            "--help")
        && !zypper.arguments().mayHideOptions();
  }
}

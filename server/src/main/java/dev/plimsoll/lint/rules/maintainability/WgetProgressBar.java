package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;

/** wget that fills the log of a build. */
public final class WgetProgressBar implements Rule {

  private static final CommandQuery WGET = CommandQuery.of("wget");

  private static final RuleInfo INFO = RuleInfo.of(
          "wget-progress-bar", Category.MAINTAINABILITY, Severity.INFORMATION, """
          wget shows its progress in the build log: a line for every 50 kB.

          `--progress=dot:giga` writes one for every 32 MB. `-nv` writes a line for each file, and `-q` nothing at all, not \
          even what went wrong. The wget of BusyBox, which Alpine has unless `apk add wget` is run, knows only `-q`.

          ```dockerfile bad fix=safe
          FROM buildpack-deps:bookworm
          RUN wget https://example.org/data.tar.gz
          ```

          ```dockerfile good
          FROM buildpack-deps:bookworm
          RUN wget --progress=dot:giga https://example.org/data.tar.gz
          ```

          The fix is safe where wget is known to be GNU's, on Debian and Ubuntu.
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3047")
      .withAlias(Tool.DROAST, "DF056")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      for (RunCommand wget : subject.model().commands(WGET, stage)) {
        if (!isQuiet(wget)) {
          reporter.report(Finding.at(
                  wget.head(),
                  "wget fills the build log with its progress. Add an option that shows less.")
              .withFix(fix(subject.model(), stage, wget)));
        }
      }
    }
  }

  /** Whether it is told what to show, shows nothing by itself, or may be told so by what can't be read here. */
  private static boolean isQuiet(RunCommand wget) {
    return wget.hasAny(
            "--progress", "--quiet", "--no-verbose", "--no-show-progress", "--execute", "--config")
        || wget.hasAny("--output-file", "--append-output", "--background")
        || wget.hasAny("--spider", "--help", "--version")
        || wget.arguments().mayHideOptions()
        || wget.invocation().command().redirections().stream()
            .anyMatch(one -> one.descriptor().equals("2") || one.operator().startsWith("&>"));
  }

  private static Fix fix(SemanticModel model, Stage stage, RunCommand wget) {
    BaseFamily family = model.family(stage);
    String option =
        family == BaseFamily.ALPINE || family == BaseFamily.BUSYBOX || family == BaseFamily.WOLFI
            ? "-q"
            : "--progress=dot:giga";
    Fix fix = Fix.safe("Add " + option, wget.insert(option));
    boolean gnu = family == BaseFamily.DEBIAN || family == BaseFamily.UBUNTU;
    return gnu && model.certainBase(stage) != null ? fix : fix.asSuggestion();
  }
}

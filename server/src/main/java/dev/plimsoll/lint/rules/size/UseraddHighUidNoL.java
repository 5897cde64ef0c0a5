package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
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
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;

/** A user with a high number, for whom useradd writes a log as large as that number. */
public final class UseraddHighUidNoL implements Rule {

  private static final CommandQuery USERADD = CommandQuery.of("useradd");

  /** How many digits a number has from which on the log is large: of 100,000 users it has 29 MB. */
  private static final int DIGITS = 6;

  private static final RuleInfo INFO = RuleInfo.of(
          "useradd-high-uid-no-l", Category.SIZE, Severity.INFORMATION, """
          useradd keeps a place for every user up to the new one in `/var/log/lastlog` and `/var/log/faillog`.

          With a high number these files are very large, though nearly empty, and a layer may hold all of it: 29 MB for the \
          number 100,000, and 290 GB for 1,000,000,000. `--no-log-init`, or `-l`, leaves them alone.

          ```dockerfile bad fix=safe
          FROM debian:13-slim
          RUN useradd -m -u 1000650000 app
          ```

          ```dockerfile good
          FROM debian:13-slim
          RUN useradd -l -m -u 1000650000 app
          ```

          Where a variable has the number, only those are told who ask for the rule.
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3046")
      .withAlias(Tool.DROAST, "DF064")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      for (RunCommand useradd : subject.model().commands(USERADD, stage)) {
        GivenOption uid = useradd.option("--uid");
        if (uid == null
            || uid.value() == null
            || useradd.has("--no-log-init")
            || useradd.arguments().mayHideOptions()) {
          continue;
        }
        String number = uid.literalValue();
        Finding finding = Finding.at(
                useradd.range(uid.value()),
                "With a number this high useradd writes a very large log. Add --no-log-init.")
            .withFix(Fix.safe("Add -l to useradd", useradd.insert("-l")));
        if (number == null) {
          reporter.report(finding.asPedantic());
        } else if (number.length() >= DIGITS
            && CharMatcher.inRange('0', '9').matchesAllOf(number)) {
          reporter.report(finding);
        }
      }
    }
  }
}

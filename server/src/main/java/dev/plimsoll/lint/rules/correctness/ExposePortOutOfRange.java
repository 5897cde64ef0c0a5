package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.BuildError;

/** Ports that there are not. */
public final class ExposePortOutOfRange implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "expose-port-out-of-range", Category.CORRECTNESS, Severity.ERROR, """
          Ports are numbers up to 65535, and BuildKit stops at any other.

          So it does where a range ends before it begins.

          ```dockerfile bad fix=none
          FROM alpine:3.22
          EXPOSE 80000 9010-9000/udp
          ```

          ```dockerfile good
          FROM alpine:3.22
          EXPOSE 8000 9000-9010/udp
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withAlias(Tool.HADOLINT, "DL3011")
      .withAlias(Tool.TRIVY, "DS-0008")
      .withAlias(Tool.DROAST, "DF040")
      .in(Profile.HADOLINT, Severity.ERROR)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (BuildError error :
        UnbuildableValue.errors(subject.model(), BuildError.Kind.PORT_OUT_OF_RANGE)) {
      reporter.report(Finding.at(error.range(), error.message()));
    }
  }
}

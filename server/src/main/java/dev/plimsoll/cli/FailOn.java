package dev.plimsoll.cli;

import dev.plimsoll.config.Configuration;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import java.util.List;

/** From which severity on problems make the exit status 1, as it is called on the command line. */
enum FailOn {
  error,
  warning,
  information,
  hint,
  never;

  /** What a configuration file says, else the usual. */
  static FailOn of(Configuration configuration) {
    Severity said = configuration.failOn();
    return configuration.neverFails() ? never : said == null ? warning : values()[said.ordinal()];
  }

  boolean fails(List<Problem> problems) {
    for (Problem problem : problems) {
      if (this != never && problem.severity().ordinal() <= ordinal()) {
        return true;
      }
    }
    return false;
  }
}

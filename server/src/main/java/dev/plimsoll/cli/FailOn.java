package dev.plimsoll.cli;

import dev.plimsoll.config.Configuration;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import java.util.List;

/** From which severity on problems make the exit status 1, as it is called on the command line. */
enum FailOn {
  error,
  warning,
  information,
  hint,
  never;

  /** What a configuration file says, else the usual; hadolint fails for information, too. */
  static FailOn of(Configuration configuration, Profile profile) {
    Severity said = configuration.failOn();
    if (configuration.neverFails()) {
      return never;
    }
    FailOn usual = profile == Profile.HADOLINT ? information : warning;
    return said == null ? usual : values()[said.ordinal()];
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

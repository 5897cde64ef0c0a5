package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** dnf that leaves its cache in a layer. */
public final class DnfCleanMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "dnf-clean-missing", Category.SIZE, Severity.WARNING, """
          dnf keeps the lists of all repositories, and they become part of the layer: tens of megabytes that nobody needs.

          `dnf clean all` after the last installation of the same RUN removes them; the same goes for microdnf and tdnf. In \
          a later RUN it removes nothing from this layer. `dnf makecache` only fetches what an installation fetches anyway. Nothing is said where a mount keeps the cache out of the layer, and \
          in stages that don't ship.

          ```dockerfile bad fix=safe
          FROM fedora:42
          RUN dnf install -y git
          ```

          ```dockerfile good
          FROM fedora:42
          RUN dnf install -y git && dnf clean all
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3040")
      .withAlias(Tool.DROAST, "DF046")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    DownloadCache.check(subject, DownloadCache.BY_DNF, reporter);
  }
}

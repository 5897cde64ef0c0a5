package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** yum that leaves its cache in a layer. */
public final class YumCleanMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "yum-clean-missing", Category.SIZE, Severity.WARNING, """
          yum keeps the lists of all repositories, and they become part of the layer: tens of megabytes that nobody needs.

          `yum clean all` after the last installation of the same RUN removes them. In a later RUN it removes nothing from \
          this layer, and before the installation there is nothing yet. `yum makecache` only fetches what an \
          installation fetches anyway. Nothing is said where a mount keeps the cache out of \
          the layer, and in stages that don't ship.

          ```dockerfile bad fix=safe
          FROM rockylinux:8
          RUN yum install -y git
          ```

          ```dockerfile good
          FROM rockylinux:8
          RUN yum install -y git && yum clean all
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3032")
      .withAlias(Tool.DROAST, "DF047")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    DownloadCache.check(subject, DownloadCache.BY_YUM, reporter);
  }
}

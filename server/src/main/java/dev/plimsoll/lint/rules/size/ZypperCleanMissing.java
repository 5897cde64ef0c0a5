package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;

/** zypper that leaves its cache in a layer. */
public final class ZypperCleanMissing implements Rule {

  private static final CommandQuery FILLS = CommandQuery.of("zypper")
      .told("install", "update", "patch", "dist-upgrade", "source-install");

  private static final RuleInfo INFO = RuleInfo.of(
          "zypper-clean-missing", Category.SIZE, Severity.WARNING, """
          zypper keeps the lists of all repositories, and they become part of the layer: tens of megabytes that nobody needs.

          `zypper clean -a` after the last installation of the same RUN removes them. In a later RUN it removes nothing from \
          this layer. Nothing is said where a mount keeps the cache out of the layer, and in stages that don't ship.

          ```dockerfile bad fix=safe
          FROM opensuse/leap:15.6
          RUN zypper -n install git
          ```

          ```dockerfile good
          FROM opensuse/leap:15.6
          RUN zypper -n install git && zypper clean -a
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3036")
      .withAlias(Tool.TRIVY, "DS-0020")
      .withAlias(Tool.DROAST, "DF045");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    DownloadCache.check(subject, FILLS, reporter);
  }
}

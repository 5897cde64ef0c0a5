package dev.plimsoll.lint.rules.reproducibility;

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
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** zypper that turns the system of the base image into another release. */
public final class DistUpgrade implements Rule {

  private static final CommandQuery UPGRADE = CommandQuery.of("zypper").told("dist-upgrade");

  private static final RuleInfo INFO = RuleInfo.of(
          "dist-upgrade", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          `zypper dist-upgrade` replaces the release of the base image by what the repositories hold: it removes and downgrades \
          packages, too, and FROM no longer says what the image is.

          Name the newer release in FROM. For the updates of the same release there is `zypper update`. Upgrades with apt, apk,
          yum and dnf keep to the release and bring security updates, so that nothing is said of them; and openSUSE Tumbleweed,
          which has no releases, is meant to be upgraded like that.

          ```dockerfile bad fix=suggestion
          FROM opensuse/leap:15.6
          RUN zypper -n dist-upgrade && zypper clean -a
          ```

          ```dockerfile good
          FROM opensuse/leap:15.6
          RUN zypper -n update && zypper clean -a
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3035")
      .withAlias(Tool.DROAST, "DF044");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      for (RunCommand upgrade : model.commands(UPGRADE, stage)) {
        if (!upgrade.hasAny("--dry-run", "--help") && !isRolling(model, stage)) {
          reporter.report(Finding.at(
                  upgrade.head(),
                  "zypper dist-upgrade replaces the release of the base image."
                      + " Name the release in FROM, and run zypper update.")
              .withFix(fix(upgrade)));
        }
      }
    }
  }

  private static boolean isRolling(SemanticModel model, Stage stage) {
    ImageUse base = model.baseImage(stage);
    return base != null && base.text().contains("tumbleweed");
  }

  private static @Nullable Fix fix(RunCommand upgrade) {
    ShellWord verb = upgrade.arguments().verbWord();
    TextEdit edit = verb == null ? null : upgrade.replace(verb, "update");
    return edit == null ? null : Fix.suggestion("Run zypper update", edit);
  }
}

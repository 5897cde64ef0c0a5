package dev.plimsoll.lint.rules.reproducibility;

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
import java.util.function.Predicate;

/** gem that installs whichever version is the newest. */
public final class GemUnpinned implements Rule {

  private static final CommandQuery INSTALL = CommandQuery.of("gem").told("install");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          INSTALL, GemUnpinned::isPinned, ":VERSION")
      .unless(GemUnpinned::isChosenElsewhere)
      .unlessPresent(GemUnpinned::givesWay);

  private static final RuleInfo INFO = RuleInfo.of(
          "gem-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          gem installs the newest version there is, so that the same file builds another image later, or none: a new version may \
          need a newer Ruby.

          Name the version, as in `bundler:2.7.1` or `gem install bundler -v 2.7.1`, or let a `Gemfile.lock` do that. Nothing is
          said of files, nor of bundler where the `Gemfile.lock` of the build context says `BUNDLED WITH`: it then runs that version.

          ```dockerfile bad fix=none
          FROM ruby:3.4-slim
          RUN gem install --no-document foreman
          ```

          ```dockerfile good
          FROM ruby:3.4-slim
          RUN gem install --no-document foreman:0.90.0
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3028")
      .withAlias(Tool.DROAST, "DF053")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        INSTALL.trait(), (part, run, found) -> PACKAGES.check(part, run.get(0), found), reporter);
  }

  private static boolean isChosenElsewhere(RunCommand install) {
    return install.hasAny("--version", "--local", "--explain", "--help")
        || install.arguments().mayHideOptions();
  }

  /** bundler runs the version that a lockfile names. */
  private static Predicate<String> givesWay(Subject subject, RunCommand install) {
    return name -> name.equals("bundler")
        && subject.contextFile("Gemfile.lock").beginning().contains("\nBUNDLED WITH\n");
  }

  private static boolean isPinned(RunCommand install, String operand) {
    return operand.indexOf(':') > 0 || operand.endsWith(".gem") || operand.indexOf('/') >= 0;
  }
}

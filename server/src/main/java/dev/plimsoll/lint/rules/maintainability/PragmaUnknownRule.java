package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.PragmaName;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.text.TextEdit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A comment that silences a rule that there isn't. */
public final class PragmaUnknownRule implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "pragma-unknown-rule", Category.MAINTAINABILITY, Severity.WARNING, """
          A comment that names no rule silences nothing, though its author thinks so.

          Looked at are `# plimsoll ignore=`, the same of hadolint and tally, and `# check=skip=`, which has to have a \
          check's name in the case of letters in which Docker writes it.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          # plimsoll ignore=sudo-in-runs
          RUN sudo make
          ```

          ```dockerfile good
          FROM debian:13-slim
          # plimsoll ignore=sudo-in-run
          RUN sudo make
          ```

          ```dockerfile bad fix=suggestion
          # check=skip=workdirRelativePath
          FROM debian:13-slim
          ```

          ```dockerfile good
          # check=skip=WorkdirRelativePath
          FROM debian:13-slim
          ```

          Codes of ShellCheck and of hadolint that have no rule here are passed over, and so are tally's own rules.
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  private final Supplier<ImmutableList<Rule>> rules;

  /** @param rules gives all that there are */
  PragmaUnknownRule(Supplier<ImmutableList<Rule>> rules) {
    this.rules = rules;
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (PragmaName name : PragmaName.all(subject.file())) {
      if (!name.isAll() && !isKnown(name)) {
        reporter.report(finding(name));
      }
    }
  }

  private boolean isKnown(PragmaName name) {
    if (name.tool().equals(PragmaName.CHECK)) {
      return checks().contains(name.text());
    }
    for (Rule rule : rules.get()) {
      if (rule.info().isCalled(name.text())) {
        return true;
      }
    }
    return RuleNames.isOfAnotherTool(name.text()) || isTallys(name);
  }

  /** tally has rules of its own, with its name before them, and those of tools that we are not. */
  private static boolean isTallys(PragmaName name) {
    int slash = name.text().indexOf('/');
    String prefix = slash < 0 ? "" : name.text().substring(0, slash);
    return name.tool().equals("tally") && !prefix.equals("hadolint") && !prefix.equals("buildkit");
  }

  private Finding finding(PragmaName name) {
    boolean check = name.tool().equals(PragmaName.CHECK);
    String meant = check ? meantCheck(name.text()) : RuleNames.meant(name.text(), rules.get());
    String what = check
        ? "Docker has no build check " + name.text() + ", so this skips none."
        : "There is no rule " + name.text() + ", so this silences none.";
    return Finding.at(name.range(), what + (meant == null ? "" : " Did you mean " + meant + "?"))
        .withFix(
            meant == null
                ? null
                : Fix.suggestion(
                    "Replace it with " + meant, TextEdit.replace(name.range(), meant)));
  }

  private @Nullable String meantCheck(String name) {
    for (String check : checks()) {
      if (check.equalsIgnoreCase(name)) {
        return check;
      }
    }
    for (Rule rule : rules.get()) {
      for (Alias alias : rule.info().aliases()) {
        if (alias.tool() == Tool.BUILDKIT && rule.info().isCalled(name)) {
          return alias.code();
        }
      }
    }
    return EditDistance.meant(name, checks());
  }

  private ImmutableSet<String> checks() {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (Rule rule : rules.get()) {
      for (Alias alias : rule.info().aliases()) {
        if (alias.tool() == Tool.BUILDKIT) {
          names.add(alias.code());
        }
      }
    }
    return names.build();
  }
}

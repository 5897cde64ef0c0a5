package dev.plimsoll;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Locale;

/** Rules for tests of what surrounds rules. */
public final class SampleRules {

  /** Keywords in capitals: a safe fix. */
  public static final Rule CAPITALS = rule("capitals", Severity.WARNING, (subject, reporter) -> {
    for (Instruction instruction : subject.file().instructions()) {
      String written = instruction.source().writtenKeyword();
      String capitals = written.toUpperCase(Locale.ROOT);
      if (!written.equals(capitals)) {
        TextRange range = TextRange.ofLength(subject.file().start(instruction), written.length());
        reporter.report(Finding.at(range, "Write " + capitals)
            .withFix(Fix.suggestion(
                "Delete the instruction", TextEdit.delete(subject.file().range(instruction))))
            .withFix(Fix.safe("Write it in capitals", TextEdit.replace(range, capitals)))
            .withRelated(TextRange.at(0), "The file begins here")
            .withTag(Finding.Tag.UNNECESSARY));
      }
    }
  });

  /** Every {@code MAINTAINER}: no fix. */
  public static final Rule MAINTAINER =
      rule("no-maintainer", Severity.HINT, (subject, reporter) -> {
        for (Instruction instruction : subject.model().instructions(Instruction.Maintainer.class)) {
          reporter.report(Finding.at(subject.file().range(instruction), "Nobody reads this"));
        }
      });

  /** Throws at every file that says {@code CRASH}. */
  public static final Rule CRASHING = rule("crashing", Severity.ERROR, (subject, reporter) -> {
    if (subject.file().text().contains("CRASH")) {
      throw new IllegalStateException("as it was told to");
    }
  });

  public static final ImmutableList<Rule> ALL = ImmutableList.of(CAPITALS, MAINTAINER, CRASHING);

  private SampleRules() {}

  @FunctionalInterface
  public interface Check {
    void check(Subject subject, Reporter reporter);
  }

  public static Rule rule(String name, Severity severity, Check check) {
    RuleInfo info = RuleInfo.of(name, Category.STYLE, severity, "A sample.")
        .withAlias(Tool.HADOLINT, "SAMPLE-".concat(name));
    return new Rule() {
      @Override
      public RuleInfo info() {
        return info;
      }

      @Override
      public void check(Subject subject, Reporter reporter) {
        check.check(subject, reporter);
      }
    };
  }
}

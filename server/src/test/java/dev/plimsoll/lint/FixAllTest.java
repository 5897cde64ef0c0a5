package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SampleRules;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FixAllTest {

  private static String apply(String text, Rule... rules) {
    Linter linter = new Linter(ImmutableList.copyOf(rules), (rule, failure) -> {
      throw failure;
    });
    return FixAll.apply(
        Dockerfile.parse(text),
        file -> linter.lint(
            new Subject(SemanticModel.of(file), new EmbeddedImages()), LintOptions.DEFAULT));
  }

  /** A rule that finds one text everywhere and replaces it by another. */
  private static Rule replace(String name, String wanted, String by) {
    return SampleRules.rule(name, Severity.HINT, (subject, reporter) -> {
      String text = subject.file().text();
      for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        TextRange range = TextRange.ofLength(at, wanted.length());
        reporter.report(
            Finding.at(range, name).withFix(Fix.safe(name, TextEdit.replace(range, by))));
      }
    });
  }

  @Test
  void appliesEverySafeFix() {
    assertThat(apply("from a\nrun b\nuser c\n", SampleRules.CAPITALS))
        .isEqualTo("FROM a\nRUN b\nUSER c\n");
  }

  @Test
  void appliesWhatAFixMakesPossible() {
    assertThat(apply(
            "FROM a\n",
            replace("one", "a", "b"),
            replace("two", "b", "c"),
            replace("three", "c", "d")))
        .isEqualTo("FROM d\n");
  }

  @Test
  void saysWhatItDidAndWhereThatStoodBefore() {
    Linter linter = new Linter(
        ImmutableList.of(
            SampleRules.CAPITALS, replace("grow", "xy", "a AS c"), replace("later", "zz", "z")),
        (rule, failure) -> {
          throw failure;
        });
    String text = "from xy\nRUN zzz\nuser zzzz\n";
    FixAll.Outcome outcome = FixAll.repair(
        Dockerfile.parse(text),
        file -> linter.lint(
            new Subject(SemanticModel.of(file), new EmbeddedImages()), LintOptions.DEFAULT));
    assertThat(outcome.text()).isEqualTo("FROM a AS c\nRUN z\nUSER z\n");
    assertThat(outcome.repairs())
        .extracting(repair -> repair.rule().name() + " line "
            + text.substring(0, repair.offset()).split("\n", -1).length)
        .containsExactly(
            "capitals line 1",
            "grow line 1",
            "later line 2",
            "capitals line 3",
            "later line 3",
            "later line 3",
            "later line 2",
            "later line 3");
  }

  @Test
  void appliesOverlappingFixesOneAfterTheOther() {
    assertThat(apply("FROM aaaa\n", replace("pairs", "aa", "b"))).isEqualTo("FROM bb\n");
  }

  @Test
  void leavesSuggestionsAlone() {
    Rule suggesting = SampleRules.rule("suggesting", Severity.HINT, (subject, reporter) -> {
      TextRange all = new TextRange(0, subject.file().text().length());
      reporter.report(
          Finding.at(all, "x").withFix(Fix.suggestion("Delete all", TextEdit.delete(all))));
    });
    assertThat(apply("FROM a\n", suggesting)).isEqualTo("FROM a\n");
  }

  @Test
  void appliesTheEditsOfAFixTogetherOrNotAtAll() {
    // Both fixes want the first line; the second would move a word from there to the end.
    Rule first = replace("first", "x", "y");
    Rule second = SampleRules.rule("second", Severity.HINT, (subject, reporter) -> {
      String text = subject.file().text();
      int at = text.indexOf("x");
      if (at >= 0) {
        TextRange range = TextRange.ofLength(at, 1);
        reporter.report(Finding.at(range, "move")
            .withFix(
                Fix.safe("Move", TextEdit.delete(range), TextEdit.insert(text.length(), "# x\n"))));
      }
    });
    assertThat(apply("FROM x\n", first, second)).isEqualTo("FROM y\n");
  }

  @Test
  void insertsOnceWhereTwoFixesInsert() {
    Rule header = SampleRules.rule("header", Severity.HINT, (subject, reporter) -> {
      if (!subject.file().text().startsWith("#")) {
        reporter.report(Finding.at(TextRange.at(0), "x")
            .withFix(Fix.safe("x", TextEdit.insert(0, "# header\n"))));
        reporter.report(Finding.at(TextRange.at(0), "y")
            .withFix(Fix.safe("y", TextEdit.insert(0, "# header\n"))));
      }
    });
    assertThat(apply("FROM a\n", header)).isEqualTo("# header\nFROM a\n");
  }

  @Test
  void stopsAtRulesThatUndoEachOther() {
    AtomicInteger rounds = new AtomicInteger();
    Rule back = replace("back", "b", "a");
    Rule forth = SampleRules.rule("forth", Severity.HINT, (subject, reporter) -> {
      rounds.incrementAndGet();
      replace("forth", "a", "b").check(subject, reporter);
    });
    assertThat(apply("FROM a\n", back, forth)).isIn("FROM a\n", "FROM b\n");
    assertThat(rounds.get()).isLessThan(100);
  }

  private static FixAll.Outcome repair(String text, Rule... rules) {
    Linter linter = new Linter(ImmutableList.copyOf(rules), (rule, failure) -> {
      throw failure;
    });
    return FixAll.repair(
        Dockerfile.parse(text),
        file -> linter.lint(
            new Subject(SemanticModel.of(file), new EmbeddedImages()), LintOptions.DEFAULT));
  }

  @Test
  void leavesOutAFixThatBringsASyntaxErrorAbout() {
    FixAll.Outcome outcome =
        repair("from a\nCOPY b c\n", SampleRules.CAPITALS, replace("break", "b c", "b"));
    assertThat(outcome.text()).isEqualTo("FROM a\nCOPY b c\n");
    assertThat(outcome.repairs())
        .extracting(repair -> repair.rule().name())
        .containsExactly("capitals");
    assertThat(outcome.refused())
        .extracting(repair -> repair.rule().name())
        .containsExactly("break");
    assertThat(outcome.settled()).isTrue();
  }

  @Test
  void leavesOutAFixThatBringsABuildErrorAbout() {
    String text = "FROM a AS b\nFROM c\nCOPY --from=0 d e\n";
    FixAll.Outcome outcome = repair(text, replace("break", "--from=0", "--from=7"));
    assertThat(outcome.text()).isEqualTo(text);
    assertThat(outcome.refused()).hasSize(1);
  }

  @Test
  void leavesOutAFixThatMakesAnotherRuleReportAnError() {
    Rule strict = SampleRules.rule("strict", Severity.ERROR, (subject, reporter) -> {
      if (subject.file().text().contains("c")) {
        reporter.report(Finding.at(TextRange.at(0), "No c here"));
      }
    });
    FixAll.Outcome outcome = repair("FROM a\n", replace("one", "a", "c"), strict);
    assertThat(outcome.text()).isEqualTo("FROM a\n");
    assertThat(outcome.refused()).hasSize(1);
  }

  @Test
  void anErrorThatIsThereAlreadyStopsNoFix() {
    assertThat(apply("from a\nCOPY b\n", SampleRules.CAPITALS)).isEqualTo("FROM a\nCOPY b\n");
  }

  @Test
  void saysThatThereIsNoEnd() {
    assertThat(repair("FROM a\n", replace("back", "b", "a"), replace("forth", "a", "b"))
            .settled())
        .isFalse();
    assertThat(repair("FROM a\n", replace("once", "a", "b")).settled()).isTrue();
  }

  @Test
  void ofFixesThatMeetThatOfTheWeightierCategoryIsApplied() {
    Rule style = replace("style", "xy", "s");
    Rule correctness = new Rule() {
      private final Rule check = replace("weighty", "y", "c");

      @Override
      public RuleInfo info() {
        return RuleInfo.of("weighty", Category.CORRECTNESS, Severity.HINT, "");
      }

      @Override
      public void check(Subject subject, Reporter reporter) {
        check.check(subject, reporter);
      }
    };
    assertThat(apply("FROM xy\n", style, correctness)).isEqualTo("FROM xc\n");
  }
}

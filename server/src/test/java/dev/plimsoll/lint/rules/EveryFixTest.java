package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.SharedCases;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every fix of every rule, in the files of this repository and in real ones: no rule has to ask for it. Of
 * the real files a part is looked at, all with {@code -Dplimsoll.fixes=all}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryFixTest {

  private static final boolean ALL = System.getProperty("plimsoll.fixes", "").equals("all");

  /** How many fixes of a rule are tried in real files, and in how many of them all fixes together. */
  private static final int SAMPLE = ALL ? Integer.MAX_VALUE : 40;

  /** Rules whose fixes write other comments. */
  private static final Set<String> ABOUT_COMMENTS = Set.of(
      "comment-definition-description", "pragma-malformed", "pragma-unknown-rule", "pragma-unused");

  private final List<RepairedFile.Version> ours = new ArrayList<>();
  private final List<RepairedFile.Version> real = new ArrayList<>();

  @BeforeAll
  void read() {
    for (String text : SampleFiles.all()) {
      SampleFiles.variants(text).forEach(one -> ours.add(new RepairedFile.Version(one)));
    }
    if (SharedCases.arePresent()) {
      SharedCases.dockerfiles().forEach(text -> real.add(new RepairedFile.Version(text)));
    }
  }

  static Stream<Named<Rule>> rules() {
    return RulesUnderTest.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void changesItsProblemAndNothingElse(Rule rule) {
    List<Offer> offers = new ArrayList<>(offers(rule, ours));
    offers.addAll(SampleFiles.some(SAMPLE, offers(rule, real)));
    for (Offer offer : offers) {
      RepairedFile repaired = offer.accept();
      repaired.keepsInstructionsOutside(offer.fix.edits());
      repaired.keepsLineEndings();
      repaired.hasNoNewError();
      if (offer.file.shows(rule, offer.finding)) {
        repaired.hasLessOf(rule, offer.finding);
        repaired.hasNoNewProblem(rule, FixAvailability.of(offer.fix));
      }
      if (offer.fix.isSafe()) {
        repaired.keepsComments();
      } else if (!ABOUT_COMMENTS.contains(rule.info().name())) {
        repaired.keepsCommentsSomewhere();
      }
    }
  }

  @Test
  void safeFixesTogetherComeToRest() {
    List<RepairedFile.Version> files = new ArrayList<>(ours);
    files.addAll(SampleFiles.some(SAMPLE, real));
    for (RepairedFile.Version file : files) {
      FixAll.Outcome outcome = FixAll.repair(file.file(), RepairedFile::lint);
      assertThat(outcome.settled()).as(file.text()).isTrue();
      assertThat(outcome.refused()).as(file.text()).isEmpty();
      RepairedFile repaired = new RepairedFile("All safe fixes", file, outcome.text());
      repaired.isAtRest();
      repaired.keepsComments();
      repaired.keepsLineEndings();
      repaired.hasNoNewError();
      repaired.hasNoMoreProblems(
          outcome.repairs().stream().map(FixAll.Repair::rule).toList());
    }
  }

  /** None of them better than the rule says of itself. */
  private static List<Offer> offers(Rule rule, List<RepairedFile.Version> files) {
    List<Offer> offers = new ArrayList<>();
    for (RepairedFile.Version file : files) {
      for (Finding finding : file.findings(rule)) {
        finding.fixes().forEach(fix -> offers.add(new Offer(file, finding, fix)));
      }
    }
    assertThat(offers)
        .allSatisfy(offer -> assertThat(FixAvailability.of(offer.fix))
            .isLessThanOrEqualTo(rule.info().fix()));
    return offers;
  }

  /** A fix that a rule offers in a file. */
  private record Offer(RepairedFile.Version file, Finding finding, Fix fix) {

    RepairedFile accept() {
      for (TextEdit edit : fix.edits()) {
        assertThat(edit.range().end())
            .as(toString())
            .isLessThanOrEqualTo(file.text().length());
      }
      return new RepairedFile(fix.title(), file, TextEdit.apply(file.text(), fix.edits()));
    }

    @Override
    public String toString() {
      return fix + " in\n" + file.text();
    }
  }
}

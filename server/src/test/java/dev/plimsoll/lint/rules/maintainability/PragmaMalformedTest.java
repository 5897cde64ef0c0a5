package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PragmaMalformedTest {

  private static final Rule RULE = Rules.ALL.stream()
      .filter(rule -> rule.info().name().equals("pragma-malformed"))
      .findFirst()
      .orElseThrow();

  private static String in(String comment) {
    return "FROM debian:13-slim\n" + comment + "\nRUN make\n";
  }

  @Test
  void whatIsNearlyAPragmaIsTold() {
    RuleRun.check(RULE, """
        FROM debian:13-slim
        # hadolint ignore DL3027
        # ^^^^^^^^^^^^^^^^^^^^^^ silences nothing: no linter reads this form. Write # hadolint ignore=DL3027.
        RUN a
        # hadolint ignore=
        # ^^^^^^^^^^^^^^^^ silences nothing: it names no rule.
        RUN a
        # hadolint ignore=DL3027 DL3008 # both
        #                        ^^^^^^ doesn't silence DL3008: only a comma may stand between two names.
        RUN a
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          hadolint: ignore=DL3027           | hadolint ignore=DL3027
          hadolint ignore:DL3027            | hadolint ignore=DL3027
          hadolint: ignore DL3027, SC2046   | hadolint ignore=DL3027,SC2046
          hadolint ignores=DL3027           | hadolint ignore=DL3027
          HADOLINT IGNORE=DL3027            | hadolint ignore=DL3027
          hadolint-ignore DL3027 as of x    | hadolint ignore=DL3027 # as of x
          hadolint-disable-next-line=DL3027 | hadolint ignore=DL3027
          hadolint ignore="DL3027"          | hadolint ignore=DL3027
          hadolint ignore=`DL3027`, 'DL3008' # x | hadolint ignore=DL3027,DL3008 # x
          hadolint ignore=,DL3027,,DL3008   | hadolint ignore=DL3027,DL3008
          hadolint ignore=DL3027;DL3008     | hadolint ignore=DL3027,DL3008
          hadolint ignore=DL3027,,DL3008,   | hadolint ignore=DL3027,DL3008,
          plimsoll disable=sudo-in-run      | plimsoll ignore=sudo-in-run
          plimsoll ignore sudo-in-run       | plimsoll ignore=sudo-in-run
          plimsoll line ignore=x,sudo-in-run | plimsoll ignore=x,sudo-in-run
          plimsoll file ignore=DL3027       | plimsoll global ignore=DL3027
          hadolint global ignore: DL3027    | hadolint global ignore=DL3027
          tally stage skip DL3027           | tally stage ignore=DL3027
          check skip=StageNameCasing        | check=skip=StageNameCasing
          check: skip=FromAsCasing, JSONArgsRecommended | check=skip=FromAsCasing,JSONArgsRecommended
          """)
  void itIsWrittenAsLintersReadIt(String comment, String written) {
    assertThat(RuleRun.fixes(RULE, in("# " + comment)).values())
        .containsExactly(in("# " + written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# hadolint ignores this",
        "# hadolint ignore this",
        "# hadolint: ignore the warning about sudo",
        "# hadolint will ignore DL3008 here",
        "# hadolint can't ignore: it has no way",
        "# hadolint shell=bash",
        "# Hadolint, ignore DL3008 please",
        "# tell hadolint ignore=DL3008",
        "# skip hadolint",
        "# hadolint",
        "# plimsoll ignore=sudo-in-run as DL3008 is fine",
        "# plimsoll ignore=sudo-in-run DL3008 is fine",
        "# hadolint ignore=DL3008 DL3008",
        "# hadolint ignore=DL3008, # pinned elsewhere",
        "# hadolint global ignore=DL3008 , SC2046",
        "# check=skip=StageNameCasing",
        "# check skip = no",
        "# check that make is skipped",
        "# dockerfile-utils: ignore"
      })
  void proseAndWhatIsReadAreLeftAlone(String comment) {
    assertThat(RuleRun.findings(RULE, in(comment))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# hadolint ignore=%s",
        "# hadolint ignore=DL3027 %s",
        "# hadolint ignores=%s",
        "# hadolint%s ignores this",
        "# check skip=%s"
      })
  void howeverLongACommentIsItIsRead(String comment) {
    for (String part : new String[] {"DL3008,", "DL3008 ", "-", " ", ":", "a", "A,", "\""}) {
      String text = in(comment.formatted(part.repeat(100_000)));
      assertThat(RuleRun.findings(RULE, text)).hasSizeLessThan(2);
    }
  }
}

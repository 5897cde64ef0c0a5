package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.correctness.MultipleCmd;
import dev.plimsoll.lint.rules.security.SecretsInArgEnv;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments that silence rules. Two rules here report every instruction. */
class SuppressionsTest {

  private static final Rule FIRST =
      new EveryInstruction(RuleInfo.of("first-rule", Category.STYLE, Severity.HINT, "")
          .withAlias(Tool.HADOLINT, "DL3009")
          .withAlias(Tool.BUILDKIT, "FirstCheck")
          .withAlias(Tool.CHECKOV, "CKV_DOCKER_1")
          .withAlias(Tool.DROAST, "images/First"));

  private static final Rule SECOND =
      new EveryInstruction(RuleInfo.of("second-rule", Category.STYLE, Severity.HINT, "")
          .withAlias(Tool.HADOLINT, "DL3015"));

  private record EveryInstruction(RuleInfo info) implements Rule {
    @Override
    public void check(Subject subject, Reporter reporter) {
      for (Instruction instruction : subject.model().instructions(Instruction.class)) {
        reporter.report(Finding.at(subject.model().range(instruction), ""));
      }
    }
  }

  /** What the rules report, such as {@code "first: RUN a"}. */
  private static List<String> reported(String text, Rule... rules) {
    Linter linter = new Linter(ImmutableList.copyOf(rules), (rule, failure) -> {
      throw failure;
    });
    return linter
        .lint(
            new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages()),
            LintOptions.DEFAULT)
        .stream()
        .map(problem ->
            problem.rule().name().split("-")[0] + ": " + problem.range().of(text))
        .toList();
  }

  private static List<Severity> severities(String text, Rule... rules) {
    Linter linter = new Linter(ImmutableList.copyOf(rules), (rule, failure) -> {
      throw failure;
    });
    return linter
        .lint(
            new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages()),
            LintOptions.DEFAULT)
        .stream()
        .map(Problem::severity)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# plimsoll ignore=first-rule",
        "# plimsoll ignore=First-Rule because of the reason",
        "# plimsoll ignore=DL3009",
        "# plimsoll ignore=dl3009",
        "# plimsoll ignore=images/First",
        "# plimsoll ignore=first",
        "# plimsoll ignore = unknown , DL3009 # why",
        "#plimsoll ignore=CKV_DOCKER_1",
        "  #\tplimsoll\tignore=FirstCheck",
        "# hadolint ignore=DL3009",
        "# hadolint ignore=DL3008,DL3009 # free text",
        "# hadolint ignore=first-rule",
        "# tally ignore=hadolint/DL3009;reason=because",
        "# tally ignore=buildkit/FirstCheck",
        "# check=skip=FirstCheck",
        "# check=error=true;skip=OtherCheck,FirstCheck",
        "# CHECK=skip=first-rule",
        "# check=skip=all"
      })
  void aPragmaSilencesARuleForTheInstructionBelow(String pragma) {
    String text = "FROM a\nRUN a\n" + pragma + "\nRUN b\nRUN c\n";
    assertThat(reported(text, FIRST))
        .containsExactly("first: FROM a", "first: RUN a", "first: RUN c");
    assertThat(reported(text, SECOND)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"# plimsoll ignore=all", "# tally ignore=all", "# dockerfile-utils: ignore"})
  void aPragmaSilencesAllRulesForTheInstructionBelow(String pragma) {
    assertThat(reported("FROM a\n" + pragma + "\nRUN b\nRUN c\n", FIRST, SECOND))
        .containsExactly("first: FROM a", "second: FROM a", "first: RUN c", "second: RUN c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# plimsoll global ignore=first-rule",
        "# hadolint global ignore=DL3009, DL3008",
        "# tally global ignore=hadolint/DL3009"
      })
  void aGlobalPragmaSilencesTheWholeFileFromAnywhere(String pragma) {
    assertThat(reported("FROM a\nRUN a\n" + pragma + "\n", FIRST)).isEmpty();
    assertThat(reported("FROM a\nRUN a\n" + pragma + "\n", SECOND)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# plimsoll ignore first-rule",
        "# plimsoll ignore=",
        "# plimsoll ignore=second-rule",
        "# plimsoll ignored=first-rule",
        "# plimsoll never ignore=first-rule",
        "# plimsoll global stage ignore=first-rule",
        "# please plimsoll ignore=first-rule",
        "# hadolint shell=bash",
        "# hadolint stage ignore=DL3009",
        "# ignore=first-rule",
        "# check=error=true",
        "# check=first-rule",
        "# dockerfile-utils: ignore it",
        "# see dockerfile-utils: ignore"
      })
  void otherCommentsSilenceNothing(String comment) {
    assertThat(reported("FROM a\n" + comment + "\nRUN a\n", FIRST)).hasSize(2);
  }

  @Test
  void commentsAndBlankLinesMayStandBetween() {
    String text = """
        FROM a
        # plimsoll ignore=first-rule
        # the reason

        # hadolint ignore=DL3015
        #
        RUN a
        RUN b
        """;
    assertThat(reported(text, FIRST, SECOND))
        .containsExactly("first: FROM a", "second: FROM a", "first: RUN b", "second: RUN b");
  }

  @Test
  void aPragmaReachesOverAllLinesOfItsInstructionOnly() {
    String text = "FROM a\n# plimsoll ignore=first-rule\nRUN <<EOF\nb\nEOF\nRUN c\n";
    assertThat(reported(text, FIRST)).containsExactly("first: FROM a", "first: RUN c");
  }

  @Test
  void aPragmaInsideAnInstructionIsACommentOfTheShell() {
    assertThat(reported("FROM a\nRUN a \\\n# plimsoll ignore=first-rule\n  b\nRUN c\n", FIRST))
        .hasSize(3);
  }

  @Test
  void aPragmaForAStageReachesToTheNextFrom() {
    String text = """
        FROM a
        # hadolint stage ignore=DL3009

        FROM b
        RUN b
        FROM c
        RUN c
        # plimsoll stage ignore=second-rule
        FROM d
        RUN d
        """;
    assertThat(reported(text, FIRST))
        .containsExactly(
            "first: FROM a", "first: FROM c", "first: RUN c", "first: FROM d", "first: RUN d");
    assertThat(reported(text, SECOND))
        .containsExactly(
            "second: FROM a", "second: FROM b", "second: RUN b", "second: FROM c", "second: RUN c");
  }

  @Test
  void theCheckDirectiveSilencesTheWholeFile() {
    String rest = "FROM a\nRUN a\n";
    assertThat(reported("# check=skip=FirstCheck\n" + rest, FIRST)).isEmpty();
    assertThat(reported(
            "# syntax=docker/dockerfile:1\n# check=skip=OtherCheck,DL3009;error=true\n" + rest,
            FIRST))
        .isEmpty();
    assertThat(reported("# check=error=true\n" + rest, FIRST)).hasSize(2);
    assertThat(reported("# a comment first\n# check=skip=FirstCheck\n" + rest, FIRST))
        .containsExactly("first: RUN a");
  }

  @Test
  void allInTheCheckDirectiveMeansTheBuildChecks() {
    assertThat(reported("# check=skip=all\nFROM a\n", FIRST, SECOND))
        .containsExactly("second: FROM a");
  }

  @Test
  void anExperimentRunsWhereItIsAskedFor() {
    Rule experiment = new EveryInstruction(FIRST.info().asExperiment());
    String rest = "FROM a\nRUN a\n";
    assertThat(reported(rest, experiment)).isEmpty();
    assertThat(reported("# check=experimental=FirstCheck\n" + rest, experiment)).hasSize(2);
    assertThat(
            reported("# check=experimental=OtherCheck,FirstCheck;error=true\n" + rest, experiment))
        .hasSize(2);
    assertThat(reported("# check=experimental=all\n" + rest, experiment)).hasSize(2);
    assertThat(reported("# check=experimental=OtherCheck\n" + rest, experiment)).isEmpty();
    assertThat(
            reported("FROM a\n# check=experimental=FirstCheck\n# why\nRUN a\nRUN b\n", experiment))
        .containsExactly("first: RUN a");
    assertThat(reported(
            "# check=experimental=all\nFROM a\n# plimsoll ignore=first-rule\nRUN a\n", experiment))
        .containsExactly("first: FROM a");
  }

  @Test
  void anErrorInTheCheckDirectiveMakesTheChecksErrors() {
    Rule check = new EveryInstruction(FIRST.info().in(Profile.BUILDKIT, Severity.WARNING));
    String text = "# check=error=true\nFROM a\n";
    assertThat(severities(text, check, SECOND)).containsExactly(Severity.ERROR, Severity.HINT);
    assertThat(severities("# check=error=false\nFROM a\n", check)).containsExactly(Severity.HINT);
    assertThat(severities("# check=error=true\nFROM a\nENV AUTH_MODE=a\n", new SecretsInArgEnv()))
        .containsExactly(Severity.ERROR);
    assertThat(severities("# check=error=true\nFROM a\nENV DBPASSWORD=a\n", new SecretsInArgEnv()))
        .containsExactly(Severity.WARNING);
    assertThat(severities("FROM a\nENV AUTH_MODE=a\n", new SecretsInArgEnv())).isEmpty();
  }

  @Test
  void aPragmaWhereOtherToolsReportAProblemSilencesIt() {
    Rule overridden = new MultipleCmd();
    String text = "FROM a\nCMD [\"a\"]\n# hadolint ignore=DL4003\nCMD [\"b\"]\n";
    assertThat(reported(text, overridden)).isEmpty();
    assertThat(reported(text.replace("DL4003", "DL4004"), overridden)).hasSize(1);
  }

  @Test
  void windowsLineEndingsAreLineEndings() {
    assertThat(reported("FROM a\r\n# plimsoll ignore=first-rule\r\nRUN a\r\n", FIRST))
        .hasSize(1);
  }
}

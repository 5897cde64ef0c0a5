package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are nearly those of stages, and those of stages that begin too late. */
class StageNamesTest {

  private static final Rule UNKNOWN = new CopyFromUnknownStage();
  private static final Rule LATER = new StageUsedBeforeDefinition();

  @Test
  void aNearMissOfAStageAboveIsReported() {
    RuleRun.check(UNKNOWN, """
        FROM alpine AS builder
        FROM alpine
        COPY --from=build /out /out
        #           ^^^^^ There is no stage build above, so it is taken for an image. Did you mean builder?
        RUN --mount=from=biulder,target=/x true
        #                ^^^^^^^ Did you mean builder?
        COPY --from=Builde /out /out
        #           ^^^^^^ Did you mean builder?
        FROM bulider AS test
        #    ^^^^^^^ Did you mean builder?
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY --from=some-named-context a .",
        "COPY --from=ghcr.io/astral-sh/uv:0.8.15 /uv /bin/",
        "COPY --from=builder:1 a .",
        "COPY --from=node a .",
        "COPY --from=BUILDER a .",
        "COPY --from=0 a .",
      })
  void otherNamesMayBeImages(String copy) {
    assertThat(RuleRun.findings(
            UNKNOWN, "FROM alpine AS builder\nFROM alpine AS nodes\nFROM alpine\n" + copy + "\n"))
        .isEmpty();
  }

  @Test
  void fromFindsAStageInLowerCaseOnly() {
    String text = "FROM alpine AS Build\nFROM Build\n";
    RuleRun.check(UNKNOWN, """
        FROM alpine AS Build
        FROM Build
        #    ^^^^^ FROM finds a stage by its name in lower case only, so Build is taken for an image. Write build.
        COPY --from=Build a b
        """);
    assertThat(RuleRun.fixes(UNKNOWN, text))
        .containsExactly(Map.entry("Change to build", "FROM alpine AS Build\nFROM build\n"));
  }

  @Test
  void aStageThatBeginsFurtherDownIsNotKnownYet() {
    RuleRun.check(LATER, """
        FROM final
        #    ^^^^^ Stage final begins further down, so this is taken for an image. Move that stage above this FROM.
        RUN x
        FROM alpine AS final
        FROM final
        """);
  }

  @Test
  void anImageOfThatNameMayBeMeant() {
    assertThat(RuleRun.findings(LATER, "FROM nginx AS a\nFROM alpine AS nginx\n"))
        .isEmpty();
    assertThat(RuleRun.findings(LATER, "FROM mine AS mine\nRUN a\n")).isEmpty();
  }
}

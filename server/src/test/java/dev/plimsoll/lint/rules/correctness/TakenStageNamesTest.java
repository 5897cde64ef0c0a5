package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that another stage has, or BuildKit itself. */
class TakenStageNamesTest {

  private static final DuplicateStageName DUPLICATE = new DuplicateStageName();
  private static final ReservedStageName RESERVED = new ReservedStageName();

  @Test
  void aNameIsGivenOnce() {
    RuleRun.check(DUPLICATE, """
        FROM a AS build
        FROM b AS test
        FROM c AS BUILD
        #         ^^^^^ There is a stage build already. Give this one another name.
        FROM d
        FROM e AS build
        #         ^^^^^ There is a stage build already.
        """);
  }

  @Test
  void whatMeansTheStageIsRenamedWithIt() {
    assertThat(RuleRun.fixes(DUPLICATE, """
            FROM a AS build
            FROM build AS build-2
            FROM c AS build
            FROM build
            COPY --from=Build /a /
            COPY --from=0 /b /
            COPY --from=2 /c /
            """)).isEqualTo(Map.of("Call it build-3", """
            FROM a AS build
            FROM build AS build-2
            FROM c AS build-3
            FROM build-3
            COPY --from=build-3 /a /
            COPY --from=0 /b /
            COPY --from=2 /c /
            """));
  }

  @Test
  void whatMeansTheStageAboveStays() {
    assertThat(RuleRun.fixes(DUPLICATE, "FROM a AS b\nFROM b AS b\nFROM c AS d\n"))
        .isEqualTo(Map.of("Call it b-2", "FROM a AS b\nFROM b AS b-2\nFROM c AS d\n"));
  }

  @Test
  void noFixWhereAVariableMeansIt() {
    assertThat(RuleRun.fixes(DUPLICATE, "ARG B=b\nFROM a AS b\nFROM c AS b\nFROM $B\n"))
        .isEmpty();
  }

  @Test
  void buildKitHasNamesOfItsOwn() {
    RuleRun.check(RESERVED, """
        FROM a AS Scratch
        #         ^^^^^^^ BuildKit has a meaning of its own for scratch. Give the stage another name.
        FROM scratch AS context
        #               ^^^^^^^ BuildKit has a meaning of its own for context.
        FROM a AS contexts
        """);
    assertThat(
            RuleRun.fixes(RESERVED, "FROM a AS scratch\nFROM scratch\nCOPY --from=scratch b /\n"))
        .isEqualTo(Map.of(
            "Call it scratch-stage",
            "FROM a AS scratch-stage\nFROM scratch\nCOPY --from=scratch-stage b /\n"));
  }
}

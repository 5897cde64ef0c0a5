package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameStageTest {

  private static Refactored at(String marked) {
    return Refactored.by(new NameStage(), marked);
  }

  @Test
  void theStageGetsANameAndItsIndexIsReplacedByIt() {
    Refactored named =
        at("FROM gol<|>ang\nRUN a\nFROM b\nCOPY --from=0 /c /c\nCOPY --from=0 --link /d /d\n");
    assertThat(named.titles()).containsExactly("Name the stage build");
    assertThat(named.result())
        .isEqualTo("FROM golang AS build\nRUN a\nFROM b\n"
            + "COPY --from=build /c /c\nCOPY --from=build --link /d /d\n");
  }

  @Test
  void itIsOfferedAtTheIndexToo() {
    assertThat(at("from a\nfrom b\ncopy --from=<|>0 c d\n").result())
        .isEqualTo("from a as build\nfrom b\ncopy --from=build c d\n");
  }

  @Test
  void aStageThatHasANameIsCalledByIt() {
    Refactored named = at("FROM a AS Deps\nFROM b\nCOPY --from=<|>0 c d\n");
    assertThat(named.titles()).containsExactly("Use the name deps instead of the index 0");
    assertThat(named.result()).isEqualTo("FROM a AS Deps\nFROM b\nCOPY --from=deps c d\n");
  }

  @Test
  void theNameMeansNothingElseInTheFile() {
    assertThat(at("FROM <|>golang:1\nFROM b AS build\nCOPY --from=0 c d\n").result())
        .startsWith("FROM golang:1 AS golang-build\n");
    assertThat(at("FROM <|>golang:1\nFROM build\nCOPY --from=0 c d\n").result())
        .startsWith("FROM golang:1 AS golang-build\n");
    assertThat(at("FROM <|>x1\nFROM b\nRUN --mount=from=build c\nCOPY --from=0 c d\n")
            .result())
        .startsWith("FROM x1 AS build-2\n");
  }

  @Test
  void itIsNotOfferedWhereThereIsNothingToName() {
    at("FROM <|>a\nRUN b\n").isNotOffered();
    at("FROM <|>a AS b\nFROM c\nCOPY --from=b d e\n").isNotOffered();
    at("FROM a AS b\nFROM c AS b\nFROM d\nCOPY --from=<|>0 d e\n").isNotOffered();
    at("FROM a\nFROM b\nCOPY --from=<|>1 c d\n").isNotOffered();
    at("FROM a\nFROM b\nRUN --mount=from=<|>0 c\n").isNotOffered();
    at("FROM a\nFROM b\nCOPY --from=<|>7 c d\n").isNotOffered();
  }
}

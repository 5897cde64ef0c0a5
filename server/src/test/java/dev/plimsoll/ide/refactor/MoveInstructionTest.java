package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveInstructionTest {

  private static Refactored at(String marked) {
    return Refactored.by(new MoveInstruction(), marked);
  }

  @Test
  void twoInstructionsChangePlaces() {
    String moved = "FROM a\nRUN b\n\n# why\nLABEL c=d";
    Refactored down = at("FROM a\n# why\nLABEL <|>c=d\n\nRUN b");
    assertThat(down.titles()).containsExactly("Move LABEL down over RUN");
    assertThat(down.result()).isEqualTo(moved);
    Refactored up = at("FROM a\n# why\nLABEL c=d\n\nRUN <|>b");
    assertThat(up.titles()).containsExactly("Move RUN up over LABEL");
    assertThat(up.result()).isEqualTo(moved);
  }

  @Test
  void onlyWhatTheBuildCacheGainsFromIsOffered() {
    at("FROM a\nRUN b\nLABEL <|>c=d\nCMD [\"e\"]\n").isNotOffered();
    at("FROM a\nRUN <|>b\nLABEL c=d\n").isNotOffered();
    at("FROM a\nCOPY <|>a /b\nCOPY c /d\n").isNotOffered();
    at("FROM a\nMAINTAINER <|>a\nCOPY c /d\n").isNotOffered();
  }

  @Test
  void hereDocumentsAndLineEndingsMoveAlong() {
    assertThat(at("FROM a\r\nEXPOSE<|> 80\r\nRUN <<E\r\nb\r\nE\r\n").result())
        .isEqualTo("FROM a\r\nRUN <<E\r\nb\r\nE\r\nEXPOSE 80\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV a=1          | COPY b /c",
        "ARG a=1          | COPY b c",
        "LABEL a=b        | RUN c",
        "LABEL a=b        | COPY --from=0 c d",
        "EXPOSE 1         | RUN c",
        "STOPSIGNAL 1     | RUN c",
        "CMD a            | COPY b c",
        "USER a           | COPY b c",
        "ENV a=1          | ADD b c",
      })
  void independentInstructionsMayTrade(String upper, String lower) {
    assertThat(at("FROM x\n<|>" + upper + "\n" + lower + "\n").offers()).hasSize(1);
    assertThat(at("FROM x\n" + upper + "\n<|>" + lower + "\n").offers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV a=1          | RUN b",
        "ARG a=1          | RUN b",
        "ENV a=1          | COPY b /c/$a",
        "ENV a=1          | COPY --chown=${a} b /c",
        "WORKDIR /a       | COPY b c",
        "WORKDIR /a       | RUN b",
        "USER a           | RUN b",
        "SHELL [\"a\"]    | RUN b",
        "VOLUME /a        | RUN b",
        "ENV $a=1         | COPY b c",
        "ARG SOURCE_DATE_EPOCH=1 | COPY b c",
      })
  void whatNeedsAnotherStaysBehindIt(String upper, String lower) {
    at("FROM x\n<|>" + upper + "\n" + lower + "\n").isNotOffered();
    at("FROM x\n" + upper + "\n<|>" + lower + "\n").isNotOffered();
  }

  @Test
  void nothingLeavesItsStage() {
    at("FROM a\nLABEL <|>b=c\nFROM d\nRUN e\n").isNotOffered();
    at("ARG a\n<|>ARG b\nFROM c\n").isNotOffered();
    at("FROM a\n<|>LABEL b=c\nRUN d \\\n").isNotOffered();
    at("FROM a\n<|>LABEL b=c\nRUN <<E\nd\n").isNotOffered();
  }
}

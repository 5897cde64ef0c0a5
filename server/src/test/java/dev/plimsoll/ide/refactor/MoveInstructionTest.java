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
    Refactored moved = at("FROM a\nRUN b\n\n# why\nLABEL <|>c=d\nCMD [\"e\"]");
    assertThat(moved.titles())
        .containsExactly("Move LABEL up over RUN", "Move LABEL down over CMD");
    assertThat(moved.result("Move LABEL up"))
        .isEqualTo("FROM a\n# why\nLABEL c=d\n\nRUN b\nCMD [\"e\"]");
    assertThat(moved.result("Move LABEL down"))
        .isEqualTo("FROM a\nRUN b\n\nCMD [\"e\"]\n# why\nLABEL c=d");
  }

  @Test
  void hereDocumentsAndLineEndingsMoveAlong() {
    assertThat(at("FROM a\r\nRUN <<E\r\nb\r\nE\r\nEXPOSE<|> 80\r\n").result())
        .isEqualTo("FROM a\r\nEXPOSE 80\r\nRUN <<E\r\nb\r\nE\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV a=1          | ENV b=2",
        "ENV a=1          | COPY b /c",
        "ARG a=1          | COPY b c",
        "ARG a            | ENV b=$c",
        "LABEL a=b        | RUN c",
        "LABEL a=b        | LABEL c=d",
        "EXPOSE 1         | EXPOSE 2",
        "CMD a            | ENTRYPOINT [\"b\"]",
        "CMD a            | USER b",
        "USER a           | COPY b c",
        "WORKDIR /a       | ENV b=c",
        "COPY a /b/c      | COPY d /b/e",
        "COPY a b         | COPY c d",
        "ENV a=1          | CMD b $a",
      })
  void independentInstructionsMayTrade(String upper, String lower) {
    assertThat(at("FROM x\n<|>" + upper + "\n" + lower + "\n").offers()).hasSize(1);
    assertThat(at("FROM x\n<|>" + lower + "\n" + upper + "\n").offers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN a            | RUN b",
        "ENV a=1          | RUN b",
        "ARG a=1          | RUN b",
        "ENV a=1          | ENV b=$a",
        "ENV a=1          | ENV a=2",
        "ARG a=1          | ENV a=2",
        "ENV a=1          | COPY b /c/$a",
        "ENV a=1          | COPY --chown=${a} b /c",
        "ENV a=1          | LABEL b=$a",
        "ENV a=1          | EXPOSE ${a}",
        "LABEL a=b        | LABEL a=c",
        "LABEL a=b        | LABEL \"a\"=c",
        "COPY a /b        | RUN c",
        "COPY a /b        | COPY c /b/d",
        "COPY a /b/       | COPY c /b/d",
        "COPY a .         | COPY c d",
        "COPY a /lib/x    | COPY c /usr/lib/x",
        "COPY --chown=1 a /b | COPY c /d",
        "WORKDIR /a       | COPY b c",
        "WORKDIR /a       | WORKDIR b",
        "WORKDIR /a       | RUN b",
        "USER a           | RUN b",
        "USER a           | WORKDIR /b",
        "USER a           | USER b",
        "SHELL [\"a\"]    | CMD b",
        "SHELL [\"a\"]    | RUN b",
        "VOLUME /a        | RUN b",
        "ONBUILD RUN a    | ONBUILD RUN b",
        "CMD a            | CMD b",
        "ENV $a=1         | COPY b c",
        "ARG SOURCE_DATE_EPOCH=1 | COPY b c",
        "WHAT a           | LABEL b=c",
      })
  void whatNeedsAnotherStaysBehindIt(String upper, String lower) {
    at("FROM x\n<|>" + upper + "\n" + lower + "\n").isNotOffered();
    at("FROM x\n<|>" + lower + "\n" + upper + "\n").isNotOffered();
  }

  @Test
  void nothingLeavesItsStage() {
    at("FROM a\nLABEL <|>b=c\nFROM d\nLABEL e=f\n").isNotOffered();
    at("ARG a\n<|>ARG b\nFROM c\n").isNotOffered();
    at("FROM a\n<|>LABEL b=c\nRUN d \\\n").isNotOffered();
    at("FROM a\n<|>LABEL b=c\nRUN <<E\nd\n").isNotOffered();
  }
}

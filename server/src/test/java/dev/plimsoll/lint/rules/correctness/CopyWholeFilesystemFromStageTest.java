package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyWholeFilesystemFromStageTest {

  private static final CopyWholeFilesystemFromStage RULE = new CopyWholeFilesystemFromStage();

  @Test
  void allOfAStageIsCopiedOverAllOfAnother() {
    RuleRun.check(RULE, """
        FROM alpine AS build
        RUN make
        FROM nginx
        COPY --from=build / /
        #^^^^^^^^^^^^^^^^^^^^ This copies all files, but no ENV, USER, ENTRYPOINT or CMD.
        COPY --from=build /app /
        COPY --from=build / /app
        COPY / /
        """);
  }

  @Test
  void whatIsDoneOnPurposeIsForThoseWhoAsk() {
    assertThat(RuleRun.findings(RULE, """
        FROM tonistiigi/xx AS xx
        FROM alpine AS build
        COPY --from=xx / /
        COPY --from=docker/tools / /
        RUN make
        FROM scratch
        COPY --from=build / /
        """)).hasSize(3).allMatch(Finding::isPedantic);
  }

  @ParameterizedTest
  @CsvSource({
    "Flatten all layers into one, true",
    "squash the image, true",
    "the whole filesystem as it was built, true",
    "everything in a single layer, true",
    "overlays the rootfs of the toolchain, true",
    "copied on purpose, true",
    "the program, false",
  })
  void aCommentMaySayThatItIsMeant(String comment, boolean meant) {
    String text = """
        FROM alpine AS build
        RUN make
        FROM nginx
        # COMMENT
        COPY --from=build / /
        """;
    assertThat(RuleRun.findings(RULE, text.replace("COMMENT", comment)))
        .singleElement()
        .extracting(Finding::isPedantic)
        .isEqualTo(meant);
  }
}

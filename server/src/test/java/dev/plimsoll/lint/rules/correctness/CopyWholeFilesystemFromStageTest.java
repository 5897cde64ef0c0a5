package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;

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
}

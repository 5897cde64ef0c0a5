package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;

/** Build errors that have rules of their own. */
class PortsAndOwnStagesTest {

  @Test
  void aStageThatTakesFromItselfIsReportedOnce() {
    RuleRun.check(new CopyFromOwnStage(), """
        FROM alpine AS build
        COPY --from=Build /a /b
        #           ^^^^^ Stage build can't take files from itself. Name an earlier stage or an image.
        RUN --mount=from=build,target=/c true
        #                ^^^^^ Stage build can't take files from itself.
        FROM build AS next
        COPY --from=1 /a /b
        #           ^ Stage next can't take files from itself.
        COPY --from=build /a /b
        COPY --from=last /a /b
        FROM next AS last
        """);
  }

  @Test
  void portsAreNumbersUpTo65535() {
    RuleRun.check(new ExposePortOutOfRange(), """
        FROM alpine
        ARG PORT=70000
        EXPOSE 0 65535 65536 80/tpc 8000-99999 81-80/udp 80000/tcp http $PORT $OTHER
        #              ^^^^^ 65536 is not a port.
        #                           ^^^^^^^^^^ 8000-99999 is not a port.
        #                                      ^^^^^^^^^ 81-80/udp is not a port.
        #                                                ^^^^^^^^^ 80000/tcp is not a port.
        #                                                               ^^^^^ 70000 is not a port.
        """);
  }

  @Test
  void nothingCountsBeforeTheFirstStage() {
    String text = "EXPOSE 80000\nFROM alpine AS a\nCOPY --from=a /a /b\n";
    assertThat(RuleRun.findings(new ExposePortOutOfRange(), text)).isEmpty();
    assertThat(RuleRun.findings(new CopyFromOwnStage(), text)).isEmpty();
  }

  @Test
  void onlyThreeInstructionsCannotBeTriggered() {
    RuleRun.check(new OnbuildForbiddenTrigger(), """
        FROM alpine
        ONBUILD onbuild RUN true
        #       ^^^^^^^ Remove one ONBUILD
        ONBUILD FROM alpine
        #       ^^^^ FROM can't be a trigger
        ONBUILD \\
          MAINTAINER me
        # ^^^^^^^^^^ MAINTAINER can't be a trigger
        ONBUILD HEALTHCHECK NONE
        ONBUILD RUNN true
        """);
  }
}

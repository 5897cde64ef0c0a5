package dev.plimsoll.lint.rules.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.correctness.ExposeInvalidFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** AS, names of stages, and ports. */
class CasingTest {

  @Test
  void asIsInTheCaseOfFrom() {
    RuleRun.check(new FromAsCasing(), """
        FROM a as b
        #      ^^ AS should be in the same case as FROM. Write AS.
        from a AS c
        #      ^^ Write as.
        FROM a As d
        #      ^^ Write AS.
        From a As e
        FROM a AS f
        FROM a
        """);
    assertThat(RuleRun.fixes(new FromAsCasing(), "FROM a a\\\ns b\n")).isEmpty();
  }

  @Test
  void aStageIsRenamedInAllPlacesThatNameIt() {
    assertThat(
            Iterables.getOnlyElement(RuleRun.fixes(new StageNameCasing(), """
            FROM a AS Builder
            FROM builder
            COPY --from=BUILDER /a /b
            COPY --from=builder /a /b
            RUN --mount=from=Builder,target=/x c
            COPY --from=0 /Builder /
            """).entrySet()))
        .isEqualTo(Map.entry("safe: Write builder", """
            FROM a AS builder
            FROM builder
            COPY --from=builder /a /b
            COPY --from=builder /a /b
            RUN --mount=from=builder,target=/x c
            COPY --from=0 /Builder /
            """));
  }

  @Test
  void protocolsAreInLowerCase() {
    RuleRun.check(new ExposeProtoCasing(), """
        FROM a
        ARG P=80/TCP
        EXPOSE 53/UDP 53/tcp $P 8080:81/Udp 1/FOO
        #                       ^^^^^^^^^^^ Write 8080:81/udp.
        #                    ^^ Write 80/tcp.
        #      ^^^^^^ The protocol of a port should be in lower case. Write 53/udp.
        """);
    assertThat(RuleRun.fixes(new ExposeProtoCasing(), "FROM a\nARG P=80/TCP\nEXPOSE $P\n"))
        .isEmpty();
  }

  @Test
  void portsOfTheHostAreNotExposed() {
    RuleRun.check(new ExposeInvalidFormat(), """
        FROM a
        EXPOSE 80 8080:80 127.0.0.1::81/udp :82 [::1]:1-2:3-4
        #                                       ^^^^^^^^^^^^^ Write 3-4.
        #                 ^^^^^^^^^^^^^^^^^ Write 81/udp.
        #         ^^^^^^^ EXPOSE names ports of the container only, and passes over those of the host. Write 80.
        """);
    assertThat(RuleRun.fixes(new ExposeInvalidFormat(), "FROM a\nEXPOSE 8080:80\n"))
        .isEqualTo(Map.of("safe: Write 80", "FROM a\nEXPOSE 80\n"));
  }

  @Test
  void portsOfTriggersAreJudgedWhereTheyAreWrittenOut() {
    String text = """
        FROM a
        ARG P=80/TCP
        ONBUILD EXPOSE 53/UDP 8080:80 $P
        #              ^^^^^^ Write 53/udp.
        """;
    RuleRun.check(new ExposeProtoCasing(), text);
    assertThat(RuleRun.findings(new ExposeInvalidFormat(), text)).hasSize(1);
    assertThat(RuleRun.fixes(new ExposeProtoCasing(), "FROM a\nONBUILD EXPOSE 53/UDP\n"))
        .isEqualTo(Map.of("safe: Write 53/udp", "FROM a\nONBUILD EXPOSE 53/udp\n"));
  }

  @Test
  void aVariableHasNoCase() {
    assertThat(RuleRun.findings(new StageNameCasing(), "ARG APP=a\nFROM alpine AS $APP\n"))
        .isEmpty();
  }
}

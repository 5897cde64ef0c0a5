package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvSelfReferenceTest {

  private static final EnvSelfReference RULE = new EnvSelfReference();

  @Test
  void aValueSeesNothingOfItsOwnEnv() {
    RuleRun.check(RULE, """
        FROM alpine:3.22
        ENV abc=hello
        ENV abc=bye def=$abc
        #               ^^^^ abc doesn't have its new value here but "hello"
        ENV A=1 \\
            B="${A}/x" \\
        #      ^^^^ A doesn't have its new value here
            C=3
        ENV PATH=/a:$PATH PATH=/b:$PATH
        #                         ^^^^^ PATH doesn't have its new value here
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV A=1\nENV A=1 B=$A",
        "ENV PATH=/a:$PATH",
        "ENV PATH=/a:$PATH B=/b:$PATH",
        "ENV A=$B B=1",
        "ENV A=1 B=$AB C=${CA} D='$A'",
        "ENV A=1 B=\\$A",
        "ENV A=${A:-x} B=${A:-x}/y",
        "ARG A=1 B=$A",
        "LABEL a=1 b=$a",
        "ENV A $A",
      })
  void otherValuesAreAsTheySeem(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + lines + "\n")).isEmpty();
  }

  @Test
  void theFixBeginsAnotherEnv() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine:3.22\r
          env A=1 \\\r
              B=$A \\\r
              C=3\r
        """).values()).containsExactly("""
        FROM alpine:3.22\r
          env A=1\r
          env B=$A \\\r
              C=3\r
        """);
  }

  @Test
  void noFixWhereACommentStandsBetween() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nENV A=1 \\\n  # b\n  B=$A\n")).isEmpty();
  }
}

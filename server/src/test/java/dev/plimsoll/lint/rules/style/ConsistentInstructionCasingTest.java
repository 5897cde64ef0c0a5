package dev.plimsoll.lint.rules.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsistentInstructionCasingTest {

  private static final ConsistentInstructionCasing RULE = new ConsistentInstructionCasing();

  @Test
  void theCaseOfMostIsTheFilesOwn() {
    RuleRun.check(RULE, """
        from alpine
        run a
        COPY a b
        #^^^ Write copy.
        Env a=b
        #^^ Write env.
        cmd ["a"]
        """);
  }

  @Test
  void upperCaseIsWhereThereAreAsManyOfEach() {
    RuleRun.check(RULE, """
        FROM alpine
        run a
        #^^ Write RUN.
        Copy a b
        #^^^ Write COPY.
        """);
  }

  @Test
  void globalArgumentsTriggersAndUnknownWordsDontCount() {
    RuleRun.check(RULE, """
        arg A=1
        arg B=2
        FROM alpine
        ONBUILD run a
        coppy a b
        healthcheck none
        #^^^^^^^^^^ Write HEALTHCHECK.
        """);
  }

  @Test
  void aKeywordOverTwoLinesIsLeftToItsAuthor() {
    assertThat(RuleRun.fixes(RULE, "FROM a\nRUN b\nru\\\nn c\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM a\r\n  user b\r\n"))
        .isEqualTo(Map.of("safe: Write USER", "FROM a\r\n  USER b\r\n"));
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownInstructionTest {

  private static final Rule RULE = new UnknownInstruction();

  @ParameterizedTest
  @CsvSource({"COPPY, COPY", "CPOY, COPY", "rnu, run", "ENTRYPIONT, ENTRYPOINT", "WRKDR, WORKDIR"})
  void theKeywordThatWasMeantIsOffered(String written, String meant) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + written + " a b\n"))
        .containsEntry("Change to " + meant, "FROM alpine\n" + meant + " a b\n");
  }

  @Test
  void aLineMayBelongToTheInstructionAbove() {
    assertThat(RuleRun.fixes(
            RULE, "FROM alpine\nRUN apt-get update &&\n    apt-get install -y curl\n"))
        .containsEntry(
            "Continue the line above",
            "FROM alpine\nRUN apt-get update && \\\n    apt-get install -y curl\n");
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n\ncd /src\n")).isEmpty();
  }

  @Test
  void aFileOfAnotherKindGetsOneNote() {
    String text = "<component>\n  <option name=\"a\"/>\n</component>\n";
    for (Rule rule : List.of(new SyntaxErrors(), new InstructionBeforeFrom())) {
      assertThat(RuleRun.findings(rule, text)).isEmpty();
    }
    RuleRun.check(RULE, """
        *.log
        #^^^^ There is no instruction *.log, and this file has no other. Is it a Dockerfile?
        !src/
        .env
        """);
    RuleRun.check(RULE, """
        FORM alpine
        #^^^ Did you mean FROM?
        npm ci
        #^^ There is no instruction npm.
        """);
  }

  @Test
  void aTriggerFailsInBuildsOfOthers() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nONBUILD RNU make\n"))
        .containsEntry("Change to RUN", "FROM alpine\nONBUILD RUN make\n");
  }

  @Test
  void nothingBelowAMisspeltFromIsOutsideOfAStage() {
    RuleRun.check(new InstructionBeforeFrom(), """
        RUN a
        #^^ RUN needs a build stage
        FORM alpine
        #^^^ needs a build stage
        RUN b
        """);
  }
}

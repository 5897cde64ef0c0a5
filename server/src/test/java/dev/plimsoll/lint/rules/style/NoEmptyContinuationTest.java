package dev.plimsoll.lint.rules.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoEmptyContinuationTest {

  private static final NoEmptyContinuation RULE = new NoEmptyContinuation();

  @Test
  void allBlankLinesOfAnInstructionAreOneProblem() {
    String text = "FROM a\nRUN b \\\n\n  # c\n \t \n  d\nRUN e\n\nRUN f\n";
    assertThat(RuleRun.fixes(RULE, text))
        .isEqualTo(Map.of(
            "safe: Delete the blank lines", "FROM a\nRUN b \\\n  # c\n  d\nRUN e\n\nRUN f\n"));
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .isEqualTo("RUN goes on behind this blank line. Delete the line, or write # in it.");
  }

  @Test
  void theLineEndingsOfOthersStay() {
    assertThat(RuleRun.fixes(RULE, "FROM a\r\nONBUILD run b \\\r\n\r\n  c\r\n").values())
        .containsExactly("FROM a\r\nONBUILD run b \\\r\n  c\r\n");
    assertThat(RuleRun.fixes(RULE, "FROM a\nRUN b \\\n\n").values())
        .containsExactly("FROM a\nRUN b \\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUN a \\\n # b\n c", "RUN <<E\n\na\n\nE", "RUN a\n\n\nRUN b"})
  void blankLinesElsewhereAreFine(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM a\n" + lines + "\n")).isEmpty();
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentSwallowsRestTest {

  private static final CommentSwallowsRest RULE = new CommentSwallowsRest();

  @Test
  void whatFollowsInOtherLinesIsNeverRun() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN a \\
          && b # why \\
        #      ^^^^^ && c $x && d is never run
          # a line of its own
          && c $x \\
          && d
        ONBUILD RUN a # b \\
        #             ^^^ && c is never run
          && c
        CMD a # b \\
        #     ^^^ -c is never run
          -c
        HEALTHCHECK CMD a # b \\
        #                 ^^^ || exit 1 is never run
          || exit 1
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN a # b",
        "RUN a \\\n  && b # c",
        "RUN a \\\n  # b \\\n  && c",
        "RUN a 'x # y \\\n z'",
        "RUN a x#y \\\n && z",
        "RUN a # b \\\n",
        "RUN a # b \\\n  # c\n\n",
        "RUN <<EOF\na # b \\\nc\nEOF",
        "RUN [\"a\", \"# b\", \\\n \"c\"]",
        "SHELL [\"powershell\"]\nRUN a # b \\\n  c",
      })
  void otherCommentsSwallowNothing(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + lines + "\n")).isEmpty();
  }

  @Test
  void inTheFirstLineTheCommentMovesAboveTheInstruction() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nRUN a # b \\\n && c\n").values())
        .containsExactly("FROM alpine\n# b\nRUN a \\\n && c\n");
  }
}

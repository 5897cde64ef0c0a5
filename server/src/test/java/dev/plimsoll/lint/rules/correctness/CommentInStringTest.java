package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentInStringTest {

  private static final CommentInString RULE = new CommentInString();

  @Test
  void theLineIsMissingFromTheText() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN echo '\\
        #!/bin/sh\\n\\
        #^^^^^^^^^^^ not part of the string
        a' > b
        RUN printf "a\\n\\
          # b\\n\\
        # ^^^^^^ not part of the string
        c" > d
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN python -c 'import a; \\\n  # why\n  a.b()'",
        "RUN a \\\n  # b\\n\n  c",
        "RUN echo \"$(a \\\n  # b\\n\n  c)\"",
        "RUN echo 'a # b\\n\\\n c'",
        "RUN cat <<EOF > a\n'\n#!b\n'\nEOF",
        "SHELL [\"pwsh\", \"-c\"]\nRUN a 'b\\n\\\n # c\n d'",
      })
  void otherCommentsAreComments(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + lines + "\n")).isEmpty();
  }
}

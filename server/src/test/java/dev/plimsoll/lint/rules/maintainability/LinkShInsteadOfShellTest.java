package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkShInsteadOfShellTest {

  private static final LinkShInsteadOfShell RULE = new LinkShInsteadOfShell();

  @Test
  void aLinkInThePlaceOfShIsMeant() {
    RuleRun.check(RULE, """
        FROM debian
        RUN apt-get update && sudo ln -snf bash /bin/sh
        #                          ^^^^^^^^^^^^^^^^^^^^ Use SHELL to choose
        ONBUILD RUN ln -s /bin/bash /bin/sh
        #           ^^^^^^^^^^^^^^^^^^^^^^^ Use SHELL to choose
        RUN ln -s /bin/sh /usr/bin/sh && ln -s a && echo ln a /bin/sh
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ln -sf /bin/bash /bin/sh",
        "ln -snf bash /bin/sh",
        "rm /bin/sh && ln -s /bin/bash /bin/sh",
        "mv /bin/sh /bin/sh.old && \\\n    ln -s /bin/bash /bin/sh",
      })
  void shellDoesForTheBuildWhatThisDoesForAll(String script) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN " + script + "\nRUN make\n"))
        .isEqualTo(Map.of("Use SHELL", "FROM debian\nSHELL [\"/bin/bash\", \"-c\"]\nRUN make\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make && ln -sf /bin/bash /bin/sh",
        "ln -sf /bin/dash /bin/sh",
        "ln -sf $BASH /bin/sh",
        "rm /bin/sh /bin/x && ln -s /bin/bash /bin/sh",
        "rm /bin/sh; ln -s /bin/bash /bin/sh",
        "rm /bin/sh && \\\n# bash\n ln -s /bin/bash /bin/sh",
      })
  void nothingElseIsTakenAway(String script) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN " + script + "\n")).isEmpty();
  }
}

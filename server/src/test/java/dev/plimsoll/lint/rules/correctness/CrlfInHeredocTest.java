package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrlfInHeredocTest {

  private static final CrlfInHeredoc RULE = new CrlfInHeredoc();

  private static String windows(String text) {
    return text.replace("\n", "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\nRUN <<EOT\nset -eux\necho Foo\nEOT\n",
        "FROM debian\nCOPY <<EOT /etc/app.conf\na=b\nEOT\n",
        "FROM debian\nRUN cat <<EOT | sh\na\nEOT\n",
        "FROM debian\nONBUILD RUN <<EOT\na\nEOT\n",
      })
  void carriageReturnsBecomePartOfIt(String text) {
    assertThat(RuleRun.findings(RULE, windows(text))).hasSize(1);
    assertThat(RuleRun.findings(RULE, text)).isEmpty();
  }

  @Test
  void theReasonIsOneForAllOfTheFile() {
    String heredoc = "RUN <<EOT\na\nEOT\n";
    assertThat(Iterables.getOnlyElement(
                RuleRun.findings(RULE, windows("FROM debian\n" + heredoc + heredoc)))
            .related())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\nRUN a \\\n  && b\n",
        "FROM debian\nRUN <<EOT\nEOT\n",
        "FROM debian\nCOPY <<EOT /start.cmd\na\nEOT\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN <<EOT\na\nEOT\n",
      })
  void elsewhereTheyDoNotMatter(String text) {
    assertThat(RuleRun.findings(RULE, windows(text))).isEmpty();
  }
}

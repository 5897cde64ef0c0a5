package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyMultipleSourcesDestNotDirTest {

  private static final CopyMultipleSourcesDestNotDir RULE = new CopyMultipleSourcesDestNotDir();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY a b dest | COPY a b dest/",
        "COPY a b /app | COPY a b /app/",
        "COPY --from=x a b /usr/local/app | COPY --from=x a b /usr/local/app/",
        "COPY [\"a\", \"b\", \"/c d\"] | COPY [\"a\", \"b\", \"/c d/\"]",
        "COPY a b \"$DIR\" | COPY a b \"$DIR/\"",
        "ADD a b /c | ADD a b /c/",
        "ONBUILD COPY a b c | ONBUILD COPY a b c/",
      })
  void eachIsWrittenOverTheOneBefore(String before, String after) {
    String head = "FROM alpine:3.22\nENV DIR=/dir\n";
    assertThat(RuleRun.fixes(RULE, head + before + "\n"))
        .containsExactly(Map.entry("End the destination with a /", head + after + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY a b",
        "COPY a b c/",
        "COPY a b .",
        "COPY a b ..",
        "COPY a b c/.",
        "COPY a* b",
        "COPY a b /usr/local/bin",
        "COPY a b \"/c/\"",
        "COPY --parents a b /c",
        "ADD a.tar.gz b.tgz /c",
        "ENV R=/usr/src/app/\nCOPY a b ${R}",
        "ARG R=/usr\nCOPY a b ${R}",
        "COPY a b $UNKNOWN",
        "WORKDIR /app\nCOPY a b /app",
        "WORKDIR /app/lib\nCOPY a b /app",
        "WORKDIR /app\nWORKDIR /lib\nCOPY a b /app",
        "COPY x /app/\nCOPY a b /app",
        "RUN mkdir -p /app/lib\nCOPY a b /app",
        "RUN cd /srv && mkdir app\nFROM 0\nFROM alpine AS x\nWORKDIR /app\nFROM x\nCOPY a b /app",
        "COPY <<A b\nA",
      })
  void elsewhereItIsADirectoryOrMayBeOne(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + lines + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADD init.sql /db/init.sql 644       | ADD --chmod=644 init.sql /db/init.sql",
        "COPY --from=x a b /c/ 0755          | COPY --from=x --chmod=0755 a b /c/",
        "ONBUILD COPY a /b 600               | ONBUILD COPY --chmod=600 a /b",
      })
  void aModeIsNoDestination(String before, String after) {
    String head = "FROM alpine:3.22\n";
    assertThat(RuleRun.findings(RULE, head + before + "\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains(" is no mode. Write --chmod="));
    assertThat(RuleRun.fixes(RULE, head + before + "\n").values())
        .containsExactly(head + after + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"COPY --chmod=600 a /b 644", "COPY [\"a\", \"/b\", \"644\"]", "COPY a /b \\\n 644"
      })
  void aModeIsNotMovedWhereOneIsGivenOrTheWordsAreTornApart(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).contains(" is no mode. ");
          assertThat(one.fixes()).isEmpty();
        });
  }
}

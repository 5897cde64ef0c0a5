package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyKeyValueFormatTest {

  private static final LegacyKeyValueFormat RULE = new LegacyKeyValueFormat();

  @Test
  void allThatFollowsTheNameIsItsValue() {
    RuleRun.check(RULE, """
        FROM alpine:3.22
        ENV A b
        #   ^^^ This is the old form of ENV. Write A=
        LABEL c d e=f
        #     ^^^^^^^ This is the old form of LABEL. Write c=
        ENV A=b C=d
        LABEL "a b"=c
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "ENV A = b, WARNING",
    "ENV A =b, WARNING",
    "LABEL a = b,",
    "ENV A b,",
  })
  void aProgramThatGetsAnotherValueIsWorthAWarning(String line, @Nullable Severity severity) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
        .extracting(Finding::severity)
        .containsExactly(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "LABEL maintainer = @a @b @c, true",
    "ENV A = b c, true",
    "ENV A = b, false",
    "ENV A = b C = d, false",
    "ENV A =, false",
    "ENV A = 'b c', false",
  })
  void severalWordsNeedQuotes(String line, boolean areSeveral) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n").get(0).message())
        .endsWith(
            areSeveral
                ? "Remove the blanks, and put the value into double quotes."
                : "Remove the blanks.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "ENV A b                        | ENV A=b",
        "env  A    b                    | env  A=b",
        "ENV A b c                      | ENV A=\"b c\"",
        "ENV A b=c D=e                  | ENV A=\"b=c D=e\"",
        "ENV A \"b c\"                  | ENV A=\"b c\"",
        "ENV A 'b c'                    | ENV A='b c'",
        "ENV A \"b\" c                  | ENV A=\"b c\"",
        "ENV A 'b $x' c                 | ENV A='b $x'\\ c",
        "ENV A b $x ${y:-z}             | ENV A=\"b $x ${y:-z}\"",
        "ENV A say \\\"b\\\"            | ENV A=\"say \\\"b\\\"\"",
        "ENV A it's b's                 | ENV A=it's b's",
        "ENV PATH $PATH:/opt/bin        | ENV PATH=$PATH:/opt/bin",
        "LABEL a {\"b\": 1}             | LABEL a=\"{b: 1}\"",
        "ENV A b\\c                     | ENV A=b\\c",
      })
  void theValueStaysWhatItIs(String before, String after) {
    assertThat(fixed(before)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "LABEL a = \"b c\"        | LABEL a=\"b c\"",
        "LABEL   a   =   'b c'    | LABEL   a='b c'",
        "ENV A =b                 | ENV A=b",
        "ENV A = $B               | ENV A=$B",
        "ONBUILD ENV A = b        | ONBUILD ENV A=b",
        "ENV A = b c              | ",
        "ENV A = b C = d          | ",
        "ENV A =                  | ",
        "ENV A == b               | ",
        "ENV A = \"b\"c         | ",
      })
  void anEqualsSignBetweenBlanksIsOfTheValue(String before, @Nullable String after) {
    String text = "FROM alpine:3.22\n" + before + "\n";
    assertThat(RuleRun.findings(RULE, text).get(0).message())
        .contains("begins with an equals sign");
    assertThat(RuleRun.fixes(RULE, text))
        .isEqualTo(
            after == null
                ? Map.of()
                : Map.of(
                    "Remove the blanks around the equals sign",
                    "FROM alpine:3.22\n" + after + "\n"));
  }

  @Test
  void continuedLinesAndCommentsStayAsTheyAre() {
    assertThat(fixed("ENV A \\\n    # one\n    b \\\n    c"))
        .isEqualTo("ENV \\\n    # one\n    A=\"b \\\n    c\"");
    assertThat(fixed("ENV A \\\n    b \\\n    c")).isEqualTo("ENV A=\"b \\\n    c\"");
    assertThat(fixed("LABEL A \\\r\n  b")).isEqualTo("LABEL A=b");
    assertThat(fixed("ENV A b\\\r\n    c\\\r\n# two\r\nd"))
        .isEqualTo("ENV A=\"b\\\r\n    c\\\r\n# two\r\nd\"");
  }

  @Test
  void anotherEscapeCharacterIsTaken() {
    String text = "# escape=`\nFROM a\nENV A 'b' c:\\\n";
    assertThat(Iterables.getOnlyElement(RuleRun.fixes(RULE, text).values()))
        .isEqualTo("# escape=`\nFROM a\nENV A='b'` c:\\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENV A \"b c", "LABEL \"a b\" c"})
  void noFixWhereItWouldBeAnotherValue(String line) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\n" + line + "\n")).isEmpty();
  }

  private static String fixed(String line) {
    String text = "FROM alpine:3.22\n" + line + "\n";
    String fixed = Iterables.getOnlyElement(RuleRun.fixes(RULE, text).values());
    return fixed.substring("FROM alpine:3.22\n".length(), fixed.length() - 1);
  }

  @Test
  void aTriggerIsWrittenAnew() {
    assertThat(fixed("ONBUILD ENV A b $x")).isEqualTo("ONBUILD ENV A=\"b $x\"");
    assertThat(fixed("ONBUILD \\\n  LABEL A \\\n    # one\n    b"))
        .isEqualTo("ONBUILD \\\n  LABEL \\\n    # one\n    A=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV $(cat .env)",
        "ENV $(cat .env | xargs)",
        "ENV `cat .env`",
        "ENV \"$(cat .env)\" b",
        "ENV A$(date +%s) b",
        "LABEL $(git describe) b",
        "ONBUILD ENV $(cat .env)",
      })
  void aCommandIsNoNameInTheOldForm(String line) {
    assertThat(RuleRun.findings(RULE, "FROM a\n" + line + "\n")).singleElement().satisfies(one -> {
      assertThat(one.message()).contains(" runs no commands: ").doesNotContain("old form");
      assertThat(one.fixes()).isEmpty();
    });
  }

  @Test
  void aBackquoteThatEscapesIsNoCommand() {
    assertThat(RuleRun.findings(RULE, "# escape=`\nFROM a\nENV a`b c\n"))
        .allSatisfy(one -> assertThat(one.message()).contains("old form"));
  }
}

package dev.plimsoll.shellcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program that this machine has says of whole files. */
class RealShellCheckTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$v\\d+");

  private static List<Problem> problems(String text) {
    EmbeddedImages images = new EmbeddedImages();
    Subject subject = new Subject(SemanticModel.of(Dockerfile.parse(text)), images);
    Linter linter = new Linter(Rules.ALL, (rule, failure) -> {
      throw new AssertionError(rule.name(), failure);
    });
    return linter.lint(subject.with(RealShellCheck.of(subject)), LintOptions.DEFAULT);
  }

  private static List<Problem> problems(String text, String code) {
    return problems(text).stream().filter(it -> it.rule().name().equals(code)).toList();
  }

  private static String random(Random random) {
    String end = random.nextInt(3) == 0 ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder("FROM debian:12-slim").append(end);
    String[] gaps = {
      " ",
      "\t",
      " \t \\" + end + "# comment $v0" + end + "\t",
      " 'é😀'\t",
      " \"\t\" ",
      " && \\" + end + "  echo "
    };
    int variable = 1;
    for (String opener :
        new String[] {"RUN ", "ONBUILD RUN --network=none ", "CMD ", "HEALTHCHECK CMD "}) {
      text.append(opener).append("echo");
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(gaps[random.nextInt(gaps.length)]).append("$v").append(variable++);
      }
      text.append(end);
    }
    text.append("RUN <<-E\n\tfoo \"😀\"\t$v")
        .append(variable++)
        .append("\n\t\techo\t$v")
        .append(variable)
        .append("\n\tE\n");
    return text.toString();
  }

  /** Each variable without quotes is found where it stands, and its fix puts quotes around it and changes nothing else. */
  @Test
  void everyVariableIsFoundAndQuotedInItsPlace() {
    for (int seed = 0; seed < 25; seed++) {
      String text = random(new Random(seed));
      List<String> found = new ArrayList<>();
      List<TextEdit> edits = new ArrayList<>();
      for (Problem problem : problems(text, "SC2086")) {
        found.add(problem.range().of(text));
        assertThat(problem.severity()).isEqualTo(Severity.INFORMATION);
        Fix fix = problem.fixes().get(0);
        assertThat(fix.isSafe()).isFalse();
        edits.addAll(fix.edits());
      }
      String withoutComments = text.replace("# comment $v0", "");
      assertThat(found)
          .as(text)
          .containsExactlyElementsOf(
              VARIABLE.matcher(withoutComments).results().map(it -> it.group()).toList());
      assertThat(TextEdit.apply(text, edits))
          .isEqualTo(VARIABLE
              .matcher(text)
              .replaceAll(it -> Matcher.quoteReplacement(
                  it.group().equals("$v0") ? it.group() : '"' + it.group() + '"')));
    }
  }

  @Test
  void aCommentOfShellChecksCountsInAHereDocument() {
    assertThat(problems("""
            FROM debian:12-slim
            RUN <<E
            # shellcheck disable=SC2086
            echo $1
            E
            RUN <<E
            echo $1
            E
            """, "SC2086")).hasSize(1);
  }

  /** In the recommended profile. */
  @Test
  void whatTheShellOfTheImageHasIsNotHeldAgainstIt() {
    String script = "\nRUN f() { local a=1; echo \"$a\"; }; f; [[ -e /a ]] || exit 1\n";
    assertThat(problems("FROM debian:12-slim" + script, "SC3043")).isEmpty();
    assertThat(problems("FROM debian:12-slim" + script, "SC3010")).hasSize(1);
    assertThat(problems("FROM alpine:3.22" + script, "SC3010")).isEmpty();
    assertThat(problems("FROM fedora:42" + script, "SC3010")).isEmpty();
    assertThat(problems("FROM unknown/image:1" + script, "SC3010")).hasSize(1);
  }

  /** ShellCheck 0.8 or later warns of blanks that a command never sees; on one line, those of continued lines are some. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo foo \\\n        bar",
        "RUN echo foo\\\n        bar",
        "RUN echo foo        \\\nbar",
        "RUN A=1 echo foo \\\n  # a comment\n\n        bar >f && ls",
        "ONBUILD RUN echo foo \\\n        'b     c' \\\n        bar",
        "RUN if true; then \\\n  echo \"$(echo a \\\n      b)\" \\\n        bar; \\\n    fi",
        "CMD echo foo \\\n        bar",
        "# escape=`\nRUN echo foo `\n        bar",
      })
  void blanksOfContinuedLinesAreNoMistake(String instruction) {
    String text = instruction.startsWith("# escape")
        ? instruction.replaceFirst("\n", "\nFROM debian:12-slim\n")
        : "FROM debian:12-slim\n" + instruction;
    assertThat(problems(text + "\n", "SC2291")).isEmpty();
    assertThat(problems((text + "\n").replace("\n", "\r\n"), "SC2291")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo foo        bar",
        "RUN ls && \\\n    echo foo        bar \\\n        baz",
        "RUN <<E\necho foo        bar\nE",
      })
  void blanksOfALineAre(String instruction) {
    Assumptions.assumeTrue(
        !problems("FROM debian:12-slim\nRUN echo foo        bar\n", "SC2291").isEmpty());
    assertThat(problems("FROM debian:12-slim\n" + instruction + "\n", "SC2291")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "SC2086 # RUN [ -e x ] && echo $1        # Write \"$1\"",
        "SC2006 # RUN echo \"`ls`\"             # Write $(ls)",
        "SC2164 # RUN cd /opt/\"$1\"; ls         # Write cd /opt/\"$1\" || exit",
        "SC2006 # RUN echo \"`find / -name 'a long name that needs much room'`\" # Do what ShellCheck suggests for SC2006",
        "SC2028 # RUN echo 'a\\n'               #",
      })
  void aFixSaysWhatItWrites(String code, String instruction, String title) {
    List<Problem> found = problems("FROM debian:12-slim\n" + instruction + "\n", code);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).fixes())
        .extracting(Fix::title)
        .containsExactlyElementsOf(title == null ? List.of() : List.of(title));
  }

  @Test
  void aFragmentIsJudgedAndATemplateIsNot() {
    assertThat(problems("ENV A=1\nRUN echo $1 $A\n", "SC2086")).hasSize(1);
    assertThat(problems("FROM alpine:3.22\nRUN {{ install }} $1 && echo {% if a %}\n"))
        .noneMatch(it -> it.rule().name().startsWith("SC"));
  }
}

package dev.plimsoll.shellcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckComment.Level;
import dev.plimsoll.shellcheck.ShellCheckComment.Place;
import dev.plimsoll.shellcheck.ShellCheckComment.Replacement;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text ShellCheck is given, and that every position of it is one in the file. */
class ShellCheckScriptTest {

  private static final Pattern WORD = Pattern.compile("w\\d+x(é|😀|=1)?");

  private static List<ShellCheckScript> scripts(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    List<ShellCheckScript> scripts = new ArrayList<>();
    for (Instruction instruction : model.having(ShellCheckScript.MAY_HAVE_ONE)) {
      ShellCheckScript script = ShellCheckScript.of(model, instruction);
      if (script != null) {
        scripts.add(script);
      }
    }
    return scripts;
  }

  private static ShellCheckScript last(String text) {
    List<ShellCheckScript> all = scripts(text);
    return all.get(all.size() - 1);
  }

  /** What ShellCheck would say of a part of its text. */
  private static ShellCheckComment at(String text, int start, int end, Replacement... fix) {
    return new ShellCheckComment(
        place(text, start, end), Level.INFO, 2086, "message", ImmutableList.copyOf(fix));
  }

  private static Place place(String text, int start, int end) {
    return new Place(line(text, start), column(text, start), line(text, end), column(text, end));
  }

  private static int line(String text, int offset) {
    return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }

  private static int column(String text, int offset) {
    return text.codePointCount(text.lastIndexOf('\n', offset - 1) + 1, offset) + 1;
  }

  /** Words that are told apart, with all between them that can stand between words of a script. */
  private static String random(Random random) {
    String escape = random.nextInt(4) == 0 ? "`" : "\\";
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder(escape.equals("`") ? "# escape=`" + end : "");
    text.append("FROM debian:12-slim").append(end).append("ARG one two=2").append(end);
    String[] gaps = {
      " ",
      "\t",
      " \t ",
      " " + escape + end,
      escape + end + "\t",
      escape + end + "# w0xcomment" + end + "  ",
      escape + " " + end + end + "\t# more" + end,
      " 'é' ",
      " \"😀\t\" ",
      " && ",
      "; "
    };
    int word = 1;
    for (int i = random.nextInt(4); i >= 0; i--) {
      String[] openers = {
        "RUN ",
        "ONBUILD RUN ",
        "RUN --mount=type=cache,target=/a " + escape + end + "  ",
        "CMD ",
        "HEALTHCHECK --interval=3s " + escape + end + " CMD "
      };
      text.append(openers[random.nextInt(openers.length)]);
      for (int j = random.nextInt(8); j >= 0; j--) {
        String tail = new String[] {"", "é", "😀", "=1"}[random.nextInt(4)];
        text.append("w").append(word++).append("x").append(tail);
        text.append(j == 0 ? "" : gaps[random.nextInt(gaps.length)]);
      }
      text.append(end);
      if (random.nextInt(3) == 0) {
        String tabs = random.nextBoolean() ? "\t" : "";
        text.append("RUN <<").append(tabs.isEmpty() ? "" : "-").append("END").append(end);
        for (int j = random.nextInt(4); j >= 0; j--) {
          text.append(tabs)
              .append("w")
              .append(word++)
              .append("x😀\tw")
              .append(word++)
              .append("x")
              .append(end);
        }
        text.append(tabs).append("END").append(end);
      }
    }
    return text.toString();
  }

  @Test
  void aFindingAtAnyWordStandsAtThatWord() {
    int words = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      String text = random(new Random(seed));
      for (ShellCheckScript script : scripts(text)) {
        String given = script.input().text();
        Matcher word = WORD.matcher(given);
        while (word.find()) {
          List<ShellCheckFinding> found =
              script.findings(List.of(at(given, word.start(), word.end())));
          assertThat(found).as("seed " + seed).hasSize(1);
          assertThat(found.get(0).range().of(text))
              .as("seed " + seed + "\n" + text)
              .isEqualTo(word.group());
          words++;
        }
        assertThat(given).doesNotContain("w0x");
      }
    }
    assertThat(words).isGreaterThan(20_000);
  }

  /** Quotes around any word stand around that word, whatever stands before and behind it. */
  @Test
  void aFixAroundAnyWordIsAroundThatWord() {
    for (int seed = 0; seed < 1_000; seed++) {
      String text = random(new Random(seed));
      for (ShellCheckScript script : scripts(text)) {
        String given = script.input().text();
        Matcher word = WORD.matcher(given);
        while (word.find()) {
          Replacement open = new Replacement(place(given, word.start(), word.start()), "<", true);
          Replacement close = new Replacement(place(given, word.end(), word.end()), ">", false);
          ShellCheckFinding found = script
              .findings(List.of(at(given, word.start(), word.end(), close, open)))
              .get(0);
          int start = found.range().start();
          int end = found.range().end();
          assertThat(TextEdit.apply(text, found.edits()))
              .as("seed " + seed)
              .isEqualTo(text.substring(0, start) + "<" + word.group() + ">" + text.substring(end));
        }
      }
    }
  }

  @Test
  void isGivenALineForEachVariableAndTheScriptAsTheShellIs() {
    ShellCheckScript script = last("""
        ARG outside=1
        FROM debian:12-slim AS base
        ENV ONE=1 two=2
        FROM base
        ARG THREE outside
        RUN echo a \\
            # comment
            && echo "b"
        """);
    assertThat(script.input().shell()).isEqualTo("sh");
    assertThat(script.input().text()).isEqualTo("""
        export FTP_PROXY=1
        export HTTPS_PROXY=1
        export HTTP_PROXY=1
        export NO_PROXY=1
        export ONE=1
        export THREE=1
        export ftp_proxy=1
        export http_proxy=1
        export https_proxy=1
        export no_proxy=1
        export outside=1
        export two=1
        echo a     && echo "b"
        """);
  }

  @Test
  void nothingIsSaidOfTheLinesBefore() {
    ShellCheckScript script = last("FROM debian:12-slim\nENV PATH=/bin\nRUN ls\n");
    assertThat(script.findings(List.of(at(script.input().text(), 0, 6)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sh   | RUN ls",
        "bash | SHELL ['/bin/bash', '-c']; RUN ls",
        "bash | # hadolint shell=bash; RUN ls",
        "bash | # hadolint shell=/bin/bash; CMD ls",
        "sh   | # hadolint shell=bash; SHELL ['/bin/sh', '-c']; RUN ls",
        "ksh  | SHELL ['/bin/sh', '-c']; # hadolint shell=ksh; RUN ls",
        "bash | RUN <<E; #!/usr/bin/env bash; ls; E",
        "dash | SHELL ['/bin/busybox', 'ash', '-c']; RUN ls",
        "sh   | HEALTHCHECK CMD ls",
        "sh   | ONBUILD RUN ls",
        "sh   | ENTRYPOINT ls",
        "none | # hadolint shell=pwsh; RUN ls",
        "none | SHELL ['pwsh', '-c']; RUN ls",
        "none | SHELL ['/bin/zsh', '-c']; RUN ls",
        "none | RUN <<E; #!/usr/bin/env python3; print(1); E",
        "none | RUN ['ls']",
        "none | CMD ['ls'",
        "none | HEALTHCHECK NONE"
      })
  void theLanguageIsThatOfTheShell(String expected, String lines) {
    String text = "FROM debian:12-slim\n" + lines.replace("; ", "\n").replace('\'', '"') + "\n";
    List<ShellCheckScript> scripts = scripts(text);
    assertThat(
            scripts.isEmpty() ? "none" : scripts.get(scripts.size() - 1).input().shell())
        .isEqualTo(expected);
  }

  @Test
  void aShellThatIsDeclaredCountsInStagesThatAreFromItsOwn() {
    String text = """
        # hadolint shell=bash
        FROM debian:12-slim AS base
        # hadolint shell=ksh
        RUN one
        FROM base
        RUN two
        FROM debian:12-slim
        RUN three
        """;
    assertThat(scripts(text))
        .extracting(script -> script.input().shell())
        .containsExactly("ksh", "ksh", "bash");
  }

  @Test
  void theInterpreterInAHereDocumentIsNoMistakeThere() {
    assertThat(last("FROM alpine\nRUN <<E\n#!/bin/sh -e\nls\nE\n").input().text())
        .endsWith("\n##/bin/sh -e\nls\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN \\\n  # shellcheck disable=SC2086\n  [echo a; echo b]",
        "RUN echo a; \\\n  # shellcheck disable=SC2086\n  [echo b && echo c]; \\\n  echo d",
        "RUN echo a && \\\n  # shellcheck disable=SC1000,SC2086\n  [echo b | cat] && \\\n  echo d",
        "RUN echo a; \\\n  # shellcheck disable=2000-2999\n  [for f in *; do echo b; done]; \\\n  echo d",
        "RUN echo a; \\\n  # shellcheck source=x disable=all # why\n\n  [echo b]; echo c",
        "RUN echo a; \\\n  # shellcheck disable=SC2087\n  []echo b; echo c",
        "RUN echo a; \\\n  # shellcheck disable=SC99999999999,x,\n  []echo b; echo c",
        "# shellcheck disable=SC2086\nRUN []echo a",
      })
  void aCommentSilencesWhatBeginsBehindIt(String marked) {
    String text = "FROM alpine:3.22\n" + marked.replace("[", "").replace("]", "") + "\n";
    int from = text.length() - marked.length() - 1 + 2 + marked.indexOf('[');
    int to = from + marked.indexOf(']') - marked.indexOf('[') - 1;
    ShellCheckScript script = last(text);
    String given = script.input().text();
    Matcher word =
        Pattern.compile("echo|cat").matcher(given.substring(given.lastIndexOf("=1\n") + 3));
    int checked = 0;
    while (word.find()) {
      int offset = given.lastIndexOf("=1\n") + 3;
      List<ShellCheckFinding> found =
          script.findings(List.of(at(given, offset + word.start(), offset + word.end())));
      int home = found.isEmpty() ? -1 : found.get(0).range().start();
      assertThat(home == -1 || home < from || home >= to).as(text + home).isTrue();
      checked += found.isEmpty() ? 1 : 0;
    }
    long silenced = Pattern.compile("echo|cat")
        .matcher(from < 0 || to < from ? "" : text.substring(from, to))
        .results()
        .count();
    assertThat((long) checked).as(text).isEqualTo(silenced);
  }

  @Test
  void aFixThatIsNotInOnePieceOrMeetsItselfIsLeftOut() {
    ShellCheckScript script = last("FROM alpine\nRUN echo a\\\n  b\n");
    String given = script.input().text();
    int a = given.lastIndexOf("a");
    int b = given.lastIndexOf("b");
    Replacement across = new Replacement(place(given, a, b + 1), "c", false);
    Replacement here = new Replacement(place(given, b, b + 1), "c", false);
    Replacement lines = new Replacement(place(given, b, b + 1), "c\nd", false);
    assertThat(script.findings(List.of(at(given, a, a + 1, across))).get(0).edits())
        .isEmpty();
    assertThat(script.findings(List.of(at(given, a, a + 1, here))).get(0).edits())
        .hasSize(1);
    assertThat(script.findings(List.of(at(given, a, a + 1, here, here))).get(0).edits())
        .isEmpty();
    assertThat(script.findings(List.of(at(given, a, a + 1, lines))).get(0).edits())
        .isEmpty();
  }

  @Test
  void aPlaceWithoutLengthOrBehindTheEndIsShownAtACharacter() {
    String text = "FROM alpine\nRUN echo 😀\n";
    ShellCheckScript script = last(text);
    String given = script.input().text();
    int smile = given.lastIndexOf("😀");
    for (int offset : new int[] {smile, smile + 2}) {
      assertThat(
              script.findings(List.of(at(given, offset, offset))).get(0).range().of(text))
          .isEqualTo("😀");
    }
    ShellCheckComment beyond = new ShellCheckComment(
        new Place(1000, 1000, 1001, 1), Level.INFO, 1, "", ImmutableList.of());
    assertThat(script.findings(List.of(beyond)).get(0).range().of(text)).isEqualTo("😀");
  }
}

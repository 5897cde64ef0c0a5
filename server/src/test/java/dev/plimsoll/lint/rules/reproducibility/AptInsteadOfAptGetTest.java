package dev.plimsoll.lint.rules.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptInsteadOfAptGetTest {

  private static final AptInsteadOfAptGet RULE = new AptInsteadOfAptGet();

  @Test
  void marksTheFirstOfEachRun() {
    RuleRun.check(RULE, """
        FROM debian:bookworm
        RUN apt-get update && sudo apt install curl && apt clean
        #                          ^^^ Use apt-get
        RUN ["apt", "install", "curl"]
        #    ^^^^^ Use apt-get
        ONBUILD RUN /usr/bin/apt update
        #           ^^^^^^^^^^^^ Use apt-get
        RUN echo apt install && apt-get install apt
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      apt update && apt -y install curl | safe: Use apt-get | apt-get update && apt-get -y install curl
      /usr/bin/apt update               | safe: Use apt-get | /usr/bin/apt-get update
      apt upgrade -y                    | safe: Use apt-get | apt-get upgrade --with-new-pkgs -y
      apt full-upgrade -y               | Use apt-get       | apt-get full-upgrade -y
      apt show curl                     | Use apt-get       | apt-cache show curl
      apt list; apt clean               | safe: Use apt-get | apt list; apt-get clean
      ["apt", "clean"]                  | safe: Use apt-get | ["apt-get", "clean"]
      """)
  void namesTheProgramForScripts(String before, String title, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM debian:bookworm\nRUN " + before + "\n"))
        .as(before)
        .containsExactly(Map.entry(title, "FROM debian:bookworm\nRUN " + after + "\n"));
  }

  @Test
  void hasNoFixWhereThereIsNoOtherProgram() {
    assertThat(RuleRun.fixes(RULE, "FROM debian:bookworm\nRUN apt list --installed\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian:12-slim", "ubuntu:24.04", "ubuntu:noble", "node:22-bookworm"})
  void isSafeOnImagesWithAnOlderApt(String image) {
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nRUN apt update\n"))
        .containsOnlyKeys("safe: Use apt-get");
  }

  @Test
  void isSafeWhereTheReleaseStandsBehindAVariable() {
    String text = "ARG V=1.25\nFROM golang:${V}-bookworm AS a\nFROM a\nRUN apt update\n";
    assertThat(RuleRun.fixes(RULE, text)).containsOnlyKeys("safe: Use apt-get");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM team/debian\n",
        "FROM ubuntu:24.10\n",
        "FROM debian:bookworm\nCOPY 99apt /etc/apt/apt.conf.d/\n",
        "FROM debian:trixie\n",
        "ARG V=1.25-bookworm\nFROM golang:${V}\n",
        "ARG V=1.25\nFROM golang:${V}-trixie\n",
        "ARG I=golang\nFROM ${I}:1.25-bookworm\n",
        "FROM debian\n",
        "FROM debian:bookworm\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\n",
        "FROM debian:bookworm AS a\nRUN rm /etc/apt/apt.conf.d/docker-clean\nFROM a\n",
        "FROM debian:bookworm\nRUN echo 'Binary::apt::x 1;' >/etc/apt/apt.conf\n",
      })
  void isASuggestionWhereTheTwoMayDiffer(String before) {
    assertThat(RuleRun.fixes(RULE, before + "RUN apt update\n")).containsOnlyKeys("Use apt-get");
  }
}

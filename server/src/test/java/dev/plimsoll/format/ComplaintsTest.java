package dev.plimsoll.format;

import static dev.plimsoll.format.Layout.check;
import static dev.plimsoll.format.Layout.unchanged;

import org.junit.jupiter.api.Test;

/** What made people turn other formatters off. Each test names the report. */
class ComplaintsTest {

  /** microsoft/vscode-docker#992: packages lost their indentation. */
  @Test
  void packagesStandDeeperThanCommands() {
    unchanged("""
        FROM debian
        RUN     true \\
            &&  apt-get update --quiet \\
            &&  apt-get install --yes \\
                    curl \\
                    git \\
            &&  true
        """);
  }

  /** microsoft/vscode-docker#2004: the same, with a step of two and nothing in the first line. */
  @Test
  void packagesStandDeeperThanCommandsByAnyStep() {
    unchanged("""
        FROM debian
        RUN \\
          export DEBIAN_FRONTEND=noninteractive \\
          && apt-get update \\
          && apt-get install --assume-yes \\
            bash \\
            unzip \\
          && rm -rf /var/lib/apt/lists/*
        """);
  }

  /** microsoft/vscode-docker#3175, rcjsuen/dockerfile-language-service#83: all was put to one depth. */
  @Test
  void deliberateDepthsStay() {
    unchanged("""
        FROM debian
        RUN apt-get update -y && \\
            apt-get install -y curl && \\
                    git \\
                    make
        RUN echo && \\
                echo && \\
                    echo && \\
            echo
        """);
  }

  /** microsoft/vscode-docker#1112, #4351: the escape characters were gone. */
  @Test
  void escapeCharactersStay() {
    unchanged("""
        FROM debian
        RUN apt-get update -q && \\
          apt-get install -q curl && \\
          apt-get clean
        """);
    Layout.check(
        FormatOptions.DEFAULT.with(FormatOptions.Level.FULL),
        "FROM debian\nRUN apt-get update -q && \\\n  apt-get clean\n",
        "FROM debian\nRUN apt-get update -q && \\\n  apt-get clean\n");
  }

  /** microsoft/vscode-docker#3327, #3950, rcjsuen/dockerfile-utils#105: here-documents and what follows were indented. */
  @Test
  void hereDocumentsStay() {
    unchanged("""
        # syntax=docker/dockerfile:1
        FROM alpine
        RUN <<EOF
            echo here
        EOF
        COPY <<EOF /x
        a
          b
        EOF
        RUN cat << 'EOF' > /y
        PS1='%n@%m %~ $ '
        EOF
        CMD ["sh", "-c", "sleep 5"]
        """);
  }

  /** rcjsuen/dockerfile-language-server#70: comments and white space between the lines of an instruction. */
  @Test
  void commentsBetweenLinesAreIndented() {
    check(
        "FROM a\nRUN echo one \\\n#comment\n&& echo two \\\n      \n&& echo three\n",
        "FROM a\nRUN echo one \\\n    #comment\n    && echo two \\\n\n    && echo three\n");
  }

  /** mvdan/sh#640, foxundermoon/vs-shell-format#176: the shell was laid out as if no Dockerfile were around it. */
  @Test
  void scriptsAreContinuedAtEveryLevel() {
    Layout.check(
        FormatOptions.DEFAULT.with(FormatOptions.Level.FULL),
        "FROM a\nRUN echo \"x\" && apk update > /dev/null && apk upgrade > /dev/null\n",
        "FROM a\nRUN echo \"x\" \\\n    && apk update > /dev/null \\\n    && apk upgrade > /dev/null\n");
  }
}

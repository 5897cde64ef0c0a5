package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptListsNotRemovedTest {

  private static final AptListsNotRemoved RULE = new AptListsNotRemoved();
  private static final String TITLE = "Remove the package lists at the end of this RUN";

  @Test
  void looksAtLayersThatShip() {
    RuleRun.check(RULE, """
        FROM debian AS build
        RUN apt-get update && apt-get install -y gcc
        FROM debian AS base
        RUN apt-get update && apt-get install -y curl
        #   ^^^^^^^^^^^^^^ /var/lib/apt/lists
        FROM base
        RUN sudo apt update; apt upgrade
        #        ^^^^^^^^^^ /var/lib/apt/lists
        ONBUILD RUN aptitude update && aptitude install -y jq
        #           ^^^^^^^^^^^^^^^ /var/lib/apt/lists
        """);
  }

  @Test
  void looksAtEveryTarget() {
    RuleRun.check(RULE, """
        FROM debian:12-slim AS base
        RUN apt-get update && apt-get install -y --no-install-recommends jq
        #   ^^^^^^^^^^^^^^ /var/lib/apt/lists
        FROM base AS api
        RUN apt-get update && apt-get install -y --no-install-recommends curl
        #   ^^^^^^^^^^^^^^ /var/lib/apt/lists
        ENTRYPOINT ["/api"]
        FROM base AS worker
        RUN apt-get update && apt-get install -y --no-install-recommends curl
        #   ^^^^^^^^^^^^^^ /var/lib/apt/lists
        ENTRYPOINT ["/worker"]
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf /var/lib/apt/lists/*",
        "rm -rf /var/lib/apt/lists",
        "rm -r --force /var/lib/apt/lists/",
        "rm -fr /tmp/* /var/lib/apt/lists/* /var/tmp/*",
        "rm -rf /var/lib/apt",
        "rm -rf /var/lib/apt/*",
        "rm /var/lib/apt/lists/*_*",
        "find /var/lib/apt/lists -type f -delete",
        "find /var/lib/apt/lists -type f -exec rm {} +",
        "apt-get distclean",
        "bash -c 'rm -rf /var/lib/apt/lists/*'",
        "bash -c 'rm -rf /var/lib/{apt,dpkg,cache,log}/'",
        "rm -rf /var/lib//apt/./lists/*",
        "rm -rf /var/lib/dpkg/../apt/lists",
        "rm -rf /var/l*/apt/lists",
        "cd /var/lib && rm -rf apt",
        "cd /var/lib/apt/lists && rm -rf *",
        "cd /var/lib/apt/lists || exit 1; rm -rf ./*",
        "(cd /var/lib/apt && rm -rf lists/*)",
        "cd /var && cd lib && rm -rf apt/lists",
        "cd /var/lib/apt && find lists -type f -delete",
        "L=/var/lib/apt && rm -rf $L/lists/*",
        "cd / && rm -rf var/lib/apt/lists/*",
      })
  void knowsManyWaysToRemoveThem(String removal) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nRUN apt-get update && apt-get install x && " + removal + "\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get clean",
        "rm -rf /tmp/*",
        "rm -rf $X",
        // dash takes braces for what they are
        "rm -rf /var/lib/{apt,dpkg,cache,log}/",
        "rm -rf '/var/lib/apt/lists/*'x",
        "cd /var/lib/apt/lists && cd /srv && rm -rf *",
        "cd /srv && rm -rf apt",
        "find / -name '*.pyc' -delete",
        "find /var -name '*.log' -delete",
        "rm /var/lib/apt/lists/lock",
        "(cd /var/lib); rm -rf apt/lists",
        "cd /var/lib | rm -rf apt",
        "L=/srv && rm -rf $L/apt/lists",
        "rm -rf apt/lists",
        "rm -rf /var/lib/{dpkg,cache}/",
        "find /var/lib/apt/lists -type f",
        "rm -rf /var/cache/apt",
      })
  void isNotSatisfiedByOtherThings(String removal) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nRUN apt-get update && apt-get install x && " + removal + "\n"))
        .hasSize(1);
  }

  @Test
  void removalHasToComeLast() {
    assertThat(
            RuleRun.findings(
                RULE,
                "FROM debian\nRUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install x\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "type=cache;target=/var/lib/apt/lists, 0",
    "type=tmpfs;target=/var/lib/apt, 0",
    "type=cache;dst=/var/lib/apt/, 0",
    "type=cache;target=/var/cache/apt, 1",
    "type=cache;target=/var/lib/apt-other, 1",
  })
  void aMountKeepsThemOutOfTheLayer(String mount, int findings) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian\nRUN --mount=" + mount.replace(';', ',')
                + " apt-get update && apt-get install x\n"))
        .hasSize(findings);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '>',
      value = {
        "apt-get update && apt-get install x > apt-get update && apt-get install x && rm -rf /var/lib/apt/lists/*",
        "apt-get update; apt-get install x > apt-get update; apt-get install x && rm -rf /var/lib/apt/lists/*",
        "apt-get update && apt-get install x; > apt-get update && apt-get install x && rm -rf /var/lib/apt/lists/*;",
        "apt-get update; apt-get install x || true > apt-get update; apt-get install x || true; rm -rf /var/lib/apt/lists/*",
        "apt-get update && apt-get install x || exit 1 > ",
        "set -e; apt-get update; apt-get install x > set -e; apt-get update; apt-get install x; rm -rf /var/lib/apt/lists/*",
        "set -e; apt-get update; apt-get install x; test -d y && z > set -e; apt-get update; apt-get install x; test -d y && z && rm -rf /var/lib/apt/lists/*",
        "set -e; apt-get update; apt-get install x; if a; then b; fi > ",
        "apt-get update && apt-get install x # why > apt-get update && apt-get install x && rm -rf /var/lib/apt/lists/* # why",
        "sudo apt-get update && sudo apt-get install x > sudo apt-get update && sudo apt-get install x && sudo rm -rf /var/lib/apt/lists/*",
        "apt-get update && apt-get install x & > ",
        "up() { apt-get update; } && up && apt-get install x > ",
        "apt-get update && apt-get install x && exec foo > ",
        "if true; then apt-get update && apt-get install x; fi > if true; then apt-get update && apt-get install x; fi && rm -rf /var/lib/apt/lists/*",
        "bash -c 'apt-get update && apt-get install x' > bash -c 'apt-get update && apt-get install x' && rm -rf /var/lib/apt/lists/*",
      })
  void appendsSoThatTheExitStatusStays(String before, String after) {
    Map<String, String> expected =
        after == null ? Map.of() : Map.of("safe: " + TITLE, "FROM debian\nRUN " + after + "\n");
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN " + before + "\n")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        RUN apt-get update \\
         && apt-get install x \\
              y> \\
         && rm -rf /var/lib/apt/lists/*""",
        """
        RUN apt-get update && \\
            # a comment
            apt-get install x> && \\
            rm -rf /var/lib/apt/lists/*""",
        """
        RUN set -eux; \\
            apt-get update; \\
            apt-get install x>; \\
            rm -rf /var/lib/apt/lists/*""",
        """
        RUN <<EOF
        set -e
        apt-get update
        apt-get install x # why>
        rm -rf /var/lib/apt/lists/*
        EOF""",
        """
        RUN <<-EOF
        	apt-get update
        	apt-get install x> &&
        	rm -rf /var/lib/apt/lists/*
        EOF""",
        """
        ONBUILD RUN apt-get update && apt-get install x> && rm -rf /var/lib/apt/lists/*""",
      })
  void keepsTheLayout(String marked) {
    String after = "FROM debian\n" + marked.replace(">", "") + "\n";
    int start = marked.indexOf('>');
    String added = marked.substring(start + 1);
    int end = added.indexOf("lists/*") + "lists/*".length();
    String before =
        "FROM debian\n" + marked.substring(0, start).stripTrailing() + added.substring(end) + "\n";
    assertThat(RuleRun.fixes(RULE, before)).containsEntry("safe: " + TITLE, after);
    String windows = before.replace("\n", "\r\n");
    assertThat(RuleRun.fixes(RULE, windows))
        .containsEntry("safe: " + TITLE, after.replace("\n", "\r\n"));
  }

  @Test
  void keepsListsThatALaterInstallReads() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update && apt-get install x
        RUN apt-get install y
        """)).isEmpty();
    assertThat(RuleRun.fixes(RULE, """
        FROM debian AS base
        RUN apt-get update && apt-get install x
        FROM base
        RUN apt-get install y
        """)).isEmpty();
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update && apt-get install x
        RUN $INSTALL y
        """)).containsOnlyKeys(TITLE);
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get update
        """)).containsOnlyKeys(TITLE);
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        RUN apt-get update
        RUN apt-get install y
        """))
        .as("the rule about the update says so")
        .isEmpty();
  }

  @Test
  void takesDirectoriesAndVariablesOfTheFile() {
    String install = "RUN apt-get update && apt-get install x && ";
    for (String rest : new String[] {
      "WORKDIR /var/lib/apt\n" + install + "rm -rf lists/*",
      "ENV LISTS=/var/lib/apt/lists\n" + install + "rm -rf $LISTS/*",
      "ARG VAR=/var\n" + install + "rm -rf $VAR/lib/apt/lists",
      "SHELL [\"/bin/bash\", \"-c\"]\n" + install + "rm -rf /var/lib/{apt,dpkg}/",
      "WORKDIR /var\nRUN --mount=type=cache,target=lib/apt apt-get update && apt-get install x",
    }) {
      assertThat(RuleRun.findings(RULE, "FROM debian\n" + rest + "\n")).as(rest).isEmpty();
    }
    assertThat(RuleRun.findings(RULE, "FROM debian\nWORKDIR /srv\n" + install + "rm -rf lists/*\n"))
        .hasSize(1);
  }
}

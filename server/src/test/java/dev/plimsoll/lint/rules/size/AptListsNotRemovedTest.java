package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
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
        "find /var/lib/apt/lists -type f -execdir rm {} +",
        "find /root /var/lib -mindepth 1 -delete",
        "find /var/lib/apt/lists -mindepth 1 -exec sh -c 'rm -rf \"$@\"' _ {} +",
        "find /var/lib/apt/lists -mindepth 1 -exec sudo rm -rf {} +",
        "find /var/lib/apt/lists -type f -exec chmod 644 {} \\; -exec rm {} +",
        "find /tmp /var/lib/apt -mindepth 1 -maxdepth 1 -exec rm -rf {} +",
        "find /var/tmp /var/lib/apt/lists -mindepth 1 -type f -exec /bin/rm -f '{}' \\;",
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
        "find /var/lib -type d -empty -delete",
        "find /var/lib -mtime +7 -delete",
        "find /var/lib/apt/lists -exec chmod 644 {} +",
        "find /var/lib -mindepth 1 -maxdepth 1 -delete",
        "find /var/lib -mindepth 1 -maxdepth 1 -type f -exec rm -f {} +",
        "find /var/lib -name '*.old' -exec rm -rf {} +",
        "find /var/lib -exec grep -q old {} \\; -delete",
        "find /var/lib/apt/lists -exec sh -c 'chmod 644 \"$@\"' _ {} +",
        "find /var/lib/apt -mindepth 1 -exec touch {} +",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rm -rf /var/lib/{apt,dpkg,cache,log}/             | stay in this layer: sh doesn't expand {a,b}.",
        "rm -rf /tmp/* /var/{lib/apt/lists,cache/apt}/*    | stay in this layer: sh doesn't expand {a,b}.",
        "rm -rf /var/lib/{dpkg,cache}                      | stay in this layer. ",
        "echo /var/lib/{apt,dpkg}                          | stay in this layer. ",
      })
  void bracesThatShDoesNotKnowAreNamed(String removal, String message) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nRUN apt-get update && apt-get install x && " + removal + "\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.message()).contains(message));
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
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        RUN apt-get update
        RUN apt-get install y
        """))
        .as("the rule about the update says so")
        .isEmpty();
  }

  private static final String INSTALLED =
      "FROM debian:12 AS base\nRUN apt-get update && apt-get install x\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY install.sh /\nRUN /install.sh",
        "COPY install.sh /\nRUN sh /install.sh",
        "COPY install.sh /\nRUN [\"/install.sh\"]",
        "RUN . ./install.sh",
        "RUN ./install.sh",
        "RUN /opt/tool/install",
        "RUN make deps",
        "RUN retry apt-get install y",
        "RUN perl <<E\nsystem('apt-get install y')\nE",
        "RUN python3 -c 'import os; os.system(\"apt-get install y\")'",
        "RUN python3 setup.py install",
        "RUN echo $(apt-cache madison y)",
        "RUN apt list --upgradable",
        "RUN find . -name 'deps' -exec apt-get install -y {} +",
        "RUN eval \"$INSTALL\"",
        "RUN curl https://example.com/setup | bash",
        "RUN npm run setup",
        "RUN npx playwright install-deps",
        "RUN if ! command -v y; then apt-get update; fi; make",
        "SHELL [\"/usr/bin/perl\", \"-e\"]\nRUN system('apt-get install y')",
        "CMD apt-get install -y z && z",
        "FROM base AS middle\nFROM middle\nRUN ./install.sh",
        "FROM base\nCOPY x /\nFROM base\nRUN ./install.sh",
      })
  void whatIsNotUnderstoodMayReadThem(String later) {
    assertThat(RuleRun.findings(RULE, INSTALLED + later + "\n").stream()
            .filter(it -> it.range().start() < INSTALLED.length())
            .flatMap(it -> it.fixes().stream())
            .map(it -> it.isSafe() + " " + it.title()))
        .as(later)
        .containsExactly("false " + TITLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN pip install -r requirements.txt && npm ci",
        "RUN python3 -m venv /venv && /venv/bin/pip install x",
        "RUN python3 -c 'import torch; torch.hub.load(\"a\")'",
        "RUN curl -fsSLo /t.tgz https://example.com/t.tgz && tar -xzf /t.tgz && rm /t.tgz",
        "RUN set -eux; useradd app; for d in a b; do mkdir -p /srv/$d; done; chown -R app /srv",
        "RUN . /etc/os-release && echo $VERSION_CODENAME",
        "RUN up() { mkdir -p /x; }; up && [ -d /x ]",
        "RUN bash -c 'echo x > /y'",
        "RUN find / -name '*.pyc' -exec rm {} +",
        "RUN apt-get update && ./install.sh && rm -rf /var/lib/apt/lists/*",
        "RUN apt-get purge -y x && apt-get clean",
        "RUN cargo build --release && go build ./... && mvn -q package",
        "CMD [\"app\"]",
      })
  void whatIsUnderstoodDoesNot(String later) {
    assertThat(RuleRun.fixes(RULE, INSTALLED + later + "\n"))
        .as(later)
        .containsKey("safe: " + TITLE);
  }

  @Test
  void readsTheScriptThatTheContextShows() {
    String copied = INSTALLED + "COPY scripts/ /opt/\nRUN chmod +x /opt/run && /opt/run a\n";
    Map<String, String> harmless = Map.of("scripts/run", "#!/bin/sh\nmkdir -p /srv/$1\n");
    assertThat(RuleRun.fixes(RULE, copied, harmless)).containsKey("safe: " + TITLE);
    Map<String, String> reads = Map.of("scripts/run", "#!/bin/bash -e\napt-get install $1\n");
    assertThat(RuleRun.findings(RULE, copied, reads)).isEmpty();
    Map<String, String> updates =
        Map.of("scripts/run", "#!/bin/sh\napt-get update\nmake\napt-get install $1\n");
    assertThat(RuleRun.fixes(RULE, copied, updates)).containsKey("safe: " + TITLE);
    Map<String, String> another = Map.of("scripts/run", "#!/bin/sh\n. /opt/more\n");
    assertThat(RuleRun.fixes(RULE, copied, another)).containsOnlyKeys(TITLE);
    Map<String, String> python = Map.of("scripts/run", "#!/usr/bin/env python3\nprint(1)\n");
    assertThat(RuleRun.fixes(RULE, copied, python)).containsOnlyKeys(TITLE);
    assertThat(RuleRun.fixes(RULE, copied, Map.of())).containsOnlyKeys(TITLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chezmoi init --apply",
        "c=chezmoi\nexec \"$c\" init --apply \"--source=$PWD\"",
        "ansible-playbook -i hosts site.yml",
        "apt_get() { sudo apt-get \"$@\"; }\napt_get install y",
        "APT='apt-get -y'\n$APT install y",
        "bash more.sh\nexec apt-get install -y y",
      })
  void isSilentWhereAScriptIsLikelyToInstallWithThem(String script) {
    String text = INSTALLED + "COPY . .dotfiles\nRUN ./.dotfiles/install.sh\n";
    Map<String, String> files = Map.of("install.sh", "#!/bin/sh\nset -e\n" + script + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).as(script).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN ./install.sh",
        "RUN bash scripts/setup",
        "RUN make deps",
        "RUN curl -fsSLO https://example.com/install.sh && sh install.sh",
      })
  void saysThatItDependsOnAnInstallerThatIsNotSeen(String later) {
    assertThat(RuleRun.findings(RULE, INSTALLED + later + "\n"))
        .as(later)
        .allMatch(found -> found.severity() == Severity.INFORMATION)
        .extracting(Finding::message)
        .containsExactly(
            "The package lists, about 19.9 MB, stay in this layer. Remove"
                + " /var/lib/apt/lists/* in the same RUN, unless a script that is run later installs with them.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUN ./configure && make install", "RUN ./build.sh", "RUN make test"})
  void otherProgramsAreNotExpectedToInstall(String later) {
    assertThat(RuleRun.findings(RULE, INSTALLED + later + "\n"))
        .as(later)
        .extracting(Finding::message)
        .containsExactly("The package lists, about 19.9 MB, stay in this layer. Remove"
            + " /var/lib/apt/lists/* in the same RUN.");
  }

  /** These call apt-get by themselves. */
  @ParameterizedTest
  @CsvSource({
    "rosdep install --from-paths src -y, true",
    "rosdep update, false",
    "gdebi -n /a.deb, true",
    "mk-build-deps -i debian/control, true",
    "mk-build-deps debian/control, false",
  })
  void knowsProgramsThatInstallWithApt(String later, boolean installs) {
    assertThat(RuleRun.findings(RULE, INSTALLED + "RUN " + later + "\n"))
        .extracting(Finding::message)
        .singleElement(STRING)
        .matches(message ->
            message.endsWith(", and update them in the later RUN that installs.") == installs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bin/bash -e /clean.sh    |                             | 0",
        "/opt/image/apt-cleanup    |                             | 0",
        "/opt/build.sh             |                             | 1",
        "/src/clean.sh             | rm -rf /var/lib/apt/lists/* | 0",
        "sh /src/clean.sh          | rm -rf /tmp/*               | 1",
        "curl https://a.b/clean.sh |                             | 1",
      })
  void aScriptMayCleanUpAtTheEndOfTheRun(String command, String text, int findings) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:13\nCOPY src /src\nRUN apt-get update && apt-get install -y a && "
                + command + "\n",
            text == null ? Map.of() : Map.of("src/clean.sh", "#!/bin/sh\n" + text + "\n")))
        .hasSize(findings);
  }

  @Test
  void whatRunsBeforeTheUpdateCleansNothingUp() {
    assertThat(RuleRun.findings(
            RULE, "FROM debian:13\nRUN /clean.sh && apt-get update && apt-get install -y a\n"))
        .hasSize(1);
  }

  @Test
  void saysThatALaterInstallNeedsNewOnes() {
    assertThat(RuleRun.findings(RULE, INSTALLED + "RUN apt-get install -y y\n"))
        .extracting(Finding::message)
        .containsExactly(
            "The package lists, about 19.9 MB, stay in this layer. Remove"
                + " /var/lib/apt/lists/* in the same RUN, and update them in the later RUN that installs.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY run.sh /\nRUN /run.sh",
        "COPY run.sh other.sh /bin/\nRUN run.sh; /bin/run.sh",
        "COPY run.sh /usr/local/bin/run\nRUN run",
        "WORKDIR /app\nCOPY . .\nRUN cd / && bash app/run.sh",
        "WORKDIR /app\nCOPY *.sh ./\nRUN ./run.sh",
        "WORKDIR /app\nCOPY run.sh /app\nUSER 1000\nRUN sudo ./run.sh",
      })
  void findsTheScriptWhereverItWasCopied(String later) {
    Map<String, String> files = Map.of("run.sh", "echo x\n", "other.sh", "");
    assertThat(RuleRun.fixes(RULE, INSTALLED + later + "\n", files))
        .as(later)
        .containsKey("safe: " + TITLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY run.sh /\nCOPY --from=tools / /\nRUN /run.sh",
        "COPY run.sh /\nADD https://example.com/run.sh /\nRUN /run.sh",
        "ARG X=/\nCOPY run.sh $X\nRUN /run.sh",
        "COPY run.sh /\nRUN sed -i 's/echo/apt-get install/' /run.sh && /run.sh",
        "COPY run.sh /\nRUN echo 'apt-get install y' >> run.sh\nRUN /run.sh",
      })
  void isNotSureOfAScriptThatMayHaveChanged(String later) {
    Map<String, String> files = Map.of("run.sh", "echo x\n");
    assertThat(RuleRun.fixes(RULE, INSTALLED + later + "\n", files))
        .as(later)
        .containsOnlyKeys(TITLE);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debian:bookworm-slim               | , about 19.9 MB, | WARNING",
        "debian:12.11                       | , about 19.9 MB, | WARNING",
        "docker.io/library/python:3.13-bookworm | , about 19.9 MB, | WARNING",
        "debian:13                          | , tens of MB,    |",
        "node:12                            | , tens of MB,    |",
        "team/base:bookworm                 | , tens of MB,    |",
      })
  void saysHowManyBytesWhereThatWasMeasured(String image, String size, Severity severity) {
    String text = "FROM " + image + "\nRUN apt-get update && apt-get install -y git\n";
    assertThat(RuleRun.findings(RULE, text))
        .allMatch(found -> found.severity() == severity)
        .extracting(Finding::message)
        .containsExactly("The package lists" + size
            + " stay in this layer. Remove /var/lib/apt/lists/* in the same RUN.");
  }

  @Test
  void theListsOfSomeSourcesAreSmall() {
    assertThat(
            RuleRun.findings(
                RULE,
                "FROM debian:12\nRUN apt-get update -o Dir::Etc::sourcelist=sources.list.d/a.list && apt-get install -y git\n"))
        .allMatch(found -> found.severity() == Severity.INFORMATION)
        .extracting(Finding::message)
        .containsExactly(
            "The package lists stay in this layer. Remove /var/lib/apt/lists/* in the same RUN.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG D    | if [ \"$D\" = \"1\" ]; then %; fi           | true",
        "ARG D    | if [ -n \"$D\" ]; then %; fi               | true",
        "ARG D=   | if test $D = 1; then %; fi                 | true",
        "ARG D=1  | if [ \"$D\" = \"1\" ]; then %; fi           | false",
        "ARG D=no | if [ \"$D\" = \"yes\" ]; then %; fi         | true",
        "ARG D=false | if [ ${D} = true ]; then %; fi         | true",
        "ARG D=no | if [ -n \"$D\" ]; then %; fi              | false",
        "ARG D=no | if [ \"$D\" = \"$E\" ]; then %; fi         | false",
        "ENV D=1  | if [ \"$D\" = \"1\" ]; then %; fi           | false",
        "ARG D    | if [ \"$D\" = \"1\" ]; then a; else %; fi   | false",
        "ARG D    | if [ \"$D\" = \"1\" ]; then a; fi; %        | false",
        "ARG D    | if [ -z \"$D\" ]; then %; fi               | false",
        "ARG D    | if [ \"$D\" = \"\" ]; then %; fi            | false",
      })
  void whatNeedsAnArgumentIsLessOfAFault(String line, String run, boolean isLess) {
    String install = "apt-get update && apt-get install -y a";
    String text = "FROM debian:13\n" + line + "\nRUN ";
    Finding usual = RuleRun.findings(RULE, text + install + "\n").get(0);
    Finding found =
        RuleRun.findings(RULE, text + run.replace("%", install) + "\n").get(0);
    assertThat(usual.severity()).isIn(null, Severity.WARNING, Severity.INFORMATION);
    assertThat(found.severity() != usual.severity()).isEqualTo(isLess);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dpkg -i /a.deb || (apt-get update && apt-get -f install -y)",
        "dpkg -i /a.deb || { apt-get update && apt-get -f install -y; }",
        "test -x /usr/bin/git || apt-get update && apt-get install -y git",
      })
  void listsThatAreFetchedOnlyWhereAnotherCommandFailsAreNoWarning(String script) {
    assertThat(RuleRun.findings(RULE, "FROM debian:13\nRUN " + script + "\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @Test
  void whatATrapRemovesAtTheEndIsRemoved() {
    assertThat(
            RuleRun.findings(
                RULE,
                "FROM debian:13\nRUN trap 'rm -rf /var/lib/apt/lists/*' EXIT; apt-get update && apt-get install -y git\n"))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:13\nRUN trap 'rm /a' EXIT; apt-get update && apt-get install -y git\n"))
        .hasSize(1);
  }

  @Test
  void anUpdateAloneIsDeletedRatherThanCleanedUp() {
    String text = """
        FROM debian:13
        RUN apt-get update
        RUN ./a
        """;
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.INFORMATION);
      assertThat(finding.message())
          .endsWith("Delete this RUN, unless something that is run later installs with them.");
    });
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG INSTALL='apt-get install -qq'~RUN apt-get update~RUN $INSTALL git              | 0",
        "ENV INSTALL=\"sudo apt-get -y install\"~RUN apt-get update~RUN ${INSTALL} git       | 0",
        "ARG APT=apt-get~RUN apt-get update~RUN $APT install git                            | 0",
        "ARG INSTALL='apt-get install'~RUN apt-get update && $INSTALL git~RUN $INSTALL curl | 1",
        "ARG PIP='pip install'~RUN apt-get update~RUN $PIP flask                            | 1",
        "ARG SHOW='echo'~RUN apt-get update~RUN $SHOW git                                   | 1",
      })
  void theCommandThatReadsThemMayStandInAVariable(String lines, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM debian:13\n" + lines.replace('~', '\n') + "\n"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG INSTALL='apt-get install'~RUN apt-get update && $INSTALL git",
        "RUN apt-get update && $X git"
      })
  void theUpdateBeforeItIsLeftIn(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM debian:13\n" + lines.replace('~', '\n') + "\n"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .endsWith("Remove /var/lib/apt/lists/* in the same RUN.");
  }

  @Test
  void listsThatNobodyReadsNeedNotBeFetched() {
    String text = """
        FROM debian:13
        COPY a /

        RUN apt-get -y update

        CMD ["/a"]
        """;
    assertThat(RuleRun.findings(RULE, text).get(0).message())
        .endsWith("stay in this layer. Nothing here installs with them: delete this RUN.");
    assertThat(RuleRun.fixes(RULE, text)).containsExactly(entry("Delete this RUN", """
        FROM debian:13
        COPY a /

        CMD ["/a"]
        """));
    assertThat(RuleRun.findings(RULE, "FROM debian:13\nRUN apt-get update && ldconfig\n"))
        .extracting(Finding::message)
        .singleElement(STRING)
        .endsWith("Nothing here installs with them: leave the update out.");
    assertThat(RuleRun.fixes(RULE, "FROM debian:13\nRUN apt-get update && ldconfig\n"))
        .containsExactly(entry("Delete apt-get update", "FROM debian:13\nRUN ldconfig\n"));
    assertThat(RuleRun.fixes(RULE, "FROM debian:13\nRUN apt-get update\nRUN $INSTALL a\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sh -c 'apt-get install -y jq && server'                   | 0",
        "sh -c 'apt-get update && apt-get install -y jq && server' | 1",
        "server                                                    | 1",
      })
  void aCommandOfComposeMayInstallWithTheLists(String command, int reported) {
    String text = "FROM debian:12\nRUN apt-get update\nCMD [\"server\"]\n";
    String compose = "services:\n  web:\n    build: .\n    command: " + command + "\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("compose.yml", compose))).hasSize(reported);
  }
}

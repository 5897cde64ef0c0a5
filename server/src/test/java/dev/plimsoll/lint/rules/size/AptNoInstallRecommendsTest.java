package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.common.base.Splitter;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptNoInstallRecommendsTest {

  private static final AptNoInstallRecommends RULE = new AptNoInstallRecommends();

  @Test
  void seesInstalls() {
    RuleRun.check(RULE, """
        FROM debian
        RUN apt-get update && apt-get install -y cron
        #                     ^^^^^^^^^^^^^^^ Add --no-install-recommends
        RUN aptitude -y install python3-pip
        #   ^^^^^^^^^^^^^^^^^^^ Add --without-recommends
        RUN echo cron | xargs apt-get install -y
        #                     ^^^^^^^^^^^^^^^ Add --no-install-recommends
        ONBUILD RUN dnf -y install cron git
        #           ^^^^^^^^^^^^^^ Add --setopt=install_weak_deps=False
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install --no-install-recommends cron",
        "apt-get --no-install-recommends install cron",
        "apt-get install cron --no-install-recommends",
        "apt-get install --install-recommends cron",
        "apt-get -o APT::Install-Recommends=false install cron",
        "apt-get -o APT::Install-Recommends=0 install cron",
        "apt-get -o 'APT::Install-Recommends=\"false\"' install cron",
        "apt-get install -oAPT::Install-Recommends=no cron",
        "aptitude install -R cron",
        "aptitude install --without-recommends cron",
        "dnf install --setopt=install_weak_deps=False cron",
        "dnf --setopt install_weak_deps=0 install cron",
        "apt-get install -y -f",
        "apt-get install $APT_FLAGS cron",
        "apt-get install --no-install-recommends -t sid cron",
        "aptitude -qyR install cron",
        "zypper in cron git",
        "microdnf install -y cron git",
        "dnf -y in --setopt tsflags=nodocs --setopt install_weak_deps=0 cron",
        "apt-get upgrade -y",
        "yum install cron",
        "dnf remove cron",
        "echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/01norecommend && apt-get install cron",
      })
  void isSilentWhereTheAuthorHasDecided(String command) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + command + "\n")).isEmpty();
  }

  @Test
  void isSilentWhereTheLayerDoesNotShip() {
    RuleRun.check(RULE, """
        FROM debian AS build
        RUN apt-get install -y gcc
        FROM debian
        RUN apt-get install -y cron
        #   ^^^^^^^^^^^^^^^ Add --no-install-recommends
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jq", "psmisc tini=0.19.* unzip", "netcat ca-certificates"})
  void isSilentWhereNothingIsRecommended(String packages) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN apt-get install -y " + packages + "\n"))
        .isEmpty();
    for (String more : new String[] {"cron", "$MORE"}) {
      assertThat(RuleRun.findings(
              RULE, "FROM debian\nRUN apt-get install -y " + packages + " " + more + "\n"))
          .as(more)
          .hasSize(1);
    }
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nRUN apt-get install -y jq$VERSION " + packages + "\n"))
        .isEmpty(); // nobody knows what that one recommends
  }

  @ParameterizedTest
  @ValueSource(strings = {"make", "tar gzip which", "git", "nodejs unzip"})
  void isSilentWhereDnfIsKnownOrLikelyToAddNothing(String packages) {
    assertThat(RuleRun.findings(RULE, "FROM fedora:42\nRUN dnf install -y " + packages + "\n"))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE,
            "FROM mcr.microsoft.com/azurelinux/base/core:3.0\nRUN dnf install -y git " + packages
                + "\n"))
        .isEmpty();
  }

  @Test
  void aRunIsReportedOnceAndMendedAsAWhole() {
    String text = """
        FROM debian
        RUN apt-get update && apt-get install -y cron && apt-get install -y gcc && apt-get install -y jq
        #                     ^^^^^^^^^^^^^^^ Add --no-install-recommends
        RUN dnf install -y git nodejs && dnf install -y vim npm
        #   ^^^^^^^^^^^ Add --setopt=install_weak_deps=False
        """;
    RuleRun.check(RULE, text);
    assertThat(
            RuleRun.fixes(
                RULE,
                "FROM debian\nRUN apt-get install -y cron && apt-get install -y gcc && apt-get install -y jq\n"))
        .containsExactly(entry(
            "Add --no-install-recommends, libc6-dev",
            "FROM debian\nRUN apt-get install -y --no-install-recommends cron"
                + " && apt-get install -y --no-install-recommends libc6-dev gcc"
                + " && apt-get install -y jq\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:22-bookworm | nodejs         | nodejs-doc too, which is only recommended: 15.5 MB unpacked on Debian 12.",
        "debian:12 | curl           | 6 recommended packages too, such as publicsuffix, ",
        "debian:12 | curl wget ca-certificates | ",
        "node:22 | cmake          | ",
        "node:22 | git            | ",
        "debian:12 | git-lfs        | 21 recommended packages too, such as ",
        "debian:12-slim | git     | 21 recommended packages too, such as ",
        "debian:12 | git openssh-client ca-certificates | 14 recommended packages too, such as ",
        "ubuntu  | git            | recommended packages too, such as xauth, publicsuffix and less. Add ",
        "debian:12 | git my-tool    | recommended packages too, such as ",
        "example.com/base | python3-pip    | recommended packages too. Add ",
        "example.com/base | build-essential | ",
        "example.com/base | cmake          | ",
        "python:3.13 | python3-pip        | recommended packages too, such as ",
        "example.com/base | git wget       | ",
        "debian  | git-lfs        | recommended packages too, such as ",
        "debian:stable | curl     | recommended packages too, such as publicsuffix. Add ",
        "php:8.3-fpm | cron       | recommended packages too, such as ",
        "debian:10 | python-pip   | recommended packages too. ",
        "debian  | python-pip $MORE | recommended packages too. ",
        "debian  | my-tool        | ",
        "debian  | /tmp/my-tool.deb | ",
        "ubuntu  | cron           | ",
      })
  void saysWhatWouldBeLeftOut(String image, String packages, String what) {
    List<Finding> found = RuleRun.findings(
        RULE, "FROM " + image + "\nRUN apt-get install -y " + packages + "\nUSER a\n");
    if (what == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).hasSize(1);
      assertThat(found.get(0).message()).startsWith("This installs " + what.strip());
    }
  }

  /** A package that one release has and others lack isn't said of them. */
  @ParameterizedTest
  @ValueSource(strings = {"python:3.6-slim", "node:10-slim", "debian:10", "python:3.7-slim-buster"})
  void namesNoExamplesOfOlderReleases(String image) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nRUN apt-get install -y python3-pip\n"))
        .extracting(Finding::message)
        .singleElement(STRING)
        .startsWith("This installs recommended packages too. ");
  }

  /** What a later RUN installs isn't there yet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apt-get install -y curl cron && curl https://a.example.org | @RUN apt-get install -y ca-certificates | used here: ca-certificates",
        "apt-get install -y curl cron@RUN curl https://a.example.org | @RUN apt-get install -y ca-certificates | used here: ca-certificates",
        "apt-get install -y curl cron | @RUN apt-get install -y ca-certificates && curl https://a.example.org | name those that you use.",
        "apt-get install -y curl cron && apt-get install ca-certificates && curl https://a.example.org | | name those that you use.",
      })
  void namesWhatIsUsedBeforeItIsInstalled(String run, String later, String advice) {
    String text = "FROM debian:12\nRUN " + run + (later == null ? "" : later) + "\n";
    assertThat(RuleRun.findings(RULE, text.replace("@", "\n")).get(0).message())
        .endsWith(advice + (advice.endsWith(".") ? "" : "."));
  }

  /** What is installed before, or anyway, wouldn't be left out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install -y --no-install-recommends cron exim4-daemon-light && apt-get install -y cron",
        "RUN apt-get install -y --no-install-recommends cron && apt-get install -y cron",
        "RUN apt-get install -y --no-install-recommends postfix\nRUN apt-get install -y cron",
        "RUN apt-get install -y --install-recommends devscripts\nRUN apt-get install -y build-essential",
      })
  void isSilentWhereItIsThere(String runs) {
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + runs + "\n")).isEmpty();
    String[] lines = runs.split("\n", 2);
    String inTwo =
        "FROM debian AS a\n" + lines[0] + "\nFROM a\n" + (lines.length < 2 ? "" : lines[1] + "\n");
    assertThat(RuleRun.findings(RULE, inTwo)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r-base:4.5.1",
        "rocker/r-base",
        "rocker/r2u:24.04",
        "ghcr.io/rocker-org/drd",
        "bitnami/minideb:bookworm",
        "bitnamilegacy/python:3.12",
      })
  void isSilentWhereTheImageLeavesThemOut(String image) {
    assertThat(
            RuleRun.findings(RULE, "FROM " + image + "\nRUN apt-get install -y cron python3-pip\n"))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE,
            "FROM " + image + " AS a\nENV B=c\nFROM a\nRUN apt-get install -y cron python3-pip\n"))
        .isEmpty();
  }

  @Test
  void asksForNoCompilersWhereThereAreSome() {
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\nRUN apt-get install -y python3-pip\n"))
        .extracting(Finding::message)
        .singleElement(STRING)
        .doesNotContain("build-essential");
  }

  @Test
  void leavesOutWhatIsHeldBack() {
    String file =
        "FROM node:22-bookworm\nRUN apt-mark hold %s && apt-get update && apt-get install -y nodejs\n";
    assertThat(RuleRun.findings(RULE, file.formatted("nodejs-doc"))).isEmpty();
    assertThat(RuleRun.findings(RULE, file.formatted("nano"))).hasSize(1);
  }

  /** What a RUN removes with all that came along isn't in the layer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "apt-get install -y cron && make && apt-get purge -y --auto-remove cron > 0",
        "apt-get install -y $DEPS && make && apt-get remove -y $DEPS && apt-get autoremove -y > 0",
        "apt-get install -y jq cron && make && apt-get autoremove -y cron > 0",
        "apt-get install -y cron && make && apt-get purge -y cron > 1",
        "apt-get install -y cron && make && apt-get autoremove -y > 1",
        "apt-get install -y git cron && make && apt-get autoremove -y cron > 1",
        "apt-get autoremove -y cron && apt-get install -y cron > 1",
        "apt-get install -y cron && apt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false > 0",
        "apt-get install -y cron && apt-get -o APT::AutoRemove::RecommendsImportant=0 autoremove -y > 0",
        "apt-get install -y cron && apt-get purge -y -o APT::AutoRemove::RecommendsImportant=false > 1",
      })
  void isSilentWhereItIsRemovedAgain(String script, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + script + "\n")).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "wget -qO- https://apt.example.com/llvm.sh | bash -s 20, clang-20, 0",
    "./llvm.sh ${VERSION}, clang-${VERSION} lld-${VERSION} clangd-${VERSION}, 0",
    "./llvm.sh 20, clang-20 cron, 1",
    "./llvm.sh 20, clang-tools-20, 1",
    "./other.sh 20, clang-20, 1",
  })
  void whatTheScriptOfLlvmHasInstalledIsThere(String script, String packages, int findings) {
    String text = "FROM debian:bookworm AS a\nARG VERSION=20\nRUN %s\nRUN apt-get install -y %s\n"
        .formatted(script, packages);
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
    String inTwo = text.replace("RUN apt", "FROM a\nARG VERSION=20\nRUN apt");
    assertThat(RuleRun.findings(RULE, inTwo)).hasSize(findings);
  }

  @Test
  void knowsThatOthersOfferPackagesToo() {
    String file = "FROM debian\nRUN curl -fsSL https://deb.%s.com/setup_22.x | bash -\n"
        + "RUN apt-get install -y nodejs\n";
    assertThat(RuleRun.findings(RULE, file.formatted("nodesource"))).isEmpty();
    assertThat(RuleRun.findings(RULE, file.formatted("example"))).hasSize(1);
    assertThat(RuleRun.findings(RULE, """
        FROM ruby:3.4-bookworm
        RUN echo deb https://dl.example.com/debian stable main >/etc/apt/sources.list.d/yarn.list
        RUN apt-get update && apt-get install -y yarn
        """)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "curl gcc > those that you use, perhaps ca-certificates and libc6-dev.",
        "git > those that you use, perhaps ca-certificates and openssh-client.",
        "gnupg > those that you use.",
      })
  void saysWhatMayBeNeeded(String packages, String advice) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN apt-get install -y " + packages + "\n"))
        .extracting(Finding::message)
        .singleElement(STRING)
        .endsWith(" Add --no-install-recommends, and name " + advice);
  }

  @Test
  void namesWhatADependencyRecommendsAndAScriptRuns() {
    String file = """
        FROM debian
        RUN apt-get install -y git-buildpackage
        COPY publish.sh /
        CMD ["/publish.sh"]
        """;
    assertThat(RuleRun.findings(RULE, file, Map.of("publish.sh", "dput ppa:a/b c.changes\n")))
        .extracting(Finding::message)
        .singleElement(STRING)
        .contains("those that are used here: dput,");
  }

  @Test
  void namesWhatAScriptOfTheContextRuns() {
    String file = """
        FROM debian
        RUN apt-get install -y build-essential devscripts
        COPY . /src
        CMD ["/src/packaging/build.sh"]
        """;
    String script = "#!/bin/sh\ndpkg-buildpackage -us && \\\nlintian --check ../*.deb\n";
    assertThat(RuleRun.fixes(RULE, file, Map.of("packaging/build.sh", script)))
        .containsOnlyKeys("Add --no-install-recommends, lintian")
        .containsValue(file.replace(
            "-y build-essential devscripts",
            "-y --no-install-recommends build-essential lintian devscripts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "CMD [\"sh\", \"/run.sh\"] > openssh-client",
        "CMD sh /run.sh > openssh-client",
        "RUN git clone git@example.com:a/b.git > openssh-client",
        "RUN --mount=type=ssh git clone $URL > openssh-client",
        "RUN ssh-keyscan example.com > openssh-client",
        "RUN git apply a.patch > ",
        "RUN patch -p1 <a.patch && git status > patch",
        "RUN pip install git+git://example.com/a.git@${VERSION} > ",
        "RUN apt-get install openssh-client && ssh-keyscan example.com > ",
      })
  void namesWhatACommandRuns(String use, String needed) {
    List<Finding> found = RuleRun.findings(
        RULE,
        "FROM debian\nRUN apt-get install -y git ca-certificates\nCOPY run.sh /\n" + use + "\n",
        Map.of("run.sh", use.startsWith("CMD") ? "ssh host\n" : "true\n"));
    assertThat(found.get(0).message())
        .endsWith(
            needed == null
                ? "name those that you use."
                : "those that are used here: " + needed + ".");
  }

  @Test
  void namesNothingThatIsThere() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian AS base
        RUN apt install -y --no-install-recommends ca-certificates openssh-client
        FROM base
        RUN apt-get install -y --no-install-recommends curl && apt-get install -y git python3-pip
        """))
        .containsOnlyKeys(
            "Add --no-install-recommends, build-essential, python3-dev",
            "Add --no-install-recommends");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "apt-get install cron > apt-get install --no-install-recommends cron",
        "apt-get install -y -qq cron > apt-get install -y -qq --no-install-recommends cron",
        "apt-get install -t sid cron > apt-get install --no-install-recommends -t sid cron",
        "aptitude install -y cron > aptitude install -y --without-recommends cron",
        "dnf install -y cron git > dnf install -y --setopt=install_weak_deps=False cron git",
      })
  void addsTheFlagBehindTheVerb(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN " + before + "\n").values())
        .containsExactly("FROM debian\nRUN " + after + "\n");
  }

  @Test
  void offersWhatIsNeededThen() {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN apt-get install -y jq git\n"))
        .containsExactlyInAnyOrderEntriesOf(Map.of(
            "Add --no-install-recommends",
            "FROM debian\nRUN apt-get install -y --no-install-recommends jq git\n",
            "Add --no-install-recommends, ca-certificates, openssh-client",
            "FROM debian\nRUN apt-get install -y --no-install-recommends jq "
                + "ca-certificates openssh-client git\n"));
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get install \\
              git=1:2.* \\
              gnupg \\
              # certificates are there
              jq
        """))
        .containsEntry("Add --no-install-recommends, ca-certificates, openssh-client", """
            FROM debian
            RUN apt-get install --no-install-recommends \\
                  ca-certificates \\
                  openssh-client \\
                  git=1:2.* \\
                  gnupg \\
                  # certificates are there
                  jq
            """);
    assertThat(RuleRun.fixes(
            RULE, "FROM debian\nRUN apt-get install git ca-certificates openssh-client\n"))
        .hasSize(1);
  }

  /** What an earlier command brings only as a recommendation goes with the same flag there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "apt-get install -y python3\\nRUN apt-get install -y git > ca-certificates",
        "apt-get install -y python2.7 && apt-get install -y git > ca-certificates",
        "apt-get install -y ca-certificates\\nRUN apt-get install -y git > ",
        "apt-get install -y --install-recommends python3\\nRUN apt-get install -y git > ",
      })
  void aRecommendationOfAnEarlierCommandIsNotReliedOn(String install, String named) {
    String file = "FROM debian:bookworm-slim\nRUN " + install.replace("\\n", "\n")
        + "\nRUN git clone https://example.com/a.git\n";
    assertThat(RuleRun.fixes(RULE, file).keySet())
        .singleElement(STRING)
        .isEqualTo("Add --no-install-recommends" + (named == null ? "" : ", " + named));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV PATH=/opt/miniconda/envs/a/bin:$PATH~RUN python3 a.py              | false",
        "ENV PATH=\"/opt/conda/bin:${PATH}\"~ENV PATH=/root/.local/bin:$PATH~RUN curl https://a.example/b ; python3 - | false",
        "ENV D=/opt/mambaforge~ENV PATH=$D/bin:$PATH~CMD [\"python3\", \"a.py\"] | false",
        "ENV PATH=/root/.pyenv/shims:/root/.pyenv/bin:$PATH~RUN python3 a.py    | false",
        "RUN uv venv -p 3.13 /opt/venv~ENV PATH=/opt/venv/bin:$PATH~RUN python3 a.py | false",
        "RUN python3 a.py~ENV PATH=/opt/conda/bin:$PATH                         | true",
        "ENV PATH=$PATH:/opt/conda/bin~RUN python3 a.py                         | true",
        "ENV PATH=/usr/bin:/opt/conda/bin:$PATH~RUN python3 a.py                | true",
        "ENV PATH=/opt/venv/bin:$PATH~RUN python3 -m venv /opt/venv             | true",
        "ENV PATH=/opt/conda/bin:$PATH~RUN /usr/bin/python3 a.py                | true",
        "RUN python3 a.py                                                       | true",
      })
  void thePythonOfAnEnvironmentIsNotThatOfTheDistribution(String lines, boolean named) {
    String text =
        "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y ffmpeg libpq-dev build-essential\n"
            + lines.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("python3")).isEqualTo(named));
  }

  @Test
  void aPackageIsNamedOnceInARun() {
    assertThat(RuleRun.fixes(
            RULE,
            "FROM debian\nRUN apt-get install -y git && apt-get install -y git-lfs\n"
                + "RUN git clone https://example.com/a.git\n"))
        .hasSize(1)
        .allSatisfy((title, fixed) -> assertThat(fixed).containsOnlyOnce("ca-certificates"));
  }

  @Test
  void whatRunsAScriptOfAManifestFetchesNone() {
    String file =
        "FROM node:22-slim\nRUN apt-get install -y git\nCOPY package.json .\nRUN npm test\n";
    String manifest = "{\"dependencies\": {\"b\": \"git+https://example.com/b.git\"}}";
    assertThat(RuleRun.findings(RULE, file, Map.of("package.json", manifest)))
        .extracting(Finding::message)
        .singleElement(STRING)
        .endsWith(" those that you use, perhaps ca-certificates and openssh-client.");
  }

  /** npm and pip run git for these, without a word of it in the Dockerfile. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "package.json > {\"dependencies\": {\"@a/b\": \"git+https://example.com/b.git#v1\"}} > ca-certificates",
        "package.json > {\"dependencies\": {\"b\": \"github:a/b\"}} > ca-certificates",
        "package.json > {\"dependencies\": {\"b\": \"git+ssh://git@example.com/b.git\"}} > openssh-client",
        "package.json > {\"repository\": {\"url\": \"git+https://example.com/b.git\"}} > ",
        "list.txt > b @ git+https://example.com/b.git > ca-certificates",
        "list.txt > b @ git+https://example.com/b.git@main > ca-certificates",
        "list.txt > -e git+git@example.com:a/b.git#egg=b > openssh-client",
        "list.txt > # git+https://example.com/b.git > ",
      })
  void gitIsUsedForPackagesThatAManifestTakesFromIt(String name, String text, String used) {
    String file = """
        FROM node:22-slim
        RUN apt-get install -y git
        WORKDIR /app
        COPY package.json list.txt ./
        RUN npm install
        RUN pip install -r list.txt
        """;
    Map<String, String> files = name.equals("list.txt")
        ? Map.of("package.json", "{}", name, text)
        : Map.of(name, text, "list.txt", "");
    assertThat(RuleRun.findings(RULE, file, files))
        .extracting(Finding::message)
        .singleElement(STRING)
        .endsWith(
            used == null
                ? " those that you use, perhaps ca-certificates and openssh-client."
                : " those that are used here: " + used + ", perhaps "
                    + (used.startsWith("ca") ? "openssh-client" : "ca-certificates") + " too.");
    assertThat(RuleRun.fixes(RULE, file, files))
        .hasSize(used == null ? 2 : 1)
        .anySatisfy((title, fixed) ->
            assertThat(title).contains("ca-certificates").contains("openssh-client"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "debian:bookworm > dirmngr cron > RUN apt-key adv --recv-keys A",
        "debian:bookworm > dpkg-dev > RUN apt-key add /a.key",
        "debian:bookworm > build-essential dirmngr > RUN /usr/bin/apt-key add /a.key",
        "debian:bookworm > dpkg-dev > RUN gpg --dearmor /a.key",
        "ubuntu:bionic > build-essential dirmngr > RUN apt-key adv --recv-keys A",
        "ubuntu:22.04 > dpkg-dev > RUN gpg --verify /a.sig",
      })
  void keysNeedGnupgThatComesAsRecommendation(String image, String packages, String later) {
    String file = "FROM " + image + "\nRUN apt-get install -y " + packages + "\n" + later + "\n";
    assertThat(RuleRun.findings(RULE, file))
        .extracting(Finding::message)
        .singleElement(STRING)
        .matches(".* those that are used here: gnupg(?:, perhaps build-essential too)?\\.");
    assertThat(RuleRun.fixes(RULE, file).values())
        .allSatisfy(fixed -> assertThat(fixed).contains(" gnupg "))
        .hasSize(1);
    assertThat(RuleRun.findings(RULE, file.replace(packages, packages + " gnupg")))
        .allSatisfy(found -> assertThat(found.message()).doesNotContain("gnupg"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "gcc make > libc6-dev gcc make",
        "gcc-12 > libc6-dev gcc-12",
        "gcc g++ > ",
        "build-essential gcc > ",
        "gcc libc6-dev > ",
        "gcc python3-dev > ",
        "python3-pip > build-essential python3-dev python3-pip",
        "python3-pip build-essential > python3-dev python3-pip build-essential",
        "golang > gcc libc6-dev golang",
        "wget gcc > ca-certificates wget libc6-dev gcc",
        "r-base > r-base-dev r-base",
      })
  void offersFirstWhatStillCompilesAndConnects(String packages, String better) {
    String plain = "FROM debian\nRUN apt-get install -y --no-install-recommends ";
    List<String> fixed =
        List.copyOf(RuleRun.fixes(RULE, "FROM debian\nRUN apt-get install -y " + packages + "\n")
            .values());
    assertThat(fixed)
        .isEqualTo(
            better == null
                ? List.of(plain + packages + "\n")
                : List.of(plain + better + "\n", plain + packages + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "debian:bookworm | gcc-arm-none-eabi > libnewlib-arm-none-eabi gcc-arm-none-eabi",
        "ubuntu          | make gcc-arm-none-eabi > make libnewlib-arm-none-eabi gcc-arm-none-eabi",
        "ubuntu:20.04    | software-properties-common gcc-arm-linux-gnueabihf > software-properties-common libc6-dev-armhf-cross gcc-arm-linux-gnueabihf",
        "debian          | cron gcc-12-aarch64-linux-gnu > cron libc6-dev-arm64-cross gcc-12-aarch64-linux-gnu",
        "debian          | cron gcc-riscv64-linux-gnu > cron libc6-dev-riscv64-cross gcc-riscv64-linux-gnu",
        "debian          | cron gcc-powerpc64le-linux-gnu > cron libc6-dev-ppc64el-cross gcc-powerpc64le-linux-gnu",
        "debian          | cron gcc-riscv64-linux-gnu libc6-dev-riscv64-cross >",
        "debian          | cron gcc-s390x-linux-gnu g++-s390x-linux-gnu >",
        "debian          | cron gcc-s390x-linux-gnu crossbuild-essential-s390x >",
        "debian:buster   | python3-pip > build-essential python3-dev python3-setuptools python3-wheel python3-pip",
        "team/agent      | python3-pip > build-essential python3-dev python3-setuptools python3-wheel python3-pip",
        "ubuntu:18.04    | python3-pip python3-setuptools > build-essential python3-dev python3-wheel python3-pip python3-setuptools",
        "debian:bullseye | python3-pip > build-essential python3-dev python3-pip",
        "ubuntu:22.04    | python3-pip > build-essential python3-dev python3-pip",
        "debian          | python3-pip > build-essential python3-dev python3-pip",
        "debian:stretch  | python-pip > build-essential python-dev python-setuptools python-wheel python-pip",
        "ubuntu:18.04    | software-properties-common && add-apt-repository ppa:a/b > gpg-agent software-properties-common && add-apt-repository ppa:a/b",
        "ubuntu:focal    | gnupg software-properties-common && add-apt-repository ppa:a/b >",
        "ubuntu:22.04    | software-properties-common && add-apt-repository ppa:a/b >",
        "debian:buster   | python3-pip && pip3 install wheel 'setuptools<60' > build-essential python3-dev python3-pip && pip3 install wheel 'setuptools<60'",
      })
  void whatAPackageHardlyWorksWithoutIsNamed(String what, String better) {
    List<String> parts = Splitter.on('|').trimResults().splitToList(what);
    String from = "FROM " + parts.get(0) + "\n";
    List<String> fixed =
        List.copyOf(RuleRun.fixes(RULE, from + "RUN apt-get install -y " + parts.get(1) + "\n")
            .values());
    assertThat(fixed.get(0))
        .isEqualTo(from + "RUN apt-get install -y --no-install-recommends "
            + (better == null ? parts.get(1) : better) + "\n");
  }

  @Test
  void theLibraryOfCxxIsNamedWhereThatIsCompiled() {
    assertThat(
            RuleRun.fixes(
                RULE,
                "FROM debian\nRUN apt-get install -y cron gcc-arm-none-eabi && arm-none-eabi-g++ a.cc\n"))
        .containsOnlyKeys("Add --no-install-recommends, libnewlib-arm-none-eabi,"
            + " libstdc++-arm-none-eabi-newlib");
  }

  @Test
  void pandocSetsPdfsInFontsThatTexOnlyRecommends() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get install -y cron pandoc texlive-latex-base && pandoc a.md -o a.pdf
        """).keySet()).singleElement().asString().contains("lmodern");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chromium                      | chromium-sandbox, fonts-liberation",
        "cron chromium fonts-liberation | chromium-sandbox",
        "libreoffice                   | fonts-crosextra-caladea, fonts-crosextra-carlito, fonts-liberation",
        "libreoffice-writer            | fonts-liberation",
        "libreoffice-calc-nogui cron   | fonts-liberation",
        "graphviz cron                 | fonts-liberation",
      })
  void textIsDrawnInFontsThatAreOnlyRecommended(String packages, String named) {
    String text = "FROM debian:bookworm\nRUN apt-get install -y " + packages + "\nUSER app\n";
    assertThat(RuleRun.fixes(RULE, text)).containsOnlyKeys("Add --no-install-recommends, " + named);
    assertThat(RuleRun.findings(RULE, text).get(0).message())
        .contains(named.substring(named.lastIndexOf(' ') + 1));
  }

  @Test
  void cmakeNeedsWhatItCalls() {
    assertThat(
            RuleRun.fixes(RULE, "FROM debian\nRUN apt-get install -y cmake && cmake --build .\n"))
        .containsOnlyKeys("Add --no-install-recommends, gcc, libc6-dev, make");
  }

  @ParameterizedTest
  @CsvSource({
    "libvulkan1 libvulkan-dev vulkan-tools, mesa-vulkan-drivers",
    "xvfb, xauth",
  })
  void whatAPackageIsInstalledForIsNamed(String packages, String driver) {
    Map<String, String> fixes = RuleRun.fixes(
        RULE, "FROM rocm/dev-ubuntu-22.04\nRUN apt-get install -y " + packages + " r-base\n");
    assertThat(fixes).isNotEmpty().allSatisfy((title, text) -> assertThat(text).contains(driver));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ubuntu:14.04",
        "ubuntu:jammy",
        "debian:13-slim",
        "node:22-trixie",
        "debian:stable",
        "debian",
        "node:22",
        "php:8.3-fpm"
      })
  void noPackagesAreNamedOfAnotherRelease(String image) {
    assertThat(RuleRun.findings(
            RULE, "FROM " + image + "\nRUN apt-get install -y software-properties-common\n"))
        .allMatch(finding -> !finding.message().contains("Debian 12"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "bundle install > those that are used here: build-essential.",
        "gem install bcrypt > those that are used here: build-essential.",
        "./configure && make > those that are used here: build-essential.",
        "cargo build > those that are used here: build-essential.",
        "npm ci > those that you use, perhaps build-essential.",
        "pip install -r requirements.txt > those that you use, perhaps build-essential.",
        "true > those that you use, perhaps build-essential.",
      })
  void aCompilerIsNeverCalledSuperfluous(String build, String named) {
    String text =
        "FROM ruby:3.4-slim-bookworm\nRUN apt-get install -y dpkg-dev\nRUN " + build + "\n";
    Finding found = RuleRun.findings(RULE, text).get(0);
    assertThat(found.message()).endsWith("name " + named);
    assertThat(RuleRun.fixes(RULE, text).entrySet().iterator().next().getValue())
        .contains(" build-essential dpkg-dev\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "gcc make libc6-dev > python3-pip > those that you use, perhaps build-essential and python3-dev.",
        "gcc make           > python3-pip > those that are used here: libc6-dev, perhaps build-essential and python3-dev too.",
        "cron               > gcc make python3-pip > those that are used here: libc6-dev, perhaps build-essential and python3-dev too.",
        "gcc                > python3-pip > those that are used here: build-essential, perhaps python3-dev too.",
      })
  void norIsAllOfItNeededWhereItsPartsAreNamed(String before, String packages, String named) {
    String text = "FROM debian:bookworm-slim\nRUN apt-get install -y " + before
        + "\nRUN apt-get install -y " + packages + "\nRUN gem install tool\n";
    List<Finding> found = RuleRun.findings(RULE, text);
    assertThat(found.get(found.size() - 1).message())
        .containsPattern(": \\d\\d\\.\\d MB unpacked on Debian 12, besides those to be named\\.")
        .endsWith("name " + named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmake cron", "libtool cron", "golang-go cron", "equivs", "devscripts"})
  void noneOfItsPartsIsEither(String packages) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian:bookworm\nRUN apt-get install -y " + packages + "\n"))
        .allSatisfy(found -> assertThat(found.message().split("Add --", 2)[0])
            .doesNotContainPattern(" (?:gcc|g\\+\\+|make|libc6-dev|build-essential)[ ,.:]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "USER 1000 > name those that are used here: chromium-sandbox and fonts-liberation.",
        "USER root > name those that you use, perhaps chromium-sandbox and fonts-liberation.",
        "WORKDIR / > name those that you use, perhaps chromium-sandbox and fonts-liberation.",
      })
  void theSandboxOfChromiumIsOfNoUseToRoot(String last, String named) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian:bookworm\nRUN apt-get install -y chromium\n" + last + "\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.message()).endsWith(named));
  }
}

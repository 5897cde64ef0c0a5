package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

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
        RUN apt-get update && apt-get install -y nginx
        #                     ^^^^^^^^^^^^^^^ Add --no-install-recommends
        RUN aptitude -y install nginx; zypper in nginx
        #   ^^^^^^^^^^^^^^^^^^^ Add --without-recommends
        #                              ^^^^^^^^^ Add --no-recommends
        RUN echo nginx | xargs apt-get install -y
        #                      ^^^^^^^^^^^^^^^ Add --no-install-recommends
        ONBUILD RUN dnf -y install nginx
        #           ^^^^^^^^^^^^^^ Add --setopt=install_weak_deps=False
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install --no-install-recommends nginx",
        "apt-get --no-install-recommends install nginx",
        "apt-get install nginx --no-install-recommends",
        "apt-get install --install-recommends nginx",
        "apt-get -o APT::Install-Recommends=false install nginx",
        "apt-get -o APT::Install-Recommends=0 install nginx",
        "apt-get -o 'APT::Install-Recommends=\"false\"' install nginx",
        "apt-get install -oAPT::Install-Recommends=no nginx",
        "aptitude install -R nginx",
        "aptitude install --without-recommends nginx",
        "dnf install --setopt=install_weak_deps=False nginx",
        "dnf --setopt install_weak_deps=0 install nginx",
        "zypper install --no-recommends nginx",
        "apt-get install -y -f",
        "apt-get install $APT_FLAGS nginx",
        "apt-get install --no-install-recommends -t sid nginx",
        "aptitude -qyR install nginx",
        "zypper -C /c in --no-recommends nginx",
        "dnf -y in --setopt tsflags=nodocs --setopt install_weak_deps=0 nginx",
        "apt-get upgrade -y",
        "yum install nginx",
        "dnf remove nginx",
        "echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/01norecommend && apt-get install nginx",
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
        RUN apt-get install -y nginx
        #   ^^^^^^^^^^^^^^^ Add --no-install-recommends
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jq", "psmisc tini=0.19.* unzip", "netcat ca-certificates"})
  void isSilentWhereNothingIsRecommended(String packages) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN apt-get install -y " + packages + "\n"))
        .isEmpty();
    for (String more : new String[] {"nginx", "$MORE", "zip", "jq$VERSION"}) {
      assertThat(RuleRun.findings(
              RULE, "FROM debian\nRUN apt-get install -y " + packages + " " + more + "\n"))
          .as(more)
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "curl gcc > Add --no-install-recommends, and name those that you use: ca-certificates, libc6-dev.",
        "curl ca-certificates > Add --no-install-recommends, and name those that you use.",
        "gnupg > Add --no-install-recommends, and name those that you use.",
      })
  void saysWhatIsNeeded(String packages, String advice) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN apt-get install -y " + packages + "\n"))
        .extracting(Finding::message)
        .containsExactly("This installs recommended packages too. " + advice);
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
        .containsOnlyKeys("Add --no-install-recommends, fakeroot, lintian")
        .containsValue(file.replace(
            "-y build-essential devscripts",
            "-y --no-install-recommends fakeroot build-essential lintian devscripts"));
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
        "RUN pip install git+git://example.com/a.git@${VERSION} > ",
        "RUN apt-get install openssh-client && ssh-keyscan example.com > ",
      })
  void namesWhatACommandRuns(String use, String needed) {
    List<Finding> found = RuleRun.findings(
        RULE,
        "FROM debian\nRUN apt-get install -y git ca-certificates\nCOPY run.sh /\n" + use + "\n",
        Map.of("run.sh", use.startsWith("CMD") ? "ssh host\n" : "true\n"));
    assertThat(found.get(0).message())
        .endsWith("name those that you use" + (needed == null ? "." : ": " + needed + "."));
  }

  @Test
  void namesNothingThatIsThere() {
    assertThat(RuleRun.fixes(RULE, """
        FROM node:24
        RUN apt-get install -y git gcc-12
        RUN git clone git@example.com:a/b.git
        """)).containsOnlyKeys("Add --no-install-recommends");
    assertThat(RuleRun.fixes(RULE, """
        FROM debian AS base
        RUN apt install -y ca-certificates
        FROM base
        RUN apt-get install -y --no-install-recommends curl && apt-get install -y git
        """)).containsOnlyKeys("Add --no-install-recommends");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "apt-get install nginx > apt-get install --no-install-recommends nginx",
        "apt-get install -y -qq nginx > apt-get install -y -qq --no-install-recommends nginx",
        "apt-get install -t sid nginx > apt-get install --no-install-recommends -t sid nginx",
        "aptitude install -y nginx > aptitude install -y --without-recommends nginx",
        "dnf install -y nginx > dnf install -y --setopt=install_weak_deps=False nginx",
        "zypper in nginx > zypper in --no-recommends nginx",
      })
  void addsTheFlagBehindTheVerb(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN " + before + "\n").values())
        .containsExactly("FROM debian\nRUN " + after + "\n");
  }

  @Test
  void offersWhatIsNeededThen() {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN apt-get install -y curl wget\n"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Add --no-install-recommends",
                "FROM debian\nRUN apt-get install -y --no-install-recommends curl wget\n",
                "Add --no-install-recommends, ca-certificates",
                "FROM debian\nRUN apt-get install -y --no-install-recommends ca-certificates curl wget\n"));
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN apt-get install \\
              git=1:2.* \\
              gnupg \\
              # certificates are there
              jq
        """))
        .containsEntry("Add --no-install-recommends, ca-certificates", """
            FROM debian
            RUN apt-get install --no-install-recommends \\
                  ca-certificates \\
                  git=1:2.* \\
                  gnupg \\
                  # certificates are there
                  jq
            """);
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN apt-get install curl ca-certificates\n"))
        .hasSize(1);
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
}

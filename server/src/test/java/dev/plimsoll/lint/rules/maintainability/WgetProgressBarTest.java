package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WgetProgressBarTest {

  private static final WgetProgressBar RULE = new WgetProgressBar();

  @Test
  void everyWgetIsLookedAtInWhicheverForm() {
    RuleRun.check(RULE, """
        FROM debian
        RUN cd /opt && sudo wget -O a https://a/b && wget -q c
        #                   ^^^^ Add an option that shows less.
        RUN ["wget", "https://a/b"]
        #    ^^^^^^ Add an option that shows less.
        ONBUILD RUN /usr/bin/wget -cO- https://a/b | tar x
        #           ^^^^^^^^^^^^^ Add an option that shows less.
        RUN apt-get install -y wget && echo wget a
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--progress=dot:giga",
        "--progress dot:giga",
        "--progress=bar:force:noscroll",
        "-q",
        "--quiet",
        "-nv",
        "--no-verbose",
        "-cq",
        "-qO-",
        "-o log",
        "-olog",
        "--output-file=log",
        "-a log",
        "--append-output log",
        "-b",
        "--spider",
        "--no-show-progress",
        "--show-progress",
        "-e progress=dot:giga",
        "$OPTIONS",
        "2>/dev/null",
        "&>log"
      })
  void nothingIsToldWhereItIsQuiet(String options) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN wget " + options + " https://a/b\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-O q",
        "-Oq",
        "-nc",
        "-P nv",
        "--header=-q",
        "--no-check-certificate",
        ">log",
        "-U '-q'"
      })
  void whatOnlyLooksLikeItIsNoReasonToBeSilent(String options) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN wget " + options + " https://a/b\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wget -O- https://deb.example.org/setup_22.x | bash -",
        "wget $KEY -O - | gpg --batch --import && x",
        "a; ( wget -O- $KEY | sudo apt-key add - )",
        "wget -O- $KEY | tee /etc/apt/keyrings/a.gpg > /dev/null",
        "wget -O - $X | sh -s -- -y",
      })
  void nothingIsToldOfScriptsAndKeysThatAPipeTakes(String code) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + code + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wget -O- https://a/b | tar x",
        "wget -O- https://a/b | tee /opt/data.bin",
        "wget -O a https://a/b && gpg --verify a",
        "wget -O- https://a/b | gunzip | sh",
      })
  void dataInAPipeIsStillTold(String code) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + code + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ubuntu:24.04, safe: Add --progress=dot:giga, --progress=dot:giga",
    "fedora:42, Add --progress=dot:giga, --progress=dot:giga",
    "team/app, Add -nv, -nv",
  })
  void theOptionIsOneThatTheWgetOfTheImageHas(String image, String title, String option) {
    String file = "FROM " + image + "\nRUN wget https://a/b\n";
    assertThat(RuleRun.fixes(RULE, file))
        .isEqualTo(Map.of(title, file.replace("wget", "wget " + option)));
  }

  @Test
  void theFixIsNotSafeWhereAnArgumentNamesTheImage() {
    assertThat(RuleRun.fixes(RULE, "ARG BASE=debian:12\nFROM $BASE\nRUN wget https://a/b\n")
            .keySet())
        .containsExactly("Add --progress=dot:giga");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine:3.22\nRUN wget https://a/b",
        "FROM busybox\nRUN wget https://a/b",
        "FROM golang:1.25-alpine AS a\nFROM a\nRUN apk add git && wget https://a/b",
        "FROM debian:12\nRUN wget https://a/b.tar.gz.asc",
        "FROM debian:12\nRUN wget -O- 'https://a/SHASUMS256.txt?x=1' | grep b | sha256sum -c",
        "FROM debian:12\nRUN wget \"https://a/$VERSION/SHA512SUMS\" https://a/key.gpg",
      })
  void nothingIsToldOfBusyBoxAndOfSmallFiles(String file) {
    assertThat(RuleRun.findings(RULE, file + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine:3.22\nRUN apk add --no-cache wget\nRUN wget https://a/b",
        "FROM alpine:3.22 AS a\nRUN apk add wget=1.25\nFROM a\nRUN wget https://a/b",
        "FROM debian:12\nRUN wget https://a/b.asc https://a/b.tar.gz",
        "FROM debian:12\nRUN wget https://a/b.sh/c",
        "FROM debian:12\nRUN wget https://a/Miniconda3-latest-Linux-$(uname -m).sh",
        "FROM debian:12\nRUN wget https://a/Miniforge3.sh?b=1",
        "FROM debian:12\nRUN wget https://a/cmake-3.30.1-linux-x86_64.sh",
        "FROM debian:12\nRUN wget https://a/driver.run",
        "FROM debian:12\nRUN wget -i list",
      })
  void otherDownloadsShowMore(String file) {
    assertThat(RuleRun.findings(RULE, file + "\n")).hasSize(1);
  }

  @Test
  void allOfOneRunAreMendedAtOnce() {
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nRUN wget https://a/b && wget https://a/c\n"))
        .containsExactly(Map.entry(
            "safe: Add --progress=dot:giga",
            "FROM debian:12\nRUN wget --progress=dot:giga https://a/b"
                + " && wget --progress=dot:giga https://a/c\n"));
    assertThat(RuleRun.findings(RULE, "FROM debian:12\nRUN wget https://a/icu.c?name=1 -O icu.c\n"))
        .isEmpty();
  }

  /** By the name that it is given, or by the end of its address. */
  @ParameterizedTest
  @CsvSource({
    "-O /etc/apt/keyrings/tool.asc https://example.org/linux/debian/gpg, 0",
    "-O /etc/apt/keyrings/tool https://example.org/download, 0",
    "--output-document=\"/usr/share/keyrings/$TOOL-keyring\" https://example.org/download, 0",
    "-O \"$DIR/trusted.gpg.d/tool\" https://example.org/download, 0",
    "-Otool.tgz.sha256 https://example.org/download?sum=1, 0",
    "-O- https://example.org/download > /etc/apt/keyrings/tool.gpg, 0",
    "https://example.org/KEYS, 0",
    "-O get-tool.py $ADDRESS, 0",
    "-O fix.patch https://example.org/commit/1234, 0",
    "-O install.sh https://example.org/Miniforge3-Linux-x86_64.sh, 1",
    "-O miniconda.sh $ADDRESS, 1",
    "'https://example.org/linux/gpg', 0",
    "https://example.org/linux/pubkey, 0",
    "-O /etc/apt/trusted.gpg.d.tgz https://example.org/download, 1",
    "-O /opt/monkey https://example.org/monkey, 1",
    "-O- https://example.org/download > /opt/tool, 1",
  })
  void aKeyOrAScriptIsSmallWhateverItsAddress(String arguments, int findings) {
    String text = "FROM debian:13\nRUN wget " + arguments + "\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "amdgpu-install_7.2.3.70203-1_all.deb, 0",
    "cuda-keyring_1.1-1_all.deb, 0",
    "packages-microsoft-prod.deb, 0",
    "mysql-apt-config_0.8.29-1_all.deb, 0",
    "epel-release-latest-9.noarch.rpm, 0",
    "cuda-repo-ubuntu2204-12-2-local_12.2.2-1_amd64.deb, 1",
    "app-release_1.2_amd64.deb, 1",
    "google-chrome-stable_current_amd64.deb, 1",
  })
  void aPackageThatOnlyAddsARepositoryIsSmall(String file, int findings) {
    String text = "FROM debian:13\nRUN wget -O a https://example.org/x/" + file + "\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo 'progress = dot:giga' | tee /etc/wgetrc && wget https://a/b",
        "RUN echo progress=dot:giga >> ~/.wgetrc\nRUN wget https://a/b",
        "RUN printf 'verbose = off\\n' > /root/.wgetrc\nUSER a\nRUN wget https://a/b",
        "RUN sed -i 's/^#quiet.*/quiet = on/' /etc/wgetrc\nRUN wget https://a/b",
        "RUN <<EOF\ncat >> /etc/wgetrc <<X\nno_verbose = on\nX\nwget https://a/b\nEOF",
        "RUN cat <<EOF > /etc/wgetrc\nprogress = dot:mega\nEOF\nRUN wget https://a/b",
        "COPY <<EOF /etc/wgetrc\nquiet = on\nEOF\nRUN wget https://a/b",
        "RUN curl -o /etc/wgetrc https://a/c\nRUN wget https://a/b",
        "RUN $WRITE /etc/wgetrc\nRUN wget https://a/b",
        "RUN echo \"$SETTINGS\" > /etc/wgetrc\nRUN wget https://a/b",
        "COPY --from=settings /wgetrc /etc/\nRUN wget https://a/b",
        "ADD https://a/wgetrc /etc/wgetrc\nRUN wget https://a/b",
        "ENV WGETRC=/opt/wget.conf\nRUN wget https://a/b",
        "RUN export WGETRC=/opt/wget.conf && wget https://a/b",
        "RUN WGETRC=/opt/wget.conf wget https://a/b",
        "RUN echo 'quiet = on' > /etc/wgetrc\nFROM first\nRUN wget https://a/b",
        "RUN echo 'quiet = on' > /etc/wgetrc\nFROM first AS second\nRUN a\nFROM second\nRUN wget https://a/b"
            + "\nRUN echo 'quiet = on' > /etc/wgetrc",
      })
  void nothingIsToldWhereTheSettingsOfWgetMayShowLess(String rest) {
    assertThat(RuleRun.findings(RULE, "FROM debian:12 AS first\n" + rest + "\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN wget https://a/b && echo 'quiet = on' > /etc/wgetrc",
        "RUN wget https://a/b\nRUN echo 'quiet = on' > /etc/wgetrc",
        "RUN wget https://a/b\nENV WGETRC=/opt/wget.conf",
        "RUN echo 'check_certificate = off' >> ~/.wgetrc && wget https://a/b",
        "RUN echo 'tries = 3' | tee -a /etc/wgetrc\nRUN wget https://a/b",
        "RUN cat <<EOF > /etc/wgetrc\ntimeout = 9\nEOF\nRUN wget https://a/b",
        "RUN echo \"http_proxy = $PROXY\" > /etc/wgetrc\nRUN wget https://a/b",
        "RUN rm -f /etc/wgetrc\nRUN wget https://a/b",
        "RUN echo 'quiet = on' > /etc/wgetrc\nFROM debian:12\nRUN wget https://a/b",
        "LABEL a=wgetrc\nRUN wget https://a/b",
      })
  void otherSettingsOfWgetShowAsMuch(String rest) {
    assertThat(RuleRun.findings(RULE, "FROM debian:12 AS first\n" + rest + "\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "COPY wgetrc /etc/wgetrc, progress = dot:giga, 0",
    "COPY wgetrc /etc/wgetrc, # progress = dot:giga, 1",
    "COPY wgetrc /root/.wgetrc, Verbose=off, 0",
    "COPY wgetrc /root/.wgetrc, tries = 3, 1",
    "COPY . /etc/, quiet = on, 0",
    "COPY . /etc/, verbose = on, 1",
    "COPY . /srv/, quiet = on, 1",
  })
  void settingsThatAreCopiedAreReadInTheContext(String copy, String settings, int findings) {
    String text = "FROM debian:12\n" + copy + "\nRUN wget https://a/b\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("wgetrc", settings + "\n"))).hasSize(findings);
  }

  @Test
  void onScratchItIsTheWgetOfWhateverIsCopied() {
    assertThat(RuleRun.findings(RULE, """
        FROM alpine:3.22 AS base
        FROM scratch
        COPY --from=base / /
        RUN wget https://a/b
        """)).isEmpty();
  }
}

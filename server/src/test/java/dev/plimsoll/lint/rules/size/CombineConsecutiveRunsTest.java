package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombineConsecutiveRunsTest {

  private static final CombineConsecutiveRuns RULE = new CombineConsecutiveRuns();

  @Test
  void reportsTheRunThatUndoesWhatAnotherWrote() {
    RuleRun.check(RULE, """
        FROM debian
        RUN curl -o /a https://example.com/a

        # b
        run rm /a
        #^^ deletes or changes what an earlier one wrote
        RUN mkdir /c
        ENV A=b
        RUN curl -o /d https://example.com/d
        ONBUILD RUN rm /d
        RUN curl -o /e https://example.com/e
        RUN --network=none rm /e
        """);
  }

  @Test
  void pointsAtTheOtherRuns() {
    Finding finding = RuleRun.findings(
            RULE, "FROM debian\nRUN curl -o /a b\nRUN dpkg -i /a\nRUN rm /a\n")
        .get(0);
    assertThat(finding.related()).extracting(one -> one.range().start()).containsExactly(12, 29);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "wget -O /tmp/x.tar y && tar xf /tmp/x.tar | a && rm /tmp/x.tar",
        "cd /tmp && wget https://example.com/x.tar | rm -rf /tmp/*",
        "wget https://example.com/x-$V.tar | rm x-$V.tar",
        "wget -P /opt https://example.com/x.jar | chmod 755 /opt/x.jar",
        "curl -LO https://example.com/x && a | mv x /usr/bin/x",
        "curl -o /usr/bin/x https://example.com/x | chmod +x /usr/bin/x",
        "curl https://example.com/x >/a && b | rm /a",
        "dd if=/dev/zero of=/a bs=1M count=9 && b | rm /a",
        "git clone https://example.com/a.git /a && make -C /a install | rm -rf /a",
        "git clone https://example.com/a.git && a | rm -rf a/.git",
        "tar -C /opt -xf a.tar && b | chown -R app /opt",
        "gcc -o /usr/bin/a a.c | strip /usr/bin/a",
        "aarch64-linux-gnu-g++-12 -o /usr/bin/a a.cc | strip /usr/bin/a",
        "go build -o /usr/bin/a . | chmod 755 /usr/bin/a",
        "rsync -t /a/b /c/d | chown app /c/d",
        "make && make install | make clean",
        "apk add gcc && make | apk del gcc && a",
        "apk add -t .deps gcc && make | apk del .deps",
        "apt-get install -y $DEPS && a | b && apt-get purge -y $DEPS",
        "git clone https://example.com/a.git /a | chown -R app /a",
        "git clone https://example.com/a.git /a | chmod -R g+w /a/*",
        "git clone https://example.com/a.git /a && cd /a && npm ci | chown -R app /a/node_modules",
        "git clone https://example.com/a.git /a | cd /a && npm ci | chown -R app /a/node_modules",
        "tar -C /opt -xf a.tar | chown -R app /opt/a-1.2",
        "git clone https://example.com/a.git /a | rm -rf /a/docs",
        "npm ci | npm cache clean --force",
        "cd /srv && npm ci | chown -R node /srv",
      })
  void saysWhatIsStoredInVain(String runs) {
    assertThat(RuleRun.findings(RULE, file(runs))).hasSize(1);
  }

  /** Nothing was written, or what was weighs nothing, or nobody deletes it, or another rule says it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "apt-get update && apt-get install -y x | a && rm -rf /var/lib/apt/lists/*",
        "apt-get update | apt-get install -y x | rm -rf /var/lib/apt/lists/*",
        "yum install -y x && a | yum clean all && a",
        "yum install -y x && a | rm -rf /var/cache/yum",
        "pip install x | rm -rf /root/.cache",
        "pip install x | pip cache purge",
        "apk add x | rm -rf /var/cache/apk/*",
        "yarn install | yarn cache clean",
        "curl -o /usr/bin/wait.sh https://example.com/wait.sh | chmod +x /usr/bin/wait.sh",
        "curl -o /entrypoint https://example.com/entrypoint | chmod +x /entrypoint",
        "curl -o /app-entrypoint https://example.com/app-entrypoint | chmod +x /app-entrypoint",
        "curl -o /srv/a/b.json https://example.com/b.json | echo $A > /srv/a/c | chown -R app /srv/a",
        "cd /srv && curl -O https://example.com/b.html && wget https://example.com/b.xml | chmod 644 /srv/*",
        "git clone https://example.com/a.git /a | chmod -R 777 /a/storage",
        "git clone https://example.com/a.git | chown -R app a/logs a/tmp",
        "wget -O /tmp/x.tar y && find /tmp -mindepth 1 -delete | rm -rf /tmp/*",
        "curl -fsSLO https://example.com/setup.sh | bash setup.sh | rm setup.sh",
        "wget -O /tmp/key.asc https://example.com/key.asc && a | rm /tmp/key.asc",
        "openssl req -new -out /srv/request | chmod 600 /srv/request",
        "cp /a/key /root/.ssh/id_rsa | chmod 600 /root/.ssh/id_rsa",
        "a | b",
        "a | b | c | d",
        "mkdir -p /srv/app && b | chown -R app /srv/app/ && c",
        "mkdir /a | chmod 777 /a | touch /a/b | chown x /a/b",
        "useradd -m app | chown -R app /home/app",
        "cd /srv && useradd -o -m app | chown -R app /srv",
        "cd /srv && useradd -u 1000 -o app | chown -R app /srv",
        "cd /srv && groupmod -o -g 1000 app | chown -R app /srv",
        "cd /srv && mount -o ro /a | chown -R app /srv",
        "cd /srv && ssh -o BatchMode=yes b@c | chown -R app /srv",
        "cd /srv && gcc -o -c a.c | chown -R app /srv",
        "cd /srv && aws s3 ls --output jsonl | chown -R app /srv",
        "ln -s /a /b | rm /b",
        "echo a >/etc/b.conf | chmod 600 /etc/b.conf",
        "mv /srv/.runners /srv/runners.yaml | chown -R app /srv",
        "cp /srv/settings.py /srv/a | chown -R app /srv",
        "cp /srv/a.conf /srv/b.sh /srv/c | chmod 600 /srv/c/a.conf",
        "install -d /a | chown b /a",
        "wget -O /tmp/x.tar y && rm /tmp/x.tar | wget -O /tmp/x.tar z && rm /tmp/x.tar",
        "cd /tmp && wget https://example.com/x && rm -rf /tmp/* | rm -rf /tmp/*",
        "tar xf /tmp/x.tar -C /srv | rm /tmp/x.tar",
        "dpkg -i /tmp/x.deb | rm /tmp/x.deb",
        "curl -o /ab c | rm /a",
        "apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/* | apt-get update && rm -rf /var/lib/apt/lists/*",
        "apt-get install -y x | apt-get clean",
        "apt-get install -y x | apt-get autoremove -y",
        "apt-get install -y x | rm -rf /var/cache/apt/*",
        "apk add --no-cache x | rm -rf /var/cache/apk/*",
        "pip install --no-cache-dir x | pip cache purge",
        "apk add bash && a | apk add -t .deps gcc && make && apk del .deps",
        "mkdir /srv/tmp && a | touch /srv/tmp/b && rm /srv/tmp/b",
        "yum install -y x && yum clean all | yum install -y y && yum clean all",
        "yum install -y x | yum install -y y && yum clean all",
        "apt-get update && apt-get install -y x | apt-get update && rm -rf /var/lib/apt/lists/*",
        "tar -C / -xf a.tar | rm -rf /var/log/b",
        "tar -C /usr/local -xzf go.tgz | git clone https://example.com/a /a && cd /a && make -j8 install | pip install -r r.txt",
        "npm ci | chown node .",
        "curl -o /a b | rm \"$C\"",
      })
  void saysNothingWhereNoByteIsSaved(String runs) {
    assertThat(RuleRun.findings(RULE, file(runs))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '>',
      value = {
        "curl -o /usr/bin/x https://example.com/x | chmod +x /usr/bin/x > INFORMATION",
        "curl -o /srv/a/b.json https://example.com/b.json | rm /srv/a/b.json > INFORMATION",
        "curl -o /srv/a/b https://example.com/b && curl -o /srv/a/c.json d | chown -R app /srv/a > INFORMATION",
        "curl -o /srv/a/b.onnx https://example.com/b.onnx | chown -R app /srv/a > INFORMATION",
        "curl -o /srv/a/b.jar https://example.com/b.jar && curl -o /srv/a/c.json d | chown -R app /srv/a >",
        "curl -o /tmp/x.tgz https://example.com/x.tgz | rm /tmp/x.tgz >",
        "curl -fsSLO https://example.com/get-pip.py | rm get-pip.py > INFORMATION",
        "tar -C /opt -xf a.tar && b | chown -R app /opt >",
        "make && make install | make clean >",
        "git clone https://example.com/a.git /a && b | rm -rf /a/.git > INFORMATION",
        "tar -C /opt/a -xf a.tar && b | rm /opt/a/b.jar > INFORMATION",
        "apk add gcc && make | apk del gcc >",
        "apt-get update && apt-get install -y x && curl -o /a b | rm -rf /a /var/lib/apt/lists/* > INFORMATION",
      })
  void aFileOfUnknownSizeIsNoWarning(String runs, @Nullable Severity severity) {
    assertThat(RuleRun.findings(RULE, file(runs)))
        .extracting(Finding::severity) // none is the rule's own, a warning
        .containsExactly(severity);
  }

  /** A COPY has stored it, and joining RUNs doesn't take it out; nor what a command reads to fill the directory. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "COPY x.tar.gz . | RUN tar -xf x.tar.gz | RUN rm x.tar.gz",
        "COPY x.tar.gz /x/ | RUN tar -xf x.tar.gz | RUN rm /x/x.tar.gz",
        "COPY x.tar.gz /x/ | RUN tar -C /x -xf x.tar.gz | RUN rm *.tar.gz",
        "COPY dist/*.zip ./ | RUN unzip app.zip | RUN rm app.zip",
        "COPY --from=other /out/x.tar.gz . | RUN tar -xf x.tar.gz | RUN rm x.tar.gz",
        "COPY data/ data/ | RUN tar -xf /tmp/x.tar.gz | RUN rm -rf data/data",
        "RUN fetch | ENV A=b | RUN tar -xf x.tar.gz | RUN rm x.tar.gz",
      })
  void saysNothingOfWhatWasThereBefore(String lines) {
    assertThat(RuleRun.findings(RULE, inX(lines))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "COPY x.tar.gz . | RUN tar -xf x.tar.gz | RUN rm -rf docs",
        "COPY x.tar.gz . | RUN tar -xf x.tar.gz | RUN rm -rf *",
        "COPY x.tar.gz . | RUN tar -xf x.tar.gz | RUN rm -rf /x",
        "RUN curl -o x.tar.gz https://example.org/x.tar.gz | RUN tar -xf x.tar.gz | RUN rm x.tar.gz",
        "COPY . . | RUN npm ci | RUN rm -rf node_modules/a",
        "COPY a/ a/ | RUN tar -xf /tmp/x.tar.gz | RUN rm -rf b",
      })
  void saysItOfWhatCameOutOfAnArchive(String lines) {
    assertThat(RuleRun.findings(RULE, inX(lines))).hasSize(1);
  }

  /** Nobody knows what comes out of an archive: not what the RUN that deletes it has made itself. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mkdir nats && cp /etc/hosts nats/a && rm -rf nats",
        "curl -o nats.zip https://example.org/nats.zip && unzip nats.zip -d nats && rm -rf nats.zip nats",
        "wget -O a.bin https://example.org/a && ./a.bin && rm a.bin",
        "wget https://example.org/a.run && sh a.run && rm a.run",
        "mkdir -p out/b && tar -C out/b -xf /tmp/b.tar && rm -rf out",
        "git clone https://example.org/tool && make -C tool install && rm -rf tool",
        "cp /etc/hosts a && rm a",
        "echo a > b && rm b",
        "npm ci && npm run build && rm -rf node_modules",
        "npm ci && npm run build && rm -rf .cache",
        "./configure && rm -rf conftest",
        "mkdir kafka && tar -C kafka -xf /tmp/b.tar && rm -rf kafka",
        "mkdir logs && chown -R app logs",
      })
  void whatARunMakesItselfIsNotOfAnEarlierOne(String run) {
    for (String before : List.of(
        "RUN tar -xzf kafka-1.2.tgz",
        "RUN wget https://example.org/kafka-1.2.tgz && tar -xzf kafka-1.2.tgz",
        "RUN git clone https://example.org/a .")) {
      assertThat(RuleRun.findings(RULE, inX(before + " | RUN " + run)))
          .as(before)
          .isEmpty();
    }
  }

  @Test
  void whatWasMovedOutOfAnArchiveIsNotThereAnyMore() {
    assertThat(
            RuleRun.findings(
                RULE,
                inX(
                    "RUN tar -xzf kafka-1.2.tgz && mv kafka-1.2 /kafka && rm kafka-1.2.tgz | RUN rm -rf docs")))
        .isEmpty();
  }

  /** An archive mostly holds a folder of its own name; of any other name it is a guess. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "tar -xzf kafka_2.13-3.8.0.tgz, kafka_2.13-3.8.0, SAFE",
    "tar -xzf kafka_2.13-3.8.0.tgz, kafka_2.13-3.8.0/site-docs, SUGGESTION",
    "tar -xJf node-v20.1.0-linux-x64.tar.xz, node-v20.1.0, SAFE",
    "tar -xf jdk-17_linux-x64_bin.tar.gz, jdk-17.0.1, SAFE",
    "unzip nats.zip, nats-1.2, SAFE",
    "unzip nats.zip, nats-cli, SUGGESTION",
    "curl https://example.org/go1.25.tar.gz | tar -xz, go, SAFE",
    "tar -xf a.tar, docs, SUGGESTION",
    "tar -xf a.tar, *, SAFE",
    "git clone https://example.org/a ., docs, SAFE",
  })
  void isSafeWhereAnArchiveHasTheName(String unpack, String deleted, Fix.Safety safety) {
    assertThat(onlyFix(inX("RUN " + unpack.replace(" | ", "|") + " | RUN rm -rf " + deleted))
            .safety())
        .isEqualTo(safety);
  }

  private static String inX(String lines) {
    return "FROM debian\nWORKDIR /x\n" + lines.replace(" | ", "\n") + "\n";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "# The same in all Dockerfiles to share the layers, SUGGESTION",
    "# keep this apart: it changes often, SUGGESTION",
    "# on its own for the cache, SUGGESTION",
    "# clean up, SAFE",
    "# Clear the cache of shared libraries, SAFE",
  })
  void joinsWhatAuthorsKeepApartOnlyIfAsked(String comment, Fix.Safety safety) {
    Finding finding = RuleRun.findings(
            RULE, "FROM debian\nRUN curl -o /a.jar b\n" + comment + "\nRUN rm /a.jar\n")
        .get(0);
    assertThat(finding.fixes()).extracting(Fix::safety).containsExactly(safety);
  }

  @Test
  void knowsWhatMountsKeepOutOfTheLayer() {
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        RUN --mount=type=cache,target=/root/.cache pip install x
        RUN --mount=type=cache,target=/root/.cache pip cache purge
        RUN --mount=type=tmpfs,target=/t curl -o /t/a b
        RUN --mount=type=tmpfs,target=/t rm /t/a
        """)).isEmpty();
  }

  @Test
  void joinsOnlyTheRunsThatMatter() {
    assertThat(fixed("""
        FROM debian
        RUN a
        RUN b
        RUN curl -o /tmp/x.deb https://example.com/x.deb
        RUN dpkg -i /tmp/x.deb
        RUN rm /tmp/x.deb
        RUN c
        RUN d
        """)).isEqualTo("""
        FROM debian
        RUN a
        RUN b
        RUN curl -o /tmp/x.deb https://example.com/x.deb \\
            && dpkg -i /tmp/x.deb \\
            && rm /tmp/x.deb
        RUN c
        RUN d
        """);
  }

  @Test
  void leavesToTheAuthorWhatElseWouldShareTheCache() {
    assertThat(onlyFix(file("curl -o /a b | dpkg -i /a | rm /a")).isSafe()).isTrue();
    assertThat(onlyFix(file("curl -o /a b | make -j8 | rm /a")).isSafe()).isFalse();
  }

  @Test
  void isSafeOnlyWhereAPosixShellIsCertain() {
    String runs = "RUN curl -o a b\nRUN strip a\n";
    assertThat(onlyFix("FROM debian\n" + runs).isSafe()).isTrue();
    assertThat(onlyFix("ARG B\nFROM ${B}\n" + runs).isSafe()).isFalse();
    assertThat(onlyFix("ARG B\nFROM ${B}\n" + runs + "RUN apt-get update\n").isSafe())
        .isTrue();
    for (String windows : List.of(
        "FROM microsoft/nanoserver\n" + runs,
        "# escape=`\nFROM ${B}\n" + runs,
        "FROM ${B}\n" + runs + "RUN powershell -Command x ; y\n")) {
      assertThat(RuleRun.findings(RULE, windows)).isEmpty();
    }
  }

  @Test
  void saysNothingWhereTheLayersDoNotShip() {
    assertThat(
            RuleRun.findings(
                RULE,
                "FROM debian AS build\nRUN curl -o /a b\nRUN rm /a\nFROM debian\nCOPY --from=build /a /a\n"))
        .isEmpty();
  }

  private static String file(String runs) {
    return "FROM debian\nRUN " + runs.replace(" | ", "\nRUN ") + "\n";
  }

  @Test
  void hoistsPragmasAndAsks() {
    String file = """
        FROM debian
        # hadolint ignore=DL3008
        RUN curl -o /x a
        # why
        # hadolint ignore=DL3008,DL3013
        RUN rm /x
        """;
    assertThat(onlyFix(file).isSafe()).isFalse();
    assertThat(fixed(file)).isEqualTo("""
        FROM debian
        # hadolint ignore=DL3008,DL3013
        RUN curl -o /x a \\
            # why
            && rm /x
        """);
    assertThat(fixed("FROM debian\nRUN curl -o /x a\n# hadolint ignore=DL3008\nRUN rm /x\n"))
        .isEqualTo("FROM debian\n# hadolint ignore=DL3008\nRUN curl -o /x a \\\n    && rm /x\n");
    assertThat(onlyFix("FROM debian\n# trivy:ignore:DS-0017\nRUN curl -o /x a\nRUN rm /x\n")
            .isSafe())
        .isFalse();
    assertThat(RuleRun.findings(
                RULE,
                "FROM debian\n# trivy:ignore:X\nRUN curl -o /x a\n# tally ignore=Y\nRUN rm /x\n")
            .get(0)
            .fixes())
        .isEmpty();
  }

  /** In a combined RUN they would say nothing any more, or something else: the next round would repair what they silenced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# nosemgrep",
        "# nosemgrep: dockerfile.security.apt",
        "# hadolint shell=bash",
        "# hadolint stage ignore=DL3008",
        "# shellcheck disable=SC2086",
        "# kics-scan ignore-line",
        "# noqa",
        "# renovate: datasource=github-releases depName=a/b",
        "# cspell:disable-next-line",
      })
  void joinsNothingToARunWithACommentThatOnlyWorksWhereItStands(String comment) {
    assertThat(
            RuleRun.findings(RULE, "FROM debian\nRUN curl -o /x a\n" + comment + "\nRUN rm /x\n"))
        .isEmpty();
    assertThat(
            RuleRun.findings(RULE, "FROM debian\nRUN curl -o /x a\n" + comment + "\n\nRUN rm /x\n"))
        .isEmpty();
    assertThat(fixed("FROM debian\nRUN curl -o /x a\nRUN rm /x\n" + comment + "\nRUN c\n"))
        .isEqualTo("FROM debian\nRUN curl -o /x a \\\n    && rm /x\n" + comment + "\nRUN c\n");
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian\nRUN <<EOF\nset -e\ncurl -o /x a\nEOF\n" + comment
                + "\nRUN <<EOF\nset -e\nrm /x\nEOF\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# check=skip=JSONArgsRecommended",
        "# trivy:ignore:DS-0017",
        "# dockerfile-utils: ignore",
        "# plimsoll ignore=apt-lists-not-removed",
        "# hadolint ignore=DL3008",
      })
  void asksBeforeACommentAboveSilencesMore(String comment) {
    String file = "FROM debian\nRUN curl -o /x a\n" + comment + "\nRUN rm /x\n";
    assertThat(onlyFix(file).isSafe()).isFalse();
    assertThat(fixed(file))
        .isEqualTo("FROM debian\n" + comment + "\nRUN curl -o /x a \\\n    && rm /x\n");
    assertThat(onlyFix("FROM debian\n" + comment + "\nRUN curl -o /x a\nRUN rm /x\n")
            .isSafe())
        .isFalse();
    assertThat(onlyFix("FROM debian\n" + comment + "\n\nRUN curl -o /x a\nRUN rm /x\n")
            .isSafe())
        .isFalse();
  }

  @Test
  void joinsWhatOnbuildTriggersToEachOther() {
    assertThat(fixed("FROM debian\nONBUILD RUN curl -o /x a\n# why\nonbuild run rm /x\n"))
        .isEqualTo("FROM debian\nONBUILD RUN curl -o /x a \\\n    # why\n    && rm /x\n");
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN curl -o /x a\nONBUILD RUN rm /x\nRUN c\n"))
        .isEmpty();
  }

  private static Fix onlyFix(String file) {
    List<Finding> findings = RuleRun.findings(RULE, file);
    assertThat(findings).as(file).hasSize(1);
    return findings.get(0).fixes().get(0);
  }

  private static String fixed(String file) {
    return TextEdit.apply(file, onlyFix(file).edits());
  }

  /** Nothing has to be kept apart that only changes the directory before commands that don't care. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cd /srv && cp a /usr/bin/a | chmod 777 /usr/bin/a            | cd /srv && cp a /usr/bin/a ~    && chmod 777 /usr/bin/a",
        "cd /srv && cp a /usr/bin/a | chmod 777 /usr/bin/a ./b        | ( cd /srv && cp a /usr/bin/a ) ~    && chmod 777 /usr/bin/a ./b",
        "cd /srv && cp a /usr/bin/a | chmod 777 /usr/bin/a > b        | ( cd /srv && cp a /usr/bin/a ) ~    && chmod 777 /usr/bin/a > b",
        "cd /srv && cp a /usr/bin/a | chmod 777 /usr/bin/a && make    | ( cd /srv && cp a /usr/bin/a ) ~    && chmod 777 /usr/bin/a && make",
        "cd /srv && A=b && cp a /usr/bin/a | chmod 777 /usr/bin/a     | ( cd /srv && A=b && cp a /usr/bin/a ) ~    && chmod 777 /usr/bin/a",
      })
  void aDirectoryIsKeptInsideWhereItMatters(String first, String second, String joined) {
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nRUN " + first + "\nRUN " + second + "\n")
            .values())
        .containsExactly("FROM debian:12\nRUN " + joined.replace(" ~", " \\\n") + "\n");
  }
}

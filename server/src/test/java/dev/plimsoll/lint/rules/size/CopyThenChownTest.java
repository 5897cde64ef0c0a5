package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyThenChownTest {

  @Test
  void aJarIsNeverSmall() {
    RuleRun.check(RULE, """
        FROM eclipse-temurin:21-jre
        WORKDIR /app
        COPY build/libs/*.jar app.jar
        RUN adduser -D app && chown -R app:app /app
        #                     ^^^^^ This stores what COPY wrote a second time. Give --chown to the COPY instead.
        """);
    RuleRun.check(RULE, """
        FROM eclipse-temurin:21-jre
        COPY target/shop.war /srv/shop.war
        RUN mkdir /srv/logs && chown 1000:1000 /srv/shop.war
        #                      ^^^^^ This stores what COPY wrote a second time. Give --chown to the COPY instead.
        """);
    RuleRun.check(RULE, """
        FROM eclipse-temurin:21-jre
        WORKDIR /app
        COPY conf.yml .
        RUN adduser -D app && chown -R app:app /app
        """);
  }

  private static final CopyThenChown RULE = new CopyThenChown();

  @Test
  void whatAnotherStageBuiltIsStoredAgainWhateverElseIsCopied() {
    RuleRun.check(RULE, """
        FROM alpine:3.22
        WORKDIR /app
        COPY --from=build /out/server .
        COPY ui ./ui
        RUN chown -R app:app ./
        #   ^^^^^ This stores what COPY wrote a second time. Give --chown to each COPY instead.
        CMD ["a"]
        FROM alpine:3.22
        WORKDIR /app
        COPY --from=build /out/server .
        COPY --from=build /out/tool /usr/local/bin/
        RUN adduser -D app && chown -R app /app
        #                     ^^^^^ This stores what COPY wrote a second time. Give --chown to the COPY instead.
        CMD ["a"]
        FROM alpine:3.22
        COPY --from=build /out/server /usr/local/bin/
        RUN adduser -D app && chown -R app /app
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN npm ci   | /app/dist dist                 | false",
        "RUN npm ci   | /app/node_modules node_modules | true",
        "RUN mkdir a  | /app/dist dist                 | true",
      })
  void whatNodeCompiledIsLittleBesideThePackages(String run, String copied, boolean told) {
    String text = "FROM node:22-slim\nWORKDIR /app\nCOPY package*.json ./\n" + run
        + "\nCOPY --from=build " + copied + "\nRUN chown -R node /app\nCMD [\"a\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(told ? 1 : 0);
  }

  @Test
  void everyFormOfRunAndEveryKindOfCopyIsLookedAt() {
    RuleRun.check(RULE, """
        FROM debian
        COPY run.sh /
        RUN chmod 755 /run.sh
        #   ^^^^^ This stores what COPY wrote a second time. Give --chmod to the COPY instead.
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://a/b.jar /b.jar
        RUN ["chown", "1:1", "/b.jar"]
        #    ^^^^^^^ This stores what ADD wrote a second time. Give --chown to the ADD instead.
        COPY --from=build /out/app /usr/local/bin/
        RUN <<EOF
        /bin/chmod +x /usr/local/bin/app
        #^^^^^^^^^ Give --chmod to the COPY
        EOF
        COPY <<EOF /motd
        hello
        EOF
        RUN chown 1 /motd
        #   ^^^^^ Give --chown to the COPY
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99999    | HINT        | , 100 kB,",
        "100000   | INFORMATION | , 100 kB,",
        "9999999  | INFORMATION | , 10.0 MB,",
        "12400000 | WARNING     | , 12.4 MB,",
      })
  void theBytesOfTheContextDecideHowLoudItIs(int bytes, Severity severity, String figure) {
    String text = "FROM debian\nCOPY src /srv/src\nRUN chown -R 1:1 /srv/src\n";
    Map<String, String> files = Map.of("src/a", "a".repeat(bytes - 1), "src/b/c", "c", "d", "d");
    assertThat(RuleRun.findings(RULE, text, files))
        .allMatch(found -> found.severity() == severity)
        .extracting(Finding::message)
        .containsExactly("This stores what COPY wrote" + figure.strip()
            + " a second time. Give --chown to the COPY instead.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY src /a/src~COPY d /etc/d~RUN chown -R 1 /a                | 12400000 | WARNING",
        "COPY src /a/src~RUN x && chown -R 1 /a /etc                    | 2000000  | INFORMATION",
        "COPY src /a/src~RUN --network=none chown -R 1 /a && x          | 2000000  | INFORMATION",
        "COPY src /a/src~RUN x && chown -R 1 /a                         | 999999   |",
        "COPY --chown=1 src /a/src~RUN x && chown -R 1 /a               | 2000000  |",
        "RUN x && chown -R 1 /a~COPY src /a/src                         | 2000000  |",
        "COPY src /a/src~RUN x && chown -R 1 /b                         | 2000000  |",
        "COPY src /a/src~RUN x && chown 1 /a                            | 2000000  |",
        "COPY src /a/src~RUN if x; then chown -R 1 /a; fi               | 2000000  |",
      })
  void muchIsToldWhateverElseTheRunDoes(String lines, int bytes, Severity severity) {
    String text = "FROM debian\n" + lines.replace('~', '\n') + "\n";
    List<Finding> found =
        RuleRun.findings(RULE, text, Map.of("src/a", "a".repeat(bytes), "d", "d"));
    assertThat(found)
        .hasSize(severity == null ? 0 : 1)
        .allMatch(one -> one.fixes().isEmpty());
    assertThat(found).allMatch(one -> one.severity() == severity);
  }

  @Test
  void whatIsNotKnownIsNotGuessed() {
    Map<String, String> files = Map.of("src/a", "a");
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nCOPY --exclude=*.md src /src\nRUN chown -R 1:1 /src\n", files))
        .extracting(Finding::message)
        .containsExactly(
            "This stores what COPY wrote a second time. Give --chown to the COPY instead.");
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nADD a.tar.gz /src/a/\nRUN chown -R 1:1 /src/a/\n", files))
        .allMatch(found -> found.severity() == null);
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian\nCOPY src /src\nRUN chown -R 1:1 /src\n",
            Map.of("src/.gitkeep", "")))
        .isEmpty();
  }

  @Test
  void nothingIsToldOfStagesThatDoNotShip() {
    RuleRun.check(RULE, """
        FROM debian AS build
        COPY run.sh /
        RUN chmod 755 /run.sh
        FROM debian AS base
        COPY run.sh /
        RUN chmod 755 /run.sh
        #   ^^^^^ Give --chmod to the COPY
        FROM base
        RUN chmod 755 /run.sh
        """);
  }

  /** The COPY is {@code COPY run.sh /opt/run.sh}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN chmod 755 /opt/run.sh && echo done",
        "RUN cd /opt && chmod 755 run.sh",
        "RUN sudo chmod 755 /opt/run.sh",
        "RUN A=b chmod 755 /opt/run.sh",
        "RUN chmod 755 /opt/run.sh >/log",
        "RUN chmod 755 /opt/run.sh || true",
        "RUN ! chmod 755 /opt/run.sh",
        "RUN (chmod 755 /opt/run.sh)",
        "RUN --mount=type=cache,target=/opt chmod 755 /opt/run.sh",
        "RUN --network=none chmod 755 /opt/run.sh",
        "ONBUILD RUN chmod 755 /opt/run.sh",
        "RUN chmod --reference=/bin/sh /opt/run.sh",
        "RUN chmod -x /opt/run.sh",
        "RUN chown -h 1:1 /opt/run.sh",
        "RUN chown -RL 1:1 /opt/run.sh",
        "RUN chown --from=0 1:1 /opt/run.sh",
        "RUN chown $OPTIONS 1:1 /opt/run.sh",
        "RUN chmod \"$MODE\" /opt/run.sh",
        "RUN chmod 755 /opt/other.sh",
        "RUN chmod 755 /opt/run.sh /opt/other.sh",
        "RUN chmod 755 /opt/*.sh",
        "RUN chmod 755 /opt",
        "RUN chmod -R 755 /opt",
        "RUN chmod 755 run.sh",
        "RUN chmod 755 $DIR/run.sh",
        "RUN chmod 755",
        "RUN chgrp 1 /opt/run.sh",
        "SHELL [\"powershell\"]\nRUN chmod 755 /opt/run.sh",
        "WORKDIR /opt\nRUN chmod 755 run.sh",
        "USER app\nRUN chmod 755 /opt/run.sh",
        "ARG MODE\nRUN chmod 755 /opt/run.sh",
        "VOLUME /opt\nRUN chmod 755 /opt/run.sh",
        "RUN /opt/run.sh\nRUN chmod 755 /opt/run.sh",
        "FROM debian\nRUN chmod 755 /opt/run.sh"
      })
  void nothingIsToldWhereMoreIsDoneOrElsewhere(String rest) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nCOPY run.sh /opt/run.sh\n" + rest + "\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "COPY --chmod=644 run.sh /, chmod 755 /run.sh",
    "COPY --chown=app run.sh /, chown 1:1 /run.sh",
    "COPY --parents etc/run.sh /, chmod 755 /etc/run.sh",
    // Only the directory is changed, not what is in it.
    "COPY src /src, chown app:app /src",
    "COPY data /data, chmod 777 /data",
    "COPY src/ /srv/, chown app:app /srv/src",
    "COPY . /srv/, chown app:app /srv",
    "COPY .. /srv/, chown app:app /",
    "COPY conf /etc/app/conf, chown app:app /etc/app/conf",
    "COPY run.sh /run.sh/, chmod 755 /run.sh",
    // Nobody knows which files these are.
    "COPY *.sh /bin/, chmod 755 /bin/*.sh",
    "COPY $FILE /bin/, chmod 755 /bin/run.sh",
    "COPY a.sh b.sh /bin/, chmod 755 /bin/a.sh",
    "COPY a.sh b.sh /bin/, chmod 755 /bin/a.sh /bin/a.sh",
    "ADD --unpack=true https://a/b.jar /b.jar, chmod 755 /b.jar",
    "ADD tool.tar.gz /opt/tool, chown 1:1 /opt/tool",
    "COPY dist /srv/, chown -R app:app /srv/dist",
  })
  void nothingIsToldWhereItIsNotWhatWasCopied(String copy, String run) {
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + copy + "\nRUN " + run + "\n"))
        .isEmpty();
  }

  /** Seen from {@code WORKDIR /app}. */
  @ParameterizedTest
  @CsvSource({
    "COPY run.sh /, chmod 755 /run.sh, --chmod=755",
    "COPY run.sh /, chmod 0755 /run.sh, --chmod=0755",
    "COPY run.sh /, chmod -v 600 /run.sh, --chmod=600",
    "COPY run.sh /, chmod -R 600 /run.sh, --chmod=600",
    "COPY run.sh ., chmod 755 run.sh, --chmod=755",
    "COPY run.sh ., chmod 755 ./run.sh, --chmod=755",
    "COPY bin/run.sh sub/, chmod 755 /app/sub/run.sh, --chmod=755",
    "COPY target/*.jar app.jar, chmod 444 app.jar, --chmod=444",
    "COPY a.sh b.sh /bin/, chmod 755 /bin/b.sh /bin/a.sh, --chmod=755",
    "COPY --from=build /out/tool /usr/bin/, chmod 755 /usr/bin/tool, --chmod=755",
    "COPY --link run.sh /etc/run.sh, chmod 755 /etc/run.sh, --chmod=755",
    "COPY app.jar ., chown 1000:1000 app.jar, --chown=1000:1000",
    "COPY app.jar ., chown 'node:node' app.jar, --chown=node:node",
    "COPY app.jar ., chown root:adm /app/app.jar, --chown=root:adm",
    "COPY app.jar /, chown 1000 /app.jar, --chown=1000:0",
    "COPY app.jar /, chown node /app.jar, --chown=node:0",
    "COPY --from=build app.jar /, chown 1:1 /app.jar, --chown=1:1",
    "COPY --chmod=444 app.jar /, chown 1:1 /app.jar, --chown=1:1",
  })
  void theFixIsSafeWhereTheImageStaysTheSame(String copy, String run, String flag) {
    assertFix(copy, run, flag, "safe: ");
  }

  @ParameterizedTest
  @CsvSource({
    "COPY run.sh /, chmod +x /run.sh, --chmod=755",
    "COPY run.sh /, chmod a+rx /run.sh, --chmod=755",
    // A directory of this name would hold a file of the same name.
    "COPY tool /opt/, chmod 755 /opt/tool, --chmod=755",
    "ADD https://a/tini /tini, chmod +x /tini, --chmod=755",
    "ADD https://a/tini /tini, chmod 755 /tini, --chmod=755",
    // It may be an archive.
    "ADD tool /usr/bin/tool, chmod 755 /usr/bin/tool, --chmod=755",
    // The COPY may make the directory, and then it gives away that, too.
    "COPY app.jar /opt/app/, chown 1:1 /opt/app/app.jar, --chown=1:1",
    "COPY tool /usr/local/bin/tool, chown 1:1 /usr/local/bin/tool, --chown=1:1",
    "COPY --link app.jar /, chown 1:1 /app.jar, --chown=1:1",
    // What comes from a stage may belong to any group.
    "COPY --from=build app.jar /, chown 1 /app.jar, --chown=1:0",
    // chown takes the bits away again.
    "COPY --chmod=4755 app.jar /, chown 1:1 /app.jar, --chown=1:1",
    // The directory itself may have been there.
    "COPY src lib /srv/, chown -R 1:1 /srv, --chown=1:1",
    "COPY scripts /usr/bin/scripts, chmod -R 755 /usr/bin/scripts, --chmod=755",
  })
  void theFixIsASuggestionWhereItMayNot(String copy, String run, String flag) {
    assertFix(copy, run, flag, "");
  }

  private static void assertFix(String copy, String run, String flag, String safe) {
    String file = "FROM node:22\nWORKDIR /app\n" + copy + "\nRUN " + run + "\nCMD [\"x\"]\n";
    String keyword = copy.substring(0, copy.indexOf(' '));
    int end = copy.startsWith(keyword + " --")
        ? copy.indexOf(' ', keyword.length() + 1)
        : keyword.length();
    String fixed = "FROM node:22\nWORKDIR /app\n" + copy.substring(0, end) + " " + flag
        + copy.substring(end) + "\nCMD [\"x\"]\n";
    assertThat(RuleRun.fixes(RULE, file))
        .isEqualTo(Map.of(safe + "Add " + flag + " to the " + keyword + ", delete the RUN", fixed));
  }

  @ParameterizedTest
  @CsvSource({
    "COPY run.sh /, chmod u=rwX /run.sh",
    "COPY run.sh /, chmod 4755 /run.sh",
    "COPY app.jar /, chown \"$NAME:$NAME\" /app.jar",
    "COPY app.jar /, chown app: /app.jar",
    "COPY app.jar /, chown :app /app.jar",
    "COPY app.jar /, chown a.b /app.jar",
    // BuildKit looks for the name in the new layer alone.
    "COPY --link app.jar /, chown app:app /app.jar",
    "COPY . /, chown -R app:app /",
  })
  void thereIsNoFixWhereNoFlagSaysTheSame(String copy, String run) {
    assertThat(RuleRun.fixes(RULE, "FROM node:22\n" + copy + "\nRUN " + run + "\n"))
        .isEmpty();
  }

  /** They would keep their owner. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKDIR /app\nRUN npm init",
        "RUN mkdir -p /app/data",
        "COPY package.json /app/",
        "COPY rootfs /",
        "ADD app.tar.gz $WHERE",
      })
  void thereIsNoFixWhereOthersWroteToTheDirectory(String before) {
    assertThat(RuleRun.fixes(
            RULE, "FROM node:22\n" + before + "\nCOPY . /app\nRUN chown -R node:node /app\n"))
        .isEmpty();
    assertThat(RuleRun.fixes(
            RULE,
            "FROM node:22 AS a\n" + before
                + "\nFROM a\nCOPY . /app\nRUN chown -R node:node /app\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get update",
        "COPY run.sh /usr/bin/",
        "WORKDIR /srv",
        "RUN echo a",
      })
  void whatWritesElsewhereKeepsNoFixBack(String before) {
    assertThat(RuleRun.fixes(
            RULE, "FROM node:22\n" + before + "\nCOPY . /app\nRUN chown -R node:node /app\n"))
        .containsOnlyKeys("Add --chown=node:node to the COPY, delete the RUN");
  }

  @ParameterizedTest
  @CsvSource({"root, 'safe: '", "0:0, 'safe: '", "app, ''", "$APP_UID, ''"})
  void onlyRootChangesOwners(String user, String safe) {
    assertThat(RuleRun.fixes(
            RULE, "FROM debian\nUSER " + user + "\nCOPY run.sh /\nRUN chmod 755 /run.sh\n"))
        .containsOnlyKeys(safe + "Add --chmod=755 to the COPY, delete the RUN");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.2, 1", "1.10, 1", "1.1, 0", "1.0-experimental, 0"})
  void theFrontEndMustKnowTheFlag(String version, int fixes) {
    String file = "# syntax=docker/dockerfile:" + version
        + "\nFROM debian\nCOPY run.sh /\nRUN chmod 755 /run.sh\n";
    assertThat(RuleRun.fixes(RULE, file)).hasSize(fixes);
  }

  @Test
  void theFixKeepsCommentsAndLines() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        # what starts it
        copy --from=build \\
            # built above
            /out/run.sh /
        LABEL a=b

        # only root may change it
        RUN chmod \\
              755 /run.sh
        # port
        EXPOSE 80
        """)).containsValue("""
        FROM debian
        # what starts it
        copy --from=build --chmod=755 \\
            # built above
            /out/run.sh /
        LABEL a=b

        # only root may change it
        # port
        EXPOSE 80
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN chmod \\\n  # for all\n  755 /run.sh",
        "RUN <<EOF\n# for all\nchmod 755 /run.sh\nEOF",
        "# hadolint ignore=DL3059\nRUN chmod 755 /run.sh",
        "# hadolint shell=bash\n\nRUN chmod 755 /run.sh"
      })
  void thereIsNoFixThatWouldLoseAComment(String run) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nCOPY run.sh /\n" + run + "\n"))
        .allMatch(finding -> finding.fixes().isEmpty());
  }

  @Test
  void aSecondCommandIsNextWhenTheFirstIsGone() {
    String file = "FROM debian\nCOPY run.sh /\nRUN chmod 755 /run.sh\nRUN chown 1:1 /run.sh\n";
    assertThat(RuleRun.fixes(RULE, file))
        .containsValue("FROM debian\nCOPY --chmod=755 run.sh /\nRUN chown 1:1 /run.sh\n");
  }

  @Test
  void oneLayerIsOneFinding() {
    String file = "FROM debian:12\nCOPY . /var/www/html\n"
        + "RUN chown -R www-data:www-data /var/www/html && chmod -R 755 /var/www/html\n";
    assertThat(RuleRun.findings(RULE, file, Map.of("a.bin", "x".repeat(2_000_000))))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains(
            "a second time. Give --chown and --chmod to the COPY instead. If the program writes");
  }

  @Test
  void nothingIsSparedWhereNoFlagSaysTheSameAsAnotherCommandOfTheLayer() {
    String file = "FROM php:8.3-apache\nWORKDIR /srv\nCOPY . .\n"
        + "RUN chown -R 1:1 /srv && chmod -R g=u /srv\nCMD [\"a\"]\n";
    assertThat(RuleRun.findings(RULE, file, Map.of("a.bin", "x".repeat(2_000_000))))
        .isEmpty();
  }

  @Test
  void theWorkingDirectoryIsStillGivenAway() {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN chown -Rf node:node /app\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .endsWith("keep a chown of that, without -R.");
    assertThat(RuleRun.fixes(RULE, text))
        .isEqualTo(
            Map.of(
                "Add --chown=node:node to the COPY, chown the directory alone",
                "FROM node:22\nWORKDIR /app\nCOPY --chown=node:node . .\nRUN chown -f node:node /app\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY conf /srv/conf\nRUN chmod -R ug+w /srv/conf",
        "COPY conf /srv/conf\nRUN chmod -R g=u /srv/conf",
        "COPY --from=build /out /srv/conf\nRUN mkdir /a /b && chmod -R g=u /srv/conf",
        "COPY --from=build /out /srv/conf\nRUN mkdir /a /b && chown -R 1:0 /srv/conf /a /b",
        // Less than 100 kB in all.
        "COPY --from=build /out/requirements.txt ./\nCOPY a.txt ./\nRUN chown -R 1:1 /app",
      })
  void nothingIsToldThatNoFlagSaysOrThatWeighsLittle(String rest) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian\nWORKDIR /app\n" + rest + "\n", Map.of("a.txt", "a")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .                                                       | to the COPY instead. If",
        "RUN composer install~COPY . .                                  | to the COPY instead. What RUN instructions wrote there still needs the chown. If",
        "COPY . .~RUN composer install                                  | to the COPY instead. What RUN instructions wrote there still needs the chown. If",
        "COPY . .~RUN mkdir -p /srv/storage/logs                        | to the COPY instead. What RUN instructions wrote there still needs the chown. If",
        "RUN apt-get update && apt-get install -y x~COPY . .            | to the COPY instead. If",
        "COPY composer.json .~COPY . .                                  | to each COPY instead. If",
      })
  void whatRunsWroteStillNeedsTheCommand(String before, String said) {
    String text = "FROM php:8.3-apache\nWORKDIR /srv\n" + before.replace('~', '\n')
        + "\nRUN chown -R www-data:www-data /srv && true\nCMD [\"a\"]\n";
    Map<String, String> files = Map.of("index.php", "x".repeat(2_000_000), "composer.json", "{}");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message()).contains("a second time. Give --chown " + said);
    assertThat(finding.fixes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY LICENSE /opt/tool/                     | 1",
        "COPY LICENSE /opt/tool/~COPY notes.html /opt/tool/ | 1",
        "COPY web /srv/web                           | 1",
        "COPY --from=build /out /srv/out             | 1",
        "ENV A=b~COPY LICENSE /opt/tool/             | 1",
        "COPY web /opt/tool/                         | 0",
        "COPY --from=build /out /opt/tool/           | 0",
        "COPY *l /opt/tool/                          | 0",
        "ADD x.tar.gz /opt/tool/                     | 0",
        "RUN true                                    | 0",
      })
  void copiesOfOthersMayStandBetween(String between, int findings) {
    String text = "FROM debian\nCOPY tool /opt/tool/tool\n" + between.replace('~', '\n')
        + "\nRUN chmod +x /opt/tool/tool\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("web/a", "a", "LICENSE", "b", "tool", "c")))
        .hasSize(findings);
    if (findings > 0) {
      assertThat(RuleRun.fixes(RULE, text))
          .containsValue(text.replace("COPY tool", "COPY --chmod=755 tool")
              .replace("RUN chmod +x /opt/tool/tool\n", ""));
    }
  }

  @Test
  void whatIsInstalledWeighsMoreThanWhatIsCopied() {
    RuleRun.check(RULE, """
        FROM node:24
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY . .
        RUN chown -R node:node /app
        #   ^^^^^ This stores what npm installed a second time, and what COPY wrote. Change the owner of what the program writes alone.
        CMD ["a"]
        FROM php:8.4
        WORKDIR /srv
        COPY --from=build /out ./
        RUN composer install
        RUN mkdir /srv/tmp && chown -R www-data /srv
        #                     ^^^^^ This stores what composer installed a second time, and what COPY wrote.
        CMD ["a"]
        FROM node:24
        WORKDIR /app
        COPY . .
        RUN npm ci
        RUN chmod -R 755 /app
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN chown -R 1:1 /a                                   | 2.00 MB",
        "RUN chown -R 1:1 /a~RUN chown -R 1:1 /a               | 2.00 MB",
        "RUN chown -R 1:1 /a~RUN x && chown -R 1:1 / && y      | 2.00 MB",
        "RUN chown -R 1:1 /a~RUN chown -R 2:2 /a               | 2.00 MB, 2.00 MB",
        "RUN chown -R 1:1 /a~RUN chown -R 2:2 /a~RUN chown -R 1:1 /a | 2.00 MB, 2.00 MB, 2.00 MB",
        "RUN chown -R 1:1 /a/src/x~RUN chown -R 1:1 /a         | 2.00 MB",
        "RUN chown 1:1 /a~RUN chown -R 1:1 /a                  | 2.00 MB",
        "RUN if x; then chown -R 1:1 /a; fi~RUN chown -R 1:1 /a | 2.00 MB",
        "RUN chown -R $A /a~RUN chown -R $A /a                 | 2.00 MB, 2.00 MB",
        "RUN chown -R 1:1 /a~COPY src /a/b~RUN chown -R 1:1 /a | 2.00 MB, 2.00 MB",
        "RUN chmod -R 755 /a~RUN x && chmod -R 755 /a          | 2.00 MB",
        "RUN chown -R 1:1 /a~RUN x && chmod -R 755 /a~RUN x && chown -R 1:1 /a | 2.00 MB, 2.00 MB",
      })
  void whatHasItsOwnerAlreadyIsNotStoredAgain(String lines, String figures) {
    String text = "FROM debian\nCOPY src /a/src\n" + lines.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("src/a", "a".repeat(2000000))))
        .extracting(one -> one.message().replaceAll(".* wrote, (.*?), a .*", "$1"))
        .containsExactly(figures.split(", "));
  }

  @Test
  void soItIsWithWhatIsInstalled() {
    RuleRun.check(RULE, """
        FROM php:8.4
        WORKDIR /srv
        COPY --from=build /out ./
        RUN chown -R www-data:www-data /srv
        #   ^^^^^ This stores what COPY wrote a second time.
        RUN composer install
        RUN x && chown -R www-data:www-data /srv
        #        ^^^^^ This stores what composer installed a second time. Change the owner of what the program writes alone.
        RUN chown -R www-data:www-data /srv
        CMD ["a"]
        """);
  }

  @Test
  void aModeOfWhatIsInstalledMayBeNeeded() {
    RuleRun.check(RULE, """
        FROM php:8.4
        WORKDIR /srv
        COPY --from=build /out ./
        RUN chmod -R 755 /srv
        #   ^^^^^ This stores what COPY wrote a second time.
        RUN composer install
        RUN x && chmod -R 755 /srv
        CMD ["a"]
        """);
  }

  @Test
  void nothingIsSaidWhereNothingWasCopied() {
    RuleRun.check(RULE, """
        FROM php:8.4
        WORKDIR /srv
        RUN composer install
        RUN x && chown -R www-data:www-data /srv
        CMD ["a"]
        """);
  }

  @Test
  void whatAnArchiveHoldsGetsAnOwnerOfLateAndNoMode() {
    assertThat(
            RuleRun.findings(
                RULE,
                "FROM debian\nADD a.tar.gz /srv\nRUN chown -R 1:1 /srv\nADD b.tgz /opt\nRUN chmod -R 755 /opt\n"))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.message())
              .endsWith("What is in an archive gets it from BuildKit 0.23 on.");
          assertThat(found.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --from=build /out/server /usr/bin/server | apk add a && chmod +x /usr/bin/server          | 1",
        "COPY dist/$TARGETARCH/server /usr/bin/server  | apk add a && chmod 755 /usr/bin/server && rm b | 1",
        "COPY --from=build /out/server /usr/bin/       | adduser -D a && chown a /usr/bin/server        | 1",
        "COPY big.bin /usr/bin/big                     | apk add a && chmod +x /usr/bin/big             | 1",
        "COPY small /usr/bin/small                     | apk add a && chmod +x /usr/bin/small           | 0",
        "COPY unknown /usr/bin/unknown                 | apk add a && chmod +x /usr/bin/unknown         | 0",
        "COPY --from=build /a/entrypoint.sh /usr/bin/  | apk add a && chmod +x /usr/bin/entrypoint.sh   | 0",
        "COPY --from=build /out/server /usr/bin/server | strip /usr/bin/server && chmod +x /usr/bin/server | 0",
        "COPY --from=build /out/server /usr/bin/server | if a; then chmod +x /usr/bin/server; fi        | 0",
        "COPY --from=build /out/server /usr/bin/server | apk add a && chmod u+s /usr/bin/server         | 0",
        "COPY --from=build --chmod=755 /out/server /usr/bin/server | apk add a && chmod +x /usr/bin/server | 0",
      })
  void aProgramIsStoredAgainWhateverElseTheRunDoes(String copy, String run, int findings) {
    String text = "FROM alpine:3.22\n" + copy + "\nRUN " + run + "\nCMD [\"x\"]\n";
    Map<String, String> files = Map.of("big.bin", "x".repeat(2_000_000), "small", "x");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @Test
  void aProgramGetsItsModeWhereItIsCopied() {
    String text = "FROM alpine:3.22\nCOPY --from=build /out/server /usr/bin/server\n"
        + "RUN apk add a && \\\n    chmod +x /usr/bin/server && \\\n    rm -rf /tmp/*\nCMD [\"x\"]\n";
    assertThat(RuleRun.fixes(RULE, text))
        .isEqualTo(Map.of(
            "Add --chmod=755 to the COPY, delete the chmod",
            "FROM alpine:3.22\nCOPY --from=build --chmod=755 /out/server /usr/bin/server\n"
                + "RUN apk add a && \\\n    rm -rf /tmp/*\nCMD [\"x\"]\n"));
  }

  @Test
  void theNumberIsNamedOfAUserWhoIsMadeLater() {
    String text = """
        FROM alpine:3.22
        COPY --from=build /app /app
        RUN addgroup -g 1001 app && adduser -D -u 1001 -G app app && mkdir /data && chown -R app:app /data /app
        USER app
        """;
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains(" Write --chown=1001:1001, for the "));
    assertThat(RuleRun.findings(RULE, text.replace("app:app /", "1001:1001 /")))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("Write"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                    | addgroup -g 1000 a && adduser -D -u 1001 -G a a | a:a       | 1001:1000",
        "                    | groupadd -g 1000 a && useradd -u 1001 -g a a    | a:a       | 1001:1000",
        "                    | adduser -D -u 1001 a                            | a         | 1001:0",
        "                    | adduser -D -u 1001 a                            | a:a       |",
        "                    | adduser -D a                                    | a:a       |",
        "                    | adduser -D -u $ID a                             | a         |",
        "                    | adduser -D $NAME                                | a         |",
        "                    | apk add nginx                                   | nginx     |",
        "                    | apk add nginx                                   | nobody    | nobody:0",
        "                    | mkdir /data                                     | a:a       | a:a",
        "                    | adduser -D a                                    | 5:5       | 5:5",
        "RUN adduser -D a    | adduser -D b                                    | a:a       | a:a",
        "RUN addgroup a      | adduser -D -u 7 -G a b                          | b:a       | 7:a",
      })
  void theOwnerIsThereBeforeTheCopy(
      @Nullable String before, String run, String owner, @Nullable String given) {
    String head = "FROM alpine:3.22\n" + (before == null ? "" : before + "\n");
    String text = head + "COPY --from=build /out/server /usr/bin/server\nRUN " + run + " && chown "
        + owner + " /usr/bin/server\nUSER 1001\nCMD [\"server\"]\n";
    if (given == null) {
      assertThat(RuleRun.fixes(RULE, text)).isEmpty();
      assertThat(RuleRun.findings(RULE, text))
          .extracting(Finding::message)
          .containsExactly(
              "This stores what COPY wrote a second time. Give --chown to the COPY instead."
                  + " Make the user and the group before it.");
    } else {
      assertThat(RuleRun.fixes(RULE, text))
          .containsExactly(entry(
              "Add --chown=" + given + " to the COPY, delete the chown",
              head + "COPY --from=build --chown=" + given
                  + " /out/server /usr/bin/server\nRUN " + run
                  + "\nUSER 1001\nCMD [\"server\"]\n"));
    }
  }

  /** What the user is called doesn't matter where the same variable says it. */
  @ParameterizedTest
  @CsvSource({
    "'RUN useradd -m $OWNER', $OWNER:$OWNER, true",
    "'RUN adduser --disabled-password \"${OWNER}\"', $OWNER:$OWNER, true",
    "'RUN groupadd -r $OWNER && useradd -r -g $OWNER $OWNER', \"${OWNER}\", true",
    "'RUN groupadd $GROUP', 1000:$GROUP, true",
    "'RUN useradd -m $OTHER', $OWNER:$OWNER, false",
    "'RUN touch /a', $OWNER, false",
  })
  void aUserThatAVariableNamesIsMadeBeforeTheCopy(String between, String owner, boolean isTold) {
    String text =
        "FROM debian:12\nENV OWNER=app GROUP=staff OTHER=it\nCOPY --from=build /out /srv/app\n"
            + between + "\nRUN mkdir /a && chown -R " + owner
            + " /srv/app\nCMD [\"/srv/app/run\"]\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message().contains(" Make the user and the group before it."))
                .isEqualTo(isTold));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chmod", "apk add a && chmod", "chown -v", "apk add a && chmod +x"})
  void nothingIsSaidOfACommandThatIsBegun(String run) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM alpine:3.22\nCOPY --from=b /out/a /usr/bin/a\nRUN " + run + "\nCMD [\"x\"]\n"))
        .isEmpty();
  }

  @Test
  void theFixKeepsTheColumnsOfTheFileAndItsComments() {
    assertThat(RuleRun.fixes(RULE, """
        FROM        debian
        COPY        run.sh /

        # May be started by all.
        RUN         chmod 755 /run.sh

        CMD         ["/run.sh"]
        """).values()).containsExactly("""
        FROM        debian
        COPY        --chmod=755 run.sh /

        # May be started by all.

        CMD         ["/run.sh"]
        """);
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        COPY  \\
          run.sh /

        RUN chmod 755 /run.sh

        CMD ["/run.sh"]
        """).values()).containsExactly("""
        FROM debian
        COPY --chmod=755  \\
          run.sh /

        CMD ["/run.sh"]
        """);
  }

  @Test
  void aHereDocumentWeighsWhatItSays() {
    String small = "FROM debian\nCOPY <<EOF /motd\nhello\nEOF\nRUN chown 1 /motd\n";
    assertThat(RuleRun.findings(RULE, small))
        .extracting(Finding::message, Finding::severity)
        .containsExactly(tuple(
            "This stores what COPY wrote, 6 B, a second time. Give --chown to the COPY instead.",
            Severity.HINT));
    assertThat(RuleRun.findings(RULE, small.replace("hello", "hello".repeat(30_000))))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @Test
  void rootOwnsWhatIsCopiedAnyhow() {
    String text = "FROM debian\nCOPY run.sh /\nRUN chown root:root /run.sh\n";
    assertThat(RuleRun.findings(RULE, text))
        .extracting(Finding::message)
        .containsExactly(
            "This stores what COPY wrote a second time, and changes nothing of it: COPY gives all to root. Leave the chown out.");
    assertThat(RuleRun.fixes(RULE, text))
        .containsExactly(entry("safe: Delete the RUN", "FROM debian\nCOPY run.sh /\n"));
    assertThat(RuleRun.fixes(RULE, text.replace("COPY", "COPY --from=b")))
        .containsKey("safe: Add --chown=root:root to the COPY, delete the RUN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chown -R a:a /app && chmod -R 755 /app  | Give --chmod to the COPY instead. The chown -R in this RUN",
        "chmod -R 755 /app && chmod -R u+w /app  |",
        "chmod +x /app/big.bin && chmod -R u+w /app |",
        "chmod -R 755 /app && find /app -type d -exec chmod 775 {} +  |",
        "chmod -R 755 /app && cd /app && find . -type f -exec chmod 664 {} \\; |",
        "chmod -R 755 /app && find /tmp -exec chmod 775 {} + | Give --chmod to the COPY instead. ",
        "chmod -R 755 /app && find /app -type f              | Give --chmod to the COPY instead. ",
      })
  void nothingIsSparedThatAnotherCommandStoresAgain(String commands, @Nullable String said) {
    String text = "FROM debian\nCOPY --chown=a:a src /app\nRUN " + commands + "\n";
    List<Finding> found =
        RuleRun.findings(RULE, text, Map.of("src/big.bin", "x".repeat(12_000_000)));
    if (said == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).extracting(Finding::message).singleElement().asString().contains(said);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "entrypoint.sh,HINT",
    "docker-entrypoint,HINT",
    "app.yaml,HINT",
    "tool,",
    "tool.jar,",
  })
  void aScriptOfUnknownSizeIsAHint(String file, @Nullable Severity severity) {
    assertThat(RuleRun.findings(
            RULE, "FROM debian:13\nCOPY a/%1$s /b/%1$s\nRUN chmod 755 /b/%1$s\n".formatted(file)))
        .extracting(Finding::severity) // none is the rule's own, information
        .containsExactly(severity);
  }

  /** While the rest is still to be typed. */
  @ParameterizedTest
  @ValueSource(
      strings = {"RUN chmod -R", "RUN chown", "RUN chown -R && ls", "RUN useradd u && chown -R"})
  void nothingIsSaidOfACommandWithoutArguments(String run) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nCOPY --from=x a /b\n" + run + "\n"))
        .isEmpty();
  }

  /** A file is run where it is, which is in no other image. */
  @ParameterizedTest
  @CsvSource({
    "RUN id, bash run.sh, false",
    "RUN bash run.sh, /app/run.sh, true",
    "FROM alpine AS other\\nRUN /app/run.sh, bash run.sh, false",
  })
  void aModeMattersToTheStagesThatHaveTheFile(String next, String start, boolean told) {
    String text = """
        FROM debian:13 AS base
        WORKDIR /app
        COPY run.sh /app/run.sh
        RUN chmod +x /app/run.sh
        %s
        FROM base
        CMD %s
        """.formatted(next.replace("\\n", "\n"), start);
    assertThat(RuleRun.findings(RULE, text).isEmpty()).isEqualTo(!told);
  }

  @Test
  void whatIsCopiedBeforeTheChangeLosesNoMode() {
    assertThat(RuleRun.findings(RULE, """
        FROM debian:13
        COPY . /app
        COPY run.sh /app/run.sh
        RUN chmod +x /app/run.sh
        CMD ["/app/run.sh"]
        """)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . /app                                  | CMD [\"/app/run.sh\"]           | false",
        "COPY docker /app                             | CMD [\"/app/run.sh\"]           | false",
        "COPY --from=build . /app                     | CMD [\"/app/run.sh\"]           | true",
        "COPY . /srv                                  | CMD [\"/app/run.sh\"]           | true",
        "COPY src /app                                | CMD [\"/app/run.sh\"]           | true",
        "COPY --exclude=*.sh . /app                   | CMD [\"/app/run.sh\"]           | true",
        "ENV A=b                                      | CMD [\"/bin/bash\", \"/app/run.sh\"] | false",
        "RUN /app/run.sh setup\\nCOPY . /app           | CMD [\"/app/run.sh\"]           | true",
        "ENV A=b                                      | CMD sh -e run.sh              | false",
        "ENV A=b                                      | CMD [\"sh\", \"-c\", \"/app/run.sh\"] | true",
        "RUN /app/run.sh setup                        | CMD [\"bash\", \"run.sh\"]     | true",
        "HEALTHCHECK CMD /app/run.sh --check          | CMD [\"bash\", \"run.sh\"]     | true",
        "ENV A=b                                      | CMD [\"bash\", \"myrun.sh\"]    | true",
        "ENV A=b                                      | CMD [\"node\", \"server.js\"]  | true",
      })
  void nothingIsToldWhereTheModeIsLostOrMattersToNobody(String next, String start, boolean told) {
    String folder = next.contains("COPY docker") ? "docker/" : "";
    String text = """
        FROM debian:13
        WORKDIR /app
        COPY %srun.sh /app/run.sh
        RUN chmod +x /app/run.sh
        %s
        %s
        """.formatted(folder, next.replace("\\n", "\n"), start);
    assertThat(RuleRun.findings(RULE, text).isEmpty()).isEqualTo(!told);
  }
}

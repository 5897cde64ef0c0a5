package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform in FROM: a constant, or what it is anyway. */
class FromPlatformTest {

  private static final FromPlatformConstant CONSTANT = new FromPlatformConstant();
  private static final FromRedundantTargetplatform REDUNDANT = new FromRedundantTargetplatform();

  /** What is compiled there has to run on the platform that is asked for. */
  @ParameterizedTest
  @CsvSource({
    "npm ci, /app, false",
    "npm ci && npm run build, /app/dist/, true",
    "npm ci && npm run build, /app/dist /app/node_modules, false",
    "make app.war, /app.war, true",
    "go build -o /app, /app, false",
    "GOARCH=$TARGETARCH go build -o /app, /app, true",
    "tar xf a.tar, /app, true",
  })
  void thePlatformOfTheBuilderIsForWhatRunsAnywhere(String run, String copied, boolean offered) {
    String text = "FROM --platform=linux/amd64 a AS b\nRUN " + run + "\nFROM c\nCOPY --from=b "
        + copied + " /x\n";
    assertThat(RuleRun.fixes(new FromPlatformConstant(), text).containsKey("Use $BUILDPLATFORM"))
        .isEqualTo(offered);
  }

  @Test
  void whatAnotherStageGivesDoesNotMatterForThePlatformOfTheBuilder() {
    assertThat(RuleRun.fixes(CONSTANT, """
        FROM --platform=linux/amd64 a AS checks
        RUN npm ci && npm test
        FROM b AS c
        RUN npm ci
        FROM d
        COPY --from=c /app /app
        """)).containsKey("Use $BUILDPLATFORM");
  }

  @Test
  void aPlatformThatIsWrittenOutIsOneForAllBuilds() {
    RuleRun.check(CONSTANT, """
        FROM --platform=linux/amd64 a
        #    ^^^^^^^^^^^^^^^^^^^^^^ This stage is built for linux/amd64, whatever platform is asked for.
        FROM --platform=amd64 a AS foo
        #    ^^^^^^^^^^^^^^^^ This stage is built for amd64
        FROM --platform=linux/x86_64 a AS build_amd64
        FROM --platform=linux/amd64 a AS linux-x
        FROM --platform=$BUILDPLATFORM a
        FROM --platform=linux/${TARGETARCH} a
        FROM --platform=nonsense a
        FROM a
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linux/amd64  | RUN curl -O https://a/go1.25.linux-amd64.tar.gz           | true",
        "linux/amd64  | ADD https://a/blender-4.4.0-linux-x64.tar.xz /opt/         | true",
        "linux/x86_64 | RUN apt-get install -y g++-x86-64-linux-gnu               | true",
        "linux/amd64  | ENV JAVA_HOME=/usr/lib/jvm/java-21-openjdk-amd64          | true",
        "linux/amd64  | RUN make~FROM b~COPY --from=s /out/Linux-x86_64-RELEASE / | true",
        "linux/amd64  | RUN make~FROM s~RUN curl -O https://a/b_amd64.deb         | true",
        "linux/arm64  | COPY dist/tool-aarch64 /usr/bin/tool                      | true",
        "windows/amd64 | CMD [\"cmd\"]                                           | true",
        "linux/386    | RUN curl -O https://a/b-i686.tgz                          | true",
        "linux/amd64  | RUN make                                                  | false",
        "linux/amd64  | RUN make~FROM b~RUN curl -O https://a/b_amd64.deb         | false",
        "linux/arm64  | RUN curl -O https://a/b_amd64.deb                         | false",
        "linux/amd64  | LABEL arch=amd64                                          | false",
        "linux/amd64  | RUN case $(uname -m) in x86_64) a;; aarch64) b;; esac     | false",
        "linux/amd64  | ARG TARGETARCH=amd64                                      | false",
        "linux        | RUN curl -O https://a/b_amd64.deb                         | false",
        "linux/amd64  | COPY x64abc amd641 /                                      | false",
      })
  void filesOfThePlatformAreThereOnPurpose(String platform, String lines, boolean pedantic) {
    String text = "FROM --platform=" + platform + " a AS s\n" + lines.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(CONSTANT, text))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
  }

  @Test
  void stagesThatGiveFilesToOneOfTheProcessorOrTakeItsFilesAreOfIt() {
    assertThat(findings("""
            FROM --platform=amd64 db:17 AS db
            FROM --platform=linux/amd64 other AS other
            FROM --platform=amd64 ca:1 AS ca
            FROM --platform=amd64 debian AS build
            COPY --from=db /usr/bin/client /usr/bin/
            RUN --mount=from=ca,target=/ca curl -fo /usr/bin/yq https://a/yq_linux_amd64
            FROM --platform=amd64 debian AS unused
            RUN make
            FROM --platform=amd64 debian AS asks
            ARG TARGETARCH
            COPY --from=build /a /a
            FROM --platform=amd64 debian
            COPY --from=build /home /home
            """))
        .containsExactly("db -", "ca -", "build -", "unused", "asks", "debian -", "other");
  }

  @Test
  void aScriptThatAStageStartsNamesTheProcessor() {
    String text = """
        FROM --platform=amd64 a AS first
        FROM --platform=amd64 debian
        COPY --from=first /a /a
        COPY install.sh /tmp/
        RUN sh /tmp/install.sh
        """;
    assertThat(RuleRun.findings(
            CONSTANT,
            text,
            Map.of("install.sh", "#!/bin/sh\ncurl -fO https://a/tool-linux-amd64.tgz\n")))
        .isEmpty();
    assertThat(RuleRun.findings(
            CONSTANT,
            text,
            Map.of("install.sh", "#!/bin/sh\ncase $(uname -m) in x86_64) a ;; arm64) b ;; esac\n")))
        .hasSize(2);
  }

  /** The last word of each FROM, in the order of the findings, with a dash where only who asks for the rule is told. */
  private static List<String> findings(String text) {
    return RuleRun.findings(CONSTANT, text).stream()
        .map(one -> {
          String line = text.substring(one.range().start()).lines().findFirst().orElseThrow();
          String[] words = line.split(" ");
          return words[words.length - 1] + (one.isPedantic() ? " -" : "");
        })
        .toList();
  }

  @Test
  void theFlagIsRemovedOrTakesThePlatformOfTheBuilder() {
    assertThat(RuleRun.fixes(CONSTANT, "FROM --platform=linux/amd64 \\\n  a AS b\nFROM c\n"))
        .isEqualTo(Map.of(
            "Remove --platform", "FROM \\\n  a AS b\nFROM c\n",
            "Use $BUILDPLATFORM", "FROM --platform=$BUILDPLATFORM \\\n  a AS b\nFROM c\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# only amd64 has all wheels | python:3.13      | true",
        "# valgrind knows no ARM     | ubuntu:24.04     | true",
        "# the pinned base           | ubuntu:24.04     | false",
        "# the base                  | a:3.1-arm64v8    | true",
        "# the base                  | arm64v8/alpine   | true",
        "# the base                  | a:3.1-amd64      | false",
      })
  void whoGivesAReasonMeansThePlatform(String comment, String image, boolean pedantic) {
    String platform = image.contains("64") ? "linux/arm64" : "linux/amd64";
    String text = comment + "\nFROM --platform=" + platform + " " + image + "\nRUN make\n";
    assertThat(RuleRun.findings(CONSTANT, text))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
  }

  @ParameterizedTest
  @CsvSource({"ARG TARGETPLATFORM=linux/amd64, true", "ARG TARGETPLATFORM, false"})
  void aDefaultMayCountMoreThanThePlatformThatIsAskedFor(String arg, boolean pedantic) {
    assertThat(RuleRun.findings(REDUNDANT, arg + "\nFROM --platform=$TARGETPLATFORM a\n"))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
  }

  @Test
  void theTargetPlatformIsTheUsualOne() {
    RuleRun.check(REDUNDANT, """
        FROM --platform=$TARGETPLATFORM a
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^ A stage is built for the target platform by default.
        FROM --platform=${TARGETPLATFORM:-linux/arm64} a
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Leave the flag out.
        FROM --platform=$BUILDPLATFORM a
        FROM --platform=$TARGETPLATFORM$NONE a
        FROM --platform=$TARGETOS/$TARGETARCH a
        """);
    assertThat(RuleRun.fixes(REDUNDANT, "FROM --platform=$TARGETPLATFORM a\n"))
        .isEqualTo(Map.of("Remove --platform", "FROM a\n"));
  }

  @Test
  void whatShipsIsNotForTheMachineOfTheBuilder() {
    RuleRun.check(CONSTANT, """
        FROM --platform=linux/amd64 a AS build
        #    ^^^^^^^^^^^^^^^^^^^^^^ Leave the flag out, or give it $BUILDPLATFORM.
        FROM --platform=linux/amd64 b
        #    ^^^^^^^^^^^^^^^^^^^^^^ This stage is built for linux/amd64, whatever platform is asked for. Leave the flag out.
        COPY --from=build /a /a
        """);
  }
}

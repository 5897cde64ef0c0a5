package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApkNoCacheTest {

  private static final ApkNoCache RULE = new ApkNoCache();

  @Test
  void severalInstallsByOneIndexAreOneFinding() {
    String text = """
        FROM alpine:3.22
        RUN apk update
        RUN apk add redis
        RUN apk add --no-cache curl
        RUN apk add nginx
        CMD ["nginx"]
        """;
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message()).startsWith("This reads the index that apk update has left");
      assertThat(one.related()).hasSize(1);
    });
    assertThat(RuleRun.fixes(RULE, text))
        .containsExactly(Map.entry(
            "safe: Add --no-cache to each of these",
            text.replace("add redis", "add --no-cache redis")
                .replace("add nginx", "add --no-cache nginx")));
    assertThat(RuleRun.findings(RULE, text.replace("RUN apk update\n", "")))
        .as("that of the first install")
        .hasSize(1);
    assertThat(RuleRun.findings(RULE, text.replace("update", "update && rm -rf /var/cache/apk/*")))
        .hasSize(1);
  }

  /** apk takes an index that is younger than four hours, unless it is told to fetch another one. */
  @ParameterizedTest
  @CsvSource({
    "RUN apk add b, 1",
    "RUN apk add --no-cache b, 1",
    "RUN apk upgrade, 1",
    "RUN apk update && apk add b, 2",
    "RUN apk add -U b, 2",
    "RUN apk --update add b, 2",
    "RUN apk add -X https://a.example/main b, 2",
    "ONBUILD RUN apk add b, 2",
    "ONBUILD RUN apk add b~RUN apk add c, 2",
    "ONBUILD RUN apk add b~RUN apk add c~RUN apk add d, 2",
  })
  void aLaterInstallAddsNoIndexOfItsOwn(String later, int count) {
    String text = "FROM alpine\nRUN apk add a\n" + later.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(count);
  }

  @Test
  void whatATriggerFetchesIsNotThereForTheNextRun() {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nONBUILD RUN apk add a\nRUN apk add b\n"))
        .hasSize(2);
  }

  @Test
  void severalInstallsOfARunAreOneFinding() {
    String text = """
        FROM alpine:3.22
        RUN apk add --no-cache jq
        RUN apk update && apk add curl && apk add git
        RUN apk add vim
        """;
    assertThat(RuleRun.findings(RULE, text))
        .extracting(one -> one.related().size())
        .containsExactly(1, 0);
    assertThat(RuleRun.fixes(RULE, text.replace("RUN apk add vim\n", "")))
        .containsExactly(Map.entry("safe: Add --no-cache to each of these", """
            FROM alpine:3.22
            RUN apk add --no-cache jq
            RUN apk add --no-cache curl && apk add --no-cache git
            """));
  }

  @Test
  void anEarlierCommandNeedsNoIndexOfALaterRun() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine:3.22
        RUN apk del jq
        RUN apk update && apk add curl
        """)).containsValue("""
        FROM alpine:3.22
        RUN apk del jq
        RUN apk add --no-cache curl
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "# Update the cache so that other stages needn't, false",
    "# the index is kept for the plugins, false",
    "# clean up the cache, true",
    "# for the shell scripts, true",
  })
  void anIndexThatACommentWantsIsRemovedByNobodyElse(String comment, boolean isSafe) {
    String text = "FROM alpine:3.22\n" + comment + "\nRUN apk update && apk upgrade\n";
    assertThat(RuleRun.fixes(RULE, text).keySet())
        .containsExactly((isSafe ? "safe: " : "") + "Add --no-cache to apk upgrade");
  }

  /** A comment at one of them says nothing of the others, wherever it stands. */
  @Test
  void aCommentSilencesOneOfSeveralAlone() {
    String text = """
        FROM alpine:3.22
        RUN apk update
        # hadolint ignore=DL3019
        RUN apk add redis
        RUN apk add nginx
        # hadolint ignore=DL3019
        RUN apk add git
        RUN apk add vim
        """;
    assertThat(RuleRun.findings(RULE, Profile.RECOMMENDED, text))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.range().of(text)).isEqualTo("apk add");
          assertThat(one.range().start()).isEqualTo(text.indexOf("apk add nginx"));
          assertThat(one.related()).hasSize(1);
          assertThat(one.fixes().get(0).edits()).hasSize(2);
        });
    assertThat(RuleRun.findings(
            RULE,
            Profile.RECOMMENDED,
            text.replaceAll("(?m)^(RUN apk add (?:nginx|vim))", "# hadolint ignore=DL3019\n$1")))
        .isEmpty();
  }

  @Test
  void everyAddIsLookedAtInWhicheverForm() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN apk -U add curl && apk add --no-cache git
        #   ^^^^^^^^^^ Add --no-cache.
        RUN ["apk", "add", "-U", "curl"]
        #    ^^^^^^^^^^^^ Add --no-cache.
        ONBUILD RUN /sbin/apk add -t .deps curl
        #           ^^^^^^^^^^^^^ Add --no-cache.
        RUN apk del curl && apk info
        """);
  }

  @Test
  void nothingIsToldOfStagesThatDoNotShip() {
    RuleRun.check(RULE, """
        FROM alpine AS build
        RUN apk add go
        FROM alpine
        RUN apk add curl
        #   ^^^^^^^ Add --no-cache.
        """);
  }

  /** There is no apk on Debian, unless a build argument names another image. */
  @Test
  void nothingIsToldOfOtherDistributions() {
    String run = "\nRUN apk --update add curl\n";
    assertThat(RuleRun.findings(RULE, "ARG BASE=node:lts\nFROM $BASE" + run)).isEmpty();
    assertThat(RuleRun.findings(RULE, "ARG TAG=22-bookworm\nFROM node:$TAG" + run))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, "ARG BASE\nFROM $BASE" + run)).hasSize(1);
    assertThat(RuleRun.findings(RULE, "ARG TAG=22-alpine\nFROM node:$TAG" + run))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apk add --no-cache curl",
        "apk --no-cache add curl",
        "apk add $OPTIONS curl",
        "apk add --root /rootfs curl",
        "apk add -s curl",
        "apk add curl && rm -rf /var/cache/apk/*",
        "cd /var/cache && apk add curl && rm -r apk",
        "--mount=type=cache,target=/var/cache/apk apk add curl",
        "--mount=type=cache,target=/var/cache apk add curl",
        "--mount=type=tmpfs,target=/var/cache/apk/ apk add curl",
        "--mount=type=cache,target=/etc/apk/cache apk add curl"
      })
  void nothingIsToldWhereNothingIsLeft(String command) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nRUN " + command + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apk add -t --no-cache curl",
        "apk add curl && rm -rf /var/cache/apt/*",
        "rm -rf /tmp/apk && apk add curl",
        "rm -rf /var/cache/apk/* && apk add curl",
        "--mount=type=cache,target=/root/.cache apk add curl"
      })
  void whatOnlyLooksLikeItIsNoReasonToBeSilent(String command) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nRUN " + command + "\n")).hasSize(1);
  }

  /** An index that is fetched for this command alone is fetched by it. */
  @ParameterizedTest
  @CsvSource({
    "apk update && apk add a, apk add --no-cache a",
    "apk --update add a, apk --no-cache add a",
    "apk add -U a, apk add --no-cache a",
    "apk add -qU a, apk add --no-cache -qU a",
    "apk update && apk add --update-cache a, apk add --no-cache a",
    "apk update && apk upgrade && apk add a, apk upgrade --no-cache && apk add --no-cache a",
    "apk upgrade && apk add a, apk upgrade --no-cache && apk add --no-cache a",
    "apk update && apk search b && apk add a, apk update && apk search b && apk add --no-cache a",
    "apk add a && echo b, apk add --no-cache a && echo b",
    "apk update; apk add a, apk update; apk add --no-cache a",
  })
  void theFixKeepsNothingThatIsNotNeeded(String command, String fixed) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nRUN " + command + "\n"))
        .isEqualTo(Map.of("safe: Add --no-cache to apk add", "FROM alpine\nRUN " + fixed + "\n"));
  }

  /** An old apk installs nothing without an index. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apk add b",
        "FROM base\nRUN apk add b",
        "FROM base AS middle\nFROM middle\nRUN apk add b",
        "RUN apk search b",
        "RUN $INSTALL b"
      })
  void theFixLeavesAnIndexThatALaterCommandMayNeed(String later) {
    String file = "FROM alpine AS base\nRUN apk update && apk add a\n" + later + "\n";
    assertThat(RuleRun.findings(RULE, file).get(0).fixes().get(0).edits()).hasSize(1);
  }

  @Test
  void theFixKeepsTheLines() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine
        RUN apk update && \\
            # for the health check
            apk add \\
              curl
        """)).containsValue("""
        FROM alpine
        RUN \\
            # for the health check
            apk add --no-cache \\
              curl
        """);
  }

  /** Alpine 3.2 and before have an apk without the option. */
  @ParameterizedTest
  @CsvSource({
    "true, alpine",
    "true, alpine:3",
    "true, alpine:3.3",
    "true, alpine:edge",
    "true, node:22-alpine",
    "false, alpine:3.2",
    "false, alpine:2.7",
    "false, team/app",
    "false, gliderlabs/alpine:3.1"
  })
  void theFixIsSafeWhereApkKnowsTheOption(boolean safe, String image) {
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nRUN apk add a\n").keySet())
        .containsExactly((safe ? "safe: " : "") + "Add --no-cache to apk add");
  }

  @Test
  void theFixIsNotSafeWhereAnArgumentNamesTheImage() {
    assertThat(RuleRun.fixes(RULE, "ARG BASE=alpine:3.22\nFROM $BASE\nRUN apk add a\n")
            .keySet())
        .containsExactly("Add --no-cache to apk add");
  }

  @ParameterizedTest
  @CsvSource({
    "apk update && apk upgrade && apk add --no-cache a, apk upgrade --no-cache && apk add --no-cache a",
    "apk -U upgrade && apk add --no-cache a, apk --no-cache upgrade && apk add --no-cache a",
    "apk upgrade --available, apk upgrade --no-cache --available",
  })
  void anUpgradeKeepsAnIndexToo(String command, String fixed) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nRUN " + command + "\n"))
        .isEqualTo(
            Map.of("safe: Add --no-cache to apk upgrade", "FROM alpine\nRUN " + fixed + "\n"));
  }

  @Test
  void anUpdateThatNothingReadsIsDeleted() {
    String file = "FROM alpine:3.22\nRUN apk update && apk add --no-cache curl\n";
    RuleRun.check(RULE, """
        FROM alpine:3.22
        RUN apk update && apk add --no-cache curl
        #   ^^^^^^^^^^ an index in this layer that apk add --no-cache doesn't read. Leave the update out.
        """);
    assertThat(RuleRun.fixes(RULE, file))
        .containsEntry(
            "safe: Delete apk update", "FROM alpine:3.22\nRUN apk add --no-cache curl\n");
  }

  @Test
  void anUpdateWithoutACacheDoesNothing() {
    String file = "FROM alpine:3.22\nRUN apk --no-cache update && apk --no-cache add curl\n";
    assertThat(RuleRun.findings(RULE, file)).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.HINT);
      assertThat(finding.message()).startsWith("apk update --no-cache does nothing");
    });
    assertThat(RuleRun.fixes(RULE, file))
        .containsEntry(
            "safe: Delete apk update", "FROM alpine:3.22\nRUN apk --no-cache add curl\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apk update && apk add --no-cache curl && rm -rf /var/cache/apk/*",
        "RUN --mount=type=cache,target=/var/cache/apk apk update && apk add --no-cache curl",
      })
  void anUpdateThatIsReadOrLeavesNothingIsLeftAlone(String run) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + run + "\n")).isEmpty();
  }
}

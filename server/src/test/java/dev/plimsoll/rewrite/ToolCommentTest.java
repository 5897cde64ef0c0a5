package dev.plimsoll.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Pragma;
import dev.plimsoll.rewrite.ToolComment.Reach;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element.Comment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCommentTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      INSTRUCTION | # hadolint ignore=DL3008,DL3009
      INSTRUCTION | #hadolint  ignore = DL3008 # reason
      INSTRUCTION | # plimsoll ignore=apt-lists-not-removed they are needed
      INSTRUCTION | # tally ignore=a;reason=b
      INSTRUCTION | # check=skip=JSONArgsRecommended
      INSTRUCTION | # Check = skip=all;error=true
      INSTRUCTION | # trivy:ignore:DS-0002 exp:2026-01-01
      INSTRUCTION | # dockerfile-utils: ignore
      INSTRUCTION | # kics-scan ignore-block
      LINE        | # kics-scan ignore-line
      LINE        | # nosemgrep
      LINE        | # nosemgrep: dockerfile.security.missing-user
      LINE        | # pinned elsewhere, nosemgrep: x
      LINE        | # nosem
      LINE        | # shellcheck disable=SC2086
      LINE        | # snyk:ignore SNYK-1
      LINE        | # deepcode ignore Shell: known
      LINE        | # noqa: E501
      LINE        | # NOSONAR
      LINE        | # gitleaks:allow
      LINE        | # pragma: allowlist secret
      LINE        | # renovate: datasource=github-releases depName=a/b
      LINE        | # cspell:disable-next-line
      LINE        | # newtool:ignore
      LINE        | # newtool-ignore
      LINE        | # editorconfig-checker-disable-line
      LINE        | # codespell:ignore
      LINE        | # prettier-ignore
      ONWARD      | # fmt: off
      ONWARD      | # plimsoll format: off
      LINE        | # newtool ignore=ABC
      ONWARD      | # hadolint shell=powershell
      ONWARD      | # hadolint stage ignore=DL3008
      ONWARD      | # cspell:disable
      ONWARD      | # cSpell:words plimsoll
      ONWARD      | # spell-checker: disable
      ONWARD      | # region install
      FILE        | # hadolint global ignore=DL3008
      FILE        | # plimsoll global ignore=all
      FILE        | # checkov:skip=CKV_DOCKER_3:reason
      FILE        | # syntax=docker/dockerfile:1
      FILE        | # escape=`
      FILE        | # vim: set ft=dockerfile
      FILE        | # -*- mode: dockerfile -*-
      """)
  void knowsWhatToolsRead(Reach reach, String comment) {
    ToolComment read = ToolComment.of(new Comment(comment + "\n"));
    assertThat(read).isNotNull();
    assertThat(read.reach()).isEqualTo(reach);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# install what the build needs",
        "# ignore errors of the mirror",
        "# skip the tests here",
        "# the shell=bash of old is gone",
        "# we ignore hadolint here",
        "# TODO: remove",
        "# Note: ignore this",
        "# see https://example.com/ignore",
        "# RUN apt-get update",
        "# hands-on",
        "# Lint: run the linters",
        "# ex: RUN a",
        "# vi: an editor",
        "# renovate the cache",
        "# ENV CHECK=1",
        "#",
        "#########",
      })
  void knowsWhatIsWrittenForPeople(String comment) {
    assertThat(ToolComment.of(new Comment(comment + "\n"))).isNull();
  }

  /** What silences our own rules is what edits keep in its place, and for the same reach. */
  @Test
  void knowsAllThatSilencesRules() {
    List<String> names = List.of("a", "DL3008,DL3009", "all reason", "a, b ; c", "all");
    for (String tool : List.of("plimsoll", "hadolint", "tally")) {
      for (String reach : List.of("", "global ", "stage ", "\t")) {
        for (String name : names) {
          check(new Comment("#" + tool + " " + reach + "ignore = " + name + "\n"));
        }
      }
    }
    for (String other :
        List.of("check=skip=A", "check = SKIP = all;error=true", "dockerfile-utils: ignore")) {
      check(new Comment("  # " + other + "\r\n"));
    }
  }

  private static void check(Comment comment) {
    Pragma silences = Pragma.read(comment);
    ToolComment read = ToolComment.of(comment);
    assertThat(silences).as(comment.text()).isNotNull();
    assertThat(read).as(comment.text()).isNotNull();
    assertThat(read.reach())
        .as(comment.text())
        .isEqualTo(
            switch (silences.reach()) {
              case INSTRUCTION -> Reach.INSTRUCTION;
              case STAGE -> Reach.ONWARD;
              case FILE -> Reach.FILE;
            });
  }

  @Test
  void findsThoseAboveAnInstructionAcrossBlankLines() {
    Dockerfile file = Dockerfile.parse("""
        FROM debian
        # hadolint ignore=DL3008
        RUN a
        # nosemgrep

        # why

        RUN b
        """);
    assertThat(ToolComment.above(file, file.instructions().get(2)))
        .extracting(ToolComment::content)
        .containsExactly("nosemgrep");
    assertThat(ToolComment.isFor(file, file.instructions().get(1))).isTrue();
    assertThat(ToolComment.isFor(file, file.instructions().get(0))).isFalse();
  }
}

package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels, and the schema that they keep to. */
class LabelRulesTest {

  private static final List<Rule> OF_SCHEMA = List.of(
      new LabelEmpty(),
      new LabelMissing(),
      new LabelNotEmail(),
      new LabelNotGitHash(),
      new LabelNotRfc3339(),
      new LabelNotSemver(),
      new LabelNotSpdx(),
      new LabelNotUrl(),
      new LabelSuperfluous());

  private static List<String> found(Rule rule, String schema, String text) {
    return RuleRun.findings(rule, Map.of("schema", List.of(schema.split(","))), text).stream()
        .map(found -> found.range().of(text))
        .toList();
  }

  @Test
  void namesOfLabelsAreMadeOfFewCharacters() {
    RuleRun.check(new LabelInvalidKey(), """
        FROM alpine
        LABEL a.b-c=d "a b"=c a..b=c a--b=c a.=b 8080.port=a _a=b
        #             ^^^^^ lower-case letters, digits, dots and hyphens
        #                     ^^^^ lower-case letters
        #                            ^^^^ lower-case letters
        #                                   ^^ lower-case letters
        #                                        ^^^^^^^^^ lower-case letters
        #                                                    ^^ lower-case letters
        LABEL Name=a com.docker.name=a
        #     ^^^^ in lower case
        #            ^^^^^^^^^^^^^^^ Docker keeps this prefix
        LABEL $A=b
        """);
    assertThat(RuleRun.findings(
            new LabelInvalidKey(), "FROM alpine\nLABEL Name=a com.docker.name=a\n"))
        .hasSize(2)
        .allMatch(Finding::isPedantic);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "url     ! https://a.example/b               ! true",
        "url     ! mailto:a@b                        ! true",
        "url     ! a.example                         ! false",
        "url     ! https://a b                       ! false",
        "semver  ! 1.2.3                             ! true",
        "semver  ! 1.2.3-rc.1+build.5                ! true",
        "semver  ! 1.2                               ! false",
        "semver  ! v1.2.3                            ! false",
        "semver  ! 1.02.3                            ! false",
        "hash    ! 1a2b3c4                           ! true",
        "hash    ! 0123456789abcdef0123456789abcdef01234567 ! true",
        "hash    ! 1A2B3C4                           ! false",
        "hash    ! 1a2b3c                            ! false",
        "rfc3339 ! 2025-06-01T12:00:00Z              ! true",
        "rfc3339 ! 2025-06-01t12:00:00.5+02:00       ! true",
        "rfc3339 ! 2025-06-01                        ! false",
        "rfc3339 ! 2025-13-01T12:00:00Z              ! false",
        "spdx    ! MIT                               ! true",
        "spdx    ! Apache-2.0 OR (MIT AND BSD-3-Clause) ! true",
        "spdx    ! GPL-2.0-or-later WITH Classpath-exception-2.0 ! true",
        "spdx    ! LicenseRef-Ours                   ! true",
        "spdx    ! Apache License 2.0                ! false",
        "spdx    ! MIT OR                            ! false",
        "spdx    ! (MIT                              ! false",
        "spdx    ! MIT WITH MIT                      ! false",
        "email   ! ada@example.com                   ! true",
        "email   ! Ada                               ! false",
      })
  void aValueIsOfTheKindThatTheSchemaSays(String kind, String value, boolean valid) {
    Rule rule = switch (kind) {
      case "url" -> new LabelNotUrl();
      case "semver" -> new LabelNotSemver();
      case "hash" -> new LabelNotGitHash();
      case "rfc3339" -> new LabelNotRfc3339();
      case "spdx" -> new LabelNotSpdx();
      default -> new LabelNotEmail();
    };
    String text = "FROM alpine\nLABEL a=\"" + value + "\" b=\"" + value + "\"\n";
    assertThat(found(rule, "a:" + kind + ",b:text", text))
        .isEqualTo(valid ? List.of() : List.of("\"" + value + "\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$VERSION", ""})
  void whatIsNotKnownOrEmptyIsOfNoKind(String value) {
    assertThat(found(
            new LabelNotSemver(), "a:semver", "FROM alpine\nARG VERSION\nLABEL a=" + value + "\n"))
        .isEmpty();
  }

  @Test
  void anImageNeedsAllLabelsOfTheSchema() {
    String text = """
        FROM golang AS build
        RUN make
        FROM debian:12 AS base
        LABEL a=b
        FROM base
        LABEL c="" d=e
        COPY --from=build a b
        """;
    assertThat(found(new LabelMissing(), "a,c,f", text)).containsExactly("base");
    assertThat(found(new LabelEmpty(), "a,c", text)).containsExactly("c");
    assertThat(found(new LabelSuperfluous(), "a,c", text)).containsExactly("d");
  }

  @Test
  void withoutASchemaNothingIsSaid() {
    for (Rule rule : OF_SCHEMA) {
      assertThat(RuleRun.findings(rule, "FROM alpine\nLABEL a=\"\" b=c\n")).isEmpty();
    }
  }

  @Test
  void aTriggerSetsLabelsOfOtherImages() {
    RuleRun.check(new LabelInvalidKey(), """
        FROM alpine
        ARG A=Name
        ONBUILD LABEL "a b"=c $A=b Name=c
        #             ^^^^^ lower-case letters
        #                          ^^^^ in lower case
        """);
    String text = "FROM alpine\nARG V=1\nONBUILD LABEL a=1 b=$V c=x\n";
    assertThat(found(new LabelMissing(), "a", text)).containsExactly("alpine");
    assertThat(found(new LabelNotSemver(), "a:semver,b:semver,c:semver", text))
        .containsExactly("1", "x");
  }
}

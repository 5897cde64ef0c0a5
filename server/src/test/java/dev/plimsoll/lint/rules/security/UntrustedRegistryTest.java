package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntrustedRegistryTest {

  private static final UntrustedRegistry RULE = new UntrustedRegistry();

  private static List<Finding> findings(String registry, String text) {
    return RuleRun.findings(RULE, Map.of("registries", List.of(registry)), text);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io,        debian,                    true",
    "hub.docker.com,   team/image,                true",
    "DOCKER.IO,        docker.io/library/debian,  true",
    "ghcr.io,          debian,                    false",
    "ghcr.io,          ghcr.io/a/b,               true",
    "ghcr.io,          scratch,                   true",
    "docker.io,        ghcr.io/a/b,               false",
    "*,                ghcr.io/a/b,               true",
    "*.example.com,    a.example.com/b,           true",
    "*.example.com,    example.com/b,             false",
    "registry.*,       registry.example.com/b,    true",
    "example.com,      example.com:5000/b,        false",
    "example.com:5000, example.com:5000/b,        true",
  })
  void aNameOrAPatternStandsForRegistries(String registry, String image, boolean trusted) {
    assertThat(findings(registry, "FROM " + image + "\n").isEmpty()).isEqualTo(trusted);
  }

  @Test
  void stagesNeedNone() {
    String text = """
        ARG BASE=ghcr.io/a/b
        FROM docker.io/library/debian AS base
        FROM base
        COPY --from=base a b
        COPY --from=quay.io/a/b a b
        RUN --mount=from=quay.io/a/c,target=/c true
        FROM $BASE
        """;
    assertThat(findings("docker.io", text))
        .extracting(found -> found.range().of(text))
        .containsExactly("quay.io/a/b", "quay.io/a/c", "$BASE");
    assertThat(RuleRun.findings(RULE, text)).isEmpty();
  }
}

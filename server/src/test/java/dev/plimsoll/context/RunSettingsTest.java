package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {

  private static final Path ROOT = Path.of("/ci/shop");

  @ParameterizedTest
  @CsvSource({
    "ci/Dockerfile, true",
    "web/CI/server/Dockerfile, true",
    "Dockerfile, false",
    "ci.d/Dockerfile, false",
  })
  void whatLiesAmongFilesOfContinuousIntegrationServesNobodyElse(
      String dockerfile, boolean forDevelopment) {
    assertThat(RunSettings.of(Map.of(), ROOT.resolve(dockerfile), ROOT).forDevelopment())
        .isEqualTo(forDevelopment);
  }

  @ParameterizedTest
  @CsvSource({"compose.yml, false", "compose.dev.yml, true"})
  void unlessComposeDeploysIt(String file, boolean forDevelopment) {
    String compose = """
        services:
          web:
            build: ./ci
        """;
    assertThat(
            RunSettings.of(Map.of(ROOT.resolve(file), compose), ROOT.resolve("ci/Dockerfile"), ROOT)
                .forDevelopment())
        .isEqualTo(forDevelopment);
  }
}

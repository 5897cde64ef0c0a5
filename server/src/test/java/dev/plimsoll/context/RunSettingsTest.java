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
    "app/vendor/gizmo/Dockerfile, true",
    "docker/integration-tests/Dockerfile.master, true",
    "latest/Dockerfile, false",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ci]                | true",
        "[\"all\", \"test\"] | true",
        "~      - dev        | true",
        "[production]        | false",
        "[devices]           | false",
      })
  void aProfileOfDevelopersIsAskedForByThem(String profiles, boolean forDevelopment) {
    String compose = "services:\n  web:\n    build: .\n    profiles: " + profiles.replace('~', '\n')
        + "\n    command: sleep infinity\n";
    assertThat(RunSettings.of(
                Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("Dockerfile"), ROOT)
            .forDevelopment())
        .isEqualTo(forDevelopment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker compose run --rm web yarn test             | true",
        "docker-compose -f a.yml exec web npm run test:all | true",
        "docker compose run web npx jest                   | true",
        "docker compose run db yarn test                   | false",
        "docker compose run web yarn start                 | false",
        "docker compose up web && yarn test                | false",
      })
  void testsMayBeRunInIt(String command, boolean runsTests) {
    RunSettings found = RunSettings.of(
        Map.of(
            ROOT.resolve("compose.yml"),
            "services:\n  web:\n    build: .\n  db:\n    image: postgres\n",
            ROOT.resolve("README.md"),
            "To test it:\n\n    " + command + "\n"),
        ROOT.resolve("Dockerfile"),
        ROOT);
    assertThat(found.runsTests()).isEqualTo(runsTests);
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "shop/Dockerfile,               team/shop:1, true",
    "shop/docker/Dockerfile.alpine, team/shop,   true",
    "shop/v24/Dockerfile,           team/shop,   true",
    "shop/proxy/Dockerfile,         shop,        false",
    "shop/Dockerfile.proxy,         shop,        false",
    "shop/Dockerfile.proxy,         shop-proxy,  true",
    "docker/web/web-lint/Dockerfile, team/web,   false",
    "docker/web/web-lint/Dockerfile, shop-web-lint, true",
  })
  void mountsOfAnImageThatIsCalledLikeAFolderFurtherUpAreNotOfThis(
      String dockerfile, String image, boolean mounts) {
    String compose =
        "services:\n  a:\n    image: " + image + "\n    volumes:\n      - ./data:/data\n";
    String script = "docker run -v $PWD/logs:/logs " + image + "\n";
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve("compose.yml"), compose, ROOT.resolve("run.sh"), script),
        ROOT.resolve(dockerfile),
        ROOT);
    assertThat(found.mounts()).hasSize(mounts ? 2 : 0);
  }
}

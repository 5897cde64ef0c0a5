package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.DockerfileNames;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.lint.rules.reproducibility.BaseImageUntagged;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody deploys by their names. */
class ForDevelopmentTest {

  private static final String TEXT = """
      FROM node:22-slim
      COPY server.js /
      CMD ["node", "/server.js"]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///a/Dockerfile.dev",
        "file:///a/dev.Dockerfile",
        "file:///a/Dockerfile-test",
        "file:///a/Dockerfile.e2e",
        "file:///a/Dockerfile.web.local",
        "file:///a/Dockerfile.smoke",
        "file:///a/Dockerfile.it",
        "file:///a/.devcontainer/Dockerfile",
        "file:///a/.gitpod.Dockerfile",
        "file:///a/.gitpod/Dockerfile",
        "file:///a/.devcontainer/node/Dockerfile",
        "file:///a/e2e/Dockerfile"
      })
  void whoeverStartsThemIsNobodysConcern(String uri) {
    assertThat(DockerfileNames.areForDevelopment(uri, "")).isTrue();
    assertThat(rules(uri)).doesNotContain("user-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///a/Dockerfile",
        "file:///a/Dockerfile.prod",
        "file:///a/test.Dockerfile",
        "file:///dev/Dockerfile",
        "file:///a/devices/Dockerfile"
      })
  void othersAreDeployed(String uri) {
    assertThat(DockerfileNames.areForDevelopment(uri, "")).isFalse();
    assertThat(rules(uri)).contains("user-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///ci/shop/.ci/image/Dockerfile",
        "file:///ci/shop/.github/actions/check/Dockerfile",
        "file:///ci/shop/builders/linux/Dockerfile",
        "file:///ci/shop/docker-dev/Dockerfile",
        "file:///ci/shop/integration-tests/db/Dockerfile",
        "file:///ci/shop/scripts/proxy-test/Dockerfile",
        "file:///ci/shop/test-setup/Dockerfile",
        "file:///ci/shop/src/wheel-testing/Dockerfile",
        "file:///ci/shop/packaging/debian/Dockerfile",
        "file:///ci/shop/playwright/compose/keycloak/Dockerfile",
        "file:///ci/shop/Test/Dockerfile"
      })
  void foldersOfAProjectTell(String uri) {
    assertThat(DockerfileNames.areForDevelopment(uri, "file:///ci/shop")).isTrue();
    assertThat(DockerfileNames.areForDevelopment(uri, "file:///ci/shop/")).isTrue();
    String below = uri.replace("/shop/", "/shop/web/");
    assertThat(DockerfileNames.areForDevelopment(below, "file:///ci/shop")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///ci/shop/Dockerfile",
        "file:///ci/shop/builder/Dockerfile",
        "file:///ci/shop/ci/Dockerfile",
        "file:///ci/shop/contest/Dockerfile",
        "file:///ci/shop/packaging/docker/Dockerfile",
        "file:///ci/shop/speed-test/Dockerfile",
        "file:///ci/shop/test-setup-app/Dockerfile",
        "file:///ci/shop/debian/Dockerfile"
      })
  void whatIsAboveTheProjectDoesNot(String uri) {
    assertThat(DockerfileNames.areForDevelopment(uri, "file:///ci/shop")).isFalse();
    assertThat(DockerfileNames.areForDevelopment(uri, "")).isFalse();
  }

  @Test
  void foldersTellNothingOfOtherProjects() {
    assertThat(DockerfileNames.areForDevelopment("file:///shop-b/ci/Dockerfile", "file:///shop"))
        .isFalse();
  }

  @Test
  void theSizeOfSuchAnImageIsNobodysConcernEither() {
    String text = """
        FROM node:latest
        RUN apt-get update && apt-get install -y git
        RUN pip install flask
        """;
    assertThat(rules("file:///a/Dockerfile", text))
        .contains("apt-lists-not-removed", "pip-cache-dir", "base-image-latest");
    assertThat(rules("file:///a/Dockerfile.dev", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pip install torch>=2.1 flask, true",
    "pip install torch; pip install torch>=2.1, true",
    "pip install flask==3.1 torch>=2.1, true",
    "pip install sklearn, true",
    "pip install flask, false",
    "pip install 'torch>=2.1', false",
  })
  void whatIsAMistakeAnywhereIsReportedThere(String install, boolean reported) {
    String text = "FROM node:24-slim\nRUN " + install.replace("'", "\"") + "\n";
    assertThat(rules("file:///a/Dockerfile.ci", text))
        .containsExactlyElementsOf(reported ? List.of("pip-unpinned") : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "ENV NODE_ENV=development, true",
    "ENV A=b RAILS_ENV=\"dev\", true",
    "ENV FLASK_ENV local, true",
    "ENV NODE_ENV=production, false",
    "ENV NODE_ENV=$NODE_ENV, false",
    "ARG NODE_ENV=development, false",
  })
  void soIsThatOfOneThatIsSetUpForDevelopers(String line, boolean forDevelopment) {
    String text = "FROM node:latest AS base\nRUN apt-get update && apt-get install -y git\n";
    String other = "FROM base AS other\nCMD [\"a\"]\n";
    assertThat(rules("file:///a/Dockerfile", text + line + "\n").contains("apt-lists-not-removed"))
        .isEqualTo(!forDevelopment);
    assertThat(
            rules("file:///a/Dockerfile", text + other + "FROM base\nCMD [\"b\"]\n" + line + "\n"))
        .contains("apt-lists-not-removed");
  }

  /** What is carried over from before an edit is what a fresh look finds. */
  @Test
  void itIsJudgedAnewWhenItIsNoLongerSetUpForThem() {
    Linter linter = new Linter(Rules.ALL, (rule, thrown) -> {});
    EmbeddedImages images = new EmbeddedImages();
    Dockerfile file = Dockerfile.parse(
        "FROM node:22\nENV NODE_ENV=local\nCOPY . .\nRUN apt-get update && apt-get install -y git\nRUN npm install\nRUN adduser a\nCMD [\"a\"]\n");
    Judgement judgement = null;
    for (String value : List.of("local", "tests", "local")) {
      int start = file.text().indexOf("=") + 1;
      file = file.edit(TextEdit.replace(TextRange.ofLength(start, value.length()), value));
      Subject subject = new Subject(SemanticModel.of(file), images);
      judgement = linter.judge(subject, LintOptions.DEFAULT, judgement);
      assertThat(judgement.problems())
          .isEqualTo(linter.judge(subject, LintOptions.DEFAULT, null).problems());
    }
  }

  @Test
  void whatIsWrongAnywhereIsWrongThereToo() {
    assertThat(rules("file:///a/Dockerfile.dev", "FROM node\n")).contains("base-image-untagged");
  }

  @Test
  void anImageWithoutTagMattersLess() {
    assertThat(problems("file:///a/Dockerfile", "FROM node\n"))
        .extracting(Problem::severity)
        .contains(Severity.WARNING);
    assertThat(problems("file:///a/Dockerfile.dev", "FROM node\n"))
        .extracting(Problem::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///shop/vendor/git.example.org/anna/tail/Dockerfile",
        "file:///shop/third_party/tail/Dockerfile",
        "file:///shop/node_modules/tail/Dockerfile",
      })
  void nobodyMendsTheFormOfFilesOfOthers(String uri) {
    String text = """
        FROM golang:1.27 as tail
        MAINTAINER anna
        WORKDIR /a
        ADD tail /
        COPY . .
        RUN go mod download
        RUN cd /b && make
        WORKDIR /c
        CMD ["/tail", ]
        """;
    Iterable<String> ofForm = List.of(
        "from-as-casing", "add-instead-of-copy", "copy-all-before-dependency-install", "cd-in-run");
    assertThat(in("file:///shop", "file:///shop/Dockerfile", text)).containsAll(ofForm);
    assertThat(in("file:///shop", uri, text))
        .doesNotContainAnyElementsOf(ofForm)
        .contains("invalid-json-form");
  }

  @ParameterizedTest
  @CsvSource({
    "vendor/tool/Dockerfile, LICENSE, INFORMATION",
    "src/external/tool/Dockerfile, COPYING, INFORMATION",
    "vendor/tool/Dockerfile, README.md, WARNING",
    "vendor/Dockerfile, LICENSE, WARNING",
    "tools/tool/Dockerfile, LICENSE, WARNING",
  })
  void whatOthersHaveLicensedMattersLess(String path, String beside, Severity severity) {
    FileName name = FileName.of("file:///shop/" + path, "file:///shop");
    assertThat(severities(name, beside)).containsExactly(severity);
    assertThat(severities(name, beside, path))
        .containsExactly(Severity.WARNING); // a part of the project
    assertThat(severities(
            FileName.of("file:///vendor/shop/Dockerfile", "file:///vendor/shop"), beside))
        .containsExactly(Severity.WARNING);
  }

  /** Those of an image without a tag, where the build context has some files. */
  private static List<Severity> severities(FileName name, String... files) {
    ImmutableMap.Builder<String, ContextFile> known = ImmutableMap.builder();
    for (String file : files) {
      known.put(file, ContextFile.of("x"));
    }
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse("FROM node\nCMD [\"a\"]\n")),
        new EmbeddedImages(),
        new SourceReport("", ImmutableSet.of(), ImmutableMap.of(), known.buildOrThrow()),
        name);
    return new Linter(ImmutableList.of(new BaseImageUntagged()), (rule, thrown) -> {})
        .lint(subject, LintOptions.DEFAULT).stream().map(Problem::severity).toList();
  }

  @Test
  void whatIsLeftOutOfTheContextIsNoDockerfile() {
    String text = "node_modules/\nenv\n*.log\n";
    assertThat(rules("file:///a/Dockerfile.dockerignore", text)).isEmpty();
    assertThat(rules("file:///a/Dockerfile", text)).isNotEmpty();
  }

  /** The rules with findings in a file of a project. */
  private static List<String> in(String root, String uri, String text) {
    Checks checks = new Checks(
            () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, (rule, thrown) -> {})
        .of(uri, root, LintOptions.DEFAULT);
    return Snapshot.open(uri, "dockerfile", 1, text, checks).problems().stream()
        .map(problem -> problem.rule().name())
        .toList();
  }

  private static List<String> rules(String uri) {
    return rules(uri, TEXT);
  }

  private static List<String> rules(String uri, String text) {
    return problems(uri, text).stream().map(problem -> problem.rule().name()).toList();
  }

  private static List<Problem> problems(String uri, String text) {
    Checks checks = new Checks(
            () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, (rule, thrown) -> {})
        .of(uri, null, LintOptions.DEFAULT);
    return Snapshot.open(uri, "dockerfile", 1, text, checks).problems();
  }
}

package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import com.google.common.collect.MoreCollectors;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlimmerBaseVariantTest {

  private static final SlimmerBaseVariant RULE = new SlimmerBaseVariant();

  private static final Rule BASE_IMAGE_LATEST = Rules.ALL.stream()
      .filter(rule -> rule.info().isCalled("base-image-latest"))
      .collect(MoreCollectors.onlyElement());

  /** Of a file that starts something, if only because it is added here. */
  private static List<Finding> run(String text) {
    return run(text, Map.of());
  }

  private static List<Finding> run(String text, Map<String, String> files) {
    String last = text.substring(Math.max(text.lastIndexOf("FROM"), 0));
    boolean starts = last.contains("CMD") || last.contains("ENTRYPOINT");
    String program = last.contains("temurin") ? "java" : "a";
    String started = starts ? text : text + "CMD [\"" + program + "\"]\n";
    return files.isEmpty()
        ? RuleRun.findings(RULE, started)
        : RuleRun.findings(RULE, started, files);
  }

  private static String message(String text) {
    return Iterables.getOnlyElement(run(text)).message();
  }

  private static List<String> offered(String text) {
    return run(text).stream()
        .flatMap(finding -> finding.fixes().stream())
        .map(fix -> fix.title().substring("Use ".length()).replaceFirst(" .*", ""))
        .toList();
  }

  /** Its slim tag was left in 2018, while its other tags move on. */
  @Test
  void whatACommandInAVariableInstallsIsThere() {
    String text = """
        FROM python:3.13
        ARG INSTALL='apt-get install -y'
        RUN apt-get update && $INSTALL git
        RUN git clone https://example.org/a.git
        CMD ["python", "a.py"]
        """;
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .doesNotContain("git");
    assertThat(RuleRun.findings(RULE, text.replace("$INSTALL", "$OTHER")))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .endsWith("It lacks what is used here: git.");
  }

  @Test
  void aVariantThatWasLeftYearsBeforeIsNotOffered() {
    assertThat(run("FROM tomcat:9.0\nCOPY a.war /usr/local/tomcat/webapps/\n")).isEmpty();
  }

  @Test
  void theBaseOfTheFinalImageIsReported() {
    RuleRun.check(RULE, """
        FROM python:3.12 AS build
        FROM node:22 AS base
        #    ^^^^^^^ node:22-slim
        FROM ruby:3.3 AS tests
        FROM base
        CMD ["node", "a.js"]
        """);
  }

  @Test
  void theBaseOfEveryTargetIsReportedOnce() {
    RuleRun.check(RULE, """
        FROM node:22 AS base
        #    ^^^^^^^ node:22-slim
        FROM base AS api
        CMD ["node", "api.js"]
        FROM base AS worker
        CMD ["node", "worker.js"]
        FROM python:3.12 AS dev
        CMD ["x"]
        FROM ruby:3.3 AS jobs
        #    ^^^^^^^^ ruby:3.3-slim
        CMD ["x"]
        FROM scratch
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx:1.31-alpine",
    "node:trixie, node:26-trixie-slim",
    "node:lts, node:24-slim",
    "docker.io/library/python:latest, python:3.14-slim",
  })
  void theTagThatIsOfferedNamesAVersion(String image, String first) {
    assertThat(offered("FROM " + image + "\n")).first().isEqualTo(first);
  }

  @Test
  void noTagIsOfferedThatAnotherRuleReports() {
    EmbeddedImages images = new EmbeddedImages();
    for (String repository : images.repositories()) {
      ImageReference image = Objects.requireNonNull(ImageReference.of(repository));
      for (String tag : images.tagsEver(image)) {
        for (String offered : offered("FROM " + repository + ":" + tag + "\n")) {
          assertThat(RuleRun.findings(BASE_IMAGE_LATEST, "FROM " + offered + "\n"))
              .as("%s for %s:%s", offered, repository, tag)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void isSilentWithoutASize() {
    assertThat(run("FROM clojure:lein-trixie\n")).isEmpty();
  }

  @Test
  void theMessageSaysWhatIsMeasuredWhereAndWhen() {
    assertThat(message("FROM node:22\n"))
        .matches(
            "A download of node:22 is \\d+ MB, of node:22-slim [\\d.]+ MB \\(compressed, linux/amd64, 20\\d\\d-\\d\\d-\\d\\d\\):"
                + " \\d+ MB less\\.");
    assertThat(message("FROM --platform=linux/arm64 node:22\n"))
        .contains("(compressed, linux/arm64, ");
    assertThat(message("FROM python:3.12@sha256:" + "0".repeat(64) + "\n"))
        .matches("python:3.12-slim is a smaller variant .*: a download is [\\d.]+ MB .*");
    assertThat(message("FROM nginx\n")).endsWith("Alpine has musl instead of glibc, so test it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:22                 | node:22-slim node:22-alpine",
        "node                    | node:26-slim node:26-alpine",
        "node:latest             | node:26-slim node:26-alpine",
        "python:3.12-bookworm    | python:3.12-slim-bookworm python:3.12-alpine",
        "debian:bookworm         | debian:bookworm-slim",
        "eclipse-temurin:21      | eclipse-temurin:21-jre",
        "rust:1                  | rust:1-slim",
        "docker.io/library/php:8.3 | php:8.3-alpine",
      })
  void slimComesFirstAndAlpineOnlyWhereItIsSmallerStill(String image, String variants) {
    assertThat(String.join(" ", offered("FROM " + image + "\n"))).isEqualTo(variants);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node:22-slim",
        "node:22-alpine",
        "alpine:3.22",
        "ubuntu:24.04",
        "eclipse-temurin:21-jre",
        "scratch",
        "team/node:22",
        "registry.example.com/node:22",
        "$UNKNOWN",
        "almalinux:9-minimal",
      })
  void whatIsSmallOrNotKnownIsLeftAlone(String image) {
    assertThat(run("FROM " + image + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get update",
        "RUN useradd app",
        "RUN adduser --disabled-password app",
        "RUN sudo dpkg -i x.deb",
        "RUN bash -c 'echo'",
        "SHELL [\"/bin/bash\", \"-c\"]",
        "CMD [\"/bin/bash\", \"run.sh\"]",
        "RUN pip install --no-cache-dir torch==2.4 x",
        "RUN poetry install --extras cpu",
        "RUN uv sync --frozen",
        "RUN echo 'unclosed",
      })
  void alpineIsNotOfferedWhereTheStageNeedsWhatItLacks(String instruction) {
    assertThat(offered("FROM python:3.12\n" + instruction + "\n"))
        .containsExactly("python:3.12-slim");
    assertThat(offered("FROM python:3.12 AS a\n" + instruction + "\nFROM a\n"))
        .containsExactly("python:3.12-slim");
    assertThat(offered(
            "FROM python:3.12 AS a\n" + instruction + "\nFROM python:3.12\nCOPY --from=a /a /\n"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      golang:1.27        | Full image (not slim): cgo needs the complete library surface | false
      node:22            | not slim: a native module needs libvips                       | false
      node:22            | The full image, for the scripts of some packages              | false
      node:22            | We can't use node:22-slim~it lacks python3                    | false
      node:22            | FROM node:22-slim                                             | false
      eclipse-temurin:21 | JDK instead of a JRE, which has no jcmd                       | false
      golang:1.27        | Alpine breaks what is linked with glibc                       | false
      node:22            | TODO: switch to slim, the full image isn't needed             | true
      node:22            | The image that runs, slim                                     | true
      node:22            | What runs, without the tests                                  | true
      """)
  void aCommentAboveFromMayHaveDecidedAgainstIt(String image, String comment, boolean reported) {
    String comments = "# " + comment.replace("~", "\n# ") + "\n";
    String start = image.startsWith("golang") ? "ENV CGO_ENABLED=0\n" : "CMD [\"java\"]\n";
    assertThat(run(comments + "FROM " + image + "\n" + start).isEmpty()).isNotEqualTo(reported);
    assertThat(run(comments + "ARG BASE=" + image + "\nFROM $BASE\n" + start).isEmpty())
        .isNotEqualTo(reported);
    assertThat(run(comments + "\nFROM " + image + "\n" + start))
        .as("further up")
        .isNotEmpty();
  }

  @Test
  void aDecisionAgainstAlpineLeavesTheOthers() {
    assertThat(offered("# alpine breaks musl wheels\nFROM python:3.12\n"))
        .containsExactly("python:3.12-slim");
    assertThat(offered("# The tests need a JRE\nFROM python:3.12\n")).contains("python:3.12-slim");
  }

  @Test
  void aJreIsNotOfferedWhereSomethingIsCompiled() {
    assertThat(offered("FROM eclipse-temurin:21\nRUN ./mvnw package\n"))
        .containsExactly("eclipse-temurin:21-alpine");
    assertThat(offered("FROM swift\nRUN swift build\n")).isEmpty();
  }

  @Test
  void aMinimalVariantIsNotOfferedWhereItLacksThePackageManager() {
    assertThat(offered("FROM almalinux:9\nCOPY a /\n")).containsExactly("almalinux:9-minimal");
    assertThat(offered("FROM almalinux:9\nCOPY a /\nRUN /usr/bin/id\n"))
        .containsExactly("almalinux:9-minimal");
    assertThat(offered("FROM almalinux:9\nCOPY a.sh /opt/\nRUN /opt/a.sh\n"))
        .as("a script may use what only the large one has")
        .isEmpty();
    assertThat(offered("FROM almalinux:9\nRUN dnf install -y x\n")).isEmpty();
    assertThat(offered("FROM oraclelinux:9\nRUN yum install -y x\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      docker-compose.yml | services:~  web:~    build: .~    healthcheck:~      test: ["CMD", "curl", "-f", "http://x"]~ | true
      docker-compose.yml | services:~  web:~    build: .~    healthcheck:~      test: wget -q http://x; exit 1~ | true
      docker-compose.yml | services:~  web:~    build: .~  db:~    image: postgres~    healthcheck:~      test: curl -f x~ | false
      docker-compose.yml | services:~  web:~    build: .~    #healthcheck: curl~ | false
      docker-compose.yml | services:~  web:~    build: .~    environment:~      A: curl~ | false
      """)
  void healthChecksOfTheProjectCallTools(String file, String text, boolean named) {
    Map<String, String> files = Map.of(file, text.replace('~', '\n'));
    String dockerfile = "FROM python:3.13\nCMD [\"python\", \"a.py\"]\n";
    assertThat(run(dockerfile, files).get(0).message().contains("It lacks")).isEqualTo(named);
  }

  @Test
  void aServiceMayBeDescribedInSeveralFiles() {
    Map<String, String> files = Map.of(
        "docker-compose.yml",
        "services:\n  api:\n    image: shop_api:1\n    healthcheck:\n      test: [\"CMD\", \"curl\", \"x\"]\n",
        "docker-compose.override.yml",
        "services:\n  api:\n    build: .\n");
    String dockerfile = "FROM python:3.13\nCMD [\"python\", \"a.py\"]\n";
    assertThat(run(dockerfile, files).get(0).message())
        .endsWith("It lacks what is used here: curl.");
  }

  @Test
  void toolsThatTheSlimVariantLacksAreNamed() {
    assertThat(message("FROM node:22\nRUN git clone x && make && curl x\n"))
        .endsWith("It lacks what is used here: curl, git, make.");
    assertThat(message(
            "FROM node:22\nRUN apt-get install -y git build-essential\nRUN git clone x && make\n"))
        .doesNotContain("lacks");
    assertThat(message("FROM node:22\nRUN apt-get install -y openssh-client\nRUN ssh -V\n"))
        .doesNotContain("lacks");
    assertThat(message("FROM debian:12\nRUN curl x\n")).doesNotContain("lacks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tar -jxf /tmp/a.tar.bz | bzip2",
        "tar xjf /tmp/a | bzip2",
        "tar --bzip2 -xf /tmp/a | bzip2",
        "tar -xf /tmp/a.tbz2 | bzip2",
        "bunzip2 /tmp/a | bzip2",
        "tar -xJf /tmp/a | xz",
        "tar xf a.tar.xz -C /opt | xz",
        "xz -d /tmp/a | xz",
        "unxz /tmp/a | xz",
        "unzip /tmp/a | unzip",
      })
  void whatTarCallsIsUsed(String run, String missing) {
    assertThat(message("FROM node:22\nRUN " + run + "\n"))
        .contains("It lacks what is used here: " + missing + ".");
    assertThat(message(
            "FROM node:22\nRUN apt-get install -y xz-utils " + missing + "\nRUN " + run + "\n"))
        .doesNotContain("lacks");
    assertThat(message("FROM node:22\nRUN tar -xzf a.tar.gz && tar xf b.tar\n"))
        .doesNotContain("lacks");
  }

  @Test
  void whatIsDownloadedMayNeedLibraries() {
    assertThat(message("FROM node:22\nRUN curl https://example.org/a.tgz | tar -xz -C /opt\n"))
        .endsWith(
            "It lacks what is used here: curl. What is unpacked here may need libraries of it.");
  }

  @Test
  void whatOthersBuildOnMayBeUsedThere() {
    assertThat(run("FROM node:22\nCMD [\"node\"]\n", Map.of("from:", "")).get(0).message())
        .endsWith("Another Dockerfile is FROM this image and may use more of it.");
  }

  @Test
  void aVersionInAVariableStaysThere() {
    assertThat(fixed("ARG V=3.12\nFROM python:${V} AS x\n"))
        .isEqualTo("ARG V=3.12\nFROM python:${V}-slim AS x\n");
    assertThat(fixed("ARG V=3.12-bookworm\nFROM python:$V\n"))
        .isEqualTo("ARG V=3.12-slim-bookworm\nFROM python:$V\n");
    assertThat(fixed("ARG IMG=node:22\nFROM $IMG\n"))
        .isEqualTo("ARG IMG=node:22-slim\nFROM $IMG\n");
    assertThat(fixed("from docker.io/node\r\n")).isEqualTo("from docker.io/node:26-slim\r\n");
  }

  @Test
  void aVariantThatABuildArgumentChoosesIsLeftAlone() {
    assertThat(run("ARG V=8.3\nARG OS=bookworm\nFROM php:${V}-fpm-${OS}\n")).isEmpty();
    assertThat(run("""
        ARG V=8.3
        ARG OS=bookworm
        ARG BASE="php:${V}-fpm-${OS}"
        FROM ${BASE}
        """)).isEmpty();
    assertThat(run("ARG OS=bookworm\nFROM python:3.12-$OS\n")).isEmpty();
  }

  private static String fixed(String text) {
    Finding finding = Iterables.getOnlyElement(run(text));
    return TextEdit.apply(text, finding.fixes().get(0).edits());
  }

  @Test
  void aDigestIsNotTouched() {
    Finding finding = Iterables.getOnlyElement(run(
        "FROM node:22@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"));
    assertThat(finding.fixes()).isEmpty();
    assertThat(finding.message()).contains("node:22-slim");
  }

  @Test
  void nothingIsSaidOfADigestAlone() {
    String digest = "@sha256:f1dbca0f5dbc926eccc000967c6b09a441d1808f36b15fde4ae621124c2d3bb4";
    assertThat(run("FROM ruby" + digest + "\n")).isEmpty();
  }

  @Test
  void nothingIsSafe() {
    assertThat(run("FROM node:22\n").get(0).fixes()).noneMatch(Fix::isSafe);
  }

  @Test
  void aDatabaseKeepsItsCLibrary() {
    assertThat(run("FROM postgres:15\n")).isEmpty();
    assertThat(run("FROM postgres\nCMD [\"postgres\"]\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "psycopg2==2.9, 0",
    "mysqlclient, 0",
    "mariadb>=1.1, 0",
    "M2Crypto, 0",
    "pyodbc, 1",
    "psycopg2-binary, 1",
    "flask, 1"
  })
  void whatPipCompilesNeedsTheFullImage(String requirement, int findings) {
    String file = """
        FROM python:3.13
        COPY requirements.txt ./
        RUN pip install --no-cache-dir -r requirements.txt
        CMD ["python", "main.py"]
        """;
    assertThat(run(file, Map.of("requirements.txt", "# what it needs\n" + requirement + "\n")))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENTRYPOINT [\"java\", \"-jar\", \"a.jar\"]  | true",
        "ENTRYPOINT [\"/opt/server/start.sh\"]      | false",
        "CMD [\"sh\", \"-c\", \"java -jar $A\"]     | true",
      })
  void aServerThatStartsJavaByItselfMayNeedAllOfIt(String start, boolean jre) {
    assertThat(offered("FROM eclipse-temurin:21\nCOPY . /opt/server\n" + start + "\n"))
        .matches(tags -> tags.contains("eclipse-temurin:21-jre") == jre);
  }

  /** A JRE hasn't got the module that attaches agents, nor a compiler. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build.gradle.kts | implementation(\"io.projectreactor:reactor-tools\")    | false",
        "build.gradle     | runtimeOnly libs.reactor.tools                           | false",
        "build.gradle     | implementation 'net.bytebuddy:byte-buddy-agent:1.15.0'   | false",
        "build.gradle     | testImplementation 'net.bytebuddy:byte-buddy-agent:1.15' | true",
        "build.gradle     | implementation 'io.projectreactor:reactor-core'          | true",
        "build.gradle     | // implementation 'net.bytebuddy:byte-buddy-agent:1.15'  | true",
        "build.gradle     | compileOnly 'net.bytebuddy:byte-buddy-agent:1.15'        | true",
        "build.gradle     | implementation 'com.ea.agentloader:ea-agent-loader:1.0'  | false",
        "build.gradle     | implementation 'com.google:google-java-format:1.28'      | false",
        "build.gradle     | runtimeOnly files('lib/tools.jar')                       | false",
        "build.gradle     | jvmArgs '--add-modules', 'jdk.compiler'                  | false",
        "pom.xml | <dependency>%<artifactId>blockhound</artifactId>%<scope>test</scope>%</dependency> | true",
        "pom.xml | <dependency><artifactId>reactor-tools</artifactId></dependency>   | false",
        "api/pom.xml | <dependency><artifactId>blockhound</artifactId></dependency>  | false",
        "pom.xml | <artifactId>blockhound</artifactId><scope>test</scope></dependency> | true",
        "pom.xml | <arg>--add-exports=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED</arg> | true",
      })
  void whatAttachesAnAgentToItsOwnJvmNeedsAJdk(String file, String text, boolean jre) {
    String dockerfile = """
        FROM eclipse-temurin:25-alpine
        COPY api/target/*.jar app.jar
        ENTRYPOINT ["java", "-jar", "app.jar"]
        """;
    assertThat(run(dockerfile, Map.of(file, text.replace('%', '\n') + "\n")).isEmpty())
        .isEqualTo(!jre);
  }

  @Test
  void toolsOfTheJdkNeedIt() {
    assertThat(run("""
        FROM eclipse-temurin:25-alpine
        COPY app.jar .
        CMD java -jar app.jar & sleep 60; jcmd 1 VM.native_memory
        """)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "17-jdk-alpine, 17-jre-alpine",
    "21-alpine, 21-jre-alpine",
    "17-jdk-jammy, 17-jre-jammy",
    "25-jdk-noble, 25-jre-noble"
  })
  void theRuntimeOfTheSameSystemIsEnough(String kit, String runtime) {
    String text = "FROM eclipse-temurin:" + kit
        + "\nRUN addgroup -S a && adduser -S a -G a\nENTRYPOINT [\"java\", \"-jar\", \"a.jar\"]\n";
    assertThat(offered(text)).containsExactly("eclipse-temurin:" + runtime);
    assertThat(message(text)).doesNotContain("musl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requirements.txt | GitPython==3.1       | It lacks what is used here: git. If the program calls curl, gcc, ssh, wget, install what it calls.",
        "start.sh         | ssh-add; ssh host; hg pull | It lacks what is used here: hg, ssh. If the program calls curl, gcc, git, wget, install what it calls.",
        "a.py             | print(1)             | MB less. If the program calls curl, gcc, git, ssh, wget, install what it calls.",
      })
  void whatTheProgramCallsIsNamed(String file, String code, String end) {
    String text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
        + "CMD [\"./start.sh\"]\n";
    assertThat(run(text, Map.of(file, code + "\n")).get(0).message()).endsWith(end);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN /b/build.sh                      | git clone https://a.example/b        | git     | 1
      RUN cd /b && ./build.sh              | hg pull && tar xjf a.tar.bz2         | bzip2, hg | 1
      RUN apt-get update && /b/build.sh    | apt-get install -y git && git pull   |         | 0
      CMD ["bash", "/b/build.sh"]          | if true; then svn up; fi             | svn     | 1
      """)
  void soIsWhatScriptsOfAllItsStagesCall(
      String start, String code, @Nullable String missing, int without) {
    String text = "FROM python:3.13 AS base\nCOPY b /b\n" + start + "\nFROM base\nCMD [\"a\"]\n";
    assertThat(run(text, Map.of("b/build.sh", code + "\n"))).singleElement().satisfies(one -> {
      assertThat(one.fixes().isEmpty()).isEqualTo(without == 1);
      assertThat(one.message().contains("It lacks what is used here: " + missing + "."))
          .isEqualTo(missing != null);
    });
  }

  @Test
  void alpineIsNotOfferedWhereAScriptNeedsWhatItLacks() {
    String text = "FROM python:3.12\nCOPY . /a\nCMD [\"/a/start.sh\"]\n";
    for (String code : List.of("#!/bin/bash\nexec a\n", "#!/bin/sh\nuseradd a\n")) {
      assertThat(run(text, Map.of("start.sh", code)).get(0).fixes())
          .extracting(Fix::title)
          .noneMatch(title -> title.contains("alpine"));
    }
    assertThat(run(text, Map.of("start.sh", "#!/bin/sh\nexec a\n")).get(0).fixes())
        .extracting(Fix::title)
        .anyMatch(title -> title.contains("alpine"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requirements.txt | a @ git+https://example.org/a.git  | pip install -r requirements.txt",
        "requirements.txt | -e git+ssh://git@example.org/a#egg=a | pip install -r requirements.txt",
        "requirements.txt | a @ git+https://example.org/a.git  | uv pip install --system -r requirements.txt",
        "x                | x                                  | pip install git+https://example.org/a",
        "pyproject.toml   | dependencies = ['a @ git+https://example.org/a'] | pip install .",
        "pyproject.toml   | a = {git = \"https://example.org/a\"} | poetry install",
        "setup.py         | setup(install_requires=['a @ git+https://example.org/a']) | pip install -e .",
        "package.json     | {\"dependencies\": {\"b\": \"github:a/b\"}} | npm ci",
        "package.json     | {\"dependencies\": {\"b\": \"git+https://example.org/b.git\"}} | yarn install",
        "package.json     | {\"devDependencies\": {\"b\": \"a/b\"}} | npm install",
        "Gemfile          | gem 'a', github: 'b/a'             | bundle install",
      })
  void whatGitFetchesIsAUseOfGit(String file, String text, String command) {
    String image = command.startsWith("npm") || command.startsWith("yarn")
        ? "node:22"
        : command.startsWith("bundle") ? "ruby:3.4" : "python:3.13";
    String dockerfile = "FROM " + image + "\nWORKDIR /app\nCOPY . .\nRUN " + command + "\n";
    assertThat(run(dockerfile, Map.of(file, text + "\n")).get(0).message())
        .contains("It lacks what is used here: git.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requirements.txt | # a @ git+https://example.org/a.git | pip install -r requirements.txt",
        "requirements.txt | gitpython-stubs~=1                  | pip install -r requirements.txt",
        "pyproject.toml   | github = \"https://example.org/a\"    | pip install .",
        "setup.py         | {\"github\": \"https://example.org/a\"} | pip install .",
        "package.json     | {\"repository\": {\"url\": \"git+https://example.org/b.git\"}} | npm ci",
        "package.json     | {\"dependencies\": {\"b\": \"^1.2.0\", \"c\": \"npm:@d/c@1\"}} | npm ci",
        "package.json     | {\"dependencies\": {\"b\": \"file:../b\", \"c\": \"workspace:*\"}} | npm ci",
      })
  void otherDependenciesAreNone(String file, String text, String command) {
    String image = command.startsWith("npm") ? "node:22" : "python:3.13";
    String dockerfile = "FROM " + image + "\nWORKDIR /app\nCOPY . .\nRUN " + command + "\n";
    assertThat(run(dockerfile, Map.of(file, text + "\n")).get(0).message()).doesNotContain("lacks");
  }

  @ParameterizedTest
  @CsvSource({
    "pyproject.toml, 'dependencies = [\"mysqlclient>=2\"]', pip install .",
    "pyproject.toml, 'uwsgi = \"^2\"', poetry install",
    "Pipfile, 'psycopg2 = \"*\"', pipenv install",
    "requirements.txt, '-r a.txt', pip install -r requirements.txt",
  })
  void whatIsCompiledMayStandInOtherFiles(String file, String text, String command) {
    String dockerfile = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN " + command + "\n";
    Map<String, String> files = Map.of(file, text + "\n", "a.txt", "python-ldap\n");
    assertThat(run(dockerfile, files)).isEmpty();
  }

  @Test
  void aListOfVersionsAloneInstallsNothing() {
    String file =
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD [\"python\", \"main.py\"]\n";
    Map<String, String> files = Map.of(
        "requirements.txt", "-c a.txt\nflask\n", "a.txt", "python-ldap==3.4.4\ngitpython==3.1\n");
    assertThat(run(file, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("It lacks what is used here"));
  }

  @ParameterizedTest
  @CsvSource({"debian:13, mariadb-server, 0", "debian:13, curl, 1", "node:22, mariadb-server, 1"})
  void aSmallGainIsNothingBesideLargePackages(String image, String installed, int findings) {
    String text = "FROM " + image + "\nRUN apt-get update && apt-get install -y " + installed
        + "\nCMD [\"a\"]\n";
    assertThat(run(text)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"openssl-sys, true", "serde, false"})
  void rustStaysWhereCratesAreLinkedWithItsLibraries(String crate, boolean stays) {
    Map<String, String> files =
        Map.of("Cargo.lock", "[[package]]\nname = \"" + crate + "\"\nversion = \"1.0.0\"\n");
    String text = "FROM rust:1\nCOPY . .\nRUN cargo build\nCMD [\"./a\"]\n";
    assertThat(run(text, files).isEmpty()).isEqualTo(stays);
    assertThat(run(text.replace("./a", "cargo\", \"run"), files)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"go\", \"run\", \".\"]                                 | 0",
        "CMD go test ./...                                       | 0",
        "CMD CGO_ENABLED=0 go run .                              | 1",
        "CMD [\"/usr/local/go/bin/go\", \"run\", \".\"]            | 0",
        "ENTRYPOINT [\"gotestsum\", \"--\", \"./...\"]               | 0",
        "CMD [\"/bin/sh\", \"-c\", \"go build -o /a && /a\"]         | 0",
        "ENTRYPOINT [\"air\"]                                      | 0",
        "COPY start.sh /\\nCMD [\"/start.sh\"]                      | 0",
        "ENV CGO_ENABLED=0\\nCMD [\"go\", \"run\", \".\"]              | 1",
        "ENV CGO_ENABLED=1\\nCMD [\"go\", \"run\", \".\"]              | 0",
        "RUN go build -o /app\\nCMD [\"/app\"]                      | 1",
        "RUN go build -o /app                                    | 1",
      })
  void whatCompilesGoWhenItRunsMayNeedACompilerOfC(String instructions, int findings) {
    String text = "FROM golang:1.25\n" + instructions.replace("\\n", "\n") + "\n";
    Map<String, String> files = Map.of("start.sh", "#!/bin/sh\nexec go run .\n");
    assertThat(run(text, files)).hasSize(findings);
    assertThat(offered("FROM golang:1.25\nCMD [\"/app\"]\n")).containsExactly("golang:1.25-alpine");
  }

  @ParameterizedTest
  @CsvSource({
    "python:3.13, pytest, 0",
    "node:22, 'npm\", \"test', 0",
    "node:22, run-tests.sh, 0",
    "node:22, 'node\", \"server.js', 1",
    "node:22, 'node\", \"server.js\", \"--mode\", \"test', 1",
  })
  void anImageThatRunsTestsIsNotShipped(String image, String command, int findings) {
    assertThat(run("FROM " + image + "\nCMD [\"" + command + "\"]\n")).hasSize(findings);
  }

  @Test
  void nothingIsOfferedThatLacksWhatIsUsed() {
    assertThat(message("FROM python:3.12\nRUN make\n"))
        .contains("It lacks what is used here: make.");
    assertThat(offered("FROM python:3.12\nRUN make\n")).isEmpty();
    assertThat(offered("FROM python:3.12\nRUN apt-get install -y make && make\n"))
        .containsExactly("python:3.12-slim");
  }

  /** Who comes in, or names a command, may need all of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM node:22                                                | 0",
        "FROM debian:13~RUN apt-get install -y flatpak-builder       | 0",
        "FROM nginx                                                  | 1",
        "FROM node:22~CMD [\"sleep\", \"infinity\"]                  | 0",
        "FROM node:22~CMD tail -f /dev/null                          | 0",
        "FROM node:22~CMD [\"bash\"]                                 | 0",
        "FROM node:22~ENTRYPOINT [\"/bin/sh\", \"-l\"]               | 0",
        "FROM node:22~COPY start.sh /~CMD [\"sh\", \"/start.sh\"]    | 1",
        "FROM node:22~CMD node a.js                                  | 1",
        "FROM node:22 AS a~CMD node a.js~FROM a~RUN echo             | 1",
        "# For development only~FROM node:22~CMD node a.js           | 0",
        "FROM eclipse-temurin:21-jdk~CMD [\"./gradlew\", \"bootRun\"] | 0",
      })
  void itHasToBeKnownWhatRuns(String text, int findings) {
    Map<String, String> files = Map.of("start.sh", "#!/bin/sh\nexec node a.js\n");
    assertThat(RuleRun.findings(RULE, text.replace('~', '\n') + "\n", files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN pip install python-magic, 0",
    "RUN pip install rdkit, 0",
    "RUN apt-get install -y libmagic1 && pip install python-magic, 1",
    "RUN pip install opencv-python, 0",
    "RUN pip install opencv-python-headless, 1",
    "RUN apt-get install -y libglib2.0-0t64 && pip install opencv-python, 1",
    "RUN pip install psycopg, 0",
    "RUN pip install 'psycopg[binary]', 1",
    "RUN pip install psycopg psycopg-binary, 1",
    "RUN apt-get install -y libpq5 && pip install psycopg, 1",
    "RUN uv add pygraphviz, 0",
  })
  void theFullImageBringsLibraries(String run, int findings) {
    assertThat(
            RuleRun.findings(RULE, "FROM python:3.13\n" + run + "\nCMD [\"python\", \"a.py\"]\n"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"node-pty, 0", "express, 1"})
  void npmCompilesSomePackages(String name, int findings) {
    Map<String, String> files =
        Map.of("package.json", "{\"dependencies\": {\"" + name + "\": \"1\"}}");
    String text = "FROM node:22\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"a.js\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "22       | RUN npx prisma generate                                   | true",
        "22       | COPY prisma prisma                                        | true",
        "22       | COPY api/package.json .~RUN npm ci                        | true",
        "22       | RUN echo                                                  | false",
        "22       | RUN apt-get install -y openssl && npx prisma generate     | false",
        "22       | RUN apt-get install -y ca-certificates && npx prisma generate | false",
        "24-trixie | RUN npx prisma generate                                  | false",
      })
  void theEnginesOfPrismaNeedOpenssl(String tag, String instructions, boolean needed) {
    String text = "FROM node:" + tag + "\nWORKDIR /app\n" + instructions.replace('~', '\n')
        + "\nCMD [\"node\", \"a.js\"]\n";
    Map<String, String> files =
        Map.of("api/package.json", "{\"dependencies\": {\"@prisma/client\": \"6.1.0\"}}");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message().contains(" It lacks what is used here: openssl."))
        .isEqualTo(needed);
    assertThat(finding.fixes().isEmpty()).isEqualTo(needed);
  }

  @Test
  void aStartedScriptMayRunPrisma() {
    String text = "FROM node:22\nCOPY start.sh /\nCMD [\"/start.sh\"]\n";
    assertThat(run(text, Map.of("start.sh", "npx prisma migrate deploy\nexec node a.js\n"))
            .get(0)
            .message())
        .endsWith("It lacks what is used here: openssl.");
  }

  @ParameterizedTest
  @CsvSource({
    "convert a.png a.jpg, convert, imagemagick",
    "curl x | gpg --dearmor, 'curl, gpg', curl gnupg2",
    "ps aux, ps, procps",
  })
  void whatTheFullImageBringsBesides(String run, String missing, String packages) {
    String use = "RUN " + run + "\n";
    assertThat(message("FROM python:3.13\n" + use))
        .endsWith("It lacks what is used here: " + missing + ".");
    assertThat(message("FROM python:3.13\nRUN apt-get install -y " + packages + "\n" + use))
        .doesNotContain("lacks");
  }
}

package dev.plimsoll.lint.rules.security;

import static dev.plimsoll.lint.rules.RuleRun.check;
import static dev.plimsoll.lint.rules.RuleRun.findings;
import static dev.plimsoll.lint.rules.RuleRun.fixes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.reproducibility.BaseImageUntagged;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseImageEndOfLifeTest {

  private static final Rule RULE = new BaseImageEndOfLife();

  @Test
  void namesThreeImagesAtMost() {
    check(RULE, """
        FROM openjdk:20
        #    ^^^^^^^^^^ Use eclipse-temurin, amazoncorretto or ibm-semeru-runtimes.
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "# 9.4 is the earliest version that supports what we call, 0",
    "# 9 is the oldest version which is supported, 0",
    "# Deliberately old: postgres of the first customers, 0",
    "# PHP 7 is the oldest version that we know, 1",
    "# deliberately without a volume, 1",
    "# TODO: 9.4 on purpose?, 1",
  })
  void isSilentAboutAReleaseThatIsDeliberate(String comment, int count) {
    assertThat(findings(RULE, comment + "\nFROM postgres:9.4.26-alpine\n")).hasSize(count);
    assertThat(findings(RULE, comment + "\nARG V=9.4.26\nFROM postgres:${V}\n")).hasSize(count);
    assertThat(findings(RULE, comment + "\nFROM postgres:9.4.26\nRUN apt-get update\n"))
        .hasSize(1);
  }

  @Test
  void saysSinceWhenAndWhatToUse() {
    check(RULE, """
        FROM node:16-alpine
        #    ^^^^^^^^^^^^^^ Use node:24-alpine, supported until 2028-04-30.
        CMD ["node", "main.js"]
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debian:buster-slim  | RUN apt-get update && apt-get install -y a           | true",
        "debian:9            | RUN apt update                                       | true",
        "python:3.7-stretch  | RUN apt-get update                                   | true",
        "php:7.2-fpm         | RUN apt-get update                                   | true",
        "ubuntu:12.04        | RUN apt-get update                                   | true",
        "ubuntu:23.04        | RUN apt-get update                                   | true",
        "debian:buster-slim  | RUN make~FROM base~RUN apt-get update                | true",
        "debian:buster       | RUN make                                             | false",
        "debian:buster       | COPY sources.list /etc/apt/~RUN apt-get update       | false",
        "debian:buster       | RUN sed -i s/a/b/ /etc/apt/sources.list && apt-get update | false",
        "debian:buster       | COPY rootfs /~RUN apt-get update                     | false",
        "debian:buster       | RUN echo deb https://a b c > /etc/apt/sources.list.d/a.list && apt-get update | true",
        "debian:buster       | COPY start.sh /~RUN apt-get update                   | true",
        "debian:buster       | COPY start.sh root.d/ /~RUN apt-get update           | false",
        "debian:buster       | COPY . /~RUN apt-get update                          | false",
        "debian:buster       | COPY a.list /etc/apt/sources.list.d~RUN apt-get update | true",
        "debian:buster       | ADD a.gpg /etc/apt/trusted.gpg.d/~RUN apt-get update | true",
        "debian:buster       | COPY a.conf /etc/apt/apt.conf.d/~RUN apt-get update  | false",
        "debian:buster       | RUN rm /etc/apt/sources.list.d/a.list && cp a /etc/apt/sources.list && apt-get update | false",
        "node:8.9.4          | RUN set -ex && apt-get update && apt-get install -y --no-install-recommends netcat | true",
        "php:7.2-fpm-alpine  | RUN apk add a                                        | false",
        "python:3.7.4-slim   | RUN apt-get update                                   | true",
        "python:3.7.17-slim  | RUN apt-get update                                   | false",
        "python:3.7-slim     | RUN apt-get update                                   | false",
        "python:3.9.5-bullseye | RUN apt-get update                                 | false",
        "php:7.4.3-apache    | RUN apt-get update                                   | true",
        "ruby:2.7.0          | RUN apt-get update                                   | true",
        "golang:1.16.6       | RUN apt-get update                                   | false",
        "php:8.0             | RUN apt-get update                                   | false",
        "node:14             | RUN apt-get update                                   | false",
        "ubuntu:16.04        | RUN apt-get update                                   | false",
        "debian:bullseye     | RUN apt-get update                                   | false",
        "openjdk:11-jre-slim | RUN apt-get update                                   | false",
        "openjdk:11-slim-buster | RUN apt-get update                                | true",
        "debian/eol:wheezy   | RUN apt-get update                                   | false",
      })
  void aReleaseThatLeftItsMirrorsFailsTheBuild(String image, String lines, boolean fails) {
    String text = "FROM " + image + " AS base\n" + lines.replace('~', '\n') + "\n";
    for (String end : List.of("CMD [\"a\"]\n", "FROM scratch\nCOPY --from=0 /a /a\n")) {
      assertThat(findings(RULE, text + end)).singleElement().satisfies(one -> {
        assertThat(one.message().contains("The build fails at apt-get update")).isEqualTo(fails);
        assertThat(fails && one.severity() != null).isFalse();
      });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "centos:7 | RUN yum install -y git | yum",
        "centos   | RUN dnf -y update      | dnf",
        "quay.io/centos/centos:centos7 | RUN yum install -y git | yum",
        "centos:7 | RUN sed -i s/mirrorlist/#mirrorlist/ /etc/yum.repos.d/*.repo && yum install -y git |",
        "centos:7 | RUN yum install -y --disablerepo=* --enablerepo=a git |",
        "centos:7 | COPY a.repo /etc/yum.repos.d/~RUN yum install -y git |",
        "centos:7 | RUN yum clean all      |",
        "centos:7 | RUN rpm -i a.rpm       |",
      })
  void theMirrorsOfCentosAreGone(String image, String lines, @Nullable String command) {
    String text = "FROM " + image + "\n" + lines.replace('~', '\n') + "\nCMD [\"a\"]\n";
    assertThat(findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message().contains(" The build fails at ")).isEqualTo(command != null);
      assertThat(one.message())
          .contains(
              command == null
                  ? ""
                  : " The build fails at " + command
                      + ": the packages have left the mirrors of the release.");
    });
  }

  @Test
  void aBuildMayBearThatItFails() {
    String text = "FROM centos:7\nRUN yum install -y git || true\nCMD [\"a\"]\n";
    assertThat(findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("The build fails"));
  }

  @ParameterizedTest
  @CsvSource({
    "ubuntu:12.04, docker/ubuntu-12-04-gcc.Dockerfile, INFORMATION",
    "ubuntu:12.04, docker/Dockerfile.precise, INFORMATION",
    "ubuntu:16.04, ci/ubuntu/16.04/Dockerfile, HINT",
    "ubuntu:16.04, Dockerfile.Ubuntu1604, INFORMATION",
    "python:3.7-stretch, python3.7-stretch/Dockerfile, HINT",
    "python:3.13-bullseye, 3.13/bullseye/Dockerfile, HINT",
    "python:3.13-bullseye, releases/python3.13.2-bullseye-chrome131/Dockerfile, HINT",
    "python:3.13-bullseye, 3.13/Dockerfile,",
    "postgres:13, 13/Dockerfile, HINT",
    "postgres:13, 13-3.4/Dockerfile,",
    "python:3.9.2-slim, 3.9/slim/Dockerfile, HINT",
    "node:18.20.1, 18.20.1/Dockerfile, HINT",
    "php:8.1.2-fpm, 8.1-fpm/Dockerfile, HINT",
    "php:8.1.2-fpm, 8.10-fpm/Dockerfile,",
    "mcr.microsoft.com/dotnet/aspnet:6.0-alpine, src/6.0/Dockerfile, HINT",
    "node:10, 10-databases/Dockerfile,",
    "postgres:13, postgres13.dockerfile,",
    "debian:buster, Dockerfile-buster, INFORMATION",
    "ubuntu:12.04, docker/Dockerfile,",
    "ubuntu:12.04, docker/ubuntu-14-04.Dockerfile,",
    "php:7.2-fpm, php7.24/Dockerfile,",
    "node:16, docker16/Dockerfile,",
    "node:16, docker/Dockerfile.dev, INFORMATION",
    "node:16, docker/Dockerfile.old, INFORMATION",
    "node:16, services/vendor/api/Dockerfile,",
    "node:16, .devcontainer/Dockerfile, INFORMATION",
  })
  void itIsLessWhereTheNameOfTheFileIsAboutItOrAFolder(
      String image, String path, @Nullable Severity severity) {
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse("FROM " + image + "\nCMD [\"a\"]\n")),
        new EmbeddedImages(),
        SourceReport.NOTHING,
        FileName.of("file:///shop/" + path, "file:///shop"));
    List<Finding> found = new ArrayList<>();
    RULE.check(subject, found::add);
    assertThat(found)
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(severity));
  }

  @ParameterizedTest
  @CsvSource({
    "debian:bullseye, Dockerfile.bullseye, Dockerfile.trixie, true",
    "debian:bullseye, Dockerfile.bullseye, Dockerfile.dev, false",
    "debian:bullseye, Dockerfile.bullseye, Dockerfile, false",
    "fedora:36, rpm/Dockerfile.fedora36, rpm/Dockerfile.fedora43, true",
    "fedora:36, rpm/Dockerfile.fedora36, rpm/Dockerfile.centos9, false",
    "debian:11, debian-11/Dockerfile, debian-12/Dockerfile, true",
    "debian:11, debian-11/Dockerfile, web/Dockerfile, false",
    "ubuntu:18.04, ubuntu18.04.Dockerfile, ubuntu24.04.Dockerfile, true",
    "ubuntu:18.04, ci/ubuntu-18-04/Dockerfile, ci/ubuntu-22-04/Dockerfile, true",
    "node:16, Dockerfile.node16, Dockerfile.node24, true",
    "postgres:13, 13/Dockerfile, 18/Dockerfile, true",
    "python:3.13-bullseye, 3.13/bullseye/Dockerfile, 3.13/trixie/Dockerfile, true",
    "debian:bullseye, Dockerfile, Dockerfile.trixie, false",
  })
  void theReleaseIsThePointOfAFileThatIsOneOfARow(
      String image, String path, String near, boolean isInRow) {
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse("FROM " + image + "\nCMD [\"a\"]\n")),
        new EmbeddedImages(),
        new SourceReport(
            "",
            ImmutableSet.of(),
            ImmutableMap.of(),
            ImmutableMap.of(
                ContextPath.NEAR,
                ContextFile.of(FileName.of("file:///shop/" + near, "").path()))),
        FileName.of("file:///shop/" + path, "file:///shop"));
    List<Finding> found = new ArrayList<>();
    RULE.check(subject, found::add);
    assertThat(found).singleElement().satisfies(one -> {
      assertThat(one.message().contains("delete it if nobody needs it any more."))
          .isEqualTo(isInRow);
      assertThat(one.fixes().isEmpty()).isEqualTo(isInRow);
      assertThat(one.severity() == Severity.HINT || !isInRow).isTrue();
    });
  }

  @Test
  void itsBuildFailsAllTheSame() {
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse("FROM debian:buster\nRUN apt-get update\nCMD [\"a\"]\n")),
        new EmbeddedImages(),
        new SourceReport(
            "",
            ImmutableSet.of(),
            ImmutableMap.of(),
            ImmutableMap.of(
                ContextPath.NEAR,
                ContextFile.of(FileName.of("file:///shop/Dockerfile.trixie", "").path()))),
        FileName.of("file:///shop/Dockerfile.buster", "file:///shop"));
    List<Finding> found = new ArrayList<>();
    RULE.check(subject, found::add);
    assertThat(found)
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .endsWith("delete it if nobody needs it any more. The build fails at apt-get update:"
                + " the packages have left the mirrors of the release."));
  }

  @ParameterizedTest
  @CsvSource({
    "mongo:6.0, Dockerfile, true, false",
    "mongo:6.0, test-setup/mongo.dockerfile, false, true",
    "postgres:12, e2e/db/Dockerfile, false, true",
    "$TEST_IMAGE, Dockerfile, false, true",
    "${MONGO_TEST_IMAGE}, Dockerfile, false, true",
    "$LATEST_IMAGE, Dockerfile, true, false",
    "'mongo:6.0\nCMD mongodump --uri a', Dockerfile, false, false",
    "'postgres:12\nCMD [\"psql\", \"-U\", \"postgres\"]', Dockerfile, false, false",
    "'postgres:12\nCMD [\"postgres\", \"-c\", \"a=1\"]', Dockerfile, true, false",
    "'postgres:12\nCMD docker-entrypoint.sh postgres & psql -f /a', Dockerfile, true, false",
  })
  void aDatabaseForTestsHasNoDataThatAnybodyNeeds(
      String image, String path, boolean hasData, boolean isInformation) {
    String args =
        "ARG TEST_IMAGE=mongo:6.0\nARG MONGO_TEST_IMAGE=mongo:6.0\nARG LATEST_IMAGE=mongo:6.0\n";
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse(args + "FROM " + image + "\nCOPY a /a\n")),
        new EmbeddedImages(),
        SourceReport.NOTHING,
        FileName.of("file:///shop/" + path, "file:///shop"));
    List<Finding> found = new ArrayList<>();
    RULE.check(subject, found::add);
    assertThat(found).singleElement().satisfies(one -> {
      assertThat(one.message().contains("existing data")).isEqualTo(hasData);
      assertThat(one.severity() == Severity.INFORMATION).isEqualTo(isInformation);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"testdata/a/Dockerfile", "vendor/example.org/a/Dockerfile"})
  void nothingIsSaidOfWhatTestsReadOrOthersWrote(String path) {
    List<Finding> found = new ArrayList<>();
    RULE.check(
        new Subject(
            SemanticModel.of(Dockerfile.parse("FROM node:16\nCMD [\"a\"]\n")),
            new EmbeddedImages(),
            SourceReport.NOTHING,
            FileName.of("file:///shop/" + path, "file:///shop")),
        found::add);
    assertThat(found).isEmpty();
  }

  @Test
  void theDefaultOfAnArgumentIsChangedWhereItStands() {
    assertThat(fixes(RULE, """
        ARG VERSION=16-alpine
        FROM node:${VERSION} AS build
        FROM node:${VERSION}
        CMD ["node", "main.js"]
        """)).containsValue("""
        ARG VERSION=24-alpine
        FROM node:${VERSION} AS build
        FROM node:${VERSION}
        CMD ["node", "main.js"]
        """);
  }

  @Test
  void aTagThatIsOfTwoImagesIsNotChangedForOne() {
    String text = """
        ARG VERSION=3.12
        FROM alpine:${VERSION} AS tools
        FROM python:${VERSION}
        COPY --from=tools /bin/busybox /bin/
        CMD ["python", "main.py"]
        """;
    assertThat(findings(RULE, text)).hasSize(1);
    assertThat(fixes(RULE, text)).isEmpty();
  }

  @Test
  void whatIsOnlyBuiltWithIsInformation() {
    assertThat(findings(RULE, """
        FROM golang:1.18 AS build
        RUN go build -o /app .
        FROM alpine:3.12
        COPY --from=build /app /app
        CMD ["/app"]
        """))
        .extracting(finding -> severity(finding))
        .containsExactlyInAnyOrder(Severity.INFORMATION, Severity.WARNING);
  }

  @Test
  void whatVariablesGiveToSeveralIsSaidOnceWhereItRuns() {
    check(RULE, """
        ARG PHP=8.1
        ARG KIND=apache
        FROM php:${PHP}-${KIND} AS tools
        RUN make
        FROM php:${PHP}-${KIND}
        #    ^^^^^^^^^^^^^^^^^^ php 8.1 gets no security fixes
        COPY --from=tools /a /a
        """);
  }

  @Test
  void aReleaseIsNamedWhereNoTagOfTheVariantIsKnown() {
    check(RULE, """
        FROM redis:5-alpine
        #    ^^^^^^^^^^^^^^ its support ended on 2022-04-27. Use release 7.2, supported until 2029-12-01.
        FROM tomcat:8.5-jdk8
        #    ^^^^^^^^^^^^^^^ its support ended on 2024-03-31. Use release 9.0, supported until 2027-03-31.
        FROM nginx:1.19-perl
        #    ^^^^^^^^^^^^^^^ its support ended on 2021-05-25. Use a release that is supported.
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "1.20, 1.30",
    "1.20.1-alpine, 1.30-alpine",
    "1.25-alpine, 1.31-alpine",
    "1.27-alpine3.19, 1.31-alpine3.24",
    "1.15.8-alpine, 1.31-alpine",
    "1.9, 1.31",
    "1.25-alpine-slim, 1.31-alpine-slim",
  })
  void aReleaseOfNginxIsReplacedByOneOfItsChannel(String ended, String successor) {
    assertThat(fixes(RULE, "FROM nginx:" + ended + "\n").values())
        .containsExactly("FROM nginx:" + successor + "\n");
  }

  private static Severity severity(Finding finding) {
    return finding.severity() == null ? RULE.info().severity() : finding.severity();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "adoptopenjdk/openjdk8             | Use eclipse-temurin:8-jdk. Test it: other programs come with it. | eclipse-temurin:8-jdk",
        "adoptopenjdk/openjdk11:jre-11.0.6_10-alpine | Use eclipse-temurin:11-jre-alpine. Test it: other programs come with it. | eclipse-temurin:11-jre-alpine",
        "adoptopenjdk/openjdk11-openj9     | Use eclipse-temurin. | -",
        "scientificlinux/sl:7              | it was deprecated on 2024-07-01. | -",
        "maven:3.8.6-openjdk-18            | on which this image stands, gets no updates any more: it was deprecated on 2022-04-27. Use maven:3-eclipse-temurin-21. | -",
        "maven:3-openjdk-17-slim           | Use maven:3-eclipse-temurin-17. | -",
        "maven:3.6.3-jdk-8                 | Use maven:3-eclipse-temurin-8. | -",
      })
  void soIsOneThatIsOfSuchAProjectOrStandsOnIt(String image, String end, @Nullable String next) {
    String text = "FROM " + image + "\nCMD [\"java\"]\n";
    assertThat(findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message()).startsWith("The image ").endsWith(end);
    });
    assertThat(fixes(RULE, text).values())
        .containsExactlyElementsOf(
            next == null ? List.of() : List.of("FROM " + next + "\nCMD [\"java\"]\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maven:3-eclipse-temurin-17", "maven:3-amazoncorretto-8", "maven", "maven:3.8.6"})
  void mavenOnOtherImagesOfJavaIsKept(String image) {
    assertThat(findings(RULE, "FROM " + image + "\nCMD [\"mvn\"]\n")).isEmpty();
  }

  @Test
  void anImageThatNobodyMaintainsIsReplacedByItsSuccessor() {
    assertThat(fixes(RULE, "FROM openjdk:11-jre-slim\n"))
        .containsEntry("Use eclipse-temurin:11-jre", "FROM eclipse-temurin:11-jre\n");
    assertThat(fixes(RULE, "FROM openjdk:8-jdk-alpine\n"))
        .containsEntry("Use eclipse-temurin:8-jdk-alpine", "FROM eclipse-temurin:8-jdk-alpine\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openjdk:17-jdk    | RUN microdnf install -y git                   | microdnf",
        "openjdk:8-slim    | RUN apt-get install -y curl netcat            | netcat",
        "openjdk:11-slim   | RUN ls /usr/local/openjdk-11/lib              | /usr/local/openjdk-11",
        "java:8            | HEALTHCHECK CMD /usr/bin/java -jar /check.jar | /usr/bin/java",
        "openjdk:8-alpine  | ENV JAVA_HOME=/usr/lib/jvm/java-1.8-openjdk   | /usr/lib/jvm/java-1.8-openjdk",
        "openjdk:11-slim   | RUN apt-get install -y curl                   |",
        "java:8            | RUN apt-get install -y curl                   |",
        "adoptopenjdk:11-jre-hotspot | RUN apt-get install -y curl         |",
        "adoptopenjdk:11-jdk-hotspot | RUN yum install -y git              | yum",
        "openjdk:8-alpine  | RUN apk add curl                              |",
        "openjdk:8         | RUN git clone https://a/b.git                 | git, which eclipse-temurin lacks",
        "openjdk:8         | RUN apt-get install -y git && git clone https://a/b.git |",
        "openjdk:11        | RUN cd /tmp && unzip a.zip                    | unzip, which eclipse-temurin lacks",
        "openjdk:8         | RUN hg clone https://a.example/b                | hg, which eclipse-temurin lacks",
        "openjdk:8-alpine  | RUN unzip a.zip                               |",
        "openjdk:8-alpine  | RUN apk add curl=7.64.0-r5                    | curl=7.64.0-r5",
        "adoptopenjdk:8-jdk-hotspot | RUN apt-get install -y a=${V}-0ubuntu0.18.04.1 | a=${V}-0ubuntu0.18.04.1",
        "centos:8          | RUN dnf config-manager --set-enabled PowerTools | PowerTools",
        "centos:8          | RUN sed -i s/a/b/ /etc/yum.repos.d/CentOS-*   | /etc/yum.repos.d/CentOS-*",
        "centos:8          | RUN yum install -y git                        |",
      })
  void whatIsMadeForARetiredImageIsChangedToo(String image, String line, @Nullable String made) {
    String text = "FROM " + image + "\n" + line + "\nCMD [\"java\"]\n";
    assertThat(findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.fixes().isEmpty()).isEqualTo(made != null);
      assertThat(one.message())
          .contains(
              made == null
                  ? ""
                  : " Change what is made for the old release, too, such as " + made + ".");
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      RUN bash plugins.sh                       | git clone https://a.example/b | git in plugins.sh
      RUN cd /opt/app && ./plugins.sh           | git clone https://a.example/b | git in plugins.sh
      CMD ["bash", "plugins.sh"]                | if true; then hg pull; fi     | hg in plugins.sh
      ENTRYPOINT ["tini", "--", "./plugins.sh"] | V=$(svn info)                 | svn in plugins.sh
      CMD ./main.sh                             | ssh a.example                 | ssh in plugins.sh
      RUN bash plugins.sh                       | apt-get install -y git; git clone https://a.example/b |
      RUN apt-get install -y git && ./plugins.sh | git clone https://a.example/b |
      RUN bash plugins.sh                       | echo git                      |
      CMD ["java", "plugins.sh.jar"]            | git clone https://a.example/b |
      """)
  void soIsWhatAScriptCallsThatTheNewImageLacks(
      String start, String code, @Nullable String called) {
    String text = "FROM openjdk:8\nWORKDIR /opt/app\nCOPY . .\n" + start + "\n";
    Map<String, String> files = Map.of("plugins.sh", code + "\n", "main.sh", ". ./plugins.sh\n");
    assertThat(findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.fixes().isEmpty()).isEqualTo(called != null);
      assertThat(one.message())
          .contains(called == null ? "" : "such as " + called + ", which eclipse-temurin lacks.");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "yarn start, node:24",
    "corepack enable, node:24",
    "npm i -g corepack && corepack enable, node:24 node:26",
    "npm start, node:24 node:26",
  })
  void noReleaseOfNodeIsOfferedThatLacksWhatAScriptCalls(String code, String offered) {
    String text = "FROM node:20\nCOPY . .\nCMD [\"sh\", \"start.sh\"]\n";
    assertThat(RuleRun.fixes(RULE, text, Map.of("start.sh", code + "\n")).values())
        .containsExactlyElementsOf(Arrays.stream(offered.split(" "))
            .map(one -> text.replace("node:20", one))
            .toList());
  }

  @Test
  void norWhereThatOnlyMayBeBrought() {
    String text =
        "FROM node:20\nCOPY . .\nRUN curl -fsS https://a.example/nvm.sh | sh\nCMD [\"sh\", \"start.sh\"]\n";
    assertThat(RuleRun.fixes(RULE, text, Map.of("start.sh", "yarn start\n")).values())
        .containsExactly(text.replace("node:20", "node:24"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openjdk",
        "openjdk:latest",
        "openjdk:jre-slim",
        "openjdk:17-nanoserver-1809",
        "adoptopenjdk:11-jre-openj9"
      })
  void noImageIsNamedThatHasAnotherJava(String image) {
    String text = "FROM " + image + "\nCMD [\"java\"]\n";
    assertThat(findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.fixes()).isEmpty();
      assertThat(one.message()).contains(" Use eclipse-temurin").doesNotContain("temurin:");
    });
  }

  /** Docker builds those of the next release still. */
  @Test
  void anEarlyReleaseOfAnImageThatNobodyMaintainsIsAllRight() {
    check(RULE, """
        FROM openjdk:27-ea-slim
        FROM openjdk:27-rc-trixie
        """);
  }

  @Test
  void whereItsTagsArentKnownTheSuccessorIsOnlyNamed() {
    check(RULE, """
        FROM vault:1.12
        #    ^^^^^^^^^^ deprecated on 2023-03-10. Use hashicorp/vault.
        """);
    assertThat(fixes(RULE, "FROM vault:1.12\n")).isEmpty();
  }

  @Test
  void imagesThatWereDeletedFailTheBuild() {
    check(RULE, """
        FROM microsoft/dotnet:2.1-sdk AS build
        RUN dotnet publish -o /out
        FROM microsoft/dotnet:2.1-aspnetcore-runtime
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The image microsoft/dotnet was deleted from its registry. Use mcr.microsoft.com/dotnet/sdk, mcr.microsoft.com/dotnet/aspnet or mcr.microsoft.com/dotnet/runtime. The build fails: nobody can pull it any more.
        COPY --from=build /out /app
        CMD ["dotnet", "/app/Shop.dll"]
        """);
  }

  @Test
  void packagesOfASupportedDistributionCanBeUpdated() {
    assertThat(findings(RULE, "FROM rockylinux:9\nCMD [\"x\"]\n"))
        .extracting(finding -> severity(finding))
        .containsExactly(Severity.INFORMATION);
  }

  @Test
  void aDigestBesideTheTagIsOfThatReleaseToo() {
    String digest = "@sha256:" + "0".repeat(64);
    String tagged = "FROM node:14" + digest + "\nCMD [\"x\"]\n";
    assertThat(findings(RULE, tagged)).hasSize(1);
    assertThat(fixes(RULE, tagged)).isEmpty();
    assertThat(findings(RULE, "FROM node" + digest + "\nCMD [\"x\"]\n")).isEmpty();
  }

  @Test
  void imagesOfOneReleaseAreOneDecision() {
    check(RULE, """
        FROM node:16 AS build
        RUN npm ci
        FROM node:16-alpine
        #    ^^^^^^^^^^^^^^ node 16 gets no security fixes any more
        COPY --from=build /app /app
        CMD ["node", "main.js"]
        """);
    assertThat(fixes(RULE, """
        FROM node:16 AS build
        RUN npm ci
        FROM node:16-alpine
        COPY --from=build /app /app
        CMD ["node", "main.js"]
        """))
        .containsEntry("Use node:24-alpine (supported until 2028-04-30)", """
        FROM node:24 AS build
        RUN npm ci
        FROM node:24-alpine
        COPY --from=build /app /app
        CMD ["node", "main.js"]
        """);
  }

  @Test
  void pathsThatCarryTheReleaseMoveWithIt() {
    assertThat(fixes(RULE, """
        FROM python:3.8-slim AS build
        RUN pip install --no-cache-dir flask
        FROM python:3.8-slim
        COPY --from=build /usr/local/lib/python3.8/site-packages /usr/local/lib/python3.8/site-packages
        ENV OTHER=/usr/lib/python3.81
        CMD ["python", "main.py"]
        """)).containsValue("""
        FROM python:3.14-slim AS build
        RUN pip install --no-cache-dir flask
        FROM python:3.14-slim
        COPY --from=build /usr/local/lib/python3.14/site-packages /usr/local/lib/python3.14/site-packages
        ENV OTHER=/usr/lib/python3.81
        CMD ["python", "main.py"]
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN npm ci                               | 2",
        "RUN yarn install                         | 1",
        "RUN corepack enable && pnpm install      | 1",
        "RUN npm install -g yarn && yarn install  | 2",
        "RUN npm install -g yarn~FROM a~RUN yarn  | 2",
        "ENTRYPOINT [\"yarn\"]                     | 1",
      })
  void aReleaseThatLacksWhatIsRunIsNotOffered(String run, int fixes) {
    String text =
        "FROM node:16-alpine AS a\n" + run.replace('~', '\n') + "\nCMD [\"node\", \"main.js\"]\n";
    assertThat(fixes(RULE, text)).hasSize(fixes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:16-alpine | RUN npm config set unsafe-perm true && npm ci | npm config set unsafe-perm, which npm refuses since its version 9.",
        "node:16-alpine | RUN npm config set python=/usr/bin/python3    | npm config set python, which npm refuses since its version 9.",
        "node:16-alpine | RUN npm config set registry https://a/        |",
        "node:16-alpine | RUN npm config set a=b unsafe-perm=true       | npm config set unsafe-perm, which npm refuses since its version 9.",
        "node:16-alpine | RUN npm config set init-author-name user      |",
        "node:16-alpine | RUN npm ci --unsafe-perm                      |",
        "node:20-alpine | RUN npm config set registry https://a/        |",
        "node:20-alpine | RUN npm config set unsafe-perm true || true   |",
        "debian:bullseye | RUN python3 -m ensurepip && pip3 install a   |",
        "node:16-alpine | RUN apk add python3 && python3 -m ensurepip && pip3 install flask | pip3 install, which needs a virtual environment or --break-system-packages there.",
        "i386/ubuntu:18.04 | RUN make                                   |",
        "mysql:8.0        | CMD [\"--default-authentication-plugin=mysql_native_password\"] | default-authentication-plugin, which newer releases don't know. Back up",
        "mysql:8.0        | COPY conf/my.cnf /etc/mysql/conf.d/         | default-authentication-plugin in conf/my.cnf, which newer releases don't know. Back up",
        "mysql:8.0        | COPY conf/other.cnf /etc/mysql/conf.d/      |",
        "mysql:5.7        | COPY conf/other.cnf /etc/mysql/conf.d/      | query_cache_size in conf/other.cnf, which newer releases don't know. Back up",
        "mysql:9.2        | COPY conf/my.cnf /etc/mysql/conf.d/         |",
      })
  void moreMayBeForTheOldReleaseAlone(String image, String line, @Nullable String what) {
    Map<String, String> files = Map.of(
        "conf/my.cnf", "[mysqld]\ndefault-authentication-plugin=mysql_native_password\n",
        "conf/other.cnf", "[mysqld]\nquery_cache_size = 0\n");
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM " + image + "\n" + line + "\nUSER a\n", files));
    assertThat(finding.message().contains("Change what is made")).isEqualTo(what != null);
    assertThat(finding.message()).contains(what == null ? "" : "such as " + what);
    assertThat(finding.fixes().isEmpty())
        .isEqualTo(what != null || image.startsWith("i386/") || image.equals("mysql:9.2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volumes:~      - ./conf:/etc/mysql/conf.d          | default-authentication-plugin in conf/my.cnf",
        "volumes:~      - ./conf/my.cnf:/etc/my.cnf:ro      | default-authentication-plugin in conf/my.cnf",
        "volumes:~      - type: bind~        source: conf/my.cnf~        target: /etc/mysql/conf.d/my.cnf | default-authentication-plugin in conf/my.cnf",
        "volumes:~      - ./other:/etc/mysql/conf.d         |",
        "volumes:~      - ./conf:/srv/conf                  |",
        "command: --default-authentication-plugin=mysql_native_password | default-authentication-plugin in `command:` in Compose",
        "command:~      - mysqld~      - --default_authentication_plugin=mysql_native_password | default_authentication_plugin in `command:` in Compose",
        "command: [\"mysqld\", \"--skip-log-bin\"]            |",
      })
  void whatComposeTellsTheServerMayBeForTheOldReleaseAlone(String setting, @Nullable String what) {
    Map<String, String> files = Map.of(
        "compose.yaml", "services:\n  db:\n    build: .\n    " + setting.replace('~', '\n') + "\n",
        "conf/my.cnf", "[mysqld]\ndefault-authentication-plugin = mysql_native_password\n",
        "other/my.cnf", "[mysqld]\n# default-authentication-plugin = mysql_native_password\n");
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM mysql:8.0\nCOPY a.sql /docker-entrypoint-initdb.d/\n", files));
    assertThat(finding.message().contains("Change what is made")).isEqualTo(what != null);
    assertThat(finding.message())
        .contains(what == null ? "" : "such as " + what + ", which newer releases don't know.");
    assertThat(finding.fixes().isEmpty()).isEqualTo(what != null);
  }

  @ParameterizedTest
  @CsvSource({
    "yarn install,                        true",
    "npm ci,                              false",
    "npm install -g yarn && yarn install, false",
    "apk add yarn && yarn install,        false",
    "corepack enable,                     false",
  })
  void aProgramThatTheNextReleaseLacksIsNamed(String run, boolean isNamed) {
    assertThat(findings(RULE, "FROM node:25-alpine\nRUN " + run + "\nCMD [\"node\", \"a.js\"]\n"))
        .singleElement()
        .satisfies(one -> assertThat(
                one.message().endsWith(" such as yarn, which images of Node lack since 26."))
            .isEqualTo(isNamed));
  }

  @ParameterizedTest
  @CsvSource({
    "COPY yarn.lock /opt/a/, true",
    "COPY --from=b /opt/a /opt/a, false",
    "COPY yarn /opt/bin/, false",
  })
  void aCopyMayBringSuchAProgram(String copy, boolean isNamed) {
    String text = "FROM node:25-alpine\n" + copy + "\nRUN yarn install\nCMD [\"node\", \"a.js\"]\n";
    assertThat(findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("such as yarn")).isEqualTo(isNamed));
  }

  @ParameterizedTest
  @CsvSource({
    "adduser --system app, 1",
    "addgroup --system app, 1",
    "apt-get update && apt-get install -y adduser && adduser --system app, 2",
    "useradd --system app, 2",
  })
  void debian13LacksAdduser(String run, int offered) {
    assertThat(fixes(RULE, "FROM debian:bullseye\nRUN " + run + "\nUSER app\n")).hasSize(offered);
  }

  @ParameterizedTest
  @CsvSource({
    "node:20-slim, libicu72, 24-slim",
    "node:20,      libicu72, 24",
    "node:20-slim, curl,     24-slim 26-slim",
    "node:20-slim, libopenblas0, 24-slim 26-slim",
    "node:20-slim, libcurl3-gnutls, 24-slim 26-slim",
    "node:20-slim, libasound2, 24-slim 26-slim",
    "node:20-bookworm-slim, libicu72, 24-bookworm-slim",
  })
  void aReleaseOnDebian13IsNotOfferedWhereThatLacksAPackage(
      String image, String installed, String offered) {
    String run = "RUN apt-get update && apt-get install -y " + installed;
    assertThat(fixes(RULE, "FROM " + image + "\n" + run + "\nCMD [\"node\", \"a.js\"]\n")
            .values())
        .extracting(fixed -> fixed.substring("FROM node:".length(), fixed.indexOf('\n')))
        .containsExactly(offered.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "python:3.10-slim,          apt-get install -y make=4.3-4.1,       false",
    "python:3.10-slim,          apt-get install -y libopenblas-base,   false",
    "python:3.10-slim,          apt-key add /key,                      false",
    "python:3.10-slim,          echo bullseye > /etc/apt/sources.list, false",
    "python:3.10-slim-bookworm, apt-get install -y libicu67,           false",
    "python:3.10-slim-bullseye, apt-get install -y make=4.3-4.1,       true",
    "python:3.9-slim,           apt-get install -y make=4.3-4.1,       true",
    "python:3.9-slim,           apt-get install -y libopenblas-base,   true",
    "python:3.10-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000, apt-get install -y libicu67, true",
  })
  void whatIsOfTheDistributionStaysTrueOnTheSameRelease(
      String image, String run, boolean isForOld) {
    String text = "FROM " + image + "\nRUN " + run + "\nCMD [\"python\", \"a.py\"]\n";
    List<Finding> found = new ArrayList<>();
    RULE.check(
        new Subject(
            SemanticModel.of(Dockerfile.parse(text)),
            new EmbeddedImages(LocalDate.of(2026, 11, 1))),
        found::add);
    assertThat(found)
        .singleElement()
        .satisfies(one ->
            assertThat(one.message().contains("made for the old release")).isEqualTo(isForOld));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apt-get install -y agent=7.11.2                                                 | agent=7.11.2",
        "echo deb https://a/apt stable main > /etc/apt/sources.list.d/a.list; apt-get install -y agent=7.11.2 |",
        "echo deb https://a/apt stable main > /etc/apt/sources.list.d/a.list; apt-get install -y make=4.2 agent=7.11.2 | make=4.2",
        "echo deb https://a/apt stable main > /etc/apt/sources.list.d/a.list; apt-get install -y agent=7.11.2~deb | agent=7.11.2~deb",
      })
  void aVersionOfAnotherRepositoryIsOfNoRelease(String run, @Nullable String what) {
    assertThat(findings(RULE, "FROM debian:11\nRUN " + run + "\nCMD [\"a\"]\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .contains(what == null ? "Debian 11" : "made for the old release, too, such as " + what)
            .matches(message -> message.contains("made for the old") == (what != null)));
  }

  @Test
  void pathsStayWhereAnImageOfThatReleaseStays() {
    assertThat(fixes(RULE, """
        ARG VERSION=3.8
        FROM team/tools:${VERSION} AS tools
        FROM python:${VERSION} AS build
        FROM python:3.8-slim
        COPY --from=build /usr/local/lib/python3.8/site-packages/a/static /srv/static
        CMD ["python", "main.py"]
        """).values())
        .isNotEmpty()
        .allSatisfy(fixed -> assertThat(fixed).contains("FROM python:3.1", "/python3.8/"));
  }

  @Test
  void aStageOfWhichOnlyDataLeavesIsNotShipped() {
    check(RULE, """
        FROM alpine:3.12 AS user
        RUN adduser -D -u 10001 app
        FROM debian:10 AS certificates
        RUN apt-get update && apt-get install -y ca-certificates tzdata
        FROM alpine:3.11 AS tools
        #    ^^^^^^^^^^^ Alpine 3.11 gets no security fixes
        RUN apk add --no-cache curl
        FROM scratch
        COPY --from=user /etc/passwd /etc/group /etc/
        COPY --from=certificates /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
        COPY --from=1 /usr/share/zoneinfo /usr/share/zoneinfo
        COPY --from=tools /etc/passwd /usr/bin/curl /
        ENTRYPOINT ["/app"]
        """);
  }

  @Test
  void aStageThatAnotherGoesOnFromIsMoreThanData() {
    assertThat(findings(RULE, """
        FROM alpine:3.12 AS user
        RUN adduser -D -u 10001 app
        FROM user AS build
        RUN make
        FROM scratch
        COPY --from=user /etc/passwd /etc/
        COPY --from=build /app /app
        ENTRYPOINT ["/app"]
        """)).hasSize(1);
  }

  @Test
  void theFinalStageShipsWhoeverCopiesFromIt() {
    check(RULE, """
        FROM scratch AS user
        COPY --from=1 /etc/passwd /etc/
        FROM alpine:3.12
        #    ^^^^^^^^^^^ Alpine 3.12 gets no security fixes
        ENTRYPOINT ["/app"]
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:16-alpine    | Test it: it is a new major release.",
        "debian:10         | Test it: it is a new major release.",
        "python:3.8-slim   | Test it: it is a new feature release.",
        "php:8.1-fpm       | Test it: it is a new feature release.",
        "alpine:3.15       | Test it: it is a new feature release.",
        "golang:1.20       | Use golang:1.27.",
        "golang:1.20-bullseye | Use golang:1.27-trixie. Test it: it stands on a new major release of Debian.",
        "golang:1.20-bookworm | Use golang:1.27-bookworm.",
        "openjdk:17-jdk    | Use eclipse-temurin:17-jdk. Test it: other programs come with it.",
        "postgres:17-bullseye | Reindex existing data: a newer C library may sort text differently.",
        "sonarqube:9.9-community | Use a release that is supported.",
        "mcr.microsoft.com/dotnet/core/sdk:3.1 | Use release 10 of mcr.microsoft.com/dotnet/sdk, supported until 2028-11-14. Test it: it is a new major release.",
        "postgres:12       | restore it afterwards: the new server doesn't start on the old files.",
        "mysql:5.7         | and read how it is upgraded: the new server may not start on the old files.",
        "mongo:4.4         | and read how it is upgraded: the new server may not start on the old files.",
      })
  void aStepThatMayBreakIsToBeTested(String image, String end) {
    assertThat(findings(RULE, "FROM " + image + "\nCMD [\"x\"]\n"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .endsWith(end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cd /sdk/Ubuntu20.04 && ./install                       | /sdk/Ubuntu20.04",
        "unzip sdk-ubuntu20_04_py38.zip                         | sdk-ubuntu20_04_py38.zip",
        "cd /a && tar -xf tool_focal.tar.gz && make             | tool_focal.tar.gz",
        "apt-get install -y /pkg/tool_1.0~ubuntu2004_amd64.deb  | /pkg/tool_1.0~ubuntu2004_amd64.deb",
        "/sdk/py38/setup && pip install a                       | /sdk/py38/setup",
        "/sdk/cp38/setup                                        | /sdk/cp38/setup",
        "conda create -n a && /sdk/py38/setup                   |",
        "/sdk/py38/setup.sh                                     |",
        "/sdk/py310/setup                                       |",
        "tox -e py38                                            |",
        "sed -i s/focal/noble/ a                                |",
        "curl -fO https://a/sdk_focal.zip && unzip sdk_focal.zip |",
        "cp /a/focal.list /etc/apt/sources.list.d/a.list        |",
      })
  void aFileMayBeForTheOldReleaseAlone(String run, @Nullable String file) {
    Finding finding = Iterables.getOnlyElement(
        findings(RULE, "FROM ubuntu:20.04\nCOPY a /a\nRUN " + run + "\nCMD [\"x\"]\n"));
    assertThat(finding.severity()).isEqualTo(file == null ? null : Severity.INFORMATION);
    String said =
        " Find first what takes the place of " + file + ": it is made for the old release.";
    assertThat(finding.message().endsWith(said)).isEqualTo(file != null);
    assertThat(finding.fixes().isEmpty() || file == null).isTrue();
  }

  @Test
  void aPathOfThePythonOfADistributionChangesWithIt() {
    assertThat(findings(RULE, """
        FROM ubuntu:20.04
        RUN apt-get update && apt-get install -y python3-pip && pip install tool
        ENV PYTHONPATH=/usr/lib/python3.8/tool
        CMD ["x"]
        """)).singleElement().satisfies(one -> {
      assertThat(one.message()).endsWith(" such as PYTHONPATH=/usr/lib/python3.8/tool.");
      assertThat(one.severity()).isNull();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "golang:1.20-bookworm | ls /etc/postgresql/15/main",
        "postgres:17-bullseye | ls /usr/lib/postgresql/17/bin",
        "ubuntu:20.04         | apt-get install -y openjdk-17-jdk && ls /usr/lib/jvm/java-17-openjdk-amd64",
        "ubuntu:20.04         | add-apt-repository -y ppa:a/php && ls /etc/php/8.3/fpm",
        "debian:11            | ls /etc/postgresql/*/main",
        "alpine:3.15          | ls /usr/lib/jvm/java-11-openjdk",
      })
  void aPathOfAPackageThatStaysDoesNotHinder(String line) {
    String[] parts = line.split(" +[|] +", 2);
    assertThat(fixes(RULE, "FROM " + parts[0] + "\nRUN " + parts[1] + "\nCMD [\"x\"]\n"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "debian:11-slim  | apt-get install -y couchdb=\"$V\"~bullseye | couchdb=\"$V\"~bullseye",
        "debian:11       | apt-get update && apt-get install -y libssl1.1=1.1.1w-0+deb11u1 | libssl1.1=1.1.1w-0+deb11u1",
        "debian:11       | echo \"deb http://mirror.example.org/debian bullseye main\" > /etc/apt/sources.list | http://mirror.example.org/debian bullseye",
        "python:3.6-slim | pip install https://a/b/torch-1.0-cp36-cp36m-linux_x86_64.whl | torch-1.0-cp36-cp36m-linux_x86_64.whl",
        "node:10-alpine  | apk add --no-cache make python                                | python",
        "debian:11       | apt-get install -y curl netcat                               | netcat",
        "ubuntu:18.04    | `curl -sL https://deb.nodesource.example/setup_12.x | bash -`    | https://deb.nodesource.example/setup_12.x",
        "ubuntu:20.04    | apt-get install -y netcat                                    | netcat",
        "debian:11       | echo a > /etc/postgresql/13/main/pg_hba.conf                 | /etc/postgresql/13/main/pg_hba.conf",
        "golang:1.20-bullseye | echo a > /etc/postgresql/13/main/pg_hba.conf            | /etc/postgresql/13/main/pg_hba.conf",
        "golang:1.20-bullseye | cp a.py /usr/lib/python3.9/                             | /usr/lib/python3.9/",
        "debian:11-slim  | apt-get install -y php-fpm && cp a.conf /etc/php/7.4/fpm/    | /etc/php/7.4/fpm/",
        "ubuntu:20.04    | ln -s /usr/lib/jvm/java-11-openjdk-amd64 /java               | /usr/lib/jvm/java-11-openjdk-amd64",
        "debian:11       | apt-get install -y openjdk-11-jre-headless                   | openjdk-11-jre-headless",
        "debian:11-slim  | apt-get install -y libssl1.1                                 | libssl1.1",
        "python:3.9-bullseye | apt-get install -y libopenblas-base                          | libopenblas-base",
        "debian:11       | apt-get install -y libtbb2                                   | libtbb2",
        "debian:10       | apt-get install -y libmysqlclient20                          | libmysqlclient20",
        "debian:11       | apt-get install -y clang-format-11                           | clang-format-11",
        "debian:11       | apt-get install -y gfortran-10                               | gfortran-10",
        "debian:11       | apt-get install -y libstdc++-10-dev                          | libstdc++-10-dev",
        "debian:11       | apt-get install -y golang-1.15-go                            | golang-1.15-go",
        "debian:10       | apt-get install -y cython                                    | cython",
        "debian:11       | apt-get install -y libruby2.7                                | libruby2.7",
        "ubuntu:20.04    | apt-get install -y libprotobuf17                             | libprotobuf17",
        "ubuntu:20.04    | apt-get install -y libegl1-mesa                              | libegl1-mesa",
        "php:8.0         | apt-get install -y libcurl4-nss-dev                          | libcurl4-nss-dev",
        "golang:1.20     | apt-get install -y libzip4                                   | libzip4",
        "python:3.9      | apt-get install -y libavutil57                               | libavutil57",
        "debian:11       | apt-get install -y gcc-10                                    | gcc-10",
        "debian:11       | apt-get install -y postgresql-client-13                      | postgresql-client-13",
        "debian:10       | apt-get install -y libboost-system1.67-dev                   | libboost-system1.67-dev",
        "python:3.9      | apt-get install -y libgl1-mesa-glx                           | libgl1-mesa-glx",
        "python:3.9-slim-buster | apt-get install -y openjdk-17-jre                     | openjdk-17-jre",
        "debian:10       | apt-get install -y certbot python-certbot-nginx              | python-certbot-nginx",
        "debian:10       | apt-get install -y lib32ncurses5                             | lib32ncurses5",
        "php:8.0         | apt-get install -y libc-client-dev libkrb5-dev               | libc-client-dev",
        "php:8.0         | apt-get install -y libpcre3-dev                              | libpcre3-dev",
        "ubuntu:20.04    | useradd -m -u 1000 app                                       | useradd with the number 1000, which the user ubuntu has there",
        "ubuntu:20.04    | groupadd --gid 1000 app && useradd -u 1000 -g 1000 app       | groupadd with the number 1000, which the user ubuntu has there",
        "ubuntu:20.04    | useradd -m -u 1000 app && usermod -aG docker app             | useradd with the number 1000, which the user ubuntu has there",
        "eclipse-temurin:20-jre | useradd -m -u 1000 app                                | useradd with the number 1000, which the user ubuntu has there",
        "openjdk:17-slim | adduser --uid 1000 --disabled-password app                   | adduser with the number 1000, which the user ubuntu has there",
        "ubuntu:20.04    | apt-get install -y libasound2                                | libasound2",
        "ubuntu:14.04    | apt-get install -y clang-3.4                                 | clang-3.4",
        "ubuntu:18.04    | apt-get install -y ruby2.5-dev                               | ruby2.5-dev",
        "alpine:3.9      | apk add nodejs-npm                                           | nodejs-npm",
        "alpine:3.14     | apk add wkhtmltopdf                                          | wkhtmltopdf",
        "golang:1.20-bullseye | apt-get install -y python3-pip && pip install cqlsh     | pip install, which needs a virtual environment or --break-system-packages there",
        "alpine:3.18     | apk add py3-pip && pip3 install a                            | pip3 install, which needs a virtual environment or --break-system-packages there",
        "alpine:3.15     | apk add --no-cache curl=7.80.0-r6                             | curl=7.80.0-r6",
        "alpine:3.15     | echo https://a/alpine/v3.15/community >> /etc/apk/repositories | https://a/alpine/v3.15/community",
        "python:3.7.7-alpine3.11 | echo http://a/alpine/v3.11/main/ > /etc/apk/repositories | http://a/alpine/v3.11/main/",
        "node:16-alpine  | apk add -X https://a/alpine/v3.12/community curl         | https://a/alpine/v3.12/community",
        "debian:11       | curl -fO https://a/pool/tool_1.0_bullseye_amd64.deb          | https://a/pool/tool_1.0_bullseye_amd64.deb",
        "debian:11       | echo deb https://a/debian/ bullseye main > /etc/apt/sources.list.d/a.list | https://a/debian/ bullseye",
        "debian:11       | curl -fO https://a/Debian_11/Release.key                     | https://a/Debian_11/Release.key",
        "ubuntu:20.04    | curl -fO https://a/config/ubuntu/20.04/a.deb                 | https://a/config/ubuntu/20.04/a.deb",
        "ubuntu:20.04    | curl -fO https://a/repos/ubuntu2004/x86_64/a.deb             | https://a/repos/ubuntu2004/x86_64/a.deb",
        "node:16         | echo 'deb https://a stretch-backports main' > /etc/apt/sources.list.d/b.list | https://a stretch-backports",
        "node:16         | echo 'deb [signed-by=/k] https://a/apt buster/b main' > /etc/apt/sources.list.d/b.list | buster/b",
        "oraclelinux:7   | yum install -y ./tool-4.0.5-1.el7.x86_64.rpm                 | ./tool-4.0.5-1.el7.x86_64.rpm",
        "oraclelinux:7   | yum install -y https://a/pub/epel/epel-release-latest-7.noarch.rpm | https://a/pub/epel/epel-release-latest-7.noarch.rpm",
        "php:8.1-fpm     | apt-get install -y php8.1-gd                                 | php8.1-gd",
        "php:8.1-fpm     | cp a.ini /etc/php/8.1/conf.d/                                | /etc/php/8.1/conf.d/",
        "python:3.9      | apt-get install -y python3.9-dev                             | python3.9-dev",
        "golang:1.20     | curl -fO https://a/go1.20.linux-amd64.tar.gz                 | https://a/go1.20.linux-amd64.tar.gz",
        "mcr.microsoft.com/dotnet/sdk:6.0 | cp -r bin/Release/net6.0/publish /app       | bin/Release/net6.0/publish",
        "golang:1.20     | apt-get install -y golang-1.20-doc                           | golang-1.20-doc",
        "ruby:2.7        | cp -r a /usr/local/bundle/ruby/2.7.0/                        | /usr/local/bundle/ruby/2.7.0/",
        "python:3.9      | apt-key add /key                                             | apt-key, which Debian 13 lacks",
        "node:16-buster  | apt-key add /key                                             | apt-key, which Debian 13 lacks",
        "ubuntu:14.04    | apt-get install -y apache2 libapache2-mod-php5             | libapache2-mod-php5",
        "ubuntu:14.04    | apt-get install -y mysql-client-5.6                        | mysql-client-5.6",
        "ubuntu:14.04    | php5enmod mcrypt                                           | php5enmod",
        "debian:8        | sed -i s/a/b/ /etc/php5/fpm/php.ini                        | /etc/php5/fpm/php.ini",
        "debian:8        | apt-get install -y openjdk-7-jdk                           | openjdk-7-jdk",
        "ubuntu:16.04    | apt-get install -y python-software-properties              | python-software-properties",
        "alpine:3.8      | apk add php7 php7-fpm                                      | php7",
        "amazonlinux:2018.03 | yum install -y php56 mod24_ssl                         | php56",
        "amazonlinux:1   | yum install -y java-1.8.0-openjdk                          | java-1.8.0-openjdk",
        "amazonlinux:1   | yum install -y tar curl                                    | yum install curl, which can't stand beside curl-minimal there",
        "amazonlinux:2018.03 | amazon-linux-extras install nginx1                      | amazon-linux-extras",
        "ubuntu:20.04    | apt-get install -y python3 pip && pip install a            | pip install, which needs a virtual environment or --break-system-packages there",
        "ubuntu:16.04    | apt-get install -y wget gcj-jdk                            | gcj-jdk",
        "ubuntu:18.04    | apt-get install -y python-numpy                            | python-numpy",
        "ubuntu:20.04    | apt-get install -y lsb-core                                | lsb-core",
        "debian:10       | apt-get install -y libdc1394-22-dev                        | libdc1394-22-dev",
        "python:3.9      | apt-get install -y libgdk-pixbuf2.0-0                      | libgdk-pixbuf2.0-0",
        "golang:1.20     | apt-get install -y python3.11-venv                         | python3.11-venv",
        "debian:11       | apt-get install -y libavcodec58                            | libavcodec58",
        "ubuntu:18.04    | apt-get install -y lib32gcc1                               | lib32gcc1",
        "php:7.4-fpm     | docker-php-ext-install -j$(nproc) pdo json                 | docker-php-ext-install json, which PHP has built in since 8.0",
        "php:7.4-fpm     | docker-php-ext-install soap xmlrpc                         | xmlrpc, which PHP lacks since 8.0",
        "php:7.1         | docker-php-ext-configure mcrypt                            | mcrypt, which PHP lacks since 7.2",
        "php:7.4-fpm     | pecl install xdebug-2.9.8 && docker-php-ext-enable xdebug  | xdebug-2.9.8, which is for PHP up to 7.4",
        "php:8.1         | pecl install xdebug-3.1.5                                  | xdebug-3.1.5, which is for PHP up to 8.1",
        "debian:9        | curl -fO https://a/tool_${V}.stretch_amd64.deb             | https://a/tool_${V}.stretch_amd64.deb",
        "debian:8        | apt-key add /key                                             | apt-key, which Debian 12 needs gnupg for",
      })
  void noFixIsOfferedWhereSomethingIsMadeForTheOldRelease(String image, String run, String what) {
    Finding finding = Iterables.getOnlyElement(
        findings(RULE, "FROM " + image + "\nRUN " + run + "\nCMD [\"x\"]\n"));
    assertThat(finding.message())
        .endsWith(" Change what is made for the old release, too, such as " + what + ".");
    assertThat(finding.fixes()).isEmpty();
  }

  @Test
  void anExtensionOfPhpMayBeForTheNewRelease() {
    assertThat(fixes(RULE, "FROM php:7.4-fpm\nRUN pecl install xdebug-3.4.1\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN apt-get install -y postgresql-13-postgis-3    | postgresql-13-postgis-3",
        "RUN apt-get install -y postgresql-server-dev-13   | postgresql-server-dev-13",
        "RUN apt-get install -y postgresql-plpython3-13    | postgresql-plpython3-13",
        "RUN apk add postgresql13-dev                      | postgresql13-dev",
        "ENV PG_MAJOR=13                                   | PG_MAJOR=13",
        "COPY a.so /usr/lib/postgresql/13/lib/             | /usr/lib/postgresql/13/lib/",
        "COPY --from=build /usr/lib/postgresql/13/lib/a /a~FROM debian:12 AS build~RUN make | /usr/lib/postgresql/13/lib/a",
        "RUN make~FROM debian:12~RUN apt-get install -y postgresql-client-13 | postgresql-client-13",
        "RUN apt-get install -y postgresql-common          |",
        "RUN apt-get install -y postgresql-$PG_MAJOR-x     |",
        "RUN a --port 5413 postgres-130                    |",
        "COPY --from=postgres-13 /a /a                     |",
        "# postgresql-13~RUN make                          |",
        "RUN make \\~  # postgresql-13~ && a               |",
        "LABEL a=postgresql-13                             |",
        "ARG CACHE_BUSTER~RUN cache-buster stretch         |",
      })
  void aNameWithTheReleaseIsMadeForIt(String lines, @Nullable String what) {
    Finding finding =
        findings(RULE, "FROM postgres:13\n" + lines.replace('~', '\n') + "\n").stream()
            .filter(one -> one.message().startsWith("postgres 13"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.fixes().isEmpty()).isEqualTo(what != null);
    assertThat(finding.message().contains("made for the old release")).isEqualTo(what != null);
    if (what != null) {
      assertThat(finding.message())
          .contains(" made for the old release, too, such as " + what + ".");
    }
  }

  @Test
  void anImageThatNobodyMaintainsStaysWhereItsDistributionIsNamed() {
    String text =
        "FROM openjdk:11-jdk\nRUN curl -fO https://a/tool_bullseye_amd64.deb\nCMD [\"x\"]\n";
    assertThat(findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message())
          .endsWith(
              "Change what is made for the old release, too, such as https://a/tool_bullseye_amd64.deb.");
      assertThat(one.fixes()).isEmpty();
    });
  }

  @Test
  void aReleaseWithoutAptKeyIsNotOfferedWhereThatIsRun() {
    assertThat(fixes(RULE, "FROM debian:11\nRUN curl a | apt-key add -\nCMD [\"x\"]\n")
            .keySet())
        .singleElement()
        .asString()
        .contains("debian:12");
  }

  @Test
  void imagesOfNodeStandOnAReleaseThatHasAptKey() {
    assertThat(fixes(RULE, "FROM node:16\nRUN apt-key add /key\nCMD [\"x\"]\n")).isNotEmpty();
  }

  @Test
  void whatIsCompiledForAReleaseRunsOnNewerOnes() {
    String text = "FROM node:16\nRUN esbuild --bundle --target=node16 a.js\nCMD [\"x\"]\n";
    assertThat(fixes(RULE, text)).isNotEmpty();
  }

  @Test
  void gpgThatIsInstalledIsThereForAptKey() {
    String install = "RUN apt-get install -y gnupg && apt-key add /key\n";
    assertThat(fixes(RULE, "FROM debian:8\n" + install + "CMD [\"x\"]\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "centos, almalinux:8",
    "centos:latest, almalinux:8",
    "centos:8, almalinux:8",
    "centos:8.4.2105, almalinux:8",
    "centos:centos8, almalinux:8",
    "centos:7,",
  })
  void centosIsReplacedByTheSameRelease(String image, @Nullable String instead) {
    String text = "FROM " + image + "\nRUN yum install -y a-1.el8.x86_64.rpm\nCMD [\"x\"]\n";
    assertThat(fixes(RULE, text).keySet())
        .containsExactlyElementsOf(instead == null ? List.of() : List.of("Use " + instead));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nvidia/cuda:11.4.1-runtime-ubuntu20.04                   | Ubuntu 20.04 (focal)",
        "nvcr.io/nvidia/cuda:11.0.3-cudnn8-devel-ubuntu20.04      | Ubuntu 20.04 (focal)",
        "ghcr.io/team/a:1-ubuntu2004                              | Ubuntu 20.04 (focal)",
        "ghcr.io/team/a:debian-10-r5                              | Debian 10 (buster)",
        "ghcr.io/team/a:1-alpine-3.15                             | Alpine 3.15",
        "mcr.microsoft.com/playwright:v1.40.0-focal               | Ubuntu 20.04 (focal)",
        "ros:noetic                                               | Ubuntu 20.04 (focal)",
        "osrf/ros:noetic-desktop-full                             | Ubuntu 20.04 (focal)",
        "ros:noetic-ros-base-buster                               | Debian 10 (buster)",
        "ros:kinetic                                              | Ubuntu 16.04 (xenial)",
        "ros:jazzy                                                |",
        "nvidia/cuda:12.4.1-runtime-ubuntu22.04                   |",
        "nvidia/cuda:12.4.1-runtime-rockylinux8                   |",
        "nvidia/cuda:11.4.3-base-centos7                          | CentOS 7",
        "ghcr.io/team/a:1-centos8                                 | CentOS 8",
        "ghcr.io/team/a:1-centos9                                 |",
        "ghcr.io/team/a:centos-stream9                            |",
        "quay.io/centos/centos:stream9                            |",
        "centos/ruby-27-centos7                                   | CentOS 7",
        "quay.io/centos/python-38-centos7:latest                  | CentOS 7",
        "registry.access.redhat.com/ubi7/ubi:7.9                  | RHEL 7",
        "registry.access.redhat.com/ubi7                          | RHEL 7",
        "registry.redhat.io/ubi7/nodejs-14                        | RHEL 7",
        "redhat/ubi9-minimal                                      |",
        "registry.access.redhat.com/ubi8/ubi                      |",
        "ghcr.io/team/a:20.04                                     |",
        "ghcr.io/team/ubuntu20.04:1                               |",
        "ghcr.io/team/a:ubuntu20                                  |",
        "ghcr.io/team/a:noetic                                    |",
      })
  void anyTagMayNameADistribution(String image, @Nullable String system) {
    List<Finding> found = findings(RULE, "FROM " + image + "\nCMD [\"x\"]\n");
    assertThat(found).hasSize(system == null ? 0 : 1).allSatisfy(one -> {
      assertThat(one.message()).startsWith(system + ", on which this image stands, gets no");
      assertThat(one.fixes()).isEmpty();
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "python:3.9 | pyproject.toml | requires-python = \">=3.9,<3.10\" | Python >=3.9,<3.10 in pyproject.toml.",
        "python:3.9 | pyproject.toml | requires-python = \">=3.9,<4.0\"  | Test it: it is a new feature release.",
        "python:3.9 | pyproject.toml | requires-python = \">=3.9,<3.40\" | Test it: it is a new feature release.",
        "python:3.9 | pyproject.toml | [tool.poetry.dependencies]; a = \"1\"; python = \">=3.8, <3.10\" | Python >=3.8, <3.10 in pyproject.toml.",
        "python:3.9 | pyproject.toml | [tool.poetry.dependencies]; python = \">=3.8, <3.11\" | Use python:3.10, supported until 2026-10-31. Test it: it is a new feature release.",
        "python:3.9 | pyproject.toml | [tool.hatch.envs.old]; python = \"3.9\" | Test it: it is a new feature release.",
        "python:3.9 | setup.cfg      | python_requires = ~=3.9.1         | Python ~=3.9.1 in setup.cfg.",
        "python:3.9 | setup.py       | setup(python_requires='<3.10')    | Python <3.10 in setup.py.",
        "php:7.4    | composer.json  | {\"require\": {\"php\": \"^7.4\"}}   | php ^7.4 in composer.json.",
        "php:7.4    | composer.json  | {\"require\": {\"php\": \"~7.4\"}}   | php ~7.4 in composer.json.",
        "php:8.0    | composer.json  | {\"require\": {\"php\": \"~8.0\"}}   | Test it: it is a new feature release.",
        "php:7.4    | composer.json  | {\"require\": {\"php\": \"^7.3 OR ^8.0\"}} | Test it: it is a new major release.",
        "php:7.4    | composer.json  | {\"require\": {\"ext-gd\": \"*\"}}  | Test it: it is a new major release.",
        "php:8.1    | composer.lock  | {\"packages\": [{\"name\": \"a/b\", \"require\": {\"php\": \">=7.1 <8.2\"}}]} | php >=7.1 <8.2 of a/b in composer.lock.",
        "php:8.1    | composer.lock  | {\"packages\": [{\"name\": \"a/b\", \"require\": {\"php\": \">=7.1\"}}]} | Test it: it is a new feature release.",
        "php:8.1    | composer.lock  | {\"packages\": [], \"packages-dev\": [{\"name\": \"a/b\", \"require\": {\"php\": \"<8.2\"}}]} | Test it: it is a new feature release.",
        "php:8.1    | composer.lock  | {\"packages\": [{\"name\": \"a/b\", \"conflict\": {\"c/d\": \"<2\", \"php\": \"<5.5\"}}]} | Test it: it is a new feature release.",
        "ruby:2.6   | Gemfile        | ruby '2.6.3'                      | ruby 2.6 in Gemfile.",
        "ruby:2.6   | Gemfile        | gem 'ruby', '2.6'                 | Test it: it is a new major release.",
        "ruby:2.6   | Gemfile        | ruby '~> 2.6'                     | ruby ~> 2.6 in Gemfile.",
        "ruby:3.1   | Gemfile        | ruby '~> 3.1'                     | Test it: it is a new feature release.",
        "ruby:2.6   | Gemfile        | ruby ENV['TEST_RUBY'] OR '2.6.5'  | ruby 2.6 in Gemfile.",
        "ruby:2.6   | Gemfile        | ruby ENV.fetch('TEST_RUBY', '2.6.5') | ruby 2.6 in Gemfile.",
        "ruby:2.6   | Gemfile        | ruby(ENV.fetch(\"TEST_RUBY\") { \"2.6.5\" }) | ruby 2.6 in Gemfile.",
        "ruby:2.6   | Gemfile        | ruby ENV['RUBY_VERSION'] OR '2.6.5' | Test it: it is a new major release.",
        "elixir:1.10 | mix.exs       | [app: :shop, elixir: \"~> 1.10.0\"] | elixir ~> 1.10.0 in mix.exs.",
        "node:16    | package.json   | {\"engines\": {\"node\": \"16.x\"}}  | node 16.x in package.json.",
        "node:16    | package.json   | {\"engines\": {\"node\": \">=16\"}}  | Test it: it is a new major release.",
        "node:16    | package.json   | {\"engines\": {\"npm\": \"8\"}}      | Test it: it is a new major release.",
        "mcr.microsoft.com/dotnet/aspnet:6.0 | src/x/x.csproj | <TargetFramework>net6.0</TargetFramework> | Use release 10, supported until 2028-11-14. Test it: it is a new major release.",
      })
  void manifestsMayAskForTheOldRelease(String image, String file, String text, String end) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM " + image + "\nCOPY . .\nCMD [\"x\"]\n",
        Map.of(file, text.replace("; ", "\n").replace(" OR ", " || ") + "\n")));
    assertThat(finding.message()).endsWith(end);
    assertThat(finding.fixes().isEmpty()).isEqualTo(!end.contains("Test") || image.contains("/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gemspec           | s.required_ruby_version = '~> 2.5'           | required_ruby_version ~> 2.5 in tool.gemspec.",
        "gemspec           | s.required_ruby_version = ['>= 2.5', '< 3']  | required_ruby_version >= 2.5, < 3 in tool.gemspec.",
        "gemspec           | s.required_ruby_version = Gem::Requirement.new('~> 2.7.0') | required_ruby_version ~> 2.7.0 in tool.gemspec.",
        "gemspec           | s.required_ruby_version = '>= 2.5'           |",
        "gemspec           | s.required_ruby_version = '~> 3.0'           |",
        "gemspec           | s.required_ruby_version = '>= 2.5.a'         |",
        "gemspec           | # s.required_ruby_version = '~> 2.5'         |",
        "gemspec           | s.required_ruby_version = RUBIES             |",
        "gem 'tool'        | s.required_ruby_version = '~> 2.5'           |",
        "ruby '2.7'; gemspec | s.required_ruby_version = '~> 2.5'         | ruby 2.7 in Gemfile.",
      })
  void soMayAGemThatBundlerInstallsFromTheProject(
      String gemfile, String gemspec, @Nullable String end) {
    Map<String, String> files =
        Map.of("Gemfile", gemfile.replace("; ", "\n") + "\n", "tool.gemspec", gemspec + "\n");
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM ruby:2.7\nCOPY Gemfile *.gemspec ./\nCMD [\"x\"]\n", files));
    assertThat(finding.message()).endsWith(end == null ? "it is a new major release." : end);
    assertThat(finding.fixes().isEmpty()).isEqualTo(end != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"~> 1.10", "~> 1.10.0 or ~> 1.11", ">= 1.10.4"})
  void aProjectOfMixMayAllowNewerReleases(String range) {
    Map<String, String> files = Map.of("mix.exs", "[app: :shop, elixir: \"" + range + "\"]\n");
    assertThat(RuleRun.findings(RULE, "FROM elixir:1.10\nCOPY . .\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith(" Use elixir:1.20."));
  }

  @ParameterizedTest
  @CsvSource({
    "java:8, /usr/bin/java -jar /a.jar, true",
    "java:8, java -jar /a.jar, false",
    "openjdk:11, /usr/lib/jvm/java-11/bin/java -jar /a.jar, true",
  })
  void composeMayStartJavaWhereARetiredImageHasIt(String image, String command, boolean isPinned) {
    Map<String, String> files =
        Map.of("compose.yml", "services:\n  shop:\n    build: .\n    command: " + command + "\n");
    String text = "FROM " + image + "\nCOPY a.jar /\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.fixes().isEmpty()).isEqualTo(isPinned);
      assertThat(one.message().endsWith(" in a Compose file or a manifest.")).isEqualTo(isPinned);
    });
  }

  @Test
  void soMayAPod() {
    String pod = "kind: Pod\n    image: project:1\n    env:\n    - value: /usr/lib/jvm/java-8\n";
    String text = "FROM java:8\nCOPY a.jar /\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("pod.yaml", pod)))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith(" in a Compose file or a manifest."));
  }

  @ParameterizedTest
  @CsvSource({
    "COPY shop/poetry.lock shop/pyproject.toml /app/, shop/pyproject.toml",
    "COPY shop ., shop/pyproject.toml",
    "COPY shop/pyproject.* ., shop/pyproject.toml",
    "COPY other ., pyproject.toml",
  })
  void theManifestOfPythonIsFoundWhereItIsCopiedFrom(String copy, String path) {
    Map<String, String> files = new LinkedHashMap<>(Map.of(path, "requires-python = '~=3.9.0'\n"));
    files.putIfAbsent("pyproject.toml", "requires-python = '>=3.13'\n");
    assertThat(RuleRun.findings(RULE, "FROM python:3.9\n" + copy + "\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).endsWith(" such as Python ~=3.9.0 in " + path + "."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ruby:2.7 | COPY shop/Gemfile* ./      | shop/Gemfile       | ruby '2.7.1'                 | ruby 2.7",
        "php:7.4  | COPY shop/composer.json ./ | shop/composer.json | {\"require\": {\"php\": \"7.*\"}} | php 7.*",
      })
  void soAreThoseOfOthers(String image, String copy, String path, String text, String what) {
    Map<String, String> files = Map.of(path, text + "\n");
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\n" + copy + "\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).endsWith(" such as " + what + " in " + path + "."));
  }

  @Test
  void theManifestThatOneStageCopiesIsTheOthersToo() {
    String text = """
        FROM python:3.9 AS build
        COPY shop/pyproject.toml .
        RUN pip install .
        FROM python:3.9-slim
        COPY --from=build /venv /venv
        CMD ["python", "main.py"]
        """;
    Map<String, String> files = Map.of("shop/pyproject.toml", "requires-python = '<3.12'\n");
    assertThat(RuleRun.fixes(RULE, text, files).values())
        .singleElement()
        .asString()
        .contains("FROM python:3.11 AS build", "FROM python:3.11-slim");
  }

  @Test
  void theManifestBesideWhatIsClonedIsNotItsOwn() {
    String text = """
        FROM golang:1.20 AS build
        RUN git clone https://git.example.org/shop.git /src
        WORKDIR /src
        RUN go build -o /shop .
        FROM scratch
        COPY --from=build /shop /
        CMD ["/shop"]
        """;
    assertThat(RuleRun.findings(RULE, text, Map.of("go.mod", "go 1.15\n")))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("go.mod"));
  }

  /** Modules say by build tags up to which Go they can be built, and others depend on its insides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "go 1.20; require github.com/quic-go/quic-go v0.32.0 // indirect | Use golang:1.27. Change what is made for the old release, too, such as quic-go v0.32.0 in app/go.mod. | 0",
        "go 1.20; require (;\tgithub.com/lucas-clemente/quic-go v0.31.1;) | Use golang:1.27. Change what is made for the old release, too, such as quic-go v0.31.1 in app/go.mod. | 0",
        "go 1.20; require github.com/quic-go/quic-go v0.37.0 | Use golang:1.27. Test it: app/go.mod is of Go 1.20. | 1",
        "go 1.20; require github.com/quic-go/quic-go v0.32.0; replace github.com/quic-go/quic-go => ./quic | Use golang:1.27. Test it: app/go.mod is of Go 1.20. | 1",
        "go 1.21.3 | Use golang:1.27. The build fails: app/go.mod says \"go 1.21.3\", and Go reads such a form of three numbers only since 1.21. | 1",
        "go 1.21;;toolchain go1.22.0 | Use golang:1.27. The build fails: app/go.mod says \"toolchain go1.22.0\", and Go reads such a line only since 1.21. | 1",
        "go 1.22 | Use golang:1.27. Test it: app/go.mod is of Go 1.22. | 1",
        "go 1.26 | Use golang:1.27. | 1",
        "module a | Use golang:1.27. | 1",
      })
  void goModTellsWhatANewerGoMayBreak(String manifest, String message, int fixes) {
    String text = "FROM golang:1.20\nCOPY app/go.mod ./\nRUN go build -o /a .\nCMD [\"/a\"]\n";
    Map<String, String> files =
        Map.of("app/go.mod", manifest.replace("; ", "\n").replace(";", "\n") + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message()).endsWith(message);
    assertThat(finding.fixes()).hasSize(fixes);
  }

  @Test
  void twoThingsToTestAreOneSentence() {
    String text = "FROM golang:1.20-bullseye\nCOPY go.mod ./\nRUN go build -o /a .\nCMD [\"/a\"]\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("go.mod", "go 1.20\n")))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .endsWith(
                "Test it: it stands on a new major release of Debian, and go.mod is of Go 1.20."));
  }

  @ParameterizedTest
  @CsvSource({
    "., go.mod, true",
    "go.* , go.mod, true",
    "./go.mod* , go.mod, true",
    "app, app/go.mod, true",
    "app/cmd, app/go.mod, false",
  })
  void whatIsCopiedDecidesWhetherGoReadsTheManifest(String copied, String manifest, boolean fails) {
    String text = "FROM golang:1.21\nCOPY " + copied + " ./\nRUN go build\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, Map.of(manifest, "go 1.23\n")))
            .message()
            .contains("The build fails: " + manifest))
        .isEqualTo(fails);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN go mod download, go 1.23, true",
    "RUN go mod download, go 1.21.9, false",
    "ENV GOTOOLCHAIN=auto\\nRUN go mod download, go 1.23, false",
    "RUN go mod edit -go=1.21 && go build, go 1.23, false",
    "RUN go mod init a && go build, go 1.23, false",
    "RUN sed -i s/1.23/1.21/ go.mod && go build, go 1.23, false",
    "RUN go build -modfile=old.mod ., go 1.23, false",
    "RUN wget https://go.dev/dl/go1.23.0.linux-amd64.tar.gz && go build, go 1.23, false",
    "ENV GO111MODULE=off\\nRUN go build, go 1.23, false",
    "CMD sleep 9, go 1.23, false",
  })
  void theImagesLoadNoOtherGo(String instructions, String manifest, boolean fails) {
    String text = "FROM golang:1.21\nCOPY go.mod ./\n" + instructions.replace("\\n", "\n") + "\n";
    assertThat(
            Iterables.getOnlyElement(
                    RuleRun.findings(RULE, text, Map.of("go.mod", manifest + "\n")))
                .message()
                .endsWith(
                    "The build fails: go.mod asks for Go 1.23, and the image loads no other Go than its own."))
        .isEqualTo(fails);
    String other = text.replace("COPY go.mod ./", "COPY start.sh /");
    assertThat(Iterables.getOnlyElement(
                RuleRun.findings(RULE, other, Map.of("go.mod", manifest + "\n")))
            .message())
        .doesNotContain("The build fails");
  }

  @Test
  void aBuildThatFailsIsAWarningWhateverShips() {
    String text =
        "FROM golang:1.21 AS build\nCOPY go.mod ./\nRUN go build -o /a\nFROM scratch\nCOPY --from=build /a /\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("go.mod", "go 1.23\n")))
        .extracting(Finding::severity)
        .containsExactly((Severity) null);
    assertThat(RuleRun.findings(RULE, text, Map.of("go.mod", "go 1.21\n")))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @CsvSource({
    "ENV ASPNETCORE_URLS=http://+:5000, false",
    "ENV ASPNETCORE_HTTP_PORTS=80, false",
    "EXPOSE 80, true",
  })
  void aNewerServerOfAspNetListensElsewhere(String line, boolean said) {
    String text =
        "FROM mcr.microsoft.com/dotnet/aspnet:6.0\n" + line + "\nCMD [\"dotnet\", \"a.dll\"]\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("listens on port 8080 instead of 80"))
            .isEqualTo(said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "web.csproj | Sdk=\"Microsoft.NET.Sdk.Web\"              | true",
        "job.csproj | Sdk=\"Microsoft.NET.Sdk.Worker\"           | false",
        "lib.csproj | Sdk=\"Microsoft.NET.Sdk\"                  | false",
        "lib.csproj | Sdk=\"Microsoft.NET.Sdk\"><FrameworkReference Include=\"Microsoft.AspNetCore.App\"/ | true",
        "old.csproj | ToolsVersion=\"15.0\"                      | false",
      })
  void onlyAServerOfAspNetListens(String name, String project, boolean said) {
    String text = """
        FROM mcr.microsoft.com/dotnet/aspnet:6.0
        COPY lib.csproj web.csproj job.csproj old.csproj ./
        RUN dotnet publish %s
        CMD ["dotnet", "%s"]
        """.formatted(name, name.replace("csproj", "dll"));
    Map<String, String> files =
        Map.of(name, "<Project " + project + "><TargetFramework>net10.0</TargetFramework>");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("listens on port 8080 instead of 80"))
            .isEqualTo(said));
  }

  @Test
  void theSameImageInAnotherRegistryBringsNoOtherPrograms() {
    ImageReference vault = requireNonNull(ImageReference.of("vault:1.13"));
    assertThat(ReleaseAdvice.testOther(vault, "hashicorp/vault:1.21")).isEmpty();
    assertThat(ReleaseAdvice.testOther(vault, "openbao/openbao:2")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"web.dll, true", "job.dll, false", "c.dll, true"})
  void ofSeveralProjectsTheOneThatIsStartedTellsWhetherItServes(String library, boolean said) {
    String text = """
        FROM mcr.microsoft.com/dotnet/aspnet:6.0
        COPY job.csproj web.csproj ./
        EXPOSE 80
        CMD ["dotnet", "%s"]
        """.formatted(library);
    String job = "<Project Sdk=\"Microsoft.NET.Sdk.Worker\">";
    Map<String, String> files =
        Map.of("job.csproj", job, "web.csproj", job.replace("Worker", "Web"));
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("listens on port 8080 instead of 80"))
            .isEqualTo(said));
    assertThat(RuleRun.findings(RULE, text, Map.of("job.csproj", job)))
        .noneMatch(one -> one.message().contains("listens on port"));
  }

  @Test
  void whatAManifestAsksForIsNamedFirst() {
    String text = """
        FROM python:3.9
        RUN apt-get update && apt-get install -y libpq-dev=13.23-0
        COPY . .
        CMD ["python", "main.py"]
        """;
    Map<String, String> files = Map.of("pyproject.toml", "requires-python = \">=3.9,<3.10\"\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).endsWith("Python >=3.9,<3.10 in pyproject.toml."));
  }

  @ParameterizedTest
  @CsvSource({
    "flask==1.0.2~jinja2==2.10, true",
    "jinja2 == 2.10, true",
    "flask~jinja2>=2.10, false",
    "flask~=2.1.2, true",
    "flask~=2.1, false",
  })
  void versionsOfPackagesMayBeTooOld(String requirements, boolean told) {
    String text =
        "FROM python:3.7\nCOPY web/requirements.txt .\nRUN pip install -r requirements.txt\n";
    Map<String, String> files =
        Map.of("web/requirements.txt", requirements.replaceAll("~(?!=)", "\n") + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message())
        .endsWith(
            told
                ? " Test it: it is a new feature release. Versions in web/requirements.txt may be too old for it."
                : " Test it: it is a new feature release.");
    assertThat(finding.fixes()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flask==1.0.2~numpy==1.24.4 | true",
        "PyYAML==5.4.1              | true",
        "pyyaml==6.0                | true",
        "gevent==21.1.2             | true",
        "torch==2.1.0               | true",
        "numpy==1.26.4              | false",
        "numpy==1.24.4; python_version < \"3.12\" | false",
        "numpy>=1.24.4              | false",
        "numpy==1.24.*              | false",
        "PyYAML==5.3.1              | false",
        "pyyaml==6.0.1              | false",
        "pydantic[email]==2.11.7    | true",
        "pydantic==2.12.4           | false",
        "pydantic==1.10.13          | false",
        "tiktoken==0.9.0            | true",
        "torch==2.8.0               | true",
        "torch==2.9.1               | false",
        "tensorflow==2.19.0         | true",
      })
  void aVersionOfAPackageMayNotBeForANewerPython(String requirements, boolean refused) {
    String text =
        "FROM python:3.8\nCOPY web/requirements.txt .\nRUN pip install -r requirements.txt\n";
    Map<String, String> files =
        Map.of("web/requirements.txt", requirements.replace('~', '\n') + "\n");
    assertThat(RuleRun.fixes(RULE, text, files).values())
        .hasSize(refused ? 1 : 2)
        .anySatisfy(one -> assertThat(one).contains("python:3.11\n"));
    String given =
        text.replace("-r requirements.txt", "'" + requirements.replace("~", "' '") + "'");
    assertThat(RuleRun.fixes(RULE, given, files).values()).hasSize(refused ? 1 : 2);
  }

  @ParameterizedTest
  @CsvSource({
    "-r requirements.txt,    web/base.txt",
    "-r requirements.txt,    web/requirements.txt",
    "-r a.txt -r requirements.txt, web/base.txt",
    "-r requirements.txt,    web/in/versions.txt",
    "-r requirements.txt -r a.txt, web/in/more.txt",
    "-r a.txt,               ",
  })
  void aListOfPackagesMayBeInOneThatItNames(String options, @Nullable String path) {
    String text = "FROM python:3.8\nCOPY web .\nRUN pip install " + options + "\n";
    Map<String, String> files = new HashMap<>(Map.of(
        "web/requirements.txt", "-r base.txt\n--constraint=in/versions.txt # these\n",
        "web/base.txt", "flask\n-r requirements.txt\n",
        "web/in/versions.txt", "-r more.txt\n",
        "web/in/more.txt", "flask\n",
        "web/a.txt", "flask\n"));
    files.merge(String.valueOf(path), "numpy==1.24.4\n", String::concat);
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.message())
          .endsWith(path == null ? "release." : "Versions in " + path + " may be too old for it.");
      assertThat(one.fixes()).hasSize(path == null ? 2 : 1);
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pip wheel --no-deps --wheel-dir /wheels -r requirements.txt",
        "pip download -d /wheels -r requirements.txt",
        "uv pip install --system -r requirements.txt",
        "pip wheel -w /wheels numpy==1.19.2",
      })
  void whoeverReadsThemSuchVersionsAreRefused(String command) {
    String text = "FROM python:3.8 AS wheels\nCOPY requirements.txt .\nRUN " + command
        + "\nFROM python:3.8\nCOPY --from=wheels /wheels /wheels\nRUN pip install /wheels/*\n";
    Map<String, String> files = Map.of("requirements.txt", "numpy==1.19.2\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .flatExtracting(Finding::fixes)
        .extracting(Fix::title)
        .containsExactly("Use python:3.11 (supported until 2027-10-31)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "requirements.txt | Django==3.2.19            | true",
        "requirements.txt | django~=3.2               | true",
        "requirements.txt | django>=3.2,<4            | true",
        "requirements.txt | Django >= 3.2, < 4.2      | true",
        "requirements.txt | Django==4.1.13            | true",
        "requirements.txt | Django==4.2.1             | false",
        "requirements.txt | Django~=4.1               | false",
        "requirements.txt | django>=3.2               | false",
        "requirements.txt | django>=3.2,<5            | false",
        "requirements.txt | django>=3.2,<4.2.5        | false",
        "requirements.txt | django-filter==3.2        | false",
        "requirements.txt | Django==3.2.19%legacy-cgi | false",
        "pyproject.toml   | Django = \"^3.2.19\"    | true",
        "pyproject.toml   | \"django~=3.2\",        | true",
        "pyproject.toml   | django = \"^4.1\"       | false",
      })
  void anOldDjangoNeedsAModuleThatIsGone(String file, String line, boolean needed) {
    String text = "FROM python:3.8\nCOPY . .\nRUN pip install -r requirements.txt .\n";
    Map<String, String> files = Map.of(file, line.replace('%', '\n') + "\n");
    String found = RuleRun.fixes(RULE, text, files).values().toString();
    assertThat(found.contains("python:3.14\n")).isEqualTo(!needed);
    assertThat(found).contains("python:3.11\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pyproject.toml | [project]%dependencies = [%    \"uvicorn[standard]\", # for now%    \"numpy==1.24.4\",%] | true",
        "pyproject.toml | [project]%dependencies = [\"flask\", 'numpy==1.24.4'] | true",
        "pyproject.toml | [project]%name = \"a\"%[project.optional-dependencies]%dev = [\"numpy==1.24.4\"] | false",
        "pyproject.toml | [tool.hatch.envs.a]%dependencies = [\"numpy==1.24.4\"] | false",
        "pyproject.toml | [tool.poetry.dependencies]%numpy = \"1.24.4\" | true",
        "pyproject.toml | [tool.poetry.dependencies]%numpy = \"^1.24.4\" | false",
        "pyproject.toml | [project]%dependencies = [\"numpy==1.24.4; python_version < '3.12'\"] | false",
        "pyproject.toml | [project]%dependencies = [%    # \"numpy==1.24.4\",%    \"flask\",%] | false",
        "setup.py       | setup(%    install_requires=[%        'numpy==1.24.4',%    ],%) | true",
        "setup.py       | setup(%    install_requires=['django>=3.2,<4.0']) | true",
        "setup.py       | setup(%    install_requires=[%        'flask',%    ],%    extras_require={'a': ['numpy==1.24.4']},%) | false",
        "setup.cfg      | [options]%install_requires =%    flask%    numpy==1.24.4%packages = find: | true",
        "setup.cfg      | [options]%install_requires =%    flask%[options.extras_require]%a =%    numpy==1.24.4 | false",
      })
  void manifestsNameVersionsToo(String file, String text, boolean refused) {
    Map<String, String> files = Map.of(file, text.replace('%', '\n') + "\n");
    assertThat(RuleRun.fixes(RULE, "FROM python:3.8\nCOPY . .\nRUN pip install .\n", files)
            .values())
        .hasSize(refused ? 1 : 2)
        .anySatisfy(one -> assertThat(one).contains("python:3.11\n"));
  }

  @Test
  void anImageThatIsNewEnoughIsNotAskedForOldPackages() {
    String text = "FROM python:3.13-alpine3.19\nCOPY . .\nRUN pip install -r requirements.txt\n";
    Map<String, String> files = Map.of("requirements.txt", "Django==3.2.19\nnumpy==1.24.4\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).doesNotContain("Django").doesNotContain("numpy"));
  }

  @ParameterizedTest
  @CsvSource({
    "poetry install --only main, poetry.lock",
    "pip install uv && uv sync --frozen, uv.lock",
    "pipenv sync, Pipfile.lock",
  })
  void soMayThoseOfLockfiles(String install, String lockfile) {
    String text = "FROM python:3.7\nWORKDIR /app\nCOPY . .\nRUN " + install + "\n";
    Map<String, String> files = Map.of(lockfile, "x", ".python-version", "3.7\n");
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message())
        .endsWith(
            " Versions in " + lockfile + " may be too old for it. Change .python-version, too.");
  }

  @Test
  void theyAreNotTooOldForAnotherSystem() {
    String text =
        "FROM python:3.12-alpine3.16\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";
    Map<String, String> files = Map.of("requirements.txt", "flask==1.0.2\n");
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message())
        .contains("on which this image stands")
        .doesNotContain("requirements.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY init.sh /usr/local/bin/        | mongo localhost:27017/admin <<E | true",
        "COPY init.sh /usr/local/bin/        | exec mongo -u admin             | true",
        "COPY init.sh /usr/local/bin/        | mongosh localhost:27017/admin   | false",
        "COPY init.sh /usr/local/bin/        | chown mongo /data               | false",
        "COPY --from=a init.sh /             | mongo -u admin                  | false",
        "HEALTHCHECK CMD mongo --eval 'a'    |                                 | true",
        "HEALTHCHECK CMD [\"mongo\", \"--eval\", \"a\"] |                   | true",
        "RUN mongo -u a                      |                                 | true",
        "RUN mkdir mongo                     |                                 | false",
      })
  void theOldShellOfMongoIsGone(String line, String script, boolean told) {
    Map<String, String> files = Map.of("init.sh", "#!/bin/sh\n" + script + "\n");
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM mongo:4.4\n" + line + "\nCMD [\"mongod\"]\n", files));
    assertThat(finding.message()).contains(" Back up existing data first");
    assertThat(finding.message().contains("such as mongo, whose name is mongosh since release 6."))
        .isEqualTo(told);
    assertThat(finding.fixes().isEmpty()).isEqualTo(told);
  }

  @Test
  void ofTheReleasesOnlyThoseAreOfferedThatTheManifestAllows() {
    String text = "FROM python:3.9\nCOPY . .\nCMD [\"python\", \"main.py\"]\n";
    Map<String, String> files = Map.of("pyproject.toml", "requires-python = \">=3.9,<3.13\"\n");
    assertThat(RuleRun.fixes(RULE, text, files).values())
        .singleElement()
        .asString()
        .containsPattern("FROM python:3\\.1[12]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install -y libpq-dev=17.*",
        "apt-get install -y \"curl=7.*\"",
        "apt-get install -y a=$V",
        "apt-get install -y netcat-openbsd openjdk-17-jre",
        "apt-get install -y python-is-python3 python-apt-common python-babel-localedata",
        "apt-get install -y libgdk-pixbuf2.0-0 libwebkit2gtk-4.0-dev", // as well
        "apt-get install -y libgl1-mesa-glx libpcre3-dev", // which Debian 12 has
        "curl a > /etc/apt/sources.list.d/b.list && apt-get install -y openjdk-11-jre",
        "apt-get install -y python3-pip && pip install --break-system-packages a",
        "curl -sL https://deb.nodesource.example/setup_20.x | bash -",
        "apt-get install -y python3-pip && python3 -m venv /v && /v/bin/pip install a",
        "pip install a",
        "echo python"
      })
  void aFixIsOfferedWhereNothingIsKnownToBePinned(String run) {
    assertThat(fixes(RULE, "FROM debian:11\nRUN " + run + "\nCMD [\"x\"]\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .~RUN python setup.py install                  | true",
        "COPY . .~RUN python3 setup.py bdist_wheel~RUN pip install dist/a.whl | true",
        "COPY . .~RUN pip install setuptools~RUN python setup.py install | false",
        "COPY . .~RUN pip install -e . && python setup.py test | false",
        "COPY . .~RUN ./get-setuptools~RUN python setup.py install | false",
        "COPY . .~RUN python build.py                         | false",
        "COPY . .~RUN pip install .                            | false",
      })
  void theImagesOfNewPythonHaveNoSetuptools(String lines, boolean refused) {
    String text = "FROM python:3.8\nWORKDIR /a\n" + lines.replace('~', '\n') + "\nCMD [\"a\"]\n";
    assertThat(fixes(RULE, text).values()).hasSize(refused ? 1 : 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "golang:1.17 | RUN go get -u a.example/b/cmd/c             | true",
        "golang:1.16 | RUN GO111MODULE=on go get a.example/b@v1.0.0 | true",
        "golang:1.17 | COPY . .~RUN go get a.example/b             | false",
        "golang:1.17 | RUN go mod init a && go get a.example/b     | false",
        "golang:1.17 | RUN go install a.example/b@v1.0.0           | false",
        "golang:1.20 | RUN go get a.example/b                      | false",
        "golang:1.20 | RUN go install a.example/b@v1.0.0~RUN GO111MODULE=off go build | false",
      })
  void programsAreFetchedByGoGetUpToOneRelease(String image, String lines, boolean told) {
    String text = "FROM " + image + "\n" + lines.replace('~', '\n') + "\nCMD [\"a\"]\n";
    assertThat(findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.message().endsWith(" such as go get, which needs a go.mod since 1.18."))
          .isEqualTo(told);
      assertThat(one.fixes().isEmpty()).isEqualTo(told);
    });
  }

  @Test
  void whatOneReleaseOfPhpHasBuiltInAnotherOneBuilds() {
    String text =
        "FROM php:7.4-cli\nRUN docker-php-ext-install opcache\nCMD [\"php\", \"a.php\"]\n";
    assertThat(fixes(RULE, text).values())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one).doesNotContain("php:8.5"));
  }

  @Test
  void noFixLeavesProgramsOfTheOldReleaseBehind() {
    String text = """
        FROM rustlang/rust:nightly-bullseye AS build
        RUN cargo build --release
        FROM debian:bullseye-slim
        COPY --from=build /app/target/release/app /usr/bin/
        CMD ["app"]
        """;
    assertThat(findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.fixes()).isEmpty())
        .satisfies(one -> assertThat(one.related()).hasSize(1));
    assertThat(fixes(RULE, text.replace("release/app /usr/bin/", "doc/html/ /www/html/")))
        .isNotEmpty();
    assertThat(
            fixes(RULE, text.replace("rustlang/rust:nightly-bullseye", "buildpack-deps:bullseye")))
        .isNotEmpty();
  }

  @Test
  void aNumberMayBeADefault() {
    String text = "FROM ubuntu:22.10\nARG UID=1000\nRUN useradd --uid $UID app\nCMD [\"x\"]\n";
    assertThat(fixes(RULE, text)).isEmpty();
    assertThat(fixes(RULE, text.replace("1000", "1001"))).isNotEmpty();
    assertThat(fixes(RULE, text.replace("--uid", "-o --uid"))).isNotEmpty();
    assertThat(fixes(RULE, text.replace("RUN ", "RUN userdel -r ubuntu || true; ")))
        .isNotEmpty();
    assertThat(fixes(RULE, text.replace("ubuntu:22.10", "debian:11"))).isNotEmpty();
  }

  @Test
  void aReleaseOfAnImageMayStayOnDebian12() {
    String text =
        "FROM golang:1.24-bookworm\nRUN apt-get install -y libpcre3-dev && apt-key add /a\nCMD [\"x\"]\n";
    assertThat(fixes(RULE, text)).isNotEmpty();
  }

  @Test
  void theImagesOfPythonHaveAPipOfTheirOwn() {
    String text =
        "FROM python:3.9-alpine3.20\nRUN apk add py3-pip && pip3 install a\nCMD [\"x\"]\n";
    assertThat(fixes(RULE, text)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gcr.io/distroless/base-debian10, true",
    "gcr.io/distroless/static-debian9:nonroot, true",
    "gcr.io/distroless/base-debian12, false",
    "gcr.io/distroless/base, false",
  })
  void distrolessEndsWithItsDebian(String image, boolean ended) {
    String text = "FROM " + image + "\nCMD [\"/a\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(ended ? 1 : 0);
    assertThat(RuleRun.findings(new BaseImageUntagged(), text))
        .hasSize(ended || image.contains(":") ? 0 : 1);
    if (ended) {
      assertThat(RuleRun.findings(RULE, text).get(0).message())
          .matches("Debian (10 \\(buster\\)|9 \\(stretch\\)), on which this image stands, gets no"
              + " security fixes any more: its support ended on [\\d-]+\\. Use .*");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gcr.io/distroless/nodejs18-debian12, node 18",
    "gcr.io/distroless/nodejs14:nonroot, node 14",
    "gcr.io/distroless/nodejs:14, node 14",
    "gcr.io/distroless/nodejs24-debian12, ",
    "gcr.io/distroless/nodejs, ",
    "registry.example.org/distroless/nodejs18-debian12, ",
  })
  void distrolessEndsWithItsNode(String image, String ended) {
    List<Finding> found = RuleRun.findings(RULE, "FROM " + image + "\nCMD [\"/a\"]\n");
    assertThat(found).hasSize(ended == null ? 0 : 1).allSatisfy(finding -> {
      assertThat(finding.message())
          .startsWith(ended + " gets no security fixes any more: its support ended on 20");
      assertThat(finding.fixes()).isEmpty();
    });
  }

  /** Release and distribution stand in the name of the image: what to use is another image. */
  @ParameterizedTest
  @CsvSource({
    "gcr.io/distroless/nodejs20-debian11, gcr.io/distroless/nodejs24-debian12",
    "gcr.io/distroless/nodejs18-debian12:nonroot, gcr.io/distroless/nodejs24-debian12:nonroot",
    "gcr.io/distroless/nodejs20-debian13, gcr.io/distroless/nodejs24-debian13",
    "gcr.io/distroless/nodejs16, gcr.io/distroless/nodejs24-debian12",
    "gcr.io/distroless/nodejs:16, gcr.io/distroless/nodejs24-debian12",
    "gcr.io/distroless/nodejs:18-debug, gcr.io/distroless/nodejs24-debian12:debug",
    "gcr.io/distroless/base-debian10, gcr.io/distroless/base-debian12",
    "gcr.io/distroless/static-debian11:debug, gcr.io/distroless/static-debian12:debug",
  })
  void anImageOfDistrolessIsNamedAsAWhole(String image, String other) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nCMD [\"/a\"]\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains(" Use " + other + ", supported"));
  }

  @Test
  void aTagEndsWithWhatEndsFirstOfIt() {
    assertThat(findings(RULE, "FROM ruby:3.3-alpine3.20\nCMD [\"x\"]\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .contains("Use ruby:3.3-alpine3.2")
            .contains(", supported until 2027-03-31."));
    assertThat(findings(RULE, "FROM golang:1.22-alpine3.20\nCMD [\"x\"]\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("supported until"));
  }

  @Test
  void aNewReleaseStaysOnTheDistributionThatTheTagNames() {
    String text = """
        FROM golang:1.25-bookworm AS build
        RUN go build -o /app .
        FROM debian:bookworm-slim
        COPY --from=build /app /app
        CMD ["/app"]
        """;
    assertThat(fixes(RULE, text).values())
        .singleElement()
        .isEqualTo(text.replace("1.25-bookworm", "1.27-bookworm"));
    assertThat(fixes(RULE, "FROM golang:1.25-bullseye\nCMD [\"/app\"]\n").values())
        .singleElement()
        .isEqualTo("FROM golang:1.27-trixie\nCMD [\"/app\"]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "golang:1.25-bullseye | go build -o /app .               | debian:bullseye-slim               | true",
        "golang:1.25-bullseye | CGO_ENABLED=0 go build -o /app . | debian:bullseye-slim               | false",
        "rust:1.95-bullseye   | cargo build --target x86_64-unknown-linux-musl | debian:bullseye-slim | false",
        "golang:1.25-bullseye | go build -o /app .               | debian:bookworm-slim               | false",
        "golang:1.25-bullseye | go build -o /app .               | debian:trixie-slim                 | false",
        "golang:1.25-bullseye | go build -o /app .               | alpine:3.24                        | false",
        "golang:1.25-bullseye | go build -o /app .               | scratch                            | false",
        "golang:1.25          | go build -o /app .               | debian:bookworm-slim               | false",
        "golang:1.16.2        | go build -o /app .               | debian:10.8-slim                   | true",
        "golang:1.16.2        | CGO_ENABLED=0 go build -o /app . | debian:10.8-slim                   | false",
        "golang:1.16          | go build -o /app .               | gcr.io/distroless/base-debian11    | true",
        "golang:1.16          | go build -o /app .               | gcr.io/distroless/static-debian11  | false",
        "golang:1.16          | go build -o /app .               | ubuntu:20.04                       | true",
        "golang:1.16          | go build -o /app .               | ubuntu:24.04                       | false",
        "golang:1.16          | go build -o /app .               | alpine:3.24                        | false",
        "python:3.13-bullseye | pip install --target /app a      | python:3.13-slim-bullseye          | false",
      })
  void whatIsLinkedOnANewerReleaseDoesNotRunOnAnOlderOne(
      String image, String run, String other, boolean told) {
    String text = "FROM %s AS build\nRUN %s\nFROM %s\nCOPY --from=build /app /app\nCMD [\"/app\"]\n"
        .formatted(image, run, other);
    Finding finding = findings(RULE, text).get(0);
    assertThat(finding.message().contains("such as " + other + ", where its programs run."))
        .isEqualTo(told);
    assertThat(finding.fixes().isEmpty()).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "golang:1.25-bullseye, go build -o /app ., debian:bookworm-slim, golang:1.27-bookworm",
    "golang:1.25-bullseye, go build -o /app ., gcr.io/distroless/base-debian12, golang:1.27-bookworm",
    "golang:1.25-bullseye, go build -o /app ., debian:trixie-slim, golang:1.27-trixie",
    "golang:1.25-bullseye, CGO_ENABLED=0 go build -o /app ., debian:bookworm-slim, golang:1.27-trixie",
    "golang:1.25-bookworm, go build -o /app ., debian:trixie-slim, golang:1.27-trixie",
    "golang:1.19, go build -o /app ., debian:bookworm-slim, golang:1.27-bookworm",
    "golang:1.19, CGO_ENABLED=0 go build -o /app ., debian:bookworm-slim, golang:1.27",
    "golang:1.19, go build -o /app ., debian:trixie-slim, golang:1.27",
    "golang:1.19, go build -o /app ., gcr.io/distroless/static-debian12, golang:1.27",
  })
  void itIsOnTheReleaseOnWhichItsProgramsRun(String image, String run, String other, String next) {
    String text = "FROM %s AS build\nRUN %s\nFROM %s\nCOPY --from=build /app /app\nCMD [\"/app\"]\n"
        .formatted(image, run, other);
    assertThat(fixes(RULE, text).values()).containsExactly(text.replace(image, next));
  }

  /** Such a tag stands on the Debian of its time, which it doesn't name. */
  @ParameterizedTest
  @CsvSource({
    "rust:1-bullseye, python:3.11.3-slim, true",
    "rust:1-bullseye, ruby:3.2.2-slim, true",
    "rust:1-bullseye, node:18.16.0, true",
    "golang:1.25-bullseye, nginx:1.24.0, true",
    "golang:1.16, python:3.11.3-slim, true",
    "rust:1-bullseye, python:3.12.3-slim, false",
    "rust:1-bullseye, python:3.11-slim, false",
    "rust:1-bullseye, python:3.11.3-alpine, false",
    "rust:1-bullseye, team/python:3.11.3-slim, false",
    "rust:1-bookworm, python:3.12.3-slim, false",
    "ubuntu:18.04, python:3.11.3-slim, false",
  })
  void aPatchMayStandOnAnOlderRelease(String image, String other, boolean told) {
    String text =
        ("FROM %s AS build\nRUN make\nFROM %s\nCOPY --from=build /app /app\nCMD [\"/app\"]\n")
            .formatted(image, other);
    assertThat(findings(RULE, text).stream()
            .filter(one -> text.indexOf('\n') > one.range().start())
            .map(Finding::message))
        .allSatisfy(
            one -> assertThat(one.contains(" Change what is made for the old release, too, such as "
                    + other + ", where its programs run, perhaps on an older Debian."))
                .isEqualTo(told));
    assertThat(findings(RULE, text).stream()
            .filter(one -> text.indexOf('\n') > one.range().start()))
        .hasSize(image.endsWith("bookworm") ? 0 : 1)
        .allSatisfy(one -> assertThat(one.fixes().isEmpty()).isEqualTo(told));
  }

  @Test
  void whereOneIsBuiltAndWhereItRunsGetOneRelease() {
    String text = """
        FROM golang:1.16-buster AS build
        RUN go build -o /app .
        FROM debian:buster-slim
        COPY --from=build /app /app
        CMD ["/app"]
        """;
    assertThat(findings(RULE, text))
        .extracting(Finding::message)
        .satisfiesExactly(
            go -> assertThat(go)
                .contains("Use golang:1.27-bookworm.")
                .endsWith(" such as debian:buster-slim, where its programs run."),
            debian -> assertThat(debian).contains("Use debian:bookworm-slim,"));
  }

  @Test
  void whereItsProgramsAreBuiltIsSaidFromWhereTheyRun() {
    String text = """
        FROM debian:buster-slim AS libraries
        RUN make install
        FROM golang:1.16-buster AS build
        COPY --from=libraries /usr/local /usr/local
        RUN go build -o /app .
        FROM debian:buster-slim
        COPY --from=build /app /app
        CMD ["/app"]
        """;
    assertThat(findings(RULE, text))
        .extracting(Finding::message)
        .anySatisfy(one -> assertThat(one)
            .contains("Use debian:bookworm-slim,")
            .endsWith(" such as golang:1.16-buster, where its programs are built."));
  }

  @Test
  void whatIsOlderThanTheTableEndedLongAgo() {
    String text = "FROM golang:1.8-alpine\nRUN go build -o /app .\nCMD [\"/app\"]\n";
    assertThat(findings(RULE, text))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith(
            "golang 1.8 gets no security fixes any more: its support ended long ago. Use golang:1.2");
    assertThat(fixes(RULE, text)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/dist/shop/ /srv/static/, false",
    "/a/dist /usr/share/nginx/html, false",
    "/a/build /srv/web, false",
    "/a/public/. /srv/web, false",
    "/a /srv/web, true",
    "/a/node_modules /srv/node_modules, true",
  })
  void whatIsSentToBrowsersRunsOnNoRelease(String paths, boolean told) {
    String text = "FROM node:14-bullseye AS web\nRUN npm ci\nFROM debian:bullseye\nCOPY --from=web "
        + paths + "\nCMD [\"x\"]\n";
    String message = findings(RULE, text).stream()
        .map(Finding::message)
        .filter(one -> one.contains("node 14"))
        .findFirst()
        .orElseThrow();
    assertThat(message.contains("where its programs run")).isEqualTo(told);
    assertThat(message).contains(" Test it: it is a new major release.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpine:3.7 | ENV TOOLS=\"make python\"~RUN apk add --no-cache $TOOLS                 | python",
        "alpine:3.7 | ENV A=py-pip~ENV B=\"gcc ${A}\"~RUN apk add --virtual build $B             | py-pip",
        "debian:11  | ARG NC=netcat~RUN apt-get update && apt-get install -y curl ${NC}      | netcat",
        "alpine:3.7 | ENV PIP=py3-pip~RUN apk add $PIP && pip3 install a                     | pip3 install, which needs a virtual environment or --break-system-packages there",
        "alpine:3.7 | ENV TOOLS=\"make python3\"~RUN apk add --no-cache $TOOLS                |",
        "alpine:3.7 | ARG TOOLS~RUN apk add --no-cache $TOOLS                                |",
        "debian:11  | ARG INSTALL='apt-get install -qq'~RUN $INSTALL curl netcat             | netcat",
        "debian:11  | ENV APT=\"apt-get -y\"~RUN ${APT} install curl=7.1-2 && a               | curl=7.1-2",
        "alpine:3.7 | ARG ADD='apk add'~RUN $ADD py3-pip && pip3 install a                   | pip3 install, which needs a virtual environment or --break-system-packages there",
        "alpine:3.7 | ENV PIP='pip3 install'~RUN apk add py3-pip && $PIP a                   | pip3 install, which needs a virtual environment or --break-system-packages there",
        "debian:11  | ARG I='apt-get install' N=netcat~RUN $I curl ${N}                     | netcat",
        "alpine:3.7 | ENV PIP='/venv/bin/pip install'~RUN apk add py3-pip && $PIP a          |",
        "debian:11  | ARG INSTALL='apt-get install -qq'~RUN $INSTALL curl                    |",
        "debian:11  | ARG INSTALL~RUN $INSTALL netcat                                        |",
        "debian:11  | ARG INSTALL='apt-get install'~RUN \"$INSTALL\" netcat                   |",
      })
  void packagesThatAVariableNamesAreGoneToo(String image, String lines, @Nullable String what) {
    Finding finding = Iterables.getOnlyElement(
        findings(RULE, "FROM " + image + "\n" + lines.replace('~', '\n') + "\nCMD [\"x\"]\n"));
    assertThat(finding.fixes().isEmpty()).isEqualTo(what != null);
    assertThat(finding.message().endsWith(" made for the old release, too, such as " + what + "."))
        .isEqualTo(what != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY rootfs /                                     | rootfs/etc/apt/sources.list | stretch",
        "COPY apt/debian.list /etc/apt/sources.list        | apt/debian.list             | stretch",
        "ADD pgdg.list other.list /etc/apt/sources.list.d/ | pgdg.list                   | stretch-pgdg",
        "COPY pgdg.list /etc/apt/sources.list.d/           | pgdg.list                   | stable",
        "COPY pgdg.list /srv/                              | pgdg.list                   | stretch",
        "COPY --from=a pgdg.list /etc/apt/sources.list.d/  | pgdg.list                   | stretch",
      })
  void listsOfPackagesAreForTheOldRelease(String copy, String path, String release) {
    Map<String, String> files =
        Map.of(path, "# stretch\ndeb http://a.example/debian " + release + " main\n");
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM debian:9\n" + copy + "\nCMD [\"x\"]\n", files));
    boolean told =
        !release.equals("stable") && copy.contains(" /") && !copy.matches(".*(from|srv).*");
    assertThat(finding.message().endsWith(" such as stretch in " + path + ".")).isEqualTo(told);
    assertThat(finding.fixes().isEmpty()).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "package.json  | {\"engines\": {\"node\": \">=20 <23\"}}     | 22    | ",
        "package.json  | {\"engines\": {\"node\": \"^20 OR ^22\"}}  | 22    | ",
        "package.json  | {\"engines\": {\"node\": \"18 - 24\"}}      | 24    | ",
        "package.json  | {\"engines\": {\"node\": \"<=22.x\"}}       | 22    | ",
        "package.json  | {\"engines\": {\"node\": \">=18\"}}         | 24 26 | ",
        ".nvmrc        | v22.1.0                                   | 22    | ",
        ".node-version | 24                                        | 24    | ",
        ".nvmrc        | lts/*                                     | 24 26 | ",
        ".nvmrc        | 18.20                                     | 24 26 | Change .nvmrc, too.",
      })
  void ofTheReleasesOfNodeThoseAreOfferedThatTheProjectAllows(
      String file, String text, String offered, @Nullable String end) {
    String written = "FROM node:18\nCOPY . .\nCMD [\"node\", \"main.js\"]\n";
    Map<String, String> files = Map.of(file, text.replace(" OR ", " || ") + "\n");
    assertThat(RuleRun.fixes(RULE, written, files).values())
        .containsExactlyInAnyOrderElementsOf(List.of(offered.split(" ")).stream()
            .map(release -> written.replace("node:18", "node:" + release))
            .toList());
    assertThat(RuleRun.findings(RULE, written, files).get(0).message())
        .endsWith(end == null ? "Test it: it is a new major release." : end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "gem 'jekyll', '~> 4.3.0'                  | jekyll ~> 4.3.0 in web/Gemfile, which needs the gem csv since Ruby 3.4.",
        "gem('jekyll', '= 3.9.5')                  | jekyll = 3.9.5 in web/Gemfile, which needs the gem csv since Ruby 3.4.",
        "gem 'jekyll', '4.2.2', require: false     | jekyll 4.2.2 in web/Gemfile, which needs the gem csv since Ruby 3.4.",
        "gem 'jekyll', '~> 4.3.0'; gem 'csv'       | -",
        "gem 'jekyll', '~> 4.3'                    | -",
        "gem 'jekyll', '~> 3.10.0'                 | -",
        "gem 'jekyll', '>= 4.3.0'                  | -",
        "# gem 'jekyll', '4.2.2'                   | -",
        "gem 'rails', '~> 6.1.7', '>= 6.1.7.3'     | rails ~> 6.1.7 in web/Gemfile, which needs the gem mutex_m since Ruby 3.4.",
        "gem 'rails', '~> 7.0.4'                   | -",
      })
  void aGemfileMayAllowNoneButOldGems(String gemfile, @Nullable String end) {
    String text = "FROM ruby:3.2\nCOPY web/Gemfile .\nCMD [\"a\"]\n";
    Map<String, String> files = Map.of("web/Gemfile", gemfile.replace("; ", "\n") + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message())
        .endsWith(end == null ? "Test it: it is a new feature release." : end);
    assertThat(finding.fixes().isEmpty()).isEqualTo(end != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ruby:3.2 | jekyll (4.3.2)                       | jekyll 4.3.2 in Gemfile.lock, which needs the gem csv since Ruby 3.4.",
        "ruby:3.2 | jekyll (4.3.2);csv (3.3.0)           | -",
        "ruby:3.2 | jekyll (4.4.1);csv (3.3.0)           | -",
        "ruby:3.2 | activesupport (7.0.8)                | activesupport 7.0.8 in Gemfile.lock, which needs the gem mutex_m since Ruby 3.4.",
        "ruby:3.2 | activesupport (7.0.10);mutex_m (0.3) | -",
        "ruby:3.2 | activesupport (7.2.1)                | -",
        "ruby:3.2 | httpclient (2.8.3)                   | httpclient 2.8.3 in Gemfile.lock, which needs the gem mutex_m since Ruby 3.4.",
        "ruby:3.2 | a (1.0);  httpclient (2.8.3)         | -",
        "ruby:3.0 | mail (2.7.1)                         | mail 2.7.1 in Gemfile.lock, which needs the gem net-smtp since Ruby 3.1.",
        "ruby:3.1 | mail (2.7.1)                         | -",
        "ruby:3.1 | liquid (4.0.3)                       | liquid 4.0.3 in Gemfile.lock, which doesn't run on Ruby 3.2 and later.",
        "ruby:3.1 | liquid (4.0.4)                       | -",
        "ruby:3.1-slim | nokogiri (1.15.4-x86_64-linux)  | nokogiri 1.15.4-x86_64-linux in Gemfile.lock, which doesn't run on Ruby 3.4 and later.",
        "ruby:3.1 | nokogiri (1.15.4)                    | -",
      })
  void aLockfileMayHaveGemsForTheOldRubyAlone(String image, String specs, @Nullable String end) {
    String lock =
        "GEM\n  specs:\n    " + specs.replace(";", "\n    ") + "\n\nBUNDLED WITH\n   2.4.1\n";
    assertThat(ofRuby(image, lock).message())
        .endsWith(end == null ? "Test it: it is a new feature release." : end);
  }

  @ParameterizedTest
  @CsvSource({
    "ruby:3.1, 1.17.3, true",
    "ruby:3.1, 2.0.2, true",
    "ruby:3.1, 2.1.4, false",
    "ruby:3.2, 1.17.3, false",
  })
  void aLockfileMayNameAnOldBundler(String image, String version, boolean isReported) {
    String end =
        "Bundler " + version + " in Gemfile.lock, which doesn't run on Ruby 3.2 and later.";
    assertThat(ofRuby(image, "BUNDLED WITH\n   " + version + "\n").message().endsWith(end))
        .isEqualTo(isReported);
  }

  @Test
  void onlyTheNewerReleaseMayLackAGem() {
    assertThat(ofRuby("ruby:3.2", "GEM\n  specs:\n    rake (13.0.6)\n").fixes())
        .singleElement()
        .satisfies(fix -> assertThat(fix.title()).startsWith("Use ruby:3.4"));
  }

  @Test
  void aComposerJsonThatAllowsAReleaseCountsInsteadOfThatOfTheRoot() {
    Map<String, String> files = Map.of(
        "composer.json",
        "{\"require\": {\"php\": \"~8.0.0\"}}",
        "api/composer.json",
        "{\"require\": {\"php\": \"^8.0\"}}");
    assertThat(RuleRun.fixes(RULE, "FROM php:8.0\nCOPY api .\nCMD [\"x\"]\n", files))
        .isNotEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM php:8.0\nCOPY . .\nCMD [\"x\"]\n", files))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"api/Gemfile, false", "api/other, true"})
  void theGemfileOfAFolderCountsInsteadOfThatOfTheRoot(String path, boolean isNamed) {
    Map<String, String> files = Map.of(
        path, "gem 'a'\n", "Gemfile", "gem 'jekyll', '~> 4.3.0'\n", "api/a.rb", "require 'a'\n");
    assertThat(RuleRun.findings(RULE, "FROM ruby:3.2\nCOPY api .\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("jekyll")).isEqualTo(isNamed));
  }

  private static Finding ofRuby(String image, String lock) {
    Map<String, String> files = Map.of("Gemfile", "gem 'a'\n", "Gemfile.lock", lock);
    return Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM " + image + "\nCOPY . .\nCMD [\"x\"]\n", files));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:16 | \"dependencies\": {\"react-scripts\": \"^4.0.3\"} | react-scripts ^4.0.3 in web/package.json, which since Node 17 needs NODE_OPTIONS=--openssl-legacy-provider.",
        "node:14 | \"devDependencies\": {\"@angular-devkit/build-angular\": \"~0.1102.5\"} | @angular-devkit/build-angular ~0.1102.5 in web/package.json, which since Node 17 needs NODE_OPTIONS=--openssl-legacy-provider.",
        "node:12 | \"dependencies\": {\"next\": \"^9.4.0\"} | next ^9.4.0 in web/package.json, which since Node 17 needs NODE_OPTIONS=--openssl-legacy-provider.",
        "node:16 | \"dependencies\": {\"next\": \"^12.1.0\"} |",
        "node:10 | \"devDependencies\": {\"gulp\": \"^3.9.1\"} | gulp ^3.9.1 in web/package.json, which doesn't run on Node 12 and later.",
        "node:10 | \"devDependencies\": {\"gulp\": \"^4.0.2\"} |",
        "node:14 | \"dependencies\": {\"fibers\": \"^4.0.0\"} | fibers ^4.0.0 in web/package.json, which doesn't run on Node 16 and later.",
        "node:20 | \"dependencies\": {\"@tensorflow/tfjs-node\": \"^4.15.0\"} | @tensorflow/tfjs-node ^4.15.0 in web/package.json, which doesn't run on Node 23 and later.",
        "node:20 | \"dependencies\": {\"better-sqlite3\": \"^9.4.3\"} | better-sqlite3 ^9.4.3 in web/package.json, which has no binaries for Node 24 and later.",
        "node:20 | \"dependencies\": {\"better-sqlite3\": \"^12.2.0\"} |",
        "node:18 | \"devDependencies\": {\"node-sass\": \"^7.0.1\"} | node-sass ^7.0.1 in web/package.json, which isn't made for Node 21 and later.",
        "node:14 | \"devDependencies\": {\"@vue/cli-service\": \"~4.5.0\"} |",
        "node:18 | \"dependencies\": {\"react-scripts\": \"4.0.3\"} |",
        "node:16 | \"dependencies\": {\"react-scripts\": \"5.0.1\"} |",
        "node:10 | \"dependencies\": {\"react-scripts\": \"1.1.5\"} |",
        "node:16 | \"devDependencies\": {\"node-sass\": \"npm:sass@^1.60.0\"} |",
        "node:16 | \"scripts\": {\"build\": \"NODE_OPTIONS=--openssl-legacy-provider a\"}, \"dependencies\": {\"react-scripts\": \"4.0.3\"} |",
        "node:16-alpine3.15 | \"dependencies\": {\"react-scripts\": \"4.0.3\"} | react-scripts 4.0.3 in web/package.json, which since Node 17 needs NODE_OPTIONS=--openssl-legacy-provider.",
        "node:24-alpine3.17 | \"devDependencies\": {\"node-sass\": \"9.0.0\"} |",
      })
  void aPackageMayNeedAnOldNode(String image, String manifest, @Nullable String what) {
    String text = "FROM " + image + "\nCOPY web/package.json .\nRUN npm i && npm run build\n"
        + "CMD [\"node\", \"main.js\"]\n";
    Map<String, String> files = Map.of(
        "web/package.json",
        "{" + manifest + "}",
        "package.json",
        "{\"dependencies\": {\"node-sass\": \"4.14.1\"}}");
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.message().contains("such as")).isEqualTo(what != null);
      assertThat(one.message()).endsWith(what == null ? "" : " such as " + what);
      assertThat(one.fixes().isEmpty()).isEqualTo(what != null);
    });
    String legacy = text.replace("RUN", "ENV NODE_OPTIONS=--openssl-legacy-provider\nRUN");
    assertThat(RuleRun.findings(RULE, legacy, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("which since"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ^5.37.1 | package-lock.json | {"packages": {"node_modules/webpack": {"version": "5.37.1"}}} | webpack 5.37.1 in package-lock.json,
      ^5.37.1 | package-lock.json | {"packages": {"node_modules/webpack": {"version": "5.61.0"}}} |
      ^5.37.1 | yarn.lock         | webpack@^5.37.1:%  version "5.40.0"%                          | webpack 5.40.0 in yarn.lock,
      ^5.37.1 | yarn.lock         | webpack@^5.37.1:%  version "5.99.1"%                          |
      ^5.37.1 | pnpm-lock.yaml    | importers:%  .:%    webpack:%      specifier: ^5.37.1%      version: 5.37.1(x@1)% | webpack 5.37.1 in pnpm-lock.yaml,
      ^5.37.1 | README.md         | x                                                             |
      5.37.1  | README.md         | x                                                             | webpack 5.37.1 in package.json,
      ~5.60.0 | README.md         | x                                                             | webpack ~5.60.0 in package.json,
      ^4.40.0 | yarn.lock         | webpack@^4.40.0:%  version "4.47.0"%                          |
      ^4.40.0 | yarn.lock         | webpack@^4.40.0:%  version "4.46.0"%                          | webpack 4.46.0 in yarn.lock,
      """)
  void anOldWebpackMakesHashesThatNode17Refuses(
      String wanted, String lockfile, String lock, @Nullable String what) {
    String text =
        "FROM node:14\nCOPY . .\nRUN npm ci && npm run build\nCMD [\"node\", \"main.js\"]\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"devDependencies\": {\"webpack\": \"" + wanted + "\"}}",
        lockfile,
        lock.replace('%', '\n'));
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.message().contains("such as webpack")).isEqualTo(what != null);
      assertThat(one.message())
          .contains(what == null ? "" : what + " which since Node 17 needs NODE_OPTIONS=");
      assertThat(one.fixes().isEmpty()).isEqualTo(what != null);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "COPY . ., true",
    "COPY web/package*.json ., true",
    "COPY web/package.json web/package-lock.json ./, true",
    "COPY web ., true",
    "COPY web/package.json ., false",
  })
  void aLockfileKeepsThePackagesOfAnOldNode(String copy, boolean told) {
    String text = "FROM node:14\nWORKDIR /web\n" + copy
        + "\nRUN npm install && npm run build\nCMD [\"node\", \"a.js\"]\n";
    String folder = copy.contains("web") ? "web/" : "";
    Map<String, String> files = Map.of(
        folder + "package-lock.json", "{}",
        folder + "package.json", "{\"devDependencies\": {\"@vue/cli-service\": \"~4.5.0\"}}");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(
                one.message()
                    .endsWith(
                        " such as @vue/cli-service ~4.5.0 in " + folder
                            + "package.json, which since Node 17 needs NODE_OPTIONS=--openssl-legacy-provider."))
            .isEqualTo(told));
  }

  @ParameterizedTest
  @CsvSource({"22.12.1, false", "18.20.1, true", "16, false"})
  void aFileThatNamesAnotherReleaseThanTheImageIsNotNamed(String version, boolean named) {
    String text = """
        FROM node:22 AS build
        COPY . .
        FROM node:18.20-alpine
        COPY --from=build /dist /dist
        CMD ["serve"]
        """;
    assertThat(RuleRun.findings(RULE, text, Map.of(".nvmrc", version + "\n")))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains(".nvmrc")).isEqualTo(named));
  }

  @ParameterizedTest
  @CsvSource({
    "COPY web/package*.json ./, web/package.json",
    "COPY web ., web/package.json",
    "COPY . ., package.json",
  })
  void theManifestOfNodeIsFoundWhereItIsCopiedFrom(String copy, String path) {
    Map<String, String> files = Map.of(path, "{\"engines\": {\"node\": \"<20\"}}");
    assertThat(RuleRun.findings(RULE, "FROM node:18\n" + copy + "\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith(" such as node <20 in " + path + "."));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      node:16              | https://a/ubuntu focal/b/6.0 multiverse
      node:16              | https://a/ubuntu focal main
      eclipse-temurin:8-jre-focal | https://a/debian bullseye main
      python:3.8-bookworm  | https://a bookworm-pgdg main
      python:3.8-bookworm  | https://a bullseye main
      python:3.8-bookworm  | https://a stable main && apt-get install -y curl=7.88.1-10+deb12u5
      """)
  void aReleaseOfAnotherDistributionIsNotMadeForTheOldOne(String image, String source) {
    String text = "FROM " + image + "\nRUN echo >/etc/apt/sources.list.d/b.list deb " + source
        + "\nCMD [\"x\"]\n";
    assertThat(findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("made for the old release"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      golang:1.9-alpine  | WORKDIR /go/src/a.example/b;COPY . . | Gopkg.toml | go.mod
      golang:1.9-alpine  | WORKDIR /go/src/a.example/b;COPY . . | main.go    | go.mod
      golang:1.12        | WORKDIR /b;COPY . .;RUN go get ./... | main.go    | go.mod
      golang:1.12        | WORKDIR /b;COPY . .                  | glide.yaml | go.mod
      golang:1.12        | WORKDIR /b;COPY . .                  | vendor.conf | go.mod
      golang:1.12        | WORKDIR /b;COPY . .;RUN dep ensure   | main.go    | go.mod
      golang:1.12        | WORKDIR /go/src/b;COPY . .;ENV GO111MODULE=on | main.go |
      golang:1.12        | WORKDIR /go/src/b;COPY --from=a /b . | Gopkg.toml |
      golang:1.12-alpine | WORKDIR /b;COPY . .                  | go.mod     | go.sum
      golang:1.12        | WORKDIR /b;COPY api/go.mod .         | api/go.mod | api/go.sum
      golang:1.12        | WORKDIR /b;COPY . .                  | go.mod go.sum |
      golang:1.12        | WORKDIR /b;COPY . .                  | go.mod vendor/modules.txt |
      golang:1.12        | WORKDIR /b;COPY . .;RUN go mod tidy  | go.mod     |
      golang:1.12        | WORKDIR /b;COPY main.go .            | main.go    |
      golang:1.12        | RUN git clone https://a.example/b && go get ./b | main.go |
      golang:1.18        | WORKDIR /go/src/b;COPY . .           | Gopkg.toml |
      golang:1.12        | WORKDIR /go/src/b;COPY . .;RUN go mod init b | main.go |
      golang:1.12        | WORKDIR /b;COPY . .                  | main.go    | go.mod
      golang:1.12        | COPY . /b/;WORKDIR /b                | main.go    | go.mod
      golang:1.12        | COPY . /b/;WORKDIR /b/c              | main.go    |
      golang:1.12        | WORKDIR /b;COPY . .;ENV GO111MODULE=auto | main.go |
      golang:1.12        | WORKDIR /go/src/b;COPY . .;ENV GO111MODULE=off | Gopkg.toml |
      golang:1.12        | WORKDIR /go/src/b;COPY . .;ENV GO111MODULE auto | Gopkg.toml |
      golang:1.12        | WORKDIR /b;COPY . .;ENV GO111MODULE off | go.mod   |
      """)
  void newerReleasesOfGoBuildModulesAlone(
      String image, String lines, String files, @Nullable String lacking) {
    Map<String, String> context = new HashMap<>();
    for (String file : files.split(" ")) {
      context.put(file, file.endsWith("go.mod") ? "module b\n\nrequire a.example/c v1.0.0\n" : "x");
    }
    String text = "FROM " + image + " AS build\n" + lines.replace(';', '\n')
        + "\nRUN go build -o /b .\nFROM scratch\nCOPY --from=build /b /\nCMD [\"/b\"]\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, context));
    assertThat(finding.fixes().isEmpty()).isEqualTo(lacking != null);
    assertThat(finding.message().contains("such as the project, which has no " + lacking + ","))
        .isEqualTo(lacking != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "golang:1.13 | go mod init b && go build -o /b .                | a.example/c | true",
        "golang:1.13 | go mod init b~RUN go mod download && go build -o /b . | a.example/c | true",
        "golang:1.13 | go mod init b && go build -o /b .                | net/http    | false",
        "golang:1.13 | go mod init b && go mod tidy && go build -o /b . | a.example/c | false",
        "golang:1.13 | go mod init b && go get ./... && go build -o /b . | a.example/c | false",
        "golang:1.13 | go mod init b && go build -mod=mod -o /b .       | a.example/c | false",
        "golang:1.16 | go mod init b && go build -o /b .                | a.example/c | false",
        "golang:1.13 | go mod init b && go version                      | a.example/c | false",
      })
  void aNewModuleIsBuiltWithoutItsRequirementsUpToOneRelease(
      String image, String commands, String imported, boolean told) {
    String text = "FROM " + image + "\nWORKDIR /b\nCOPY src .\nRUN " + commands.replace('~', '\n')
        + "\nCMD [\"/b\"]\n";
    Map<String, String> files =
        Map.of("src/main.go", "package main\n\nimport \"" + imported + "\"\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.fixes().isEmpty()).isEqualTo(told);
    assertThat(finding
            .message()
            .endsWith(" such as go mod init, after which Go needs go mod tidy since 1.16."))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      golang:1.12 | ENV GO111MODULE=off~WORKDIR /go/src/b~COPY . .~RUN go get -d ./... | true
      golang:1.20 | RUN GO111MODULE=off go get a.example/b             | true
      golang:1.22 | RUN GO111MODULE=off go get a.example/b             | false
      golang:1.20 | COPY . .~RUN go get a.example/b && GO111MODULE=on go build | false
      golang:1.20 | COPY . .~RUN GO111MODULE=off go build~RUN go get a.example/b | false
      """)
  void withoutModulesNothingIsFetchedSinceOneRelease(String image, String lines, boolean told) {
    String text = "FROM " + image + "\n" + lines.replace('~', '\n') + "\nCMD [\"a\"]\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("a.go", ""))).singleElement().satisfies(one -> {
      assertThat(
              one.message().endsWith(" such as go get, which works in modules alone since 1.22."))
          .isEqualTo(told);
      assertThat(one.fixes().isEmpty()).isEqualTo(told);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "go build -o /b, true",
    "go build ./cmd/b, true",
    "go test ./... && go build -o /b, true",
    "go build -o /b main.go, false",
    "go build -o /b ./main.go, false",
    "cd cmd/b && go build, false",
    "make, false",
  })
  void aPackageIsBuiltInAModuleAlone(String commands, boolean lacks) {
    String text = "FROM golang:1.12\nWORKDIR /b\nCOPY . .\nRUN " + commands + "\nCMD [\"/b\"]\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("main.go", "")))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("has no go.mod")).isEqualTo(lacks));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ./gradlew build | build.gradle.kts  | java { toolchain { languageVersion = JavaLanguageVersion.of(20) } } | JavaLanguageVersion.of(20) in build.gradle.kts
      ./gradlew build | build.gradle      | languageVersion.set(JavaLanguageVersion.of("20")) | JavaLanguageVersion.of("20") in build.gradle
      gradle build    | build.gradle.kts  | kotlin { jvmToolchain(20) }                     | jvmToolchain(20) in build.gradle.kts
      gradle build    | app/build.gradle  | languageVersion = JavaLanguageVersion.of(20)    | JavaLanguageVersion.of(20) in app/build.gradle
      gradle build    | other/build.gradle | languageVersion = JavaLanguageVersion.of(20)   |
      gradle build    | build.gradle      | // languageVersion = JavaLanguageVersion.of(20) |
      gradle build    | build.gradle      | languageVersion = JavaLanguageVersion.of(21)    |
      gradle build    | build.gradle      | languageVersion = JavaLanguageVersion.of(java)  |
      gradle build    | build.gradle      | sourceCompatibility = JavaVersion.VERSION_20    |
      gradle build    | build.gradle      | sourceCompatibility = JavaVersion.VERSION_1_7   | source level 7 in build.gradle, which Java compiles up to 19
      gradle build    | build.gradle      | sourceCompatibility = '1.6'                     | source level 6 in build.gradle, which Java compiles up to 11
      gradle build    | build.gradle      | sourceCompatibility = 1.8                       |
      gradle build    | build.gradle      | // sourceCompatibility = 1.7                    |
      ./mvnw verify   | pom.xml           | <maven.compiler.source>1.7</maven.compiler.source> | source level 7 in pom.xml, which Java compiles up to 19
      mvn package     | pom.xml           | <release> 7 </release>                          | source level 7 in pom.xml, which Java compiles up to 19
      mvn package     | pom.xml           | <java.version>1.8</java.version>                |
      mvn package     | pom.xml           | <maven.compiler.release>20</maven.compiler.release> |
      mvn package     | pom.xml           | <!-- <source>1.7</source> -->                   |
      javac A.java    | build.gradle      | languageVersion = JavaLanguageVersion.of(20)    |
      """)
  void aProjectMayBeForOneJavaAlone(String build, String file, String text, @Nullable String made) {
    String dockerfile = "FROM eclipse-temurin:20-jdk AS build\nWORKDIR /a\nCOPY . .\nRUN " + build
        + "\nFROM eclipse-temurin:20-jre\nCOPY --from=build /a/a.jar /\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
    Map<String, String> files =
        Map.of(file, text + "\n", "settings.gradle", "rootProject.name = 'a'\ninclude(\":app\")\n");
    assertThat(RuleRun.findings(RULE, dockerfile, files)).singleElement().satisfies(one -> {
      assertThat(one.message())
          .endsWith(
              made == null ? "release." : "made for the old release, too, such as " + made + ".");
      assertThat(one.fixes().isEmpty()).isEqualTo(made != null);
    });
  }

  @Test
  void soItIsOnOtherDistributionsOfJavaAndInPartsOfSettingsInKotlin() {
    Map<String, String> files = Map.of(
        "settings.gradle.kts",
        "include(\":app\")\n",
        "app/build.gradle.kts",
        "kotlin { jvmToolchain(20) }\n");
    String text =
        "FROM ghcr.io/graalvm/jdk-community:20\nCOPY . .\nRUN gradle build\nCMD [\"a\"]\n";
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .endsWith("such as jvmToolchain(20) in app/build.gradle.kts."));
  }

  /** Gradle downloads another Java by itself up to 7, and then with a plugin. */
  @ParameterizedTest
  @CsvSource({
    "settings.gradle.kts, plugins { id(\"org.gradle.toolchains.foojay-resolver-convention\") version \"0.8.0\" }",
    "gradle/wrapper/gradle-wrapper.properties, distributionUrl=https\\://a.example/gradle-7.6.4-bin.zip",
  })
  void aToolchainMayBeDownloaded(String file, String text) {
    String dockerfile =
        "FROM eclipse-temurin:20-jdk\nCOPY . .\nRUN gradle build\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
    Map<String, String> files =
        Map.of("build.gradle", "languageVersion = JavaLanguageVersion.of(20)\n", file, text + "\n");
    assertThat(RuleRun.fixes(RULE, dockerfile, files)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      20 | ./gradlew build | 8.3     | which runs on Java up to 20 |
      20 | sh gradlew build | 8.4.1  | which runs on Java up to 20 |
      18 | ./gradlew build | 7.5.1   | which runs on Java up to 18 |
      20 | ./gradlew build | 8.5     |  | 21
      20 | ./gradlew build | 8.14.3  |  | 21
      20 | ./gradlew build | 9.1.0   |  | 21 25
      20 | gradle build    | 8.3     |  | 21 25
      """)
  void theWrapperMayHaveAGradleThatIsTooOld(
      String java, String build, String gradle, @Nullable String why, @Nullable String offered) {
    String dockerfile = "FROM eclipse-temurin:" + java + "-jdk\nWORKDIR /a\nCOPY app .\nRUN "
        + build + "\nCMD [\"java\", \"-jar\", \"/a.jar\"]\n";
    String path = "app/gradle/wrapper/gradle-wrapper.properties";
    String url = "https\\://services.gradle.org/distributions/gradle-" + gradle + "-bin.zip";
    Map<String, String> files = Map.of(path, "distributionUrl=" + url + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, dockerfile, files));
    assertThat(finding
            .message()
            .endsWith("such as Gradle " + gradle + " in " + path + ", " + why + "."))
        .isEqualTo(why != null);
    assertThat(finding.fixes().stream()
            .map(Fix::title)
            .map(title -> title.replaceAll(".*:|-jdk.*", "")))
        .containsExactlyElementsOf(offered == null ? List.of() : List.of(offered.split(" ")));
  }

  @Test
  void aProjectOfDotnetIsFoundByAPattern() {
    String text = """
        FROM mcr.microsoft.com/dotnet/sdk:6.0
        COPY ./src/*.csproj ./
        CMD ["dotnet", "Shop.dll"]
        """;
    Map<String, String> files =
        Map.of("src/Shop.csproj", "<TargetFramework>net6.0</TargetFramework>");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("net6.0 in src/Shop.csproj"));
  }

  @Test
  void theProjectThatIsStartedIsNamedBeforeOthersOfTheSolution() {
    String text = """
        FROM mcr.microsoft.com/dotnet/sdk:6.0
        COPY src/web/Admin/Admin.csproj src/web/Admin/
        COPY src/back/Shop/Shop.csproj src/back/Shop/
        CMD ["dotnet", "Shop.dll"]
        """;
    String old = "<TargetFramework>net6.0</TargetFramework>";
    assertThat(RuleRun.findings(
            RULE,
            text,
            Map.of("src/web/Admin/Admin.csproj", old, "src/back/Shop/Shop.csproj", old)))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).contains("net6.0 in src/back/Shop/Shop.csproj"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .~WORKDIR /src/web/Shop~RUN dotnet restore    | web/Shop/Shop.csproj",
        "COPY . .~RUN dotnet publish web/Shop -o /out          | web/Shop/Shop.csproj",
        "COPY . .~RUN cd web && dotnet publish Shop/Shop.csproj | web/Shop/Shop.csproj",
        "COPY web /srv~RUN dotnet build -c Release /srv/Shop/Other.csproj | web/Shop/Other.csproj",
        "COPY web/Shop Shop~RUN dotnet restore Shop/Shop.csproj | web/Shop/Shop.csproj",
      })
  void aProjectOfDotnetIsFoundWhereItIsBuilt(String lines, String path) {
    String text = "FROM mcr.microsoft.com/dotnet/core/sdk:3.1\nWORKDIR /src\n"
        + lines.replace('~', '\n') + "\nCMD [\"dotnet\", \"Shop.dll\"]\n";
    Map<String, String> files = Map.of(path, "<TargetFramework>netcoreapp3.1</TargetFramework>");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).endsWith(" such as netcoreapp3.1 in " + path + "."));
  }

  @Test
  void projectsOfDotnetHaveTheirFrameworkInCommon() {
    String text = """
        FROM mcr.microsoft.com/dotnet/sdk:7.0
        COPY src/web/Shop/Shop.csproj src/web/Shop/
        CMD ["dotnet", "Shop.dll"]
        """;
    Map<String, String> files = Map.of(
        "src/web/Shop/Shop.csproj", "<Project/>",
        "src/Directory.Build.props", "<TargetFramework>net7.0</TargetFramework>",
        "Directory.Build.props", "<TargetFramework>net10.0</TargetFramework>");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one ->
            assertThat(one.message()).endsWith(" such as net7.0 in src/Directory.Build.props."));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.103, COPY global.json /, true",
    "10.0.103, COPY . ., true",
    "7.0.300, COPY . ., false",
    "6.0.100, COPY . ., false",
    "10.0.103, COPY src ., false",
    "10.0.103, COPY . .~RUN sed -i s/10/7/ global.json, false",
  })
  void anOlderSdkThanIsAskedForFailsTheBuild(String version, String lines, boolean fails) {
    String text = "FROM mcr.microsoft.com/dotnet/sdk:7.0 AS build\nWORKDIR /src\n"
        + lines.replace('~', '\n') + "\nRUN dotnet publish -o /out\n"
        + "FROM scratch\nCOPY --from=build /out /\nCMD [\"/shop\"]\n";
    Map<String, String> files =
        Map.of("global.json", "{\"sdk\": {\"version\": \"" + version + "\"}}", "src/a.cs", "x");
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.severity()).isEqualTo(fails ? null : Severity.INFORMATION);
      assertThat(one.message()
              .endsWith(
                  " The build fails: global.json asks for the SDK 10.0.103, and the image has 7."))
          .isEqualTo(fails);
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENTRYPOINT [\"dotnet\", \"Shop.dll\"] | Shop.csproj         | net7.0          | net7.0",
        "CMD dotnet Shop.dll                   | src/Shop/Shop.csproj | net6.0;net7.0  | net6.0",
        "COPY [\"web/Web.csproj\", \"web/\"]    | web/Web.csproj      | net7.0          | net7.0",
        "CMD dotnet Shop.dll                   | Shop.csproj         | net7.0;net10.0  |",
        "CMD dotnet Shop.dll                   | Other.csproj        | net7.0          |",
      })
  void aProjectIsMadeForItsFramework(
      String line, String path, String frameworks, @Nullable String what) {
    Map<String, String> files =
        Map.of(path, "<TargetFrameworks>" + frameworks + "</TargetFrameworks>");
    String text = "FROM mcr.microsoft.com/dotnet/aspnet:7.0\n" + line + "\n";
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message())
            .contains(
                what == null
                    ? "Test it: it is a new major release."
                    : " made for the old release, too, such as " + what + " in " + path + "."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "python:3.9 | .python-version | 3.13.2     | Use python:3.13,",
        "python:3.9 | .python-version | 3.9        | Change .python-version, too.",
        "python:3.9 | .python-version | pypy3.10   | Test it: it is a new feature release.",
        "ruby:2.7   | .ruby-version   | ruby-3.3.1 | Use ruby:3.3,",
        "ruby:2.7   | .ruby-version   | 2.7.5      | Change .ruby-version, too.",
      })
  void aFileForVersionManagersNamesARelease(
      String image, String file, String version, String what) {
    Map<String, String> files = Map.of(file, version + "\n");
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).contains(what);
          assertThat(one.fixes()).isNotEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ruby file: '.ruby-version'",
        "ruby File.read('.ruby-version').strip",
        "ruby File.open(\".ruby-version\").readline.chomp",
        "ruby(File.read(File.join(__dir__, '.ruby-version')).chomp)"
      })
  void bundlerMayTakeTheReleaseFromAnotherFile(String gemfile) {
    Map<String, String> files = Map.of("Gemfile", gemfile + "\n", ".ruby-version", "2.7.5\n");
    assertThat(RuleRun.findings(RULE, "FROM ruby:2.7\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).endsWith(" such as ruby 2.7 in .ruby-version.");
          assertThat(one.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "ruby OUR_RUBY, true",
    "ruby Team.ruby_version # as everywhere, true",
    "ruby RUBY_VERSION, false",
    "ruby '>= 2.6', false",
    "gem 'rails', false",
  })
  void ofAReleaseThatTheGemfileComputesTheLockfileHasTheResult(String gemfile, boolean told) {
    Map<String, String> files = Map.of(
        "Gemfile", gemfile + "\n", "Gemfile.lock", "GEM\n\nRUBY VERSION\n   ruby 2.6.5p114\n");
    assertThat(RuleRun.findings(RULE, "FROM ruby:2.6\nCMD [\"x\"]\n", files))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message().endsWith(" such as ruby 2.6 in Gemfile.lock."))
              .isEqualTo(told);
          assertThat(one.fixes().isEmpty()).isEqualTo(told);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "pipenv install --system --deploy, python_version = '3.9', 3.9",
    "pipenv install --system --deploy, python_full_version = '3.9.18', 3.9.18",
    "pipenv sync, python_version = '3.9', 3.9",
    "python -m pipenv install --deploy, python_version = '3.9', 3.9",
    "pipenv install --system, python_version = '3.9',", // which only warns
    "pipenv sync --python /usr/local/bin/python, python_version = '3.9',",
    "pipenv install --deploy, python_version = '*',",
    "pipenv requirements > r.txt, python_version = '3.9',",
    "pip install -r requirements.txt, python_version = '3.9',",
  })
  void aPipfileIsReadWherePipenvInstalls(String run, String requires, @Nullable String version) {
    String text = "FROM python:3.9\nCOPY shop/Pipfile* ./\nRUN " + run + "\nCMD [\"x\"]\n";
    Map<String, String> files =
        Map.of("shop/Pipfile", "[requires]\n" + requires.replace("'", "\"") + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).singleElement().satisfies(one -> {
      assertThat(one.message().endsWith(" such as Python " + version + " in shop/Pipfile."))
          .isEqualTo(version != null);
      assertThat(one.fixes().isEmpty()).isEqualTo(version != null);
    });
  }

  @ParameterizedTest
  @CsvSource({"'', false", "target:deps, true"})
  void aStageThatNobodyBuildsNeedsNoOtherRelease(String named, boolean told) {
    String text = """
        FROM python:3.9 AS deps
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        FROM node:24
        COPY server.js .
        CMD ["node", "server.js"]
        """;
    Map<String, String> files = named.isEmpty() ? Map.of() : Map.of(named, "");
    assertThat(findings(RULE, text, files).isEmpty()).isEqualTo(!told);
  }
}

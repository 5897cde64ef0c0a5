package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurlAndWgetTest {

  private static final CurlAndWget RULE = new CurlAndWget();

  @Test
  void theFirstRunIsReportedInWhichBothHaveBeenUsed() {
    String text = """
        FROM debian AS on-build
        RUN wget https://a/b
        ONBUILD RUN curl -O https://a/b
        FROM debian
        RUN curl -O https://a/b
        RUN apt-get install -y wget
        RUN sudo curl -O https://a/b && bash -c 'wget https://a/b'
        #                                        ^^^^ uses both curl and wget
        RUN make
        RUN curl -O https://a/c
        #   ^^^^ uses both curl and wget
        """;
    RuleRun.check(RULE, text);
    assertThat(RuleRun.findings(RULE, text))
        .extracting(Finding::isPedantic)
        .containsExactly(false, true);
  }

  @ParameterizedTest
  @CsvSource({"Dockerfile, false", ".devcontainer/Dockerfile, true", "Dockerfile.dev, true"})
  void peopleInAContainerForDevelopmentUseBoth(String path, boolean pedantic) {
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse("FROM debian:13\nRUN apt-get install -y curl wget\n"
            + "RUN curl -O https://a/b && wget https://a/c\n")),
        new EmbeddedImages(),
        SourceReport.NOTHING,
        FileName.of("file:///shop/" + path, "file:///shop"));
    List<Finding> found = new ArrayList<>();
    RULE.check(subject, found::add);
    assertThat(found).singleElement().matches(one -> one.isPedantic() == pedantic);
  }

  @ParameterizedTest
  @CsvSource({"dev, true", "app, false"})
  void soDoThoseWhoBuildAStageForIt(String name, boolean pedantic) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:13 AS " + name + "\nRUN apt-get install -y curl wget\n"
                + "RUN curl -O https://a/b && wget https://a/c\n"))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
  }

  @Test
  void whatIsLeftBehindIsForThoseWhoAsk() {
    String build = "FROM debian AS build\nRUN apt-get install -y curl wget\n"
        + "RUN curl -O https://a/b && wget https://a/c\n";
    assertThat(RuleRun.findings(RULE, build + "FROM debian\nCOPY --from=build /b /b\n"))
        .singleElement()
        .matches(Finding::isPedantic);
    assertThat(RuleRun.findings(RULE, build + "FROM build\nCMD [\"a\"]\n"))
        .singleElement()
        .matches(one -> !one.isPedantic());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpine:3.22     | apk add curl                        | true",
        "alpine:3.22     | apk add wget=1 curl                 | false",
        "debian:13       | A='make curl'; apt-get install $A   | false",
        "debian:13       | apt-get install -y curl wget        | false",
        "buildpack-deps  | apt-get install -y make             | true",
        "node:22         | ./install.sh                        | true",
        "golang:1.25     | apt-get install -y curl wget        | true",
        "rockylinux:9    | dnf install -y wget                 | false",
      })
  void whatIsThereAnyhowCanNotBeSpared(String image, String run, boolean pedantic) {
    String use = "RUN curl -O https://a/b && wget https://a/c\n";
    for (String text : new String[] {
      "FROM " + image + "\nRUN " + run + "\n" + use,
      "FROM " + image + " AS a\nRUN " + run + "\nFROM a AS b\nFROM b\n" + use
    }) {
      assertThat(RuleRun.findings(RULE, text))
          .singleElement()
          .matches(one -> one.isPedantic() == pedantic);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "curl wget less zip     | CMD [\"bash\"]              | true",
        "curl wget less zip     | ENTRYPOINT [\"/bin/sh\", \"-l\"] | true",
        "curl wget less zip     | CMD [\"bash\", \"run.sh\"]   | false",
        "curl wget less zip     | CMD [\"serve\"]             | false",
        "curl wget zip          | CMD [\"bash\"]              | false",
        "curl wget less unzip   | CMD [\"bash\"]              | false",
        "curl wget make         | CMD [\"bash\"]              | false",
      })
  void whoeverWorksInAShellMayWantBoth(String packages, String start, boolean pedantic) {
    String text = "FROM debian:13\nRUN apt-get install -y " + packages
        + "\nRUN curl -O https://a/b.zip && wget https://a/c && unzip b.zip\n" + start + "\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
  }
}

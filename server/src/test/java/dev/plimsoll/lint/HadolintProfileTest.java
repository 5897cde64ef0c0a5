package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for what hadolint finds gets it, where nobody else would want it, too. */
class HadolintProfileTest {

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  /** What a rule reports in a profile, as line and severity. */
  private static List<String> found(String rule, Profile profile, String text) {
    Dockerfile file = Dockerfile.parse(text);
    Subject subject = new Subject(SemanticModel.of(file), new EmbeddedImages());
    List<String> found = new ArrayList<>();
    for (Problem problem :
        LINTER.judge(subject, new LintOptions(profile, ImmutableMap.of()), null).problems()) {
      if (problem.rule().isCalled(rule)) {
        int line =
            CharMatcher.is('\n').countIn(text.substring(0, problem.range().start()));
        found.add(line + " " + problem.severity());
      }
    }
    return found;
  }

  /** The code, then the file, of which one line is reported: the second where something has to follow it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DL3002;FROM debian:13 AS build;USER root;FROM scratch;",
        "DL3006;FROM scratch;FROM base-of-ours",
        "DL3007;FROM image-of-ours:latest",
        "DL3009;FROM debian:13;RUN apt-get update;RUN apt-get install -y curl",
        "DL3015;FROM debian:13;RUN apt-get install -y tini",
        "DL3019;FROM alpine:3.22;RUN apk add curl && rm -rf /var/cache/apk/*",
        "DL3020;FROM debian:13;ADD $FROM/a.sql /b",
        "DL3022;FROM debian:13;COPY --from=ours/tools /a /b",
        "DL3025;FROM debian:13;CMD tail -f /var/log/a",
        "DL3029;FROM --platform=linux/$TARGETARCH debian:13",
        "DL3042;FROM python:3.13 AS build;RUN pip install a;FROM debian:13",
        "DL3047;FROM alpine:3.22;RUN wget https://example.org/a.tar.gz",
        "DL3059;FROM debian:13;RUN make a;RUN make b",
        "DL3059;FROM debian:13;RUN make a;RUN [ -d b ] && make b",
        "DL3059;FROM debian:13;RUN make a;RUN bash -c 'make b && make c'",
        "DL3062;FROM golang:1.25;RUN go install example.org/tool",
        "DL3064;ARG API_KEY",
        "DL3064;FROM debian:13;ENV VITE_API_KEY=a",
        "DL3064;FROM debian:13;ONBUILD ENV VITE_API_KEY=a",
        "DL3066;FROM debian:13;USER www-data",
        "DL3066;FROM mcr.microsoft.com/dotnet/aspnet:9.0;USER $APP_UID",
        "DL4006;FROM debian:13;RUN set -o pipefail && a | b",
      })
  void hasItInThisProfileAlone(String given) {
    List<String> lines = new ArrayList<>(List.of(given.split(";")));
    String code = lines.remove(0);
    String text = String.join("\n", lines) + "\n";
    int line = Set.of("DL3002", "DL3009", "DL3042").contains(code) ? 1 : lines.size() - 1;
    assertThat(found(code, Profile.RECOMMENDED, text)).isEmpty();
    assertThat(found(code, Profile.ALL, text)).isEmpty();
    assertThat(found(code, Profile.HADOLINT, text))
        .singleElement()
        .asString()
        .startsWith(line + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DL3020;FROM debian:13;ADD <<a /b;c;a",
        "DL3020;FROM debian:13;ADD \"a.tar.gz\" /b",
        "DL3029;FROM --platform=${TARGETPLATFORM:-linux/amd64} debian:13",
        "DL3042;FROM python:3.13 AS build;RUN pip install --no-cache-dir a;FROM debian:13",
      })
  void takesNoMoreThanHadolintDoes(String given) {
    String code = given.substring(0, given.indexOf(';'));
    String text = given.substring(code.length() + 1).replace(';', '\n') + "\n";
    assertThat(found(code, Profile.HADOLINT, text)).isEmpty();
  }

  /** Of what a variable makes of the tag hadolint knows nothing. */
  @Test
  void saysNoMoreOfLatestWhereItIsADefault() {
    String text = "ARG TAG=latest\nFROM image-of-ours:$TAG\n";
    assertThat(found("DL3007", Profile.HADOLINT, text))
        .isEqualTo(found("DL3007", Profile.RECOMMENDED, text));
    String data = "ARG TAG=latest\nFROM node:$TAG AS a\nFROM debian:13\n";
    assertThat(found("DL3007", Profile.HADOLINT, data))
        .isEqualTo(found("DL3007", Profile.RECOMMENDED, data));
  }

  @Test
  void saysNothingTwice() {
    String text = """
        FROM debian:13
        RUN wget https://example.org/a.tar.gz
        USER root
        """;
    assertThat(found("DL3047", Profile.RECOMMENDED, text)).hasSize(1);
    assertThat(found("DL3047", Profile.HADOLINT, text)).containsExactly("1 INFORMATION");
    assertThat(found("DL3002", Profile.HADOLINT, text)).containsExactly("2 WARNING");
  }

  @Test
  void judgesAPartOfAFileAsAStage() {
    String text = "WORKDIR app\nCOPY a b/\n";
    assertThat(found("DL3000", Profile.RECOMMENDED, text)).isEmpty();
    assertThat(found("DL3000", Profile.HADOLINT, text)).containsExactly("0 ERROR");
  }

  @Test
  void reportsEveryInstructionOfAPartOfAFile() {
    String text = "ARG A\nRUN make\nRUN make all\n";
    assertThat(found("DL3061", Profile.RECOMMENDED, text)).containsExactly("1 INFORMATION");
    assertThat(found("DL3061", Profile.HADOLINT, text)).containsExactly("1 ERROR", "2 ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "# a", "# a\n\n", "ARG A\n", "# syntax=docker/dockerfile:1\n"})
  void saysNothingOfAFileWithoutInstructions(String text) {
    assertThat(found("DL3061", Profile.HADOLINT, text)).isEmpty();
    assertThat(found("DL3061", Profile.RECOMMENDED, text)).containsExactly("0 ERROR");
  }

  @Test
  void keepsHadolintsSeverityWhereWarningsEndTheBuild() {
    String text = "# check=error=true\nFROM debian:13\nWORKDIR a\nCMD a\n";
    assertThat(found("DL3025", Profile.RECOMMENDED, text)).containsExactly("3 ERROR");
    assertThat(found("DL3025", Profile.HADOLINT, text)).containsExactly("3 WARNING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# hadolint ignore=DL3020",
        "#\thadolint  ignore = DL3008 , DL3020# why",
        "# x\n# hadolint ignore=SC2046,DL3020",
        "# plimsoll ignore=dl3020 because\n",
        "# hadolint global ignore=DL3020\n\n# x"
      })
  void isSilencedByThePragmasThatHadolintReads(String pragma) {
    String text = "FROM debian:13\n" + pragma + "\nADD a b\n";
    assertThat(found("DL3020", Profile.HADOLINT, text)).isEmpty();
    assertThat(found("DL3020", Profile.RECOMMENDED, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# hadolint ignore=DL3020 because",
        "# hadolint ignore=DL3020,",
        "# hadolint ignore=dl3020",
        "# hadolint ignore=add-instead-of-copy",
        "# hadolint ignore=DL3020\n",
        "# hadolint ignore=DL3020\n# x",
        "# hadolint ignore=DL3020\n# hadolint ignore=DL3008",
        "# hadolint global ignore=DL3020 because"
      })
  void isNotSilencedByThoseThatItDoesNotRead(String pragma) {
    String text = "FROM debian:13\n" + pragma + "\nADD a b\n";
    assertThat(found("DL3020", Profile.HADOLINT, text)).hasSize(1);
    assertThat(found("DL3020", Profile.RECOMMENDED, text)).isEmpty();
  }

  @Test
  void leavesOutWhatHadolintHasNotUnderTheName() {
    String text = "FROM alpine:edge\n";
    assertThat(found("DL3007", Profile.RECOMMENDED, text)).containsExactly("0 INFORMATION");
    assertThat(found("DL3007", Profile.HADOLINT, text)).isEmpty();
  }
}

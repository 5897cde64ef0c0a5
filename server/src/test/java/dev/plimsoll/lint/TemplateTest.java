package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no Dockerfiles yet: templates, parts without FROM, and what an editor has read wrongly. */
class TemplateTest {

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  private static List<Problem> lint(String text) {
    return LINTER.lint(
        new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages()),
        LintOptions.DEFAULT);
  }

  /** The rules that report something, each with its line. */
  private static List<String> found(String text) {
    return lint(text).stream()
        .map(problem -> problem.rule().name() + "@"
            + (text.substring(0, problem.range().start()).split("\n", -1).length))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM <%= base %>\\n<% if x %>\\nRUN apt-get update\\n<% end %>\\nCMD x | <% %>",
        "{% set v = 1 %}\\nFROM {{ base }}:{{ v }}\\nEXPOSE {{ port }}/tcp      | Jinja",
        "FROM {{ image }}\\nCOPY {{ src }} /app/\\nEXPOSE {{ port }}            | Jinja or Go template",
        "FROM {{ .Base }}\\n{{- if .Dev }}\\nENV DEV=1\\n{{- end }}             | Go template",
        "FROM ${docker.registry}/base:${project.version}\\nEXPOSE ${server.port}| Maven",
        "FROM debian:12-slim\\nCOPY ${project.build.finalName}.jar /app.jar\\nUSER 5 | Maven",
        "FROM @BASE@\\nUSER 5\\nEXPOSE x                                       | placeholders",
        "FROM %%BASE%%\\nUSER 5\\nEXPOSE x                                     | placeholders",
        "FROM __OWNER__/base:1\\nUSER 5\\nCOPY __FILE__ app/                     | placeholders",
        "FROM node:__VERSION__\\nUSER 5\\nEXPOSE x                              | placeholders",
        "FROM node:{version}-slim\\nUSER 5\\nEXPOSE x                           | placeholders",
        "FROM %REGISTRY%/node:24\\nUSER 5\\nEXPOSE x                            | placeholders",
        "FROM node:<version>\\nUSER 5\\nEXPOSE x                                | placeholders",
        "FROM ##BASE##\\nUSER 5\\nEXPOSE x                                      | placeholders",
        "FROM node:#{version}\\nUSER 5\\nEXPOSE x                               | placeholders",
        "include(`base.m4')\\nFROM @BASE@\\nEXPOSE x                           | m4",
        "FROM debian:12-slim\\nUSER 5\\nLABEL a={{ x }} b={{ y }}                    | Jinja or Go template",
      })
  void aTemplateGetsOneNote(String text, String language) {
    assertThat(lint(text.replace("\\n", "\n") + "\n")).singleElement().satisfies(note -> {
      assertThat(note.rule().name()).isEqualTo(Template.RULE);
      assertThat(note.severity()).isEqualTo(Severity.INFORMATION);
      assertThat(note.message()).startsWith("This is a template (" + language + ").");
    });
  }

  @ParameterizedTest
  @CsvSource({"dockerfile.erb, ERB", "dockerfile.ecr, <% %>", "dockerfile, <% %>"})
  void onlyTheNameOfTheFileTellsThatItIsErb(String name, String language) {
    Template template = Template.of(Dockerfile.parse("FROM ruby:<%= version %>\n"));
    assertThat(template).isNotNull();
    assertThat(template.languageIn(name)).isEqualTo(language);
  }

  @Test
  void whatHasNoPlaceholderIsJudgedAllTheSame() {
    assertThat(found("""
            FROM {{ base }}
            RUN apt-get update && apt-get install -y --no-install-recommends curl
            RUN apt-get update && apt-get install -y --no-install-recommends {{ packages }}
            USER 5
            """)).containsExactly(Template.RULE + "@1", "apt-lists-not-removed@2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian:12-slim\nRUN docker inspect -f '{{.State}}' x\nUSER 5\nEXPOSE x",
        "FROM debian:12-slim\nENV FORMAT={{.Names}}\nUSER 5\nEXPOSE x",
        "FROM debian:12-slim\nRUN echo '<%= x %>' > a.erb\nUSER 5\nEXPOSE x",
        "FROM debian:12-slim\nCOPY <<EOF /a\n<% x %>\nEOF\nUSER 5\nEXPOSE x",
        "FROM debian:12-slim\nLABEL a=\"{{ x }}\"\nUSER 5\nEXPOSE x",
        "ARG V=12-slim\nFROM debian:${V}\nUSER 5\nEXPOSE x",
        "ARG V\nFROM debian:${V:-12-slim} AS my__base__1\nUSER 5\nEXPOSE x",
      })
  void whatProgramsAreToldIsNoTemplate(String text) {
    assertThat(found(text + "\n"))
        .containsExactly("unbuildable-value@" + text.lines().count());
  }

  @Test
  void aFragmentGetsOneNoteAndIsJudgedWhereNoBaseIsNeeded() {
    assertThat(found("""
            ARG VERSION=1
            # for HTTPS
            RUN apt-get update && apt-get install -y --no-install-recommends curl
            WORKDIR app
            RUN echo $VERSION $OTHER
            ADD a b
            CMD node x.js
            """))
        .containsExactly(
            "no-from-or-wrong-first-instruction@3",
            "apt-lists-not-removed@3",
            "add-instead-of-copy@6",
            "json-args-recommended@7");
  }

  @Test
  void theFixesOfAFragmentStandInIt() {
    String text = "# escape=`\n# hadolint ignore=DL3047\nRUN a\nMAINTAINER x\n";
    Problem problem = lint(text).stream()
        .filter(one -> one.rule().name().equals("maintainer-deprecated"))
        .findFirst()
        .orElseThrow();
    assertThat(TextEdit.apply(text, problem.fixes().get(0).edits()))
        .startsWith("# escape=`\n# hadolint ignore=DL3047\nRUN a\nLABEL ");
  }

  @Test
  void aMissingFromIsAnErrorWhereItWasProbablyMeant() {
    assertThat(lint("FORM debian:12\nRUN x\n"))
        .anyMatch(problem -> problem.severity() == Severity.ERROR);
    assertThat(lint("RUN x\nFROM debian:12-slim\nUSER 5\n"))
        .anyMatch(problem -> problem.severity() == Severity.ERROR);
    assertThat(lint("ARG A\n")).anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  @Test
  void anEmptyArgIsReportedOnce() {
    List<Problem> problems = lint("""
        ARG TAG
        FROM alpine:${TAG} AS a
        FROM debian:${TAG} AS b
        FROM scratch
        COPY --from=a /a /a
        COPY --from=b /b /b
        """);
    assertThat(problems).singleElement().satisfies(problem -> {
      assertThat(problem.rule().name()).isEqualTo("unbuildable-value");
      assertThat(problem.related()).hasSize(1);
    });
  }

  /** As an editor hands it over that takes every file for UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
  void aFileInUtf16HasOneError(String charset) {
    byte[] bytes =
        "FROM alpine:3.22\nRUN apk add git\nUSER nobody\n".getBytes(Charset.forName(charset));
    assertThat(lint(new String(bytes, StandardCharsets.UTF_8)))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.severity()).isEqualTo(Severity.ERROR);
          assertThat(problem.message()).startsWith("This file is in UTF-16");
        });
  }

  @Test
  void aSingleNulIsNoUtf16() {
    assertThat(lint("FROM alpine:3.22\nRUN echo \0\nUSER 5\n"))
        .noneMatch(problem -> problem.message().contains("UTF-16"));
  }
}

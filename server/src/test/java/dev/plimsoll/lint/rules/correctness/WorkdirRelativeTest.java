package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkdirRelativeTest {

  /** BuildKit asked with Linux images only takes a drive letter for a relative path, whatever the image. */
  private static final WorkdirRelative RULE = new WorkdirRelative();

  @Test
  void theFirstOfEveryStageMustBeAbsolute() {
    RuleRun.check(RULE, """
        ARG TOP=/top
        FROM alpine AS a
        WORKDIR src
        #       ^^^ relative WORKDIR
        WORKDIR more
        FROM alpine AS b
        WORKDIR /src
        WORKDIR sub
        FROM b
        WORKDIR lower
        FROM alpine
        ARG TOP
        WORKDIR $TOP
        FROM alpine
        ENV DIR=rel
        WORKDIR ${DIR}/x
        #       ^^^^^^^^ relative WORKDIR
        FROM alpine
        WORKDIR "/quoted path"
        FROM alpine
        WORKDIR ~/app
        #       ^^^^^ ~ is the name of a directory
        WORKDIR /code
        WORKDIR ~/x
        #       ^^^ ~ is the name of a directory
        WORKDIR "~app"
        #       ^^^^^^ ~ is the name of a directory
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FROM node\nWORKDIR $HOME\n", "FROM node\nARG DIR\nWORKDIR ${DIR}app\n"})
  void aVariableThatIsSetElsewhereIsInformation(String text) {
    assertThat(RuleRun.findings(RULE, text))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @CsvSource({"DIR, 0", "OTHER, 1"})
  void nothingIsSaidOfAnArgumentThatTheProjectGives(String given, int findings) {
    Map<String, String> files = Map.of(ContextPath.argumentOf(given), "");
    assertThat(RuleRun.findings(RULE, "FROM node\nARG DIR\nWORKDIR $DIR\n", files))
        .hasSize(findings);
    assertThat(RuleRun.findings(RULE, "FROM node\nARG DIR=a\nWORKDIR $DIR\n", files))
        .as("a default that is relative")
        .hasSize(1);
  }

  @Test
  void driveLettersBeginAPathOnWindowsOnly() {
    RuleRun.check(RULE, """
        # escape=`
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        WORKDIR C:\\app
        FROM --platform=windows/amd64 some/image
        WORKDIR \\app
        FROM some/image
        WORKDIR c:/app
        FROM alpine
        WORKDIR c:/app
        #       ^^^^^^ relative
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        WORKDIR app
        #       ^^^ relative
        """);
  }

  @Test
  void onWindowsAPathIsWhatEscapesAndVariablesMakeOfIt() {
    RuleRun.check(RULE, """
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        WORKDIR C:\\app
        #       ^^^^^^ the relative path C:app
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        WORKDIR C:app
        #       ^^^^^ relative
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        ENV HOME=C:/home
        WORKDIR $HOME/app
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        WORKDIR C:/app
        FROM some/image
        WORKDIR C:\\app
        #       ^^^^^^ the relative path C:app
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "alpine:3.22, app, safe: Use /app, /app",
    "scratch, ./app, safe: Use /app, /app",
    "ubuntu, a/b/, safe: Use /a/b/, /a/b/",
    "node:22, app, safe: Use /app, /app",
    "golang:1.25, app, safe: Use /go/app, /go/app",
    "golang, ./cmd/, safe: Use /go/cmd/, /go/cmd/",
    "tomcat:9-jre8-alpine, conf, safe: Use /usr/local/tomcat/conf, /usr/local/tomcat/conf",
    "php:8-apache, public, safe: Use /var/www/html/public, /var/www/html/public",
  })
  void theFixBeginsAtTheRoot(String image, String path, String title, String absolute) {
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\r\nworkdir " + path + "\r\n"))
        .containsExactly(Map.entry(title, "FROM " + image + "\r\nworkdir " + absolute + "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"registry.example.com/alpine", "team/golang", "python:2-onbuild", "php:8", "$BASE"
      })
  void noFixWhereTheDirectoryOfTheBaseIsNotKnown(String image) {
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nWORKDIR app\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomcat:9-jre8-alpine\nWORKDIR $CATALINA_HOME",
        "golang:1.25\nWORKDIR $GOPATH/src/app",
        "rust:1.80\nWORKDIR ${CARGO_HOME}",
        "public.ecr.aws/lambda/python:3.12\nWORKDIR ${LAMBDA_TASK_ROOT}",
        "team/base\nWORKDIR $APP_ROOT",
        "$BASE\nWORKDIR $APP_ROOT",
      })
  void theBaseImageMaySetAVariable(String file) {
    assertThat(RuleRun.findings(RULE, "ARG BASE\nFROM " + file + "\n")).isEmpty();
  }

  @Test
  void theHomeDirectoryIsWrittenOutWhereItIsKnown() {
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nWORKDIR ~/app\n"))
        .containsExactly(Map.entry("Write /root for ~", "FROM debian:12\nWORKDIR /root/app\n"));
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nUSER app\nWORKDIR ~\n")).isEmpty();
  }

  @Test
  void theFixIsASuggestionWhereAnArgumentNamesTheImage() {
    assertThat(RuleRun.fixes(RULE, "ARG BASE=alpine\nFROM $BASE\nWORKDIR app\n"))
        .containsOnlyKeys("Use /app");
    assertThat(RuleRun.fixes(
            RULE, "ARG GOLANG_VERSION=1.25\nFROM golang:${GOLANG_VERSION}\nWORKDIR app\n"))
        .containsOnlyKeys("Use /go/app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../app", ".", "~app", "\"app\"", "$X", "a${X}", "a\\b", "a\\\nb", "c:/app"})
  void noFixWhereASlashInFrontIsNotEnough(String path) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nENV X=x\nWORKDIR " + path + "\n"))
        .isEmpty();
  }
}

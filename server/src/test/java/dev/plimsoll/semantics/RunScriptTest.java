package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Dockerfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunScriptTest {

  private static SemanticModel model(String text) {
    return SemanticModel.of(Dockerfile.parse(text));
  }

  private static List<RunScript> scripts(String text) {
    SemanticModel model = model(text);
    return model.scripts(model.stages().get(0));
  }

  /** The commands of the only script, each with its words as the program gets them. */
  private static Stream<String> commands(String run) {
    RunScript script = scripts("FROM a\n" + run + "\n").get(0);
    return script.script().invocations().stream()
        .map(it -> it.name() + " " + String.join(" ", it.arguments().literals()))
        .map(String::strip);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN npm install",
        "RUN [\"npm\", \"install\"]",
        "RUN [\"npm\",\\\n  # why\n  \"install\"]",
        "ONBUILD RUN npm install",
        "ONBUILD RUN [\"npm\", \"install\"]",
        "RUN <<EOF\nnpm install\nEOF",
        "RUN <<-EOF\n\tnpm install\n\tEOF",
        "RUN <<EOF\n#!/bin/bash -e\nnpm install\nEOF",
        "RUN <<EOF\n#!/usr/bin/env -S bash -e\nnpm install\nEOF",
        "SHELL [\"bash\", \"-c\"]\nRUN npm install",
        "SHELL [\"pwsh\", \"-c\"]\nRUN [\"npm\", \"install\"]",
        "SHELL [\"pwsh\", \"-c\"]\nRUN <<EOF\n#!/bin/sh\nnpm install\nEOF",
      })
  void isReadInEveryForm(String run) {
    assertThat(commands(run)).containsExactly("npm install");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN <<EOF\n#!/usr/bin/env python3\nnpm install\nEOF",
        "RUN <<EOF\n#!/usr/bin/python3\nnpm install\nEOF",
        "ONBUILD RUN <<EOF\n#! /usr/bin/env -S node --x\nnpm install\nEOF",
        "SHELL [\"pwsh\", \"-c\"]\nRUN npm install",
        "SHELL [\"cmd\", \"/C\"]\nRUN npm install",
        "RUN",
        "CMD npm install",
      })
  void isNoneInAnotherLanguage(String run) {
    assertThat(scripts("FROM a\n" + run + "\n")).isEmpty();
  }

  @Test
  void isNoneWhereWindowsRunsCmd() {
    assertThat(scripts("FROM mcr.microsoft.com/windows/servercore\nRUN a\n")).isEmpty();
    assertThat(scripts("FROM --platform=windows/amd64 x\nRUN a\n")).isEmpty();
    assertThat(scripts("ARG B=mcr.microsoft.com/windows/nanoserver\nFROM $B\nRUN a\n"))
        .isEmpty();
    assertThat(
            scripts("FROM mcr.microsoft.com/windows/servercore\nSHELL [\"bash\", \"-c\"]\nRUN a\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RUN python3 <<EOF\nnpm install\nEOF", "RUN cat <<EOF >x\nnpm install\nEOF"})
  void hasNoCommandsInTheInputOfOthers(String run) {
    assertThat(commands(run)).noneMatch(it -> it.startsWith("npm"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
      RUN ["sh", "-c", "a $X && b \\"c d\\""]     | b c d
      RUN ["sh", "-c", "echo 'a b'; c `d`"]       | echo a b
      RUN ["sh", "-c", "a \\t b"]                 | a b
      RUN ["a", "$HOME"]                          | a $HOME
      RUN ["a", "it's"]                           | a it's
      RUN ["a", "C:\\\\x"]                        | a C:\\x
      """)
  void readsStringsInWhichAShellWouldFindMore(String run, String command) {
    assertThat(commands(run)).contains(command);
  }

  @Test
  void knowsWhereTheWordsOfAnArrayStand() {
    String text = "FROM a\nRUN [\"sh\", \"-c\", \"a $X && its && npm \\\"install\\\" x\"]\n";
    for (RunScript script : scripts(text)) {
      Invocation npm = script.script().invocations().get(3);
      assertThat(script.range(npm.nameWord().range()).of(text)).isEqualTo("npm");
      assertThat(script.range(npm.arguments().words().get(1).range()).of(text)).isEqualTo("x");
    }
  }

  @Test
  void isPartlyThereWhileItIsWritten() {
    SemanticModel model = model("FROM a\nRUN useradd app && (\n");
    assertThat(model.script(model.file().instructions().get(1))).isNull();
    RunScript partial = model.partialScript(model.file().instructions().get(1));
    assertThat(partial).isNotNull();
    assertThat(partial.script().invocations().get(0).is("useradd")).isTrue();
  }
}

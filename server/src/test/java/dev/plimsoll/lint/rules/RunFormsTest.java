package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.cache.CopyAllBeforeDependencyInstall;
import dev.plimsoll.lint.rules.correctness.AptInstallWithoutYes;
import dev.plimsoll.lint.rules.maintainability.WgetProgressBar;
import dev.plimsoll.lint.rules.reproducibility.NpmInstallInsteadOfCi;
import dev.plimsoll.lint.rules.size.ApkNoCache;
import dev.plimsoll.lint.rules.size.AptListsNotRemoved;
import dev.plimsoll.lint.rules.size.AptNoInstallRecommends;
import dev.plimsoll.lint.rules.size.AptUpdateSeparateFromInstall;
import dev.plimsoll.lint.rules.size.NpmDevDependenciesInFinal;
import dev.plimsoll.lint.rules.size.PipCacheDir;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule sees what RUN runs in every form, and nothing in code of another language. */
class RunFormsTest {

  /**
   * A rule, and commands that it reports after some instructions.
   *
   * @param before what stands before, in a stage of its own
   * @param commands what is reported, one RUN each
   */
  private record Sample(Rule rule, String before, String... commands) {

    List<Finding> in(String form) {
      return RuleRun.findings(rule, text(form));
    }

    /** @param form a RUN in which {@code $} stands for the command and {@code %} for its words as a JSON array */
    String text(String form) {
      StringBuilder text = new StringBuilder(before);
      for (String command : commands) {
        String words = "[\"" + command.replace(" ", "\", \"") + "\"]";
        text.append(form.replace("$", command).replace("%", words)).append('\n');
      }
      return text.toString();
    }

    /** Whether nothing is said where the manifest isn't known, as that of a trigger. */
    boolean readsContext() {
      return before.contains("package.json") && !commands[0].contains("--only");
    }

    @Override
    public String toString() {
      return rule.info().name() + ": " + String.join(", ", commands);
    }
  }

  private static final String NODE = "FROM node:22\nWORKDIR /app\n";

  private static final String START = "CMD [\"node\", \"server.js\"]\n";

  static Stream<Sample> samples() {
    String locked = NODE + "COPY package.json package-lock.json ./\n";
    String debian = "FROM debian:12\n";
    return Stream.of(
        new Sample(new NpmInstallInsteadOfCi(), locked, "npm install"),
        new Sample(new NpmDevDependenciesInFinal(), locked + START, "npm ci"),
        new Sample(new NpmDevDependenciesInFinal(), locked + START, "npm ci --only=production"),
        new Sample(new CopyAllBeforeDependencyInstall(), NODE + "COPY . .\n", "npm ci"),
        new Sample(new ApkNoCache(), "FROM alpine:3.22\n", "apk add curl"),
        new Sample(new PipCacheDir(), "FROM python:3.13\n", "pip install flask"),
        new Sample(new WgetProgressBar(), debian, "wget https://example.com/a"),
        new Sample(new AptInstallWithoutYes(), debian, "apt-get install curl"),
        new Sample(new AptNoInstallRecommends(), debian, "apt-get install -y curl"),
        new Sample(
            new AptUpdateSeparateFromInstall(),
            debian,
            "apt-get update",
            "apt-get install -y curl"),
        new Sample(new AptUpdateSeparateFromInstall(), "FROM alpine\n", "apk update", "apk add x"));
  }

  static Stream<Sample> samplesInScripts() {
    return Stream.concat(
        samples(),
        Stream.of(new Sample(
            new AptListsNotRemoved(),
            "FROM debian:12\n",
            "apt-get update && apt-get install -y curl")));
  }

  @ParameterizedTest
  @MethodSource("samplesInScripts")
  void isSeenInEveryScript(Sample sample) {
    assertThat(sample.in("RUN $")).isNotEmpty();
    assertThat(sample.in("RUN <<EOF\n$\nEOF")).isNotEmpty();
    assertThat(sample.in("RUN <<EOF\n#!/usr/bin/env bash\nset -e\n$\nEOF")).isNotEmpty();
    assertThat(sample.in("RUN bash <<EOF\n$\nEOF")).isNotEmpty();
    assertThat(sample.in("RUN [\"sh\", \"-c\", \"$\"]")).isNotEmpty();
    assertThat(sample.in("ONBUILD RUN $").isEmpty()).isEqualTo(sample.readsContext());
    assertThat(sample.in("ONBUILD RUN <<EOF\n$\nEOF").isEmpty()).isEqualTo(sample.readsContext());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isSeenInExecForm(Sample sample) {
    assertThat(sample.in("RUN %")).isNotEmpty();
    assertThat(sample.in("ONBUILD RUN %").isEmpty()).isEqualTo(sample.readsContext());
  }

  @ParameterizedTest
  @MethodSource("samplesInScripts")
  void isNotSeenInCodeOfAnotherLanguage(Sample sample) {
    assertThat(sample.in("RUN <<EOF\n#!/usr/bin/env python3\n$\nEOF")).isEmpty();
    assertThat(sample.in("RUN <<EOF\n#!/usr/bin/env -S node --no-warnings\n$\nEOF"))
        .isEmpty();
    assertThat(sample.in("ONBUILD RUN <<-EOF\n\t#! /usr/bin/perl -w\n\t$\n\tEOF"))
        .isEmpty();
    assertThat(sample.in("RUN python3 <<EOF\n$\nEOF")).isEmpty();
    assertThat(sample.in("RUN cat <<EOF > /usr/local/bin/run\n$\nEOF")).isEmpty();
    assertThat(sample.in("SHELL [\"pwsh\", \"-Command\"]\nRUN $")).isEmpty();
    assertThat(sample.in("SHELL [\"python3\", \"-c\"]\nONBUILD RUN $")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samplesInScripts")
  void isNotSeenWhereCmdRunsIt(Sample sample) {
    Sample windows = new Sample(
        sample.rule,
        sample.before.replaceFirst(
            "FROM \\S+", "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022"),
        sample.commands);
    assertThat(windows.in("RUN $")).isEmpty();
  }

  /** Who repairs one form must not break another: the file stays sound, and the instruction in its form. */
  @ParameterizedTest
  @MethodSource("samples")
  void fixesKeepTheForm(Sample sample) {
    for (String form : List.of("RUN $", "RUN %", "ONBUILD RUN $", "ONBUILD RUN %")) {
      for (Finding finding : sample.in(form)) {
        for (Fix fix : finding.fixes()) {
          String fixed = TextEdit.apply(sample.text(form), fix.edits());
          assertThat(Dockerfile.parse(fixed).errors()).as(fixed).isEmpty();
          boolean array = form.endsWith("%");
          assertThat(fixed.lines().filter(it -> it.contains("RUN")))
              .as(fixed)
              .allMatch(it -> it.contains("RUN [") == array)
              .allMatch(it -> !array || it.endsWith("\"]"));
        }
      }
    }
  }
}

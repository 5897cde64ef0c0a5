package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeredocWithoutErrexitTest {

  private static final HeredocWithoutErrexit RULE = new HeredocWithoutErrexit();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN <<EOF\na\nb\nEOF",
        "RUN <<EOF\necho a\n/bin/false\necho b\nEOF",
        "RUN <<-'EOF'\n\ta; b\n\tEOF",
        "RUN --mount=type=cache,target=/x <<EOF\na\nb\nEOF",
        "RUN <<EOF\nset -x\na\nb\nEOF",
        "RUN <<EOF\n#!/bin/bash\na\nb\nEOF",
        "RUN bash <<EOF\na\nb\nEOF",
        "RUN <<EOF bash -x\na\nb\nEOF",
        "RUN set -e; x && sudo bash <<EOF | tee log\na\nb\nEOF",
        "RUN sh -o pipefail <<EOF\na\nb\nEOF",
        "RUN <<EOF\nif [ -f a ]; then\n  rm a\nfi\nb\nEOF",
        "RUN <<EOF\nx() {\n  a\n}\nx\nb\nEOF",
        "ONBUILD RUN <<EOF\na\nb\nEOF",
        "RUN <<EOF\nif [ $A = b ]; then\n  curl x | tar x\n  apt-get update\n  rm y\nfi\nEOF",
        "RUN <<EOF\nif a; then b; else c; d; fi\nEOF",
        "RUN <<EOF\ncase $A in\n  b) c; d;;\nesac\nEOF",
        "RUN <<EOF\n{ a; b; } >log\nEOF",
        "RUN <<EOF\n(a; b)\nEOF",
        "RUN <<EOF\nfor i in a b; do c $i; done\nEOF",
        "RUN <<EOF\nwhile read i; do c $i; done <list\nEOF",
        "RUN <<EOF\nfor i in a b; do\n  if [ $i = a ]; then c; fi\ndone\necho d\nEOF",
        "RUN <<EOF\nA=$(curl x)\nb\nEOF",
      })
  void onlyTheLastCommandDecides(String run) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + run + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN <<EOF\na\nEOF",
        "RUN <<EOF\na &&\nb\nEOF",
        "RUN <<EOF\na || exit 1\nb\nEOF",
        "RUN <<EOF\necho a\nexport B=c\nD=e\nb\nEOF",
        "RUN <<EOF\nif command -v a; then echo a; fi\nb\nEOF",
        "RUN <<EOF\nset -e\na\nb\nEOF",
        "RUN <<EOF\necho a\nset -euo pipefail\na\nb\nEOF",
        "RUN <<EOF\nset -o errexit\na\nb\nEOF",
        "RUN <<EOF\nset +e\na\nb\nEOF",
        "RUN <<EOF\ntrap 'exit 1' ERR\na\nb\nEOF",
        "RUN <<EOF\n. ./options\na\nb\nEOF",
        "RUN <<EOF\n#!/bin/bash -eu\na\nb\nEOF",
        "RUN <<EOF\n#!/usr/bin/env python3\na\nb\nEOF",
        "RUN bash -ex <<EOF\na\nb\nEOF",
        "RUN bash -o errexit <<EOF\na\nb\nEOF",
        "RUN python3 <<EOF\na\nb\nEOF",
        "RUN bash install.sh <<EOF\na\nb\nEOF",
        "RUN cat > a <<EOF\na\nb\nEOF",
        "COPY <<EOF /a\na\nb\nEOF",
        "SHELL [\"/bin/sh\", \"-e\", \"-c\"]\nRUN <<EOF\na\nb\nEOF",
        "SHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN <<EOF\na\nb\nEOF",
        "SHELL [\"pwsh\", \"-c\"]\nRUN <<EOF\na\nb\nEOF",
        "RUN <<EOF\nx() { a; }\nb\nEOF",
        "RUN <<EOF\nif [ $A = b ]; then\n  echo a\n  b\nfi\nEOF",
        "RUN <<EOF\nif [ $A = b ]; then\n  a && b\nelse\n  c\nfi\nEOF",
        "RUN <<EOF\nfor i in a b; do c $i || exit 1; done\nEOF",
        "RUN <<EOF\nif a; then b; c; fi || exit 1\nEOF",
        "RUN <<EOF\nif a; then\n  b\nelse\n  mkdir -p c\n  touch c/d\n  touch c/e\nfi\nEOF",
        "RUN <<EOF\nA=''\nfor i in $(echo $B | tr , ' '); do\n  if [ $i != c ]; then\n    A=\"$A $i\"\n  fi\ndone\nd $A\nEOF",
      })
  void elsewhereNoFailureIsLost(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + lines + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "addgroup --system x~adduser --system x~mkdir -p /d~chown -R x:x /d   | HINT",
        "useradd -u 1000 x~chown x /d                                         | HINT",
        "cat >'/a.sh' <<E~#!/bin/sh~b~E~chmod 755 /a.sh                       | HINT",
        "echo a~cat > /a.sh <<E~b~E~chmod +x /a.sh                            | HINT",
        "apk add icu composer~rm -rf /var/cache/apk/*~composer install        | HINT",
        "apt-get install -y make~make x                                       | HINT",
        "adduser x~chown y /d                                                 | null",
        "apt-get update~apt-get install -y make~make x                        | null",
        "apk add icu~composer install                                         | null",
        "adduser x~echo x                                                     | null",
        "adduser x~chown x /d~echo x                                          | null",
        "apk add curl~adduser x~chown x /d                                    | null",
        "curl a > /a.sh~chmod +x /a.sh                                        | null",
        "cat b > /a.sh~chmod +x /a.sh                                         | null",
        "adduser x~chown x /d && true                                         | null",
        "adduser $(a x)~chown x /d                                            | null",
      })
  void itIsAHintWhereTheLastCommandNeedsTheOthers(String body, String severity) {
    assertThat(RuleRun.findings(
            RULE, "FROM alpine\nRUN <<EOF\n" + body.replace('~', '\n') + "\nEOF\n"))
        .singleElement()
        .satisfies(one -> assertThat(String.valueOf(one.severity())).isEqualTo(severity));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a && b && echo c\nd && echo e", "if x; then a && echo c; d; fi"})
  void evenErrexitIgnoresWhatFailsBeforeAnd(String body) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nRUN <<EOF\n" + body + "\nEOF\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.HINT))
        .satisfies(one -> assertThat(one.message()).contains("one command a line"))
        .satisfies(one -> assertThat(one.fixes()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a && b && c", "a &&\\\n  b &&\\\n  c", "echo x\na && b && echo c"})
  void oneChainDecidesByItself(String body) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nRUN <<EOF\n" + body + "\nEOF\n"))
        .isEmpty();
  }

  @Test
  void theLineHasTheIndentationOfTheBody() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine\r
        RUN <<-EOF\r
        \t#!/bin/bash\r
        \r
        \t\ta\r
        \t\tb\r
        \tEOF\r
        """).values()).containsExactly("""
        FROM alpine\r
        RUN <<-EOF\r
        \t#!/bin/bash\r
        \t\tset -e\r
        \r
        \t\ta\r
        \t\tb\r
        \tEOF\r
        """);
  }
}

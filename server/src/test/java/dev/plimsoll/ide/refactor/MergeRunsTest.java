package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeRunsTest {

  private static Refactored at(String marked) {
    return Refactored.by(new MergeRuns(), marked);
  }

  /** A file with all its RUNs selected. */
  private static Refactored selected(String file) {
    int first = Math.max(0, file.toLowerCase().indexOf("run "));
    return at(file.substring(0, first) + "<|>" + file.substring(first) + "<|>");
  }

  private static String merged(String file) {
    return selected(file).result();
  }

  private static void isNotOffered(String file) {
    selected(file).isNotOffered();
  }

  @Test
  void neighboursOfTheCursorBecomeOne() {
    Refactored merged = at("FROM a\nRUN b\nRUN c<|> && d\n# why\nRUN e\n\nRUN f\n");
    assertThat(merged.titles()).containsExactly("Merge 3 RUN instructions");
    assertThat(merged.result())
        .isEqualTo("FROM a\nRUN b \\\n    && c && d \\\n    # why\n    && e\n\nRUN f\n");
  }

  @Test
  void theCursorLeavesOutWhatCantBeJoined() {
    assertThat(at("FROM a\nRUN b &\nRUN c\nRUN d<|>\nRUN --network=none e\n").result())
        .isEqualTo("FROM a\nRUN b &\nRUN c \\\n    && d\nRUN --network=none e\n");
    at("FROM a\nRUN b &\nRUN c<|>\n").isNotOffered();
    at("FROM a\nRUN b<|>\n\nRUN c\n").isNotOffered();
  }

  @Test
  void aSelectionSaysWhich() {
    assertThat(at("FROM a\nRUN b\n<|>RUN c\n\nRUN d<|>\nRUN e\n").result())
        .isEqualTo("FROM a\nRUN b\nRUN c \\\n    && d\nRUN e\n");
    at("FROM a\n<|>RUN b\nCOPY c d\nRUN e<|>\n").isNotOffered();
    at("FROM a\n<|>RUN b &\nRUN c\nRUN d<|>\n").isNotOffered();
  }

  @Test
  void aCommentForToolsStaysAboveItsRun() {
    at("FROM a\nRUN b\n# hadolint ignore=DL3008\nRUN c<|>\n").isNotOffered();
    Refactored merged = at("FROM a\n# hadolint ignore=DL3008\nRUN b\nRUN c<|>\n");
    assertThat(merged.titles())
        .containsExactly("Merge 2 RUN instructions (the comment above then counts for all)");
  }

  @Test
  void nothingIsWrittenForWindows() {
    isNotOffered("FROM microsoft/nanoserver\nRUN a\nRUN b\n");
    isNotOffered("# escape=`\nARG B\nFROM ${B}\nRUN a\nRUN b\n");
    isNotOffered("FROM example.com/base\nRUN powershell -c a ; b\nRUN powershell -c c ; d\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '>',
      value = {
        "a | b > a ~ && b",
        "a; b | c | d > a; b ~ && c ~ && d",
        "a || b | c | d > a || b ~ && c ~ && d",
        "a | b || c | d > a ~ && { b || c; } ~ && d",
        "a | b; c; | d > a ~ && { b; c; } ~ && d",
        "a | ! b > a ~ && { ! b; }",
        "a; | b; > a ~ && b;",
        "a | b && c || d; | e > a ~ && { b && c || d; } ~ && e",
        "a | cd /b && c | d > a ~ && ( cd /b && c ) ~ && d",
        "export A=b; c | d | e > ( export A=b; c ) ~ && d ~ && e",
        "A=b | c > ( A=b ) ~ && c",
        "umask 022 | c > ( umask 022 ) ~ && c",
        "ulimit -n 9 | c > ( ulimit -n 9 ) ~ && c",
        ": $((N=3)) | c > ( : $((N=3)) ) ~ && c",
        "a $((N += 1)) | c > ( a $((N += 1)) ) ~ && c",
        "a $((N++)) | c > ( a $((N++)) ) ~ && c",
        "a $((N == 1)) | c > a $((N == 1)) ~ && c",
        "printf -v a b | c > ( printf -v a b ) ~ && c",
        "enable -n echo | c > ( enable -n echo ) ~ && c",
        "foo && mv a b | foo > foo && mv a b ~ && foo",
        "curl a && make install | tar b > curl a && make install ~ && tar b",
        "set -x; a | b | c > ( set -x; a ) ~ && b ~ && c",
        "f() { a; }; f | b | c > ( f() { a; }; f ) ~ && b ~ && c",
        "exit 0 | b > ( exit 0 ) ~ && b",
        "a | cd /b > a ~ && cd /b",
        "a | b | cd /b; c > a ~ && b ~ && { cd /b; c; }",
        "a && . x && b | c | d > ( a && . x && b ) ~ && c ~ && d",
        "(cd /a && b) | c | d > (cd /a && b) ~ && c ~ && d",
        "sh -c 'cd /a; b' | c | d > sh -c 'cd /a; b' ~ && c ~ && d",
        "a | b # c > a ~ && b # c",
        "set -e; a; b | set -e; c; d | set -e; e > set -e; a; b; ~ c; d; ~ e",
        "set -eux; a | set -xue; b | set -e -u -x; c || d > set -eux; a; ~ b; ~ c || d",
        "set -e; a && b | set -e; c > set -e; a && b ~ && c",
        "set -ex && a && b | set -ex && c | set -ex && d > set -ex && a && b ~ && c ~ && d",
        "set -ex; a | set -ex && b | set -ex; c > set -ex; a; ~ b ~ && c",
        "set -o errexit; a | set -e; b | set -e; c > set -o errexit; a; ~ b; ~ c",
        "set -o pipefail; a | set -o pipefail && b; c | set -o pipefail; d > set -o pipefail; a ~ && { b; c; } ~ && d",
      })
  void joinsScripts(String before, String after) {
    String file = "FROM debian\nRUN " + before.replace(" | ", "\nRUN ") + "\n";
    String joined =
        "FROM debian\nRUN " + after.replace("; ~ ", "; \\\n    ").replace(" ~ ", " \\\n    ");
    assertThat(merged(file)).startsWith(joined + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a & | b",
        "{ a & } | b",
        "service mysql start | mysql",
        "/etc/init.d/mysql start | mysql",
        "pip install -U pip | pip install x",
        "python3 -m pip install --upgrade pip | pip install x",
        "npm i -g npm@latest | npm ci",
        "corepack enable | yarn",
        "update-alternatives --set a b | a",
        "rm /bin/sh && ln -s /bin/bash /bin/sh | source x",
        "ln -sf /bin/bash /bin/sh | source x",
        "echo dash dash/sh boolean false && dpkg-reconfigure dash | source x",
        "usermod -d /srv app | b",
        "gpasswd -a app docker | b",
        "adduser app docker | b",
        "echo nameserver 9.9.9.9 >/etc/resolv.conf | curl a",
        "echo 127.0.0.1 a >>/etc/hosts | curl a",
        "cd /bin && rm sh && ln -s bash sh | source x",
        "ln -sfv bash /bin/sh | source x",
        "cp /usr/local/bin/bash /usr/bin/sh | source x",
        "cat dash >/bin/sh | source x",
        "busybox --install -s | a",
        "sed -i s:/root:/srv: /etc/passwd | echo ~",
        "echo app:x:7: >>/etc/group | id",
        "echo a >/dev/shm/a | cat /dev/shm/a",
        "mknod /dev/a c 1 1 | cat /dev/a",
        "echo 1 >/proc/sys/vm/a | b",
        "mount -t tmpfs none /a | touch /a/b",
        "sysctl -w net.a=1 | b",
        "ip addr add 10.0.0.1 dev lo | b",
        "/usr/sbin/sshd | ssh localhost a",
        "php-fpm -D | curl localhost",
        "php-fpm8.2 --daemonize | curl localhost",
        "apachectl start | curl localhost",
        "apache2ctl start | curl localhost",
        "service x start | curl localhost",
        "bin/neo4j start | curl localhost",
        "redis-server --daemonize yes | redis-cli ping",
        "memcached -d -u root | b",
        "setsid a | b",
        "gunicorn --daemon a | b",
        "foo && mv /usr/bin/foo /usr/local/bin/ | foo",
        "foo | mv /usr/bin/foo /usr/local/bin/ | foo",
        "git clone a && make install | git --version",
        "curl -O a && ./configure && make install | curl b",
        "mkdir -p /w && rm -rf /w | b",
        "cd / && rm -rf w | b",
        "a # why | b",
        ". x | b",
        "eval x | b",
        "return | b",
        "set -e; cd /a; b | set -e; c",
        "set -e; if a; then b; fi | set -e; c",
        "set -e && { a; b; } | set -e && c",
        "set -e; set +e; a | set -e; c",
        "a | set -e; b",
        "set -o pipefail; a | b",
        "(set -e; a; b) | c",
        "a | b || c # why",
        "a 'b | c",
        "a | b && ",
        "cat <<X | b",
      })
  void refuses(String runs) {
    isNotOffered("FROM debian\nWORKDIR /w\nRUN " + runs.replace(" | ", "\nRUN ") + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN [\"a\"]\nRUN b",
        "RUN --mount=type=cache,target=/a a\nRUN b",
        "RUN --mount=type=cache,target=/a a\nRUN --mount=type=cache,target=/b b",
        "RUN --mount=type=tmpfs,target=/a a\nRUN --mount=type=tmpfs,target=/a b",
        "RUN --mount=type=bind,target=/a,rw a\nRUN --mount=type=bind,target=/a,rw b",
        "SHELL [\"/bin/zsh\", \"-c\"]\nRUN a\nRUN b",
        "RUN --network=none a\nRUN b",
        "RUN <<EOF\na\nEOF\nRUN b",
        "RUN <<EOF\na\nEOF\nRUN <<EOF\nb\nEOF",
        "SHELL [\"pwsh\", \"-c\"]\nRUN a\nRUN b",
        "SHELL [\"cmd\", \"/S\", \"/C\"]\nRUN a\nRUN b",
        "SHELL [\"/bin/bash\", \"-lc\"]\nRUN a\nRUN b",
        "SHELL [\"/bin/bash\", \"--login\", \"-c\"]\nRUN a\nRUN b",
        "ENV BASH_ENV=/etc/env\nSHELL [\"/bin/bash\", \"-c\"]\nRUN a\nRUN b",
        "SHELL [\"/bin/bash\", \"-e\", \"-c\"]\nRUN { a; }\nRUN b",
        "SHELL [\"/bin/bash\", \"-e\", \"-c\"]\nRUN A=b\nRUN b",
        "RUN a\nARG B\nRUN c",
      })
  void refusesOtherFlagsFormsAndShells(String instructions) {
    isNotOffered("FROM debian\n" + instructions + "\n");
  }

  @Test
  void leavesWindowsAlone() {
    isNotOffered("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN a\nRUN b\n");
  }

  @Test
  void takesFlagsInAnyOrder() {
    assertThat(merged("""
        FROM debian
        RUN --network=none --mount=type=cache,target=/a a
        RUN --mount=dst=/a,type=cache --network=none b
        """)).isEqualTo("""
        FROM debian
        RUN --network=none --mount=type=cache,target=/a a \\
            && b
        """);
  }

  @Test
  void keepsCommentsAndLeavesBlankLinesOut() {
    assertThat(merged("""
        FROM debian
        # before
        RUN a \\
         && b

        # one
          # two \\

        RUN \\
          # three
          c
        # after
        RUN d
        """)).isEqualTo("""
        FROM debian
        # before
        RUN a \\
         && b \\
         # one
         # two \\
         # three
         && c \\
         # after
         && d
        """);
  }

  @Test
  void followsTheLayoutOfTheRunsAndOfTheFile() {
    assertThat(merged("""
        FROM debian
        RUN a
        RUN b && \\
          c
        RUN d
        """)).isEqualTo("""
        FROM debian
        RUN a && \\
          b && \\
          c && \\
          d
        """);
    assertThat(at("""
        FROM debian AS build
        RUN a && \\
        \tb
        FROM debian
        RUN <|>c
        RUN d
        """).result()).endsWith("RUN c && \\\n\td\n");
    assertThat(merged("# escape=`\r\nFROM debian\r\nRUN a\r\n# b\r\nRUN c\r\n"))
        .isEqualTo("# escape=`\r\nFROM debian\r\nRUN a `\r\n    # b\r\n    && c\r\n");
  }

  @Test
  void joinsHereDocumentsThatStopAtTheFirstFailure() {
    assertThat(merged("""
        FROM debian
        RUN <<EOF
        set -eux
        apt-get update
        EOF

        # then
        RUN <<EOF
        set -eux
        apt-get install -y curl
        EOF
        """)).isEqualTo("""
        FROM debian
        RUN <<EOF
        set -eux
        apt-get update
        # then
        apt-get install -y curl
        EOF
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN <<EOF~set -e~cd /a~EOF~RUN <<EOF~set -e~b~EOF",
        "RUN <<EOF~set -e~a~EOF~RUN <<'EOF'~set -e~b~EOF",
        "RUN <<EOF~set -e~a~EOF~RUN <<END~set -e~b~END",
        "RUN <<EOF~set -e~a~EOF~RUN <<EOF~b~EOF",
        "RUN <<EOF~set -e~a && b~EOF~RUN <<EOF~set -e~b~EOF",
        "RUN <<EOF~#!/bin/bash~set -e~a~EOF~RUN <<EOF~set -e~b~EOF",
        "RUN cat <<EOF~set -e~EOF~RUN cat <<EOF~set -e~EOF",
      })
  void refusesHereDocuments(String instructions) {
    isNotOffered("FROM debian\n" + instructions.replace('~', '\n') + "\n");
  }

  @Test
  void leavesACommentInsideOfARunWhereNoToolReadsIt() {
    String file = "FROM debian\nRUN a\nRUN \\\n  # hadolint ignore=DL3008\n  b\n";
    assertThat(merged(file))
        .isEqualTo("FROM debian\nRUN a \\\n  # hadolint ignore=DL3008\n  && b\n");
  }

  @Test
  void keepsTheLineEndingOfTheFile() {
    assertThat(merged("FROM debian\r\nRUN a\r\nRUN b"))
        .isEqualTo("FROM debian\r\nRUN a \\\r\n    && b");
  }

  @Test
  void offersOneScriptUnderTheFirstSet() {
    String file = """
        FROM debian
        RUN set -ex; \\
            ./configure; \\
            make
        RUN make install
        RUN make clean
        """;
    assertThat(merged(file)).isEqualTo("""
        FROM debian
        RUN set -ex; \\
            ./configure; \\
            make; \\
            make install; \\
            make clean
        """);
  }

  @Test
  void joinsUnderAShellThatStopsAtFailures() {
    assertThat(merged("""
        FROM debian
        SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
        RUN a
        RUN b | c
        RUN d; e
        """)).endsWith("""
        RUN a \\
            && b | c \\
            && { d; e; }
        """);
  }

  @Test
  void endsWhereTheScriptGetsTooLong() {
    String run = "RUN echo " + "x".repeat(60_000) + "\n";
    isNotOffered("FROM debian\n" + run + run);
  }

  @Test
  void indentsAsTheFileDoes() {
    assertThat(at("""
        FROM debian
        RUN         <|>a
        RUN         b
        ENV         C=d
        RUN         e \\
                    && f
        """).result()).startsWith("""
        FROM debian
        RUN         a \\
                    && b
        """);
    assertThat(at("""
        FROM alpine:3.22
        RUN <|>a
        RUN { \\
                        echo x; \\
                        echo y; \\
                } > /b \\
                && c
        RUN d
        """).result()).isEqualTo("""
        FROM alpine:3.22
        RUN a \\
                && { \\
                        echo x; \\
                        echo y; \\
                } > /b \\
                && c \\
                && d
        """);
    assertThat(at("""
        FROM alpine:3.22
        RUN   if a; then \\
                b && \\
                c; \\
              fi
        RUN   d<|>
        """).result()).isEqualTo("""
        FROM alpine:3.22
        RUN   if a; then \\
                b && \\
                c; \\
              fi && \\
              d
        """);
  }
}

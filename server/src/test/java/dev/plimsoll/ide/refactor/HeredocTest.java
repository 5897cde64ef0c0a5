package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RUN as a here-document and back. */
class HeredocTest {

  private static Refactored to(String marked) {
    return Refactored.by(new ToHeredoc(), marked);
  }

  private static Refactored from(String marked) {
    return Refactored.by(new FromHeredoc(), marked);
  }

  @Test
  void aChainBecomesLinesUnderSetE() {
    assertThat(to("""
        FROM a
        RUN --network=none apt-get update \\
            # what we need
            && apt-get install -y \\
                curl <|>\\
            && cd /b
        CMD c
        """).result()).isEqualTo("""
        FROM a
        RUN --network=none <<EOF
        set -e
        apt-get update
        # what we need
        apt-get install -y \\
                curl
        cd /b
        EOF
        CMD c
        """);
  }

  @Test
  void aListKeepsItsOptions() {
    assertThat(to("FROM a\nRUN set -eux; \\\n  a && b; \\\n  <|>if c; then d; fi\n")
            .result())
        .isEqualTo("FROM a\nRUN <<EOF\nset -eux\na && b\nif c; then d; fi\nEOF\n");
    assertThat(to("FROM a\nRUN a; <|>EOF\n").result())
        .isEqualTo("FROM a\nRUN <<EOF2\na\nEOF\nEOF2\n");
    assertThat(to("FROM a\nRUN set -ex && <|>b && c").result())
        .isEqualTo("FROM a\nRUN <<EOF\nset -ex\nb\nc\nEOF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a && b || c",
        "! a && b",
        "( a; b ) && c",
        "a && if b; then c; fi",
        "f() { a; } && f",
        ". a && b",
        "eval a && b",
        "a && b=$(c; d)",
        "a && set +e && b",
        "a & b",
        "a && cat <<< \"$b\" && 'c\\\n d'",
        "a && \\\n  b \\\n  # c\n  d",
        "[\"a\", \"b\"]",
      })
  void whatSetEWouldChangeIsLeftAlone(String code) {
    to("FROM a\nRUN<|> " + code + "\n").isNotOffered();
  }

  @Test
  void oldFrontEndsAndOtherShellsKnowNoHereDocuments() {
    to("# syntax=docker/dockerfile:1.3\nFROM a\nRUN a && <|>b\n").isNotOffered();
    to("# syntax=example.com/other:1\nFROM a\nRUN a && <|>b\n").isNotOffered();
    assertThat(
            to("# syntax=docker/dockerfile:1.3-labs\nFROM a\nRUN a && <|>b\n").offers())
        .hasSize(1);
    assertThat(to("# syntax=docker/dockerfile:1.10.2\nFROM a\nRUN a && <|>b\n").offers())
        .hasSize(1);
    to("FROM a\nSHELL [\"pwsh\"]\nRUN a && <|>b\n").isNotOffered();
    to("FROM a\r\nRUN a && <|>b\r\n").isNotOffered();
  }

  @Test
  void linesUnderSetEBecomeAChain() {
    assertThat(
            from("FROM a\nRUN --network=none <<EOF<|>\nset -e\na\n# why\nb \\\n  c\nEOF\nCMD d\n")
                .result())
        .isEqualTo("FROM a\nRUN --network=none a \\\n    # why\n    && b \\\n  c\nCMD d\n");
  }

  @Test
  void otherLinesAreJoinedAsTheyAre() {
    assertThat(from("FROM a\nRUN <<-E\n\tset -eux\n\ta && b<|>\n\tif c; then d; fi\n\tE\n")
            .result())
        .isEqualTo("FROM a\nRUN set -eux; \\\n    a && b; \\\n    if c; then d; fi\n");
    assertThat(from("FROM a\nRUN <<E<|>\na\nb\nE").result()).isEqualTo("FROM a\nRUN a; \\\n    b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh\na",
        "if a; then\n  b\nfi",
        "a 'b\nc'",
        "a # why\nb",
        "a\n# shellcheck disable=SC2086\nb $x",
        "a &\nb",
        "cat <<F\na\nF",
        "a\n# the end",
        "[ \"a\" ]",
        "--a",
        "",
      })
  void whatCantStandOnContinuedLinesIsLeftAlone(String body) {
    from("FROM a\nRUN <<E<|>\n" + body + "\nE\n").isNotOffered();
  }

  @Test
  void otherUsesOfHereDocumentsAreLeftAlone() {
    from("FROM a\nRUN cat <<E<|>\na\nE\n").isNotOffered();
    from("FROM a\nCOPY <<E<|> /b\na\nE\n").isNotOffered();
    from("FROM a\nRUN <<E<|>\na\n").isNotOffered();
    from("FROM a\nRUN <<E python<|>\na\nE\n").isNotOffered();
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeredocWithoutCommandTest {

  private static final HeredocWithoutCommand RULE = new HeredocWithoutCommand();

  @Test
  void nobodyReadsIt() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN a && <<EOF
        #        ^^^^^ its lines are not run
        b
        EOF
        RUN <<EOF && b
        #   ^^^^^ its lines are not run
        a
        EOF
        RUN > /x <<-EOF
        #        ^^^^^^ the file stays empty
        \ta
        \tEOF
        RUN set -ex <<EOF
        #           ^^^^^ set doesn't read this
        a
        EOF
        RUN <<EOF
        <<X
        #^^ its lines are not run
        a
        X
        EOF
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN <<EOF\na\nEOF",
        "RUN a && cat > x <<EOF\na\nEOF",
        "RUN a <<EOF\nb\nEOF",
        "RUN : <<EOF\nb\nEOF",
        "RUN while read x; do a $x; done <<EOF\nb\nEOF",
        "RUN { cat; } <<EOF\nb\nEOF",
        "RUN exec 3<<EOF && a <&3\nb\nEOF",
        "COPY <<EOF /x\nb\nEOF",
        "SHELL [\"/bin/zsh\", \"-c\"]\nRUN > x <<EOF\nb\nEOF",
      })
  void somebodyReadsIt(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + lines + "\n")).isEmpty();
  }

  @Test
  void theShellThatReadsItIsTheOnlyOneThatExpandsIt() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine
        SHELL ["/bin/bash", "-c"]
        RUN a && <<EOF
        x=1; echo $x
        EOF
        """).values()).containsExactly("""
        FROM alpine
        SHELL ["/bin/bash", "-c"]
        RUN a && bash -e <<'EOF'
        x=1; echo $x
        EOF
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RUN <<A <<B\na\nA\nb\nB", "RUN A=b <<EOF\na\nEOF", "RUN cd /x <<EOF\na\nEOF"})
  void noFixWhereItIsNotClearWhatIsMeant(String run) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + run + "\n")).isEmpty();
  }
}

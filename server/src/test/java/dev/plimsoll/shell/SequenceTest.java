package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {

  private static Sequence of(String code) {
    return Sequence.of(Script.parse(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a && b | c",
        "a && { b || c; }",
        "a && ( b; c )",
        "a && b;",
        "a &&\n b\n",
        "if a; then b; fi",
        "a | ! b",
        "a # note",
      })
  void chains(String code) {
    assertThat(of(code).isChain()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a || b",
        "a; b",
        "a\nb",
        "a & b",
        "a &",
        "! a",
        "a && ! b",
        "time { a; }",
        "a &&",
        "a && 'b"
      })
  void notChains(String code) {
    assertThat(of(code).isChain()).isFalse();
  }

  @Test
  void whatTheScriptEndsWith() {
    assertThat(of("a; b ; ").trailingSemicolon().of("a; b ; ")).isEqualTo(";");
    assertThat(of("a; b").trailingSemicolon()).isNull();
    assertThat(of("{ a; }").trailingSemicolon()).isNull();
    assertThat(of("a &").endsInBackground()).isTrue();
    assertThat(of("a & b").endsInBackground()).isFalse();
    assertThat(of("a & b").hasBackground()).isTrue();
    assertThat(of("(a &)").hasBackground()).isFalse();
    assertThat(of("").trailingSemicolon()).isNull();
  }

  @Test
  void aCommentBehindCodeSwallowsWhatIsJoinedToIt() {
    String code = "# alone\na # swallows\n";
    assertThat(of(code).inlineComment().range().of(code)).isEqualTo("# swallows");
    assertThat(of("# alone\na").inlineComment()).isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          set -e; a → [e] ;
          set -eux && a → [e, u, x] &&
          set -euo pipefail; a → [e, pipefail, u] ;
          set -o errexit -o nounset; a → [e, u] ;
          set -x → [x] end
          """)
  void prologues(String code, String expected) {
    SetCommand set = of(code).prologue();
    String separator = set.separator() == null ? "end" : set.separator().range().of(code);
    assertThat(set.options() + " " + separator).isEqualTo(expected);
    assertThat(set.range().of(code)).startsWith("set -").doesNotContain(";", "&");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a; set -e",
        "set",
        "set +e; a",
        "set -- a",
        "set $x; a",
        "! set -e",
        "set -e | a",
        "set -o"
      })
  void withoutPrologue(String code) {
    assertThat(of(code).prologue()).isNull();
  }

  @Test
  void optionsSetAnywhere() {
    assertThat(of("a; { set -ex; b; }").setsOption("e")).isTrue();
    assertThat(of("set -o pipefail").setsOption("pipefail")).isTrue();
    assertThat(of("set +e; a -e").setsOption("e")).isFalse();
  }

  private static String changes(String code) {
    return of(code).stateChanges().stream()
        .map(change -> change.kind() + (change.subject() == null ? "" : " " + change.subject()))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          cd /src && make → DIRECTORY
          make; pushd x → DIRECTORY
          A=b → VARIABLE A
          A=1 B=2 → VARIABLE A, VARIABLE B
          export PATH=/x:$PATH → VARIABLE PATH
          export -n A → VARIABLE A
          unset A B → VARIABLE
          readonly A=$b → VARIABLE A
          declare -a A=(x) → VARIABLE A
          read -r A < f → VARIABLE A
          for A in b; do c; done → VARIABLE A
          : "${A:=b}" → VARIABLE A
          ((a++)) → VARIABLE
          set -e; a → OPTION
          shopt -s globstar → OPTION
          umask 022 → PROCESS
          ulimit -n 1 → PROCESS
          trap 'x' EXIT → PROCESS
          hash -r → PROCESS
          alias a=b → DEFINITION
          f() { a; } → DEFINITION f
          exit 0 → CONTROL
          exec a → CONTROL
          a || return 1 → CONTROL
          . ./env.sh → UNKNOWN
          source x → UNKNOWN
          eval "$x" → UNKNOWN
          command cd x → DIRECTORY
          { cd x; } && if a; then B=c; fi → DIRECTORY, VARIABLE B
          case a in a) cd x;; esac → DIRECTORY
          while cd x; do y; done → DIRECTORY
          """)
  void stateIsLeftBehind(String code, String expected) {
    assertThat(changes(code)).isEqualTo(expected);
    assertThat(of(code).leavesState()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get update && apt-get install -y curl",
        "( cd x && make )",
        "cd x | make",
        "a | while read -r b; do c=$b; done",
        "cd x & make",
        "A=b make",
        "x=$(cd y) make",
        "echo $(cd x; pwd)",
        "sh -c 'cd x'",
        "sudo cd x",
        "echo cd x",
        "[ -f x ] && [[ $A == b ]]",
        "command -v cd",
      })
  void noStateIsLeftBehind(String code) {
    assertThat(Script.parse(code).isComplete()).isTrue();
    assertThat(changes(code)).isEmpty();
  }

  @Test
  void whatIsNotUnderstoodMayLeaveAnything() {
    assertThat(changes("echo (a)")).isEqualTo("UNKNOWN");
  }

  @Test
  void heredocs() {
    assertThat(of("cat <<EOF\nx\nEOF\n").hasHeredoc()).isTrue();
    assertThat(of("cat <<EOF").hasHeredoc()).isTrue();
    assertThat(of("cat <<< x").hasHeredoc()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD",
        "a; CMD && b",
        "a || CMD && b",
        "a | CMD",
        "{ a; CMD; } && b",
        "if a; then CMD; else b; fi",
        "case $A in a) CMD ;; esac",
        "set -e; CMD; a",
        "set -eux; if a; then CMD; fi; b",
        "set -e; for i in a; do CMD; done; b",
        "set -e; a && { CMD; b; }; c",
        "A=1 CMD",
      })
  void failuresThatEndAScript(String code) {
    assertThat(failsWithItsCommand(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD; a",
        "CMD || true",
        "CMD && a || b",
        "CMD && a; b",
        "CMD | a",
        "! CMD",
        "CMD & a",
        "if CMD; then a; fi",
        "for i in a; do CMD; done",
        "{ CMD; a; } && b",
        "a; set -e; CMD; b",
        "set -e; CMD && a; b",
        "set -e; CMD || a; b",
        "set -e; { CMD; a; } && b",
        "set -e; while CMD; do a; done",
        "a $(CMD)",
        "f() { CMD; }; f",
        "bash -c 'CMD'",
        "CMD && 'b",
      })
  void failuresThatMayBeIgnored(String code) {
    assertThat(failsWithItsCommand(code)).isFalse();
  }

  private static boolean failsWithItsCommand(String code) {
    Script script = Script.parse(code);
    Invocation command = script.invocations().stream()
        .filter(invocation -> invocation.is("CMD"))
        .findFirst()
        .orElseThrow();
    return Sequence.of(script).failsWith(command, false);
  }
}

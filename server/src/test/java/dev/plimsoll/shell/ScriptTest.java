package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.shell.ShellProblem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          apt-get update && apt-get install -y curl → [apt-get update] && [apt-get install -y curl]
          a || b && c → [a] || [b] && [c]
          a; b & c → [a] ; [b] & [c]
          a;b&&c → [a] ; [b] && [c]
          ! a | b |& c → ! [a] | [b] |& [c]
          curl -fsSL x | tar -xz -C /opt → [curl -fsSL x] | [tar -xz -C /opt]
          { a; b; } && c → {[a] ; [b] ;} && [c]
          ( cd /src && make ) → ([cd /src] && [make])
          ((a) || (b)) → (([a]) || ([b]))
          {a,b} → [{a,b}]
          echo if then fi → [echo if then fi]
          if a; then b; fi → if [a] ; then [b] ; fi
          if a; then b; elif c; then d; else e; fi → if [a] ; then [b] ; elif [c] ; then [d] ; else [e] ; fi
          if (a) then (b) fi → if ([a]) then ([b]) fi
          while read -r x; do y; done < f → while [read -r x] ; do [y] ; done <f
          until a; do b; done → until [a] ; do [b] ; done
          for f in *.c "$d"/x; do cc $f; done → for f in *.c "$d"/x do [cc $f] ; done
          for f; do a; done → for f do [a] ; done
          for f do a; done → for f do [a] ; done
          for f in; do a; done → for f in do [a] ; done
          for ((i=0; i<3; i++)); do a; done → for ((i=0; i<3; i++)) do [a] ; done
          select f in a b; do c; done → select f in a b do [c] ; done
          case "$x" in a|b) c ;; (d) e ;& *) f;; esac → case "$x" a b) [c] d) [e] *) [f] esac
          case $(uname -m) in esac → case $(uname -m) esac
          f() { a; } → function f {[a] ;}
          f () ( a ) → function f ([a])
          function f { a; } → function f {[a] ;}
          function f() if a; then b; fi → function f if [a] ; then [b] ; fi
          [[ $a == b* && ! ( -f x || 1 < 2 ) ]] && c → [[ $a == b* ! -f x 1 2 ]] && [c]
          [[ $a =~ ^(x|y)$ ]] || b → [[ $a =~ ^(x|y)$ ]] || [b]
          [ -f x ] && a → [[ -f x ]] && [a]
          ((i++)) && a → ((i++)) && [a]
          coproc a b → coproc [a b]
          coproc X { a; } → coproc X {[a] ;}
          time a | b → [time a] | [b]
          time { a; } → time {[a] ;}
          time -p a → [time -p a]
          A=b C= c d=e → [A=b C= c d=e]
          A+=b → [A+=b]
          A[1]=b → [A[1]=b]
          A=(a "b c" [5]=d) → [A=(a "b c" [5]=d)]
          declare -a X=(a b) Y → [declare -a X=(a b) Y]
          a >b 2>&1 <c → [a >b 2>&1 <c]
          a 2>/dev/null >>b &>c >|d <>e {fd}>f → [a 2>/dev/null >>b &>c >|d <>e {fd}>f]
          a2>b → [a2 >b]
          a <<< "x y" → [a <<<"x y"]
          diff <(a) <(b) → [diff <(a) <(b)]
          { a; } >b 2>&1 → {[a] ;} >b 2>&1
          a # b && c → [a]
          a#b → [a#b]
          echo "a; b" 'c && d' e\\;f → [echo "a; b" 'c && d' e\\;f]
          echo }; } → [echo }] ; ?
          a ; && b → [a] ; ? [b]
          echo (a) && b → ? && [b]
          """)
  void commands(String code, String outline) {
    assertThat(Outline.of(code)).isEqualTo(outline);
  }

  @Test
  void linesEndCommandsAndMayFollowOperators() {
    assertThat(Outline.of("""
            # prepare
            set -eux

            apt-get update &&
              apt-get install -y \\
                curl
            if a
            then
              b |
              # why
              c
            fi
            """))
        .isEqualTo(
            "[set -eux] ⏎ [apt-get update] && [apt-get install -y curl] ⏎ if [a] ⏎ then [b] | [c] ⏎ fi ⏎");
  }

  @Test
  void heredocBodiesFollowTheLineTheyAreAskedForOn() {
    Script script = Script.parse("""
        cat <<EOF >a && cat <<-'END' | sort
        x $HOME
        EOF
        \ty $HOME
        \tEND
        ls
        """);
    assertThat(script.isComplete()).isTrue();
    assertThat(script.invocations())
        .extracting(Invocation::name)
        .containsExactly("cat", "cat", "sort", "ls");
    assertThat(script.heredocs()).extracting(HereDocument::delimiter).containsExactly("EOF", "END");
    assertThat(script.heredocs()).extracting(HereDocument::literal).containsExactly(false, true);
    assertThat(script.heredocs().get(0).body().raw()).isEqualTo("x $HOME\n");
    assertThat(script.heredocs().get(1).body().literal()).isEqualTo("\ty $HOME\n");
    assertThat(script.parameters()).hasSize(1);
  }

  @Test
  void heredocsInSubstitutionsEndThere() {
    Script script = Script.parse("x=$(cat <<EOF\n)\nEOF\n); echo `cat <<A\nb\nA\n`");
    assertThat(script.isComplete()).isTrue();
    assertThat(script.heredocs()).extracting(h -> h.body().raw()).containsExactly(")\n", "b\n");
  }

  @Test
  void commentsAreAloneOrBehindCode() {
    Script script = Script.parse("# one\na # two\n  # three\nb\"#\" c#d");
    assertThat(script.comments()).extracting(Comment::alone).containsExactly(true, false, true);
    assertThat(script.comments())
        .extracting(c -> c.range().of(script.code()))
        .containsExactly("# one", "# two", "# three");
  }

  @Test
  void windowsLineEndsAreLineEnds() {
    Script script = Script.parse("if a\r\nthen b \\\r\n  c # d\r\nfi\r\n");
    assertThat(script.isComplete()).isTrue();
    assertThat(script.invocations()).extracting(i -> i.nameWord().raw()).containsExactly("a", "b");
    assertThat(script.comments().get(0).range().of(script.code())).isEqualTo("# d");
  }

  @Test
  void rangesCoverWhatTheyName() {
    String code = "  a b && { c; } >d ;  ";
    CommandList body = Script.parse(code).body();
    CommandList.AndOr andOr = body.items().get(0).andOr();
    assertThat(body.range().of(code)).isEqualTo("a b && { c; } >d ;");
    assertThat(andOr.range().of(code)).isEqualTo("a b && { c; } >d");
    assertThat(andOr.operators().get(0).range().of(code)).isEqualTo("&&");
    assertThat(andOr.pipelines().get(1).commands().get(0).range().of(code)).isEqualTo("{ c; } >d");
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          a && → DANGLING_OPERATOR
          a | → DANGLING_OPERATOR
          { a || } → DANGLING_OPERATOR
          a && && b → DANGLING_OPERATOR
          echo "a → UNTERMINATED_QUOTE
          echo 'a → UNTERMINATED_QUOTE
          echo $'a → UNTERMINATED_QUOTE
          echo $(a → UNTERMINATED_EXPANSION
          echo `a → UNTERMINATED_EXPANSION
          echo ${a → UNTERMINATED_EXPANSION
          a \\ → TRAILING_BACKSLASH
          ( a → UNTERMINATED_COMMAND
          { a; → UNTERMINATED_COMMAND
          if a; then b → UNTERMINATED_COMMAND
          for a in b; c; done → UNTERMINATED_COMMAND
          case a in b) c → UNTERMINATED_COMMAND
          [[ a → UNTERMINATED_COMMAND
          cat <<EOF → UNTERMINATED_HEREDOC
          a ) b → UNEXPECTED
          ; a → UNEXPECTED
          a;; b → UNEXPECTED
          fi → UNEXPECTED
          a > → UNEXPECTED
          a > # b → UNEXPECTED
          ( ) → UNEXPECTED
          """)
  void whatIsMissingIsAProblem(String code, Kind kind) {
    Script script = Script.parse(code);
    assertThat(script.isComplete()).isFalse();
    assertThat(script.problems()).extracting(ShellProblem::kind).contains(kind);
    assertThat(script.hasProblem(kind)).isTrue();
  }

  @Test
  void theRestGoesOnBehindWhatIsNotUnderstood() {
    Script script = Script.parse("echo (a b); apt-get update\nfi && ls ) ; pwd");
    assertThat(script.isComplete()).isFalse();
    assertThat(script.invocations())
        .extracting(Invocation::name)
        .containsExactly("apt-get", "ls", "pwd");
  }

  @Test
  void anOpaqueScriptHasNoCommands() {
    Script script = Script.opaque("Invoke-WebRequest 'x'");
    assertThat(script.isOpaque()).isTrue();
    assertThat(script.isComplete()).isFalse();
    assertThat(script.invocations()).isEmpty();
    assertThat(script).isNotEqualTo(Script.parse(script.code()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t", "# only a comment", "\\\n"})
  void nothingIsComplete(String code) {
    Script script = Script.parse(code);
    assertThat(script.isComplete()).isTrue();
    assertThat(script.body().isEmpty()).isTrue();
  }

  @Test
  void scriptsOfTheSameCodeAreEqual() {
    assertThat(Script.parse("a && b"))
        .isEqualTo(Script.parse("a && b"))
        .hasSameHashCodeAs(Script.parse("a && b"));
    assertThat(Script.parse("a && b")).isNotEqualTo(Script.parse("a || b"));
    assertThat(Script.parse("a $b").body()).isEqualTo(Script.parse("a $b").body());
  }
}

package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {

  private static Invocation only(String code) {
    ImmutableList<Invocation> invocations = Script.parse(code).invocations();
    assertThat(invocations).hasSize(1);
    return invocations.get(0);
  }

  /** Every invocation as name and arguments. */
  private static String invocations(String code) {
    return Script.parse(code).invocations().stream()
        .map(i -> i.name()
            + i.arguments().words().stream().map(w -> " " + w).collect(Collectors.joining()))
        .collect(Collectors.joining(" ¦ "));
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          apt-get install curl → apt-get install curl
          /usr/bin/apt-get update → apt-get update
          "apt-get" update → apt-get update
          sudo apt-get update → apt-get update
          sudo -E -u root A=b apt-get update → apt-get update
          sudo --user=app -- npm ci → npm ci
          sudo -v → sudo -v
          env A=b C="$d" npm ci → npm ci
          env -i -u X npm ci → npm ci
          env → env
          env A=b → env A=b
          A=b npm ci → npm ci
          time npm ci → npm ci
          /usr/bin/time -f %e npm ci → npm ci
          nice -n 10 npm ci → npm ci
          nohup npm ci → npm ci
          exec -a x npm ci → npm ci
          command npm ci → npm ci
          command -v npm → command -v npm
          builtin cd x → cd x
          doas -u app npm ci → npm ci
          gosu app npm ci → npm ci
          su-exec app:app npm ci → npm ci
          chroot --userspec=app /mnt npm ci → npm ci
          timeout -s KILL 10 npm ci → npm ci
          timeout --kill-after 5 10s npm ci → npm ci
          stdbuf -oL npm ci → npm ci
          eatmydata apt-get update → apt-get update
          sudo env A=b nice /usr/bin/pip install x → pip install x
          find . | xargs -0 -n 1 rm -rf → find . ¦ rm -rf
          $PIP install x → null install x
          $VENV/bin/pip install x → pip install x
          sudo "${VENV}/bin/pip" install x → pip install x
          $VENV/bin/$PIP install x → null install x
          ${X}pip install x → null install x
          $X/b'ar' → null
          busybox wget x → wget x
          """)
  void programsAreSeenThroughTheirPrefixes(String code, String expected) {
    assertThat(invocations(code)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          sh -c 'a && b' → sh -c 'a && b' ¦ a ¦ b
          bash -lc "a $x && b" → bash -lc "a $x && b" ¦ a $x ¦ b
          /bin/bash -o pipefail -c 'a | b' → bash -o pipefail -c 'a | b' ¦ a ¦ b
          bash -eo pipefail -c 'a' → bash -eo pipefail -c 'a' ¦ a
          sh -c "a \\"b c\\"" → sh -c "a \\"b c\\"" ¦ a "b c"
          sh -c 'sh -c "a"' → sh -c 'sh -c "a"' ¦ sh -c "a" ¦ a
          sh -c "$(curl x)" → sh -c "$(curl x)" ¦ null ¦ curl x
          sh script.sh -c x → sh script.sh -c x
          su app -c 'npm ci' → su app -c 'npm ci' ¦ npm ci
          su - app --command "npm ci" → su - app --command "npm ci" ¦ npm ci
          xargs sh -c 'rm "$0"' → sh -c 'rm "$0"' ¦ rm "$0"
          busybox sh -c 'a' → sh -c 'a' ¦ a
          """)
  void shellsAreFollowedIntoTheirScripts(String code, String expected) {
    assertThat(invocations(code)).isEqualTo(expected);
  }

  @Test
  void rangesOfEmbeddedScriptsAreThoseOfTheCode() {
    String code = "sudo sh -c \"apt-get install \\\"curl\\\" && x\"";
    Invocation install = Script.parse(code).invocations().get(1);
    assertThat(install.nameWord().range().of(code)).isEqualTo("apt-get");
    assertThat(install.range().of(code)).isEqualTo("apt-get install \\\"curl\\\"");
    assertThat(install.arguments().literals()).containsExactly("install", "curl");
    assertThat(install.nesting()).containsExactly(Nesting.EMBEDDED);
    assertThat(install.isSudo()).isTrue();
  }

  @Test
  void aShellReadsItsScriptFromAHeredoc() {
    Script script =
        Script.parse("bash -e <<'EOF'\napt-get update\nEOF\ncat <<EOF\napt-get update\nEOF\n");
    assertThat(script.invocations())
        .extracting(Invocation::name)
        .containsExactly("bash", "apt-get", "cat");
    assertThat(script.invocations().get(1).isIn(Nesting.EMBEDDED)).isTrue();
  }

  @Test
  void theRangeOfAPrefixIsWhatTakingItAwayDeletes() {
    String code = "cd x && sudo -E -u app npm ci";
    Invocation npm = Script.parse(code).invocations().get(1);
    assertThat(npm.prefix("sudo").range().of(code)).isEqualTo("sudo -E -u app ");
    assertThat(npm.range().of(code)).isEqualTo("npm ci");
    assertThat(npm.prefix("env")).isNull();
  }

  @Test
  void theEnvironmentIsWhatIsAssignedForThatProgram() {
    Invocation apt =
        only("A=1 B=\"$x\" sudo DEBIAN_FRONTEND=noninteractive env C=\"d e\" apt-get update");
    assertThat(apt.environment())
        .extracting(Assignment::name)
        .containsExactly("A", "B", "DEBIAN_FRONTEND", "C");
    assertThat(apt.environment("A")).isEqualTo("1");
    assertThat(apt.environment("B")).isNull();
    assertThat(apt.environment("DEBIAN_FRONTEND")).isEqualTo("noninteractive");
    assertThat(apt.environment("C")).isEqualTo("d e");
    assertThat(apt.environment("D")).isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          x && a || b → []
          { x; } → []
          ( x ) → [SUBSHELL]
          y=$(x) → [SUBSTITUTION]
          f() { x; } → [FUNCTION]
          if x; then :; fi → [CONDITION]
          if :; then x; fi → [BRANCH]
          case a in a) x;; esac → [BRANCH]
          for i in 1; do x; done → [LOOP]
          while x; do :; done → [CONDITION, LOOP]
          f() ( if :; then x; fi ) → [SUBSHELL, FUNCTION, BRANCH]
          echo "${y:-$(x)}" → [SUBSTITUTION]
          cat <(x) → [SUBSTITUTION]
          ls > "$(x)" → [SUBSTITUTION]
          """)
  void nesting(String code, String nesting) {
    Invocation x = Script.parse(code).invocations().stream()
        .filter(i -> i.is("x"))
        .findFirst()
        .orElseThrow();
    assertThat(x.nesting()).hasToString(nesting);
    assertThat(x.isNested()).isEqualTo(!nesting.equals("[]"));
  }

  @Test
  void invocationsAreInDocumentOrder() {
    assertThat(invocations("A=$(b) c $(d `e`) > $(f) && g <<EOF | h\n$(i)\nEOF\nj"))
        .isEqualTo("b ¦ c $(d `e`) ¦ d `e` ¦ e ¦ f ¦ g ¦ h ¦ i ¦ j");
  }

  @Test
  void parametersAreInDocumentOrder() {
    Script script = Script.parse("a $b \"${c:-$d}\" <<EOF && sh -c \"e $f\" '$g'\n$h\nEOF\n");
    assertThat(script.parameters())
        .extracting(WordPart.Parameter::name)
        .containsExactly("b", "c", "d", "f", "h");
  }

  @Test
  void theSubcommandIsTheFirstWordThatIsNoFlag() {
    assertThat(only("apt-get -y -qq install curl").is("apt-get", "install")).isTrue();
    assertThat(only("apt-get $x install").subcommand()).isNull();
    assertThat(only("apt-get").subcommand()).isNull();
  }

  @Test
  void invocationsAreGatheredOnce() {
    Script script = Script.parse("a && b");
    assertThat(script.invocations()).isSameAs(script.invocations());
  }
}

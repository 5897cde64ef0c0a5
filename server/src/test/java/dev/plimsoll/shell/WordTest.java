package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordTest {

  /** The one argument of {@code echo}. */
  private static ShellWord argument(String raw) {
    Script script = Script.parse("echo " + raw);
    assertThat(script.isComplete()).isTrue();
    Command.Simple echo = (Command.Simple)
        script.body().items().get(0).andOr().pipelines().get(0).commands().get(0);
    assertThat(echo.words()).hasSize(2);
    assertThat(echo.words().get(1).raw()).isEqualTo(raw);
    return echo.words().get(1);
  }

  private static String kinds(ImmutableList<WordPart> parts) {
    StringBuilder kinds = new StringBuilder();
    for (WordPart part : parts) {
      kinds.append(kinds.isEmpty() ? "" : " ").append(part.getClass().getSimpleName());
      if (part instanceof WordPart.DoubleQuoted quoted) {
        kinds.append('(').append(kinds(quoted.parts())).append(')');
      }
    }
    return kinds.toString();
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          plain → plain
          'single $x "q"' → single $x "q"
          "double 'q' \\\\n" → double 'q' \\n
          "a\\$b\\"c\\`" → a$b"c`
          a\\ b\\'c → a b'c
          pre'mid'"post" → premidpost
          $'a\\tb\\x41\\u00e9\\'' → a\tbAé'
          $"hello" → hello
          {} → {}
          {a} → {a}
          a} → a}
          [ → [
          [] → []
          a=b → a=b
          -o=x → -o=x
          $ → $
          a$ → a$
          "$" → $
          a~b → a~b
          a#b → a#b
          50% → 50%
          user@host → user@host
          C:\\\\x → C:\\x
          """)
  void literalIsTheValueWithoutQuotes(String raw, String value) {
    assertThat(argument(raw).literal()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          $x → Parameter
          ${x} → Parameter
          "$x-1" → DoubleQuoted(Parameter Literal)
          /opt/$x/bin → Literal Parameter Literal
          $(a) → CommandSubstitution
          "$(a)" → DoubleQuoted(CommandSubstitution)
          `a` → CommandSubstitution
          $((1+2)) → Arithmetic
          $((a) | b) → CommandSubstitution
          *.c → Glob Literal
          lists/* → Literal Glob
          a?b → Literal Glob Literal
          [a-z]x → Glob Literal
          @(a|b) → Glob
          !(a) → Glob
          ~/x → Tilde Literal
          ~user → Tilde
          x/{a,b}.c → Literal Brace Literal
          {1..3} → Brace
          {a,{b,c}} → Brace
          <(a) → ProcessSubstitution
          ${x:-$(a)} → Parameter
          "${x:-it's}" → DoubleQuoted(Parameter)
          "${x:-"a b"}" → DoubleQuoted(Parameter)
          """)
  void expansionsAndPatternsHaveNoLiteral(String raw, String kinds) {
    ShellWord word = argument(raw);
    assertThat(word.literal()).isNull();
    assertThat(kinds(word.parts())).isEqualTo(kinds);
  }

  @ParameterizedTest
  @CsvSource(delimiterString = "→", quoteCharacter = '\0', textBlock = """
          $x → x | | |
          $1 → 1 | | |
          $@ → @ | | |
          ${x} → x | | |
          ${#x} → x | # | |
          ${!x} → x | ! | |
          ${#} → # | | |
          ${x:-y z} → x | | :- | y z
          ${x-} → x | | - |
          ${x##*/} → x | | ## | */
          ${x%.c} → x | | % | .c
          ${x//a/b} → x | | // | a/b
          ${x:1:2} → x | | : | 1:2
          ${x^^} → x | | ^^ |
          ${x@Q} → x | | @ | Q
          ${x[${i}]} → x | | |
          ${x[@]:1} → x | | : | 1
          ${x:-${y:-z}} → x | | :- | ${y:-z}
          ${x:?say "so }"} → x | | :? | say "so }"
          """)
  void parameters(String raw, String fields) {
    WordPart.Parameter parameter = (WordPart.Parameter) argument(raw).parts().get(0);
    String operand = parameter.operand() == null ? "" : parameter.operand().raw();
    assertThat(
            String.join(" | ", parameter.name(), parameter.prefix(), parameter.operator(), operand)
                .replaceAll(" +", " ")
                .strip())
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a$b'c'\"d$(e)f\"\\g*[x]?{h,i}~$((j))`k`",
        "{a,b{c,d},\"e\"}f",
        "{a,b",
        "[a{b,c]d}",
        "${a:-{b}c}",
        "x[$y]z",
      })
  void partsFollowEachOtherWithoutAGap(String raw) {
    ShellWord word = argument(raw);
    int at = word.range().start();
    for (WordPart part : word.parts()) {
      assertThat(part.range().start()).isEqualTo(at);
      at = part.range().end();
    }
    assertThat(at).isEqualTo(word.range().end());
  }

  @Test
  void alternativesOfBraces() {
    WordPart.Brace brace =
        (WordPart.Brace) argument("{lib,cache/{a,b},}").parts().get(0);
    assertThat(brace.alternatives()).hasSize(3);
    assertThat(kinds(brace.alternatives().get(1))).isEqualTo("Literal Brace");
    assertThat(brace.alternatives().get(2)).isEmpty();
  }

  @Test
  void theLiteralPrefixEndsAtTheFirstExpansion() {
    assertThat(argument("--file=$x").literalPrefix()).isEqualTo("--file=");
    assertThat(argument("\"/var/lib/\"apt/*").literalPrefix()).isEqualTo("/var/lib/apt/");
    assertThat(argument("a\\ b").literalPrefix()).isEqualTo("a b");
    assertThat(argument("\"a$b\"c").literalPrefix()).isEqualTo("a");
  }

  @Test
  void valuesOfAssignmentsHaveNeitherPatternsNorBraces() {
    Script script = Script.parse("A=* B={a,b} C='d e'f D=$x");
    Command.Simple simple = (Command.Simple)
        script.body().items().get(0).andOr().pipelines().get(0).commands().get(0);
    assertThat(simple.assignments())
        .extracting(a -> a.value().literal())
        .containsExactly("*", "{a,b}", "d ef", null);
  }

  @Test
  void escapedBackquotesNestAndKeepTheirPlace() {
    String code = "echo `a \\`b \"c\"\\` d`";
    Script script = Script.parse(code);
    assertThat(script.isComplete()).isTrue();
    assertThat(script.invocations())
        .extracting(i -> i.nameWord().range().of(code))
        .containsExactly("echo", "a", "b");
  }
}

package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {

  private static final Map<String, String> VALUES = Map.of(
      "v",
      "hello.tar.gz",
      "e",
      "",
      "p",
      "/usr/lib",
      "star",
      "a*b?c",
      "sp",
      "a b  c",
      "nl",
      "ab\ncb",
      "w",
      "a\\b\\c");

  private static Expansion expand(String word) {
    return Expansion.of(word, '\\', ExpansionMode.ARGUMENT, VALUES::get);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          # word            | text
          $v.txt            | hello.tar.gz.txt
          x${u}y            | xy
          ${u:-$v}          | hello.tar.gz
          ${e-set}          | ''
          ${e:-empty}       | empty
          ${v:+yes}         | yes
          '$v'              | $v
          "\\$v"            | $v
          $(cmd)            | $(cmd)
          ${v#*.}           | tar.gz
          ${v##*.}          | gz
          ${v%.*}           | hello.tar
          ${v%%.*}          | hello
          ${v/?/_}          | _ello.tar.gz
          ${v//l/}          | heo.tar.gz
          ${v//[.]/-}       | hello.tar.gz
          ${v///-}          | -h-e-l-l-o-.-t-a-r-.-g-z-
          ${v//*/x}         | x
          ${star//\\*/'<$0>'} | a<*>b?c
          ${star//\\*/'$1'} | ab?c
          ${star//\\*/'$'}  | a$b?c
          ${p//\\//_}       | _usr_lib
          ${w#'a\\b'}        | \\c
          ${w#"a\\b"}        | \\c
          ${w%'\\c'}         | a\\b
          ${w/'\\b'/-}       | a-\\c
          ${w#'a\\'}         | b\\c
          ${star#'a\\*'}     | b?c
          a\\               | a
          """, delimiter = '|', quoteCharacter = '~')
  void expandsAsBuildKitDoes(String word, String text) {
    String expected = text.equals("''") ? "" : text;
    assertThat(expand(word))
        .extracting(Expansion::withoutBuildArgs, Expansion::error)
        .containsExactly(expected, null);
  }

  @Test
  void wildcardsStopAtTheEndOfALine() {
    assertThat(expand("${nl%%b*}").withoutBuildArgs()).isEqualTo("ab\nc");
    assertThat(expand("${nl##*b}").withoutBuildArgs()).isEqualTo("\ncb");
    assertThat(expand("${nl//*/x}").withoutBuildArgs()).isEqualTo("x\nx");
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          ${v            | unsupported modifier (\uFFFD) in substitution
          ${v:-a         | syntax error: missing '}'
          ${v/a}         | syntax error: missing '/' in ${}
          ${}            | syntax error: bad substitution
          ${v^}          | unsupported modifier (^) in substitution
          ${v:#x}        | unsupported modifier (:#) in substitution
          ${v:=x}        | unsupported modifier (:=) in substitution
          ${u?}          | u: is not allowed to be unset
          ${e:?}         | e: is not allowed to be empty
          ${u?say $v}    | u: say hello.tar.gz
          ${v#\\x}       | invalid pattern (\\x) in substitution: invalid escape '\\x'
          ${v%x\\}       | syntax error: missing '}'
          'a             | unexpected end of statement while looking for matching single-quote
          "a             | unexpected end of statement while looking for matching double-quote
          """, delimiter = '|', quoteCharacter = '~')
  void failsInBuildKitsWords(String word, String message) {
    assertThat(expand(word).error())
        .isEqualTo("failed to process " + GoQuote.of(word) + ": " + message);
    assertThat(expand(word).withoutBuildArgs()).isEmpty();
  }

  @Test
  void splitsAtBlanksThatAreNeitherQuotedNorEscaped() {
    assertThat(expand("80 \"1 2\"\\ 3 $sp '$sp'").wordsWithoutBuildArgs())
        .containsExactly("80", "1 2 3", "a", "b", "c", "$sp");
    assertThat(expand("<<  x y").wordsWithoutBuildArgs()).containsExactly("<<  x", "y");
  }

  @Test
  void losesTheBeginningOfAWordBeforeAnOperandAsBuildKitDoes() {
    Expansion expansion = expand("80${x:-80}");
    assertThat(expansion.withoutBuildArgs()).isEqualTo("8080");
    assertThat(expansion.wordsWithoutBuildArgs()).containsExactly("80");
  }

  @Test
  void namesWhatItLookedUpInOrder() {
    Expansion expansion = expand("$b${v:-${c}}${a-x}$e");
    assertThat(expansion.matched()).containsExactly("v", "e");
    assertThat(expansion.unmatched()).containsExactly("b", "c", "a");
  }

  @Test
  void keepsWhatIsUnsetWhereTheModeSaysSo() {
    assertThat(Expansion.of("'a' $u ${u:-\"$v\"} \\$v", '\\', ExpansionMode.AS_WRITTEN, VALUES::get)
            .withoutBuildArgs())
        .isEqualTo("'a' $u ${u:-\"hello.tar.gz\"} \\$v");
  }

  @Test
  void takesQuotesForOrdinaryCharactersInTheBodyOfAHeredoc() {
    assertThat(Expansion.of("'$v' \"a\\b\"", '\\', ExpansionMode.HEREDOC_BODY, VALUES::get)
            .withoutBuildArgs())
        .isEqualTo("'hello.tar.gz' \"ab\"");
  }

  @Test
  void usesTheEscapeCharacterOfTheFile() {
    assertThat(
            Expansion.of("C:\\$v`$v", '`', ExpansionMode.ARGUMENT, VALUES::get).withoutBuildArgs())
        .isEqualTo("C:\\hello.tar.gz$v");
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          # word             | uses: whole, name, modifier, operand, replacement, [nested…]
          a$v.txt            | $v v - - -
          ${v}               | ${v} v - - -
          ${v:-d}            | ${v:-d} v :- d -
          ${v##*.}           | ${v##*.} v ## *. -
          ${v//a/$b}         | ${v//a/$b} v // a $b [$b b - - -]
          "${a:-${b:-c}}"$d  | ${a:-${b:-c}} a :- ${b:-c} - [${b:-c} b :- c -] $d d - - -
          '$a'$b             | $b b - - -
          \\$a$1x$@           | $1 1 - - - $@ @ - - -
          ${v^}$w            | ${v^ v - - - $w w - - -
          ${v:-open          | ${v:-open v :- open -
          """, delimiter = '|', quoteCharacter = '~')
  void knowsWhereVariablesAreUsed(String word, String uses) {
    assertThat(print(word, ExpandableWord.of(word, '\\', ExpansionMode.ARGUMENT).uses()))
        .isEqualTo(uses);
  }

  private static String print(String word, ImmutableList<VariableUse> uses) {
    StringBuilder out = new StringBuilder();
    for (VariableUse use : uses) {
      out.append(out.length() == 0 ? "" : " ").append(use.range().of(word));
      out.append(' ').append(use.nameRange().of(word));
      out.append(' ').append(use.modifier().isEmpty() ? "-" : use.modifier());
      out.append(' ').append(print(word, use.operandRange()));
      out.append(' ').append(print(word, use.replacementRange()));
      if (!use.nested().isEmpty()) {
        out.append(" [").append(print(word, use.nested())).append(']');
      }
    }
    return out.toString();
  }

  private static String print(String word, TextRange range) {
    return range == null ? "-" : range.of(word);
  }

  @Test
  void knowsWhichOperandIsADefault() {
    assertThat(ExpandableWord.of("${a:-b}${c:+d}${e-}", '\\', ExpansionMode.ARGUMENT)
            .uses())
        .extracting(VariableUse::defaultRange)
        .containsExactly(new TextRange(5, 6), null, TextRange.at(18));
  }

  @Test
  void looksUpExactlyTheVariablesItKnowsToBeUsed() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      String word = RandomWords.next(random);
      ExpandableWord parsed = ExpandableWord.of(word, '\\', ExpansionMode.ARGUMENT);
      Expansion expansion = parsed.expand(RandomWords.VALUES::get);
      assertThat(parsed.allUses())
          .as(word)
          .extracting(VariableUse::name)
          .containsAll(expansion.matched())
          .containsAll(expansion.unmatched());
      for (VariableUse use : parsed.allUses()) {
        assertThat(use.range().contains(use.nameRange())).as(word).isTrue();
        assertThat(use.nameRange().of(word)).as(word).isEqualTo(use.name());
        assertThat(use.nested()).as(word).allMatch(nested -> use.range().contains(nested.range()));
      }
    }
  }

  @Test
  void refusesWhatNestsTooDeep() {
    String word = "${a:-".repeat(100_000);
    assertThat(expand(word).error()).endsWith("variables are nested more than 200 deep");
    assertThat(expand("${a:-".repeat(200) + "x" + "}".repeat(200)).withoutBuildArgs())
        .isEqualTo("x");
  }

  @Test
  void refusesAResultThatOutgrowsAnyEnvironment() {
    String tenfold = "${v//?/'0123456789'}";
    String word = "${v//?/${v//?/${v//?/${v//?/${v//?/" + tenfold + "}}}}}";
    assertThat(expand(word).error()).contains("the result is longer than");
  }

  @Test
  void matchesPathologicalPatternsInBoundedTime() {
    String value = "a".repeat(4000);
    Expansion expansion = Expansion.of(
        "${v//" + "*a".repeat(1000) + "b/x}", '\\', ExpansionMode.ARGUMENT, name -> value);
    assertThat(expansion.withoutBuildArgs()).isEqualTo(value);
    Expansion tooLong = Expansion.of(
        "${v#" + "*a".repeat(4000) + "b}", '\\', ExpansionMode.ARGUMENT, name -> value);
    assertThat(tooLong.error()).endsWith("the pattern is too long for a value of 4000 characters");
  }

  @Test
  void textIsOnlyWhatHoldsInEveryBuild() {
    assertThat(expand("/app/$v/x").text()).isEqualTo("/app/hello.tar.gz/x");
    assertThat(expand("/app/$u/x").text()).isNull();
    assertThat(expand("/app/$u/x").textByDefault()).isNull();
    assertThat(expand("/app/$u/x").withoutBuildArgs()).isEqualTo("/app//x");
    assertThat(expand("/app/$u/x").certain().prefix()).isEqualTo("/app/");
    assertThat(expand("/app/$u/x").certain().suffix()).isEqualTo("/x");
    assertThat(expand("${u:-x}").text()).isNull();
    assertThat(expand("${u:-x}").textByDefault()).isEqualTo("x");
    assertThat(expand("${v:-$u}").text()).isEqualTo("hello.tar.gz");
    assertThat(expand("${u%/*}").textByDefault()).isNull();
    assertThat(expand("${u:?}").text()).isNull();
    assertThat(expand("'$u'").text()).isEqualTo("$u");
    assertThat(expand("\uFDD0x\uFDD1'y'").text()).isNull();
  }

  /** What is known of each variable, apart from its value in one build. */
  private static Expansion partly(String word) {
    return Expansion.of(word, '\\', ExpansionMode.ARGUMENT, new Variables() {
      @Override
      public @Nullable String valueOf(String name) {
        return name.equals("a") ? "1" : name.equals("in") ? "/x/1" : null;
      }

      @Override
      public PartialText certain(String name) {
        PartialText unknown = PartialText.unknown(name.equals("in") ? "a" : name);
        return name.equals("in") ? PartialText.of("/x/").plus(unknown) : unknown;
      }
    });
  }

  @Test
  void anUnknownPartIsFollowedThroughModifiers() {
    assertThat(partly("$in/y").certain()).isEqualTo(partly("/x/$a/y").certain());
    assertThat(partly("$in").textByDefault()).isEqualTo("/x/1");
    assertThat(partly("${in:-y}").certain()).hasToString("/x/<a>");
    assertThat(partly("${in:+y}").text()).isEqualTo("y");
    assertThat(partly("${a:+y}").text()).isNull();
    assertThat(partly("${a:-y}").certain()).isNotEqualTo(partly("$a").certain());
    assertThat(partly("${in%1}").text()).isNull();
    assertThat(partly("${in%1}").certain()).isEqualTo(partly("${in%1}").certain());
    assertThat(partly("${a:?}").certain()).isEqualTo(partly("$a").certain());
  }
}

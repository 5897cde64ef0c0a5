package dev.plimsoll.ide;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Markup.Column;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MarkupTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
          debian:13-slim        | debian:13-slim
          NODE_ENV              | NODE_ENV
          _x                    | `_x`
          a*b                   | `a*b`
          ![q](x)               | `![q](x)`
          <b>                   | `<b>`
          # a                   | `#` a
          1. a                  | `1.` a
          1.2 a                 | 1.2 a
          a # b                 | a # b
          R&D &lt; &            | `R&D` `&lt`; `&`
          $(zap) $A             | `$(zap)` $A
          see https://a.org/b.  | see `https://a.org/b`.
          mail a@b.org          | mail `a@b.org`
          """, delimiter = '|')
  void aWordThatCouldBeAMarkIsCode(String text, String markdown) {
    assertThat(Markdown.text(text, true)).isEqualTo(markdown);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      a       | `a`
      a`b     | ``a`b``
      ``a     | ``` ``a ```
      a``b`   | ``` a``b` ```
      ' '     | ` `
      ' a '   | `  a  `
      """, delimiter = '|')
  void codeHasAFenceThatIsNotInIt(String code, String markdown) {
    assertThat(Markdown.code(code)).isEqualTo(markdown);
  }

  @Test
  void aBlockHasAFenceThatIsNotInIt() {
    assertThat(Markdown.block("text", "a\n````\nb")).isEqualTo("`````text\na\n````\nb\n`````");
  }

  @Test
  void aNameThatCouldBeMarksIsCode() {
    assertThat(Markdown.strong("debian:13")).isEqualTo("**debian:13**");
    assertThat(Markdown.strong("**a**")).isEqualTo("`**a**`");
    assertThat(Markdown.strong("https://a.org")).isEqualTo("`https://a.org`");
  }

  @Test
  void onlyTheWebIsLinkedTo() {
    assertThat(Markdown.link("[a]", "https://a.org/#b")).isEqualTo("[`[a]`](https://a.org/#b)");
    for (String address :
        List.of("command:a", "javascript:a", "file:///a", "https://a b", "https://a)")) {
      assertThat(Markdown.link("a", address)).isEqualTo("a");
    }
  }

  @Test
  void whatCannotBeSeenIsNamed() {
    assertThat(Markdown.code("a\u001b[31m\u202eb\r\n\u0085c")).isEqualTo("`a␛[31m[U+202E]b �c`");
    Markup plain = new Markup(false);
    plain.paragraph("a\u0000\u200b\n");
    assertThat(plain.toString()).isEqualTo("a␀[U+200B]");
  }

  static List<String> snippets() {
    return HostileText.SNIPPETS;
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void aTextIsShownAsItIs(String text) {
    for (int way = 0; way < 6; way++) {
      int chosen = way;
      check(new Random(0), (out, random) -> write(out, chosen, text));
    }
  }

  /** Whatever is written, one reads in Markdown what one reads in plain text. */
  @Test
  void markdownShowsWhatPlainTextDoes() {
    for (int seed = 0; seed < 5_000; seed++) {
      check(new Random(seed), (out, random) -> {
        for (int left = random.nextInt(6); left >= 0; left--) {
          write(out, random.nextInt(9), HostileText.random(random));
        }
      });
    }
  }

  private interface Writer {
    void write(Markup out, Random random);
  }

  private static void write(Markup out, int way, String text) {
    switch (way) {
      case 0 -> out.paragraph(text);
      case 1 -> out.heading(text).text(" · " + text);
      case 2 -> out.paragraph().text("a ").code(text).code(text).text(text);
      case 3 -> out.example(text);
      case 4 ->
        out.columns(
            List.of(Column.TEXT, Column.FIGURES),
            List.of(ImmutableList.of(text, "1"), ImmutableList.of("a", text)));
      case 5 ->
        out.paragraph().text("a: ").line().text(text).line().strong(text).line().code(text);
      case 6 -> out.paragraph().text("a ").strong(text).text(": ").list(List.of(text, "b", text));
      case 7 -> out.paragraph().text("a: ").prose(text);
      default -> out.details();
    }
  }

  private static void check(Random random, Writer writer) {
    long seed = random.nextLong();
    Markup markdown = new Markup(true);
    Markup plain = new Markup(false);
    writer.write(markdown, new Random(seed));
    writer.write(plain, new Random(seed));
    ReadMarkdown read = ReadMarkdown.of(markdown.toString());
    assertThat(read.strange()).as(markdown.toString()).isEmpty();
    assertThat(read.links()).as(markdown.toString()).isEmpty();
    assertThat(withoutBlanks(read.visible()))
        .as(markdown.toString())
        .isEqualTo(withoutBlanks(plain.toString()));
  }

  static String withoutBlanks(String text) {
    return CharMatcher.whitespace().removeFrom(text);
  }
}

package dev.plimsoll.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.SharedCases;
import dev.plimsoll.cli.FileMeaning;
import dev.plimsoll.format.FormatOptions.KeywordCase;
import dev.plimsoll.format.FormatOptions.Level;
import dev.plimsoll.format.FormatOptions.OperatorPosition;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of the formatter whatever a file says: it means the same afterwards, and is left alone a second time. */
class FormatPropertiesTest {

  private static final FormatOptions FULL =
      FormatOptions.DEFAULT.with(Level.FULL).withSortPackages(false);

  private static final List<FormatOptions> LEVELS = List.of(FormatOptions.DEFAULT, FULL);

  private static final List<FormatOptions> MORE = List.of(
      FormatOptions.DEFAULT
          .withIndent(Indent.spaces(2))
          .with(KeywordCase.LOWER)
          .withSeparateStages(true),
      FormatOptions.DEFAULT.withIndent(Indent.tab(4)).with(KeywordCase.UPPER),
      FULL.with(OperatorPosition.TRAILING).withIndent(Indent.spaces(2)).withMaxLineLength(60),
      FULL.with(OperatorPosition.LEADING).withIndent(Indent.tab(8)).withMaxLineLength(0));

  /** How many of the real files are tried with {@link #MORE} options. */
  private static final int SOME = 300;

  @Test
  void sampleFilesKeepTheirMeaning() {
    check(SampleFiles.all(), LEVELS);
    check(SampleFiles.whole(), MORE);
  }

  @Test
  void oddFilesKeepTheirMeaning() {
    for (String name : List.of("edge-cases", "edge-cases-1.28", "checks")) {
      List<String> texts =
          SharedCases.read(name).stream().map(SharedCases::text).toList();
      check(texts, LEVELS);
      check(texts, MORE);
    }
  }

  @Test
  void realFilesKeepTheirMeaning() {
    List<String> texts = SharedCases.dockerfiles();
    check(texts, LEVELS);
    check(SampleFiles.some(SOME, texts), MORE);
  }

  /** The order of packages says nothing; all of them are there, and nothing else changes. */
  @Test
  void sortedPackagesAreAllThere() {
    FormatOptions sorted = FULL.withSortPackages(true);
    for (String text : SharedCases.dockerfiles()) {
      String once = Layout.format(text, sorted);
      assertThat(Layout.format(once, sorted)).as(text).isEqualTo(once);
      assertThat(characters(once)).as(text).isEqualTo(characters(Layout.format(text, FULL)));
    }
  }

  private static String characters(String text) {
    char[] all = text.toCharArray();
    Arrays.sort(all);
    return new String(all);
  }

  /** Whatever is typed: nothing fails, and what is laid out means the same. */
  @Test
  void editedFilesKeepTheirMeaning() {
    int count = Integer.getInteger("plimsoll.format.edits", 1500);
    Random random = new Random(Integer.getInteger("plimsoll.format.seed", 1));
    List<String> texts = new ArrayList<>(SampleFiles.all());
    if (SharedCases.arePresent()) {
      texts.addAll(SharedCases.dockerfiles());
    }
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + (random.nextInt(3) == 0 ? random.nextInt(6) : 0));
        text.replace(at, end, TYPED.get(random.nextInt(TYPED.size())));
      }
      for (FormatOptions options : LEVELS) {
        check(text.toString(), options);
      }
      check(text.toString(), MORE.get(i % MORE.size()));
    }
  }

  private static final List<String> TYPED = List.of(
      " ",
      "  ",
      "\t",
      "\n",
      "\r\n",
      "\r",
      "\\",
      "\\\n",
      " \\\n  ",
      "`",
      "`\n",
      "\n\n\n\n",
      "#",
      "\n# x\n",
      "\"",
      "'",
      "$(",
      ")",
      "&&",
      "&",
      "|",
      ";",
      ";;",
      "[",
      "]",
      "{",
      "}",
      "(",
      "=",
      ",",
      "\u00a0",
      "\f",
      "<<EOF",
      "\nEOF\n",
      "\nRUN ",
      "\nONBUILD ",
      "\nENV ",
      "\nCMD ",
      "\nHEALTHCHECK ",
      "\nSHELL [\"x\"]\n",
      "#escape=`\n",
      "if a; then ",
      " fi",
      " done",
      "case x in ",
      " esac",
      "\n  ",
      "\uD83D\uDE00",
      "\uFEFF",
      "!",
      "--",
      "$",
      "~");

  private static void check(List<String> texts, List<FormatOptions> all) {
    for (String text : texts) {
      for (FormatOptions options : all) {
        check(text, options);
      }
    }
  }

  private static void check(String text, FormatOptions options) {
    List<TextEdit> edits = Layout.edits(text, options);
    String once = TextEdit.apply(text, edits);
    assertThat(edits).as(text).noneMatch(edit -> edit.range().of(text).equals(edit.newText()));
    if (options.level() == Level.GENTLE) {
      assertThat(edits).as(text).allMatch(edit -> isOfWhiteSpace(edit, text));
    }
    if (!once.equals(text)) {
      assertThat(FileMeaning.of(once)).as(text).isEqualTo(FileMeaning.of(text));
      assertThat(Layout.format(once, options)).as(text).isEqualTo(once);
    }
  }

  /** Whether an edit changes no more than white space, or the letters of a word. */
  private static boolean isOfWhiteSpace(TextEdit edit, String text) {
    String before = edit.range().of(text);
    return CharMatcher.whitespace().matchesAllOf(before + edit.newText())
        || before.equalsIgnoreCase(edit.newText());
  }

  /** What the properties above rest on. */
  @ParameterizedTest
  @CsvSource({
    "RUN a b,             RUN a  \\|b,          true",
    "run a&&b,            RUN a && b,          true",
    "RUN a 'b  c',        RUN a 'b c',         false",
    "RUN a; b,            RUN a && b,          false",
    "RUN a b,             RUN a; b,            false",
    "RUN [[ a == b ]],    RUN [[ a != b ]],    false",
    "CMD a  b,            CMD a b,             false",
    "FROM a AS b,         from a as b,         true",
    "FROM a AS b,         FROM a AS B,         false",
    "ENV a b  c,          ENV a b c,           false",
    "COPY a  b  c,        COPY a b c,          true",
    "'CMD [\"a\",\"b\"]', 'CMD [ \"a\", \"b\" ]', true",
    "'CMD [\"a\",\"b\"]', 'CMD [\"a\", \"b\"',    false",
    "RUN <<EOF| a|EOF,    RUN <<EOF|a|EOF,     false"
  })
  void meaningsAreToldApart(String one, String other, boolean same) {
    assertThat(
            FileMeaning.of(one.replace('|', '\n')).equals(FileMeaning.of(other.replace('|', '\n'))))
        .isEqualTo(same);
  }
}

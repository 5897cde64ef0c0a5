package dev.plimsoll.shellcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shellcheck.ShellCheckComment.Level;
import dev.plimsoll.shellcheck.ShellCheckComment.Place;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was said last goes with its words, and is dropped where they are touched. */
class ShellCheckReportTest {

  /** A finding at a word that is to be quoted. */
  private static ShellCheckFinding at(TextRange word) {
    return new ShellCheckFinding(
        new ShellCheckComment(new Place(1, 1, 1, 1), Level.INFO, 2086, "", ImmutableList.of()),
        word,
        ImmutableList.of(TextEdit.insert(word.start(), "\""), TextEdit.insert(word.end(), "\"")));
  }

  private static ImmutableList<ShellCheckFinding> after(
      ImmutableList<ShellCheckFinding> findings, TextEdit edit, String text) {
    return ShellCheckReport.NOTHING.with(findings).after(edit, text).last();
  }

  /** What stands in angle brackets is replaced; the finding is at {@code $x}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "RUN echo $x<>              | ' y'   | RUN echo \"$x\" y",
        "RUN echo $x<>              | ;      | RUN echo \"$x\";",
        "RUN echo $x<>              | y      | none",
        "RUN echo $x< >y            | ''     | none",
        "RUN echo $x< y>            | ''     | RUN echo \"$x\"",
        "RUN echo $x< > y           | ''     | RUN echo \"$x\" y",
        "RUN echo <>$x y            | ' '    | RUN echo  \"$x\" y",
        "RUN echo <>$x y            | 'a '   | RUN echo a \"$x\" y",
        "RUN echo <>$x y            | a      | none",
        "RUN echo< >$x y            | ''     | none",
        "RUN echo $<>x y            | y      | none",
        "RUN echo <$x> y            | ''     | none",
        "RUN echo <$x y>            | '$x z' | RUN echo \"$x\" z",
        "RUN <echo $x y>            | 'cat $x y' | RUN cat \"$x\" y",
        "<RUN echo $x y>            | 'RUN printf $x y' | RUN printf \"$x\" y",
        "<>RUN echo $x              | 'ONBUILD ' | ONBUILD RUN echo \"$x\"",
      })
  void goesWithItsWords(String marked, String inserted, String expected) {
    int start = marked.indexOf('<');
    int end = marked.indexOf('>') - 1;
    String text = marked.replace("<", "").replace(">", "");
    int word = text.indexOf("$x");
    TextEdit edit = TextEdit.replace(new TextRange(start, end), inserted);
    List<ShellCheckFinding> kept =
        after(ImmutableList.of(at(TextRange.ofLength(word, 2))), edit, text);
    if (expected == null) {
      assertThat(kept).isEmpty();
    } else {
      String edited = TextEdit.apply(text, List.of(edit));
      assertThat(TextEdit.apply(edited, kept.get(0).edits())).isEqualTo(expected);
      assertThat(kept.get(0).range().of(edited)).isEqualTo("$x");
    }
  }

  /** A fix of which a part stands elsewhere is dropped with that part; the finding stays. */
  @Test
  void aFixIsDroppedWhereItIsTouched() {
    String text = "RUN cd $x && ls";
    ShellCheckFinding found = new ShellCheckFinding(
        at(TextRange.ofLength(4, 5)).comment(),
        TextRange.ofLength(4, 5),
        ImmutableList.of(TextEdit.insert(9, " || exit"), TextEdit.insert(15, "; ")));
    TextEdit edit = TextEdit.replace(TextRange.ofLength(13, 2), "pwd");
    assertThat(after(ImmutableList.of(found), edit, text))
        .containsExactly(new ShellCheckFinding(found.comment(), found.range(), ImmutableList.of()));
    assertThat(after(ImmutableList.of(found), TextEdit.insert(4, "a; "), text)
            .get(0)
            .edits())
        .containsExactly(TextEdit.insert(12, " || exit"), TextEdit.insert(18, "; "));
  }

  @Test
  void whatIsKeptMarksTheSameWordsWhateverIsTyped() {
    int kept = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      String text = "RUN w1 w22 w333; w4 && w55 |w6";
      List<ShellCheckFinding> all = new ArrayList<>();
      for (String word : new String[] {"w1", "w22", "w333", "w4", "w55", "w6"}) {
        all.add(at(TextRange.ofLength(text.indexOf(word), word.length())));
      }
      ImmutableList<ShellCheckFinding> findings = ImmutableList.copyOf(all);
      for (int i = 0; i < 12; i++) {
        int start = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), start + random.nextInt(3));
        String typed = new String[] {"", "a", " ", " a", "a ", "; ", "\n"}[random.nextInt(7)];
        TextEdit edit = TextEdit.replace(new TextRange(start, end), typed);
        findings = after(findings, edit, text);
        text = TextEdit.apply(text, List.of(edit));
        for (ShellCheckFinding one : findings) {
          String word = one.range().of(text);
          assertThat(word).as(text).matches("w(1|22|333|4|55|6)");
          assertThat(TextEdit.apply(text, one.edits()))
              .isEqualTo(text.substring(0, one.range().start())
                  + '"'
                  + word
                  + '"'
                  + text.substring(one.range().end()));
          kept++;
        }
      }
    }
    assertThat(kept).isGreaterThan(5_000);
  }
}

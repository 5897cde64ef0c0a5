package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the full level puts between the items of a list: the strings of an exec form, the pairs of ENV and LABEL. All offsets
 * are those of the instruction.
 */
final class ListLayout {

  private final Map<TextRange, String> gaps = new LinkedHashMap<>();
  private final EmbeddedText line;

  private ListLayout(EmbeddedText line) {
    this.line = line;
  }

  /**
   * What stands between items that are in one line, by the place where it stands.
   *
   * @param lineBreak what goes between pairs, which are to be one a line
   */
  static Map<TextRange, String> of(Instruction outer, String lineBreak) {
    InstructionText source = outer.innermost().source();
    ListLayout layout = new ListLayout(source.line());
    if (source.json()) {
      layout.array(source);
    } else if (source.keyword() == Keyword.ENV || source.keyword() == Keyword.LABEL) {
      boolean legacy = source.pairs().size() == 1;
      for (int i = 1; i < source.words().size() && !legacy; i++) {
        layout.gap(
            source.words().get(i - 1).inLine().end(),
            source.words().get(i).inLine().start(),
            lineBreak);
      }
    }
    return layout.gaps;
  }

  private void array(InstructionText source) {
    ImmutableList<Word> words = source.words();
    int first = source.keyword() == Keyword.HEALTHCHECK ? 1 : 0;
    int end = source.argumentsInLine().end();
    if (words.size() <= first) {
      return;
    }
    int open = line.code().lastIndexOf('[', words.get(first).inLine().start());
    gap(open, words.get(first).inLine().start(), "[");
    for (int i = first + 1; i < words.size(); i++) {
      gap(words.get(i - 1).inLine().end(), words.get(i).inLine().start(), ", ");
    }
    gap(words.get(words.size() - 1).inLine().end(), end, "]");
  }

  private void gap(int start, int end, String wanted) {
    if (line.isContiguous(
        new TextRange(Math.max(0, start - 1), Math.min(end + 1, line.length())))) {
      gaps.put(new TextRange(line.home(start), line.homeEnd(end)), wanted);
    }
  }
}

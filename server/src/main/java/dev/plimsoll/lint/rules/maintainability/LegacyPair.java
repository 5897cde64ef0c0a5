package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code KEY value} as {@code KEY=value}. */
final class LegacyPair {

  /** How the value is kept one word. */
  private enum Quoting {
    AS_IT_IS,
    /** Double quotes around all of it, none inside. */
    AROUND,
    /** The escape character before each blank. */
    ESCAPES
  }

  /** What variables may be: nothing, empty, or what means something in a word. */
  private static final ImmutableList<Variables> SAMPLES =
      ImmutableList.of(name -> null, name -> "", name -> name + " \"'$a\\\\`");

  private final Instruction.Pairs instruction;
  private final String code;
  private final EmbeddedText line;
  private final char escape;
  private final Word key;
  private final Word value;

  private LegacyPair(Instruction.Pairs instruction, Word key, Word value) {
    this.instruction = instruction;
    this.line = instruction.source().line();
    this.code = line.code();
    this.escape = instruction.source().escape();
    this.key = key;
    this.value = value;
  }

  /**
   * The edits that give a pair its equals sign, relative to the instruction: its value stays the same
   * whatever its variables are. Empty where there are none.
   */
  static ImmutableList<TextEdit> withEqualsSign(Instruction instruction) {
    if (!(instruction instanceof Instruction.Pairs pairs) || pairs.pairs().size() != 1) {
      return ImmutableList.of();
    }
    Word value = pairs.pairs().get(0).value();
    if (value == null || !pairs.pairs().get(0).legacy()) {
      return ImmutableList.of();
    }
    LegacyPair pair = new LegacyPair(pairs, pairs.pairs().get(0).key(), value);
    for (Quoting quoting : Quoting.values()) {
      ImmutableList<TextEdit> edits = TextEdit.inOrder(pair.edits(quoting));
      if (pair.isKeptBy(edits)) {
        return edits;
      }
    }
    return ImmutableList.of();
  }

  private List<TextEdit> edits(Quoting quoting) {
    List<TextEdit> edits = new ArrayList<>();
    int end = value.inLine().end();
    String quote = quoting == Quoting.AROUND ? "\"" : "";
    String gap = new TextRange(key.range().end(), value.range().start()).of(instruction.text());
    if (gap.indexOf('#') < 0) { // the value begins behind its key, whichever line it was in
      edits.add(
          TextEdit.replace(new TextRange(key.range().end(), value.range().start()), "=" + quote));
    } else { // the key goes to where its value is, below the comment
      int blanks = gap.length() - gap.stripLeading().length();
      edits.add(TextEdit.delete(new TextRange(key.range().start(), key.range().end() + blanks)));
      edits.add(TextEdit.insert(value.range().start(), key.value() + "=" + quote));
    }
    if (quoting == Quoting.AROUND) {
      for (int i = value.inLine().start(); i < end; i++) {
        if (code.charAt(i) == escape) {
          i++;
        } else if (code.charAt(i) == '"') {
          edits.add(TextEdit.delete(TextRange.ofLength(line.home(i), 1)));
        }
      }
      edits.add(TextEdit.insert(line.homeEnd(end), quote));
    } else if (quoting == Quoting.ESCAPES && line.isContiguous(value.inLine())) {
      escapeBlanks(edits);
    }
    return edits;
  }

  private void escapeBlanks(List<TextEdit> edits) {
    char quote = 0;
    for (int i = value.inLine().start(); i < value.inLine().end(); i++) {
      char c = code.charAt(i);
      if (c == escape && quote != '\'') {
        i++;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote == 0 && (c == ' ' || c == '\t')) {
        edits.add(TextEdit.insert(line.home(i), String.valueOf(escape)));
      }
    }
  }

  /** Whether the instruction after some edits is one pair of the same name and value. */
  private boolean isKeptBy(ImmutableList<TextEdit> edits) {
    String head = escape == '\\' ? "" : "# escape=" + escape + "\n";
    String edited = TextEdit.apply(instruction.text(), edits);
    Dockerfile file = Dockerfile.parse(head + edited);
    Element last = file.element(file.elements().size() - 1);
    if (last.length() != edited.length()
        || !(last instanceof Instruction made)
        || !(made.innermost() instanceof Instruction.Pairs pairs)
        || pairs.keyword() != instruction.keyword()
        || pairs.pairs().size() != 1
        || !made.errors().isEmpty()) {
      return false;
    }
    Word now = pairs.pairs().get(0).value();
    return now != null
        && Expansion.of(value.value(), escape, ExpansionMode.ARGUMENT, name -> null)
                .error()
            == null
        && !pairs.pairs().get(0).legacy()
        && pairs.pairs().get(0).key().value().equals(key.value())
        && SAMPLES.stream().allMatch(sample -> expand(now, sample).equals(expand(value, sample)));
  }

  /** All that a word comes to: text, error, and which variables it asked for. */
  private List<@Nullable Object> expand(Word word, Variables variables) {
    Expansion made = Expansion.of(word.value(), escape, ExpansionMode.ARGUMENT, variables);
    return Arrays.asList(made.withoutBuildArgs(), made.error(), made.matched(), made.unmatched());
  }
}

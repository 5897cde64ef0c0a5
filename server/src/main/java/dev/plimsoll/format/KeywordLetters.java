package dev.plimsoll.format;

import com.google.common.base.Ascii;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;

/** Keywords in capitals or in small letters: those of instructions and triggers, AS, and CMD and NONE of a HEALTHCHECK. */
final class KeywordLetters {

  private final boolean upper;
  private final List<TextEdit> edits = new ArrayList<>();

  private KeywordLetters(boolean upper) {
    this.upper = upper;
  }

  /** The edits, relative to the start of the instruction. */
  static List<TextEdit> edits(Instruction instruction, boolean upper) {
    KeywordLetters letters = new KeywordLetters(upper);
    letters.instruction(instruction);
    return letters.edits;
  }

  private void instruction(Instruction part) {
    if (part.keyword() != Keyword.UNKNOWN) {
      word(part.source().keywordRange(), part.source().writtenKeyword());
    }
    Word inner = part instanceof From from
        ? from.as()
        : part instanceof Healthcheck check ? check.type() : null;
    if (inner != null) {
      word(inner.range(), inner.value());
    }
    Instruction trigger = part.source().trigger();
    if (trigger != null) {
      instruction(trigger);
    }
  }

  private void word(TextRange place, String written) {
    String meant = upper ? Ascii.toUpperCase(written) : Ascii.toLowerCase(written);
    boolean whole = place.length() == written.length(); // not over two lines
    if (whole && !meant.equals(written)) {
      edits.add(TextEdit.replace(place, meant));
    }
  }
}

package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;

/**
 * An ENV, LABEL or EXPOSE of several pairs or ports as one instruction for each.
 *
 * <p>All values of one ENV see what was in force before it. So it is left alone where a value names a variable that the
 * same ENV sets before.
 */
final class SplitInstruction implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    if (instruction == null
        || !canBeDivided(instruction)
        || instruction.words().size() < 2
        || readsItself(instruction)) {
      return ImmutableList.of();
    }
    Surroundings around = new Surroundings(selection.file(), instruction);
    if (around.hasPragma()) {
      return ImmutableList.of();
    }
    List<TextEdit> edits = new ArrayList<>();
    String opening = around.indent() + instruction.source().writtenKeyword() + " ";
    for (int i = 1; i < instruction.words().size(); i++) {
      TextRange gap = new TextRange(
              instruction.words().get(i - 1).range().end(),
              instruction.words().get(i).range().start())
          .shift(around.start());
      edits.add(TextEdit.replace(
          gap, around.lineEnding() + around.comments(gap, around.indent()) + opening));
    }
    return Offer.one(
        "Split into " + instruction.words().size() + " " + instruction.keyword() + " instructions",
        edits);
  }

  /** Whether an instruction is a list of independent words. */
  static boolean canBeDivided(Instruction instruction) {
    if (instruction.source().json()
        || !instruction.flags().isEmpty()
        || instruction.words().isEmpty()) {
      return false;
    }
    if (instruction instanceof Instruction.Expose) {
      return true;
    }
    boolean pairs =
        instruction instanceof Instruction.Env || instruction instanceof Instruction.Label;
    return pairs
        && instruction.source().pairs().size() == instruction.words().size()
        && !instruction.source().pairs().get(0).legacy();
  }

  private static boolean readsItself(Instruction instruction) {
    if (!(instruction instanceof Instruction.Env)) {
      return false;
    }
    List<Pair> before = new ArrayList<>();
    for (Pair pair : instruction.source().pairs()) {
      if (mentionsAny(pair.key(), before)
          || (pair.value() != null && mentionsAny(pair.value(), before))) {
        return true;
      }
      before.add(pair);
    }
    return false;
  }

  /** Whether a word may use a variable that one of the pairs sets; a key that isn't plain may be any. */
  static boolean mentionsAny(Word word, List<Pair> pairs) {
    if (word.value().indexOf('$') < 0) {
      return false;
    }
    for (Pair pair : pairs) {
      String key = pair.key().value();
      if (!key.chars().allMatch(c -> Mentions.isNameCharacter((char) c))
          || Mentions.hasName(word.value(), key)) {
        return true;
      }
    }
    return false;
  }
}

package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    String lineEnding = around.lineEnding();
    String opening = around.indent() + instruction.source().writtenKeyword() + " ";
    for (int i = 1; i < instruction.words().size(); i++) {
      TextRange gap = new TextRange(
              instruction.words().get(i - 1).range().end(),
              instruction.words().get(i).range().start())
          .shift(around.start());
      edits.add(
          TextEdit.replace(gap, lineEnding + around.comments(gap, around.indent()) + opening));
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
    if (!(instruction instanceof Instruction.Env env)) {
      return false;
    }
    Set<String> before = new HashSet<>();
    for (Pair pair : env.pairs()) {
      if (readsAny(pair, before)) {
        return true;
      }
      before.add(pair.key().value());
    }
    return false;
  }

  /** Whether a pair of an ENV may use one of some variables; or may set any, because its key isn't plain. */
  static boolean readsAny(Pair pair, Set<String> names) {
    String key = pair.key().value();
    String value = pair.value() == null ? "" : pair.value().value();
    return !key.chars().allMatch(c -> Mentions.isNameCharacter((char) c))
        || Mentions.in(value).stream().anyMatch(names::contains);
  }
}

package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * ENV, LABEL or EXPOSE instructions that follow each other as one, a line for each.
 *
 * <p>With a cursor these are the neighbours without a blank line between; a selection says itself which.
 */
final class MergeInstructions implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction pointedAt = selection.instruction();
    List<Instruction> group =
        pointedAt == null ? selection.instructions() : neighbours(selection, pointedAt);
    if (group.size() < 2 || !fit(selection, group)) {
      return ImmutableList.of();
    }
    Surroundings first = new Surroundings(selection.file(), group.get(0));
    String indent = indent(selection, group);
    String joint = first.continuation();
    List<TextEdit> edits = new ArrayList<>();
    for (int i = 1; i < group.size(); i++) {
      Instruction next = group.get(i);
      TextRange gap = new TextRange(
          selection.file().range(group.get(i - 1)).end(),
          selection.file().start(next) + next.words().get(0).range().start());
      edits.add(TextEdit.replace(gap, joint + first.comments(gap, indent) + indent));
    }
    return Offer.one(
        "Merge " + group.size() + " " + group.get(0).keyword() + " instructions", edits);
  }

  /** The instructions of the same kind that stand directly before and after one, and that one. */
  private static List<Instruction> neighbours(Selection selection, Instruction middle) {
    List<Instruction> group = new ArrayList<>();
    int index = selection.file().indexOf(middle);
    collect(selection, middle, index - 1, -1, group);
    Collections.reverse(group);
    group.add(middle);
    collect(selection, middle, index + 1, 1, group);
    return group;
  }

  private static void collect(
      Selection selection, Instruction middle, int from, int step, List<Instruction> group) {
    List<Element> elements = selection.file().elements();
    for (int i = from; i >= 0 && i < elements.size(); i += step) {
      if (elements.get(i) instanceof Instruction instruction
          && instruction.keyword() == middle.keyword()) {
        group.add(instruction);
      } else if (!(elements.get(i) instanceof Element.Comment)) {
        return;
      }
    }
  }

  private static boolean fit(Selection selection, List<Instruction> group) {
    Set<String> before = new HashSet<>();
    for (Instruction instruction : group) {
      Surroundings around = new Surroundings(selection.file(), instruction);
      if (instruction.keyword() != group.get(0).keyword()
          || selection.model().stageOf(instruction) == null
          || !instruction.errors().isEmpty()
          || !SplitInstruction.canBeDivided(instruction)
          || (instruction != group.get(0) && around.hasPragma())) {
        return false;
      }
      if (instruction instanceof Instruction.Env env) {
        if (env.pairs().stream().anyMatch(pair -> SplitInstruction.readsAny(pair, before))) {
          return false;
        }
        env.pairs().forEach(pair -> before.add(pair.key().value()));
      }
    }
    return true;
  }

  private static String indent(Selection selection, List<Instruction> group) {
    for (Instruction instruction : group) {
      int lineFeed = instruction.text().indexOf('\n');
      if (lineFeed >= 0 && lineFeed < instruction.range().end()) {
        return new Surroundings(selection.file(), instruction).continuationIndent();
      }
    }
    return new Surroundings(selection.file(), group.get(0)).continuationIndent();
  }
}

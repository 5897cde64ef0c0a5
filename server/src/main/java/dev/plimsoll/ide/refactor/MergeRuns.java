package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.HeredocMerge;
import dev.plimsoll.rewrite.Rewrite;
import dev.plimsoll.rewrite.RunMerge;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RUN instructions that follow each other as one that runs the same commands with the same outcome.
 *
 * <p>With a cursor these are as many of the neighbours without a blank line between as can be joined; a selection says itself
 * which, and all of them are joined or none.
 */
final class MergeRuns implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction pointedAt = selection.instruction();
    if (pointedAt != null) {
      RunScript script = script(selection.model(), pointedAt);
      return script == null ? ImmutableList.of() : around(selection, script);
    }
    List<RunScript> chosen = new ArrayList<>();
    for (Instruction instruction : selection.instructions()) {
      RunScript script = script(selection.model(), instruction);
      if (script == null) {
        return ImmutableList.of();
      }
      chosen.add(script);
    }
    return chosen.size() < 2 ? ImmutableList.of() : joined(selection.model(), chosen);
  }

  private static @Nullable RunScript script(
      SemanticModel model, @Nullable Instruction instruction) {
    return instruction instanceof Run && model.stageOf(instruction) != null
        ? model.script(instruction)
        : null;
  }

  /** As many neighbours of a RUN as can be joined, from the first on that can. */
  private static ImmutableList<Offer> around(Selection selection, RunScript middle) {
    SemanticModel model = selection.model();
    List<RunScript> row = neighbours(selection, middle);
    int at = row.indexOf(middle);
    for (Way way : Way.values()) {
      for (int from = 0; from <= at; from++) {
        int size = way.reach(model, row.subList(from, row.size()));
        if (size > 1 && from + size > at) {
          return way.offer(model, row.subList(from, from + size));
        }
      }
    }
    return ImmutableList.of();
  }

  /** The ways to join RUNs, the best first. */
  private enum Way {
    CHAIN,
    HEREDOC,
    UNDER_SET;

    /** How many of some RUNs it joins, from the first on. */
    int reach(SemanticModel model, List<RunScript> scripts) {
      if (this == HEREDOC) {
        boolean pair = scripts.size() > 1
            && HeredocMerge.edit(model.file(), scripts.get(0), scripts.get(1)) != null;
        return pair ? 2 : 1;
      }
      return merge(model, scripts).size();
    }

    private RunMerge merge(SemanticModel model, List<RunScript> scripts) {
      RunMerge merge = new RunMerge(model, scripts.get(0));
      for (RunScript next : scripts.subList(1, scripts.size())) {
        boolean joins = !ToolComment.isFor(model.file(), next.instruction())
            && (this == CHAIN ? merge.add(next) : merge.addUnderSet(next));
        if (!joins) {
          break;
        }
      }
      return merge;
    }

    ImmutableList<Offer> offer(SemanticModel model, List<RunScript> scripts) {
      String title = "Merge " + scripts.size() + " RUN instructions";
      if (this == HEREDOC) {
        TextEdit edit = HeredocMerge.edit(model.file(), scripts.get(0), scripts.get(1));
        return edit == null ? ImmutableList.of() : Offer.one(title, edit);
      }
      Rewrite rewrite = merge(model, scripts).rewrite();
      boolean covers = ToolComment.isFor(model.file(), scripts.get(0).instruction());
      String more = this == UNDER_SET
          ? " (set -e then stops all of them)"
          : covers ? " (the comment above then counts for all)" : "";
      return rewrite == null ? ImmutableList.of() : Offer.one(title + more, rewrite.edits());
    }
  }

  /** How many RUNs above and below are looked at: who wants more selects them. */
  private static final int REACH = 8;

  private static List<RunScript> neighbours(Selection selection, RunScript middle) {
    List<RunScript> row = new ArrayList<>();
    int index = selection.file().indexOf(middle.instruction());
    RunScript above = neighbour(selection, index, -1);
    for (int i = 0; i < REACH && above != null; i++) {
      row.add(0, above);
      above = neighbour(selection, selection.file().indexOf(above.instruction()), -1);
    }
    row.add(middle);
    RunScript below = neighbour(selection, index, 1);
    for (int i = 0; i < REACH && below != null; i++) {
      row.add(below);
      below = neighbour(selection, selection.file().indexOf(below.instruction()), 1);
    }
    return row;
  }

  /** The script of the next RUN in a direction, only comments passed over; or null. */
  private static @Nullable RunScript neighbour(Selection selection, int element, int step) {
    List<Element> elements = selection.file().elements();
    int i = element + step;
    while (i >= 0 && i < elements.size() && elements.get(i) instanceof Element.Comment) {
      i += step;
    }
    return i >= 0 && i < elements.size() && elements.get(i) instanceof Run run
        ? script(selection.model(), run)
        : null;
  }

  /** All of some RUNs, or nothing. */
  private static ImmutableList<Offer> joined(SemanticModel model, List<RunScript> scripts) {
    for (Way way : Way.values()) {
      if (way.reach(model, scripts) == scripts.size()) {
        return way.offer(model, scripts);
      }
    }
    return ImmutableList.of();
  }
}

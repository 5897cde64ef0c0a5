package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Flags sorted by name; those of one name, such as mounts, keep their order. */
final class FlagOrder {

  private FlagOrder() {}

  /** Every place gets another flag, relative to the start of the instruction. */
  static List<TextEdit> edits(Instruction outer) {
    Instruction instruction = outer.innermost();
    ImmutableList<Flag> flags = instruction.flags();
    List<Flag> sorted = sorted(flags);
    List<TextEdit> edits = new ArrayList<>();
    for (int i = 0; i < flags.size(); i++) {
      TextRange place = flags.get(i).range();
      if (instruction.text().substring(place.start(), place.end()).indexOf('\n') >= 0) {
        return List.of();
      }
      if (sorted.get(i) != flags.get(i)) {
        edits.add(TextEdit.replace(place, sorted.get(i).range().of(instruction.text())));
      }
    }
    return edits;
  }

  static List<Flag> sorted(List<Flag> flags) {
    List<Flag> sorted = new ArrayList<>(flags);
    sorted.sort(Comparator.comparing(Flag::name));
    return sorted;
  }
}

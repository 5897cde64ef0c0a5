package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Readers;
import dev.plimsoll.syntax.Reads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule made of a file, whether or not other rules supersede it.
 *
 * @param found the problems that are not of a part
 * @param reads what it looked at, but for what it looked at in parts
 * @param parts what it looked at part by part, in the order in which it did
 * @param byStage what was read for the parts of each stage together; null where that isn't known
 */
record Verdict(
    ImmutableList<Problem> found,
    Reads reads,
    ImmutableList<Part> parts,
    @Nullable ImmutableList<PartReads> byStage) {

  /** Nothing, of which nothing is known for another version. */
  static Verdict none() {
    Reads everything = new Reads();
    everything.addEverything();
    return new Verdict(ImmutableList.of(), everything, ImmutableList.of(), null);
  }

  /** Whether nothing was found, and it is known together what was read for that. */
  boolean isQuiet() {
    if (!found.isEmpty() || byStage == null) {
      return found.isEmpty() && parts.isEmpty();
    }
    for (PartReads some : byStage) {
      if (!some.withProblems().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Adds what was read, of a verdict that is quiet. */
  void addTo(Readers readers, int rule) {
    reads.addTo(readers, rule);
    if (byStage != null) {
      for (PartReads some : byStage) {
        some.reads().addOfPartsTo(readers, rule);
      }
    }
  }

  void addTo(List<Problem> problems) {
    problems.addAll(found);
    if (byStage != null) { // which knows where there are any: there may be a part for every line
      for (PartReads some : byStage) {
        for (int i = 0; i < some.withProblems().length(); i++) {
          problems.addAll(parts.get(some.withProblems().get(i)).found());
        }
      }
      return;
    }
    for (Part part : parts) {
      problems.addAll(part.found());
    }
  }
}

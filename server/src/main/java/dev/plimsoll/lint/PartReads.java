package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Reads;

/**
 * What was read for many parts, as one: most edits concern none of them, and that is told at once.
 *
 * @param reads what was read for any of them
 * @param withProblems the indices of the parts in which something was found
 */
record PartReads(Reads reads, ImmutableIntArray withProblems) {

  static PartReads of(ImmutableList<Part> parts) {
    Reads reads = new Reads();
    ImmutableIntArray.Builder withProblems = ImmutableIntArray.builder();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      reads.addAll(part.reads(), part.at() - part.readAt());
      if (!part.found().isEmpty()) {
        withProblems.add(i);
      }
    }
    return new PartReads(reads, withProblems.build());
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Reads;
import java.util.BitSet;

/**
 * What was read for parts one after the other of one stage, as one: most edits concern none of them, and that is told at
 * once.
 *
 * @param start the index of the first of them, among all parts of a verdict
 * @param end the index behind the last
 * @param reads what was read for any of them, at the places where they stood then; it may be more
 * @param withProblems the indices of the parts in which something was found
 * @param additions how often more was added since all was gathered
 */
record PartReads(int start, int end, Reads reads, ImmutableIntArray withProblems, int additions) {

  /** After so many, all is gathered anew: what nobody has read any more would count for ever. */
  private static final int MOST_ADDITIONS = 64;

  static PartReads of(ImmutableList<Part> parts, int start, int end) {
    BitSet all = new BitSet();
    all.set(start, end);
    return new PartReads(start, end, new Reads(), ImmutableIntArray.of(), 0).with(parts, all);
  }

  /**
   * The same after some parts were looked at again. What was read for these before still counts: to find out what else nobody
   * has read would take longer than to look once too often.
   *
   * @param parts all of the verdict
   * @param looked the indices of these
   */
  PartReads after(ImmutableList<Part> parts, BitSet looked) {
    return additions == MOST_ADDITIONS ? of(parts, start, end) : with(parts, looked);
  }

  private PartReads with(ImmutableList<Part> parts, BitSet looked) {
    Reads all = new Reads();
    all.addAll(reads, 0);
    BitSet mayHaveProblems = new BitSet();
    for (int i = looked.nextSetBit(start); i >= 0 && i < end; i = looked.nextSetBit(i + 1)) {
      all.addAll(parts.get(i).reads(), parts.get(i).at() - parts.get(i).readAt());
      mayHaveProblems.set(i);
    }
    withProblems.forEach(mayHaveProblems::set);
    ImmutableIntArray.Builder found = ImmutableIntArray.builder();
    for (int i = mayHaveProblems.nextSetBit(0); i >= 0; i = mayHaveProblems.nextSetBit(i + 1)) {
      if (!parts.get(i).found().isEmpty()) {
        found.add(i);
      }
    }
    return new PartReads(start, end, all, found.build(), additions + 1);
  }

  /** Whether one of some parts is among these. */
  boolean includesAny(BitSet indices) {
    int next = indices.nextSetBit(start);
    return next >= 0 && next < end;
  }
}

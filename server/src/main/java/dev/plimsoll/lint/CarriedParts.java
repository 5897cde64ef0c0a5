package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The parts of a verdict after an edit. Those for which the edit matters are looked at again. */
final class CarriedParts {

  private final Inquiry inquiry;
  private final Verdict before;
  private final Revision since;

  /** The parts now; null as long as all are as they were. */
  private Part @Nullable [] now;

  /** The indices of those that were looked at again. */
  private final BitSet looked = new BitSet();

  CarriedParts(Inquiry inquiry, Verdict before, Revision since) {
    this.inquiry = inquiry;
    this.before = before;
    this.since = since;
  }

  /** @param found the problems that are not of a part, where they stand now */
  Verdict verdict(ImmutableList<Problem> found) {
    ImmutableList<PartReads> byStage = since.keepsPlaces() ? before.byStage() : null;
    if (byStage == null) {
      carry(0, before.parts().size());
    } else {
      byStage.forEach(this::carry);
    }
    ImmutableList<Part> parts = now == null ? before.parts() : ImmutableList.copyOf(now);
    ImmutableList<PartReads> reads = reads(parts, byStage);
    return found == before.found() && parts == before.parts() && reads == before.byStage()
        ? before
        : new Verdict(found, before.reads(), parts, reads);
  }

  /** What was read by stage, as far as it will be of use: edits one after the other are mostly of the same kind. */
  private @Nullable ImmutableList<PartReads> reads(
      ImmutableList<Part> parts, @Nullable ImmutableList<PartReads> byStage) {
    if (byStage == null) {
      return since.keepsPlaces() ? since.byStage(parts) : null;
    }
    if (looked.isEmpty()) {
      return byStage;
    }
    ImmutableList.Builder<PartReads> all = ImmutableList.builderWithExpectedSize(byStage.size());
    for (PartReads some : byStage) {
      all.add(some.includesAny(looked) ? some.after(parts, looked) : some);
    }
    return all.build();
  }

  private void carry(PartReads some) {
    if (!since.keeps(some, before.parts().get(some.start()))) {
      carry(some.start(), some.end());
      return;
    }
    for (int i = 0; i < some.withProblems().length(); i++) {
      int index = some.withProblems().get(i);
      carry(index, since.moved(before.parts().get(index)));
    }
  }

  private void carry(int start, int end) {
    for (int i = start; i < end; i++) {
      carry(i);
    }
  }

  private void carry(int index) {
    carry(index, since.carried(before.parts().get(index)));
  }

  /** @param found what still holds of the part; null where it has to be looked at again */
  private void carry(int index, @Nullable Part found) {
    Part part = before.parts().get(index);
    Part carried = found;
    if (carried == null) {
      carried = inquiry.look(since.current(part.instructions()), part.check());
      looked.set(index);
    }
    if (carried != part) {
      now = now == null ? before.parts().toArray(new Part[0]) : now;
      now[index] = carried;
    }
  }
}

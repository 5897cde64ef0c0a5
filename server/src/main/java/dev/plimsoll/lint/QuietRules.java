package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Change;
import dev.plimsoll.syntax.Readers;
import dev.plimsoll.syntax.Reads;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that found nothing and looked at no parts: nearly all, in most files. After an edit it is told of all of them
 * together which have to be asked.
 *
 * @param readers what each of them read, by its number
 * @param rules the numbers of those for which that still holds
 * @param many how many there were at first
 */
record QuietRules(Readers readers, BitSet rules, int many) {

  /** How many may have been asked since, until all is gathered anew. */
  private static final int MOST_ASKED = 32;

  static QuietRules of(List<Verdict> byRule) {
    List<@Nullable Reads> reads = new ArrayList<>(byRule.size());
    BitSet rules = new BitSet(byRule.size());
    for (int i = 0; i < byRule.size(); i++) {
      Verdict verdict = byRule.get(i);
      boolean quiet = verdict.found().isEmpty() && verdict.parts().isEmpty();
      reads.add(quiet ? verdict.reads() : null);
      rules.set(i, quiet);
    }
    return new QuietRules(new Readers(reads), rules, rules.cardinality());
  }

  /** The numbers of those for which a change that keeps the kinds of all elements doesn't matter. */
  BitSet unconcernedBy(Change change) {
    BitSet unconcerned = (BitSet) rules.clone();
    unconcerned.andNot(readers.concernedBy(change));
    return unconcerned;
  }

  /** The same without those that have another verdict now; null where it is time to gather them anew. */
  @Nullable QuietRules without(ImmutableList<Verdict> before, ImmutableList<Verdict> now) {
    BitSet left = null;
    for (int i = rules.nextSetBit(0); i >= 0; i = rules.nextSetBit(i + 1)) {
      if (before.get(i) != now.get(i)) {
        left = left == null ? (BitSet) rules.clone() : left;
        left.clear(i);
      }
    }
    if (left == null) {
      return this;
    }
    return left.cardinality() < many - MOST_ASKED ? null : new QuietRules(readers, left, many);
  }
}

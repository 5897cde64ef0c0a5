package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Change;
import dev.plimsoll.syntax.Readers;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that found nothing: nearly all, in most files. After an edit it is told of all of them together which have to be
 * asked.
 *
 * @param readers what each of them read, by its number
 * @param rules the numbers of those for which that still holds
 * @param ofParts the numbers of those that looked at parts, and know what was read by stage
 * @param many how many there were at first
 */
record QuietRules(Readers readers, BitSet rules, BitSet ofParts, int many) {

  /** How many may have been asked since, until all is gathered anew. */
  private static final int MOST_ASKED = 32;

  static QuietRules of(List<Verdict> byRule) {
    Readers readers = new Readers();
    BitSet rules = new BitSet(byRule.size());
    BitSet ofParts = new BitSet(byRule.size());
    for (int i = 0; i < byRule.size(); i++) {
      Verdict verdict = byRule.get(i);
      if (verdict.isQuiet()) {
        verdict.addTo(readers, i);
        rules.set(i);
        ofParts.set(i, !verdict.parts().isEmpty());
      }
    }
    return new QuietRules(readers, rules, ofParts, rules.cardinality());
  }

  /**
   * The numbers of those for which a change that keeps the kinds of all elements doesn't matter.
   *
   * @param keepsPlaces whether each part stands at the place where it stood, on the same base
   */
  BitSet unconcernedBy(Change change, boolean keepsPlaces) {
    BitSet unconcerned = (BitSet) rules.clone();
    unconcerned.andNot(readers.concernedBy(change));
    if (!keepsPlaces) {
      unconcerned.andNot(ofParts);
    }
    return unconcerned;
  }

  /** The same without those that have another verdict now; null where it is time to gather them anew. */
  @Nullable QuietRules without(ImmutableList<Verdict> before, ImmutableList<Verdict> now) {
    BitSet left = null;
    for (int i = 0; i < now.size(); i++) {
      if (before.get(i) == now.get(i)) {
        continue;
      }
      if (rules.get(i)) {
        left = left == null ? (BitSet) rules.clone() : left;
        left.clear(i);
      } else if (before.get(i).byStage() == null
          && now.get(i).byStage() != null
          && now.get(i).isQuiet()) {
        return null;
      }
    }
    if (left == null) {
      return this;
    }
    return left.cardinality() < many - MOST_ASKED
        ? null
        : new QuietRules(readers, left, ofParts, many);
  }
}

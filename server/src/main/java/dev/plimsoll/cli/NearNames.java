package dev.plimsoll.cli;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.syntax.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names of rules that somebody may have meant who wrote one that no rule has. */
final class NearNames {

  private static final int MAX = 3;

  /** A name may have one wrong letter in so many; a code, which has few, only one. */
  private static final int LETTERS_PER_SLIP = 3;

  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

  private record Candidate(String name, int distance) {}

  private NearNames() {}

  /** The nearest, own names and those of other tools, at most three. */
  static ImmutableList<String> of(String name, ImmutableList<Rule> rules) {
    String key = RuleInfo.key(name);
    List<Candidate> candidates = new ArrayList<>();
    for (Rule rule : rules) {
      candidates.add(candidate(key, rule.info().name()));
      rule.info().codes().forEach(code -> candidates.add(candidate(key, code)));
    }
    int most = DIGITS.matchesAnyOf(key) ? 1 : Math.max(1, key.length() / LETTERS_PER_SLIP);
    return candidates.stream()
        .filter(each -> each.distance <= most)
        .sorted(Comparator.comparingInt(Candidate::distance))
        .limit(MAX)
        .map(Candidate::name)
        .collect(ImmutableList.toImmutableList());
  }

  /** A part of a name is as near as one slip. */
  private static Candidate candidate(String key, String name) {
    String other = RuleInfo.key(name);
    boolean part = key.length() >= LETTERS_PER_SLIP && other.contains(key);
    return new Candidate(name, part ? 1 : EditDistance.between(key, other));
  }
}

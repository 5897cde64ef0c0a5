package dev.plimsoll.lint;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding.Audience;
import dev.plimsoll.syntax.Dockerfile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Findings that are there only because another tool has them: where the rule reports the same instruction by itself, it has
 * said more, and they are left out.
 */
final class PeerFindings {

  private PeerFindings() {}

  /** Removes those that add nothing. */
  static void settle(Dockerfile file, List<Problem> problems) {
    if (Iterables.any(problems, PeerFindings::isOfPeer)) {
      Set<List<Object>> said = new HashSet<>();
      for (Problem problem : problems) {
        if (!isOfPeer(problem)) {
          said.add(place(file, problem));
        }
      }
      problems.removeIf(problem -> isOfPeer(problem) && said.contains(place(file, problem)));
    }
  }

  private static boolean isOfPeer(Problem problem) {
    return problem.finding().audience() == Audience.ONLY_HADOLINT;
  }

  private static List<Object> place(Dockerfile file, Problem problem) {
    return List.of(problem.rule().name(), file.indexAt(problem.range().start()));
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import dev.plimsoll.syntax.Dockerfile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settles rules that meet: where two of them report the same instruction, and one says that it {@link
 * RuleInfo#supersedes supersedes} the other, its finding is shown alone. A finding that a setting or a pragma silences
 * supersedes nothing.
 */
final class Supersession {

  private final Dockerfile file;

  /** By the name of a rule, the elements at which others have said what it has to say. */
  private final SetMultimap<String, Integer> said = HashMultimap.create();

  private Supersession(Dockerfile file) {
    this.file = file;
  }

  /** Removes what others supersede. */
  static void apply(Dockerfile file, List<Problem> problems) {
    Set<String> found = new HashSet<>();
    RuleInfo last = null;
    for (Problem problem : problems) {
      if (problem.rule() != last) { // those of a rule mostly stand together
        last = problem.rule();
        found.add(last.name());
      }
    }
    Supersession supersession = new Supersession(file);
    for (Problem problem : problems) {
      if (!problem.rule().supersedes().isEmpty()) {
        supersession.add(problem, found);
      }
    }
    if (!supersession.said.isEmpty()) {
      problems.removeIf(supersession::covers);
    }
  }

  private void add(Problem problem, Set<String> found) {
    for (String rule : problem.rule().supersedes()) {
      if (found.contains(rule)) { // a finding may have thousands of related places
        add(rule, problem);
      }
    }
  }

  private void add(String rule, Problem problem) {
    said.put(rule, file.indexAt(problem.range().start()));
    for (Finding.Related related : problem.related()) {
      said.put(rule, file.indexAt(related.range().start()));
    }
  }

  private boolean covers(Problem problem) {
    String rule = problem.rule().name();
    if (!said.containsKey(rule)) {
      return false;
    }
    if (said.containsEntry(rule, file.indexAt(problem.range().start()))) {
      return true;
    }
    for (Finding.Related related : problem.related()) {
      if (said.containsEntry(rule, file.indexAt(related.range().start()))) {
        return true;
      }
    }
    return false;
  }
}

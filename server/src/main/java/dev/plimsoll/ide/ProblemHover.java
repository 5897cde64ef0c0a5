package dev.plimsoll.ide;

import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The reason behind a problem. What is wrong the editor shows by itself. */
final class RuleHover {

  /** More would push what is said of the thing itself out of sight. */
  private static final int MAX_RULES = 3;

  private RuleHover() {}

  /** One section for each rule that has a problem at the offset. */
  static List<Section> at(Snapshot snapshot, int offset, boolean markdown) {
    List<Section> sections = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Problem problem : snapshot.problems()) {
      if (problem.range().start() > offset || sections.size() == MAX_RULES) {
        break;
      }
      if (problem.range().touches(offset) && seen.add(problem.rule().name())) {
        sections.add(new Section(problem.range(), of(problem, markdown)));
      }
    }
    return sections;
  }

  private static String of(Problem problem, boolean markdown) {
    Markup out = new Markup(markdown);
    RuleInfo rule = problem.rule();
    String aliases = rule.aliases().isEmpty() ? "" : " · " + String.join(", ", rule.aliases());
    out.paragraph("Rule " + out.strong(rule.name()) + aliases);
    out.prose(rule.summary());
    StringBuilder fixes = new StringBuilder();
    for (Fix fix : problem.fixes()) {
      fixes.append(fixes.isEmpty() ? "" : " ").append(fix.isSafe() ? "Safe fix: " : "Suggestion: ");
      fixes.append(fix.title()).append('.');
    }
    if (!fixes.isEmpty()) {
      out.paragraph(fixes.toString());
    }
    return out.toString();
  }
}

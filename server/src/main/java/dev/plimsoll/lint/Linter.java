package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs rules over a file, applies severities and suppressions, and settles rules that meet, in this one place. */
public final class Linter {

  private final ImmutableList<Rule> rules;
  private final BiConsumer<RuleInfo, RuntimeException> failures;

  /**
   * @param rules the rules to run
   * @param failures told of a rule that threw; the others go on
   */
  public Linter(ImmutableList<Rule> rules, BiConsumer<RuleInfo, RuntimeException> failures) {
    this.rules = rules;
    this.failures = failures;
  }

  public ImmutableList<Rule> rules() {
    return rules;
  }

  /** All problems of the subject, by position. */
  public ImmutableList<Problem> lint(Subject subject, LintOptions options) {
    return judge(subject, options, null).problems();
  }

  /**
   * The same after an edit, asking only the rules that read what was edited.
   *
   * @param before the judgement of an earlier version of the file, or null
   */
  public Judgement judge(Subject subject, LintOptions options, @Nullable Judgement before) {
    Judgement judgement = judgeAsWritten(subject, options, before);
    Swallowed swallowed = Swallowed.in(subject, judgement.problems());
    if (swallowed == null) {
      return judgement;
    }
    Judgement meant = judgeAsWritten(swallowed.subject(), options, judgement);
    return judgement.with(meant, swallowed.with(meant.problems()));
  }

  private Judgement judgeAsWritten(
      Subject subject, LintOptions options, @Nullable Judgement before) {
    Revision revision = before == null ? null : before.revision(subject, options);
    Suppressions suppressions = Suppressions.of(subject.file(), options);
    ImmutableList.Builder<Verdict> byRule = ImmutableList.builderWithExpectedSize(rules.size());
    List<Problem> all = new ArrayList<>();
    BitSet quiet = before == null || revision == null ? new BitSet() : revision.stillQuiet(before);
    for (int i = 0; i < rules.size(); i++) {
      Verdict known = before == null || revision == null ? Verdict.none() : before.verdict(i);
      if (quiet.get(i)) {
        byRule.add(known);
        continue;
      }
      Verdict verdict =
          verdict(new Inquiry(rules.get(i), subject, suppressions, options, revision, known), i);
      byRule.add(verdict);
      verdict.addTo(all);
    }
    if (Utf16.isTextOf(subject.file())) {
      all.removeIf(Utf16::covers);
    }
    Supersession.apply(subject.file(), all);
    PeerFindings.settle(subject.file(), all);
    if (Fragment.first(subject.model()) != null) {
      addOfFragment(subject, options, all);
    }
    Template template = Template.of(subject.file());
    if (template != null && options.profile() != Profile.BUILDKIT) {
      all.removeIf(problem -> template.covers(problem));
    }
    all.sort(Linter::compare);
    ImmutableList<StageBase> bases =
        revision == null ? StageBase.all(subject.model()) : revision.bases();
    return new Judgement(
        subject,
        options,
        bases,
        byRule.build(),
        ImmutableList.copyOf(all),
        revision == null ? null : before);
  }

  /** Adds what rules find in a file without FROM that need none; hadolint takes it for a stage like another. */
  private void addOfFragment(Subject subject, LintOptions options, List<Problem> all) {
    Fragment fragment = Fragment.of(subject);
    Suppressions suppressions = Suppressions.of(fragment.subject().file(), options);
    List<Problem> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (!rules.get(i).info().needsBase() || options.profile() == Profile.HADOLINT) {
        Verdict none = Verdict.none();
        verdict(new Inquiry(rules.get(i), fragment.subject(), suppressions, options, null, none), i)
            .addTo(found);
      }
    }
    Supersession.apply(fragment.subject().file(), found);
    PeerFindings.settle(fragment.subject().file(), found);
    Set<List<Object>> known = new HashSet<>();
    all.forEach(problem -> known.add(List.of(problem.rule(), problem.range())));
    for (Problem problem : found) {
      Problem home = fragment.home(problem);
      if (home != null && known.add(List.of(home.rule(), home.range()))) {
        all.add(home);
      }
    }
  }

  private Verdict verdict(Inquiry inquiry, int rule) {
    try {
      return inquiry.verdict();
    } catch (RuntimeException e) {
      failures.accept(rules.get(rule).info(), e);
      return Verdict.none();
    }
  }

  static int compare(Problem one, Problem other) {
    int byPosition = Integer.compare(one.range().start(), other.range().start());
    if (byPosition != 0) {
      return byPosition;
    }
    int bySeverity = one.severity().compareTo(other.severity());
    return bySeverity != 0
        ? bySeverity
        : one.rule().name().compareTo(other.rule().name());
  }
}

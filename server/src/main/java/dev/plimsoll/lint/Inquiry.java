package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Reads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One rule that is asked about a file. What it looked at part by part before is taken over where that still holds. */
final class Inquiry {

  /** How many parts may have gone, of those before, until others are found again. */
  private static final int MOST_GONE = 16;

  private final Rule rule;
  private final Subject subject;
  private final Suppressions suppressions;
  private final LintOptions options;
  private final @Nullable Revision revision;
  private final Verdict before;

  private final List<Part> parts = new ArrayList<>(0);
  /** The next of the parts before that may be found again. */
  private int next;
  /** What was read, by itself: parts share what is equal. */
  private @Nullable Map<Object, Object> known;

  /** @param before what the rule made of an earlier version of the file, if {@code revision} isn't null */
  Inquiry(
      Rule rule,
      Subject subject,
      Suppressions suppressions,
      LintOptions options,
      @Nullable Revision revision,
      Verdict before) {
    this.rule = rule;
    this.subject = subject;
    this.suppressions = suppressions;
    this.options = options;
    this.revision = revision;
    this.before = before;
  }

  /** What the rule makes of the file. */
  Verdict verdict() {
    if (!isOn()
        || options.isForAuthorsOnly(rule.info()) && subject.name().fixture()
        || subject.name().isIgnoreFile()) {
      return new Verdict(ImmutableList.of(), new Reads(), ImmutableList.of(), null);
    }
    Verdict carried = revision == null ? null : carried(revision);
    if (carried != null) {
      return carried;
    }
    Reads reads = new Reads();
    Subject seen = subject.of(reads, options.chosen(rule.info()).options(), this);
    Problems found = new Problems(seen);
    if (options.isForDeploymentOnly(rule.info()) && seen.isForDevelopment()) {
      rule.checkForDevelopment(seen, found);
    } else {
      rule.check(seen, found);
    }
    if (options.profile() == Profile.HADOLINT) {
      rule.checkAsHadolint(seen, found);
    }
    return new Verdict(found.list.build(), reads, ImmutableList.copyOf(parts), null);
  }

  /** What is chosen about a rule, this one or another. */
  ImmutableMap<RuleOption<?>, Object> optionsOf(RuleInfo other) {
    return options.chosen(other).options();
  }

  private boolean isOn() {
    return options.isOn(rule.info()) && (!mustBeAskedFor() || suppressions.askFor(rule.info()));
  }

  /** Whether it is an experiment that no setting has turned on. */
  private boolean mustBeAskedFor() {
    return rule.info().experimental() && !options.isSet(rule.info());
  }

  private boolean isShown(RuleInfo info, Finding finding) {
    return !suppressions.covers(info, finding, mustBeAskedFor());
  }

  /** The same without asking the rule for more than some parts; null where it has to be asked. */
  private @Nullable Verdict carried(Revision since) {
    ImmutableList<Problem> found = since.carried(before);
    return found == null ? null : new CarriedParts(this, before, since).verdict(found);
  }

  /** Looks at parts one by one, but for those of which it is known what is found in them. */
  void each(List<ImmutableList<Instruction>> wanted, PartCheck check) {
    for (ImmutableList<Instruction> part : wanted) {
      Part kept = revision == null ? null : kept(part, check, revision);
      parts.add(kept == null ? look(part, check) : kept);
    }
  }

  private @Nullable Part kept(ImmutableList<Instruction> wanted, PartCheck check, Revision since) {
    int until = Math.min(next + MOST_GONE, before.parts().size());
    for (int i = next; i < until; i++) {
      Part part = before.parts().get(i);
      if (part.isOf(wanted) && part.check().getClass() == check.getClass()) {
        next = i + 1;
        Part kept = part.silenced() ? null : since.carried(part);
        return kept == null || covered(kept) ? null : kept;
      }
    }
    return null;
  }

  /** Whether a pragma silences what was found before it was there. */
  private boolean covered(Part part) {
    for (Problem problem : part.found()) {
      if (!isShown(problem.rule(), problem.finding())) {
        return true;
      }
    }
    return false;
  }

  /** Looks at a part, whatever is known of it. */
  Part look(ImmutableList<Instruction> instructions, PartCheck check) {
    Reads own = new Reads();
    for (Instruction instruction : instructions) {
      own.add(subject.file().indexOf(instruction));
    }
    int at = subject.file().indexOf(instructions.get(0));
    Stage stage = subject.model().stageOf(instructions.get(0));
    if (stage == null) {
      throw new IllegalArgumentException("a part belongs to a stage");
    }
    Subject near = subject.near(stage, own, options.chosen(rule.info()).options());
    Problems found = new Problems(near);
    check.check(near, instructions, found);
    known = known == null ? new HashMap<>() : known;
    own.shareBy(known);
    return new Part(instructions, check, at, at, own, found.list.build(), found.silenced);
  }

  /**
   * Whether the build ends for it: a check of BuildKit's finds it, and the file says that warnings are errors. hadolint doesn't
   * read that.
   */
  private boolean endsBuild(Finding finding) {
    return options.profile() != Profile.HADOLINT
        && suppressions.makeChecksFail()
        && rule.info().severity(Profile.BUILDKIT) != null
        && finding.audience() != Finding.Audience.BEYOND_BUILDKIT
        && !options.isSet(rule.info());
  }

  /** Problems of the rule, those left out that pragmas silence. */
  private final class Problems implements Reporter {
    private final ImmutableList.Builder<Problem> list = ImmutableList.builder();
    private final Subject seen;
    private boolean silenced;

    Problems(Subject seen) {
      this.seen = seen;
    }

    @Override
    public void report(Finding finding) {
      report(rule.info(), finding);
    }

    @Override
    public void report(List<Finding> alike, Function<List<Finding>, Finding> together) {
      List<Finding> shown = new ArrayList<>(alike.size());
      for (Finding one : alike) {
        if (isShown(rule.info(), one)) {
          shown.add(one);
        }
      }
      silenced |= shown.size() < alike.size();
      if (!shown.isEmpty()) {
        report(together.apply(shown));
      }
    }

    @Override
    public void report(RuleInfo info, Finding finding) {
      if (info != rule.info() && !options.isOn(info)) {
        return;
      }
      if (!isShown(info, finding)) {
        silenced = true;
      } else if (endsBuild(finding)) {
        list.add(new Problem(info, finding.visible(), Severity.ERROR));
      } else if (options.isFor(info, finding)) {
        Severity severity = severity(info, finding);
        if (!(options.isForAuthorsOnly(info, severity) && seen.name().fixture())) {
          list.add(new Problem(info, finding.visible(), severity));
        }
      }
    }

    /** Of a file that nobody mends here it is lower, unless the build may fail. */
    private Severity severity(RuleInfo info, Finding finding) {
      Severity severity = options.severity(info, finding);
      boolean isLower =
          severity == Severity.WARNING && options.isForAuthors(info) && seen.isOfOthers();
      return isLower ? Severity.INFORMATION : severity;
    }
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.syntax.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all rules found in a file, and what of the file each of them read. For the file after an edit it says which rules
 * would find the same again: those that read nothing of what was edited. It holds on to the elements of its file and to
 * nothing else of it.
 */
public final class Judgement {

  private final List<Element> elements;
  private final int length;
  private final ImmutableList<StageBase> bases;
  private final ImageCatalog images;
  private final SourceReport sources;
  private final ShellCheckReport shellCheck;
  private final LintOptions options;
  private final ImmutableList<Verdict> byRule;
  private final ImmutableList<Problem> problems;

  /** That of the file as it was meant, if it is shown so; nothing is carried over from it. */
  private final @Nullable Judgement meant;

  /** Null until somebody asks what an edit matters to. */
  private @Nullable QuietRules quiet;

  /**
   * @param bases what is known of the stages
   * @param byRule the verdict of each rule, in the order of the rules
   * @param problems all that is left of what they found, by position
   * @param before the judgement from which verdicts were taken over, or null
   */
  Judgement(
      Subject subject,
      LintOptions options,
      ImmutableList<StageBase> bases,
      ImmutableList<Verdict> byRule,
      ImmutableList<Problem> problems,
      @Nullable Judgement before) {
    this.elements = subject.file().elements();
    this.length = subject.file().length();
    this.bases = bases;
    this.images = subject.images();
    this.sources = subject.sources();
    this.shellCheck = subject.shellCheck();
    this.options = options;
    this.byRule = byRule;
    this.problems = problems;
    this.meant = null;
    QuietRules known = before == null ? null : before.quiet;
    this.quiet = before == null || known == null ? null : known.without(before.byRule, byRule);
  }

  private Judgement(Judgement other, Judgement meant, ImmutableList<Problem> problems) {
    this.elements = other.elements;
    this.length = other.length;
    this.bases = other.bases;
    this.images = other.images;
    this.sources = other.sources;
    this.shellCheck = other.shellCheck;
    this.options = other.options;
    this.byRule = other.byRule;
    this.problems = problems;
    this.quiet = other.quiet;
    this.meant = meant;
  }

  /**
   * The same of a file that is shown as it was meant.
   *
   * @param meant the judgement of that
   * @param problems all that are shown
   */
  Judgement with(Judgement meant, ImmutableList<Problem> problems) {
    return new Judgement(this, meant, problems);
  }

  /** All problems, by position. */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  /**
   * The paths of the build context, normalized, that rules asked for: what is known of these decides what they find. In a
   * judgement that knows more, they may ask for others.
   */
  public ImmutableSet<String> contextFiles() {
    ImmutableSet.Builder<String> files = ImmutableSet.builder();
    for (Verdict verdict : byRule) {
      files.addAll(verdict.reads().files());
      for (Part part : verdict.parts()) {
        files.addAll(part.reads().files());
      }
    }
    if (meant != null) {
      files.addAll(meant.contextFiles());
    }
    return files.build();
  }

  /** What a rule made of the file, by its number. */
  Verdict verdict(int rule) {
    return byRule.get(rule);
  }

  /** The rules that found nothing. */
  QuietRules quietRules() {
    QuietRules known = quiet;
    if (known == null) {
      known = QuietRules.of(byRule);
      quiet = known;
    }
    return known;
  }

  /** What differs in a later version of the file, or null where nothing that is known here says anything of it. */
  @Nullable Revision revision(Subject subject, LintOptions options) {
    return isSame(images, subject.images())
            && isSame(shellCheck, subject.shellCheck())
            && isSame(this.options, options)
        ? Revision.of(elements, length, bases, subject.model(), learned(subject.sources()))
        : null;
  }

  /** The files of the build context of which something else is known now; null where all is as it was. */
  private @Nullable ImmutableSet<String> learned(SourceReport now) {
    return isSame(sources, now) ? null : now.changedSince(sources);
  }

  /** Mostly it is the same object; to compare records is dear the first time. */
  private static boolean isSame(Object one, Object other) {
    return one == other || one.equals(other);
  }
}

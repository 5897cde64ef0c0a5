package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Reads;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all rules found in a file, and what of the file each of them read. For the file after an edit it says which rules
 * would find the same again: those that read nothing of what was edited. It holds on to the elements of its file and to
 * nothing else of it.
 */
public final class Judgement {

  /**
   * Elements that every rule may look at, wherever it looks, without that being noted: what makes stages and names images,
   * what is read in another shell, and what stands between instructions. What is before the first FROM counts, too.
   */
  private static final Trait IS_CONTEXT = Trait.of(
      Element.Comment.class,
      Element.Blank.class,
      Element.Directive.class,
      Element.ByteOrderMark.class,
      Instruction.From.class,
      Instruction.Shell.class,
      Instruction.Onbuild.class);

  /**
   * What one rule made of the file.
   *
   * @param found its problems, whether or not others supersede them
   * @param reads what it looked at
   */
  record Verdict(ImmutableList<Problem> found, Reads reads) {}

  private final List<Element> elements;
  private final int length;
  private final ImageCatalog images;
  private final SourceReport sources;
  private final LintOptions options;
  private final ImmutableList<Verdict> byRule;
  private final ImmutableList<Problem> problems;

  /**
   * @param byRule the verdict of each rule, in the order of the rules
   * @param problems all that is left of what they found, by position
   */
  Judgement(
      Subject subject,
      LintOptions options,
      ImmutableList<Verdict> byRule,
      ImmutableList<Problem> problems) {
    this.elements = subject.file().elements();
    this.length = subject.file().length();
    this.images = subject.images();
    this.sources = subject.sources();
    this.options = options;
    this.byRule = byRule;
    this.problems = problems;
  }

  /** All problems, by position. */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  /** What is known of a file from this judgement, or null where nothing is. */
  @Nullable Carried carriedTo(Subject subject, LintOptions options) {
    return images.equals(subject.images())
            && sources.equals(subject.sources())
            && this.options.equals(options)
        ? window(subject.file())
        : null;
  }

  /** Compares the elements, of which all but the edited ones are the same objects. */
  private @Nullable Carried window(Dockerfile file) {
    int size = elements.size();
    if (file.elements().size() != size) {
      return null;
    }
    int first = 0;
    while (first < size && elements.get(first) == file.element(first)) {
      first++;
    }
    int end = size;
    while (end > first && elements.get(end - 1) == file.element(end - 1)) {
      end--;
    }
    if (first < end && isBeforeStages(first)) {
      return null;
    }
    for (int i = first; i < end; i++) {
      Element before = elements.get(i);
      if (before.getClass() != file.element(i).getClass() || IS_CONTEXT.isOf(before)) {
        return null;
      }
    }
    return new Carried(file, first, end);
  }

  private boolean isBeforeStages(int element) {
    for (int i = 0; i < element; i++) {
      if (elements.get(i) instanceof Instruction.From) {
        return false;
      }
    }
    return true;
  }

  /** This judgement, seen from a file that differs in the elements from {@code first} to before {@code end}. */
  final class Carried {
    private final int first;
    private final int end;
    private final List<Element> now;
    private final Displacement displacement;

    Carried(Dockerfile file, int first, int end) {
      this.first = first;
      this.end = end;
      this.now = file.elements().subList(first, end);
      int by = file.length() - length;
      int start = first == elements.size() ? file.length() : file.start(first);
      int behind = end == elements.size() ? file.length() : file.start(end);
      this.displacement = new Displacement(start, behind - by, by);
    }

    /** What a rule would make of it, or null where it has to be asked. */
    @Nullable Verdict verdict(int rule) {
      Verdict before = byRule.get(rule);
      if (before.reads().isAbout(first, elements.subList(first, end), now)) {
        return null;
      }
      ImmutableList<Problem> moved = displacement.of(before.found());
      return moved == null ? null : new Verdict(moved, before.reads());
    }
  }
}

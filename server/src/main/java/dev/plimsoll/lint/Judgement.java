package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all rules found in a file. For the file after an edit it says which rules would find the same again: those that
 * don't look at what was edited. It holds on to the elements of its file and to nothing else of it.
 */
public final class Judgement {

  private final List<Element> elements;
  private final int length;
  private final ImageCatalog images;
  private final SourceReport sources;
  private final LintOptions options;
  private final ImmutableList<ImmutableList<Problem>> byRule;
  private final ImmutableList<Problem> problems;

  /**
   * @param byRule the problems that each rule found, in the order of the rules
   * @param problems all of them, by position
   */
  Judgement(
      Subject subject,
      LintOptions options,
      ImmutableList<ImmutableList<Problem>> byRule,
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
    return images == subject.images()
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
      if (before.getClass() != file.element(i).getClass() || Rule.IS_CONTEXT.isOf(before)) {
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
    private final Dockerfile file;
    private final int first;
    private final int end;
    private final Displacement displacement;

    Carried(Dockerfile file, int first, int end) {
      this.file = file;
      this.first = first;
      this.end = end;
      int by = file.length() - length;
      int start = first == elements.size() ? file.length() : file.start(first);
      int behind = end == elements.size() ? file.length() : file.start(end);
      this.displacement = new Displacement(start, behind - by, by);
    }

    /** What a rule would find, or null where it has to be asked. */
    @Nullable ImmutableList<Problem> problems(int rule, RuleInfo info) {
      return isAbout(info.reads()) ? null : displacement.of(byRule.get(rule));
    }

    private boolean isAbout(Trait trait) {
      for (int i = first; i < end; i++) {
        if (trait.isOf(elements.get(i)) || trait.isOf(file.element(i))) {
          return true;
        }
      }
      return false;
    }
  }
}

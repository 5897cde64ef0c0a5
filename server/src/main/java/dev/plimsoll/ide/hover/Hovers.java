package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Hover;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the thing under the pointer: the thing itself, the image that it names, and the problems there with their
 * fixes.
 */
public final class Hovers {

  private final Snapshot snapshot;
  private final int offset;
  private final ImageCatalog images;
  private final @Nullable SourceHover source;
  private final boolean markdown;
  private final List<Section> sections = new ArrayList<>();

  private Hovers(
      Snapshot snapshot,
      int offset,
      ImageCatalog images,
      @Nullable SourceHover source,
      boolean markdown) {
    this.snapshot = snapshot;
    this.offset = offset;
    this.images = images;
    this.source = source;
    this.markdown = markdown;
  }

  /** The hover at an offset, or null where there is nothing to say. */
  public static @Nullable Hover at(
      Snapshot snapshot, int offset, ImageCatalog images, ClientSupport support) {
    return at(snapshot, offset, images, null, support);
  }

  /** @param source what is said of the path there, which only the disk can tell */
  public static @Nullable Hover at(
      Snapshot snapshot,
      int offset,
      ImageCatalog images,
      @Nullable SourceHover source,
      ClientSupport support) {
    if (!snapshot.isDockerfile() || snapshot.file().elements().isEmpty()) {
      return null;
    }
    Hovers hover =
        new Hovers(snapshot, offset, images, source, support.has(Ability.HOVER_MARKDOWN));
    hover.collect();
    Section problems = ProblemHover.at(snapshot, offset, support);
    if (hover.sections.isEmpty() && problems == null) {
      return null;
    }
    TextRange range = problems == null || !hover.sections.isEmpty()
        ? hover.sections.get(0).range()
        : problems.range();
    return new Hover(hover.written(problems).content(), snapshot.range(range));
  }

  /** The image that a hover at an offset is about, or null. */
  public static @Nullable ImageReference imageAt(Snapshot snapshot, int offset) {
    if (!snapshot.isDockerfile()) {
      return null;
    }
    for (ImageUse use : snapshot.model().imageUses()) {
      if (touched(use, offset) != null) {
        return use.image();
      }
    }
    return frontEndAt(snapshot, offset);
  }

  /** The image of the front end, which the directive {@code syntax} names; null elsewhere. */
  private static @Nullable ImageReference frontEndAt(Snapshot snapshot, int offset) {
    Header header = snapshot.file().header();
    return header.syntax() != null
            && header.syntaxImage() != null
            && header.syntax().valueRange().touches(offset)
        ? ImageReference.of(header.syntaxImage())
        : null;
  }

  /** What is asked first of each thing, then the problems with their fixes, and at the end what else there is to say. */
  private Markup written(@Nullable Section problems) {
    Markup all = new Markup(markdown);
    sections.forEach(section -> all.addLead(section.said()));
    if (problems != null) {
      all.addMore(problems.said());
    }
    sections.forEach(section -> all.addDetails(section.said()));
    return all;
  }

  private void collect() {
    int index = snapshot.file().indexAt(offset);
    Element element = snapshot.file().elements().get(index);
    Section image = image();
    if (element instanceof Instruction instruction) {
      int start = snapshot.file().start(index);
      Section found = instruction(instruction, offset - start, image != null);
      if (found != null) {
        add(found.shift(start));
      }
    } else {
      Section directive = CommentHover.at(snapshot, element, offset, markdown);
      if (directive != null && image != null) {
        frontEnd(directive, image);
        return;
      }
      add(directive);
    }
    add(image);
    add(source == null ? null : new Section(source.range(), source.said()));
  }

  /** All that a directive does stands above the image that it names. */
  private void frontEnd(Section directive, Section image) {
    Markup all = new Markup(markdown);
    all.addMore(directive.said());
    all.addLead(image.said());
    all.addDetails(image.said());
    add(new Section(directive.range(), all));
  }

  /**
   * The first of these that knows the place: they are ordered from the smallest thing to the largest.
   *
   * @param inside the offset relative to the instruction, as the range of the answer is
   * @param namesImage whether an image is named there, of which more can be said than of the words that name it
   */
  private @Nullable Section instruction(Instruction instruction, int inside, boolean namesImage) {
    Section found = VariableHover.at(snapshot, instruction, inside, markdown);
    if (found == null) {
      found = StageHover.at(snapshot, instruction, inside, images, markdown);
    }
    if (found != null || namesImage) {
      return found;
    }
    found = HeredocHover.at(snapshot, instruction, inside, markdown);
    if (found == null) {
      found = UserHover.at(snapshot, instruction, inside, markdown);
    }
    if (found == null) {
      found = InstructionHover.at(snapshot.model(), instruction, inside, markdown);
    }
    return found == null ? CommandHover.at(snapshot.model(), instruction, inside, markdown) : found;
  }

  private @Nullable Section image() {
    for (ImageUse use : snapshot.model().imageUses()) {
      TextRange touched = touched(use, offset);
      if (touched != null) {
        return new Section(
            touched, ImageHover.of(use, images, ProblemHover.told(snapshot, offset), markdown));
      }
    }
    ImageReference frontEnd = frontEndAt(snapshot, offset);
    Header.Directive syntax = snapshot.file().header().syntax();
    return frontEnd == null || syntax == null
        ? null
        : new Section(syntax.valueRange(), ImageHover.of(frontEnd, images, markdown));
  }

  /** Where an image is named, or where the ARG default stands that names it. */
  private static @Nullable TextRange touched(ImageUse use, int offset) {
    if (use.range().touches(offset)) {
      return use.range();
    }
    TextRange source = use.source();
    return source != null && source.touches(offset) ? source : null;
  }

  private void add(@Nullable Section section) {
    if (section != null && !section.said().isEmpty()) {
      sections.add(section);
    }
  }
}

package dev.plimsoll.lint.rules.files;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Looks from the last COPY to the first for the one that brings a file from the build context. */
final class CopiedFileSearch {

  /** What decides where a file comes from. */
  enum Match {
    /** This COPY doesn't bring the file. */
    NO,
    UNKNOWN
  }

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /** Places that are looked at in other stages for one file: people copy it from one or two. */
  private static final int MOST_PLACES = 20;

  private final Subject subject;
  private final Basis basis;
  /** In how many places of other stages it may still be looked for. */
  private int rest;

  private CopiedFileSearch(Subject subject, Basis basis, int rest) {
    this.subject = subject;
    this.basis = basis;
    this.rest = rest;
  }

  /** What other stages bring is not known. */
  static CopiedFileSearch inStage(Subject subject, Basis basis) {
    return new CopiedFileSearch(subject, basis, 0);
  }

  /** What other stages bring is followed to the context. */
  static CopiedFileSearch throughStages(Subject subject, Basis basis) {
    return new CopiedFileSearch(subject, basis, MOST_PLACES);
  }

  @Nullable CopiedFile atEnd(Stage stage, ImagePath place) {
    return at(stage, Integer.MAX_VALUE, place);
  }

  /**
   * The file at a place; null where none is known to come from the context.
   *
   * @param end the index of the first element of the file that doesn't count
   */
  @Nullable CopiedFile at(Stage own, int end, ImagePath place) {
    return last(own, end, place) instanceof CopiedFile file ? file : null;
  }

  /** Whether it may come from another stage or image, where nobody knows what it is. */
  boolean isHidden(Stage own, ImagePath place) {
    return last(own, Integer.MAX_VALUE, place) instanceof Copy copy && copy.from() != null;
  }

  /** The file, or the instruction that may bring another one; null where there is none. */
  private @Nullable Object last(Stage own, int end, ImagePath place) {
    for (Stage stage = own; stage != null; stage = stage.parent()) {
      for (Instruction one : subject.model().having(IS_TRANSFER, stage).reverse()) {
        if (subject.file().indexOf(one) < end) {
          Object found = in((Transfer) one, place);
          if (found == Match.UNKNOWN && one instanceof Copy copy && copy.from() != null) {
            found = inOther(stage, copy, place);
          }
          if (found != Match.NO) {
            return found == Match.UNKNOWN ? one : found;
          }
        }
      }
    }
    return null;
  }

  /** The same for a COPY from another stage. */
  private Object inOther(Stage own, Copy copy, ImagePath place) {
    StageReference from = Iterables.getFirst(StageReference.in(subject.model(), copy), null);
    Stage other = from == null ? null : from.stage();
    Word last = copy.destination();
    String inside =
        last == null ? null : subject.model().place(copy, last.value(), basis).pathTo(place);
    boolean plain = copy.flag("parents") == null && copy.flag("exclude") == null;
    if (other == null || other.index() >= own.index() || inside == null || !plain) {
      return Match.UNKNOWN;
    }
    for (Word source : Lists.reverse(copy.sources())) {
      String text = subject.model().expand(copy, source.value()).on(basis).text();
      Object found =
          text == null ? Match.UNKNOWN : inOther(other, ImagePath.ROOT.resolve(text), inside);
      if (found != Match.NO) {
        return found instanceof CopiedFile file
            ? new CopiedFile(copy, file.path(), file.file())
            : found;
      }
    }
    return Match.NO;
  }

  /** @param inside where the file is below what a source is copied to; empty where that is the file */
  private Object inOther(Stage other, ImagePath source, String inside) {
    String name = String.valueOf(source.name());
    if (PathGlob.isPattern(name)) {
      boolean isDirectlyIn = !inside.isEmpty() && inside.indexOf('/') < 0;
      return isDirectlyIn && PathGlob.of(name).matches(inside)
          ? known(other, source.parent().resolve(inside))
          : isDirectlyIn && !name.equals("*") ? Match.NO : Match.UNKNOWN;
    }
    CopiedFile own = rest-- > 0 ? atEnd(other, source) : null;
    if (own != null) {
      return inside.isEmpty() || inside.equals(name) ? own : Match.NO;
    }
    return known(other, source.resolve(inside));
  }

  private Object known(Stage other, ImagePath place) {
    CopiedFile found = rest-- > 0 ? atEnd(other, place) : null;
    return found == null ? Match.UNKNOWN : found;
  }

  /** The file, or a {@link Match} where the instruction doesn't bring it from the context for certain. */
  Object in(Transfer transfer, ImagePath place) {
    Word last = transfer.destination();
    if (last == null) {
      return Match.NO;
    }
    ImagePath destination = subject.model().place(transfer, last.value(), basis);
    if (!destination.mayContain(place)) {
      return Match.NO;
    }
    ContextCopy copy = ContextCopy.of(subject.model(), transfer, basis);
    boolean plain = transfer.flag("parents") == null && transfer.flag("exclude") == null;
    if (copy == null || !plain || !destination.certainlyContains(place)) {
      return Match.UNKNOWN;
    }
    for (String source : Lists.reverse(copy.sources())) {
      Object found = source(transfer, source, destination, place);
      if (found != Match.NO) {
        return found;
      }
    }
    return Match.NO;
  }

  private Object source(Transfer transfer, String source, ImagePath destination, ImagePath place) {
    String name = place.name();
    String inside = destination.pathTo(place);
    if (name == null || inside == null) {
      return Match.UNKNOWN;
    }
    boolean isDirectlyIn = inside.isEmpty() || inside.equals(name);
    String file = ContextPath.name(source);
    if (PathGlob.isPattern(source)) {
      String folder = source.substring(0, source.length() - file.length());
      if (PathGlob.isPattern(folder)) {
        return Match.UNKNOWN;
      }
      // A folder that the pattern matches is copied as what is in it.
      return !inside.equals(name)
          ? Match.UNKNOWN
          : PathGlob.of(file).matches(name)
              ? found(transfer, folder + name)
              : file.equals("*") ? Match.UNKNOWN : Match.NO;
    }
    ContextFile kind =
        source.isEmpty() ? ContextFile.of(ContextFile.Kind.FOLDER) : subject.contextFile(source);
    return switch (kind.kind()) {
      case FOLDER ->
        inside.isEmpty()
            ? Match.UNKNOWN
            : found(transfer, source.isEmpty() ? inside : source + "/" + inside);
      case FILE ->
        isDirectlyIn && (inside.isEmpty() || file.equals(name))
            ? new CopiedFile(transfer, source, kind)
            : Match.NO;
      case MISSING -> Match.NO;
      case UNKNOWN -> Match.UNKNOWN;
    };
  }

  private Object found(Transfer transfer, String path) {
    ContextFile file = subject.contextFile(path);
    return file.isFile()
        ? new CopiedFile(transfer, path, file)
        : file.isKnown() ? Match.NO : Match.UNKNOWN;
  }
}

package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * What the author points at.
 *
 * @param model the file
 * @param range offsets of the file; empty where it is a cursor
 * @param images what is known of images
 * @param online whether what isn't known of them can be looked up for a refactoring that is chosen
 */
public record Selection(SemanticModel model, TextRange range, ImageCatalog images, boolean online) {

  Dockerfile file() {
    return model.file();
  }

  boolean isCursor() {
    return range.isEmpty();
  }

  /** The instruction that holds all of the selection, its line ending included, or null: on the line below it ends. */
  public @Nullable Instruction instruction() {
    Instruction found = file().instructionAt(range.start());
    if (found == null) {
      return null;
    }
    int start = file().start(found);
    int end = start + found.length();
    boolean below = range.start() == end && found.text().endsWith("\n");
    return start <= range.start() && range.end() <= end && !below ? found : null;
  }

  /** The same, if nothing is wrong with the instruction. */
  @Nullable Instruction soundInstruction() {
    Instruction found = instruction();
    return found != null && found.errors().isEmpty() ? found : null;
  }

  /** The instructions that the selection touches, in order. */
  ImmutableList<Instruction> instructions() {
    ImmutableList.Builder<Instruction> touched = ImmutableList.builder();
    int size = file().elements().size();
    for (int i = file().indexAt(range.start());
        i < size && (file().start(i) < range.end() || file().start(i) <= range.start());
        i++) {
      if (file().elements().get(i) instanceof Instruction instruction) {
        touched.add(instruction);
      }
    }
    return touched.build();
  }

  /** Whether a range inside an instruction is what the selection lies in. */
  boolean isIn(Instruction instruction, TextRange inside) {
    return isAt(model.range(instruction, inside));
  }

  /** Whether it lies in a range of the file. */
  boolean isAt(TextRange place) {
    return place.touches(range.start()) && place.touches(range.end());
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A place where COPY or a mount names what it takes files from.
 *
 * @param written the name or index
 * @param range where it stands, relative to the instruction
 * @param stage the stage that it means; null where it means an image, or an index that doesn't exist
 */
public record StageReference(
    String written, TextRange range, @Nullable Stage stage) {

  /** Instructions in which there may be references. */
  static final Trait MAY_REFER = Trait.of(Copy.class, copy -> copy.from() != null)
      .or(Trait.of(Run.class, StageReference::mountsFrom));

  private static boolean mountsFrom(Run run) {
    for (Mount mount : run.mounts()) {
      if (mount.option("from") != null) {
        return true;
      }
    }
    return false;
  }

  /** The references in an instruction, in order. */
  public static ImmutableList<StageReference> in(SemanticModel model, Instruction instruction) {
    if (instruction.flags().isEmpty()) {
      return ImmutableList.of();
    }
    if (instruction instanceof Copy copy) {
      Flag from = copy.from();
      return from == null ? ImmutableList.of() : ImmutableList.of(ofCopy(model, from));
    }
    return instruction instanceof Run run ? ofMounts(model, run) : ImmutableList.of();
  }

  private static StageReference ofCopy(SemanticModel model, Flag from) {
    String written = from.valueOrEmpty();
    Integer index = index(written);
    Stage stage = index == null
        ? model.stageNamed(written)
        : index >= 0 && index < model.stages().size() ? model.stages().get(index) : null;
    return new StageReference(written, from.valueRange(), stage);
  }

  /** Mounts take names only: {@code from=0} is an image called 0. */
  private static ImmutableList<StageReference> ofMounts(SemanticModel model, Run run) {
    ImmutableList.Builder<StageReference> references = ImmutableList.builder();
    for (Mount mount : run.mounts()) {
      Mount.Option from = mount.option("from");
      if (from != null && from.value() != null && !from.value().isEmpty()) {
        references.add(
            new StageReference(from.value(), from.valueRange(), model.stageNamed(from.value())));
      }
    }
    return references.build();
  }

  /** The index that a text is, by the rules of Go's {@code strconv.Atoi}: a sign and leading zeros are fine. */
  static @Nullable Integer index(String text) {
    int digits = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    if (digits == text.length() || text.length() > 12) {
      return null;
    }
    for (int i = digits; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    long value = Long.parseLong(text);
    return value == (int) value ? (int) value : null;
  }
}

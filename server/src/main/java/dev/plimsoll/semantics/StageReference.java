package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
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

  /** What an instruction names, whatever that means where it stands. */
  private record Written(
      String text, TextRange range, @Nullable Integer index) {}

  private static final Derivation<ImmutableList<Written>> WRITTEN = StageReference::written;

  /** The references in an instruction, in order. */
  public static ImmutableList<StageReference> in(SemanticModel model, Instruction instruction) {
    if (instruction.flags().isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList<Written> written = instruction.derived(WRITTEN);
    if (written.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<StageReference> references =
        ImmutableList.builderWithExpectedSize(written.size());
    for (Written one : written) {
      references.add(new StageReference(one.text, one.range, stage(model, one)));
    }
    return references.build();
  }

  /** What all references of a file name, in order. */
  static ImmutableList<String> namedIn(Dockerfile file) {
    ImmutableIntArray places = file.where(MAY_REFER);
    ImmutableList.Builder<String> named = ImmutableList.builder();
    for (int i = 0; i < places.length(); i++) {
      for (Written one : ((Instruction) file.element(places.get(i))).derived(WRITTEN)) {
        named.add(one.text);
      }
      named.add("\n"); // between two instructions
    }
    return named.build();
  }

  private static @Nullable Stage stage(SemanticModel model, Written written) {
    Integer index = written.index;
    return index == null
        ? model.stageNamed(written.text)
        : index >= 0 && index < model.stages().size() ? model.stages().get(index) : null;
  }

  private static ImmutableList<Written> written(Instruction instruction) {
    if (instruction instanceof Copy copy) {
      Flag from = copy.from();
      return from == null
          ? ImmutableList.of()
          : ImmutableList.of(
              new Written(from.valueOrEmpty(), from.valueRange(), index(from.valueOrEmpty())));
    }
    return instruction instanceof Run run ? ofMounts(run) : ImmutableList.of();
  }

  /** Mounts take names only: {@code from=0} is an image called 0. */
  private static ImmutableList<Written> ofMounts(Run run) {
    ImmutableList.Builder<Written> written = ImmutableList.builder();
    for (Mount mount : run.mounts()) {
      Mount.Option from = mount.option("from");
      if (from != null && from.value() != null && !from.value().isEmpty()) {
        written.add(new Written(from.value(), from.valueRange(), null));
      }
    }
    return written.build();
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

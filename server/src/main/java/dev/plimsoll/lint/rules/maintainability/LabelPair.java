package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Label;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A label that a LABEL sets.
 *
 * @param triggered whether a trigger sets it, on images that are FROM this one
 * @param key its name, variables replaced by their defaults
 * @param value its value; null where a variable that isn't known is in it
 * @param keyRange where the name stands, as offsets of the file
 * @param valueRange where the value stands
 * @param plainKey whether the name is written as it is read, in one place
 */
record LabelPair(
    Stage stage,
    boolean triggered,
    String key,
    @Nullable String value,
    TextRange keyRange,
    TextRange valueRange,
    boolean plainKey) {

  static final Trait SETS_LABELS =
      Trait.orTriggered(Label.class, instruction -> instruction.innermost() instanceof Label);

  /** All of the stages of a file whose names are known, in order; those that triggers set, too. */
  static ImmutableList<LabelPair> all(SemanticModel model) {
    ImmutableList.Builder<LabelPair> all = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      for (Instruction instruction : model.having(SETS_LABELS, stage)) {
        all.addAll(in(model, stage, instruction));
      }
    }
    return all.build();
  }

  /** Those of an instruction. */
  static ImmutableList<LabelPair> in(SemanticModel model, Stage stage, Instruction instruction) {
    ImmutableList.Builder<LabelPair> found = ImmutableList.builder();
    if (instruction.innermost() instanceof Label label) {
      for (Pair pair : label.pairs()) {
        LabelPair one = of(model, stage, instruction, pair);
        if (one != null) {
          found.add(one);
        }
      }
    }
    return found.build();
  }

  private static @Nullable LabelPair of(
      SemanticModel model, Stage stage, Instruction instruction, Pair pair) {
    String key = text(model, instruction, pair.key());
    if (key == null) {
      return null;
    }
    Word value = pair.value();
    EmbeddedText line = instruction.innermost().source().line();
    TextRange keyRange = model.range(instruction, pair.key().range());
    return new LabelPair(
        stage,
        instruction instanceof Onbuild,
        key,
        value == null ? "" : text(model, instruction, value),
        keyRange,
        value == null ? keyRange : model.range(instruction, value.range()),
        pair.key().inLine().of(line.code()).equals(key)
            && line.isContiguous(pair.key().inLine()));
  }

  /** What a trigger makes of a variable another build decides. */
  private static @Nullable String text(SemanticModel model, Instruction instruction, Word word) {
    return instruction instanceof Onbuild && word.value().indexOf('$') >= 0
        ? null
        : model.expand(instruction, word.value()).textByDefault();
  }
}

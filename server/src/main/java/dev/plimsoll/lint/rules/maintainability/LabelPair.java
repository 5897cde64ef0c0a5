package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Label;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A label that a LABEL sets.
 *
 * @param key its name, variables replaced by their defaults
 * @param value its value; null where a variable that isn't known is in it
 * @param keyRange where the name stands, as offsets of the file
 * @param valueRange where the value stands
 * @param plainKey whether the name is written as it is read, in one place
 */
record LabelPair(
    Stage stage,
    String key,
    @Nullable String value,
    TextRange keyRange,
    TextRange valueRange,
    boolean plainKey) {

  static final Trait IS_LABEL = Trait.of(Label.class);

  /** All of a file whose names are known, in order. */
  static ImmutableList<LabelPair> all(SemanticModel model) {
    ImmutableList.Builder<LabelPair> all = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      for (Instruction label : model.having(IS_LABEL, stage)) {
        for (Pair pair : ((Label) label).pairs()) {
          LabelPair found = of(model, stage, (Label) label, pair);
          if (found != null) {
            all.add(found);
          }
        }
      }
    }
    return all.build();
  }

  private static @Nullable LabelPair of(SemanticModel model, Stage stage, Label label, Pair pair) {
    String key = model.expand(label, pair.key().value()).textByDefault();
    if (key == null) {
      return null;
    }
    Word value = pair.value();
    TextRange keyRange = model.range(label, pair.key().range());
    return new LabelPair(
        stage,
        key,
        value == null ? "" : model.expand(label, value.value()).textByDefault(),
        keyRange,
        value == null ? keyRange : model.range(label, value.range()),
        pair.key().inLine().of(label.source().line().code()).equals(key)
            && label.source().line().isContiguous(pair.key().inLine()));
  }
}

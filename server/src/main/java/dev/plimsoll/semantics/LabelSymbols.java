package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Form;
import dev.plimsoll.semantics.Occurrence.Role;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Label;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the keys of labels. Stages that stand on one another label the same image, where the last one wins. */
final class LabelSymbols {

  private LabelSymbols() {}

  private record Key(@Nullable Stage root, String name) {}

  static void of(SemanticModel model, ImmutableList.Builder<Symbol> symbols) {
    Map<Key, List<Occurrence>> byKey = new LinkedHashMap<>();
    for (Label label : model.instructions(Label.class)) {
      Stage stage = model.stageOf(label);
      for (Pair pair : label.pairs()) {
        String name = model.expand(label, pair.key().value()).textByDefault();
        if (name != null && !name.isEmpty()) {
          Key key = new Key(stage == null ? null : stage.root(), name);
          List<Occurrence> places = byKey.computeIfAbsent(key, any -> new ArrayList<>(1));
          places.add(place(model, label, pair.key(), name, stage, places.isEmpty()));
        }
      }
    }
    byKey.forEach((key, places) -> symbols.add(Symbol.of(Symbol.Kind.LABEL, key.name(), places)));
  }

  private static Occurrence place(
      SemanticModel model,
      Instruction label,
      Word key,
      String name,
      @Nullable Stage stage,
      boolean first) {
    Word unquoted = Unquoted.of(label, key);
    Word written = unquoted == null ? key : unquoted;
    boolean plain = written.value().equals(name);
    return new Occurrence(
        model.range(label, plain ? written.range() : key.range()),
        first ? Role.DECLARATION : Role.WRITE,
        plain ? Form.NAME : Form.COMPUTED,
        stage);
  }
}

package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Form;
import dev.plimsoll.semantics.Occurrence.Role;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places that name stages, and the images and build contexts that are named where a stage could be.
 *
 * <p>Stages of one name are one symbol: which of them a place means depends on where it stands, and they can only get
 * another name together.
 */
final class StageSymbols {

  private static final Trait NAMES_STAGES = StageReference.MAY_REFER
      .or(Trait.of(From.class))
      .or(Trait.of(
          Instruction.Onbuild.class,
          onbuild ->
              onbuild.trigger() != null && StageReference.MAY_REFER.isOf(onbuild.trigger())));

  private final SemanticModel model;
  private final Map<String, List<Occurrence>> named = new LinkedHashMap<>();
  private final Map<Stage, List<Occurrence>> unnamed = new LinkedHashMap<>();
  private final Map<String, List<Occurrence>> images = new LinkedHashMap<>();
  private final Map<Stage, Symbol> byStage = new LinkedHashMap<>();
  /** Defaults of ARGs that are counted already: several FROMs may use one. */
  private final Set<TextRange> defaults = new HashSet<>();

  private StageSymbols(SemanticModel model) {
    this.model = model;
  }

  /** @param byStage filled with the symbol of every stage */
  static ImmutableList<Symbol> of(SemanticModel model, Map<Stage, Symbol> byStage) {
    StageSymbols symbols = new StageSymbols(model);
    for (Instruction instruction : model.having(NAMES_STAGES)) {
      if (instruction instanceof From from) {
        symbols.from(from);
      } else {
        symbols.references(instruction, instruction);
        if (instruction instanceof Instruction.Onbuild onbuild && onbuild.trigger() != null) {
          symbols.references(onbuild, onbuild.trigger());
        }
      }
    }
    ImmutableList<Symbol> all = symbols.build();
    byStage.putAll(symbols.byStage);
    return all;
  }

  private void from(From from) {
    Stage stage = model.stageOf(from);
    if (stage == null) {
      return;
    }
    Word image = from.image();
    if (image != null) {
      base(stage, from, image);
    }
    Word name = from.stageName();
    if (name != null) {
      add(stage, Occurrence.of(model.range(from, name.range()), Role.DECLARATION, null));
    } else {
      TextRange keyword = model.range(from, from.source().keywordRange());
      add(stage, new Occurrence(keyword, Role.DECLARATION, Form.INDIRECT, null));
    }
  }

  private void base(Stage stage, From from, Word image) {
    String text = model.expand(from, image.value()).withoutBuildArgs();
    Stage parent = stage.parent();
    TextRange written = written(from, image, text);
    TextRange place = model.range(from, image.range());
    if (parent == null) {
      image(text, written == null ? read(place, Form.COMPUTED) : read(written, Form.NAME));
    } else if (written != null) {
      add(parent, read(written, Form.LOWER_CASE_NAME));
    } else {
      TextRange source = argDefault(image.value(), text);
      add(parent, read(place, source == null ? Form.COMPUTED : Form.INDIRECT));
      if (source != null && defaults.add(source)) {
        add(parent, read(source, Form.LOWER_CASE_NAME));
      }
    }
  }

  private static Occurrence read(TextRange range, Form form) {
    return new Occurrence(range, Role.READ, form, null);
  }

  /** Where a word is a text as written, quotes left out; null where it only comes to that text. */
  private @Nullable TextRange written(Instruction instruction, Word word, String text) {
    if (word.value().equals(text)) {
      return model.range(instruction, word.range());
    }
    Word inside = Unquoted.of(instruction, word);
    return inside != null && inside.value().equals(text)
        ? model.range(instruction, inside.range())
        : null;
  }

  /** The default of the ARG that the whole word stands for, where that default is the text as written. */
  private @Nullable TextRange argDefault(String word, String text) {
    Binding binding = model.globalBinding(ImageUses.variableName(word));
    if (binding == null || binding.instruction() == null || binding.pair() == null) {
      return null;
    }
    Word value = binding.pair().value();
    return value == null ? null : written(binding.instruction(), value, text);
  }

  /** @param outer the instruction of the file that holds {@code instruction}, or is it */
  private void references(Instruction outer, Instruction instruction) {
    for (StageReference reference : StageReference.in(model, instruction)) {
      String written = reference.written();
      boolean plain = reference.range().of(outer.text()).equals(written);
      Form form = StageReference.index(written) != null && instruction instanceof Instruction.Copy
          ? Form.INDIRECT
          : plain ? Form.NAME : Form.COMPUTED;
      TextRange range = model.range(outer, reference.range());
      Occurrence occurrence = new Occurrence(range, Role.READ, form, model.stageOf(outer));
      if (reference.stage() != null) {
        add(reference.stage(), occurrence);
      } else if (form != Form.INDIRECT && ImageUses.isNoVariable(written)) {
        image(written, occurrence);
      }
    }
  }

  private void add(Stage stage, Occurrence occurrence) {
    (stage.name() == null
            ? unnamed.computeIfAbsent(stage, any -> new ArrayList<>())
            : named.computeIfAbsent(stage.name(), any -> new ArrayList<>()))
        .add(occurrence);
  }

  private void image(String name, Occurrence occurrence) {
    if (!name.isEmpty()) {
      images.computeIfAbsent(Ascii.toLowerCase(name), any -> new ArrayList<>()).add(occurrence);
    }
  }

  private ImmutableList<Symbol> build() {
    ImmutableList.Builder<Symbol> all = ImmutableList.builder();
    Map<String, Symbol> byName = new HashMap<>();
    named.forEach((name, places) -> byName.put(name, Symbol.of(Symbol.Kind.STAGE, name, places)));
    for (Stage stage : model.stages()) {
      Symbol symbol = stage.name() == null
          ? Symbol.of(Symbol.Kind.STAGE, "", unnamed.getOrDefault(stage, List.of()))
          : byName.get(stage.name());
      if (symbol != null) {
        byStage.put(stage, symbol);
      }
    }
    all.addAll(new LinkedHashSet<>(byStage.values()));
    images.forEach((name, places) -> all.add(Symbol.of(Symbol.Kind.IMAGE, name, places)));
    return all.build();
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.GoQuote;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;

/** Bases of stages that can't be used: names that are empty or invalid, platforms that are none. */
final class BaseErrors {

  private BaseErrors() {}

  /** Names and platforms of all FROMs, before any image is looked at. */
  static void of(SemanticModel model, ImmutableList.Builder<BuildError> errors) {
    for (Stage stage : model.stages()) {
      name(model, stage.from(), errors);
      platform(model, stage.from(), errors);
    }
  }

  private static void name(
      SemanticModel model, From from, ImmutableList.Builder<BuildError> errors) {
    Word image = from.image();
    if (image == null) {
      return;
    }
    TextRange range = model.range(from, image.range());
    Expansion expansion = model.expand(from, image.value());
    if (expansion.error() != null) {
      errors.add(BuildError.at(
          range, "This can't be expanded: " + expansion.error() + ".", expansion.error()));
    } else if (expansion.withoutBuildArgs().isEmpty()) {
      BuildError error = BuildError.at(
          range,
          "The base image is empty: give the ARG before FROM a default, or pass --build-arg.",
          "base name (" + image.value() + ") should not be blank");
      errors.add(waitsForArgument(model, from, image.value()) ? error.unlessArgument() : error);
    }
  }

  /** Whether a word uses an ARG that has no default. */
  static boolean waitsForArgument(SemanticModel model, Instruction instruction, String word) {
    char escape = instruction.source().escape();
    for (VariableUse use :
        ExpandableWord.of(word, escape, ExpansionMode.ARGUMENT).allUses()) {
      Binding binding = model.binding(instruction, use.name());
      if (binding != null && !binding.isPredefined() && binding.withoutBuildArgs() == null) {
        return true;
      }
    }
    return false;
  }

  private static void platform(
      SemanticModel model, From from, ImmutableList.Builder<BuildError> errors) {
    Flag flag = from.platform();
    if (flag == null || flag.valueOrEmpty().isEmpty()) {
      return;
    }
    TextRange range = model.range(from, flag.valueRange());
    Expansion expansion = model.expand(from, flag.valueOrEmpty());
    if (expansion.error() != null) {
      errors.add(BuildError.at(
          range,
          "This can't be expanded: " + expansion.error() + ".",
          "failed to process arguments for platform : " + expansion.error()));
      return;
    }
    String platform = expansion.withoutBuildArgs();
    if (platform.isEmpty()) {
      BuildError error = BuildError.at(
          range,
          "The platform is empty: this variable has no value here.",
          "empty platform value from expression " + flag.value());
      errors.add(
          waitsForArgument(model, from, flag.valueOrEmpty()) ? error.unlessArgument() : error);
      return;
    }
    String problem = PlatformSpecifier.problem(platform);
    if (problem != null) {
      errors.add(BuildError.at(
          range,
          "This is no platform: write os/architecture, such as linux/amd64.",
          "failed to parse platform " + flag.value() + ": " + problem));
    }
  }

  /** Images that have no valid name. BuildKit looks at them when all stages and copies are resolved. */
  static void references(SemanticModel model, ImmutableList.Builder<BuildError> errors) {
    for (ImageUse use : model.imageUses()) {
      if (use.reference() instanceof ParsedReference.Invalid invalid
          && !use.text().isEmpty()) {
        BuildError error = BuildError.at(
            use.range(),
            invalid.message(),
            "failed to parse stage name " + GoQuote.of(use.text()) + ": "
                + invalid.dockerMessage());
        boolean waits = use.instruction() instanceof From from
            && from.image() != null
            && waitsForArgument(model, from, from.image().value());
        errors.add(waits ? error.unlessArgument() : error);
      }
    }
  }
}

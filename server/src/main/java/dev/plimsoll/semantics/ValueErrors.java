package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Repair;
import dev.plimsoll.syntax.Word;
import java.util.function.Predicate;

/** Values that BuildKit rejects when it builds the step, variables expanded. */
final class ValueErrors {

  private final SemanticModel model;
  private final Instruction instruction;
  private final ImmutableList.Builder<BuildError> errors;

  private ValueErrors(
      SemanticModel model, Instruction instruction, ImmutableList.Builder<BuildError> errors) {
    this.model = model;
    this.instruction = instruction;
    this.errors = errors;
  }

  static void of(
      SemanticModel model, Instruction instruction, ImmutableList.Builder<BuildError> errors) {
    ValueErrors found = new ValueErrors(model, instruction, errors);
    switch (instruction.keyword()) {
      case EXPOSE -> found.ports();
      case STOPSIGNAL -> found.signal();
      case VOLUME -> found.volumes();
      case WORKDIR -> found.directory();
      case ADD, COPY -> TransferErrors.of(model, (Transfer) instruction, errors);
      default -> {}
    }
  }

  /** Whether the values of an instruction have to be looked at where it stands: most are fine for certain. */
  static boolean mayBeIn(Instruction instruction) {
    return switch (instruction.keyword()) {
      case EXPOSE -> !areFine(instruction, port -> PortSpecifier.problem(port) == null);
      case STOPSIGNAL -> !areFine(instruction, Signals::isValid);
      case VOLUME -> !areFine(instruction, volume -> true);
      case COPY, ADD -> TransferErrors.mayBeIn((Transfer) instruction);
      case WORKDIR ->
        !areFine(instruction, path -> path.indexOf(':') < 0 && !path.startsWith("//"));
      default -> false;
    };
  }

  static boolean areFine(Instruction instruction, Predicate<String> fine) {
    for (Word word : instruction.words()) {
      String text = word.value();
      if (!Expansion.isPlain(text, instruction.source().escape()) || !fine.test(text)) {
        return false;
      }
    }
    return true;
  }

  private String expanded(Word word) {
    return ExpansionErrors.isPlain(word.value(), instruction.source().escape())
        ? word.value()
        : model.expand(instruction, word.value()).withoutBuildArgs();
  }

  private void add(Word word, String message, String buildkit) {
    add(word, BuildError.at(model.range(instruction, word.range()), message, buildkit));
  }

  private void add(Word word, BuildError error) {
    errors.add(EmptyVariable.unlessGiven(model, instruction, word.value(), error));
  }

  private void ports() {
    for (Word word : ExpansionErrors.sorted(instruction.words())) {
      for (String port : model.expand(instruction, word.value()).wordsWithoutBuildArgs()) {
        String problem = PortSpecifier.problem(port);
        if (problem != null && !waitsForBase(word)) {
          BuildError error = BuildError.at(
              model.range(instruction, word.range()), PortSpecifier.explain(port), problem);
          if (PortSpecifier.isOutOfRange(port)) {
            errors.add(error.of(BuildError.Kind.PORT_OUT_OF_RANGE));
          } else {
            add(word, error);
          }
        }
      }
    }
  }

  /** Whether a word has a variable that is set nowhere here: what stands in the place of its value, nobody knows. */
  private boolean waitsForBase(Word word) {
    Stage stage = model.stageOf(instruction);
    return stage != null
        && !ExpansionErrors.isFromScratch(model, stage)
        && model.expand(instruction, word.value()).unmatched().stream()
            .anyMatch(name -> !model.isBound(instruction, name) && model.mayInherit(stage, name));
  }

  private void signal() {
    for (Word word : instruction.words()) {
      String signal = expanded(word);
      if (!Signals.isValid(signal) && !waitsForBase(word)) {
        String meant = signal.equals(word.value()) ? Signals.meant(signal) : null;
        BuildError error = BuildError.at(
            model.range(instruction, word.range()),
            "There is no signal " + signal + ". "
                + (meant == null
                    ? "Name one such as SIGTERM, or give its number."
                    : "Did you mean " + meant + "?"),
            "invalid signal: " + signal);
        add(
            word,
            meant == null
                ? error
                : error.withRepair(Repair.change(model.range(instruction, word.range()), meant)));
      }
    }
  }

  private void volumes() {
    for (Word word : instruction.words()) {
      if (!word.isEmpty()
          && expanded(word).isEmpty()
          && !waitsForBase(word)
          && model.expand(instruction, word.value()).error() == null) {
        add(
            word,
            "The path of this volume is empty, because its variable has no value here. Give it one.",
            "VOLUME specified can not be an empty string");
      }
    }
  }

  /** On Windows, where a path may have a drive. */
  private void directory() {
    Stage stage = model.stageOf(instruction);
    if (stage == null || model.family(stage) != BaseFamily.WINDOWS) {
      return;
    }
    for (Word word : instruction.words()) {
      String path = expanded(word);
      String problem = WindowsPath.problem(path.replace('\\', '/'));
      if (problem != null) {
        add(
            word,
            WindowsPath.advice(path),
            "normalizing workdir: normalizing working directory: removing drive letter: "
                + problem);
      }
    }
  }
}

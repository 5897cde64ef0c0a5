package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Repair;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
      case ADD, COPY -> found.transfer((Transfer) instruction);
      default -> {}
    }
  }

  /** Whether the values of an instruction have to be looked at where it stands: most are fine for certain. */
  static boolean mayBeIn(Instruction instruction) {
    return switch (instruction.keyword()) {
      case EXPOSE -> !areFine(instruction, port -> PortSpecifier.problem(port) == null);
      case STOPSIGNAL -> !areFine(instruction, Signals::isValid);
      case VOLUME -> !areFine(instruction, volume -> true);
      case COPY ->
        instruction.flag("chmod") != null
            || !areFine(instruction, source -> RemoteSource.of(source) == RemoteSource.LOCAL);
      case ADD -> instruction.flag("chmod") != null || instruction.flag("checksum") != null;
      default -> false;
    };
  }

  private static boolean areFine(Instruction instruction, Predicate<String> fine) {
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
    errors.add(BuildError.at(model.range(instruction, word.range()), message, buildkit));
  }

  private void ports() {
    for (Word word : ExpansionErrors.sorted(instruction.words())) {
      for (String port : model.expand(instruction, word.value()).wordsWithoutBuildArgs()) {
        String problem = PortSpecifier.problem(port);
        if (problem != null) {
          add(word, PortSpecifier.explain(port), problem);
        }
      }
    }
  }

  private void signal() {
    for (Word word : instruction.words()) {
      String signal = expanded(word);
      if (!Signals.isValid(signal)) {
        String meant = signal.equals(word.value()) ? Signals.meant(signal) : null;
        errors.add(BuildError.at(
                model.range(instruction, word.range()),
                "There is no signal " + signal + ". "
                    + (meant == null
                        ? "Name one such as SIGTERM, or give its number."
                        : "Did you mean " + meant + "?"),
                "invalid signal: " + signal)
            .withRepair(
                meant == null
                    ? null
                    : Repair.change(model.range(instruction, word.range()), meant)));
      }
    }
  }

  private void volumes() {
    for (Word word : instruction.words()) {
      if (!word.isEmpty()
          && expanded(word).isEmpty()
          && model.expand(instruction, word.value()).error() == null) {
        add(
            word,
            "The path of this volume is empty, because its variable has no value here. Give it one.",
            "VOLUME specified can not be an empty string");
      }
    }
  }

  private void transfer(Transfer transfer) {
    boolean add = transfer instanceof Add;
    mode(transfer.flag("chmod"));
    checksum(transfer);
    if (add) {
      return;
    }
    for (Word source : transfer.sources()) {
      if (Heredoc.nameIn(source.value()) != null) {
        continue;
      }
      RemoteSource remote = RemoteSource.of(expanded(source));
      if (remote == RemoteSource.GIT) {
        add(
            source,
            "COPY can't fetch a Git repository: use ADD.",
            "source can't be a git ref for COPY");
      } else if (remote == RemoteSource.HTTP) {
        add(source, "COPY can't fetch a URL: use ADD.", "source can't be a URL for COPY");
      }
    }
  }

  private void checksum(Transfer transfer) {
    Flag checksum = transfer instanceof Add ? transfer.flag("checksum") : null;
    if (checksum == null || checksum.valueOrEmpty().isEmpty()) {
      return;
    }
    List<Word> sources = new ArrayList<>();
    for (Word source : transfer.sources()) {
      if (Heredoc.nameIn(source.value()) == null) {
        sources.add(source);
      }
    }
    if (sources.size() != 1) {
      errors.add(BuildError.at(
          model.range(transfer, checksum.range()),
          "--checksum is of a single file: name only one source.",
          "checksum can't be specified for multiple sources"));
    } else if (RemoteSource.of(expanded(sources.get(0))) == RemoteSource.LOCAL) {
      errors.add(BuildError.at(
          model.range(transfer, checksum.range()),
          "--checksum is for URLs and Git repositories, and this source is local: remove it.",
          "checksum requires HTTP(S) or Git sources"));
    }
  }

  private void mode(@Nullable Flag chmod) {
    if (chmod == null || chmod.valueOrEmpty().isEmpty()) {
      return;
    }
    String mode = model.expand(instruction, chmod.valueOrEmpty()).withoutBuildArgs();
    if (!mode.isEmpty() && !FileMode.isValid(mode)) {
      errors.add(BuildError.at(
          model.range(instruction, chmod.valueRange()),
          "This is not a file mode. Write an octal number such as 755, or a symbolic mode such as u=rwX,go=rX.",
          mode.charAt(0) >= '0' && mode.charAt(0) <= '9'
              ? "invalid chmod parameter: '" + mode
                  + "'. it should be octal string and between 0 and 07777"
              : "invalid syntax"));
    }
  }
}

package dev.plimsoll.semantics;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.Pairs;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words that can't be expanded: open quotes, unknown modifiers, variables that must be set. */
final class ExpansionErrors {

  private static final ImmutableList<String> TRANSFER_FLAGS = ImmutableList.of("chown", "chmod");

  /** Null where it is only asked whether anything depends on it. */
  private final @Nullable SemanticModel model;

  private final Instruction instruction;
  private final ImmutableList.Builder<BuildError> errors;
  private boolean undecided;

  private ExpansionErrors(
      @Nullable SemanticModel model,
      Instruction instruction,
      ImmutableList.Builder<BuildError> errors) {
    this.model = model;
    this.instruction = instruction;
    this.errors = errors;
  }

  /** Whether an instruction has anything whose expansion may fail: most have not, wherever they stand. */
  static boolean mayBeIn(Instruction instruction) {
    ExpansionErrors found = new ExpansionErrors(null, instruction, ImmutableList.builder());
    found.find();
    return found.undecided;
  }

  /** Adds the errors in all places of an instruction in which BuildKit expands variables. */
  static void of(
      SemanticModel model, Instruction instruction, ImmutableList.Builder<BuildError> errors) {
    new ExpansionErrors(model, instruction, errors).find();
  }

  private void find() {
    switch (instruction.keyword()) {
      case ARG -> defaults((Arg) instruction);
      case ENV, LABEL -> pairs((Pairs) instruction);
      case ADD, COPY -> transfer((Transfer) instruction);
      case EXPOSE -> {
        for (Word word : sorted(instruction.words())) {
          word(word);
        }
      }
      case VOLUME -> {
        for (Word word : instruction.words()) {
          expand(CharMatcher.whitespace().trimFrom(word.value()), word.range());
        }
      }
      case USER, WORKDIR, STOPSIGNAL -> {
        for (Word word : instruction.words()) {
          word(word);
        }
      }
      default -> {}
    }
  }

  /** Ports in the order in which BuildKit takes them, which is not that of the file. */
  static ImmutableList<Word> sorted(ImmutableList<Word> ports) {
    return ports.size() < 2
        ? ports
        : ImmutableList.sortedCopyOf(Comparator.comparing(Word::value), ports);
  }

  private void defaults(Arg arg) {
    for (Pair pair : arg.pairs()) {
      if (pair.value() != null
          && Expansion.mayFail(pair.value().value(), arg.source().escape())) {
        undecided = true;
        if (model != null) {
          add(pair.value().range(), model.expandDefault(arg, pair).error(), model);
        }
      }
    }
  }

  private void pairs(Pairs pairs) {
    for (Pair pair : pairs.pairs()) {
      word(pair.key());
      if (pair.value() != null) {
        word(pair.value());
      }
    }
  }

  private void transfer(Transfer transfer) {
    for (String name : TRANSFER_FLAGS) {
      flag(transfer.flag(name));
    }
    if (transfer instanceof Add) {
      flag(transfer.flag("checksum"));
    }
    for (Word word : transfer.words()) {
      if (Heredoc.nameIn(word.value()) == null) {
        word(word);
      }
    }
    if (!transfer.heredocs().isEmpty()) {
      bodies(transfer);
    }
  }

  /** The bodies of the here-documents that stand for files: of several with one name the last. */
  private void bodies(Transfer transfer) {
    Map<String, Heredoc> byName = new HashMap<>();
    for (Heredoc heredoc : transfer.heredocs()) {
      byName.put(heredoc.name(), heredoc);
    }
    for (Word source : transfer.sources()) {
      Heredoc heredoc = byName.get(Heredoc.nameIn(source.value()));
      if (heredoc != null && heredoc.expand()) {
        body(heredoc);
      }
    }
  }

  private void flag(@Nullable Flag flag) {
    if (flag != null && flag.value() != null) {
      expand(flag.value(), flag.valueRange());
    }
  }

  private void word(Word word) {
    expand(word.value(), word.range());
  }

  private void expand(String text, TextRange range) {
    if (!Expansion.mayFail(text, instruction.source().escape())) {
      return;
    }
    undecided = true;
    if (model != null) {
      add(range, model.expand(instruction, text).error(), model);
    }
  }

  /** Whether a text is its own expansion, as most are. */
  static boolean isPlain(String text, char escape) {
    return text.indexOf('$') < 0
        && text.indexOf('"') < 0
        && text.indexOf('\'') < 0
        && text.indexOf(escape) < 0;
  }

  private void body(Heredoc heredoc) {
    String text = heredoc.body().of(instruction.text());
    if (text.indexOf('$') < 0) {
      return;
    }
    undecided = true;
    if (model != null) {
      Expansion expansion =
          Expansion.of(text, '\\', ExpansionMode.HEREDOC_BODY, model.variables(instruction));
      add(heredoc.body(), expansion.error(), model);
    }
  }

  private void add(TextRange range, @Nullable String buildkit, SemanticModel model) {
    if (buildkit != null) {
      errors.add(BuildError.at(model.range(instruction, range), plain(buildkit), buildkit));
    }
  }

  static String plain(String buildkit) {
    if (buildkit.endsWith("double-quote") || buildkit.endsWith("single-quote")) {
      return "A quote is opened here and never closed.";
    }
    int reason = buildkit.lastIndexOf("\": ");
    String text = reason < 0 ? buildkit : buildkit.substring(reason + 3);
    if (text.startsWith("unsupported modifier")) {
      return "BuildKit doesn't know this form of ${…}: it takes :- - :+ + :? ? # ## % %% / and //.";
    }
    return "This can't be expanded: " + text + ".";
  }
}

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
  /** The ARG whose default is looked at: {@code --build-arg} makes that default needless. */
  private String argument = "";

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
          argument = pair.key().value();
          add(pair.value().range(), model.expandDefault(arg, pair), model);
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
      add(range, model.expand(instruction, text), model);
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
      add(heredoc.body(), expansion, model);
    }
  }

  private void add(TextRange range, Expansion expansion, SemanticModel model) {
    if (expansion.error() != null) {
      errors.add(of(model, instruction, model.range(instruction, range), expansion, argument));
    }
  }

  /**
   * What is wrong with a word that can't be expanded.
   *
   * @param range the word, as offsets of the file
   * @param argument the ARG whose default the word is, or the empty text
   */
  static BuildError of(
      SemanticModel model,
      Instruction instruction,
      TextRange range,
      Expansion expansion,
      String argument) {
    String buildkit = expansion.error() == null ? "" : expansion.error();
    String name = expansion.required();
    if (name == null) {
      return BuildError.at(range, plain(buildkit), buildkit);
    }
    String demand = name + " has no value here, and ${" + name + ":?…} demands one";
    if (!argument.isEmpty()) {
      String needed = argument.equals(name) ? "" : argument + " needs a --build-arg: ";
      return BuildError.at(
              range,
              needed.isEmpty()
                  ? name + " has no default: the build needs --build-arg " + name + "=value."
                  : needed + demand + ".",
              buildkit)
          .unlessArgument();
    }
    Binding binding = model.binding(instruction, name);
    if (binding != null && binding.value() != null) {
      return BuildError.at(range, demand + ". Give it a value above.", buildkit);
    }
    if (binding != null) {
      return BuildError.at(
              range,
              demand + ": pass --build-arg " + name + "=value or give its ARG a default.",
              buildkit)
          .unlessArgument();
    }
    Stage stage = model.stageOf(instruction);
    boolean inFrom = instruction instanceof Instruction.From;
    if (stage == null || inFrom || isFromScratch(model, stage) || !model.mayInherit(stage, name)) {
      String where = stage == null || inFrom ? " above the first FROM." : " to this stage.";
      return BuildError.at(range, demand + ". Add ARG " + name + where, buildkit);
    }
    return BuildError.at(
            range, demand + ": declare it with ARG or ENV unless the base image sets it.", buildkit)
        .unlessArgument();
  }

  /** Whether a stage begins with nothing, so that no variable comes from its base image. */
  static boolean isFromScratch(SemanticModel model, Stage stage) {
    ImageUse base = model.baseImage(stage);
    return base != null && base.image() != null && base.image().isScratch();
  }

  /** What BuildKit's reader of words says, for people. */
  static String plain(String buildkit) {
    if (buildkit.endsWith("double-quote") || buildkit.endsWith("single-quote")) {
      return "A quote is opened here and never closed.";
    }
    int reason = buildkit.lastIndexOf("\": ");
    String text = reason < 0 ? buildkit : buildkit.substring(reason + 3);
    boolean atEnd = text.startsWith("unsupported modifier (\uFFFD")
        || text.startsWith("unsupported modifier (:\uFFFD");
    if (atEnd || text.endsWith("missing '}'")) {
      return "A ${ is opened here and never closed: add the }.";
    } else if (text.startsWith("unsupported modifier")) {
      return "BuildKit doesn't know this form of ${…}: it takes :- - :+ + :? ? # ## % %% / and //.";
    } else if (text.contains("missing '/'")) {
      return "A / is missing: the form is ${NAME/pattern/replacement}.";
    } else if (text.endsWith("bad substitution")) {
      return "Behind ${ stands no name of a variable. Write ${NAME}, or \\${ for the characters themselves.";
    } else if (text.startsWith("invalid pattern")) {
      return "The pattern in this ${…} has a backslash before a character that needs none: remove it.";
    }
    return "BuildKit can't expand this: " + text + ".";
  }
}

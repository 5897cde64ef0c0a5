package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.StateChange;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The uses of an ARG or ENV are replaced by its value.
 *
 * <p>The declaration goes only where nothing else can see it: an ARG before the first FROM that no stage declares again.
 * An ENV is part of the image, and an ARG of a stage is in the environment of every RUN.
 */
final class InlineVariable implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.INLINE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    Pair pair = instruction == null ? null : declaration(selection, instruction);
    if (instruction == null || pair == null) {
      pair = instruction == null ? null : usedDeclaration(selection, instruction);
    }
    Variable variable = pair == null ? null : Variable.of(selection.model(), pair);
    return variable == null ? ImmutableList.of() : variable.offers();
  }

  /** The pair whose name is selected. */
  private static @Nullable Pair declaration(Selection selection, Instruction instruction) {
    if (instruction instanceof Instruction.Label) {
      return null;
    }
    for (Pair pair : instruction.source().pairs()) {
      if (selection.isIn(instruction, pair.key().range())) {
        return pair;
      }
    }
    return null;
  }

  /** The pair that gives a selected use its value. */
  private static @Nullable Pair usedDeclaration(Selection selection, Instruction instruction) {
    for (Use use : Use.in(selection.model(), instruction)) {
      if (use.range().touches(selection.range().start())
          && use.range().touches(selection.range().end())) {
        Binding binding = selection.model().binding(instruction, use.name());
        return binding == null ? null : binding.pair();
      }
    }
    return null;
  }

  /**
   * A place where a variable is used.
   *
   * @param range as offsets of the file
   * @param text the use as it is written
   */
  private record Use(String name, TextRange range, String text) {

    static List<Use> in(SemanticModel model, Instruction instruction) {
      List<Use> uses = new ArrayList<>();
      if (instruction.text().indexOf('$') < 0) {
        return uses;
      }
      if (instruction instanceof Instruction.Run) {
        RunScript script = model.script(instruction);
        if (script != null && !script.execForm()) {
          for (WordPart.Parameter parameter : script.script().parameters()) {
            uses.add(new Use(
                parameter.name(),
                script.range(parameter.range()),
                parameter.range().of(script.script().code())));
          }
        }
        return uses;
      }
      for (Word word : expandedWords(instruction)) {
        inWord(model, instruction, word, uses);
      }
      return uses;
    }

    private static void inWord(
        SemanticModel model, Instruction instruction, Word word, List<Use> uses) {
      if (!word.range().of(instruction.text()).equals(word.value())) {
        return;
      }
      int start = model.file().start(instruction) + word.range().start();
      ExpandableWord expandable =
          ExpandableWord.of(word.value(), model.file().escape(), ExpansionMode.ARGUMENT);
      for (VariableUse use : expandable.uses()) {
        uses.add(new Use(use.name(), use.range().shift(start), use.range().of(word.value())));
      }
    }

    private static ImmutableList<Word> expandedWords(Instruction instruction) {
      if (instruction instanceof Instruction.Pairs pairs) {
        ImmutableList.Builder<Word> values = ImmutableList.builder();
        pairs.pairs().stream()
            .filter(it -> it.value() != null)
            .forEach(it -> values.add(it.value()));
        return values.build();
      }
      boolean expanded = instruction instanceof Instruction.Transfer
          || instruction instanceof Instruction.Workdir
          || instruction instanceof Instruction.User
          || instruction instanceof Instruction.Expose
          || instruction instanceof Instruction.Stopsignal
          || instruction instanceof Instruction.Volume;
      boolean from = instruction instanceof Instruction.From;
      return expanded
          ? instruction.words()
          : from ? instruction.words().subList(0, 1) : ImmutableList.of();
    }
  }

  /** A variable that has one known value wherever this declaration is the one that counts. */
  private record Variable(
      SemanticModel model, Instruction instruction, Pair pair, String name, String value) {

    static @Nullable Variable of(SemanticModel model, Pair pair) {
      Instruction instruction = instruction(model, pair);
      if (instruction == null || pair.value() == null || !instruction.errors().isEmpty()) {
        return null;
      }
      String written = pair.value().value();
      char escape = model.file().escape();
      ExpandableWord word = ExpandableWord.of(written, escape, ExpansionMode.ARGUMENT);
      String value = word.expand(Variables.NONE).text();
      String name = pair.key().value();
      boolean known =
          word.uses().isEmpty() && name.chars().allMatch(c -> Mentions.isNameCharacter((char) c));
      return known && value != null && ValueSpots.isPlain(value) && !isPredefined(name)
          ? new Variable(model, instruction, pair, name, value)
          : null;
    }

    /** Whether the builder may give it another value by itself. */
    private static boolean isPredefined(String name) {
      return name.startsWith("TARGET")
          || name.startsWith("BUILD")
          || name.toUpperCase(Locale.ROOT).endsWith("_PROXY");
    }

    private static @Nullable Instruction instruction(SemanticModel model, Pair pair) {
      for (Instruction instruction : model.file().instructions()) {
        for (Pair one : instruction.source().pairs()) {
          if (one == pair) {
            return instruction;
          }
        }
      }
      return null;
    }

    ImmutableList<Offer> offers() {
      List<TextEdit> edits = new ArrayList<>();
      for (Instruction user : model.file().instructions()) {
        if (Mentions.hasName(user.text(), name) && isBound(user) && !inlineIn(user, edits)) {
          return ImmutableList.of();
        }
      }
      if (edits.isEmpty()) {
        return ImmutableList.of();
      }
      boolean arg = instruction instanceof Arg;
      if (arg && model.stageOf(instruction) == null && mayGo()) {
        edits.add(TextEdit.delete(
            TextRange.ofLength(model.file().start(instruction), instruction.length())));
        return Offer.one("Inline ARG " + name + " (--build-arg can't set it any more)", edits);
      }
      String loss = arg ? "; --build-arg has no effect on them any more" : "";
      return Offer.one(
          "Inline the uses of " + instruction.keyword() + " " + name + " (it stays" + loss + ")",
          edits);
    }

    /** Whether an instruction sees the value of this declaration. */
    private boolean isBound(Instruction user) {
      Binding binding = model.binding(user, name);
      return binding != null
          && binding.pair() == pair
          && model.file().start(user) > model.file().start(instruction);
    }

    /** Replaces the uses in one instruction; tells whether none is left that can't be replaced. */
    private boolean inlineIn(Instruction user, List<TextEdit> edits) {
      boolean inFlag =
          user.flags().stream().anyMatch(flag -> Mentions.hasName(flag.valueOrEmpty(), name));
      if (inFlag || (user instanceof Instruction.Run && changes(user))) {
        return false;
      }
      int before = edits.size();
      for (Use use : Use.in(model, user)) {
        if (use.name().equals(name)) {
          String text = replacement(use);
          if (text == null) {
            return false;
          }
          edits.add(TextEdit.replace(use.range(), text));
        } else if (Mentions.hasName(use.text(), name)) {
          return false;
        }
      }
      boolean hidden = user instanceof Instruction.From || user instanceof Arg;
      return edits.size() > before || !hidden || !Mentions.in(user.text()).contains(name);
    }

    /** What a use comes to, or null where that can't stand there by itself. */
    private @Nullable String replacement(Use use) {
      CharSequence text = model.file().characters();
      int end = use.range().end();
      if (end < text.length() && text.charAt(end) == '=') {
        return null; // a shell would take it for an assignment
      }
      if (use.text().equals("$" + name) || use.text().equals("${" + name + "}")) {
        return value;
      }
      boolean hasDefault =
          use.text().startsWith("${" + name + ":-") || use.text().startsWith("${" + name + "-");
      return hasDefault ? value : null;
    }

    /** Whether a script gives the variable another value, or may do so. */
    private boolean changes(Instruction run) {
      RunScript script = model.script(run);
      if (script == null) {
        return true;
      }
      for (StateChange change : Sequence.of(script.script()).stateChanges()) {
        boolean other = change.kind() == StateChange.Kind.VARIABLE
            && change.subject() != null
            && !change.subject().equals(name);
        boolean harmless = change.kind() == StateChange.Kind.DIRECTORY
            || change.kind() == StateChange.Kind.OPTION
            || change.kind() == StateChange.Kind.CONTROL;
        if (!other && !harmless) {
          return true;
        }
      }
      return script.script().code().contains(name + "=");
    }

    /** Whether the declaration can go: no stage declares the ARG again, and nothing else is on its line. */
    private boolean mayGo() {
      for (Stage stage : model.stages()) {
        for (Instruction other : model.instructions(stage)) {
          if (other instanceof Arg arg
              && arg.pairs().stream().anyMatch(it -> it.key().value().equals(name))) {
            return false;
          }
        }
      }
      long declarations = model.globalArgs().stream()
          .flatMap(arg -> arg.pairs().stream())
          .filter(it -> it.key().value().equals(name))
          .count();
      return declarations == 1
          && instruction.source().pairs().size() == 1
          && instruction.text().substring(instruction.range().end()).isBlank()
          && !new Surroundings(model.file(), instruction).hasPragma();
    }
  }
}

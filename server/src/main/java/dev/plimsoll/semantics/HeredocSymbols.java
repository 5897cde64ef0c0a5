package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Form;
import dev.plimsoll.semantics.Occurrence.Role;
import dev.plimsoll.shell.HereDocument;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the names of here-documents, those in scripts included, where they are opened and where they end. */
final class HeredocSymbols {

  private final SemanticModel model;
  private final ImmutableList.Builder<Symbol> symbols;

  private HeredocSymbols(SemanticModel model, ImmutableList.Builder<Symbol> symbols) {
    this.model = model;
    this.symbols = symbols;
  }

  static void of(SemanticModel model, ImmutableList.Builder<Symbol> symbols) {
    HeredocSymbols found = new HeredocSymbols(model, symbols);
    for (Instruction instruction : model.file().instructions()) {
      if (!instruction.heredocs().isEmpty()) {
        found.builder(instruction);
        found.shell(instruction);
      }
    }
  }

  /** Two of one name in one instruction are one symbol: COPY looks them up by name. */
  private void builder(Instruction instruction) {
    Map<String, List<Occurrence>> byName = new LinkedHashMap<>();
    for (Heredoc heredoc : instruction.heredocs()) {
      TextRange opener = heredoc.opener().range();
      TextRange end = heredoc.terminator();
      add(
          instruction,
          heredoc.name(),
          opener,
          heredoc.terminated() ? end : null,
          byName.computeIfAbsent(heredoc.name(), any -> new ArrayList<>(2)));
    }
    byName.forEach(this::symbol);
  }

  /** Those that the shell opens in the body of another. */
  private void shell(Instruction instruction) {
    ShellCommand command = model.shellForm(instruction);
    if (command == null) {
      return;
    }
    for (HereDocument heredoc : command.script().heredocs()) {
      TextRange opener = command.home(heredoc.redirection().target().range());
      if (isBuilders(instruction, opener)) {
        continue;
      }
      TextRange closing = heredoc.closing();
      List<Occurrence> places = new ArrayList<>(2);
      TextRange end = closing == null ? null : command.home(closing);
      add(instruction, heredoc.delimiter(), opener, end, places);
      symbol(heredoc.delimiter(), places);
    }
  }

  /** Those of the builder are opened on the line of the instruction, in front of all bodies. */
  private static boolean isBuilders(Instruction instruction, TextRange opener) {
    return opener.start() < instruction.heredocs().get(0).body().start();
  }

  private void add(
      Instruction instruction,
      String name,
      TextRange opener,
      @Nullable TextRange end,
      List<Occurrence> places) {
    places.add(place(instruction, name, opener, Role.DECLARATION));
    if (end != null) {
      places.add(place(instruction, name, end, Role.READ));
    }
  }

  /** The last place of the name in a range: in front of it stand the operator and tabs, quotes around it. */
  private Occurrence place(Instruction instruction, String name, TextRange range, Role role) {
    int at = name.isEmpty() ? -1 : range.of(instruction.text()).lastIndexOf(name);
    TextRange place = at < 0 ? range : TextRange.ofLength(range.start() + at, name.length());
    Form form = at < 0 ? Form.COMPUTED : Form.NAME;
    Stage stage = model.stageOf(instruction);
    return new Occurrence(model.range(instruction, place), role, form, stage);
  }

  private void symbol(String name, List<Occurrence> places) {
    symbols.add(Symbol.of(Symbol.Kind.HEREDOC, name, places));
  }
}

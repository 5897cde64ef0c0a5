package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Form;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a symbol another name, in all places at once, so that every place means what it meant before. Where that can't
 * be promised, it says why instead.
 */
public final class Renaming {

  /** Stands for all that belongs to no stage. */
  static final int OUTSIDE = -1;

  private Renaming() {}

  /** Why what is named at a place can't get another name at all; null where it can. */
  public static @Nullable String obstacle(SemanticModel model, Symbols.Mention mention) {
    Symbol symbol = mention.symbol();
    if (symbol.kind() == Symbol.Kind.IMAGE) {
      return NewStageName.obstacle(mention);
    }
    if (mention.occurrence().form() == Form.INDIRECT && symbol.kind() == Symbol.Kind.STAGE) {
      return symbol.name().isEmpty()
          ? "This stage has no name: give it one with AS."
          : "The stage " + symbol.name() + " isn't called by its name here: rename it where it is.";
    }
    for (Occurrence occurrence : symbol.occurrences()) {
      if (occurrence.form() == Form.COMPUTED) {
        return "In line " + line(model, occurrence)
            + " an expression comes to the name " + symbol.name()
            + ", which can't be changed by itself.";
      }
    }
    return switch (symbol.kind()) {
      case VARIABLE, SHELL_VARIABLE -> NewVariableName.obstacle(model, symbol);
      case STAGE -> NewStageName.obstacle(model, symbol);
      case USER, GROUP -> NewUserName.obstacle(model, symbol);
      case HEREDOC -> NewHeredocName.obstacle(symbol);
      case LABEL, IMAGE -> null;
    };
  }

  /** Why a symbol can't get this name; null where it can. */
  public static @Nullable String refusal(SemanticModel model, Symbol symbol, String name) {
    if (name.equals(symbol.name())) {
      return null;
    }
    return switch (symbol.kind()) {
      case STAGE -> NewStageName.refusal(model, symbol, name);
      case IMAGE -> NewStageName.refusal(name);
      case VARIABLE, SHELL_VARIABLE -> NewVariableName.refusal(model, symbol, name);
      case HEREDOC -> NewHeredocName.refusal(model, symbol, name);
      case USER, GROUP -> NewUserName.refusal(model, symbol, name);
      case LABEL -> NewLabelKey.refusal(model, symbol, name);
    };
  }

  /** The edits that write the name in all places that need it. */
  public static ImmutableList<TextEdit> edits(Symbol symbol, String name) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (Occurrence occurrence : symbol.occurrences()) {
      // The base of a stage is an image, whatever else has its name.
      boolean base = symbol.kind() == Symbol.Kind.IMAGE && occurrence.stage() == null;
      if (occurrence.isNamed() && !base) {
        boolean lower = occurrence.form() == Form.LOWER_CASE_NAME;
        edits.add(TextEdit.replace(occurrence.range(), lower ? Ascii.toLowerCase(name) : name));
      }
    }
    return edits.build();
  }

  /** Counted from 1. */
  static int line(SemanticModel model, Occurrence occurrence) {
    return line(model, occurrence.range().start());
  }

  static int line(SemanticModel model, int offset) {
    return LineMap.of(model.file().text()).lineAt(offset) + 1;
  }

  /** Whether two symbols have places in stages that stand on one another, or both outside of all stages. */
  static boolean meet(Symbol one, Symbol other) {
    Set<Integer> roots = roots(one);
    for (Occurrence occurrence : other.occurrences()) {
      if (roots.contains(root(occurrence))) {
        return true;
      }
    }
    return false;
  }

  /** The indices of the stages at the bottom of those that a symbol has places in. */
  static Set<Integer> roots(Symbol symbol) {
    Set<Integer> roots = new HashSet<>();
    for (Occurrence occurrence : symbol.occurrences()) {
      roots.add(root(occurrence));
    }
    return roots;
  }

  static int root(Occurrence occurrence) {
    return occurrence.stage() == null ? OUTSIDE : occurrence.stage().root().index();
  }

  /** Another symbol of a kind with a name that shares stages with this one, or null. */
  static @Nullable Symbol met(SemanticModel model, Symbol symbol, Symbol.Kind kind, String name) {
    for (Symbol other : model.symbols().all()) {
      if (other != symbol && other.kind() == kind && other.name().equals(name)) {
        if (meet(symbol, other)) {
          return other;
        }
      }
    }
    return null;
  }
}

package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Instruction;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a new name for a user or a group. */
final class NewUserName {

  private NewUserName() {}

  /** Names stand in paths and in arguments of any program: where one may be meant by a place, no promise can be made. */
  static @Nullable String obstacle(SemanticModel model, Symbol symbol) {
    if (symbol.declaration() == null) {
      return symbol.name() + " isn't made in this file: it comes with the base image.";
    }
    Set<Integer> known = new HashSet<>();
    for (Symbols.Mention mention : model.symbols().mentions()) {
      Symbol.Kind kind = mention.symbol().kind();
      if (kind == Symbol.Kind.USER || kind == Symbol.Kind.GROUP) {
        known.add(mention.occurrence().range().start());
      }
    }
    Set<Integer> roots = Renaming.roots(symbol);
    for (Instruction instruction : model.file().instructions()) {
      Stage stage = model.stageOf(instruction);
      if (stage != null && roots.contains(stage.root().index())) {
        int start = model.file().start(instruction);
        int other = otherMention(instruction, start, symbol.name(), known);
        if (other >= 0) {
          return symbol.name() + " is named in line " + Renaming.line(model, other)
              + " too, where it can't be told whether this one is meant.";
        }
      }
    }
    return null;
  }

  private static int otherMention(
      Instruction instruction, int start, String name, Set<Integer> known) {
    String text = instruction.text();
    boolean command = instruction instanceof Instruction.Command;
    for (int i = text.indexOf(name); i >= 0; i = text.indexOf(name, i + 1)) {
      if (!known.contains(start + i)
          && isWord(text, i, i + name.length())
          && (command && !isPath(text, i) || isHome(text, i))) {
        return start + i;
      }
    }
    return -1;
  }

  private static boolean isWord(String text, int from, int to) {
    return (from == 0 || !isNameCharacter(text.charAt(from - 1)))
        && (to == text.length() || !isNameCharacter(text.charAt(to)));
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isPath(String text, int from) {
    return from > 0 && text.charAt(from - 1) == '/';
  }

  private static boolean isHome(String text, int from) {
    return text.startsWith("/home/", from - 6) || text.startsWith("~", from - 1);
  }

  static @Nullable String refusal(SemanticModel model, Symbol symbol, String name) {
    if (!isValid(name)) {
      return "\"" + name
          + "\" can't be the name of a user: it must begin with a small letter or \"_\", and go on with"
          + " small letters, digits, \"_\" and \"-\", 32 at most.";
    }
    for (Symbol.Kind kind : new Symbol.Kind[] {Symbol.Kind.USER, Symbol.Kind.GROUP}) {
      Symbol other = Renaming.met(model, symbol, kind, name);
      if (other != null) {
        return name + " is named already, in line "
            + Renaming.line(model, other.occurrences().get(0)) + ".";
      }
    }
    return name.equals("root") ? "root is made by every system." : null;
  }

  /** What {@code useradd} and {@code adduser} take without being told to take more. */
  private static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > 32) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean inside = i > 0 && (c >= '0' && c <= '9' || c == '-');
      if (!inside && c != '_' && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return true;
  }
}

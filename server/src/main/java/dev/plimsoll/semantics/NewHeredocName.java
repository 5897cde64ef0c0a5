package dev.plimsoll.semantics;

import com.google.common.base.CharMatcher;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Judges a new name for a here-document. */
final class NewHeredocName {

  /** What neither BuildKit nor a shell takes for anything else, quoted or not. */
  private static final CharMatcher NAME = CharMatcher.inRange('a', 'z')
      .or(CharMatcher.inRange('A', 'Z'))
      .or(CharMatcher.inRange('0', '9'))
      .or(CharMatcher.anyOf("_.-"));

  private NewHeredocName() {}

  /** Of a name with quotes, blanks or dollars in it, BuildKit, COPY and the shell may each make something else. */
  static @Nullable String obstacle(Symbol symbol) {
    return NAME.matchesAllOf(symbol.name())
        ? null
        : "The name of this here-document is not plain, and not everybody reads it alike.";
  }

  static @Nullable String refusal(SemanticModel model, Symbol symbol, String name) {
    if (name.isEmpty() || !NAME.matchesAllOf(name) || name.startsWith("-")) {
      return "\"" + name
          + "\" can't be the name of a here-document: it must consist of letters, digits, \"_\", \".\" and"
          + " \"-\", and not begin with \"-\".";
    }
    Instruction instruction =
        model.file().instructionAt(symbol.occurrences().get(0).range().start());
    if (instruction == null) {
      return null;
    }
    for (Symbols.Mention other : model.symbols().mentions()) {
      TextRange range = other.occurrence().range();
      if (other.symbol().kind() == Symbol.Kind.HEREDOC
          && other.symbol().name().equals(name)
          && model.range(instruction).contains(range)) {
        return "There is a here-document " + name + " already, in line "
            + Renaming.line(model, range.start()) + ".";
      }
    }
    return inBodies(model, instruction, name);
  }

  /** A line of a body that is the name would end it. Bodies follow each other, so those of all others count too. */
  private static @Nullable String inBodies(
      SemanticModel model, Instruction instruction, String name) {
    for (Heredoc heredoc : instruction.heredocs()) {
      String text = instruction.text();
      for (int line = heredoc.body().start(); line < heredoc.body().end(); ) {
        int lineFeed = text.indexOf('\n', line);
        int end = lineFeed < 0 ? text.length() : lineFeed;
        if (text.substring(line, end).strip().equals(name)) {
          int offset = model.range(instruction, TextRange.at(line)).start();
          return "Line " + Renaming.line(model, offset) + " is only " + name
              + " and would end the here-document.";
        }
        line = end + 1;
      }
    }
    return null;
  }
}

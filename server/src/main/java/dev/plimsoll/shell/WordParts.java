package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a word while it is read.
 *
 * <p>Whether a bracket or brace is special is known only when its partner is met: until then its opening stands among
 * the parts as a literal of its own.
 */
final class WordParts {

  /** Braces nested deeper are taken literally. */
  private static final int MAX_BRACES = 32;

  private final Cursor cursor;
  private final List<WordPart> parts = new ArrayList<>(4);
  /** Where the literal text not yet added begins. */
  private int from;
  /** The index of the opening of a bracket expression, or -1. */
  private int bracket = -1;
  /** The indices of opening braces, and the complements of those of commas between them. */
  private final List<Integer> braceMarks = new ArrayList<>(0);

  private int openBraces;
  private int openParentheses;
  /** Whether literals may stand side by side. */
  private boolean split;

  WordParts(Cursor cursor) {
    this.cursor = cursor;
    this.from = cursor.pos;
  }

  /** Adds the literal text before the position. */
  void flush() {
    literalTo(cursor.pos);
  }

  private void literalTo(int to) {
    if (to > from) {
      parts.add(new WordPart.Literal(cursor.range(from, to), cursor.code.substring(from, to)));
      from = to;
    }
  }

  /** Adds a part that ends at the position. */
  void add(WordPart part) {
    parts.add(part);
    from = cursor.pos;
  }

  /** Adds a part that begins at the position and goes behind it. */
  void add(WordPart part, int length) {
    flush();
    cursor.pos += length;
    add(part);
  }

  /** Whether the literal text before the position ends with {@code c}. */
  boolean endsWith(char c) {
    return cursor.pos > from && cursor.code.charAt(cursor.pos - 1) == c;
  }

  /** Adds the character at the position as a literal of its own; returns its index. */
  private int single() {
    flush();
    literalTo(cursor.pos + 1);
    split = true;
    return parts.size() - 1;
  }

  /** Notes the {@code [} at the position. */
  void openBracket() {
    if (bracket < 0) {
      bracket = single();
    }
  }

  /** Notes the {@code ]} at the position: a bracket expression holds at least one character. */
  void closeBracket() {
    boolean empty = bracket == parts.size() - 1 && from == cursor.pos;
    if (bracket >= 0 && !empty) {
      parts.set(bracket, new WordPart.Glob(parts.get(bracket).range(), ImmutableList.of()));
      bracket = -1;
    }
  }

  /** Notes the opening brace at the position. */
  void openBrace() {
    if (openBraces < MAX_BRACES) {
      braceMarks.add(single());
      openBraces++;
    }
  }

  /** Notes the comma at the position. */
  void comma() {
    if (openBraces > 0) {
      braceMarks.add(~single());
    }
  }

  /**
   * Folds what stands since the last opening brace, where it has alternatives, and goes behind the closing brace at the
   * position; otherwise false and the brace is a literal.
   */
  boolean closeBrace() {
    if (openBraces == 0) {
      return false;
    }
    flush();
    split = true;
    int mark = braceMarks.size() - 1;
    while (braceMarks.get(mark) < 0) {
      mark--;
    }
    int open = braceMarks.get(mark);
    ImmutableList.Builder<ImmutableList<WordPart>> alternatives = ImmutableList.builder();
    int first = open + 1;
    for (int comma : braceMarks.subList(mark + 1, braceMarks.size())) {
      alternatives.add(joined(parts.subList(first, ~comma)));
      first = ~comma + 1;
    }
    ImmutableList<WordPart> last = joined(parts.subList(first, parts.size()));
    braceMarks.subList(mark, braceMarks.size()).clear();
    openBraces--;
    if (first == open + 1 && !isSequence(last)) {
      return false;
    }
    WordPart opening = parts.get(open);
    parts.subList(open, parts.size()).clear();
    bracket = bracket >= open ? -1 : bracket;
    cursor.pos++;
    add(new WordPart.Brace(
        opening.range().hull(cursor.range(cursor.pos - 1, cursor.pos)),
        alternatives.add(last).build()));
    return true;
  }

  private static boolean isSequence(ImmutableList<WordPart> parts) {
    return parts.size() == 1
        && parts.get(0) instanceof WordPart.Literal literal
        && literal.text().contains("..");
  }

  /** Notes a parenthesis in a regular expression; other characters don't count. */
  void parenthesis(char c) {
    openParentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
  }

  int openParentheses() {
    return openParentheses;
  }

  /** All parts, the literal text before the position among them. */
  ImmutableList<WordPart> finish() {
    flush();
    return split ? joined(parts) : ImmutableList.copyOf(parts);
  }

  /** The parts with literals that stand side by side made one. */
  private static ImmutableList<WordPart> joined(List<WordPart> parts) {
    ImmutableList.Builder<WordPart> joined = ImmutableList.builder();
    int i = 0;
    while (i < parts.size()) {
      int first = i++;
      if (parts.get(first) instanceof WordPart.Literal) {
        while (i < parts.size() && parts.get(i) instanceof WordPart.Literal) {
          i++;
        }
        joined.add(join(parts.subList(first, i)));
      } else {
        joined.add(parts.get(first));
      }
    }
    return joined.build();
  }

  private static WordPart join(List<WordPart> literals) {
    if (literals.size() == 1) {
      return literals.get(0);
    }
    StringBuilder text = new StringBuilder();
    for (WordPart part : literals) {
      text.append(((WordPart.Literal) part).text());
    }
    return new WordPart.Literal(
        literals.get(0).range().hull(literals.get(literals.size() - 1).range()), text.toString());
  }
}

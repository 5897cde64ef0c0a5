package dev.plimsoll.cli;

import com.google.common.base.Splitter;

/** Text for people, in lines of a width. */
final class Paragraphs {

  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  private final StringBuilder text = new StringBuilder();
  private final int columns;
  private int column;

  private Paragraphs(int columns) {
    this.columns = columns;
  }

  /**
   * Text whose paragraphs are broken anew. Lines that are indented stay, and items of lists begin in lines of their own.
   *
   * @param columns no line is longer that can be broken
   */
  static String wrapped(String text, int columns) {
    Paragraphs paragraphs = new Paragraphs(columns);
    text.lines().forEach(paragraphs::add);
    paragraphs.end();
    return paragraphs.text.toString();
  }

  private void add(String line) {
    if (line.isEmpty() || line.startsWith(" ")) {
      end();
      text.append(line).append('\n');
      return;
    }
    if (line.startsWith("* ") || line.startsWith("- ")) {
      end();
    }
    for (String word : WORDS.split(line)) {
      if (column > 0 && column + 1 + word.length() > columns) {
        end();
      }
      text.append(column > 0 ? " " : "").append(word);
      column += (column > 0 ? 1 : 0) + word.length();
    }
  }

  private void end() {
    if (column > 0) {
      text.append('\n');
      column = 0;
    }
  }
}

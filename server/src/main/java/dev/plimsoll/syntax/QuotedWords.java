package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;

/**
 * Splits the arguments of ENV, LABEL and ARG into words: white space separates, quotes and escapes keep together, and
 * all of them stay in the words. An escape character at the very end is dropped, an open quote runs to the end.
 */
final class QuotedWords {

  private QuotedWords() {}

  static ImmutableList<Word> split(EmbeddedText line, TextRange range, char escape) {
    ImmutableList.Builder<Word> words = ImmutableList.builder();
    String code = line.code();
    int i = Whitespace.skipUnicode(code, range.start(), range.end());
    while (i < range.end()) {
      int end = endOfWord(code, i, range.end(), escape);
      String value =
          code.substring(i, droppedEscape(code, i, end, range.end(), escape) ? end - 1 : end);
      // BuildKit passes over a word that is nothing but a dropped escape character.
      if (!value.isEmpty()) {
        TextRange inLine = new TextRange(i, end);
        words.add(new Word(value, line.home(inLine), inLine));
      }
      i = Whitespace.skipUnicode(code, end, range.end());
    }
    return words.build();
  }

  private static int endOfWord(String code, int from, int to, char escape) {
    char quote = 0;
    int i = from;
    while (i < to) {
      char c = code.charAt(i);
      if (quote == 0 && Whitespace.isUnicode(c)) {
        return i;
      }
      if (c == escape && quote != '\'') {
        i = Math.min(to, i + 2);
        continue;
      }
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      i++;
    }
    return to;
  }

  /** Whether the word's last character is an escape character with nothing to escape. */
  private static boolean droppedEscape(String code, int from, int end, int to, char escape) {
    if (end != to || code.charAt(end - 1) != escape) {
      return false;
    }
    char quote = 0;
    for (int i = from; i < end; i++) {
      char c = code.charAt(i);
      if (c == escape && quote != '\'') {
        if (i + 1 == end) {
          return true;
        }
        i++;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return false;
  }
}

package dev.plimsoll.ide.completion;

import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;

/**
 * The word that is being typed: what completion replaces. Offsets are those of the file; the word is cut at the line of
 * the cursor, because an edit must not reach over lines.
 *
 * @param head the part of the word that stands on earlier lines, before an escape character; mostly empty
 * @param typed what stands on the cursor's line before the cursor
 * @param start where that begins
 * @param cursor the offset of the cursor
 * @param end where the rest of the word on that line ends
 * @param next the character after the word, or NUL at the end of its line
 */
record TypedWord(String head, String typed, int start, int cursor, int end, char next) {

  /** A word that stands in one piece in the text of a file into which a letter was put at the cursor. */
  static TypedWord of(String text, TextRange word, int cursor, int base) {
    return new TypedWord(
        "",
        text.substring(word.start(), cursor),
        base + word.start(),
        base + cursor,
        base + word.end() - 1,
        word.end() < text.length() ? text.charAt(word.end()) : 0);
  }

  /**
   * A word of code that is spread over lines, with a letter put in at the cursor.
   *
   * @param word where it stands in the code
   * @param cursor the offset of the letter in the code
   * @param base the offset in the file of the text in which the code is at home
   */
  static TypedWord of(EmbeddedText code, TextRange word, int cursor, int base) {
    int home = code.home(cursor);
    int start = cursor;
    while (start > word.start() && code.home(start - 1) == home - (cursor - start) - 1) {
      start--;
    }
    int end = cursor + 1;
    while (end < word.end() && code.home(end) == home + (end - cursor)) {
      end++;
    }
    boolean whole = end == word.end() && end < code.length();
    return new TypedWord(
        code.code().substring(word.start(), start),
        code.code().substring(start, cursor),
        base + home - (cursor - start),
        base + home,
        base + home + (end - cursor) - 1,
        whole ? code.code().charAt(end) : 0);
  }

  /** All that was typed of the word, from its beginning to the cursor. */
  String prefix() {
    return head + typed;
  }

  /** The same word without its first characters. */
  TypedWord from(int length) {
    return length <= head.length()
        ? new TypedWord(head.substring(length), typed, start, cursor, end, next)
        : new TypedWord(
            "",
            typed.substring(length - head.length()),
            start + length - head.length(),
            cursor,
            end,
            next);
  }

  /** The same word without what stands on other lines than the cursor: quotes and here-documents may hold line breaks. */
  TypedWord onLine(CharSequence file) {
    int from = cursor;
    while (from > start && !isBreak(file.charAt(from - 1))) {
      from--;
    }
    int to = cursor;
    while (to < end && !isBreak(file.charAt(to))) {
      to++;
    }
    return new TypedWord(
        head + typed.substring(0, from - start),
        typed.substring(from - start),
        from,
        cursor,
        to,
        to < end ? 0 : next);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }

  /** Whether the cursor isn't at the beginning of a word that stands there already. */
  boolean isBegun() {
    return cursor > start || cursor == end || !head.isEmpty();
  }

  /** The range that an editor replaces where the user wants what follows the cursor to stay. */
  TextRange insert() {
    return new TextRange(start, cursor);
  }

  TextRange replace() {
    return new TextRange(start, end);
  }
}

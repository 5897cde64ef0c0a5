package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.SyntaxError.Phase;
import dev.plimsoll.text.TextRange;

/** Lines that are longer than BuildKit's reader can take. */
final class LongLines {

  /** Bytes of a physical line in UTF-8, its line feed left out; a carriage return counts. */
  static final int MAX_BYTES = 65_535;

  private LongLines() {}

  /** Whether an element is long enough to have one. */
  static boolean mayBeIn(Element element) {
    return element.length() > MAX_BYTES / 3;
  }

  /** The lines of an element that stands at {@code start} which are too long. */
  static ImmutableList<SyntaxError> of(Element element, int start) {
    if (!mayBeIn(element)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    String text = element.text();
    for (int line = 0; line < text.length(); ) {
      int lineFeed = text.indexOf('\n', line);
      int end = lineFeed < 0 ? text.length() : lineFeed;
      if (isTooLong(text, line, end)) {
        errors.add(new SyntaxError(
            Phase.PARSE,
            new TextRange(start + line, start + end),
            "BuildKit reads lines of at most 65535 bytes: break this one with the escape character, or COPY a script.",
            "dockerfile line greater than max allowed size of " + MAX_BYTES));
      }
      line = lineFeed < 0 ? text.length() : lineFeed + 1;
    }
    return errors.build();
  }

  static boolean isTooLong(String text, int from, int to) {
    if (to - from <= MAX_BYTES / 3) {
      return false;
    }
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      // A surrogate pair is four bytes, so each of its halves counts two.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes > MAX_BYTES;
  }
}

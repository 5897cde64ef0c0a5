package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.InstructionParser.Pieces;
import dev.plimsoll.text.TextRange;

/**
 * Reads the type word of a HEALTHCHECK and the command after it.
 *
 * <p>BuildKit looks for the white space between them byte by byte: a byte 0x85 or 0xA0 inside a character of several
 * bytes counts, and what is left of such a character is no valid text any more.
 */
final class HealthcheckReader {

  private static final String INVALID_BYTE = "\uFFFD";

  private HealthcheckReader() {}

  static ImmutableList<Word> read(Pieces pieces, TextRange range) {
    if (range.isEmpty()) {
      return ImmutableList.of();
    }
    String code = pieces.line.code();
    int end = range.end();
    int typeEnd = range.start();
    while (typeEnd < end && spaceByte(code.codePointAt(typeEnd)) < 0) {
      typeEnd += Character.charCount(code.codePointAt(typeEnd));
    }
    Word type = InstructionParser.word(pieces, range.start(), typeEnd);
    if (typeEnd == end || code.charAt(typeEnd) < 0x80) {
      return join(
          type,
          InstructionParser.jsonOr(pieces, new TextRange(skip(code, typeEnd, end), end), true));
    }
    int split = code.codePointAt(typeEnd);
    type =
        new Word(type.value() + INVALID_BYTE.repeat(spaceByte(split)), type.range(), type.inLine());
    int next = typeEnd + Character.charCount(split);
    int left = bytesAfterSpace(split);
    if (left == 0) {
      return join(
          type, InstructionParser.jsonOr(pieces, new TextRange(skip(code, next, end), end), true));
    }
    Word rest = InstructionParser.word(pieces, next, end);
    return ImmutableList.of(
        type, new Word(INVALID_BYTE.repeat(left) + rest.value(), rest.range(), rest.inLine()));
  }

  private static ImmutableList<Word> join(Word type, ImmutableList<Word> command) {
    return ImmutableList.<Word>builder().add(type).addAll(command).build();
  }

  private static int skip(String code, int from, int end) {
    int i = from;
    while (i < end && code.charAt(i) < 0x80 && spaceByte(code.charAt(i)) == 0) {
      i++;
    }
    return i;
  }

  /** Which byte of a character is the first that counts as white space, or -1. */
  private static int spaceByte(int character) {
    if (character < 0x80) {
      return character <= ' ' && Whitespace.isUnicode((char) character) ? 0 : -1;
    }
    int size = size(character);
    for (int i = 1; i < size; i++) {
      if (isSpaceByte(character, size, i)) {
        return i;
      }
    }
    return -1;
  }

  /** How many bytes of a character stand behind those that count as white space. */
  private static int bytesAfterSpace(int character) {
    int size = size(character);
    int i = spaceByte(character);
    while (i < size && isSpaceByte(character, size, i)) {
      i++;
    }
    return size - i;
  }

  private static int size(int character) {
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  private static boolean isSpaceByte(int character, int size, int index) {
    int unit = 0x80 | character >> 6 * (size - 1 - index) & 0x3F;
    return unit == 0x85 || unit == 0xA0;
  }
}

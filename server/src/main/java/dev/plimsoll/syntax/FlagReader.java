package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the flags between a keyword and its first argument.
 *
 * <p>BuildKit reads them byte by byte: a character outside ASCII comes out as the Latin-1 characters of its UTF-8 bytes,
 * and a byte 0x85 or 0xA0 inside it counts as white space. So does this reader.
 */
final class FlagReader {

  /** No quote is open; a NUL, which may stand in a flag, is none. */
  private static final int NONE = -1;

  private final EmbeddedText line;
  private final char escape;
  /** The bytes as characters: the code itself where it is all ASCII. */
  private final String bytes;
  /** For every byte the offset of its character in the line, or null where the two are equal. */
  private final int[] origins;

  private final int end;
  private final ImmutableList.Builder<Flag> flags = ImmutableList.builder();
  private int at;

  private FlagReader(EmbeddedText line, char escape, String bytes, int[] origins, int at, int end) {
    this.line = line;
    this.escape = escape;
    this.bytes = bytes;
    this.origins = origins;
    this.at = at;
    this.end = end;
  }

  /** The flags and where, in the line, the text after them begins. */
  record Result(ImmutableList<Flag> flags, int rest) {}

  /** Reads flags in {@code line[from, to)}. */
  static Result read(EmbeddedText line, int from, int to, char escape) {
    String code = line.code();
    int first = Whitespace.skipAscii(code, from, to);
    if (!code.startsWith("--", first) || first + 2 > to) {
      return new Result(ImmutableList.of(), first);
    }
    FlagReader reader = isAscii(code, first, to)
        ? new FlagReader(line, escape, code, new int[0], first, to)
        : ofBytes(line, escape, first, to);
    int rest = reader.read();
    return new Result(reader.flags.build(), reader.origin(rest));
  }

  private static boolean isAscii(String code, int from, int to) {
    for (int i = from; i < to; i++) {
      if (code.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static FlagReader ofBytes(EmbeddedText line, char escape, int from, int to) {
    String code = line.code();
    StringBuilder bytes = new StringBuilder();
    int[] origins = new int[(to - from) * 3 + 1];
    for (int i = from; i < to; i += Character.charCount(code.codePointAt(i))) {
      int next = i + Character.charCount(code.codePointAt(i));
      byte[] encoded = code.substring(i, next).getBytes(StandardCharsets.UTF_8);
      Arrays.fill(origins, bytes.length(), bytes.length() + encoded.length, i);
      bytes.append(new String(encoded, StandardCharsets.ISO_8859_1));
    }
    origins[bytes.length()] = to;
    return new FlagReader(line, escape, bytes.toString(), origins, 0, bytes.length());
  }

  private int origin(int byteOffset) {
    return origins.length == 0 ? byteOffset : origins[byteOffset];
  }

  private int read() {
    while (true) {
      at = skipSpace(at);
      if (!bytes.startsWith("--", at) || at + 2 > end) {
        return at;
      }
      if (!flag()) {
        return at;
      }
    }
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < end && isSpace(bytes.charAt(i))) {
      i++;
    }
    return i;
  }

  private boolean isSpace(char c) {
    return Whitespace.isUnicode(c);
  }

  /** Reads one flag; false where it is the bare {@code --} that ends the flags. */
  private boolean flag() {
    int start = at;
    int equals = -1;
    StringBuilder word = new StringBuilder();
    int quote = NONE;
    while (at < end) {
      char c = bytes.charAt(at);
      if (quote == NONE && isSpace(c)) {
        break;
      }
      if (quote == NONE && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = NONE;
      } else if (c == escape) {
        if (at + 1 < end) {
          word.append(bytes.charAt(++at));
        }
      } else {
        if (c == '=' && equals < 0) {
          equals = at;
        }
        word.append(c);
      }
      at++;
    }
    String value = word.toString();
    if (value.equals("--")) {
      return false;
    }
    flags.add(flag(value, start, equals < 0 ? at : equals, at));
    return true;
  }

  private Flag flag(String value, int start, int nameEnd, int end) {
    TextRange inLine = new TextRange(origin(start), origin(end));
    Word word = new Word(value, line.home(inLine), inLine);
    int split = value.indexOf('=');
    TextRange name =
        line.home(new TextRange(origin(start + 2), Math.max(origin(start + 2), origin(nameEnd))));
    return split < 0
        ? new Flag(
            word, value.substring(2), name, null, TextRange.at(word.range().end()))
        : new Flag(
            word,
            value.substring(2, split),
            name,
            value.substring(split + 1),
            line.home(new TextRange(origin(Math.min(nameEnd + 1, end)), origin(end))));
  }
}

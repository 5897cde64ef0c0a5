package dev.plimsoll.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that keeps what is none: a byte that belongs to no character becomes one lone surrogate, U+DC80 to U+DCFF, which
 * no UTF-8 decodes to, and is written as that byte again. Python's PEP 383 does the same under the name
 * {@code surrogateescape}.
 */
final class LosslessUtf8 {

  private static final char FIRST = '\uDC80';
  private static final char LAST = '\uDCFF';

  private LosslessUtf8() {}

  static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return escaping(bytes, decoder.reset());
    }
  }

  private static String escaping(byte[] bytes, CharsetDecoder decoder) {
    decoder.onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length); // no byte becomes more than one unit
    for (CoderResult result = decoder.decode(in, out, true);
        result.isError();
        result = decoder.decode(in, out, true)) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (FIRST + (in.get() & 0x7F)));
      }
    }
    return out.flip().toString();
  }

  static byte[] encode(CharSequence text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + text.length() / 16);
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text, i)) {
        bytes.writeBytes(text.subSequence(done, i).toString().getBytes(StandardCharsets.UTF_8));
        bytes.write(text.charAt(i));
        done = i + 1;
      }
    }
    bytes.writeBytes(
        text.subSequence(done, text.length()).toString().getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /** Whether a text has bytes that are no UTF-8. */
  static boolean hasEscapes(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscape(CharSequence text, int i) {
    char c = text.charAt(i);
    return c >= FIRST && c <= LAST && !(i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
  }
}

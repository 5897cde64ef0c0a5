package dev.plimsoll.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A look at the bytes of a message before anything is made of them. Reading JSON takes several times the memory of its
 * text, for each value anew: ten million small ones in a message of a permitted length would be the end of the process.
 *
 * <p>What is no JSON gives some outcome or other; that it is none is found out when it is read.
 */
final class MessageScan {

  /** Objects, arrays and what is in them. A change of ten thousand places has a tenth of these. */
  static final int MAX_VALUES = 500_000;

  /** The protocol's own types go a tenth as deep. */
  static final int MAX_DEPTH = 100;

  private final byte[] body;
  private int values;
  private int depth;
  private int deepest;
  private boolean valid = true;

  /** The text literal that ended last, with its quotes. */
  private int literalStart;

  private int literalEnd;

  /** Where the value of the member {@code id} of the message itself begins, or -1. */
  private int id = -1;

  private boolean method;

  private MessageScan(byte[] body) {
    this.body = body;
  }

  static MessageScan of(byte[] body) {
    MessageScan scan = new MessageScan(body);
    scan.all();
    return scan;
  }

  private void all() {
    boolean quoted = false;
    for (int i = 0; i < body.length; i++) {
      byte b = body[i];
      if (b < 0) {
        int length = sequence(i);
        if (length == 0) {
          valid = false;
          return;
        }
        i += length - 1;
      } else if (quoted) {
        if (b == '\\' && i + 1 < body.length && body[i + 1] >= 0) {
          i++;
        } else if (b == '"') {
          quoted = false;
          literalEnd = i + 1;
        }
      } else if (b == '"') {
        quoted = true;
        literalStart = i;
      } else {
        mark(b, i);
      }
    }
  }

  private void mark(byte b, int at) {
    switch (b) {
      case '{', '[':
        depth++;
        deepest = Math.max(deepest, depth);
        values++;
        break;
      case '}', ']':
        depth--;
        break;
      case ',':
        values++;
        break;
      case ':':
        if (depth == 1) {
          id = isLiteral("\"id\"") ? at + 1 : id;
          method |= isLiteral("\"method\"");
        }
        break;
      default:
    }
  }

  private boolean isLiteral(String text) {
    if (literalEnd - literalStart != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (body[literalStart + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The length of the UTF-8 sequence of several bytes at an index, or 0 where it is malformed. */
  private int sequence(int at) {
    int first = body[at] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > body.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((body[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = body[at + 1] & 0xFF;
    boolean isCanonical = switch (first) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0; // half of a surrogate pair
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
    return isCanonical ? length : 0;
  }

  boolean isUtf8() {
    return valid;
  }

  /** Why there is too much in the message to be read, or null. */
  @Nullable String excess() {
    if (values > MAX_VALUES) {
      return "the message has more than " + MAX_VALUES + " values";
    }
    return deepest > MAX_DEPTH
        ? "the message is nested more than " + MAX_DEPTH + " levels deep"
        : null;
  }

  /** Whether it calls a method. */
  boolean hasMethod() {
    return method;
  }

  /** The value of the message's {@code id} as it is written, or null where it has none. */
  @Nullable String id() {
    if (id < 0) {
      return null;
    }
    int start = id;
    while (start < body.length && body[start] >= 0 && body[start] <= ' ') {
      start++;
    }
    int end = start;
    boolean quoted = end < body.length && body[end] == '"';
    end += quoted ? 1 : 0;
    while (end < body.length && !isEnd(body[end], quoted)) {
      end += quoted && body[end] == '\\' ? 2 : 1;
    }
    end = Math.min(body.length, quoted ? end + 1 : end);
    return new String(body, start, end - start, StandardCharsets.UTF_8);
  }

  private static boolean isEnd(byte b, boolean quoted) {
    return quoted ? b == '"' : b == ',' || b == '}' || b >= 0 && b <= ' ';
  }
}

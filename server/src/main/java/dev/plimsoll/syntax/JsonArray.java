package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * The exec form of an instruction: one complete JSON array of strings.
 *
 * <p>The grammar is RFC 8259 as Go's {@code encoding/json} takes it, because that decides between exec and shell form.
 */
final class JsonArray {

  /** Go gives up on deeper values, which makes them invalid. */
  private static final int MAX_DEPTH = 10_000;

  /** What a text turned out to be. */
  enum Kind {
    /** Not valid JSON, or no array: the instruction is read in its other form, without an error. */
    NOT_JSON,
    STRINGS,
    /** Valid JSON with an element that is no string: an error. */
    NOT_ONLY_STRINGS
  }

  /** A decoded string and its range, quotes included. */
  record Element(String value, TextRange range) {}

  record Result(
      Kind kind, ImmutableList<Element> elements, @Nullable TextRange offender) {}

  private static final Result NOT_JSON = new Result(Kind.NOT_JSON, ImmutableList.of(), null);

  private final String text;
  private final int end;
  private int at;

  private JsonArray(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** Reads {@code text[start, end)}; ranges are offsets in {@code text}. */
  static Result read(String text, int start, int end) {
    if (start == end || text.charAt(start) != '[') {
      return NOT_JSON;
    }
    return new JsonArray(text, start, end).array();
  }

  private Result array() {
    ImmutableList.Builder<Element> elements = ImmutableList.builder();
    TextRange offender = null;
    at++;
    blanks();
    if (!take(']')) {
      do {
        blanks();
        int from = at;
        String string = at < end && text.charAt(at) == '"' ? string() : null;
        if (string != null) {
          elements.add(new Element(string, new TextRange(from, at)));
        } else if (at != from || !value()) {
          return NOT_JSON;
        } else if (offender == null) {
          offender = new TextRange(from, at);
        }
        blanks();
      } while (take(','));
      if (!take(']')) {
        return NOT_JSON;
      }
    }
    blanks();
    if (at != end) {
      return NOT_JSON;
    }
    return offender == null
        ? new Result(Kind.STRINGS, elements.build(), null)
        : new Result(Kind.NOT_ONLY_STRINGS, ImmutableList.of(), offender);
  }

  private void blanks() {
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private boolean take(char c) {
    if (at < end && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes over any value. Nested values are followed without recursion: their depth is the author's. */
  private boolean value() {
    StringBuilder open = new StringBuilder();
    while (true) {
      blanks();
      if (take('[')) {
        open.append(']');
        blanks();
        if (!take(']')) {
          if (open.length() >= MAX_DEPTH) {
            return false;
          }
          continue;
        }
        open.setLength(open.length() - 1);
      } else if (take('{')) {
        open.append('}');
        blanks();
        if (!take('}')) {
          if (open.length() >= MAX_DEPTH || !key()) {
            return false;
          }
          continue;
        }
        open.setLength(open.length() - 1);
      } else if (!scalar()) {
        return false;
      }
      if (!close(open)) {
        return false;
      }
      if (open.length() == 0) {
        return true;
      }
    }
  }

  /** After a value: closes what ends here, or passes the comma to the next value. */
  private boolean close(StringBuilder open) {
    while (open.length() > 0) {
      blanks();
      char closing = open.charAt(open.length() - 1);
      if (take(closing)) {
        open.setLength(open.length() - 1);
        continue;
      }
      if (!take(',')) {
        return false;
      }
      blanks();
      return closing == ']' || key();
    }
    return true;
  }

  private boolean key() {
    blanks();
    if (at >= end || text.charAt(at) != '"' || string() == null) {
      return false;
    }
    blanks();
    return take(':');
  }

  private boolean scalar() {
    if (at >= end) {
      return false;
    }
    char c = text.charAt(at);
    return switch (c) {
      case '"' -> string() != null;
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at) || at + word.length() > end) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** A number that is beyond a double is invalid to Go. */
  private boolean number() {
    int from = at;
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (!take('+')) {
        take('-');
      }
      if (!digits()) {
        return false;
      }
    }
    return !Double.isInfinite(Double.parseDouble(text.substring(from, at)));
  }

  private boolean digits() {
    int from = at;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > from;
  }

  /** The string that begins here, decoded, or null where it is not valid. */
  private @Nullable String string() {
    int from = ++at;
    while (at < end) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(from, at++);
      }
      if (c == '\\' || c < ' ' || Character.isSurrogate(c)) {
        return escapedString(from);
      }
      at++;
    }
    return null;
  }

  private @Nullable String escapedString(int from) {
    StringBuilder value = new StringBuilder().append(text, from, at);
    while (at < end) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        return null;
      }
      if (c != '\\') {
        appendLiteral(value, c);
        continue;
      }
      int unit = at < end ? escape(text.charAt(at++)) : -1;
      if (unit < 0) {
        return null;
      }
      appendEscape(value, (char) unit);
    }
    return null;
  }

  private void appendLiteral(StringBuilder value, char c) {
    if (Character.isHighSurrogate(c) && at < end && Character.isLowSurrogate(text.charAt(at))) {
      value.append(c).append(text.charAt(at++));
    } else {
      value.append(Character.isSurrogate(c) ? '\uFFFD' : c);
    }
  }

  /** Half a surrogate pair becomes U+FFFD, as in Go. */
  private void appendEscape(StringBuilder value, char unit) {
    if (Character.isHighSurrogate(unit)
        && at + 1 < end
        && text.charAt(at) == '\\'
        && text.charAt(at + 1) == 'u') {
      int before = at;
      at += 2;
      int low = hex();
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        value.append(unit).append((char) low);
        return;
      }
      at = before;
    }
    value.append(Character.isSurrogate(unit) ? '\uFFFD' : unit);
  }

  private int escape(char c) {
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> -1;
    };
  }

  private int hex() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < end ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        return -1;
      }
      at++;
      unit = unit << 4 | digit;
    }
    return unit;
  }
}

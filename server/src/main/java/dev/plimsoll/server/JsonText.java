package dev.plimsoll.server;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is put together by hand, for answers with thousands of parts. It is all ASCII, so that a text of a million
 * characters is a million bytes, and is copied as such.
 */
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;

  /** @param length how long it is going to be, as far as one can tell, in characters */
  JsonText(int length) {
    out = new StringBuilder(length);
  }

  /** Text that is JSON already. */
  JsonText raw(String json) {
    out.append(json);
    return this;
  }

  JsonText number(int number) {
    out.append(number);
    return this;
  }

  /**
   * A string. Parts of it are copied as strings of their own: a part of one with characters beyond Latin-1 would give the
   * whole text two bytes a character, although it is ASCII itself.
   */
  JsonText string(String value) {
    out.append('"');
    int done = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.append(value.substring(done, i));
        escaped(c);
        done = i + 1;
      }
    }
    out.append(value.substring(done)).append('"');
    return this;
  }

  private void escaped(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
      return;
    }
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 0xF));
    }
  }

  /**
   * A tree, or what one is made of: maps by names, lists, strings, numbers, and truth values. Members that are null are left
   * out, as Gson leaves them out.
   */
  JsonText value(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return members(object.asMap());
    } else if (value instanceof JsonPrimitive primitive) {
      return primitive.isString() ? string(primitive.getAsString()) : raw(primitive.getAsString());
    } else if (value == null || value == JsonNull.INSTANCE) {
      return raw("null");
    } else if (value instanceof Map<?, ?> map) {
      return members(map);
    } else if (value instanceof Iterable<?> list) {
      return elements(list);
    }
    return value instanceof String text ? string(text) : raw(value.toString());
  }

  private JsonText members(Map<?, ?> map) {
    raw("{");
    String separator = "";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (member.getValue() != JsonNull.INSTANCE) {
        raw(separator).string((String) member.getKey()).raw(":").value(member.getValue());
        separator = ",";
      }
    }
    return raw("}");
  }

  private JsonText elements(Iterable<?> list) {
    raw("[");
    String separator = "";
    for (Object element : list) {
      raw(separator).value(element);
      separator = ",";
    }
    return raw("]");
  }

  JsonText range(Range range) {
    Position start = range.getStart();
    Position end = range.getEnd();
    out.append("{\"start\":{\"line\":").append(start.getLine());
    out.append(",\"character\":").append(start.getCharacter());
    out.append("},\"end\":{\"line\":").append(end.getLine());
    out.append(",\"character\":").append(end.getCharacter()).append("}}");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

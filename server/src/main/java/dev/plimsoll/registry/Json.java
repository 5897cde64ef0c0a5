package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.plimsoll.image.LookupFailure.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of a stranger, who may send anything: what has another shape than it should have is no answer. */
final class Json {

  /** Enough for any number of bytes; a longer number could take long to read. */
  private static final int MAX_DIGITS = 30;

  private Json() {}

  /** A text that is one object, and nothing behind it. */
  static JsonObject object(String text) throws LookupException {
    try (JsonReader reader = reader(text)) {
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT && element instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException | IOException | IllegalStateException e) {
      // It is none.
    }
    throw new LookupException(Reason.MALFORMED);
  }

  static JsonReader reader(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    return reader;
  }

  /** A member that is an object; null where it is missing or {@code null}. */
  static @Nullable JsonObject object(JsonObject parent, String name) throws LookupException {
    JsonElement element = member(parent, name);
    if (element == null || element instanceof JsonObject) {
      return (JsonObject) element;
    }
    throw new LookupException(Reason.MALFORMED);
  }

  /** The objects of a member that is an array of them; empty where it is missing or {@code null}. */
  static ImmutableList<JsonObject> objects(JsonObject parent, String name) throws LookupException {
    ImmutableList.Builder<JsonObject> objects = ImmutableList.builder();
    for (JsonElement element : array(parent, name)) {
      if (!(element instanceof JsonObject object)) {
        throw new LookupException(Reason.MALFORMED);
      }
      objects.add(object);
    }
    return objects.build();
  }

  /** Likewise of texts. */
  static ImmutableList<String> texts(JsonObject parent, String name) throws LookupException {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (JsonElement element : array(parent, name)) {
      texts.add(text(element));
    }
    return texts.build();
  }

  private static JsonArray array(JsonObject parent, String name) throws LookupException {
    JsonElement element = member(parent, name);
    if (element == null) {
      return new JsonArray();
    }
    if (element instanceof JsonArray array) {
      return array;
    }
    throw new LookupException(Reason.MALFORMED);
  }

  /** The names of the members of a member that is an object, in their order. */
  static ImmutableList<String> names(JsonObject parent, String name) throws LookupException {
    JsonObject object = object(parent, name);
    return object == null ? ImmutableList.of() : ImmutableList.copyOf(object.keySet());
  }

  /** The members of a member whose values are texts, in their order. */
  static ImmutableMap<String, String> textsByName(JsonObject parent, String name)
      throws LookupException {
    JsonObject object = object(parent, name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (object != null) {
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        texts.put(member.getKey(), text(member.getValue()));
      }
    }
    return ImmutableMap.copyOf(texts);
  }

  /** A member that is a text; null where it is missing or {@code null}. */
  static @Nullable String text(JsonObject parent, String name) throws LookupException {
    JsonElement element = member(parent, name);
    return element == null ? null : text(element);
  }

  /** A member that is a text; empty where it is missing or {@code null}. */
  static String textOrEmpty(JsonObject parent, String name) throws LookupException {
    String text = text(parent, name);
    return text == null ? "" : text;
  }

  private static String text(JsonElement element) throws LookupException {
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
      return element.getAsString();
    }
    throw new LookupException(Reason.MALFORMED);
  }

  /** A member that is a whole number from 0 on, as a number or a text; {@code missing} where it is missing or null. */
  static long number(JsonObject parent, String name, long missing) throws LookupException {
    JsonElement element = member(parent, name);
    if (element == null) {
      return missing;
    }
    try {
      String written = element.isJsonPrimitive() ? element.getAsString() : "";
      if (written.length() <= MAX_DIGITS) {
        long number = new BigDecimal(written).longValueExact();
        if (number >= 0) {
          return number;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // It is none.
    }
    throw new LookupException(Reason.MALFORMED);
  }

  /** Whether a member is {@code true}. */
  static boolean isTrue(JsonObject parent, String name) {
    JsonElement element = member(parent, name);
    return element != null && element.isJsonPrimitive() && element.getAsBoolean();
  }

  /** A member that is a point in time; null where it is missing or isn't one. */
  static @Nullable Instant instant(JsonObject parent, String name) throws LookupException {
    String text = text(parent, name);
    try {
      return text == null || text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable JsonElement member(JsonObject parent, String name) {
    JsonElement element = parent.get(name);
    return element == null || element.isJsonNull() ? null : element;
  }
}

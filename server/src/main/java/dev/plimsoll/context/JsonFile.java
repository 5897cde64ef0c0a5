package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of the build context in JSON, such as {@code package.json}, as far as it was read: of a lockfile of some megabytes
 * the beginning has what it says of the project itself.
 *
 * @param text as far as it was read
 */
public record JsonFile(String text) {

  /** A file, whatever stands in it. */
  public static JsonFile of(ContextFile file) {
    return new JsonFile(file.beginning());
  }

  /**
   * The members of an object whose values are texts.
   *
   * @param path the names that lead to the object, from the outermost on
   * @return empty where there is no such object; null where the file can't be read as far as that
   */
  public @Nullable ImmutableMap<String, String> texts(String... path) {
    Map<String, String> members = new LinkedHashMap<>();
    Boolean found = find(path, reader -> {
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        reader.skipValue();
        return;
      }
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        String value = textOrNothing(reader);
        if (value != null) {
          members.put(name, value);
        }
      }
      reader.endObject();
    });
    return found == null ? null : ImmutableMap.copyOf(members);
  }

  /**
   * The texts of an array.
   *
   * @param path the names that lead to the array, from the outermost on
   * @return empty where there is no such array; null where the file can't be read as far as that
   */
  public @Nullable ImmutableList<String> list(String... path) {
    ImmutableList.Builder<String> items = ImmutableList.builder();
    Boolean found = find(path, reader -> {
      if (reader.peek() != JsonToken.BEGIN_ARRAY) {
        reader.skipValue();
        return;
      }
      reader.beginArray();
      while (reader.hasNext()) {
        String item = textOrNothing(reader);
        if (item != null) {
          items.add(item);
        }
      }
      reader.endArray();
    });
    return found == null ? null : items.build();
  }

  /**
   * The names of the members of one object in each of the objects that another one holds.
   *
   * @param name of the outer object
   * @param inner of the object in each of its members
   * @return by the names of those members, as far as the file can be read
   */
  public ImmutableMap<String, ImmutableList<String>> names(String name, String inner) {
    Map<String, ImmutableList<String>> found = new LinkedHashMap<>();
    find(
        new String[] {name},
        reader -> eachObject(reader, member -> {
          while (reader.hasNext()) {
            if (reader.nextName().equals(inner) && reader.peek() == JsonToken.BEGIN_OBJECT) {
              found.put(member, names(reader));
            } else {
              reader.skipValue();
            }
          }
        }));
    return ImmutableMap.copyOf(found);
  }

  /**
   * The members of an object that are objects with a member that is true.
   *
   * @return their names, none where the file can't be read
   */
  public ImmutableSet<String> marked(String name, String mark) {
    Set<String> found = new LinkedHashSet<>();
    find(new String[] {name}, reader -> found.addAll(marked(reader, mark)));
    return ImmutableSet.copyOf(found);
  }

  /** The same of the object that is next. */
  static Set<String> marked(JsonReader reader, String mark) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    eachObject(reader, member -> {
      while (reader.hasNext()) {
        boolean isMark = reader.nextName().equals(mark) && reader.peek() == JsonToken.BOOLEAN;
        if (!isMark) {
          reader.skipValue();
        } else if (reader.nextBoolean()) {
          found.add(member);
        }
      }
    });
    return found;
  }

  /** Enters each object that the next one has as a member, and passes over what else it has. */
  private static void eachObject(JsonReader reader, MemberReading reading) throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String member = reader.nextName();
      if (reader.peek() == JsonToken.BEGIN_OBJECT) {
        reader.beginObject();
        reading.read(member);
        reader.endObject();
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
  }

  /** The names of the members of the object that is next. */
  static ImmutableList<String> names(JsonReader reader) throws IOException {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    reader.beginObject();
    while (reader.hasNext()) {
      names.add(reader.nextName());
      reader.skipValue();
    }
    reader.endObject();
    return names.build();
  }

  /** Whether there is a member, whatever its value; null where the file can't be read as far as that. */
  public @Nullable Boolean has(String... path) {
    return find(path, JsonReader::skipValue);
  }

  /** The next value, if it is a text; it is passed over in any case. */
  private static @Nullable String textOrNothing(JsonReader reader) throws IOException {
    if (reader.peek() == JsonToken.STRING) {
      return reader.nextString();
    }
    reader.skipValue();
    return null;
  }

  @FunctionalInterface
  private interface Reading {
    void read(JsonReader reader) throws IOException;
  }

  @FunctionalInterface
  private interface MemberReading {
    void read(String name) throws IOException;
  }

  private @Nullable Boolean find(String[] path, Reading reading) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      for (String name : path) {
        if (!enter(reader, name)) {
          return false;
        }
      }
      reading.read(reader);
      return true;
    } catch (IOException | IllegalStateException e) {
      return null; // it ends too early, or is no JSON
    }
  }

  /** Goes on to the value of a member; false where the object has none. */
  private static boolean enter(JsonReader reader, String name) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      return false;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      if (reader.nextName().equals(name)) {
        return true;
      }
      reader.skipValue();
    }
    return false;
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.internal.Streams;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.plimsoll.text.Regex;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.validation.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Compares the parameters of every call with the protocol's classes before they are made objects of them. Gson leaves
 * what is missing null, and a number that is missing 0; here that is said, with the place. So whoever gets parameters
 * need not look whether what the protocol demands is there, at any depth.
 */
final class Parameters implements TypeAdapterFactory {

  private static final ImmutableSet<Type> TYPES = types();

  private static final String PROTOCOL = "org.eclipse.lsp4j.";

  private static final Regex PATH = Regex.of(" path \\$\\.?(\\S+)");

  /** A field of one of the protocol's classes. */
  private record Member(String name, Type type, boolean required) {}

  private final Map<Class<?>, ImmutableList<Member>> members = new ConcurrentHashMap<>();

  /** Parameters that are not those of a method. */
  static final class Malformed extends JsonParseException {
    private static final long serialVersionUID = 1;

    Malformed(String complaint) {
      super(complaint);
    }

    String complaint() {
      return String.valueOf(getMessage());
    }
  }

  private static ImmutableSet<Type> types() {
    ImmutableSet.Builder<Type> types = ImmutableSet.builder();
    for (JsonRpcMethod method : Methods.BY_NAME.values()) {
      for (Type type : method.getParameterTypes()) {
        if (type instanceof Class<?> params && !JsonElement.class.isAssignableFrom(params)) {
          types.add(params);
        }
      }
    }
    return types.build();
  }

  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    return TYPES.contains(type.getType()) ? new Adapter<>(gson, type) : null;
  }

  private final class Adapter<T> extends TypeAdapter<T> {
    private final Gson gson;
    private final TypeToken<T> type;

    /** Gson's own, found when it is needed first. */
    private @Nullable TypeAdapter<T> delegate;

    Adapter(Gson gson, TypeToken<T> type) {
      this.gson = gson;
      this.type = type;
    }

    private TypeAdapter<T> delegate() {
      TypeAdapter<T> known = delegate;
      if (known == null) {
        known = gson.getDelegateAdapter(Parameters.this, type);
        delegate = known;
      }
      return known;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      delegate().write(out, value);
    }

    @Override
    @SuppressWarnings("unchecked") // early parameters are of the class that is asked for
    public T read(JsonReader in) throws IOException {
      JsonElement written = Streams.parse(in);
      Object early = FrequentParameters.read(written, type.getType());
      if (early != null) {
        return (T) early;
      }
      check(written, type.getType(), "");
      try {
        return delegate().fromJsonTree(written);
      } catch (RuntimeException e) { // Gson has several that mean the same
        Matcher path = PATH.matcher(String.valueOf(e.getMessage()));
        throw new Malformed((path.find() ? path.group(1) : "something") + " is of another type");
      }
    }
  }

  private void check(JsonElement value, Type type, String path) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      elements(value, list.getActualTypeArguments()[0], path);
    } else if (type == String.class) {
      demand(isString(value), path, "must be a string");
    } else if (type == boolean.class || type == Boolean.class) {
      demand(value instanceof JsonPrimitive flag && flag.isBoolean(), path, "must be a boolean");
    } else if (type == int.class || type == Integer.class) {
      demand(isInteger(value), path, "must be an integer");
    } else if (type instanceof Class<?> object && isObject(object)) {
      demand(value.isJsonObject(), path, "must be an object");
      members(value.getAsJsonObject(), object, path);
    }
  }

  private void elements(JsonElement value, Type type, String path) {
    demand(value.isJsonArray(), path, "must be an array");
    JsonArray array = value.getAsJsonArray();
    for (int i = 0; i < array.size(); i++) {
      JsonElement element = array.get(i);
      if (element.isJsonNull()) {
        throw new Malformed(path + "[" + i + "] is null");
      }
      check(element, type, path + "[" + i + "]");
    }
  }

  private void members(JsonObject object, Class<?> type, String path) {
    String prefix = path.isEmpty() ? "" : path.concat(".");
    if (Map.class.isAssignableFrom(type)) {
      object
          .entrySet()
          .forEach(entry ->
              demand(!entry.getValue().isJsonNull(), prefix.concat(entry.getKey()), "is null"));
      return;
    }
    for (Member member : members.computeIfAbsent(type, Parameters::membersOf)) {
      JsonElement value = object.get(member.name);
      String at = prefix.concat(member.name);
      if (value != null && value != JsonNull.INSTANCE) {
        check(value, member.type, at);
        demand(type != Position.class || value.getAsDouble() >= 0, at, "must not be less than 0");
      } else {
        demand(!member.required, at, value == null ? "is missing" : "is null");
      }
    }
  }

  /** @param path empty for the parameters themselves */
  static void demand(boolean isSo, String path, String complaint) {
    if (!isSo) {
      throw new Malformed((path.isEmpty() ? "what is given" : path) + " " + complaint);
    }
  }

  static boolean isString(JsonElement value) {
    return value instanceof JsonPrimitive text && text.isString();
  }

  static boolean isInteger(JsonElement value) {
    if (!(value instanceof JsonPrimitive number) || !number.isNumber()) {
      return false;
    }
    double given = number.getAsDouble();
    return given == Math.rint(given) && Math.abs(given) <= Integer.MAX_VALUE;
  }

  /** Whether a class of the protocol, or ours, is one of objects with members; enumerations and alternatives are not. */
  private static boolean isObject(Class<?> type) {
    return TYPES.contains(type)
        || type.getName().startsWith(PROTOCOL)
            && !type.isEnum()
            && !type.getName().startsWith(PROTOCOL.concat("jsonrpc."));
  }

  /** The protocol's classes have a number or a boolean as a primitive where it must be given, and as an object where it may be missing. */
  private static ImmutableList<Member> membersOf(Class<?> type) {
    ImmutableList.Builder<Member> members = ImmutableList.builder();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          boolean anything =
              field.getType() == Object.class; // null too, and to miss it is to say null
          boolean required = field.getType().isPrimitive()
              || field.isAnnotationPresent(NonNull.class) && !anything;
          members.add(new Member(field.getName(), field.getGenericType(), required));
        }
      }
    }
    return members.build();
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.ValueSet;
import java.util.EnumMap;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Reads what the client says of itself in {@code initialize}; what is missing or of another type counts as "no". */
final class ClientDescription {

  private final @Nullable JsonObject params;

  ClientDescription(@Nullable JsonObject params) {
    this.params = params;
  }

  ClientSupport support() {
    EnumSet<Ability> abilities = EnumSet.noneOf(Ability.class);
    for (Ability ability : Ability.values()) {
      if (says(find(ability.path()), ability.element())) {
        abilities.add(ability);
      }
    }
    return ClientSupport.of(abilities).with(values()).withMaxFoldingRanges(maxFoldingRanges());
  }

  private EnumMap<ValueSet, ImmutableSet<String>> values() {
    EnumMap<ValueSet, ImmutableSet<String>> values = new EnumMap<>(ValueSet.class);
    for (ValueSet set : ValueSet.values()) {
      if (find(set.path()) instanceof JsonArray list) {
        ImmutableSet.Builder<String> listed = ImmutableSet.builder();
        for (JsonElement value : list) {
          if (value instanceof JsonPrimitive) {
            listed.add(value.getAsString());
          }
        }
        values.put(set, listed.build());
      }
    }
    return values;
  }

  /** Some clients say the largest number that they have; a larger one than an int can hold is as good as none. */
  private int maxFoldingRanges() {
    return find("textDocument.foldingRange.rangeLimit") instanceof JsonPrimitive limit
            && limit.isNumber()
        ? Math.max(0, (int) limit.getAsDouble())
        : Integer.MAX_VALUE;
  }

  private static boolean says(@Nullable JsonElement found, @Nullable String element) {
    if (element != null) {
      return found instanceof JsonArray list && list.contains(new JsonPrimitive(element));
    }
    return found instanceof JsonObject
        || found instanceof JsonPrimitive primitive && primitive.getAsBoolean();
  }

  /** The process that started this one, or null. */
  @Nullable Long processId() {
    JsonElement id = params == null ? null : params.get("processId");
    return id != null && id.isJsonPrimitive() && id.getAsJsonPrimitive().isNumber()
        ? (Long) (long) id.getAsDouble() // in whatever way it is written
        : null;
  }

  /** The folders that are open; {@code rootUri} is how older editors name the only one. */
  WorkspaceFolders workspaceFolders() {
    ImmutableList.Builder<String> uris = ImmutableList.builder();
    if (params != null && params.get("workspaceFolders") instanceof JsonArray folders) {
      for (JsonElement folder : folders) {
        if (folder instanceof JsonObject object && object.get("uri") instanceof JsonPrimitive uri) {
          uris.add(uri.getAsString());
        }
      }
    } else if (params != null && params.get("rootUri") instanceof JsonPrimitive uri) {
      uris.add(uri.getAsString());
    }
    return new WorkspaceFolders(uris.build());
  }

  @Nullable JsonElement initializationOptions() {
    return params == null ? null : params.get("initializationOptions");
  }

  /** Whether the editor says that the workspace is trusted; only VS Code does. */
  boolean isTrusted() {
    return initializationOptions() instanceof JsonObject options
        && options.get("workspaceTrusted") instanceof JsonPrimitive trusted
        && trusted.getAsBoolean();
  }

  /** The address of the editor's proxy; null where it has none. */
  @Nullable String proxy() {
    return initializationOptions() instanceof JsonObject options
            && options.get("proxy") instanceof JsonPrimitive proxy
            && !proxy.getAsString().isEmpty()
        ? proxy.getAsString()
        : null;
  }

  private @Nullable JsonElement find(String path) {
    JsonElement at = params == null ? null : params.get("capabilities");
    int start = 0;
    while (at instanceof JsonObject object) {
      int dot = path.indexOf('.', start);
      at = object.get(path.substring(start, dot < 0 ? path.length() : dot));
      if (dot < 0) {
        return at;
      }
      start = dot + 1;
    }
    return null;
  }
}

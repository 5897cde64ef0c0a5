package dev.plimsoll.server;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the settings about images. */
final class ImageSettings {

  private ImageSettings() {}

  static Settings readNetwork(JsonElement value, Settings settings, List<String> complaints) {
    ImageOptions.Network network =
        choice("network", value, ImageOptions.Network.values(), complaints);
    return network == null ? settings : settings.withImages(settings.images().withNetwork(network));
  }

  static Settings readCredentials(JsonElement value, Settings settings, List<String> complaints) {
    ImageOptions.Credentials credentials =
        choice("credentials", value, ImageOptions.Credentials.values(), complaints);
    return credentials == null
        ? settings
        : settings.withImages(settings.images().withCredentials(credentials));
  }

  static Settings readInsecureRegistries(
      JsonElement value, Settings settings, List<String> complaints) {
    ImmutableSet.Builder<String> hosts = ImmutableSet.builder();
    if (!(value instanceof JsonArray list)) {
      complaints.add("plimsoll.images.insecureRegistries is ignored: " + value + " is no list.");
      return settings;
    }
    for (JsonElement host : list) {
      if (host instanceof JsonPrimitive text && text.isString()) {
        hosts.add(Ascii.toLowerCase(text.getAsString().strip()));
      } else {
        complaints.add("plimsoll.images.insecureRegistries: " + host + " is no name of a host.");
      }
    }
    return settings.withImages(settings.images().withInsecureRegistries(hosts.build()));
  }

  private static <T extends Enum<T>> @Nullable T choice(
      String name, JsonElement value, T[] values, List<String> complaints) {
    StringBuilder names = new StringBuilder();
    for (T one : values) {
      String called = Ascii.toLowerCase(one.name());
      if (value instanceof JsonPrimitive text && text.getAsString().equals(called)) {
        return one;
      }
      names.append(names.isEmpty() ? "" : ", ").append(called);
    }
    complaints.add(
        "plimsoll.images." + name + " is ignored: " + value + " is none of " + names + ".");
    return null;
  }
}

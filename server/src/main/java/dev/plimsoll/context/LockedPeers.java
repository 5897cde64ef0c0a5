package dev.plimsoll.context;

import com.google.common.collect.ImmutableSet;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What packages in a lockfile of npm want beside them, their peers. npm 7 and later install those too, and refuse a lockfile
 * that an older npm, or one with {@code --legacy-peer-deps}, has written without them.
 */
final class LockedPeers {

  private static final String MODULES = "node_modules/";

  /** A package and the name of a peer of it. */
  private record Wanted(String place, String name) {}

  private final Set<String> places = new HashSet<>();
  private final List<Wanted> wanted = new ArrayList<>();

  /**
   * Adds a package.
   *
   * @param place where it is installed, from the project: {@code node_modules/a/node_modules/b}
   * @param peers those that it doesn't do without
   */
  void add(String place, Set<String> peers) {
    places.add(place);
    peers.forEach(name -> wanted.add(new Wanted(place, name)));
  }

  /** A peer that isn't there, a blank, and the package that wants it; empty where there is none. */
  String lacking() {
    for (Wanted one : wanted) {
      String who = one.place.substring(one.place.lastIndexOf(MODULES) + MODULES.length());
      if (!isFound(one) && who.indexOf(' ') < 0 && one.name.indexOf(' ') < 0) {
        return one.name + " " + who;
      }
    }
    return "";
  }

  /** Node looks in each folder upwards. */
  private boolean isFound(Wanted one) {
    for (String folder = one.place; !folder.isEmpty(); folder = above(folder)) {
      if (places.contains(folder + "/" + MODULES + one.name)) {
        return true;
      }
    }
    return places.contains(MODULES + one.name);
  }

  private static String above(String folder) {
    return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
  }

  /** The names in {@code peerDependencies}, or those in {@code peerDependenciesMeta} that a package does without. */
  static ImmutableSet<String> read(JsonReader reader, boolean optional) throws IOException {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      reader.skipValue();
      return ImmutableSet.of();
    }
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (!optional || isOptional(reader)) {
        names.add(name);
      }
      if (!optional) {
        reader.skipValue();
      }
    }
    reader.endObject();
    return names.build();
  }

  private static boolean isOptional(JsonReader reader) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      reader.skipValue();
      return true; // whatever it says
    }
    boolean optional = false;
    reader.beginObject();
    while (reader.hasNext()) {
      boolean tells = reader.nextName().equals("optional") && reader.peek() == JsonToken.BOOLEAN;
      if (tells) {
        optional = reader.nextBoolean();
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
    return optional;
  }
}

package dev.plimsoll.context;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What packages in a lockfile of npm need beside those that they depend on: their peers, and what they have only on some systems.
 * npm 7 and later refuse a lockfile that an older npm, or one with {@code --legacy-peer-deps}, has written without the peers;
 * npm 11.6 and later one that lacks what is for other systems, as npm wrote it where {@code node_modules} was there.
 */
final class LockedNeeds {

  private static final String MODULES = "node_modules/";

  /** More needs are not looked for, nor those of packages with longer paths: for each of them all folders above are asked. */
  private static final int MOST = 20_000;

  private static final int LONGEST = 300;

  /** A package and the name of another one that it needs. */
  private record Wanted(String place, String name) {}

  private final Set<String> places = new HashSet<>();
  private final List<Wanted> peers = new ArrayList<>();
  private final List<Wanted> optional = new ArrayList<>();

  /** Adds a package that is installed at a place, from the project: {@code node_modules/a/node_modules/b}. */
  void add(String place) {
    places.add(place);
  }

  /** Adds peers of a package, which it doesn't do without. */
  void addPeers(String place, Set<String> names) {
    add(peers, place, names);
  }

  /** Adds dependencies of a package that are for some systems. */
  void addOptional(String place, Set<String> names) {
    add(optional, place, names);
  }

  private static void add(List<Wanted> all, String place, Set<String> names) {
    for (String name : names) {
      if (all.size() < MOST && place.length() <= LONGEST) {
        all.add(new Wanted(place, name));
      }
    }
  }

  /** A peer that isn't there, a blank, and the package that wants it; empty where there is none. */
  String lackedPeer() {
    return lacked(peers);
  }

  /** The same of what is optional. */
  String lackedOptional() {
    return lacked(optional);
  }

  private String lacked(List<Wanted> all) {
    for (Wanted one : all) {
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
}

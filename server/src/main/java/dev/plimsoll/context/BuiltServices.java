package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The images that services of Compose build under the names that they give them, or what else in YAML names an image beside a
 * Dockerfile. Only indentation is read: the files may be anything.
 */
final class BuiltServices {

  /** A key in a line of its own, perhaps the first one of an item of a list. */
  private static final Regex KEY = Regex.of(
      "((?: |- ){0,60})([\\w.-]{1,80}|<<):(?:\\s{1,20}&([\\w.-]{1,80}))?(?:\\s{1,20}([^#\\s][^#]{0,400}+))?\\s{0,99}(?:#.*\\r?)?");

  /** An item of a list of mappings that are merged. */
  private static final Regex MERGED = Regex.of("\\s{0,60}- {1,9}(\\*[\\w.-]{1,80})\\s{0,20}");

  private static final Regex ALIAS = Regex.of("\\*([\\w.-]{1,80})");

  /** What may stand around the name of a service. */
  private static final CharMatcher AROUND = CharMatcher.anyOf(" \t\r\"'");

  private static final Splitter LINES = Splitter.on('\n');

  /** Longer chains of services that extend others are not followed. */
  private static final int DEEPEST = 5;

  /** Keys and their values, as far as they matter. */
  private static final class Mapping {
    private final List<Mapping> bases = new ArrayList<>(0);
    private boolean builds;
    /** Several where files say different things of one service; those of a base are shared. */
    private List<String> images = new ArrayList<>(0);

    private void inherit() {
      for (Mapping base : bases) {
        builds |= base.builds;
        images = images.isEmpty() ? base.images : images;
      }
    }
  }

  /** A mapping where it stands, and the key of it that was read last. */
  private static final class Level {
    private final int indent;
    private final String parent;
    private final Mapping mapping;
    private String key = "";
    private @Nullable String anchor;

    Level(int indent, String parent, Mapping mapping) {
      this.indent = indent;
      this.parent = parent;
      this.mapping = mapping;
    }
  }

  private final List<Mapping> mappings = new ArrayList<>();
  /** Those of one name in one folder are one service: Compose merges its files. */
  private final Map<String, Mapping> services = new HashMap<>();

  void read(Path folder, String text) {
    new Reading(String.valueOf(folder)).read(text);
  }

  /** The images, as they are written. */
  ImmutableSet<String> images() {
    for (int depth = 0; depth < DEEPEST; depth++) {
      mappings.forEach(Mapping::inherit);
    }
    Set<List<String>> built = Sets.newIdentityHashSet();
    for (Mapping mapping : mappings) {
      if (mapping.builds) {
        built.add(mapping.images);
      }
    }
    return ImmutableSet.copyOf(Iterables.concat(built));
  }

  private final class Reading {
    private final String folder;
    private final Map<String, Mapping> anchors = new HashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    Reading(String folder) {
      this.folder = folder;
    }

    void read(String text) {
      for (String line : LINES.split(text)) {
        Matcher key = KEY.matcher(line);
        Matcher merged = MERGED.matcher(line);
        Level last = levels.peek();
        if (key.matches()) {
          read(key);
        } else if (last != null && last.key.equals("<<") && merged.matches()) {
          merge(last.mapping, merged.group(1));
        }
      }
    }

    private void read(Matcher key) {
      int indent = key.end(1);
      boolean beginsItem = key.group(1).indexOf('-') >= 0;
      Level level = levels.peek();
      while (level != null && (level.indent > indent || beginsItem && level.indent == indent)) {
        levels.pop();
        level = levels.peek();
      }
      if (level == null || level.indent < indent) {
        level = below(level, indent);
        levels.push(level);
      }
      level.key = key.group(2);
      level.anchor = key.group(3);
      read(level, key.group(4) == null ? "" : key.group(4));
    }

    private Level below(@Nullable Level outer, int indent) {
      String parent = outer == null ? "" : outer.key;
      boolean isService = outer != null && outer.parent.equals("services");
      Mapping mapping = isService ? service(parent) : added();
      if (outer != null && outer.anchor != null) {
        anchors.put(outer.anchor, mapping);
      }
      if (outer != null && parent.equals("extends")) {
        outer.mapping.bases.add(mapping);
      }
      return new Level(indent, parent, mapping);
    }

    private void read(Level level, String value) {
      Mapping mapping = level.mapping;
      switch (level.key) {
        case "build", "context", "dockerfile" -> mapping.builds |= level.indent > 0;
        case "image" -> mapping.images.add(value);
        case "<<" -> merge(mapping, value);
        case "extends" -> {
          if (!value.isEmpty()) {
            mapping.bases.add(service(value));
          }
        }
        case "service" -> {
          if (level.parent.equals("extends")) {
            mapping.bases.add(service(value));
          }
        }
        default -> {}
      }
    }

    private void merge(Mapping mapping, String aliases) {
      Matcher alias = ALIAS.matcher(aliases);
      while (alias.find()) {
        Mapping base = anchors.get(alias.group(1));
        if (base != null) {
          mapping.bases.add(base);
        }
      }
    }

    private Mapping service(String name) {
      return services.computeIfAbsent(folder + " " + AROUND.trimFrom(name), any -> added());
    }

    private Mapping added() {
      Mapping mapping = new Mapping();
      mappings.add(mapping);
      return mapping;
    }
  }
}

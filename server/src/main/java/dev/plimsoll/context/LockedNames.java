package dev.plimsoll.context;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.plimsoll.text.Regex;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of the packages that lockfiles of Node's package managers have versions for, where the beginning of the file
 * doesn't tell: those of yarn and pnpm, with plain ranges that were asked for as well ({@code a@^1.0.0}), those of Python's
 * managers, and npm's of version 1. What was read is kept until the file changes.
 */
public final class LockedNames {

  /** What stands for all names where npm ci refuses the lockfile; no package is called so. */
  public static final String REFUSED = "!";

  /** What stands beside the names where npm's lockfile has no package that only developers need; no package is called so. */
  public static final String ALL_IN_PRODUCTION = "*";

  /** What stands before the version of webpack, where the lockfile has one; no package is called so. */
  public static final String WEBPACK = "webpack ";

  /**
   * What stands before those packages, with blanks between, that npm's lockfile has for developers only and the project asks for
   * by name; no package is called so.
   */
  public static final String DEVELOPMENT = "dev ";

  /**
   * What stands before a package that npm's lockfile lacks, and the one that wants it as a peer, with a blank between them; no
   * package is called so.
   */
  public static final String LACKS_PEER = "peer ";

  /** The same of one that the other has only on some systems. */
  public static final String LACKS_OPTIONAL = "optional ";

  private static final Regex FOR_DEVELOPMENT = Regex.of("\"dev\"\\s{0,9}:\\s{0,9}true\\b");

  /** Larger lockfiles are not read. */
  private static final int MAX_BYTES = 16 << 20;

  /** More are not in use at a time. */
  private static final int MAX_KEPT = 64;

  private record Known(FileTime changed, ContextFile names) {}

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** A file with a name in each line; null where the lockfile can't be read. */
  @Nullable ContextFile of(Path path) {
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      Known kept = known.get(path);
      if (kept != null && kept.changed.equals(changed)) {
        return kept.names;
      }
      String text = read(path);
      if (text == null) {
        return null;
      }
      ContextFile names = of(String.valueOf(path.getFileName()), text);
      if (known.size() >= MAX_KEPT) {
        known.clear();
      }
      known.put(path, new Known(changed, names));
      return names;
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  private static @Nullable String read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return null; // a pipe would never end
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES ? null : new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * The names in the text of a lockfile.
   *
   * @param fileName tells which package manager has written it
   * @return a file with a name in each line, perhaps below some with {@link #WEBPACK}, {@link #DEVELOPMENT}, {@link #LACKS_PEER} and
   *     so on; unknown where the text can't be read
   */
  public static ContextFile of(String fileName, String text) {
    LockedNeeds needs = new LockedNeeds();
    ImmutableSet<String> names = switch (fileName) {
      case "Cargo.lock", "pdm.lock", "poetry.lock", "uv.lock" -> ofTables(text);
      case "yarn.lock" -> ofYarn(text);
      case "pnpm-lock.yaml" -> ofPnpm(text);
      default -> ofNpm(text, needs);
    };
    if (names != null && names.contains(REFUSED)) {
      return ContextFile.of(REFUSED);
    }
    List<String> lines = new ArrayList<>();
    String webpack = webpack(fileName, text);
    if (!webpack.isEmpty()) {
      lines.add(webpack);
    }
    String development = development(fileName, text);
    if (!development.isEmpty()) {
      lines.add(development);
    }
    if (!needs.lackedPeer().isEmpty()) {
      lines.add(LACKS_PEER + needs.lackedPeer());
    }
    if (!needs.lackedOptional().isEmpty()) {
      lines.add(LACKS_OPTIONAL + needs.lackedOptional());
    }
    lines.addAll(names == null ? ImmutableSet.<String>of() : names);
    return lines.isEmpty() && names == null
        ? ContextFile.UNKNOWN
        : ContextFile.of(String.join("\n", lines));
  }

  /** {@link #DEVELOPMENT} and those packages of npm's lockfile; empty where there are none. */
  private static String development(String fileName, String text) {
    if (!OF_NPM.contains(fileName) || !FOR_DEVELOPMENT.matcher(text).find()) {
      return "";
    }
    JsonFile lockfile = new JsonFile(text);
    ImmutableMap<String, String> named = lockfile.texts("packages", "", "devDependencies");
    ImmutableSet<String> marked = lockfile.marked("packages", "dev");
    String names = named == null
        ? ""
        : named.keySet().stream()
            .filter(name -> marked.contains("node_modules/" + name))
            .collect(Collectors.joining(" "));
    return names.isEmpty() ? "" : DEVELOPMENT + names;
  }

  private static final ImmutableSet<String> OF_NPM =
      ImmutableSet.of("package-lock.json", "npm-shrinkwrap.json");

  private static final String VERSION = "(\\d[\\w.-]{0,30})";

  private static final Regex BEGINS_WITH_VERSION = Regex.of("^" + VERSION);

  private static final Regex WEBPACK_OF_YARN =
      Regex.of("(?m)^\"?webpack@[^\\n]{1,300}:\\r?\\n\\s{1,9}version:?\\s{1,9}\"?" + VERSION);

  private static final Regex WEBPACK_OF_PNPM = Regex.of(
      "(?m)^\\s{1,9}webpack:(?:\\s{1,20}specifier:[^\\n]{1,60}\\n\\s{1,20}version:)?\\s{1,9}"
          + VERSION);

  /** {@link #WEBPACK} and the version that a lockfile of Node's managers has; empty where it has none. */
  private static String webpack(String fileName, String text) {
    return switch (fileName) {
      case "package-lock.json", "npm-shrinkwrap.json" ->
        webpack(BEGINS_WITH_VERSION, webpackOfNpm(text));
      case "yarn.lock" -> webpack(WEBPACK_OF_YARN, text);
      case "pnpm-lock.yaml" -> webpack(WEBPACK_OF_PNPM, text);
      default -> "";
    };
  }

  private static String webpack(Regex form, String text) {
    Matcher version = form.matcher(text);
    return version.find() ? WEBPACK + version.group(1) : "";
  }

  /** The version of the package of the project itself, not of one that another package has; empty where there is none. */
  private static String webpackOfNpm(String text) {
    JsonFile lockfile = new JsonFile(text);
    ImmutableMap<String, String> found = lockfile.texts("packages", "node_modules/webpack");
    if (found != null && found.isEmpty()) {
      found = lockfile.texts("dependencies", "webpack");
    }
    return found == null ? "" : found.getOrDefault("version", "");
  }

  private static final Splitter LINES = Splitter.on('\n');

  /** One of several in a line that begins an entry: {@code "@a/b@^1.0.0"}, <code>a@npm:^1</code>. */
  private static final Regex OF_YARN = Regex.of(
      "(?:^|, ?)\"?((?:@[^/@\\s\"]+/)?[^@\\s\",]+)@(?:npm:)?([\\w^~][\\w.-]{0,60}(?=[\",]|:$))?");

  private static ImmutableSet<String> ofYarn(String text) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (String line : LINES.split(text)) {
      boolean begins = !line.isEmpty() && line.charAt(0) != ' ' && line.charAt(0) != '#';
      Matcher name = OF_YARN.matcher(begins ? line : "");
      while (name.find()) {
        addWithRange(name.group(1), name.group(2), names);
      }
    }
    return names.build();
  }

  private static void addWithRange(
      String name, @Nullable String range, ImmutableSet.Builder<String> names) {
    names.add(name);
    if (range != null) {
      names.add(name + "@" + range);
    }
  }

  private static final Regex OF_TABLE = Regex.of("(?m)^name = \"([^\"\\n]{1,200})\"");

  /** All packages of Cargo, Poetry, PDM or uv, whoever depends on them. */
  private static ImmutableSet<String> ofTables(String text) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    Matcher name = OF_TABLE.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names.build();
  }

  private static final Regex KEY =
      Regex.of("^\\s+['\"]?([^\\s'\":]+)['\"]?:(?:\\s{1,9}['\"]?([^\\s'\"]{1,60})['\"]?$)?");

  /** All keys before the packages themselves, where the projects have their dependencies. */
  private static ImmutableSet<String> ofPnpm(String text) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    String last = "";
    for (String line : LINES.split(text)) {
      if (line.startsWith("packages:")) {
        break;
      }
      Matcher key = KEY.matcher(line);
      if (key.find()) {
        boolean isOfLast = key.group(1).equals("specifier");
        last = isOfLast ? last : key.group(1);
        addWithRange(last, key.group(2), names);
      }
    }
    return names.build();
  }

  /** A version that is a range, or none: npm says "Invalid Version". */
  private static final Regex INVALID_VERSION =
      Regex.of("\"version\"\\s{0,9}:\\s{0,9}\"(?:[\\s<>=^~*]|\")");

  /**
   * The names of the outermost dependencies, null where there are none; {@link #REFUSED} where it is no JSON, or nothing that
   * {@code npm ci} accepts.
   */
  private static @Nullable ImmutableSet<String> ofNpm(String text, LockedNeeds needs) {
    if (text.isBlank()) {
      return null; // it stands for one, as in an example
    }
    if (INVALID_VERSION.matcher(text).find()) {
      return ImmutableSet.of(REFUSED);
    }
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      ImmutableSet.Builder<String> names = ImmutableSet.builder();
      boolean found = false;
      boolean installed = text.contains("node_modules/");
      reader.beginObject();
      while (reader.hasNext()) {
        String key = reader.nextName();
        boolean object = reader.peek() == JsonToken.BEGIN_OBJECT;
        if (object && key.equals("packages")) {
          if (!areAccepted(reader, needs)) {
            return ImmutableSet.of(REFUSED);
          }
        } else if (object && key.equals("dependencies")) {
          found = true;
          reader.beginObject();
          while (reader.hasNext()) {
            names.add(reader.nextName());
            reader.skipValue();
          }
          reader.endObject();
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
      if (text.contains("\"version\"") && !FOR_DEVELOPMENT.matcher(text).find()) {
        return installed || found ? names.add(ALL_IN_PRODUCTION).build() : null;
      }
      return found ? names.build() : null;
    } catch (IOException | IllegalStateException e) {
      return ImmutableSet.of(REFUSED);
    }
  }

  /** What may stand for the version of a package: a link to another folder has none. */
  private static final ImmutableSet<String> VERSIONS =
      ImmutableSet.of("version", "link", "ideallyInert");

  /** What says that an install goes on without a package that isn't for its system. */
  private static final ImmutableSet<String> OPTIONAL =
      ImmutableSet.of("optional", "devOptional", "inBundle", "link");

  /** Whether all packages that are to be installed have a version, and are for Linux, unless they are optional. */
  private static boolean areAccepted(JsonReader reader, LockedNeeds needs) throws IOException {
    boolean all = true;
    reader.beginObject();
    while (reader.hasNext()) {
      String place = reader.nextName();
      if (reader.peek() == JsonToken.BEGIN_OBJECT) {
        all &= isAccepted(reader, place, needs);
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
    return all;
  }

  private static boolean isAccepted(JsonReader reader, String place, LockedNeeds needs)
      throws IOException {
    boolean installed = place.contains("node_modules/");
    Set<String> peers = new LinkedHashSet<>();
    Set<String> forSystems = new LinkedHashSet<>();
    Set<String> dispensable = new HashSet<>();
    boolean hasVersion = false;
    boolean isOptional = false;
    boolean isForLinux = true;
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      hasVersion |= VERSIONS.contains(key);
      isOptional |= OPTIONAL.contains(key);
      if (key.equals("os") && reader.peek() == JsonToken.BEGIN_ARRAY) {
        isForLinux = isForLinux(reader);
      } else if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        reader.skipValue();
      } else if (key.equals("peerDependencies")) {
        peers.addAll(JsonFile.names(reader));
      } else if (key.equals("optionalDependencies")) {
        forSystems.addAll(JsonFile.names(reader));
      } else if (key.equals("peerDependenciesMeta")) {
        dispensable.addAll(JsonFile.marked(reader, "optional"));
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
    needs.add(place);
    if (installed && !isOptional) {
      peers.removeAll(dispensable);
      needs.addPeers(place, peers);
      needs.addOptional(place, forSystems);
    }
    return !installed || hasVersion && (isForLinux || isOptional);
  }

  /** Whether a list of systems has Linux, or only excludes others. */
  private static boolean isForLinux(JsonReader reader) throws IOException {
    boolean names = false;
    boolean hasOthersOnly = true;
    reader.beginArray();
    while (reader.hasNext()) {
      String system = reader.peek() == JsonToken.STRING ? reader.nextString() : "";
      if (system.isEmpty()) {
        reader.skipValue();
      }
      names |= system.equals("linux") || system.equals("any");
      hasOthersOnly &= system.startsWith("!") && !system.equals("!linux");
    }
    reader.endArray();
    return names || hasOthersOnly;
  }
}

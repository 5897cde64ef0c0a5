package dev.plimsoll.context;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Regex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Services in the text of a Compose file, and how they are built, without a parser: their YAML may be anything. */
final class ComposeFile {

  private static final Pattern FIRST_SERVICE = Pattern.compile(
      "^services:[^\\n]*\\n(?:[ \\t]*(?:#[^\\n]*)?\\n){0,200}([ \\t]+)", Pattern.MULTILINE);

  private static final Pattern BUILD = value("build");
  private static final Pattern CONTEXT = value("context");
  private static final Pattern DOCKERFILE = value("dockerfile");
  private static final Pattern TARGET = value("target");

  /** {@code build:} with what is indented below it. */
  private static final Pattern BUILD_BLOCK = Pattern.compile(
      "(?m)^([ \\t]{1,30})build:[ \\t]*(?:#[^\\n]*)?\\n(?:(?:\\1[ \\t]+[^\\n]*|[ \\t]*)(?:\\n|$)){1,200}");

  private static final Regex DEFAULT = Regex.of("\\$\\{\\w{1,100}:?-([^{}$]{0,200})}");

  /** {@code build: {context: ..}}, indented. */
  private static final Regex BUILD_IN_LINE = Regex.of(
      "(?m)^([ \\t]{1,30})build:[ \\t]{1,9}\\{[ \\t]{0,9}((?:[^{}\\n]|\\$\\{[^{}\\n]{0,200}}){1,1000})}[ \\t]{0,40}(?:#.*)?$");

  private static final Regex COMMA = Regex.of(",[ \\t]{0,9}");

  private static final Pattern IMAGE = value("image");

  private static final Pattern ORIGIN =
      Pattern.compile("(?m)^[ \\t]{1,30}(?:build|image):[ \\t]{0,9}[^\\s#][^\\n]{0,300}");

  /** The long form of a mount, up to what isn't indented as its first key. */
  private static final Pattern LONG_MOUNT = Pattern.compile(
      "(?m)^([ \\t]{1,30})- {1,5}((?:type|source|src|target|read_only):[^\\n]{0,300}(?:\\n\\1[ \\t]{1,9}[\\w-]{1,30}:[^\\n]{0,300}){1,12})");

  private static final Pattern SOURCE = key("source|src");
  private static final Pattern PLACE = key("target|dst|destination");
  private static final Pattern READ_ONLY_MOUNT =
      Pattern.compile("(?m)^[ \\t]{0,40}read_only:[ \\t]{0,9}[\"']?true");

  private ComposeFile() {}

  private static Pattern key(String names) {
    return Pattern.compile(
        "(?m)^[ \\t]{0,40}(?:" + names + "):[ \\t]{0,9}[\"']?([^\\s\"'#]{1,200})");
  }

  /** What a service says, with its mounts in the short form, too. */
  static String withShortMounts(String service) {
    StringBuilder all = new StringBuilder(service);
    Matcher mount = LONG_MOUNT.matcher(service);
    while (mount.find()) {
      String source = first(SOURCE, mount.group(2));
      String place = first(PLACE, mount.group(2));
      if (source != null && place != null) {
        boolean readOnly = READ_ONLY_MOUNT.matcher(mount.group(2)).find();
        all.append("\n      - ").append(source).append(':').append(place);
        all.append(readOnly ? ":ro" : "");
      }
    }
    return all.append('\n').toString();
  }

  /** The services of a Compose file, each with what is indented below it, and what stands above; none of another file. */
  static ImmutableList<String> services(String text) {
    Matcher first = FIRST_SERVICE.matcher(text);
    return first.find()
        ? ImmutableList.copyOf(Splitter.on(Pattern.compile("\\n(?=" + first.group(1) + "[\\w.-])"))
            .split(withBuildsInBlocks(text)))
        : ImmutableList.of();
  }

  /** A Compose file with each key of a build in a line of its own. */
  private static String withBuildsInBlocks(String text) {
    StringBuilder blocks = new StringBuilder();
    Matcher build = BUILD_IN_LINE.matcher(text);
    while (build.find()) {
      String line = "\n" + build.group(1) + "  ";
      String keys = COMMA.matcher(build.group(2)).replaceAll(Matcher.quoteReplacement(line));
      build.appendReplacement(
          blocks, Matcher.quoteReplacement(build.group(1) + "build:" + line + keys));
    }
    return build.appendTail(blocks).toString();
  }

  private static final Splitter FENCES = Splitter.on("```");

  /** The services with an image of each Compose file in the blocks of code of a text in Markdown. */
  static ImmutableList<ImmutableList<String>> examples(String markdown) {
    ImmutableList.Builder<ImmutableList<String>> examples = ImmutableList.builder();
    List<String> parts = FENCES.splitToList(markdown);
    for (int i = 1; i < parts.size(); i += 2) {
      String block = parts.get(i);
      String code = block.substring(block.indexOf('\n') + 1).stripIndent();
      examples.add(services(code).stream()
          .filter(service -> image(service) != null)
          .collect(ImmutableList.toImmutableList()));
    }
    return examples.build();
  }

  /**
   * The build contexts that a Compose file gives a Dockerfile.
   *
   * @param file the Compose file
   * @param dockerfile normalized
   */
  static ImmutableSet<Path> contexts(Path file, String text, Path dockerfile) {
    ImmutableSet.Builder<Path> contexts = ImmutableSet.builder();
    for (String service : services(text)) {
      Path context = builtIn(file, service, dockerfile);
      if (context != null) {
        contexts.add(context);
      }
    }
    return contexts.build();
  }

  /** The context in which a service is built with a Dockerfile; null where it isn't. */
  static @Nullable Path builtIn(Path file, String service, Path dockerfile) {
    Build build = build(file, service);
    return build != null && build.dockerfile.equals(dockerfile) ? build.context : null;
  }

  /** The Dockerfile that a service is built with, normalized; null where it is none, or isn't known. */
  static @Nullable Path dockerfile(Path file, String service) {
    Build build = build(file, service);
    return build == null ? null : build.dockerfile;
  }

  private record Build(Path context, Path dockerfile) {}

  private static @Nullable Build build(Path file, String service) {
    String plain = first(BUILD, service);
    String folder = plain == null ? first(CONTEXT, service) : plain;
    String name = first(DOCKERFILE, service);
    if (folder == null) {
      return null;
    }
    try {
      Path context = file.resolveSibling(withDefaults(folder)).normalize();
      return new Build(
          context,
          context.resolve(name == null ? "Dockerfile" : withDefaults(name)).normalize());
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** A value with the defaults of its variables in their places, as far as they have some: {@code ${FOLDER:-./web}}. */
  static String withDefaults(String value) {
    return value.indexOf('$') < 0 ? value : DEFAULT.matcher(value).replaceAll("$1");
  }

  /** The stage that a service builds, empty for the last one; null where that isn't known. */
  static @Nullable String target(String service) {
    if (first(BUILD, service) != null) {
      return "";
    }
    Matcher block = BUILD_BLOCK.matcher(service);
    if (!block.find()) {
      return null;
    }
    String target = first(TARGET, block.group());
    return target == null ? "" : target.indexOf('$') < 0 ? target : null;
  }

  /** Whether a service is built rather than loaded. */
  static boolean builds(String service) {
    return first(BUILD, service) != null || first(CONTEXT, service) != null;
  }

  /** What a service says of its build and its image, and nothing else of it. */
  static String origin(String service) {
    StringBuilder origin = new StringBuilder();
    Matcher line = ORIGIN.matcher(service);
    while (line.find()) {
      origin.append(line.group()).append('\n');
    }
    Matcher block = BUILD_BLOCK.matcher(service);
    return block.find() ? origin.append(block.group()).toString() : origin.toString();
  }

  /** The image that a service names; null where it names none. */
  static @Nullable String image(String service) {
    return first(IMAGE, service);
  }

  /** What a pattern finds first, its first group; null where it finds nothing. */
  static @Nullable String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : null;
  }

  /** A key in a line of its own, and its value. */
  static Pattern value(String key) {
    return Pattern.compile("(?m)^\\s{1,30}" + key + ":[ \\t]{0,9}[\"']?([^\\s\"'#]{1,200})");
  }
}

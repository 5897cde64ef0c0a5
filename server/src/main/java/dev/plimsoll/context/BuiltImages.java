package dev.plimsoll.context;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which images a project builds by itself, as far as its {@link BuildScripts} say it. */
final class BuiltImages {

  /** A variable of make, or of a shell: {@code NAME ?= 'base'}. Longer values don't name images. */
  private static final Regex ASSIGNMENT = Regex.of(
      "(?m)^[ \\t]*(?:export[ \\t]+)?([A-Za-z_]\\w{0,60})[ \\t]*[:?]?=[ \\t]*[\"']?([^\"'\\n#]{0,200}?)[\"']?[ \\t]*$");

  private static final Regex USE = Regex.of("\\$(?:\\((\\w+)\\)|\\{(\\w+)(?::-[^}]*)?}|(\\w+))");

  /** What stands before a name in one of the further lines that an action or a bake file has for tags or images. */
  private static final String LISTED =
      "\\b(?:tags|images)[\"']?[ \\t]{0,9}[:=][ \\t|>\\[+-]{0,9}\\r?\\n"
          + "(?:(?![^\\n]{0,200}:\\s)[^\\n]{0,200}\\n){0,9}?[ \\t\"'-]{1,40}";

  /** A script builds an image whose name is a variable that it doesn't set itself. */
  private static final Regex OF_VARIABLE =
      Regex.of("\\bbuild\\b[^\\n]{0,200}\\s(?:-t|--tag)[ =]\"?\\$");

  /**
   * What services build.
   *
   * @param deadline of the look at a project for which they were read: a Dockerfile may name many images
   */
  private record Services(Deadline deadline, Path own, ImmutableSet<String> images) {}

  private final BuildScripts scripts;

  /** The last that were read; a race reads them twice. */
  private volatile @Nullable Services last;

  BuiltImages(BuildScripts scripts) {
    this.scripts = scripts;
  }

  /**
   * Whether a project builds an image.
   *
   * @param name without a tag
   * @param own the folder of the Dockerfile
   * @param root the project's
   */
  boolean include(String name, Path own, Path root, Deadline deadline) {
    Pattern built = Pattern.compile("(?:(?:(?<![\\w-])-t|--tag)[ =]?[\"']?"
        + "|" + LISTED
        + "|(?:\\btags?\\b[^\\n]{0,20}[\\[:=]|\\b(?:docker|podman) (?:image )?(?:tag|push)\\b)[^\\n]{0,100}?)"
        + name(name));
    Pattern value = Pattern.compile("(?m)^[ \\t]{0,40}\\w{1,60}=[\"']?" + name(name));
    for (Path file : scripts.near(own, root, deadline)) {
      String text = scripts.text(file, deadline);
      if (!mayName(text, name)) {
        continue;
      }
      String expanded = expanded(text);
      // A function builds what it is called with.
      boolean isAnyBuilt =
          OF_VARIABLE.matcher(expanded).find() && value.matcher(expanded).find();
      if (isAnyBuilt || built.matcher(expanded).find()) {
        return true;
      }
    }
    Pattern service = Pattern.compile("[\"']?" + name(name));
    return Iterables.any(
        ofServices(own, root, deadline), image -> service.matcher(image).lookingAt());
  }

  /**
   * The Dockerfiles that a project builds an image from by their last stage, as it says; they may not be there.
   *
   * @param name without a tag
   * @param own the folder of the Dockerfile that asks
   * @param root the project's
   */
  Set<Path> dockerfiles(String name, Path own, Path root, Deadline deadline) {
    Dockerfiles found = new Dockerfiles(root, Pattern.compile("[\"']?" + name(name)));
    for (Path file : scripts.near(own, root, deadline)) {
      String text = scripts.text(file, deadline);
      if (mayName(text, name)) {
        found.add(file, expanded(text));
      }
    }
    return found.paths;
  }

  /** Gathers those of an image. */
  private record Dockerfiles(Path root, Pattern image, Set<Path> paths) {

    Dockerfiles(Path root, Pattern image) {
      this(root, image, new LinkedHashSet<>());
    }

    void add(Path file, String text) {
      for (WorkflowBuild build : WorkflowBuild.in(text)) {
        if (build.target() == null && Iterables.any(build.names(), this::isThis)) {
          keep(root, build.dockerfile());
        }
      }
      Matcher call = BuiltTags.BUILD.matcher(text.replace("\\\n", " "));
      while (call.find()) {
        BuildCommand build = BuildCommand.of(call.group(1));
        if (build.target() == null && Iterables.any(build.tags(), this::isThis)) {
          String path = build.dockerfile();
          keep(file.resolveSibling(""), path);
          keep(root, path);
        }
      }
      for (String service : ComposeFile.services(text)) {
        String named = ComposeFile.image(service);
        Path built = ComposeFile.dockerfile(file, service);
        if (named != null
            && built != null
            && isThis(named)
            && "".equals(ComposeFile.target(service))) {
          keep(root, built.toString());
        }
      }
    }

    private boolean isThis(String name) {
      return image.matcher(name).lookingAt();
    }

    private void keep(Path folder, String path) {
      try {
        Path file = folder.resolve(path).normalize();
        if (file.startsWith(root)) {
          paths.add(file);
        }
      } catch (InvalidPathException e) {
        // The name has letters that the system's have not, or is a variable.
      }
    }
  }

  private ImmutableSet<String> ofServices(Path own, Path root, Deadline deadline) {
    Services known = last;
    if (known == null || known.deadline() != deadline || !known.own().equals(own)) {
      BuiltServices services = new BuiltServices();
      for (Path file : scripts.near(own, root, deadline)) {
        String text = scripts.text(file, deadline);
        if (text.contains("image:") || text.contains("build:")) {
          services.read(file.resolveSibling(""), expanded(text));
        }
      }
      known = new Services(deadline, own, services.images());
      last = known;
    }
    return known.images();
  }

  /** The name where it ends, or its tag begins. */
  private static String name(String name) {
    return "(?<![\\w./-])(?:docker\\.io/)?" + Pattern.quote(name) + "(?=[:\"'`\\s\\],]|$)";
  }

  /** A cheap look: its last part is there, if only as the value of a variable, or with one in front: {@code $(APP)-base}. */
  private static boolean mayName(String text, String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dash = last.lastIndexOf('-');
    return text.contains(last)
        || dash > 0 && text.indexOf('$') >= 0 && text.contains(last.substring(dash));
  }

  /** The text with the variables that it sets itself in place; each once. */
  private static String expanded(String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    Map<String, String> values = new HashMap<>();
    Matcher assignment = ASSIGNMENT.matcher(text);
    while (assignment.find()) {
      values.putIfAbsent(assignment.group(1), assignment.group(2).strip());
    }
    return values.isEmpty() ? text : replaced(replaced(text, values), values);
  }

  private static String replaced(String text, Map<String, String> values) {
    StringBuilder replaced = new StringBuilder();
    Matcher use = USE.matcher(text);
    while (use.find()) {
      String value = values.get(name(use));
      use.appendReplacement(
          replaced, Matcher.quoteReplacement(value == null ? use.group() : value));
    }
    return use.appendTail(replaced).toString();
  }

  private static @Nullable String name(Matcher use) {
    return use.group(1) != null ? use.group(1) : use.group(2) != null ? use.group(2) : use.group(3);
  }
}

package dev.plimsoll.context;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

  /** A cheap look: its last part is there, if only as the value of a variable. */
  private static boolean mayName(String text, String name) {
    return text.contains(name.substring(name.lastIndexOf('/') + 1));
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

package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names under which scripts and workflows of a project build a Dockerfile, and what they do with the image. */
final class BuiltTags {

  /** A call of {@code docker build} on one line, and its arguments. */
  static final Pattern BUILD =
      Pattern.compile("\\b(?:docker|podman)(?: buildx| image)? build\\b([^\\n`|;&]{0,4000})");

  /** A call that makes a container, to run it or to take files out of it, and its arguments. */
  private static final Pattern RUN =
      Pattern.compile("\\b(?:docker|podman)(?: container)? (?:run|create)\\b([^\\n`|;&)]{0,4000})");

  private static final Pattern COPIES_OUT =
      Pattern.compile("\\b(?:docker|podman)(?: container)? cp\\s+[^\\s:-][^\\s:]{0,100}:");

  private static final Pattern REMOVES =
      Pattern.compile("\\b(?:docker|podman)(?: container)? rm\\b");

  /** What stands between words, and around them. */
  static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(" \t\r\n,\"'")).omitEmptyStrings();

  private final Path dockerfile;
  private final Path root;
  private final Set<String> names = new LinkedHashSet<>();
  /** The names by files that build it, as they are written there. */
  private final SetMultimap<Path, String> written = LinkedHashMultimap.create();

  private boolean givesFiles;
  private boolean isRun;

  BuiltTags(Path dockerfile, Path root) {
    this.dockerfile = dockerfile;
    this.root = root;
  }

  /** Whether a file tells of builds, and of nothing else that matters. */
  static boolean isWorkflow(Path file) {
    return file.toString().replace('\\', '/').contains("/.github/");
  }

  void add(Path file, String text) {
    if (isWorkflow(file)) {
      for (WorkflowBuild build : WorkflowBuild.in(text)) {
        if (isThis(root, build.dockerfile())) {
          build.names().forEach(name -> names.add(repository(name)));
        }
      }
    } else if (text.contains(" build")) {
      script(file, text.replace("\\\n", " "));
    }
  }

  private void script(Path file, String text) {
    Set<String> tags = new LinkedHashSet<>();
    Matcher build = BUILD.matcher(text);
    while (build.find()) {
      BuildCommand command = BuildCommand.of(build.group(1));
      String path = command.dockerfile();
      Path folder = file.getParent();
      if (folder == null || goesElsewhere(text, build.start())) {
        continue;
      }
      boolean isBeside = isThis(folder, path);
      if (isBeside || isThis(root, path)) {
        tags.addAll(command.tags());
        if (isBeside || command.file() != null) { // else it may be another one beside the script
          written.putAll(file, command.tags());
        }
      }
    }
    if (!tags.isEmpty()) {
      tags.forEach(tag -> names.add(repository(tag)));
      use(text, tags);
    }
  }

  /** Whether the same line changes to another folder before. */
  private static boolean goesElsewhere(String text, int place) {
    return text.substring(text.lastIndexOf('\n', place) + 1, place).contains("cd ");
  }

  /** Notes what a script does with the image that it has built: fetches files from a container, and removes that. */
  private void use(String text, Set<String> tags) {
    boolean fetches = COPIES_OUT.matcher(text).find() && REMOVES.matcher(text).find();
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      if (Iterables.any(WORDS.split(run.group(1)), tags::contains)) {
        givesFiles |= fetches;
        isRun |= !fetches;
      }
    }
  }

  private boolean isThis(Path folder, String path) {
    try {
      return folder.resolve(path).normalize().equals(dockerfile);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether an image is called as the project calls this one where it builds it. */
  boolean include(String image) {
    return image.indexOf('/') > 0 && names.contains(repository(image));
  }

  /** How a script, a Makefile or a README calls it that builds it. */
  Set<String> writtenIn(Path file) {
    return written.get(file);
  }

  /** Whether the project builds this one under a name, as one that only its own examples can mean. */
  boolean have(String image) {
    return names.contains(repository(image));
  }

  /** Whether files are taken out of the image, and nothing is known that runs it otherwise. */
  boolean onlyGiveFiles() {
    return givesFiles && !isRun;
  }

  /** The last part of a name that has several, without the tag: variables mostly say where it is pushed. */
  private static String repository(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    int end = CharMatcher.anyOf(":@").indexIn(name);
    return end < 0 ? name : name.substring(0, end);
  }
}

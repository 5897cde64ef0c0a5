package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** The stages that something builds to go on running, the last one if it is empty; one that isn't known may be any. */
  private final Set<String> targets = new LinkedHashSet<>();
  /** Those that a script builds by their names and runs once, on folders of the host. */
  private final Set<String> tasks = new LinkedHashSet<>();

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
          addTarget(Strings.nullToEmpty(build.target()));
          build.names().forEach(name -> names.add(repository(name)));
        }
      }
    } else if (text.contains(" build")) {
      script(file, text.replace("\\\n", " "));
    }
  }

  private void script(Path file, String text) {
    Set<String> tags = new LinkedHashSet<>();
    int named = 0;
    Matcher build = BUILD.matcher(text);
    while (build.find()) {
      BuildCommand command = BuildCommand.of(build.group(1));
      String path = command.dockerfile();
      Path folder = file.getParent();
      if (folder == null || goesElsewhere(text, build.start())) {
        continue;
      }
      boolean isBeside = isThis(folder, path);
      String target = Strings.nullToEmpty(command.target());
      boolean isTask = !target.isEmpty()
          && target.indexOf('$') < 0
          && ++named <= MOST_TARGETS
          && runsOnce(text, command.tags());
      if (isTask && mayBeThis(folder, path)) {
        tasks.add(Ascii.toLowerCase(target));
      }
      if (isBeside || isThis(root, path)) {
        if (!isTask) {
          addTarget(target);
        }
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

  /** Notes a stage that something builds; null is one that isn't known. */
  void addTarget(@Nullable String name) {
    targets.add(name == null || name.indexOf('$') >= 0 ? ANY : Ascii.toLowerCase(name));
  }

  /** How many stages that one script builds by their names are looked for in what it runs. */
  private static final int MOST_TARGETS = 20;

  private static final String ANY = "$";

  /** What nobody tells a program that does one thing and ends. */
  static final Pattern GOES_ON_RUNNING =
      Pattern.compile("-[a-z]{0,5}[dPp]|--(?:detach|publish|restart)(?:=.*)?");

  private static final Pattern MOUNTS = Pattern.compile("\\s(?:-v|--volume|--mount)[ =]");

  /** Whether a script runs what it has built under one of these names on folders of the host, and it is gone then. */
  private static boolean runsOnce(String text, List<String> tags) {
    boolean found = false;
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      List<String> words = WORDS.splitToList(run.group(1));
      if (Iterables.any(words, tags::contains)) {
        if (!words.contains("--rm")
            || !MOUNTS.matcher(run.group(1)).find()
            || Iterables.any(words, word -> GOES_ON_RUNNING.matcher(word).matches())) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** Whether a path that a script writes, perhaps behind a variable, leads into the folder of this one. */
  private boolean mayBeThis(Path script, String path) {
    Path own = dockerfile.getParent();
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    boolean isPlain = !name.isEmpty() && !name.startsWith(".") && name.indexOf('$') < 0;
    return own != null && (isPlain ? own.endsWith(name) : own.equals(script) || own.equals(root));
  }

  /** Those that nothing builds to do anything else; the last one, which is built where none is named, if {@code isLast}. */
  Set<String> tasks(boolean isLast) {
    return targets.contains(ANY) || isLast && targets.contains("")
        ? ImmutableSet.of()
        : Sets.difference(tasks, targets);
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

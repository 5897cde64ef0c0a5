package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names under which scripts and workflows of a project build a Dockerfile, and what they do with the image. */
final class BuiltTags {

  /** A call of {@code docker build} on one line, and its arguments. */
  private static final Pattern BUILD =
      Pattern.compile("\\b(?:docker|podman)(?: buildx| image)? build\\b([^\\n`|;&]{0,4000})");

  /** A call that makes a container, to run it or to take files out of it, and its arguments. */
  private static final Pattern RUN =
      Pattern.compile("\\b(?:docker|podman)(?: container)? (?:run|create)\\b([^\\n`|;&)]{0,4000})");

  private static final Pattern COPIES_OUT =
      Pattern.compile("\\b(?:docker|podman)(?: container)? cp\\s+[^\\s:-][^\\s:]{0,100}:");

  private static final Pattern REMOVES =
      Pattern.compile("\\b(?:docker|podman)(?: container)? rm\\b");

  private static final Splitter WORDS =
      Splitter.on(CharMatcher.anyOf(" \t\r\n,\"'")).omitEmptyStrings();

  /** A step of a workflow. */
  private static final Splitter STEPS = Splitter.on(Pattern.compile("\\n(?=\\s{0,30}- )"));

  private static final Pattern CONTEXT = ComposeFile.value("context");
  private static final Pattern FILE = ComposeFile.value("file");

  /** The names that a step gives, behind the key or in the lines below it. */
  private static final Pattern TAGS = Pattern.compile("(?m)^\\s{1,30}tags:([^\\n]{0,1000})$");

  private static final Pattern NEXT_KEY = Pattern.compile("(?m)^\\s{1,30}[\\w-]{1,40}:(?:\\s|$)");

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
      for (String step : STEPS.split(text)) {
        step(step);
      }
    } else if (text.contains(" build")) {
      script(file, text.replace("\\\n", " "));
    }
  }

  private void step(String step) {
    if (!step.contains("docker/build-push-action")) {
      return;
    }
    String folder = ComposeFile.first(CONTEXT, step);
    String named = ComposeFile.first(FILE, step);
    Matcher tags = TAGS.matcher(step);
    String path = named != null ? named : (folder == null ? "." : folder) + "/Dockerfile";
    if (isThis(root, path) && tags.find()) {
      Matcher next = NEXT_KEY.matcher(step);
      int end = next.find(tags.end()) ? next.start() : step.length();
      for (String tag : WORDS.split(step.substring(tags.start(1), end))) {
        names.add(repository(tag));
      }
    }
  }

  private void script(Path file, String text) {
    Set<String> tags = new LinkedHashSet<>();
    Matcher build = BUILD.matcher(text);
    while (build.find()) {
      BuildCommand command = BuildCommand.of(build.group(1));
      String context = command.context() == null ? "." : command.context();
      String path = command.file() != null ? command.file() : context + "/Dockerfile";
      Path folder = file.getParent();
      if (folder == null || goesElsewhere(text, build.start())) {
        continue;
      }
      boolean isBeside = isThis(folder, path);
      if (isBeside || isThis(root, path)) {
        ImmutableList<String> named = tagsIn(WORDS.splitToList(build.group(1)));
        tags.addAll(named);
        if (isBeside || command.file() != null) { // else it may be another one beside the script
          written.putAll(file, named);
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

  private static final ImmutableSet<String> TAG_OPTIONS = ImmutableSet.of("-t", "--tag");

  private static ImmutableList<String> tagsIn(List<String> words) {
    ImmutableList.Builder<String> tags = ImmutableList.builder();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      if (TAG_OPTIONS.contains(word) && i + 1 < words.size()) {
        tags.add(words.get(i + 1));
      } else if (equals > 0 && TAG_OPTIONS.contains(word.substring(0, equals))) {
        tags.add(word.substring(equals + 1));
      }
    }
    return tags.build();
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

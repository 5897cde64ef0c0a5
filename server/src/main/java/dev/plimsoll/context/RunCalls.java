package dev.plimsoll.context;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.RunSettings.Mounted;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers how {@code docker run} is called for an image, in READMEs, scripts, Makefiles and programs. */
final class RunCalls {

  private static final Splitter WHITESPACE =
      Splitter.on(Pattern.compile("\\s+")).omitEmptyStrings();

  private static final Pattern NO_LETTER = Pattern.compile("\\W+");

  /** A call of {@code docker run} on one line, and its arguments. */
  private static final Pattern RUN =
      Pattern.compile("\\b(?:docker|podman) (?:container )?run\\b([^\\n`|;]{0,4000})");

  /** What {@code docker run} is told of the user, or of what only root may do, on one line. */
  private static final Pattern DECIDES_IN_RUN =
      Pattern.compile("\\b(?:docker|podman) (?:container )?run\\b[^\\n`]{0,1000}?\\s"
          + "(?:--user\\b|-u[ =]|--privileged\\b|--device[ =]/dev/(?!kfd|dri)|--cap-add[ =]\\S{0,9}(?:ALL|_ADMIN)|--net(?:work)?[ =]host\\b"
          + "|\\S{0,99}/(?:docker|containerd|crio|podman)\\.sock\\b)");

  /** An option of it with its value behind a blank. */
  private static final Pattern VALUE_FOLLOWS = Pattern.compile(
      "-[a-z]{0,5}[ehlmpuvw]|--(?:add-host|cap-add|cap-drop|cpus|device|entrypoint|env|env-file|gpus|group-add|hostname|label"
          + "|memory|mount|name|net|network|platform|publish|pull|security-opt|shm-size|tmpfs|user|userns|volume|volumes-from|workdir)");

  /** A value may have another assignment in it: {@code -e A=B=c}. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\b(\\w{1,200})[ \\t]{0,9}[:?]?=[ \\t]{0,9}[\"']?(?=([^\\s\"'}]{1,200}))");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$[\\w.]{1,60}|\\$\\{\\w{1,60}\\}|\\$\\(\\w{1,60}\\)");

  /** What it mounts: a name or a path of the host, and the place. */
  private static final Pattern MOUNTED = Pattern.compile(
      "\\s(?:-v|--volume)[ =]{0,3}[\"']?((?:\\$\\(shell pwd\\))?[^\\s\"':]{1,200}):(/[\\w./-]{1,200})(?=[\\s\"']|:rw\\b|:[zZ]\\b|$)");

  /** The same of the folder in which it is called, or of one that stands for any of the caller's. */
  private static final Pattern OF_CALLER = Pattern.compile(
      "\\s(?:-v|--volume)[ =]{1,3}[\"']?(?:\\$PWD|\\$\\{PWD\\}|\\$\\(pwd\\)|%cd%|\\.|[~\\w$:{}]{0,20}[/\\\\]path[/\\\\]to[/\\\\](?!cache|conf|data|db|logs?\\b)[^\\s:.]{1,100})[\"']?:/"
          + "|\\s--mount[ =][\"']?\\S{0,60}\\b(?:source|src)=[\"']?(?:\\$PWD|\\$\\{PWD\\}|\\$\\(pwd\\))[\"']?[,\\s]");

  /** Where Compose runs tests or linters of Node in a service, which is named before them. */
  private static final Pattern RUNS_TESTS = Pattern.compile(
      "\\b(?:docker|podman)[ -]compose\\b[^\\n`|;&]{0,200}?[ \\t](?:run|exec)\\b([^\\n`|;&]{0,200}?)[ \\t]"
          + "(?:(?:npm|yarn|pnpm|bun)(?: run)? (?:test|lint|tsc|typecheck)\\b|(?:npx )?(?:eslint|jest|mocha|vitest)\\b)");

  /** Where people go on in the next line: behind a backslash, with a comment or not, or before an option. */
  private static final Pattern GOES_ON = Pattern.compile(
      "\\\\[ \\t]{0,9}(?:#[^\\n]{0,200})?\\r?\\n|\\r?\\n[ \\t]{1,20}(?=-{1,2}[a-z])");

  /** The value of an option that another command gives. */
  private static final Pattern GIVEN = Pattern.compile("(?<=[=:])`[^`\\n]{1,200}`");

  /** An element of a list that is a name. */
  private static final Pattern ELEMENT =
      Pattern.compile("([,(\\[+]\\s{0,60})([A-Za-z_][\\w.]{0,60})(?=\\s{0,60}[,)\\]])");

  private static final Pattern COMMA = Pattern.compile("\\s{0,60},\\s{0,60}\\[?");

  private static final Pattern QUOTE = Pattern.compile("\\b[frb]?[\"']|[\"'`]");

  private final ImageWords words;
  private final BuiltTags tags;
  private final MountedPlaces places;
  private final Set<String> tested = new LinkedHashSet<>();
  private boolean decidesUser;
  private boolean onFiles;

  /**
   * @param tags the names that the project builds the image under, which its READMEs mean
   * @param places what those calls mount is added there
   */
  RunCalls(ImageWords words, BuiltTags tags, MountedPlaces places) {
    this.words = words;
    this.tags = tags;
    this.places = places;
  }

  /** Whether one of them says as whom the image runs, or that it may do what only root can. */
  boolean decideUser() {
    return decidesUser;
  }

  /** Whether a README has the image called for a task on the files of whoever calls it. */
  boolean areOnFiles() {
    return onFiles;
  }

  /** The words of commands by which Compose runs tests or linters in a service, whose name is one of them. */
  Set<String> tested() {
    return tested;
  }

  /** A README with each call on one line, in which nothing but its end has the mark of code. */
  static String ofManual(String text) {
    return GIVEN.matcher(GOES_ON.matcher(text).replaceAll(" ")).replaceAll("x");
  }

  /** Adds those of a program in another language than a shell's. */
  void addProgram(String text) {
    add(commands(text), false, false, ImmutableSet.of());
  }

  /** Puts the elements of lists on one line, without quotes, as a shell has words, and a dollar before what is no text. */
  private static String commands(String text) {
    String named = ELEMENT.matcher(text.replace("\\\n", " ")).replaceAll("$1\\$$2");
    return QUOTE.matcher(COMMA.matcher(named).replaceAll(" ")).replaceAll("");
  }

  /**
   * Adds those of a file in which each call is on one line.
   *
   * @param isExample whether it is a README, which says what people might do
   * @param isBeside whether it lies in the folder of the Dockerfile
   * @param written what it calls this image where it builds it
   */
  void add(String text, boolean isExample, boolean isBeside, Set<String> written) {
    Map<String, String> variables = variables(text);
    Set<String> built = new LinkedHashSet<>();
    for (String tag : written) {
      String value = valueOf(tag, variables);
      built.add(withoutLatest(value.isEmpty() ? tag : value));
    }
    // A README beside it is about this image, whatever that is called there.
    decidesUser |= isExample && isBeside && DECIDES_IN_RUN.matcher(text).find();
    Matcher tests = RUNS_TESTS.matcher(text);
    while (tests.find()) {
      tested.addAll(WHITESPACE.splitToList(tests.group(1)));
    }
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      boolean decides = DECIDES_IN_RUN.matcher(run.group()).find();
      decidesUser |= decides && !isExample && mayDecideForThis(run.group(1), variables, built);
      onFiles |= isExample
          && OF_CALLER.matcher(run.group(1)).find()
          && isTask(run.group(1), variables, built);
      String name = nameOfThis(run.group(1), variables, built, isExample);
      if (name != null) {
        decidesUser |= decides;
        Matcher mounted = MOUNTED.matcher(run.group(1));
        boolean isTold = words.tellApart(name) || isBuilt(name, built, isExample);
        while (isTold && mounted.find()) {
          Mounted place = new Mounted(mounted.group(2), null);
          // Examples for people mount what they like.
          if (!isExample || MountedPlaces.isKept(place)) {
            places.add(mounted.group(1), place, places.mounts);
          }
        }
      }
    }
  }

  /**
   * The one of the arguments, or what the file sets a variable there to, that names this image; null where none does, or
   * another command follows than the image's own with options.
   */
  private @Nullable String nameOfThis(
      String arguments, Map<String, String> variables, Set<String> built, boolean isExample) {
    List<String> given = WHITESPACE.splitToList(arguments);
    for (int i = 0; i < given.size(); i++) {
      String plain = given.get(i).replace("\"", "").replace("'", "");
      boolean isName = !plain.startsWith("-") && plain.indexOf('=') < 0 && !plain.contains(":/");
      String name = nameIn(plain, variables, built, isExample);
      if (isName && name != null) {
        boolean isLast = i + 1 == given.size() || given.get(i + 1).startsWith("-");
        boolean isOptions = i > 0 && given.get(i - 1).equals("--name");
        if (!isOptions) {
          return isLast ? name : null;
        }
      }
    }
    return null;
  }

  /** Whether the arguments have this image do one thing: they say what, or the container is gone then. */
  private boolean isTask(String arguments, Map<String, String> variables, Set<String> built) {
    List<String> given = WHITESPACE.splitToList(arguments);
    for (int i = 0; i < given.size(); i++) {
      String plain = given.get(i).replace("\"", "").replace("'", "");
      boolean isValue = i > 0 && VALUE_FOLLOWS.matcher(given.get(i - 1)).matches();
      if (!isValue && !plain.startsWith("-") && plain.indexOf('=') < 0 && !plain.contains(":/")) {
        List<String> before = given.subList(0, i);
        return nameIn(plain, variables, built, true) != null
            && (i + 1 < given.size() || before.contains("--rm"))
            && before.stream()
                .noneMatch(word -> BuiltTags.GOES_ON_RUNNING.matcher(word).matches());
      }
    }
    return false;
  }

  /**
   * Whether the arguments decide on the user before one of them names this image, whatever command follows, or is a variable
   * from elsewhere where this is the image of the project.
   */
  private boolean mayDecideForThis(
      String arguments, Map<String, String> variables, Set<String> built) {
    List<String> given = WHITESPACE.splitToList(arguments);
    for (int i = 0; i < given.size(); i++) {
      String plain = given.get(i).replace("\"", "").replace("'", "");
      boolean isValue = i > 0 && VALUE_FOLLOWS.matcher(given.get(i - 1)).matches();
      if (isValue || plain.startsWith("-") || plain.indexOf('=') >= 0 || plain.contains(":/")) {
        continue;
      }
      if (nameIn(plain, variables, built, false) != null
          || valueOf(plain, variables).isEmpty()
              && words.areOfProject()
              && VARIABLE.matcher(plain).matches()) {
        String before = "docker run " + String.join(" ", given.subList(0, i)) + " ";
        return DECIDES_IN_RUN.matcher(before).find();
      }
    }
    return false;
  }

  /** The name of this image that a word is, or is a variable for; null where it is another one, as far as is known. */
  private @Nullable String nameIn(
      String word, Map<String, String> variables, Set<String> built, boolean isExample) {
    String name = valueOf(word, variables);
    String plain = withoutLatest(name.isEmpty() ? word : name);
    return isBuilt(plain, built, isExample) ? plain : words.areOf(name) ? name : null;
  }

  /** Whether the file, or for an example the project, builds this image under a name. */
  private boolean isBuilt(String name, Set<String> built, boolean isExample) {
    return built.contains(name) || isExample && tags.have(name);
  }

  private static String withoutLatest(String image) {
    return image.endsWith(LATEST) ? image.substring(0, image.length() - LATEST.length()) : image;
  }

  private static final String LATEST = ":latest";

  /** What a word is, or what the file sets the variable to that it is; empty where that is set elsewhere. */
  private static String valueOf(String use, Map<String, String> variables) {
    String name = use.startsWith("$") ? NO_LETTER.matcher(use).replaceAll("") : "";
    return name.isEmpty() ? use : variables.getOrDefault(name, "");
  }

  /** What a file sets variables to first. */
  private static Map<String, String> variables(String text) {
    Map<String, String> values = new HashMap<>();
    Matcher assignment = ASSIGNMENT.matcher(text);
    while (assignment.find()) {
      values.putIfAbsent(assignment.group(1), assignment.group(2));
    }
    return values;
  }
}

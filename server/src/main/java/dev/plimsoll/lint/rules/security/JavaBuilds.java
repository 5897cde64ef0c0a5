package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.JavaProjects;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.Xml;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What projects that Gradle or Maven builds ask of Java: one release, or none that is too new for them. */
final class JavaBuilds {

  private static final ImmutableSet<String> IMAGES = ImmutableSet.of(
      "amazoncorretto",
      "azul/zulu-openjdk",
      "eclipse-temurin",
      "ibm-semeru-runtimes",
      "mcr.microsoft.com/openjdk/jdk",
      "sapmachine");

  private static final ImmutableList<String> FAMILIES =
      ImmutableList.of("bellsoft/liberica-openjdk-", "ghcr.io/graalvm/");

  private static final CommandQuery BUILDS = CommandQuery.of("gradle", "mvn");

  /** Also {@code sh gradlew build}. */
  private static final Regex WRAPPER_CALL = Regex.of("\\bgradlew[ \\t]{1,9}[\\w:-]");

  private static final Trait CALLS_WRAPPER = Trait.of(
      Run.class,
      run -> run.text().contains("gradlew") && WRAPPER_CALL.matcher(run.text()).find());

  private static final Regex NUMBER = Regex.of("^(\\d{1,2})(?!\\d)");

  /** The release that is looked for, and downloaded only where Gradle is told how; comments aside. */
  private static final Regex TOOLCHAIN = Regex.of("(?m)^(?![ \\t]{0,99}//).{0,200}?"
      + "((?:JavaLanguageVersion\\.of|jvmToolchain)\\([\"']?(\\d{1,2})[\"']?\\))");

  private static final Regex LEVEL = Regex.of(
      "(?m)^(?![ \\t]{0,99}//).{0,99}?"
          + "(?:source|target)Compatibility[ \\t=(]{1,9}(?:JavaVersion\\.VERSION_1_|[\"']?1\\.)([5-7])\\b");

  private static final ImmutableList<String> LEVELS = ImmutableList.of(
      "maven.compiler.source",
      "maven.compiler.target",
      "maven.compiler.release",
      "java.version",
      "source",
      "target",
      "release");

  private static final Regex OLD_LEVEL = Regex.of("\\s{0,99}(?:1\\.)?([5-7])\\s{0,99}");

  /** The last Java that compiles a level. */
  private static final ImmutableSortedMap<Integer, Integer> LAST_FOR_LEVEL =
      ImmutableSortedMap.of(5, 8, 6, 11, 7, 19);

  private static final Regex DISTRIBUTION =
      Regex.of("(?m)^distributionUrl.{1,400}/gradle-((\\d{1,2})\\.(\\d{1,2})[.\\d]{0,9})-");

  /** The newest Java on which Gradle runs since a release, whose first number counts a hundred. */
  private static final ImmutableSortedMap<Integer, Integer> LAST_FOR_GRADLE =
      ImmutableSortedMap.<Integer, Integer>naturalOrder()
          .put(200, 8)
          .put(403, 9)
          .put(407, 10)
          .put(500, 11)
          .put(504, 12)
          .put(600, 13)
          .put(603, 14)
          .put(607, 15)
          .put(700, 16)
          .put(703, 17)
          .put(705, 18)
          .put(706, 19)
          .put(803, 20)
          .put(805, 21)
          .put(808, 22)
          .put(810, 23)
          .put(814, 24)
          .put(901, 25)
          .put(904, Integer.MAX_VALUE)
          .buildOrThrow();

  private static final String WRAPPER = "gradle/wrapper/gradle-wrapper.properties";

  /** The plugin that tells Gradle where to fetch Java. */
  private static final String RESOLVER = "foojay";

  private static final int FIRST_GRADLE_WITHOUT_DOWNLOADS = 800;

  private static final Regex INCLUDES =
      Regex.of("(?m)^[ \\t]{0,9}include\\b([\\s\"':,()\\w.-]{1,500})");

  private static final Regex NAME = Regex.of("[\"']:?([\\w.:-]{1,60})[\"']");

  /** How many parts of a project are looked at. */
  private static final int MOST = 12;

  private final Subject subject;

  /** Where projects may be, and parts of them. */
  private final Set<String> folders = new LinkedHashSet<>();

  private final int own;
  private final int next;

  private JavaBuilds(Subject subject, int own, int next, Set<String> folders) {
    this.subject = subject;
    this.own = own;
    this.next = next;
    for (String folder : folders) {
      addParts(folder, folder + "settings.gradle");
      addParts(folder, folder + "settings.gradle.kts");
      this.folders.add(folder);
    }
  }

  static boolean areOn(ImageReference image) {
    String name = image.canonicalName();
    return IMAGES.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
  }

  /**
   * What can't be built with a release, in words; null where nothing is known.
   *
   * @param folders where projects may be in the build context
   */
  static @Nullable String refusing(
      Subject subject, NamedBase base, String release, Set<String> folders) {
    boolean builds = false;
    boolean byWrapper = false;
    for (Stage stage : base.allStages(subject.model())) {
      builds |= !subject.model().commands(BUILDS, stage).isEmpty();
      byWrapper |= subject.model().has(CALLS_WRAPPER, stage);
    }
    int own = number(base.image().tagOrLatest());
    return builds || byWrapper
        ? new JavaBuilds(subject, own, number(release), folders).refusing(byWrapper)
        : null;
  }

  private @Nullable String refusing(boolean byWrapper) {
    boolean downloads = downloadsJava();
    for (String folder : folders) {
      String found = byWrapper ? oldGradle(folder + WRAPPER) : null;
      for (String name : JavaProjects.MANIFESTS) {
        String path = folder + name;
        String text = subject.contextFile(path).beginning();
        found = found == null && !downloads ? toolchain(path, text) : found;
        found = found == null ? oldLevel(path, text) : found;
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The parts that settings of Gradle name stand before the project that they are of. */
  private void addParts(String folder, String settings) {
    Matcher includes = INCLUDES.matcher(subject.contextFile(settings).beginning());
    while (includes.find()) {
      Matcher name = NAME.matcher(includes.group(1));
      while (name.find() && folders.size() < MOST) {
        folders.add(folder + name.group(1).replace(':', '/') + "/");
      }
    }
  }

  /** Whether Gradle fetches what it doesn't find, as it did by itself up to 7. */
  private boolean downloadsJava() {
    boolean downloads = false;
    for (String folder : folders) {
      Matcher gradle =
          DISTRIBUTION.matcher(subject.contextFile(folder + WRAPPER).beginning());
      downloads |= gradle.find() && releaseOf(gradle) < FIRST_GRADLE_WITHOUT_DOWNLOADS;
      downloads |= subject.contextFile(folder + "settings.gradle").beginning().contains(RESOLVER);
      downloads |=
          subject.contextFile(folder + "settings.gradle.kts").beginning().contains(RESOLVER);
    }
    return downloads;
  }

  private @Nullable String toolchain(String path, String text) {
    Matcher toolchain = TOOLCHAIN.matcher(text);
    while (toolchain.find()) {
      if (number(toolchain.group(2)) == own) {
        return toolchain.group(1) + " in " + path;
      }
    }
    return null;
  }

  private @Nullable String oldGradle(String path) {
    Matcher gradle = DISTRIBUTION.matcher(subject.contextFile(path).beginning());
    Map.Entry<Integer, Integer> last =
        gradle.find() ? LAST_FOR_GRADLE.floorEntry(releaseOf(gradle)) : null;
    return last != null && last.getValue() < next
        ? "Gradle " + gradle.group(1) + " in " + path + ", which runs on Java up to "
            + last.getValue()
        : null;
  }

  /** What Gradle, or Maven, is told to compile that newer releases refuse. */
  private @Nullable String oldLevel(String path, String text) {
    Matcher ofGradle = LEVEL.matcher(text);
    while (ofGradle.find()) {
      String found = oldLevel(number(ofGradle.group(1)), path);
      if (found != null) {
        return found;
      }
    }
    String elements = path.endsWith(".xml") ? Xml.withoutComments(text) : "";
    for (String name : LEVELS) {
      for (String content : Xml.in(name, elements)) {
        Matcher level = OLD_LEVEL.matcher(content);
        String found = level.matches() ? oldLevel(number(level.group(1)), path) : null;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable String oldLevel(int level, String path) {
    Integer last = LAST_FOR_LEVEL.get(level);
    return last != null && last < next
        ? "source level " + level + " in " + path + ", which Java compiles up to " + last
        : null;
  }

  private static int releaseOf(Matcher gradle) {
    return number(gradle.group(2)) * 100 + number(gradle.group(3));
  }

  private static int number(String text) {
    Matcher digits = NUMBER.matcher(text);
    Integer number = digits.find() ? Ints.tryParse(digits.group(1)) : null;
    return number == null ? 0 : number;
  }
}

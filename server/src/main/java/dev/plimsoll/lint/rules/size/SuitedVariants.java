package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageVariant;
import dev.plimsoll.lint.rules.dependencies.UsedPrograms;
import dev.plimsoll.lint.rules.dependencies.VariantPrograms;
import java.util.List;

/** Which smaller variants of an image have what the stages on it can't do without. */
final class SuitedVariants {

  /** Databases whose indexes are in the order of the C library: with another one an existing database is damaged. */
  private static final ImmutableSet<String> SORTS_BY_LIBC = ImmutableSet.of("postgres");

  /** The minimal variants of Red Hat's relatives have {@code microdnf} and little else. */
  private static final ImmutableSet<String> NOT_IN_MINIMAL = ImmutableSet.of(
      "dnf", "groupadd", "systemctl", "useradd", "usermod", "yum", "yum-config-manager");

  /** What needs a JDK. */
  private static final ImmutableSet<String> JAVA_TOOLS = ImmutableSet.of(
      "ant",
      "gradle",
      "gradlew",
      "jar",
      "javac",
      "javadoc",
      "jcmd",
      "jdb",
      "jdeps",
      "jhsdb",
      "jinfo",
      "jlink",
      "jmap",
      "jpackage",
      "jshell",
      "jstack",
      "jstat",
      "lein",
      "mvn",
      "mvnw",
      "sbt");

  /** Images whose slim variant runs programs but has no compiler. */
  private static final ImmutableSet<String> SLIM_CANNOT_COMPILE = ImmutableSet.of("swift");

  private SuitedVariants() {}

  /**
   * The variants that are smaller, each than all before it, and have what the stages run.
   *
   * @param programs what their instructions run
   * @param all the same with what the scripts run that these start
   */
  static ImmutableList<ImageVariant> of(
      List<ImageVariant> variants, ImageReference image, UsedPrograms programs, UsedPrograms all) {
    ImmutableList.Builder<ImageVariant> suited = ImmutableList.builder();
    long best = 0;
    for (ImageVariant variant : variants) {
      Long difference = variant.difference();
      if (fits(variant, image, programs, all) && (difference == null || difference < best)) {
        suited.add(variant);
        best = difference == null ? best : difference;
      }
    }
    return suited.build();
  }

  private static boolean fits(
      ImageVariant variant, ImageReference image, UsedPrograms programs, UsedPrograms all) {
    if (isAlpine(variant, image)) {
      if (SORTS_BY_LIBC.contains(image.canonicalName())) {
        return false;
      }
      return VariantPrograms.fitAlpine(all);
    }
    if (isJre(variant)) {
      // What starts Java by itself may look for more than a JRE has, as servers do that attach
      // agents.
      return programs.understood()
          && !programs.scripts()
          && (programs.names().contains("java") || programs.names().isEmpty())
          && !all.any(JAVA_TOOLS);
    }
    String name = image.canonicalName();
    if (BaseFamily.of(image).isRhelLike()) {
      return programs.understood() && !programs.scripts() && !programs.any(NOT_IN_MINIMAL);
    }
    return !SLIM_CANNOT_COMPILE.contains(name) || !programs.names().contains(name);
  }

  /** Whether a variant has Alpine, and the image hasn't. */
  static boolean isAlpine(ImageVariant variant, ImageReference image) {
    return variant.tag().contains("alpine") && !image.tagOrLatest().contains("alpine");
  }

  static boolean isJre(ImageVariant variant) {
    return variant.tag().contains("jre");
  }
}

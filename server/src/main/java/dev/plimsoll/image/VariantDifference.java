package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a variant has or lacks that another one of the same image has not or has, in a word or two. */
public final class VariantDifference {

  private VariantDifference() {}

  /** What is different about a variant, its size aside: {@code musl, no compiler}; empty where nothing is known. */
  public static String of(ImageReference variant, ImageReference from) {
    BaseFamily family = BaseFamily.of(variant);
    BaseFamily other = BaseFamily.of(from);
    List<String> differences = new ArrayList<>();
    if (family == BaseFamily.ALPINE && hasGlibc(other)) {
      differences.add("musl");
    } else if (other == BaseFamily.ALPINE && hasGlibc(family)) {
      differences.add("glibc");
    }
    if (isWithoutShell(variant) != isWithoutShell(from)) {
      differences.add(isWithoutShell(variant) ? "no shell" : "shell");
    }
    Boolean compiles = compiles(variant);
    Boolean didCompile = compiles(from);
    if (isJre(variant) != isJre(from)) {
      differences.add(isJre(variant) ? "no compiler" : "compiler");
    } else if (compiles != null && didCompile != null && !compiles.equals(didCompile)) {
      differences.add(compiles ? "compiler" : "no compiler");
    }
    if (family == BaseFamily.RHEL_MINIMAL && other == BaseFamily.RHEL) {
      differences.add("microdnf");
    }
    return String.join(", ", differences);
  }

  private static boolean hasGlibc(BaseFamily family) {
    return family.hasUseradd() || family == BaseFamily.RHEL_MINIMAL || family == BaseFamily.WOLFI;
  }

  /** Those for debugging have one. */
  private static boolean isWithoutShell(ImageReference image) {
    return BaseFamily.of(image) == BaseFamily.DISTROLESS
        && !ImageTag.of(image.tagOrLatest()).words().contains("debug");
  }

  private static boolean isJre(ImageReference image) {
    return ImageTag.of(image.tagOrLatest()).words().stream()
        .anyMatch(word -> word.startsWith("jre"));
  }

  /** Whether it has a compiler of C; null where nobody knows. */
  private static @Nullable Boolean compiles(ImageReference image) {
    ImmutableList<String> packages = BaseFamily.of(image).hasApt() ? BasePackages.of(image) : null;
    return packages == null ? null : packages.contains("gcc");
  }
}

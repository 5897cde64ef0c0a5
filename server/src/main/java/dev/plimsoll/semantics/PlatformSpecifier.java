package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.GoQuote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Platforms as {@code --platform} takes them: the grammar of github.com/containerd/platforms. */
public final class PlatformSpecifier {

  private static final ImmutableSet<String> SYSTEMS = ImmutableSet.of(
      "aix",
      "android",
      "darwin",
      "dragonfly",
      "freebsd",
      "hurd",
      "illumos",
      "ios",
      "js",
      "linux",
      "nacl",
      "netbsd",
      "openbsd",
      "plan9",
      "solaris",
      "windows",
      "zos",
      "macos");

  private static final ImmutableSet<String> ARCHITECTURES = ImmutableSet.of(
      "386",
      "amd64",
      "amd64p32",
      "arm",
      "armbe",
      "arm64",
      "arm64be",
      "loong64",
      "mips",
      "mipsle",
      "mips64",
      "mips64le",
      "mips64p32",
      "mips64p32le",
      "ppc",
      "ppc64",
      "ppc64le",
      "riscv",
      "riscv64",
      "s390",
      "s390x",
      "sparc",
      "sparc64",
      "wasm",
      "i386",
      "x86_64",
      "x86-64",
      "aarch64",
      "armhf",
      "armel");

  private static final ImmutableMap<String, String> USUAL = ImmutableMap.of(
      "x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64", "i386", "386", "armhf", "arm",
      "armel", "arm", "macos", "darwin");

  private PlatformSpecifier() {}

  /** Whether BuildKit takes a text for a platform. */
  public static boolean isValid(String specifier) {
    return problem(specifier) == null;
  }

  /** The usual names of the system and the processor that a platform names; where it names only one, that one. */
  public static ImmutableList<String> systemAndProcessor(String specifier) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (String part : Splitter.on('/').limit(3).split(Ascii.toLowerCase(specifier))) {
      names.add(USUAL.getOrDefault(withoutVersion(part), withoutVersion(part)));
    }
    ImmutableList<String> all = names.build();
    return all.subList(0, Math.min(2, all.size()));
  }

  /** What containerd says of a text that is no platform, or null. */
  static @Nullable String problem(String specifier) {
    String quoted = GoQuote.of(specifier);
    if (specifier.indexOf('*') >= 0) {
      return quoted + ": wildcards not yet supported: invalid argument";
    }
    List<String> parts = Splitter.on('/').limit(4).splitToList(specifier);
    String problem = problemOfSystem(parts.get(0), quoted);
    for (int i = 1; i < parts.size() && problem == null; i++) {
      if (!consistsOf(parts.get(i), "_.-")) {
        problem = GoQuote.of(parts.get(i)) + " is an invalid component of " + quoted
            + ": platform specifier component must match \"^[A-Za-z0-9_.-]+$\": invalid argument";
      }
    }
    if (problem != null) {
      return problem;
    }
    if (parts.size() == 1) {
      String only = parts.get(0);
      return SYSTEMS.contains(Ascii.toLowerCase(withoutVersion(only)))
              || ARCHITECTURES.contains(Ascii.toLowerCase(only))
          ? null
          : quoted + ": unknown operating system or architecture: invalid argument";
    }
    return parts.size() > 3 ? quoted + ": cannot parse platform specifier: invalid argument" : null;
  }

  /** {@code os}, {@code os(version)} or {@code os(version+feature+feature)}. */
  private static @Nullable String problemOfSystem(String system, String quoted) {
    String name = withoutVersion(system);
    boolean valid = consistsOf(name, "_-");
    String version = "";
    if (name.length() < system.length()) {
      List<String> options =
          Splitter.on('+').splitToList(system.substring(name.length() + 1, system.length() - 1));
      version = options.get(0);
      for (int i = 0; i < options.size(); i++) {
        valid &= (i == 0 && version.isEmpty()) || consistsOf(options.get(i), "_.%-");
      }
    }
    if (!valid) {
      return GoQuote.of(system) + " is an invalid OS component of " + quoted
          + ": OSAndVersion specifier component must match"
          + " \"^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.%-]*)((?:\\\\+[A-Za-z0-9_.%-]+)*)\\\\))?$\": invalid argument";
    }
    return null;
  }

  private static String withoutVersion(String system) {
    int open = system.indexOf('(');
    return open > 0 && system.endsWith(")") ? system.substring(0, open) : system;
  }

  private static boolean consistsOf(String part, String others) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (!(c < 0x80 && (Character.isLetterOrDigit(c) || others.indexOf(c) >= 0))) {
        return false;
      }
    }
    return !part.isEmpty();
  }
}

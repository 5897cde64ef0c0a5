package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Platforms as {@code --platform} takes them: the grammar of github.com/containerd/platforms. */
final class PlatformSpecifier {

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

  private PlatformSpecifier() {}

  /** What containerd says of a text that is no platform, or null. */
  static @Nullable String problem(String specifier) {
    String quoted = '"' + specifier + '"';
    if (specifier.indexOf('*') >= 0) {
      return quoted + ": wildcards not yet supported: invalid argument";
    }
    List<String> parts = Splitter.on('/').limit(4).splitToList(specifier);
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (!isComponent(i == 0 ? withoutVersion(part) : part)) {
        return '"' + part + "\" is an invalid " + (i == 0 ? "OS " : "") + "component of " + quoted
            + (i == 0
                ? ": OSAndVersion specifier component must match \"^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.-]*)\\\\))?$\""
                : ": platform specifier component must match \"^[A-Za-z0-9_-]+$\"")
            + ": invalid argument";
      }
    }
    if (parts.size() == 1) {
      String only = Ascii.toLowerCase(withoutVersion(parts.get(0)));
      return SYSTEMS.contains(only) || ARCHITECTURES.contains(only)
          ? null
          : quoted + ": unknown operating system or architecture: invalid argument";
    }
    return parts.size() > 3 ? quoted + ": cannot parse platform specifier: invalid argument" : null;
  }

  private static String withoutVersion(String system) {
    int open = system.indexOf('(');
    return open > 0 && system.endsWith(")") ? system.substring(0, open) : system;
  }

  private static boolean isComponent(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (!(c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'))) {
        return false;
      }
    }
    return !part.isEmpty();
  }
}

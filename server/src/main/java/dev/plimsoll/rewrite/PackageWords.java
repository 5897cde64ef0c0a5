package dev.plimsoll.rewrite;

import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The words of a command that name what a package manager is to install. */
public final class PackageWords {

  private PackageWords() {}

  /** The words that name packages, in order; none where the command installs nothing or isn't known. */
  public static List<ShellWord> of(Invocation invocation) {
    String verb = switch (invocation.program().name()) {
      case "apt-get", "apt", "aptitude", "nala", "dnf", "yum", "microdnf", "tdnf" -> "install";
      case "pip", "npm", "zypper" -> "install";
      case "apk" -> "add";
      default -> "";
    };
    boolean installs = verb.equals(invocation.arguments().verb());
    return installs ? invocation.arguments().operandsOfVerb() : List.of();
  }

  /** The words in the order of the packages that they name, without regard to versions. */
  public static List<ShellWord> sorted(List<ShellWord> packages) {
    List<ShellWord> order = new ArrayList<>(packages);
    order.sort(Comparator.comparing(PackageWords::name, String.CASE_INSENSITIVE_ORDER)
        .thenComparing(PackageWords::name)
        .thenComparing(ShellWord::raw));
    return order;
  }

  /** A package without its version. */
  private static String name(ShellWord word) {
    String raw = word.raw().replace("\"", "").replace("'", "");
    for (int i = 1; i < raw.length(); i++) {
      if ("=<>~!@[".indexOf(raw.charAt(i)) >= 0) {
        return raw.substring(0, i);
      }
    }
    return raw;
  }
}

package dev.plimsoll.ide.refactor;

import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import java.util.List;

/** What a package manager is told to install. */
final class InstalledPackages {

  private InstalledPackages() {}

  /** The words that name packages, in order; none where the command installs nothing or isn't known. */
  static List<ShellWord> of(Invocation invocation) {
    String verb = switch (invocation.program().name()) {
      case "apt-get", "apt", "aptitude", "nala", "dnf", "yum", "microdnf", "tdnf" -> "install";
      case "pip", "npm", "zypper" -> "install";
      case "apk" -> "add";
      default -> "";
    };
    boolean installs = verb.equals(invocation.arguments().verb());
    return installs ? invocation.arguments().operandsOfVerb() : List.of();
  }
}

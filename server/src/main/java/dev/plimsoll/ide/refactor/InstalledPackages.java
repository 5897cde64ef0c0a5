package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import java.util.List;

/** What a package manager is told to install. */
final class InstalledPackages {

  private static final ImmutableList<String> APT = ImmutableList.of(
      "-t",
      "--target-release",
      "--default-release",
      "-o",
      "--option",
      "-c",
      "--config-file",
      "-a",
      "--host-architecture");

  private static final ImmutableList<String> APK = ImmutableList.of(
      "-t",
      "--virtual",
      "-X",
      "--repository",
      "-p",
      "--root",
      "--keys-dir",
      "--repositories-file",
      "--cache-dir",
      "--cache-max-age",
      "--arch",
      "--wait",
      "--timeout");

  private static final ImmutableList<String> RPM = ImmutableList.of(
      "--enablerepo",
      "--disablerepo",
      "--repo",
      "--repoid",
      "--setopt",
      "-x",
      "--exclude",
      "--excludepkgs",
      "-c",
      "--config",
      "--installroot",
      "--releasever",
      "--forcearch",
      "--enable-repo",
      "--from-repo",
      "-d",
      "-e",
      "-R",
      "--comment",
      "--advisory");

  private static final ImmutableList<String> PIP = ImmutableList.of(
      "-r",
      "--requirement",
      "-c",
      "--constraint",
      "-e",
      "--editable",
      "-i",
      "--index-url",
      "--extra-index-url",
      "-f",
      "--find-links",
      "-t",
      "--target",
      "--prefix",
      "--root",
      "--src",
      "--platform",
      "--python-version",
      "--implementation",
      "--abi",
      "--trusted-host",
      "--no-binary",
      "--only-binary",
      "--cache-dir",
      "--proxy",
      "--retries",
      "--timeout",
      "--upgrade-strategy",
      "--cert",
      "--client-cert",
      "--progress-bar",
      "--global-option",
      "--config-settings",
      "-C",
      "--log",
      "--report",
      "--keyring-provider",
      "--use-feature",
      "--use-deprecated",
      "--root-user-action",
      "--exists-action",
      "--python",
      "--install-option",
      "--build-option");

  private static final ImmutableList<String> NPM = ImmutableList.of(
      "--prefix",
      "-C",
      "--registry",
      "--omit",
      "--include",
      "--loglevel",
      "--cache",
      "--tag",
      "-w",
      "--workspace",
      "--location",
      "--userconfig",
      "--install-strategy",
      "--fetch-retries",
      "--fetch-timeout",
      "--maxsockets");

  private static final ImmutableList<String> ZYPPER = ImmutableList.of(
      "--from",
      "-r",
      "--repo",
      "-t",
      "--type",
      "-R",
      "--root",
      "-C",
      "--cache-dir",
      "-p",
      "--plus-repo",
      "-D",
      "--reposd-dir",
      "-c",
      "--config");

  private InstalledPackages() {}

  /** The words that name packages, in order; none where the command installs nothing or isn't known. */
  static List<ShellWord> of(Invocation invocation) {
    String name = invocation.name();
    return name == null
        ? List.of()
        : switch (name) {
          case "apt-get", "apt", "aptitude" -> after(invocation, APT, "install");
          case "apk" -> after(invocation, APK, "add");
          case "dnf", "yum", "microdnf", "tdnf" -> after(invocation, RPM, "install");
          case "pip", "pip3" -> after(invocation, PIP, "install");
          case "npm" -> after(invocation, NPM, "install", "i", "add");
          case "zypper" -> after(invocation, ZYPPER, "install", "in");
          default -> List.of();
        };
  }

  private static List<ShellWord> after(
      Invocation invocation, List<String> flagsWithValue, String... subcommands) {
    ImmutableList<ShellWord> operands =
        invocation.arguments().operands(flagsWithValue.toArray(String[]::new));
    for (String subcommand : subcommands) {
      if (!operands.isEmpty() && operands.get(0).isLiteral(subcommand)) {
        return operands.subList(1, operands.size());
      }
    }
    return List.of();
  }
}

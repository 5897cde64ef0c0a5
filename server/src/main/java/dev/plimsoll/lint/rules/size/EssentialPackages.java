package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.rules.size.AptInstallations.Installation;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * What packages only recommend although they hardly work without it, on all releases, or on older ones than that of which the
 * table is: the C library of a compiler for another processor, what pip builds packages with, fonts.
 */
final class EssentialPackages {

  private static final Regex CROSS_GCC =
      Regex.of("gcc-(?:\\d{1,2}-)?((?:[a-z0-9]{1,12}|x86-64)-linux-gnu[a-z0-9]{0,8})");

  /** The architectures of Debian by the names of their compilers. */
  private static final ImmutableMap<String, String> ARCHITECTURES =
      ImmutableMap.<String, String>builder()
          .put("aarch64-linux-gnu", "arm64")
          .put("arm-linux-gnueabi", "armel")
          .put("arm-linux-gnueabihf", "armhf")
          .put("i686-linux-gnu", "i386")
          .put("mips-linux-gnu", "mips")
          .put("mips64-linux-gnuabi64", "mips64")
          .put("mips64el-linux-gnuabi64", "mips64el")
          .put("mipsel-linux-gnu", "mipsel")
          .put("powerpc-linux-gnu", "powerpc")
          .put("powerpc64-linux-gnu", "ppc64")
          .put("powerpc64le-linux-gnu", "ppc64el")
          .put("riscv64-linux-gnu", "riscv64")
          .put("s390x-linux-gnu", "s390x")
          .put("x86-64-linux-gnu", "amd64")
          .buildOrThrow();

  /** What most documents are written in, by fonts of the same widths. */
  static final String FONTS = "fonts-liberation";

  /** The same fonts, by the name that Debian 12 has for a later version of them. */
  static final String FONTS_2 = "fonts-liberation2";

  /** Programs that draw text in fonts that they only recommend; without them lines and pages break elsewhere. */
  private static final Regex DRAWS_TEXT = Regex.of(
      "chromium|graphviz|libreoffice(?:-(?:base|calc|common|core|draw|impress|math|writer))?(?:-nogui)?");

  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  private EssentialPackages() {}

  /**
   * What a package of an installation needs that nothing else installs.
   *
   * @param programs what the stage runs
   */
  static ImmutableList<String> of(String name, Installation installation, Set<String> programs) {
    ImmutableList.Builder<String> needed = ImmutableList.builder();
    for (String one : all(name, installation, programs)) {
      boolean isThere = installation.isWritten(one)
          || installation.sure().has(one)
          || one.equals(FONTS) && installation.isWritten(FONTS_2);
      if (!isThere) {
        needed.add(one);
      }
    }
    return needed.build();
  }

  private static List<String> all(String name, Installation installation, Set<String> programs) {
    return switch (name) {
      case "gcc-arm-none-eabi" ->
        programs.contains("arm-none-eabi-g++")
            ? ImmutableList.of("libnewlib-arm-none-eabi", "libstdc++-arm-none-eabi-newlib")
            : ImmutableList.of("libnewlib-arm-none-eabi");
      case "python-pip" ->
        withoutInstalledByPip("python", installation, ImmutableList.of("python-dev"));
      case "python3-pip" ->
        installation.recent()
            ? ImmutableList.of()
            : withoutInstalledByPip("python3", installation, ImmutableList.of());
      case "software-properties-common" ->
        programs.contains("add-apt-repository") && needsAgent(installation)
            ? ImmutableList.of("gpg-agent")
            : ImmutableList.of();
      case "libreoffice" ->
        ImmutableList.of("fonts-crosextra-caladea", "fonts-crosextra-carlito", FONTS);
      default ->
        DRAWS_TEXT.matcher(name).matches() ? ImmutableList.of(FONTS) : ofCross(name, installation);
    };
  }

  /** Whether it is an Ubuntu whose {@code add-apt-repository} imports keys with a gpg that starts an agent. */
  private static boolean needsAgent(Installation installation) {
    return installation.image() != null
        && InstalledPackages.areOfUbuntu(installation.image(), 18, 21)
        && !installation.isWritten("gnupg")
        && !installation.isWritten("gnupg2");
  }

  /** What pip needs for packages of which there is only the source. */
  private static List<String> withoutInstalledByPip(
      String python, Installation installation, List<String> besides) {
    List<String> needed = new ArrayList<>(besides);
    needed.add(python + "-setuptools");
    needed.add(python + "-wheel");
    for (RunCommand pip : PIP.in(installation.apt().command().script())) {
      for (ShellWord word : pip.operands()) {
        String name = word.literalPrefix();
        needed.removeIf(
            one -> name.matches(one.substring(one.indexOf('-') + 1) + "(?:[=<>!~\\[].{0,99})?"));
      }
    }
    return needed;
  }

  /** The C library of the other processor, unless the compiler of C++ is there, which depends on it. */
  private static List<String> ofCross(String name, Installation installation) {
    Matcher gcc = CROSS_GCC.matcher(name);
    String triplet = gcc.matches() ? gcc.group(1) : "";
    String architecture = ARCHITECTURES.get(triplet);
    return architecture == null
            || installation.isWritten("g++-" + triplet)
            || installation.isWritten("crossbuild-essential-" + architecture)
        ? ImmutableList.of()
        : ImmutableList.of("libc6-dev-" + architecture + "-cross");
  }
}

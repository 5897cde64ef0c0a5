package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.image.InstalledPackages.Recommended;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.dependencies.GitDependencies;
import dev.plimsoll.lint.rules.dependencies.UsedPrograms;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.lint.rules.size.AptInstallations.Installation;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.text.Regex;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What apt-get installs with some packages only because it is recommended, and what of it an image needs: because a command
 * or a script of the build context runs it, or because hardly anybody can do without.
 *
 * @param all what wouldn't be there otherwise
 * @param chosen those of them that packages recommend; the others are what these depend on
 * @param used those that something is seen to use
 * @param usual those that are needed most often, as far as nobody is seen to use them
 * @param essential what has to be named, by the package that hardly works without it
 * @param spared what would be left out for certain: neither used, nor what only whoever uses the image knows to be needed
 * @param besides what would be left out once all of {@link #toName} is named, in bytes
 */
record RecommendedPackages(
    ImmutableSet<String> all,
    ImmutableSet<String> chosen,
    ImmutableSet<String> used,
    ImmutableSet<String> usual,
    ImmutableListMultimap<String, String> essential,
    ImmutableSet<String> spared,
    long besides) {

  private static final String CERTIFICATES = "ca-certificates";
  private static final String SSH = "openssh-client";
  private static final String C_HEADERS = "libc6-dev";

  private static final String PYTHON = "python3";
  private static final String PYTHON_OF_DISTRIBUTION = "/usr/bin/python3";

  /** All that compiles C and C++. */
  private static final String TOOLCHAIN = "build-essential";

  /** What pip needs for packages that have no ready-made files, and else for nothing. */
  private static final ImmutableList<String> PYTHON_COMPILER =
      ImmutableList.of(TOOLCHAIN, "python3-dev");

  private static final String SANDBOX = "chromium-sandbox";

  /** What isn't always needed, however usual it is. */
  private static final ImmutableSet<String> AT_WILL =
      ImmutableSet.of(TOOLCHAIN, CERTIFICATES, "python3-dev", SANDBOX);

  /** What compiles, and comes with what package tools are installed for. */
  private static final ImmutableSet<String> OF_TOOLCHAIN =
      ImmutableSet.of("g++", "gcc", C_HEADERS, "make");

  /** What compiles by means of a compiler that it doesn't bring. */
  private static final ImmutableSet<String> COMPILES =
      ImmutableSet.of("bundle", "cargo", "configure", "cpanm", "gem", "make", "node-gyp", "pecl");

  /** Drivers and the like for the sake of which a package is installed, and which it only recommends. */
  private static final ImmutableMap<String, String> PURPOSES = ImmutableMap.of(
      "chromium", SANDBOX,
      "libva2", "va-driver-all",
      "libvdpau1", "vdpau-driver-all",
      "libvulkan1", "mesa-vulkan-drivers",
      "vainfo", "va-driver-all",
      "vulkan-tools", "mesa-vulkan-drivers",
      "xvfb", "xauth");

  private static final int MOST_EXAMPLES = 3;

  /** Bytes on the disk; less is no reason to change a line. */
  private static final long WORTH_SAYING = 2_000_000;

  /** In the name of a package: of a version, and so perhaps of one release only. */
  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

  private static final Regex GCC = Regex.of("gcc(-\\d+)?");

  /** What looks for the certificates of the system. */
  private static final ImmutableSet<String> CLIENTS = ImmutableSet.of("curl", "git", "wget");

  private static final ImmutableSet<String> COMPILERS =
      ImmutableSet.of("c++", "cc", "cmake", "configure", "g++", "gcc", "make");

  /** What stands among programs for an address that needs certificates. */
  private static final String HTTPS = "https:";

  /** The same for a user other than root: Chromium has no sandbox for root. */
  private static final String UNPRIVILEGED = "user:";

  private static final Regex ROOT = Regex.of("(?:root|0)(?::.{0,99})?");

  /** What an address begins with for which pip and npm run git. */
  private static final String PIP_GIT = "git+";

  /** What stands among programs for packages of a manifest that are fetched with git over HTTPS. */
  private static final String GIT_PACKAGES = "git:";

  private static final Regex GIT_OVER_SSH =
      Regex.of("(?<![\\w./-])git@|ssh://|--mount=\\S*type=ssh");

  /** Programs of recommended packages that are called otherwise than their package. */
  private static final ImmutableMap<String, String> PACKAGES =
      ImmutableMap.<String, String>builder()
          .put("aclocal", "automake")
          .put("apt-key", "gnupg")
          .put("Xvfb", "xvfb")
          .put("autoreconf", "automake")
          .put("cc", "gcc")
          .put("dpkg-buildpackage", "fakeroot")
          .put("debuild", "fakeroot")
          .put("equivs-build", "equivs")
          .put("gpg", "gnupg")
          .put("gpg2", "gnupg")
          .put("dbus-daemon", "dbus")
          .put("dbus-launch", "dbus-x11")
          .put("dig", "bind9-dnsutils")
          .put("fc-cache", "fontconfig")
          .put("fc-list", "fontconfig")
          .put("gs", "ghostscript")
          .put("lsb_release", "lsb-release")
          .put("man", "man-db")
          .put("mk-build-deps", "equivs")
          .put("node", "nodejs")
          .put("ps", "procps")
          .put("rsvg-convert", "librsvg2-bin")
          .put("scp", "openssh-client")
          .put("sftp", "openssh-client")
          .put("ssh", "openssh-client")
          .put("ssh-add", "openssh-client")
          .put("ssh-agent", "openssh-client")
          .put("ssh-keygen", "openssh-client")
          .put("ssh-keyscan", "openssh-client")
          .put("unxz", "xz-utils")
          .put("xvfb-run", "xvfb")
          .put("xz", "xz-utils")
          .buildOrThrow();

  /**
   * What comes with an installation; null where all of it is less than is worth saying.
   *
   * @param leastBytes what is worth saying, unpacked
   * @param programs what its stage runs, as {@link #programs} tells where it is asked for
   * @param soon the same of {@link #programsUntilNextInstall}
   */
  static @Nullable RecommendedPackages of(
      Installation installation,
      long leastBytes,
      Supplier<ImmutableSet<String>> programs,
      Supplier<ImmutableSet<String>> soon) {
    InstalledPackages before = installation.before();
    InstalledPackages after = before.with(installation.names());
    InstalledPackages present = after.and(installation.named());
    Recommended possible = before.recommendedBy(installation.names(), after);
    Set<String> all = new LinkedHashSet<>(possible.all());
    all.removeIf(present::has);
    if (installation.complete() && InstalledPackages.bytes(all) < leastBytes) {
      return null;
    }
    // What is needed has to be named wherever the flag may take it away, by this command or by an
    // earlier one.
    InstalledPackages sure = installation.sure();
    Set<String> missing =
        new LinkedHashSet<>(sure.recommendedBy(installation.names()).all());
    missing.removeIf(sure.with(installation.names()).and(installation.named())::has);
    Recommended certain = sure.recommendedBy(installation.knownNames());
    Set<String> run = all.isEmpty() ? ImmutableSet.of() : programs.get();
    Set<String> wanted = used(run);
    addPurposes(installation, wanted);
    if (!run.contains(UNPRIVILEGED)) {
      wanted.remove(SANDBOX);
    }
    boolean isNamed = isCompilerNamed(sure.with(installation.names()));
    if (isNamed && wanted.remove(TOOLCHAIN)) { // which may still be needed for C++
      wanted.add(C_HEADERS);
    }
    wanted.retainAll(certain.all());
    if (wanted.contains(TOOLCHAIN)) {
      wanted.removeAll(OF_TOOLCHAIN);
    }
    Set<String> used = new TreeSet<>(Sets.intersection(wanted, missing));
    used.addAll(late(installation, Sets.difference(wanted, missing), after, soon));
    Set<String> usual = new LinkedHashSet<>();
    for (String name : before.lacks(after)) {
      usual.addAll(usual(name, run));
    }
    if (!present.with(usual).has(TOOLCHAIN)) {
      usual.add(TOOLCHAIN);
    }
    usual.retainAll(missing);
    usual.removeAll(used);
    if (used.contains(TOOLCHAIN)) {
      usual.removeAll(OF_TOOLCHAIN);
    }
    ImmutableListMultimap<String, String> essential = essential(installation, run);
    if (installation.isWritten("python-pip") && !installation.isWritten("python3-pip")) {
      usual.remove("python3-dev"); // the table has no Python 2
    }
    InstalledPackages needed =
        present.with(Sets.union(used, Sets.difference(usual, AT_WILL))).with(essential.values());
    InstalledPackages allNamed = present.with(Sets.union(used, usual)).with(essential.values());
    return new RecommendedPackages(
        ImmutableSet.copyOf(all),
        ImmutableSet.copyOf(Sets.intersection(certain.chosen(), all)),
        ImmutableSet.copyOf(used),
        ImmutableSet.copyOf(usual),
        essential,
        ImmutableSet.copyOf(Sets.filter(all, name -> !isIn(needed, name))),
        InstalledPackages.bytes(Sets.filter(all, name -> !isIn(allNamed, name))));
  }

  /** Whether commands bring what compiles C without what is only recommended. */
  private static boolean isCompilerNamed(InstalledPackages sure) {
    return sure.has("gcc") && sure.has("make");
  }

  private static ImmutableListMultimap<String, String> essential(
      Installation installation, Set<String> run) {
    ImmutableListMultimap.Builder<String, String> essential = ImmutableListMultimap.builder();
    for (String name : installation.names()) {
      essential.putAll(name, EssentialPackages.of(name, installation, run));
    }
    return essential.build();
  }

  private static void addPurposes(Installation installation, Set<String> wanted) {
    for (String name : installation.names()) {
      String purpose = PURPOSES.get(name);
      if (purpose != null) {
        wanted.add(purpose);
      }
    }
  }

  /** Those that are used before a later command of the stage installs them. */
  private static Set<String> late(
      Installation installation,
      Set<String> wanted,
      InstalledPackages after,
      Supplier<ImmutableSet<String>> soon) {
    Set<String> late = new LinkedHashSet<>(wanted);
    late.removeIf(name -> after.has(name) || isNamedBeside(installation, name));
    if (!late.isEmpty()) {
      late.retainAll(used(soon.get()));
    }
    return late;
  }

  private static boolean isIn(InstalledPackages needed, String name) {
    return needed.has(name)
        || name.equals(EssentialPackages.FONTS_2) && needed.has(EssentialPackages.FONTS);
  }

  private static Set<String> used(Set<String> programs) {
    Set<String> used = new TreeSet<>();
    for (String program : programs) {
      used.add(PACKAGES.getOrDefault(program, program));
    }
    if (programs.contains(HTTPS) && !Collections.disjoint(programs, CLIENTS)) {
      used.add(CERTIFICATES);
    }
    if (programs.contains(GIT_PACKAGES)) {
      used.add(CERTIFICATES);
    }
    if (!Collections.disjoint(programs, COMPILERS)) {
      used.add(C_HEADERS);
    }
    if (!Collections.disjoint(programs, COMPILES)) {
      used.add(TOOLCHAIN);
    }
    if (programs.contains("pandoc")) {
      used.add("lmodern"); // the fonts that it sets a PDF in
    }
    if (programs.contains("cmake")) {
      used.add("gcc");
      used.add("make");
    }
    return used;
  }

  /** What a package recommends and hardly works without; git that no RUN uses is for whoever uses the container. */
  private static ImmutableList<String> usual(String name, Set<String> programs) {
    return switch (name) {
      case "chromium" -> ImmutableList.of(SANDBOX);
      case "cmake" -> ImmutableList.of("gcc", C_HEADERS, "make");
      case "curl", "wget" -> ImmutableList.of(CERTIFICATES);
      case "git" ->
        programs.contains("git")
            ? ImmutableList.of(CERTIFICATES)
            : ImmutableList.of(CERTIFICATES, SSH);
      case "golang", "golang-go" -> ImmutableList.of("gcc", C_HEADERS);
      case "python3-pip" -> PYTHON_COMPILER;
      case "r-base", "r-base-core" -> ImmutableList.of("r-base-dev");
      default -> GCC.matcher(name).matches() ? ImmutableList.of(C_HEADERS) : ImmutableList.of();
    };
  }

  /** What has to be named, or had better be. */
  ImmutableSet<String> toName() {
    return ImmutableSet.<String>builder()
        .addAll(used)
        .addAll(usual)
        .addAll(essential.values())
        .build();
  }

  /** What is spared occupies on the disk, by Debian's figures. */
  long sparedBytes() {
    return InstalledPackages.bytes(spared);
  }

  /**
   * Says what is installed, and what to do.
   *
   * @param measured whether Debian's figures hold
   * @param release whether the image is of the release of which all is known
   * @param flag what leaves recommended packages out
   */
  String message(boolean measured, InstalledPackages.Release release, String flag) {
    String sentence = switch (release) {
      case SAME -> sentence(measured);
      case ANOTHER -> "This installs recommended packages too.";
      case UNKNOWN ->
        examples(
            weightiest().stream().filter(name -> !DIGITS.matchesAnyOf(name)).toList(), "");
    };
    return sentence + " Add " + flag + ", and name " + wanted() + ".";
  }

  private String sentence(boolean measured) {
    List<String> examples = weightiest();
    if (!measured) {
      return examples(examples, " on Debian 12");
    }
    String size = size();
    int count = InstalledPackages.count(all);
    if (count == examples.size()) {
      String are = count == 1 ? "is" : "are";
      return "This installs " + and(examples) + " too, which " + are + " only recommended" + size;
    }
    return "This installs " + count + " recommended packages too"
        + (examples.isEmpty() ? "" : ", such as " + and(examples)) + size;
  }

  /** What is spared, if enough is once some packages are named. */
  private String size() {
    if (besides < WORTH_SAYING) {
      return ".";
    }
    return ": " + ByteSize.format(besides) + " unpacked on Debian 12"
        + (toName().isEmpty() ? "." : ", besides those to be named.");
  }

  private static String examples(List<String> examples, String where) {
    return "This installs recommended packages too"
        + (examples.isEmpty() ? "." : ", such as " + and(examples) + where + ".");
  }

  private String wanted() {
    Set<String> here = new LinkedHashSet<>(used);
    Set<String> perhaps = new LinkedHashSet<>(usual);
    (used.isEmpty() ? perhaps : here).addAll(essential.values());
    perhaps.removeAll(here);
    return (used.isEmpty()
            ? "those that you use"
            : "those that are used here: " + and(List.copyOf(here)))
        + (perhaps.isEmpty() ? "" : ", perhaps " + and(List.copyOf(perhaps)))
        + (perhaps.isEmpty() || used.isEmpty() ? "" : " too");
  }

  /** The weightiest of those that nobody is known to need; compilers are needed by what can't be seen. */
  private List<String> weightiest() {
    InstalledPackages some = InstalledPackages.in(ImageReference.of("buildpack-deps:curl"));
    Map<String, Long> weights = new LinkedHashMap<>();
    for (String name : Sets.difference(chosen, Sets.union(toName(), OF_TOOLCHAIN))) {
      InstalledPackages with = some.with(ImmutableList.of(name));
      weights.put(name, InstalledPackages.bytes(some.lacks(with)));
    }
    return weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_EXAMPLES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String and(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** What the stages run that have a layer of a stage, and the scripts of the build context that they start. */
  static ImmutableSet<String> programs(Subject subject, Stage stage) {
    Set<String> programs = new HashSet<>();
    Set<Stage> above = new HashSet<>();
    for (Stage one : subject.model().stages()) {
      if (one == stage || (one.parent() != null && above.contains(one.parent()))) {
        above.add(one);
        programs(subject, one, programs);
        if (GitDependencies.areFetchedOverHttps(subject, one)) {
          programs.add(GIT_PACKAGES);
        }
        if (GitDependencies.areFetchedOverSsh(subject, one)) {
          programs.add("ssh");
        }
        User user = subject.model().stateAtEnd(one).user();
        if (user != null
            && user.name() != null
            && !ROOT.matcher(user.name().value()).matches()) {
          programs.add(UNPRIVILEGED);
        }
      }
    }
    return ImmutableSet.copyOf(programs);
  }

  /** What the RUN of an installation runs, and those behind it up to the next that installs. */
  static ImmutableSet<String> programsUntilNextInstall(Subject subject, Installation installation) {
    Instruction own = installation.apt().command().instruction();
    Set<String> programs = new HashSet<>();
    for (Instruction instruction :
        subject.model().having(UsedPrograms.MATTERS, installation.stage())) {
      int place = subject.model().ordinal(instruction) - subject.model().ordinal(own);
      if (place > 0 && installs(subject.model().script(instruction))) {
        break;
      }
      if (place >= 0) {
        add(subject.model(), instruction, programs);
      }
    }
    return ImmutableSet.copyOf(programs);
  }

  private static boolean installs(@Nullable RunScript script) {
    return script != null
        && AptCommand.in(script).stream().anyMatch(apt -> apt.command().isTold("install"));
  }

  /** Whether another command of the same RUN names a package. */
  private static boolean isNamedBeside(Installation installation, String name) {
    for (AptCommand apt : AptCommand.in(installation.apt().command().script())) {
      for (ShellWord word : apt.packages()) {
        if (AptInstallations.name(word).equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void programs(Subject subject, Stage stage, Set<String> programs) {
    boolean hasOwnPython = false;
    for (Instruction instruction : subject.model().having(UsedPrograms.MATTERS, stage)) {
      add(subject.model(), instruction, programs);
      hasOwnPython = OwnPython.isFirst(subject.model(), instruction);
    }
    String foreign = hasOwnPython ? PYTHON : "";
    StartedScripts.each(subject, stage, script -> {
      for (Invocation invocation : script.invocations()) {
        if (invocation.name() != null && !invocation.name().equals(foreign)) {
          programs.add(invocation.name());
        }
      }
    });
  }

  private static void add(SemanticModel model, Instruction instruction, Set<String> programs) {
    ImmutableSet<String> names = UsedPrograms.of(instruction).names();
    boolean isForeign = names.contains(PYTHON)
        && !instruction.text().contains(PYTHON_OF_DISTRIBUTION)
        && OwnPython.isFirst(model, instruction);
    programs.addAll(isForeign ? Sets.difference(names, ImmutableSet.of(PYTHON)) : names);
    String text = instruction.text();
    boolean maySsh = text.contains("git@") || text.contains("ssh"); // quicker than the expression
    if (maySsh && GIT_OVER_SSH.matcher(text).find()) {
      programs.add("ssh");
    }
    if (text.contains(PIP_GIT)) {
      programs.add("git");
    }
    if (text.contains(HTTPS)) {
      programs.add(HTTPS);
    }
  }
}

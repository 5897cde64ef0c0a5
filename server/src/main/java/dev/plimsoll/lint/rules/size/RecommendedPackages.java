package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What packages of Debian and Ubuntu only recommend, and what of it an image needs: because hardly anybody can do without, or
 * because a command or a script of the build context runs it.
 *
 * @param present packages that the base image has, or that the stage installs by name
 * @param programs that the stage runs, and those FROM it
 */
record RecommendedPackages(ImmutableSet<String> present, ImmutableSet<String> programs) {

  private static final ImmutableList<String> CERTIFICATES = ImmutableList.of("ca-certificates");
  private static final ImmutableList<String> C_HEADERS = ImmutableList.of("libc6-dev");
  private static final ImmutableList<String> C_COMPILER = ImmutableList.of("gcc", "libc6-dev");
  private static final ImmutableList<String> PYTHON_COMPILER =
      ImmutableList.of("build-essential", "python3-dev");
  private static final ImmutableList<String> R_COMPILER = ImmutableList.of("r-base-dev");

  private static final Pattern GCC = Pattern.compile("gcc(-\\d+)?");

  private static final Pattern GIT_OVER_SSH =
      Pattern.compile("(?<![\\w./-])git@|ssh://|--mount=\\S*type=ssh");

  /** Programs of recommended packages that are called otherwise than their package. */
  private static final ImmutableMap<String, String> PACKAGES =
      ImmutableMap.<String, String>builder()
          .put("aclocal", "automake")
          .put("autoreconf", "automake")
          .put("cc", "gcc")
          .put("dpkg-buildpackage", "fakeroot")
          .put("debuild", "fakeroot")
          .put("equivs-build", "equivs")
          .put("gpg", "gnupg")
          .put("gpg2", "gnupg")
          .put("man", "man-db")
          .put("mk-build-deps", "equivs")
          .put("scp", "openssh-client")
          .put("sftp", "openssh-client")
          .put("ssh", "openssh-client")
          .put("ssh-add", "openssh-client")
          .put("ssh-agent", "openssh-client")
          .put("ssh-keygen", "openssh-client")
          .put("ssh-keyscan", "openssh-client")
          .put("unxz", "xz-utils")
          .put("xz", "xz-utils")
          .buildOrThrow();

  private static final ImmutableSet<String> OF_DPKG_DEV =
      ImmutableSet.of("build-essential", "fakeroot", "gcc", "gnupg");

  /** By package, what it or what it depends on recommends and what has programs. Facts of Debian 12. */
  private static final ImmutableMap<String, ImmutableSet<String>> RECOMMENDED =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put("autoconf", ImmutableSet.of("automake"))
          .put("build-essential", OF_DPKG_DEV)
          .put("cmake", ImmutableSet.of("gcc", "make"))
          .put("debhelper", OF_DPKG_DEV)
          .put(
              "devscripts",
              ImmutableSet.of(
                  "build-essential",
                  "dput",
                  "equivs",
                  "fakeroot",
                  "gcc",
                  "gnupg",
                  "licensecheck",
                  "lintian",
                  "man-db",
                  "patch",
                  "pristine-tar",
                  "strace",
                  "unzip",
                  "wdiff",
                  "wget",
                  "xz-utils"))
          .put("docker.io", ImmutableSet.of("git", "xz-utils"))
          .put("dpkg-dev", OF_DPKG_DEV)
          .put("git", ImmutableSet.of("less", "openssh-client", "patch"))
          .put("git-buildpackage", ImmutableSet.of("pristine-tar"))
          .put("mercurial", ImmutableSet.of("openssh-client"))
          .put("npm", ImmutableSet.of("git"))
          .put("pbuilder", ImmutableSet.of("devscripts", "fakeroot", "sudo"))
          .put("podman", ImmutableSet.of("buildah"))
          .put("rsyslog", ImmutableSet.of("logrotate"))
          .buildOrThrow();

  /** What depends on the headers of the C library, so that they needn't be named. */
  private static final ImmutableSet<String> WITH_C_HEADERS =
      ImmutableSet.of("build-essential", "g++", "clang", "libc-dev", "python3-dev");

  private static final ImmutableSet<String> WITH_GCC = ImmutableSet.of("build-essential", "g++");

  /** What buildpack-deps has, on which the full variants of many official images stand. */
  private static final ImmutableSet<String> OF_BUILDPACK_DEPS = ImmutableSet.of(
      "automake",
      "ca-certificates",
      "curl",
      "g++",
      "gcc",
      "git",
      "gnupg",
      "libc6-dev",
      "make",
      "openssh-client",
      "patch",
      "unzip",
      "wget",
      "xz-utils");

  /** What is known of a stage. */
  static RecommendedPackages in(Subject subject, Stage stage) {
    SemanticModel model = subject.model();
    Set<String> present = new HashSet<>();
    if (isOnBuildpackDeps(model, stage)) {
      present.addAll(OF_BUILDPACK_DEPS);
    }
    for (Stage one = stage; one != null; one = one.parent()) {
      for (Instruction instruction : model.having(AptCommand.ANY.trait(), one)) {
        installed(model.script(instruction), present);
      }
    }
    Set<String> programs = new HashSet<>();
    for (Stage one : model.stages()) {
      if (isFrom(one, stage)) {
        programs(subject, one, programs);
      }
    }
    return new RecommendedPackages(ImmutableSet.copyOf(present), ImmutableSet.copyOf(programs));
  }

  private static boolean isOnBuildpackDeps(SemanticModel model, Stage stage) {
    ImageUse use = model.baseImage(stage);
    ImageReference image = use == null ? null : use.image();
    return image != null && SlimmerBaseVariant.isOnBuildpackDeps(image);
  }

  private static boolean isFrom(Stage stage, Stage above) {
    for (Stage one = stage; one != null; one = one.parent()) {
      if (one == above) {
        return true;
      }
    }
    return false;
  }

  private static void installed(@Nullable RunScript script, Set<String> present) {
    for (AptCommand apt : script == null ? List.<AptCommand>of() : AptCommand.in(script)) {
      if (apt.command().isTold("install")) {
        apt.command().operands().forEach(word -> present.add(name(word)));
      }
    }
  }

  private static void programs(Subject subject, Stage stage, Set<String> programs) {
    for (Instruction instruction : subject.model().having(UsedPrograms.MATTERS, stage)) {
      programs.addAll(UsedPrograms.of(instruction).names());
      if (GIT_OVER_SSH.matcher(instruction.text()).find()) {
        programs.add("ssh");
      }
    }
    StartedScripts.each(subject, stage, script -> {
      for (Invocation invocation : script.invocations()) {
        if (invocation.name() != null) {
          programs.add(invocation.name());
        }
      }
    });
  }

  /** What has to be named beside the packages of a command. */
  ImmutableSet<String> neededBy(RunCommand install) {
    Set<String> needed = new LinkedHashSet<>();
    for (ShellWord word : install.operands()) {
      needed.addAll(neededBy(word, needed));
    }
    return ImmutableSet.copyOf(needed);
  }

  /**
   * What has to be named beside one package.
   *
   * @param named what is named besides what is present
   */
  ImmutableList<String> neededBy(ShellWord word, Set<String> named) {
    ImmutableSet.Builder<String> wanted = ImmutableSet.builder();
    wanted.addAll(companions(name(word)));
    wanted.addAll(used(name(word)));
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    for (String one : wanted.build()) {
      if (!has(one, present) && !has(one, named)) {
        missing.add(one);
      }
    }
    return missing.build();
  }

  /** Whether something is run that only a recommended package brings. */
  boolean areRun(RunCommand install) {
    return install.operands().stream()
        .flatMap(word -> used(name(word)).stream())
        .anyMatch(one -> !has(one, present));
  }

  private static boolean has(String wanted, Set<String> names) {
    return names.contains(wanted)
        || wanted.equals("libc6-dev") && WITH_C_HEADERS.stream().anyMatch(names::contains)
        || wanted.equals("gcc") && WITH_GCC.stream().anyMatch(names::contains)
        || wanted.equals("make") && names.contains("build-essential");
  }

  private ImmutableSet<String> used(String name) {
    ImmutableSet<String> recommended = RECOMMENDED.getOrDefault(name, ImmutableSet.of());
    ImmutableSet.Builder<String> used = ImmutableSet.builder();
    for (String program : programs) {
      String its = PACKAGES.getOrDefault(program, program);
      if (recommended.contains(its)) {
        used.add(its);
      }
    }
    return used.build();
  }

  /** What a package recommends and hardly works without. */
  private static ImmutableList<String> companions(String name) {
    return switch (name) {
      case "curl", "wget", "git" -> CERTIFICATES;
      case "golang", "golang-go" -> C_COMPILER;
      case "python3-pip" -> PYTHON_COMPILER;
      case "r-base", "r-base-core" -> R_COMPILER;
      default -> GCC.matcher(name).matches() ? C_HEADERS : ImmutableList.of();
    };
  }

  /** A package without its version and architecture. */
  static String name(ShellWord word) {
    String text = word.literalPrefix();
    int end = 0;
    while (end < text.length() && "=:/".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}

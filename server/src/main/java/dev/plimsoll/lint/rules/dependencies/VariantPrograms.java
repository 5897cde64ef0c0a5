package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import dev.plimsoll.image.ImageReference;
import java.util.Collections;
import java.util.Set;

/** Programs of full images that their smaller variants lack. */
public final class VariantPrograms {

  /** Programs that come with buildpack-deps, on which the full images stand, and not with the slim ones. */
  private static final ImmutableList<String> NOT_IN_SLIM = ImmutableList.of(
      "autoconf",
      "automake",
      "bzip2",
      "c++",
      "cc",
      "convert",
      "curl",
      "file",
      "g++",
      "gcc",
      "git",
      "gpg",
      "hg",
      "identify",
      "make",
      "mogrify",
      "patch",
      "pgrep",
      "pkill",
      "ps",
      "ssh",
      "svn",
      "unzip",
      "wget",
      "xz");

  /** The packages that bring some of them, where those have other names. */
  private static final ImmutableSetMultimap<String, String> PACKAGES =
      ImmutableSetMultimap.<String, String>builder()
          .putAll("gpg", "gnupg", "gnupg2", "gpg")
          .put("convert", "imagemagick")
          .put("hg", "mercurial")
          .put("identify", "imagemagick")
          .put("mogrify", "imagemagick")
          .put("pgrep", "procps")
          .put("pkill", "procps")
          .put("ps", "procps")
          .put("ssh", "openssh-client")
          .put("svn", "subversion")
          .put("xz", "xz-utils")
          .build();

  private static final ImmutableSet<String> BUILD_ESSENTIAL =
      ImmutableSet.of("c++", "cc", "g++", "gcc", "make");

  /** Images on buildpack-deps. */
  public static final ImmutableSet<String> ON_BUILDPACK_DEPS = ImmutableSet.of(
      "elixir", "erlang", "haskell", "hylang", "node", "perl", "pypy", "python", "ruby", "rust");

  /** Whether an image is a full variant, which has all that buildpack-deps has. */
  public static boolean isOnBuildpackDeps(ImageReference image) {
    String tag = image.tagOrLatest();
    return image.isOfficial()
        && ON_BUILDPACK_DEPS.contains(image.familiarName())
        && !tag.contains("slim")
        && !tag.contains("alpine")
        && !tag.contains("windows")
        && !tag.contains("nanoserver");
  }

  /** Alpine has other programs for these, or none. */
  private static final ImmutableSet<String> NOT_ON_ALPINE = ImmutableSet.of(
      "add-apt-repository",
      "apt",
      "apt-cache",
      "apt-get",
      "apt-key",
      "apt-mark",
      "aptitude",
      "bash",
      "debconf-set-selections",
      "dnf",
      "dpkg",
      "dpkg-deb",
      "dpkg-query",
      "dpkg-reconfigure",
      "groupadd",
      "groupmod",
      "locale-gen",
      "localedef",
      "microdnf",
      "rpm",
      "service",
      "systemctl",
      "update-alternatives",
      "update-ca-trust",
      "update-locale",
      "update-rc.d",
      "useradd",
      "usermod",
      "yum");

  /** Packages of PyPI with wheels for glibc only, large enough that nobody compiles them. */
  private static final ImmutableSet<String> WITHOUT_MUSL_WHEELS = ImmutableSet.of(
      "jaxlib",
      "onnxruntime",
      "playwright",
      "tensorflow",
      "tensorflow-cpu",
      "torch",
      "torchaudio",
      "torchvision");

  /** What compiles, against glibc up to now; Alpine's images don't have them. */
  private static final ImmutableSet<String> COMPILERS =
      ImmutableSet.of("c++", "cc", "clang", "cmake", "g++", "gcc", "make", "ninja", "node-gyp");

  /** What installs packages of Python that other files name, of which nobody knows here whether musl has wheels. */
  private static final ImmutableSet<String> PYTHON_PROJECTS =
      ImmutableSet.of("conda", "mamba", "pdm", "pipenv", "poetry", "uv");

  /** What Alpine has of the others: its BusyBox is one of them. */
  private static final ImmutableSet<String> OF_BUSYBOX =
      ImmutableSet.of("bzip2", "patch", "pgrep", "pkill", "ps", "unzip", "wget", "xz");

  private VariantPrograms() {}

  /**
   * What is used that a slim variant lacks, and that nothing installs.
   *
   * @param called what is used besides
   */
  public static ImmutableList<String> missingInSlim(
      UsedPrograms programs, ImageReference image, Set<String> called) {
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    for (String program : NOT_IN_SLIM) {
      boolean isUsed = programs.names().contains(program) || called.contains(program);
      if (isUsed && !isInstalled(programs, image, program)) {
        missing.add(program);
      }
    }
    return missing.build();
  }

  /** Whether a variant with a tag has what is used. */
  public static boolean suit(UsedPrograms programs, ImageReference image, String tag) {
    if (tag.contains("alpine") && !image.tagOrLatest().contains("alpine")) {
      return fitAlpine(programs)
          && OF_BUSYBOX.containsAll(missingInSlim(programs, image, Set.of()));
    }
    return !tag.contains("slim")
        || !isOnBuildpackDeps(image)
        || missingInSlim(programs, image, Set.of()).isEmpty();
  }

  /** Whether Alpine has what is used, as far as its packages aren't those of the full image. */
  public static boolean fitAlpine(UsedPrograms programs) {
    return programs.understood()
        && !programs.longAdduser()
        && !programs.any(NOT_ON_ALPINE)
        && !programs.any(COMPILERS)
        && !programs.any(PYTHON_PROJECTS)
        && Collections.disjoint(programs.pythonPackages(), WITHOUT_MUSL_WHEELS);
  }

  /** Whether something installs a program that a slim variant lacks. */
  public static boolean isInstalled(UsedPrograms programs, ImageReference image, String program) {
    boolean compilers = programs.installed().contains("build-essential")
        || image.canonicalName().equals("rust");
    ImmutableSet<String> packages = PACKAGES.get(program);
    return programs.installed().contains(program)
        || !Collections.disjoint(programs.installed(), packages)
        || compilers && BUILD_ESSENTIAL.contains(program);
  }
}

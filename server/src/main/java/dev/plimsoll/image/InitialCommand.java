package dev.plimsoll.image;

import com.google.common.collect.ImmutableSet;

/** What a container of an image runs where no Dockerfile and no user names a command. */
public enum InitialCommand {
  /** Nothing: a container can't be started so. */
  NOTHING,
  /** A shell, which ends at once unless somebody types. */
  SHELL,
  /** The prompt of a language, which does so too, or its build tool, which has nothing to build. */
  INTERPRETER,
  /** A program of the image, or what isn't known. */
  PROGRAM;

  private static final ImmutableSet<String> WITH_SHELL = ImmutableSet.of(
      "almalinux",
      "alpine",
      "amazoncorretto",
      "amazonlinux",
      "archlinux",
      "bash",
      "buildpack-deps",
      "busybox",
      "cirros",
      "clearlinux",
      "dart",
      "debian",
      "centos",
      "fedora",
      "gcc",
      "golang",
      "mageia",
      "oraclelinux",
      "photon",
      "rockylinux",
      "rust",
      "swift",
      "ubuntu");

  private static final ImmutableSet<String> WITH_INTERPRETER = ImmutableSet.of(
      "clojure",
      "composer",
      "eclipse-temurin",
      "elixir",
      "erlang",
      "gradle",
      "groovy",
      "haskell",
      "hylang",
      "ibm-semeru-runtimes",
      "java",
      "julia",
      "maven",
      "mono",
      "node",
      "adoptopenjdk",
      "openjdk",
      "perl",
      "php",
      "pypy",
      "python",
      "r-base",
      "rakudo-star",
      "ruby",
      "sapmachine",
      "swipl");

  /** How the names of others begin that bring a language along, and start a shell or its prompt. */
  private static final ImmutableSet<String> TOOLCHAINS = ImmutableSet.of(
      "adoptopenjdk/",
      "azul/zulu-openjdk",
      "bellsoft/",
      "condaforge/",
      "cypress/base",
      "cypress/browsers",
      "cypress/factory",
      "continuumio/",
      "ghcr.io/astral-sh/uv",
      "ghcr.io/graalvm/",
      "ghcr.io/oracle/oraclelinux",
      "mcr.microsoft.com/playwright",
      "mhart/alpine-node",
      "oven/bun",
      "pytorch/pytorch",
      "rocker/r-ver",
      "rustlang/rust",
      "tensorflow/tensorflow");

  private static final ImmutableSet<String> PROGRAMS_OF_PHP = ImmutableSet.of("apache", "fpm");

  /** Of an image, as far as its name says it. */
  public static InitialCommand of(ImageReference image) {
    String repository = image.repository();
    if (image.isScratch() || repository.matches("gcr\\.io/distroless/(static|base|cc)(-.*)?")) {
      return NOTHING;
    }
    if (repository.startsWith("mcr.microsoft.com/dotnet/")
        || repository.startsWith("docker.io/nvidia/cuda")
        || repository.startsWith("docker.io/opensuse/")
        || repository.startsWith("docker.io/redhat/ubi")
        || repository.matches(
            "registry\\.(access\\.)?redhat\\.(com|io)/(ubi\\d*/ubi(-.*)?|ubi\\d+(-minimal|-micro)?)")) {
      return SHELL;
    }
    String name = image.canonicalName();
    if (TOOLCHAINS.stream().anyMatch(name::startsWith)) {
      return INTERPRETER;
    }
    boolean program = name.equals("php")
        && ImageTag.of(image.tagOrLatest()).words().stream().anyMatch(PROGRAMS_OF_PHP::contains);
    return WITH_SHELL.contains(name)
        ? SHELL
        : WITH_INTERPRETER.contains(name) && !program ? INTERPRETER : PROGRAM;
  }
}

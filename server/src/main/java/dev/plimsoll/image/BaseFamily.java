package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.Regex;

/** The kind of system that an image is made of, which decides what commands a RUN can use. */
public enum BaseFamily {
  DEBIAN,
  UBUNTU,
  ALPINE,
  BUSYBOX,
  /** Fedora, RHEL, UBI, CentOS, Rocky, Alma, Oracle and Amazon Linux. */
  RHEL,
  /** The small ones of those, with {@code microdnf} and without {@code shadow-utils}. */
  RHEL_MINIMAL,
  /** Neither shell nor package manager. */
  DISTROLESS,
  SCRATCH,
  WINDOWS,
  /** Wolfi and Chainguard's images. */
  WOLFI,
  ARCH,
  SUSE,
  /** Nothing is known of the image; nothing is guessed. */
  UNKNOWN;

  private static final ImmutableSet<String> DEBIAN_IMAGES = ImmutableSet.of(
      "buildpack-deps",
      "cassandra",
      "couchdb",
      "dart",
      "debian",
      "drupal",
      "elixir",
      "erlang",
      "gcc",
      "ghost",
      "golang",
      "haproxy",
      "haskell",
      "haxe",
      "httpd",
      "hylang",
      "irssi",
      "joomla",
      "julia",
      "mediawiki",
      "memcached",
      "nextcloud",
      "nginx",
      "node",
      "perl",
      "php",
      "phpmyadmin",
      "postgres",
      "pypy",
      "python",
      "r-base",
      "redis",
      "redmine",
      "ruby",
      "rust",
      "wordpress",
      "nginxinc/nginx-unprivileged",
      "oven/bun",
      "denoland/deno");
  private static final ImmutableSet<String> UBUNTU_IMAGES = ImmutableSet.of(
      "eclipse-temurin",
      "gradle",
      "groovy",
      "ibm-semeru-runtimes",
      "kong",
      "mariadb",
      "maven",
      "mongo",
      "rabbitmq",
      "sapmachine",
      "swift",
      "tomcat",
      "ubuntu");
  private static final ImmutableSet<String> ALPINE_IMAGES =
      ImmutableSet.of("alpine", "bash", "caddy", "composer", "docker", "registry", "traefik");
  private static final ImmutableSet<String> RHEL_IMAGES = ImmutableSet.of(
      "almalinux",
      "amazoncorretto",
      "amazonlinux",
      "centos",
      "fedora",
      "mysql",
      "oraclelinux",
      "rockylinux");
  /** Those of them that have no variant on something else. */
  private static final ImmutableSet<String> OF_ONE_FAMILY =
      ImmutableSet.of("alpine", "amazonlinux", "centos", "debian", "fedora", "ubuntu");

  private static final ImmutableSet<String> RED_HAT_REGISTRIES =
      ImmutableSet.of("registry.access.redhat.com", "registry.redhat.io");
  /** The first .NET whose images are Ubuntu where the tag does not say otherwise. */
  private static final int DOTNET_ON_UBUNTU = 10;

  /** The first OpenJDK whose images are Oracle Linux where the tag does not say otherwise. */
  private static final int OPENJDK_ON_ORACLE_LINUX = 12;

  /** The first MySQL on an Oracle Linux that has microdnf; those before stand on 7, whose slim image has yum. */
  private static final int FIRST_MYSQL_ON_MINIMAL = 8;

  private static final int FIRST_ORACLE_LINUX_WITH_MICRODNF = 8;

  /** Whether packages are installed with {@code apt-get}. */
  public boolean hasApt() {
    return this == DEBIAN || this == UBUNTU;
  }

  /** Whether packages are installed with {@code apk}. */
  public boolean hasApk() {
    return this == ALPINE || this == WOLFI;
  }

  /** Whether users are made with {@code useradd} and {@code groupadd}. */
  public boolean hasUseradd() {
    return hasApt() || this == RHEL || this == ARCH || this == SUSE;
  }

  /** Whether users are made with BusyBox's {@code adduser} and {@code addgroup}. */
  public boolean hasBusyBoxAdduser() {
    return this == ALPINE || this == BUSYBOX || this == WOLFI;
  }

  public boolean isRhelLike() {
    return this == RHEL || this == RHEL_MINIMAL;
  }

  /** The family of an image, by what its name and tag say. */
  public static BaseFamily of(ImageReference image) {
    if (image.isScratch()) {
      return SCRATCH;
    }
    BaseFamily byName = byNameAlone(image);
    if (byName != UNKNOWN) {
      return byName;
    }
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    BaseFamily byTag = byTag(tag);
    return byTag != UNKNOWN ? byTag : byDefault(image, tag);
  }

  /** Repositories that hold images of one family only. */
  private static BaseFamily byNameAlone(ImageReference image) {
    String repository = image.repository();
    if (repository.startsWith("gcr.io/distroless/")) {
      return DISTROLESS;
    }
    if (image.domain().equals("cgr.dev") || repository.startsWith("docker.io/chainguard/")) {
      return WOLFI;
    }
    if (isWindows(image)) {
      return WINDOWS;
    }
    if (repository.startsWith("docker.io/opensuse/")
        || repository.startsWith("registry.suse.com/")) {
      return SUSE;
    }
    if (repository.startsWith("docker.io/archlinux/")) {
      return ARCH;
    }
    return switch (image.canonicalName()) {
      case "archlinux" -> ARCH;
      case "busybox" -> BUSYBOX;
      case "hello-world" -> SCRATCH;
      default -> UNKNOWN;
    };
  }

  /** Microsoft's images for Windows, by their names today and by those that they had on Docker Hub until 2018. */
  private static boolean isWindows(ImageReference image) {
    String repository = image.repository();
    String path = image.path();
    int slash = path.indexOf('/');
    String name = path.substring(slash + 1);
    if (repository.startsWith("mcr.microsoft.com/")) {
      return path.startsWith("windows")
          || path.startsWith("dotnet/framework/")
          || path.startsWith("businesscentral")
          || path.startsWith("dynamicsnav");
    }
    return repository.startsWith("docker.io/microsoft/")
        && (name.startsWith("nanoserver")
            || name.startsWith("windowsservercore")
            || name.startsWith("dotnet-framework")
            || name.contains("-windows")
            || name.equals("iis")
            || name.equals("aspnet")
            || name.equals("wcf"));
  }

  /** The distribution that a tag names, whatever the image: the last word that names one decides. */
  private static BaseFamily byTag(ImageTag tag) {
    for (String word : tag.words().reverse()) {
      BaseFamily family = byWord(word);
      if (family != UNKNOWN) {
        return family == RHEL && tag.words().contains("minimal") ? RHEL_MINIMAL : family;
      }
    }
    return UNKNOWN;
  }

  private static BaseFamily byWord(String word) {
    return switch (withoutVersion(word)) {
      case "alpine" -> ALPINE;
      case "debian",
          "jessie",
          "stretch",
          "buster",
          "bullseye",
          "bookworm",
          "trixie",
          "forky",
          "sid" -> DEBIAN;
      case "ubuntu", "xenial", "bionic", "focal", "jammy", "noble", "resolute" -> UBUNTU;
      case "windowsservercore", "servercore", "nanoserver", "windows", "ltsc" -> WINDOWS;
      case "distroless", "chiseled" -> DISTROLESS;
      case "ubi",
          "rockylinux",
          "almalinux",
          "centos",
          "fedora",
          "oraclelinux",
          "oracle",
          "amazonlinux",
          "al" -> RHEL;
      case "scratch" -> SCRATCH;
      case "wolfi" -> WOLFI;
      default -> UNKNOWN;
    };
  }

  /** {@code alpine3.19} without its number. */
  private static String withoutVersion(String word) {
    int end = word.length();
    while (end > 0 && (Character.isDigit(word.charAt(end - 1)) || word.charAt(end - 1) == '.')) {
      end--;
    }
    return word.substring(0, end);
  }

  /** The family of well-known images where the tag names none. */
  private static BaseFamily byDefault(ImageReference image, ImageTag tag) {
    String repository = image.repository();
    if (repository.startsWith("mcr.microsoft.com/dotnet/")) {
      return dotnet(tag);
    }
    if (RED_HAT_REGISTRIES.contains(image.domain())) {
      return redHat(image.path());
    }
    if (repository.startsWith("docker.io/redhat/")) {
      return redHat(image.path().substring("redhat/".length()));
    }
    if (repository.startsWith("docker.io/bitnami/")) {
      return DEBIAN;
    }
    String name = image.canonicalName();
    if (image.digest() != null && image.tag() == null && !OF_ONE_FAMILY.contains(name)) {
      return UNKNOWN; // a digest may be of any variant
    }
    if (RHEL_IMAGES.contains(name) || name.startsWith("quay.io/centos/")) {
      return isMinimal(name, tag) ? RHEL_MINIMAL : RHEL;
    }
    if (DEBIAN_IMAGES.contains(name)) {
      return DEBIAN;
    }
    if (UBUNTU_IMAGES.contains(name)) {
      return name.equals("maven") && openjdkOfMaven(tag) != 0
          ? openjdk(openjdkOfMaven(tag), tag)
          : onUbuntu(tag);
    }
    if (ALPINE_IMAGES.contains(name)) {
      return ALPINE;
    }
    return name.equals("openjdk") ? openjdk(tag) : name.equals("nats") ? SCRATCH : UNKNOWN;
  }

  private static BaseFamily openjdk(ImageTag tag) {
    boolean known = !tag.version().isEmpty() || isSlim(tag);
    return known ? openjdk(tag.version().isEmpty() ? 0 : tag.version().get(0), tag) : UNKNOWN;
  }

  private static BaseFamily openjdk(int release, ImageTag tag) {
    return isSlim(tag) || release < OPENJDK_ON_ORACLE_LINUX ? DEBIAN : RHEL;
  }

  private static boolean isSlim(ImageTag tag) {
    return tag.words().contains("slim");
  }

  private static BaseFamily onUbuntu(ImageTag tag) {
    boolean corretto = tag.words().contains("amazoncorretto") || tag.words().contains("corretto");
    return corretto ? RHEL : UBUNTU;
  }

  /** The release of OpenJDK whose image one of Maven stands on, as of {@code 3.8-openjdk-17}; 0 where it is another one. */
  private static int openjdkOfMaven(ImageTag tag) {
    ImmutableList<String> words = tag.words();
    for (int i = 0; i + 1 < words.size(); i++) {
      boolean named = words.get(i).equals("openjdk") || words.get(i).equals("jdk");
      if (named && RELEASE.matcher(words.get(i + 1)).matches()) {
        return Integer.parseInt(words.get(i + 1));
      }
    }
    return 0;
  }

  private static final Regex RELEASE = Regex.of("\\d{1,2}");

  private static boolean isMinimal(String name, ImageTag tag) {
    boolean slim = name.equals("oraclelinux") && tag.words().contains("slim");
    return tag.words().contains("minimal")
        || name.equals("mysql") && !isBefore(tag, FIRST_MYSQL_ON_MINIMAL)
        || slim && !isBefore(tag, FIRST_ORACLE_LINUX_WITH_MICRODNF);
  }

  private static boolean isBefore(ImageTag tag, int major) {
    return !tag.version().isEmpty() && tag.version().get(0) < major;
  }

  private static BaseFamily redHat(String path) {
    if (!path.startsWith("ubi") && !path.startsWith("rhel")) {
      return UNKNOWN;
    }
    return path.contains("-micro") ? DISTROLESS : path.contains("-minimal") ? RHEL_MINIMAL : RHEL;
  }

  private static BaseFamily dotnet(ImageTag tag) {
    ImmutableIntArray version = tag.version();
    boolean azureLinux =
        tag.words().stream().anyMatch(word -> word.startsWith("azurelinux") || word.equals("cbl"));
    if (azureLinux || version.isEmpty()) {
      return UNKNOWN;
    }
    return version.get(0) >= DOTNET_ON_UBUNTU ? UBUNTU : DEBIAN;
  }
}

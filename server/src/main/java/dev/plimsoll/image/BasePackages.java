package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** What images of Debian and Ubuntu have besides the packages that all of them have, as their Dockerfiles say. */
final class BasePackages {

  private static final ImmutableList<String> CURL =
      ImmutableList.of("ca-certificates", "curl", "gnupg", "netbase", "sq", "wget", "tzdata");

  private static final ImmutableList<String> SCM =
      join(CURL, "git mercurial openssh-client subversion procps");

  /** {@code buildpack-deps}, on which the full variants of many official images stand. */
  private static final ImmutableList<String> FULL = join(
      SCM,
      "autoconf automake build-essential bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick libbz2-dev libc6-dev"
          + " libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev libgmp-dev libjpeg-dev"
          + " libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev libncurses5-dev"
          + " libncursesw5-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libtool libwebp-dev"
          + " libxml2-dev libxslt-dev libyaml-dev make patch unzip xz-utils zlib1g-dev");

  private static final ImmutableList<String> CERTIFICATES = ImmutableList.of("ca-certificates");

  private static final ImmutableList<String> USUAL = join(CURL, "dpkg-dev g++ gcc libc6-dev make");

  private static final ImmutableList<String> FOR_COMPILING = join(USUAL, "build-essential");

  private BasePackages() {}

  private static ImmutableList<String> join(ImmutableList<String> some, String more) {
    return ImmutableList.<String>builder().addAll(some).addAll(words(more)).build();
  }

  private static ImmutableList<String> words(String text) {
    return ImmutableList.copyOf(text.split(" "));
  }

  /** What is taken to be in an image of which nothing is known: what hardly any lacks that isn't bare, and compilers. */
  static ImmutableList<String> usual(@Nullable ImageReference image) {
    boolean compiles = image != null
        && (image.tagOrLatest().contains("devel") || image.path().contains("builder"));
    return compiles ? FOR_COMPILING : USUAL;
  }

  /** The packages of an image, with what they depend on; null where they aren't known. */
  static @Nullable ImmutableList<String> of(ImageReference image) {
    if (image.digest() != null && image.tag() == null) {
      return null; // of whatever variant
    }
    String repository = image.repository();
    if (repository.startsWith("mcr.microsoft.com/dotnet/")) {
      return words(
          repository.endsWith("/sdk") || repository.contains("/sdk/")
              ? "ca-certificates curl git libicu72 libssl3 tzdata wget zlib1g"
              : "ca-certificates libicu72 libssl3 tzdata zlib1g");
    }
    if (!image.isOfficial()) {
      return null;
    }
    ImmutableList<String> words = ImageTag.of(image.tagOrLatest()).words();
    return words.contains("slim")
        ? slim(image.canonicalName())
        : full(image.canonicalName(), words);
  }

  private static @Nullable ImmutableList<String> slim(String name) {
    return switch (name) {
      case "debian", "node", "perl", "elixir", "erlang" -> ImmutableList.of();
      case "python", "pypy", "hylang" -> words("ca-certificates netbase tzdata");
      case "ruby" ->
        words(
            "bzip2 ca-certificates libffi-dev libgmp-dev libssl-dev libyaml-dev procps zlib1g-dev");
      case "rust" -> words("ca-certificates gcc libc6-dev");
      case "openjdk" -> words("ca-certificates p11-kit");
      default -> null;
    };
  }

  private static @Nullable ImmutableList<String> full(String name, ImmutableList<String> words) {
    return switch (name) {
      case "debian", "ubuntu" -> ImmutableList.of();
      case "buildpack-deps" -> words.contains("curl") ? CURL : words.contains("scm") ? SCM : FULL;
      case "node", "ruby", "perl", "rust", "gcc", "elixir", "erlang" -> FULL;
      case "python", "pypy", "hylang" -> join(FULL, "libbluetooth-dev tk-dev uuid-dev");
      case "golang" -> join(SCM, "g++ gcc libc6-dev make pkg-config");
      case "openjdk" -> join(SCM, "bzip2 fontconfig p11-kit unzip xz-utils");
      case "php" ->
        join(
            CERTIFICATES,
            "autoconf curl dpkg-dev file g++ gcc libc-dev make pkg-config re2c xz-utils"
                + (words.contains("apache") ? " apache2" : ""));
      case "nginx" -> words("ca-certificates curl gettext-base");
      case "eclipse-temurin" ->
        words("binutils ca-certificates curl fontconfig gnupg locales p11-kit tzdata wget");
      case "gradle" ->
        join(
            CURL,
            "binutils fontconfig git git-lfs locales mercurial openssh-client p11-kit subversion unzip");
      case "maven" -> join(CURL, "binutils fontconfig git locales openssh-client p11-kit");
      default -> null;
    };
  }
}

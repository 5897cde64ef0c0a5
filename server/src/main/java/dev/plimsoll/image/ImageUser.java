package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import org.jspecify.annotations.Nullable;

/**
 * The user that an image brings along. Taken from the {@code USER}, {@code useradd} and {@code adduser} lines in the
 * history of the official images (docker-library/repo-info), from nodejs/docker-node, dotnet/dotnet-docker and the
 * documentation of distroless; of others, {@code users.txt} says it.
 *
 * @param kind what the image brings
 * @param name the user's name; empty if there is none
 * @param uid its number, or {@link #UNKNOWN_ID} where it is not fixed or not known
 * @param gid the number of its group, or {@link #UNKNOWN_ID}
 * @param instruction what to write after {@code USER}; empty if there is no user
 * @param lowPort whether the image's own program begins as root to listen on a port below 1024
 */
public record ImageUser(
    Kind kind, String name, int uid, int gid, String instruction, boolean lowPort) {

  /** Stands for a number that is not fixed or not known. */
  public static final int UNKNOWN_ID = -1;

  /** What an image brings. */
  public enum Kind {
    /** It starts as an ordinary user already. */
    NON_ROOT,
    /** It starts as root and its own entrypoint changes to an ordinary user; with another entrypoint it stays root. */
    DROPS_PRIVILEGES,
    /** It starts as root and has an ordinary user to change to. */
    SHIPS_USER,
    /** It has root only: a user must be made. */
    NONE,
    /** Nothing is known of the image. */
    UNKNOWN
  }

  private static final ImageUser MUST_CREATE =
      new ImageUser(Kind.NONE, "", UNKNOWN_ID, UNKNOWN_ID, "", false);
  private static final ImageUser NOT_KNOWN =
      new ImageUser(Kind.UNKNOWN, "", UNKNOWN_ID, UNKNOWN_ID, "", false);
  private static final int DISTROLESS_UID = 65532;
  private static final int DOTNET_UID = 1654;
  private static final int DOTNET_WITH_USER = 8;
  /** Ubuntu 23.04 was the first with a user of its own; every {@code latest} since 24.04 has it. */
  private static final ImmutableList<String> UBUNTU_WITH_USER =
      ImmutableList.of("noble", "resolute", "rolling");

  private static final int UBUNTU_WITH_USER_SINCE = 23;

  /** Whether the image is safe to run without a USER instruction of one's own, as long as its entrypoint is kept. */
  public boolean needsNoInstruction() {
    return kind == Kind.NON_ROOT || kind == Kind.DROPS_PRIVILEGES;
  }

  /** The user that an image brings, by its name and tag. */
  public static ImageUser of(ImageReference image) {
    BaseFamily family = BaseFamily.of(image);
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    return switch (family) {
      case SCRATCH -> MUST_CREATE;
      case WINDOWS ->
        tag.words().contains("nanoserver") || image.path().contains("nanoserver")
            ? user(Kind.NON_ROOT, "ContainerUser", UNKNOWN_ID, UNKNOWN_ID)
            : user(Kind.SHIPS_USER, "ContainerUser", UNKNOWN_ID, UNKNOWN_ID);
      case WOLFI ->
        image.path().endsWith("/wolfi-base")
            ? MUST_CREATE
            : user(Kind.NON_ROOT, "nonroot", DISTROLESS_UID, DISTROLESS_UID);
      default -> linux(image, tag, family);
    };
  }

  /**
   * The same where its configuration may have been read, which tells of an image whose name tells nothing: who it starts as, or
   * that nothing of its own changes from root to somebody else.
   *
   * @param read the image on a platform, with its details; null where nobody has read them
   */
  public static ImageUser of(ImageReference image, @Nullable PlatformFacts read) {
    ImageUser named = of(image);
    ImageDetails details = read == null ? null : read.details();
    if (named.kind != Kind.UNKNOWN
        || read == null
        || details == null
        || !details.onBuild().isEmpty()) { // which may have a USER
      return named;
    }
    String user = read.userButRoot();
    if (!user.isEmpty()) {
      return new ImageUser(Kind.NON_ROOT, "", UNKNOWN_ID, UNKNOWN_ID, user, false);
    }
    return details.entrypoint().isEmpty() ? MUST_CREATE : named;
  }

  private static ImageUser linux(ImageReference image, ImageTag tag, BaseFamily family) {
    String repository = image.repository();
    if (repository.startsWith("gcr.io/distroless/")) {
      return user(
          tag.words().contains("nonroot") ? Kind.NON_ROOT : Kind.SHIPS_USER,
          "nonroot",
          DISTROLESS_UID,
          DISTROLESS_UID);
    }
    if (repository.startsWith("mcr.microsoft.com/dotnet/")) {
      return dotnet(tag, family);
    }
    if (isUbi(image) || repository.startsWith("docker.io/redhat/ubi")) {
      return MUST_CREATE;
    }
    if (isOfRedHat(image) && image.path().startsWith("ubi")) {
      return user(Kind.NON_ROOT, "", UNKNOWN_ID, UNKNOWN_ID); // 1001, 185 or default
    }
    boolean pinned = image.digest() != null && image.tag() == null; // of whatever version
    return byName(image.canonicalName(), tag, family == BaseFamily.ALPINE, pinned);
  }

  /** Red Hat's universal base images, not those for a language that stand on them: {@code ubi9/ubi-minimal}. */
  private static boolean isUbi(ImageReference image) {
    String path = image.path();
    return isOfRedHat(image) && path.substring(path.lastIndexOf('/') + 1).startsWith("ubi");
  }

  private static boolean isOfRedHat(ImageReference image) {
    return image.domain().equals("registry.access.redhat.com")
        || image.domain().equals("registry.redhat.io");
  }

  private static ImageUser dotnet(ImageTag tag, BaseFamily family) {
    ImmutableIntArray version = tag.version();
    if (version.isEmpty()) {
      return NOT_KNOWN;
    }
    if (version.get(0) < DOTNET_WITH_USER) {
      return MUST_CREATE;
    }
    Kind kind = family == BaseFamily.DISTROLESS ? Kind.NON_ROOT : Kind.SHIPS_USER;
    return new ImageUser(kind, "app", DOTNET_UID, DOTNET_UID, "$APP_UID", false);
  }

  private static ImageUser byName(String name, ImageTag tag, boolean alpine, boolean pinned) {
    return switch (name) {
      case "adminer", "flink", "kong", "odoo", "spark", "varnish" ->
        user(Kind.NON_ROOT, name, UNKNOWN_ID, UNKNOWN_ID);
      case "memcached" -> user(Kind.NON_ROOT, "memcache", 11211, 11211);
      case "haproxy" -> user(Kind.NON_ROOT, "haproxy", 99, 99);
      case "elasticsearch", "kibana", "logstash" ->
        new ImageUser(
            Kind.NON_ROOT,
            name,
            1000,
            name.equals("elasticsearch") ? 0 : UNKNOWN_ID,
            "1000",
            false);
      case "sonarqube" -> user(Kind.NON_ROOT, "sonarqube", 1000, 0);
      case "jetty" -> user(Kind.NON_ROOT, "jetty", UNKNOWN_ID, UNKNOWN_ID);
      case "groovy" -> user(Kind.NON_ROOT, "groovy", 1000, 1000);
      case "solr" -> user(Kind.NON_ROOT, "solr", 8983, UNKNOWN_ID);
      case "jenkins/jenkins" -> user(Kind.NON_ROOT, "jenkins", 1000, UNKNOWN_ID);
      case "nginxinc/nginx-unprivileged" -> user(Kind.NON_ROOT, "nginx", 101, 101);

      case "node" -> user(Kind.SHIPS_USER, "node", 1000, 1000);
      case "gradle" -> user(Kind.SHIPS_USER, "gradle", 1000, 1000);
      case "oven/bun" -> user(Kind.SHIPS_USER, "bun", UNKNOWN_ID, UNKNOWN_ID);
      case "denoland/deno" -> user(Kind.SHIPS_USER, "deno", UNKNOWN_ID, UNKNOWN_ID);
      case "r-base" -> user(Kind.SHIPS_USER, "docker", UNKNOWN_ID, UNKNOWN_ID);
      case "composer" -> user(Kind.SHIPS_USER, "www-data", 82, 82);
      case "php" -> webServer("www-data", alpine ? 82 : 33, tag.words().contains("apache"));
      case "httpd",
          "wordpress",
          "drupal",
          "nextcloud",
          "backdrop",
          "joomla",
          "matomo",
          "mediawiki",
          "monica",
          "phpmyadmin",
          "yourls" ->
        webServer(
            "www-data",
            alpine ? 82 : 33,
            !tag.words().contains("fpm") && !tag.words().contains("cli"));
      case "nginx" -> webServer("nginx", 101, true);
      case "ubuntu" -> pinned ? MUST_CREATE : ubuntu(tag);
      default -> byNameOfDatabase(name, tag, alpine);
    };
  }

  private static ImageUser byNameOfDatabase(String name, ImageTag tag, boolean alpine) {
    return switch (name) {
      case "postgres" -> user(Kind.DROPS_PRIVILEGES, name, alpine ? 70 : 999, alpine ? 70 : 999);
      case "redis" -> user(Kind.DROPS_PRIVILEGES, name, 999, alpine ? 1000 : 999);
      case "mysql" -> user(Kind.DROPS_PRIVILEGES, name, 999, 999);
      case "mariadb" -> user(Kind.DROPS_PRIVILEGES, "mysql", UNKNOWN_ID, UNKNOWN_ID);
      case "mongo" -> user(Kind.DROPS_PRIVILEGES, "mongodb", 999, 999);
      case "rabbitmq" -> user(Kind.DROPS_PRIVILEGES, name, alpine ? 100 : 999, alpine ? 101 : 999);
      case "influxdb" -> user(Kind.DROPS_PRIVILEGES, name, 1000, 1000);
      case "ghost" -> user(Kind.DROPS_PRIVILEGES, "node", 1000, 1000);
      case "cassandra", "consul", "couchdb", "telegraf", "vault" ->
        user(Kind.DROPS_PRIVILEGES, name, UNKNOWN_ID, UNKNOWN_ID);
      case "docker" -> tag.words().contains("rootless") ? NOT_KNOWN : MUST_CREATE;
      case "almalinux",
          "alpine",
          "amazoncorretto",
          "amazonlinux",
          "archlinux",
          "bash",
          "buildpack-deps",
          "busybox",
          "caddy",
          "centos",
          "clojure",
          "dart",
          "debian",
          "eclipse-temurin",
          "elixir",
          "erlang",
          "fedora",
          "gcc",
          "golang",
          "haskell",
          "julia",
          "maven",
          "oraclelinux",
          "perl",
          "python",
          "registry",
          "rockylinux",
          "ruby",
          "rust",
          "swift",
          "tomcat",
          "traefik" -> MUST_CREATE;
      default -> UserTable.of(name, NOT_KNOWN);
    };
  }

  private static ImageUser ubuntu(ImageTag tag) {
    ImmutableIntArray version = tag.version();
    boolean recent = version.isEmpty()
        ? tag.words().isEmpty() || UBUNTU_WITH_USER.contains(tag.words().get(0))
        : version.get(0) >= UBUNTU_WITH_USER_SINCE;
    return recent ? user(Kind.SHIPS_USER, "ubuntu", 1000, 1000) : MUST_CREATE;
  }

  private static ImageUser webServer(String name, int id, boolean lowPort) {
    return new ImageUser(Kind.SHIPS_USER, name, id, id, name, lowPort);
  }

  private static ImageUser user(Kind kind, String name, int uid, int gid) {
    return new ImageUser(kind, name, uid, gid, name, false);
  }
}

package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words in the path of a Dockerfile, by which the name of its image is known where nothing else tells. */
final class ImageWords {

  /** Words that say of no image which one it is. */
  private static final ImmutableSet<String> GENERIC = ImmutableSet.of(
      "",
      "app",
      "build",
      "container",
      "containerfile",
      "containers",
      "docker",
      "dockerfile",
      "dockerfiles",
      "image",
      "images",
      "package",
      "packaging",
      "src");

  /** Words for how, where or from what an image is made, rather than for what is in it. */
  private static final ImmutableSet<String> OF_VARIANTS = ImmutableSet.of(
      "alpine",
      "ci",
      "compose",
      "cpu",
      "cuda",
      "debian",
      "deploy",
      "deployment",
      "deployments",
      "dev",
      "development",
      "gpu",
      "infra",
      "k8s",
      "linux",
      "local",
      "multiarch",
      "multistage",
      "ops",
      "prod",
      "production",
      "release",
      "slim",
      "stage",
      "staging",
      "test",
      "ubuntu");

  /** Words for the machines that an image is for, whatever is in it. */
  private static final ImmutableSet<String> MACHINES = ImmutableSet.of(
      "aarch64", "amd64", "arm", "arm32", "arm32v7", "arm64", "arm64v8", "armhf", "armv6", "armv7",
      "i386", "ppc64le", "riscv64", "s390x", "x64", "x86");

  /** Words in the names of variables for images, which say of none which one it is. */
  private static final ImmutableSet<String> OF_VARIABLES = ImmutableSet.of(
      "full", "latest", "name", "registry", "repo", "repository", "tag", "url", "version");

  /** Images that others make: one that only has such a name is none of the project's. */
  private static final ImmutableSet<String> OFFICIAL = ImmutableSet.of(
      "alpine",
      "caddy",
      "cassandra",
      "clickhouse",
      "consul",
      "couchdb",
      "debian",
      "elasticsearch",
      "eclipse-mosquitto",
      "golang",
      "haproxy",
      "httpd",
      "influxdb",
      "kibana",
      "kong",
      "logstash",
      "mariadb",
      "memcached",
      "mongo",
      "mongo-express",
      "mysql",
      "nats",
      "neo4j",
      "nginx",
      "node",
      "php",
      "postgres",
      "python",
      "rabbitmq",
      "redis",
      "registry",
      "solr",
      "telegraf",
      "tomcat",
      "traefik",
      "ubuntu",
      "vault",
      "wordpress",
      "zookeeper");

  /** Owners of images that many projects run beside their own. */
  private static final ImmutableSet<String> OTHERS = ImmutableSet.of(
      "apache",
      "bitnami",
      "bitnamilegacy",
      "confluentinc",
      "docker.elastic.co",
      "edoburu",
      "grafana",
      "hashicorp",
      "keycloak",
      "linuxserver",
      "lscr.io",
      "minio",
      "nginxinc",
      "otel",
      "pgvector",
      "postgis",
      "prom",
      "timescale");

  private static final Splitter PARTS = Splitter.on('/');

  /** A registry, or an owner, before the name. */
  private static final Pattern VARIABLES_IN_FRONT =
      Pattern.compile("^(?:\\$\\{\\w{1,60}\\}){1,3}(?=[a-z0-9])");

  private static final Pattern HAS_DIGITS_ONLY = Pattern.compile("v?\\d+");

  private static final Splitter WORDS =
      Splitter.on(Pattern.compile("[^a-z0-9]+")).omitEmptyStrings();

  private final ImmutableSet<String> projectWords;
  private final ImmutableSet<String> words;
  private final ImmutableSet<String> nearWords;
  /** The words of the innermost part of the path that says what is in the image; none where no part does. */
  private final ImmutableSet<String> ownWords;

  /**
   * @param inside the path of the Dockerfile from the folder of the project
   * @param project the name of that folder; null where it is the root of the disk
   */
  ImageWords(Path inside, @Nullable Path project) {
    this.projectWords = words(String.valueOf(project));
    this.words = ImmutableSet.copyOf(Sets.union(projectWords, words(inside.toString())));
    this.nearWords = words(inside.toString()).stream()
        .filter(ImageWords::tells)
        .collect(ImmutableSet.toImmutableSet());
    this.ownWords = ownWords(inside);
  }

  /** Whether the Dockerfile is that of the project, rather than one of several in folders of their own. */
  boolean areOfProject() {
    return nearWords.isEmpty();
  }

  private static boolean tells(String word) {
    return !GENERIC.contains(word) && !MACHINES.contains(word);
  }

  private static ImmutableSet<String> ownWords(Path inside) {
    for (Path part : ImmutableList.copyOf(inside).reverse()) {
      ImmutableSet<String> own = words(part.toString()).stream()
          .filter(word -> tells(word) && !OF_VARIANTS.contains(word))
          .filter(word -> !HAS_DIGITS_ONLY.matcher(word).matches())
          .collect(ImmutableSet.toImmutableSet());
      if (!own.isEmpty()) {
        return withoutOuter(own, inside, part);
      }
    }
    return ImmutableSet.of();
  }

  /** Those that no folder around it has, if there are any: they tell it from its neighbours. */
  private static ImmutableSet<String> withoutOuter(
      ImmutableSet<String> own, Path inside, Path part) {
    Set<String> outer = new LinkedHashSet<>();
    for (Path around : inside) {
      if (around.equals(part)) {
        break;
      }
      outer.addAll(words(around.toString()));
    }
    ImmutableSet<String> rest = Sets.difference(own, outer).immutableCopy();
    return rest.isEmpty() ? own : rest;
  }

  private static ImmutableSet<String> words(String text) {
    return ImmutableSet.copyOf(WORDS.split(Ascii.toLowerCase(text)));
  }

  /** Whether the path of the Dockerfile has all words of an image's name, and one of those is its own. */
  boolean areOf(String image) {
    ImmutableSet<String> asked = wordsOfImage(image);
    return !GENERIC.containsAll(asked)
        && !OFFICIAL.contains(nameOf(image))
        && !(isOfOthers(image) && !projectWords.containsAll(asked))
        && words.containsAll(asked)
        && (nearWords.isEmpty() || Iterables.any(asked, nearWords::contains))
        && !isOnlyOfProject(asked);
  }

  private static boolean isOfOthers(String image) {
    String owners = image.substring(0, image.lastIndexOf('/') + 1);
    return Iterables.any(PARTS.split(owners), OTHERS::contains);
  }

  /** Whether an image is called like the project, and the Dockerfile is in a folder of something else in that. */
  private boolean isOnlyOfProject(ImmutableSet<String> asked) {
    return projectWords.containsAll(asked) && !asked.containsAll(ownWords);
  }

  /** Whether a variable says which image it is, without a word about that, and the Dockerfile is that of the project. */
  boolean mayBeIn(String image) {
    return nearWords.isEmpty() && areMissingIn(image);
  }

  /** Whether a variable says which image it is, without a word about that. */
  static boolean areMissingIn(String image) {
    return image.startsWith("$")
        && Iterables.all(
            words(image), word -> GENERIC.contains(word) || OF_VARIABLES.contains(word));
  }

  /** Whether the name of an image that may be this one has a word that tells it from others of the same project. */
  boolean tellApart(String image) {
    return ownWords.isEmpty() || Iterables.any(wordsOfImage(image), ownWords::contains);
  }

  /** What stands before the tag, with all its parts. */
  private static String nameOf(String image) {
    int end = image.indexOf(':', image.lastIndexOf('/') + 1);
    return end < 0 ? image : image.substring(0, end);
  }

  private static ImmutableSet<String> wordsOfImage(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    String name = VARIABLES_IN_FRONT.matcher(last).replaceFirst("");
    int end = name.indexOf(':');
    ImmutableSet<String> asked = words(end < 0 ? name : name.substring(0, end));
    return name.startsWith("$")
        ? ImmutableSet.copyOf(
            Sets.filter(asked, word -> !word.equals("image") && !OF_VARIABLES.contains(word)))
        : asked;
  }
}

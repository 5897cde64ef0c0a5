package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image as Docker reads it: {@code [domain/]path[:tag][@digest]}.
 *
 * @param text the name as it was written
 * @param domain the host of the registry, {@code docker.io} where none was written; empty in the odd names that have no
 *     registry because their first part looks like a host and is none ({@code my_host.org/x})
 * @param path the repository on that registry, with {@code library/} before the short names of Docker Hub
 * @param tag the tag, or null where none was written
 * @param digest the digest with its algorithm ({@code sha256:…}), or null where none was written
 * @param nameRange where the name stands in the text: domain and path as they were written
 * @param tagRange where the tag stands in the text, without its colon; null where none was written
 * @param digestRange where the digest stands in the text, without its {@code @}; null where none was written
 */
public record ImageReference(
    String text,
    String domain,
    String path,
    @Nullable String tag,
    @Nullable String digest,
    TextRange nameRange,
    @Nullable TextRange tagRange,
    @Nullable TextRange digestRange)
    implements ParsedReference {

  /** The domain of Docker Hub in image names. */
  public static final String DOCKER_HUB = "docker.io";

  static final String OFFICIAL = "library/";
  private static final String SCRATCH = "scratch";

  /** Where other registries have the Docker Official Images, whole and unchanged: most of what hands on Docker Hub is called so. */
  private static final Regex MIRRORED = Regex.of(
      "(?:public\\.ecr\\.aws/docker|docker\\.m\\.daocloud\\.io|registry\\.hub\\.docker\\.com"
          + "|(?:[^/]{1,99}/){0,9}[^/]{0,99}(?:mirror|docker-?hub|docker-?proxy|docker\\.io)[^/]{0,99})/library/([^/]+)");

  /** Owners on Docker Hub whose repositories are the Docker Official Images for one platform each. */
  private static final ImmutableMap<String, String> PLATFORMS =
      ImmutableMap.<String, String>builder()
          .put("amd64", "linux/amd64")
          .put("arm32v5", "linux/arm/v5")
          .put("arm32v6", "linux/arm/v6")
          .put("arm32v7", "linux/arm/v7")
          .put("arm64v8", "linux/arm64")
          .put("i386", "linux/386")
          .put("mips64le", "linux/mips64le")
          .put("ppc64le", "linux/ppc64le")
          .put("riscv64", "linux/riscv64")
          .put("s390x", "linux/s390x")
          .put("winamd64", "windows/amd64")
          .buildOrThrow();

  /** Reads {@code text} as the name of an image. */
  public static ParsedReference parse(String text) {
    return ReferenceParser.parse(text);
  }

  /** The image that {@code text} names, or null if it names none. */
  public static @Nullable ImageReference of(String text) {
    return parse(text) instanceof ImageReference reference ? reference : null;
  }

  /** The repository with its registry: {@code docker.io/library/node}. */
  public String repository() {
    return domain.isEmpty() ? path : domain + "/" + path;
  }

  /** The repository as Docker prints it: {@code node}, {@code bitnami/redis}, {@code ghcr.io/o/r}. */
  public String familiarName() {
    if (!domain.equals(DOCKER_HUB)) {
      return repository();
    }
    String name = nameBehind(OFFICIAL, path);
    return name == null ? path : name;
  }

  /**
   * The name under which facts of the image are known: an official image is the same whatever registry has it, {@code node}
   * for {@code public.ecr.aws/docker/library/node} and {@code arm64v8/node}; any other is called as Docker prints it.
   */
  public String canonicalName() {
    String official = officialName();
    return official == null ? familiarName() : official;
  }

  /** The whole name as Docker prints it, with the tag {@code latest} where neither tag nor digest was written. */
  public String familiar() {
    StringBuilder result = new StringBuilder(familiarName());
    if (tag != null || digest == null) {
      result.append(':').append(tagOrLatest());
    }
    if (digest != null) {
      result.append('@').append(digest);
    }
    return result.toString();
  }

  /** The tag that is meant where no digest decides: the one written, else {@code latest}. */
  public String tagOrLatest() {
    return tag == null ? "latest" : tag;
  }

  /** Whether its registry is Docker Hub. */
  public boolean isOnDockerHub() {
    return domain.equals(DOCKER_HUB);
  }

  /** Whether this is one of the Docker Official Images, under whatever name. */
  public boolean isOfficial() {
    return officialName() != null;
  }

  /** The only platform of which this repository has images, such as {@code linux/arm64}; null where that isn't known. */
  public @Nullable String platform() {
    int slash = path.indexOf('/');
    return domain.equals(DOCKER_HUB) && slash > 0 && path.indexOf('/', slash + 1) < 0
        ? PLATFORMS.get(path.substring(0, slash))
        : null;
  }

  private @Nullable String officialName() {
    if (domain.equals(DOCKER_HUB)) {
      String name = nameBehind(OFFICIAL, path);
      return name != null || platform() == null ? name : path.substring(path.indexOf('/') + 1);
    }
    if (!path.contains(OFFICIAL)) {
      return null;
    }
    Matcher mirrored = MIRRORED.matcher(repository());
    return mirrored.matches() ? mirrored.group(1) : null;
  }

  /**
   * The official image of which this may be a copy: {@code node:22} for {@code registry.example.com/library/node:22}, because
   * what hands on Docker Hub keeps its paths. Nobody knows how old the copy is, or whether it is one. This image where it has
   * another path.
   */
  ImageReference copied() {
    String name = isOfficial() ? null : nameBehind(OFFICIAL, path);
    ImageReference copied = name == null ? null : of(name + text.substring(nameRange.end()));
    return copied == null ? this : copied;
  }

  /** What follows a prefix, if it is one name. */
  private static @Nullable String nameBehind(String prefix, String path) {
    return path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0
        ? path.substring(prefix.length())
        : null;
  }

  /** Whether this is the empty image that {@code FROM scratch} begins with. It has no tag, no registry and no size. */
  public boolean isScratch() {
    return text.equals(SCRATCH);
  }

  /** The same repository with another tag and without a digest; the name stays as it was written. */
  public ImageReference withTag(String newTag) {
    String name = nameRange.of(text);
    return new ImageReference(
        name + ":" + newTag,
        domain,
        path,
        newTag,
        null,
        TextRange.ofLength(0, name.length()),
        TextRange.ofLength(name.length() + 1, newTag.length()),
        null);
  }

  /** The same repository by a digest, whatever tag it had; the name stays as it was written. */
  public ImageReference at(String newDigest) {
    String name = nameRange.of(text);
    return new ImageReference(
        name + "@" + newDigest,
        domain,
        path,
        null,
        newDigest,
        TextRange.ofLength(0, name.length()),
        null,
        TextRange.ofLength(name.length() + 1, newDigest.length()));
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;
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

  static final String DOCKER_HUB = "docker.io";
  static final String OFFICIAL = "library/";
  private static final String SCRATCH = "scratch";

  /** Who has the official images for one platform on Docker Hub. */
  private static final ImmutableSet<String> PLATFORMS = ImmutableSet.of(
      "amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "ppc64le", "riscv64", "s390x");

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
    if (isOfficial()) {
      return path.substring(OFFICIAL.length());
    }
    return domain.equals(DOCKER_HUB) ? path : repository();
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

  /** Whether this is one of the Docker Official Images, which live in {@code docker.io/library}. */
  public boolean isOfficial() {
    return domain.equals(DOCKER_HUB)
        && path.startsWith(OFFICIAL)
        && path.indexOf('/', OFFICIAL.length()) < 0;
  }

  /**
   * The Docker Official Image of which this is a copy, for one platform or in another registry: {@code arm64v8/alpine},
   * {@code public.ecr.aws/docker/library/node}. Itself where it is none.
   */
  public ImageReference original() {
    int slash = path.lastIndexOf('/');
    String owner = slash < 0 ? "" : path.substring(0, slash);
    boolean isCopy = switch (domain) {
      case DOCKER_HUB -> PLATFORMS.contains(owner);
      case "public.ecr.aws" -> owner.equals("docker/library");
      case "mirror.gcr.io", "registry.hub.docker.com" -> owner.equals("library");
      default -> false;
    };
    return isCopy
        ? new ImageReference(
            text,
            DOCKER_HUB,
            OFFICIAL + path.substring(slash + 1),
            tag,
            digest,
            nameRange,
            tagRange,
            digestRange)
        : this;
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

  @Override
  public String toString() {
    return text;
  }
}

package dev.plimsoll.ide.links;

import dev.plimsoll.image.ImageReference;
import org.jspecify.annotations.Nullable;

/** The page on which a registry shows an image to people. */
final class RegistryPage {

  private static final String DOCKER_HUB = "https://hub.docker.com/";

  private RegistryPage() {}

  /** The page of the repository, or null where the registry has none that is known. */
  static @Nullable String of(ImageReference image) {
    String path = image.path();
    return switch (image.domain()) {
      case "docker.io", "index.docker.io", "registry-1.docker.io" ->
        DOCKER_HUB.concat(hubPath(image)).concat("/");
      case "ghcr.io" -> gitHubPackage(path);
      case "quay.io" -> "https://quay.io/repository/".concat(path);
      case "mcr.microsoft.com" -> "https://mcr.microsoft.com/artifact/mar/".concat(path);
      case "public.ecr.aws" -> "https://gallery.ecr.aws/".concat(path);
      case "registry.gitlab.com" -> gitLabRegistry(path);
      case "nvcr.io" -> nvidiaPage(path);
      default -> isGoogle(image.domain()) ? "https://".concat(image.repository()) : null;
    };
  }

  /** The page of the tag, or null where the registry has none for a single tag. */
  static @Nullable String ofTag(ImageReference image) {
    String tag = image.tag();
    if (tag == null) {
      return null;
    }
    return switch (image.domain()) {
      case "docker.io", "index.docker.io", "registry-1.docker.io" ->
        image.isScratch()
            ? null
            : DOCKER_HUB.concat(hubPath(image)).concat("/tags?name=").concat(tag);
      case "quay.io" -> "https://quay.io/repository/" + image.path() + "?tab=tags&tag=" + tag;
      case "mcr.microsoft.com" ->
        "https://mcr.microsoft.com/artifact/mar/" + image.path() + "/tags";
      default -> null;
    };
  }

  /** {@code _/node} for the official images, {@code r/bitnami/redis} for all others. */
  private static String hubPath(ImageReference image) {
    String path = image.path();
    return path.startsWith("library/")
        ? "_/".concat(path.substring("library/".length()))
        : "r/".concat(path);
  }

  /** The repository is taken to be the one of the image's first two names, as GitHub's own workflows make it. */
  private static @Nullable String gitHubPackage(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0
        ? null
        : "https://github.com/" + path + "/pkgs/container/" + path.substring(slash + 1);
  }

  /** Group and project are the first two names; deeper groups can't be told from names of images. */
  private static @Nullable String gitLabRegistry(String path) {
    int group = path.indexOf('/');
    if (group < 0) {
      return null;
    }
    int project = path.indexOf('/', group + 1);
    String repository = project < 0 ? path : path.substring(0, project);
    return "https://gitlab.com/".concat(repository).concat("/container_registry");
  }

  private static @Nullable String nvidiaPage(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return null;
    }
    String organisation = path.substring(0, slash).replace("/", "/teams/");
    return "https://catalog.ngc.nvidia.com/orgs/" + organisation + "/containers/"
        + path.substring(slash + 1);
  }

  /** Both of Google's registries send a browser that asks for a repository on to its page. */
  private static boolean isGoogle(String domain) {
    return domain.equals("gcr.io")
        || domain.endsWith(".gcr.io")
        || domain.endsWith("-docker.pkg.dev");
  }
}

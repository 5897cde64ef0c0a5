package dev.plimsoll.lint.rules.security;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import org.jspecify.annotations.Nullable;

/** Programs that begin as root on purpose, and change the user of what they start by themselves. */
final class RootByDesign {

  /** What to say of an image that controls Docker. */
  static final String OF_DOCKER =
      "The container runs as root. If it doesn't use Docker's socket, change to another user with USER.";

  private RootByDesign() {}

  /**
   * Whether an image is made for others, and its init changes to a user that the variables of the container name, or starts
   * services of which each has its own.
   */
  static boolean hasInit(ImageReference image) {
    String repository = image.repository();
    return image.path().startsWith("linuxserver/")
        || repository.startsWith("docker.io/lsiobase/")
        || repository.startsWith("docker.io/jlesage/baseimage")
        || repository.startsWith("docker.io/phusion/")
        || repository.startsWith("docker.io/osixia/");
  }

  /** What to say of a container that starts such a program; null where it starts another. */
  static @Nullable String message(ImageReference image, ImageUser user, StartUp startUp) {
    String manager = startUp.manager();
    if (user.lowPort() && (startUp.isEmpty() || manager != null)) {
      String other = image.canonicalName().equals("nginx")
          ? " nginxinc/nginx-unprivileged does without root."
          : "";
      return "The image " + image.familiarName()
          + " begins as root to listen on port 80; only its workers run as " + user.name() + "."
          + other;
    }
    return manager == null
        ? null
        : manager
            + " begins as root, and so does what it starts unless its configuration names another user.";
  }
}

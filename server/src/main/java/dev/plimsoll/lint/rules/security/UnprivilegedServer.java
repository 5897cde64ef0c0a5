package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** A web server whose image begins as root to listen on a low port, where another image has it without root. */
final class UnprivilegedServer {

  private UnprivilegedServer() {}

  /** Whether the web server of the base image is started, and another image has it without root. */
  static boolean isKnown(ImageReference image, @Nullable ImageUser user, StartUp startUp) {
    return isListening(user, startUp) && image.canonicalName().equals("nginx");
  }

  /** Whether the web server of the base image is started, on a port below 1024. */
  static boolean isListening(@Nullable ImageUser user, StartUp startUp) {
    return user != null && user.lowPort() && (startUp.isEmpty() || startUp.manager() != null);
  }

  /** What to say of a container that starts such a web server; null where there is nothing to advise. */
  static @Nullable String message(
      Subject subject, Stage target, ImageReference image, ImageUser user, StartUp startUp) {
    NginxConfiguration configuration = NginxConfiguration.of(subject, target);
    String reason =
        configuration.lowPort() == 0 ? "" : " to listen on port " + configuration.lowPort();
    return configuration.readsKey() // mostly a file of the host that only root may read
            || isForAnyUser(subject, target)
        ? null
        : "The image " + image.familiarName() + " begins as root" + reason
            + "; only its workers run as " + user.name()
            + ". nginxinc/nginx-unprivileged does without root"
            + configuration.condition(startUp.mayStart(CONFIGURATION)) + "."
            + NginxStart.advice(subject, target, startUp);
  }

  private static final Regex CONFIGURATION = Regex.of("/etc/nginx");

  private static final Regex TO_ROOTS_GROUP = Regex.of(
      "\\bchgrp\\s+(?:-\\w{1,9}\\s+){0,3}(?:0|root)\\s|\\bchown\\s+(?:-\\w{1,9}\\s+){0,3}[\\w.-]{0,40}:(?:0|root)\\s");

  private static final Regex GROUP_WRITES =
      Regex.of("\\bchmod\\s+(?:-\\w{1,9}\\s+){0,3}\\S{0,20}?g[oa]{0,2}(?:=u|[+=][rxXs]{0,4}w)");

  private static final Trait CHANGES_FILES =
      Trait.containing("chgrp").or(Trait.containing("chown")).or(Trait.containing("chmod"));

  /** What the server or its scripts write to as they come with the image. */
  private static final ImmutableList<ImagePath> OF_SERVER = ImmutableList.of(
      ImagePath.ROOT.resolve("etc/nginx"),
      ImagePath.ROOT.resolve("etc/nginx/conf.d"),
      ImagePath.ROOT.resolve("run"),
      ImagePath.ROOT.resolve("run/nginx.pid"),
      ImagePath.ROOT.resolve("var/cache/nginx"),
      ImagePath.ROOT.resolve("var/run"),
      ImagePath.ROOT.resolve("var/run/nginx.pid"));

  private static boolean isOpen(OpenPlaces open) {
    for (ImagePath place : OF_SERVER) {
      if (open.include(place)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether files are given to root's group or to all, who may write them: the container is prepared to start as a user who is
   * chosen where it runs, as OpenShift does.
   */
  private static boolean isForAnyUser(Subject subject, Stage target) {
    boolean gives = false;
    boolean lets = false;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(CHANGES_FILES, stage)) {
        gives |= TO_ROOTS_GROUP.matcher(run.text()).find();
        lets |= GROUP_WRITES.matcher(run.text()).find();
      }
    }
    return gives && lets || isOpen(OpenPlaces.of(subject.model(), target));
  }
}

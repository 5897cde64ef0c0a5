package dev.plimsoll.lint.rules.cache;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import org.jspecify.annotations.Nullable;

/** Caches in which build tools keep what they download: they spare a project of many parts the copies of all its manifests. */
final class DownloadCaches {

  private static final String ROOT = "/root";

  private DownloadCaches() {}

  static boolean isKnown(PlacedInstall install) {
    return folder(install) != null;
  }

  private static @Nullable String folder(PlacedInstall install) {
    return switch (install.install().tool()) {
      case "maven" -> "/.m2";
      case "gradle" -> "/.gradle";
      default -> null;
    };
  }

  /** Says how to mount it; a mount belongs to root, so that another user has to be given it by more options. */
  static String advice(SemanticModel model, PlacedInstall install) {
    String home =
        ScriptPlaces.of(model, install.script(), Basis.DEFAULTS).home().text();
    String target = ROOT.equals(home) ? home(model, install) + folder(install) : null;
    return "Keep its downloads in a cache mount"
        + (target == null ? "." : ": RUN --mount=type=cache,target=" + target + ".");
  }

  /** The image of Gradle has a user for it, whose folder it takes whoever runs it. */
  private static String home(SemanticModel model, PlacedInstall install) {
    Stage stage = model.stageOf(install.script().instruction());
    ImageReference image = stage == null ? null : model.baseReference(stage);
    boolean ofGradle = image != null && image.canonicalName().equals("gradle");
    return ofGradle ? "/home/gradle" : ROOT;
  }
}

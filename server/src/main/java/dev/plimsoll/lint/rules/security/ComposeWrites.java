package dev.plimsoll.lint.rules.security;

import dev.plimsoll.context.BeatFiles;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.context.RunSettings.Started;
import dev.plimsoll.semantics.ImagePath;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What commands of Compose write, in words. */
final class ComposeWrites {

  private static final String UNSEEN = "what `command:` in Compose writes";

  private ComposeWrites() {}

  /**
   * The directory of celery's schedule, where nothing else is written; empty where nothing is.
   *
   * @param isPrepared whether a command prepares files
   * @param workdir where a container starts; null where that isn't known
   * @param written what is said to be written anyway
   */
  static String of(
      RunSettings settings,
      boolean isPrepared,
      @Nullable ImagePath workdir,
      Collection<ImagePath> written) {
    if (isPrepared) {
      return UNSEEN;
    }
    for (Started started : settings.started()) {
      String beat = started.where() == null ? BeatFiles.directory(started.command()) : null;
      if (beat != null) {
        ImagePath place =
            (beat.startsWith("/") || workdir == null ? ImagePath.ROOT : workdir).resolve(beat);
        boolean isNamed =
            place.text() != null && !Obstacles.isOfSystem(place) && !written.contains(place);
        return isNamed
            ? place.text() + ", where `celery beat` in Compose writes its files,"
            : UNSEEN;
      }
    }
    return "";
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ArchivedReleases;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** Package lists of a release that has left its mirrors: fetching them fails, and the build with it. */
final class GoneMirrors {

  private static final CommandQuery UPDATE =
      CommandQuery.of("apt", "apt-get", "aptitude").told("update");

  private static final ImageQuestion<Boolean> ARE_GONE =
      (images, image, platform) -> ArchivedReleases.isUnder(image, images.today());

  private static final ImmutableSet<String> WHOLE = ImmutableSet.of("/", "/etc", "/etc/");

  /** The list of the distribution, or a setting. What is put beside that list, and keys, are for further sources. */
  private static final Regex CHOOSES =
      Regex.of("sources\\.list(?!\\.d)|/etc/apt(?!/(?:sources\\.list|trusted\\.gpg|keyrings))");

  /** What has an ending is no folder. */
  private static final Regex FILE = Regex.of("[^/.]\\.[a-z0-9]{1,9}$");

  /** What may name other mirrors. */
  private static final Trait MAY_CHOOSE = Trait.of(
      Instruction.class,
      instruction -> instruction.text().contains("apt")
              && CHOOSES.matcher(instruction.text()).find()
          || instruction instanceof Transfer copy
              && copy.destination() != null
              && WHOLE.contains(copy.destination().value())
              && copy.sources().stream()
                  .anyMatch(source -> !FILE.matcher(source.value()).find()));

  private GoneMirrors() {}

  /** Whether a stage on an image asks mirrors that have nothing for it any more. */
  static boolean areAsked(Subject subject, NamedBase base) {
    if (!subject.about(base.image(), ARE_GONE) || base.isReplaced(subject)) {
      return false;
    }
    for (Stage stage : subject.model().stages()) {
      if (base.stages().contains(stage.root())
          && !subject.model().commands(UPDATE, stage).isEmpty()
          && !mayChoose(subject, stage)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayChoose(Subject subject, Stage target) {
    for (Stage stage : target.chain()) {
      if (subject.model().has(MAY_CHOOSE, stage)) {
        return true;
      }
    }
    return false;
  }
}

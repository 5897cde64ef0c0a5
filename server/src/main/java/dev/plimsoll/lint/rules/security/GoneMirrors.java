package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ArchivedReleases;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Package lists of a release that has left its mirrors: fetching them fails, and the build with it. */
final class GoneMirrors {

  private static final CommandQuery UPDATE =
      CommandQuery.of("apt", "apt-get", "aptitude").told("update");

  private static final ImageQuestion<Boolean> ARE_GONE =
      (images, image, platform) -> ArchivedReleases.isUnder(image, images.today());

  private static final String APT = "apt-get update";

  private static final CommandQuery YUM = CommandQuery.of("yum", "dnf")
      .told("install", "update", "upgrade", "groupinstall", "makecache");

  private static final ImmutableSet<String> WHOLE = ImmutableSet.of("/", "/etc", "/etc/");

  /** The list of the distribution, or a setting. What is put beside that list, and keys, are for further sources. */
  private static final Regex CHOOSES = Regex.of(
      "sources\\.list(?!\\.d)|/etc/apt(?!/(?:sources\\.list|trusted\\.gpg|keyrings))"
          + "|yum\\.repos\\.d|yum\\.conf|vault\\.centos|\\.repo\\b|--(?:disable|en)repo|config-manager");

  /** What has an ending is no folder. */
  private static final Regex FILE = Regex.of("[^/.]\\.[a-z0-9]{1,9}$");

  /** What may name other mirrors. */
  private static final Trait MAY_CHOOSE = Trait.of(
      Instruction.class,
      instruction -> (instruction.text().contains("apt")
                  || instruction.text().contains("repo")
                  || instruction.text().contains("yum")
                  || instruction.text().contains("centos"))
              && CHOOSES.matcher(instruction.text()).find()
          || instruction instanceof Transfer copy
              && copy.destination() != null
              && WHOLE.contains(copy.destination().value())
              && copy.sources().stream()
                  .anyMatch(source -> !FILE.matcher(source.value()).find()));

  private GoneMirrors() {}

  /** What asks, in a stage on an image, mirrors that have nothing for it any more; null where nothing is known to. */
  static @Nullable String ask(Subject subject, NamedBase base) {
    boolean isCentos = ArchivedReleases.areOfCentos(base.image());
    if (!isCentos && !subject.about(base.image(), ARE_GONE) || base.isReplaced(subject)) {
      return null;
    }
    for (Stage stage : base.allStages(subject.model())) {
      if (!mayChoose(subject, stage)) {
        for (RunCommand command : subject.model().commands(isCentos ? YUM : UPDATE, stage)) {
          if (!command.instruction().text().contains("||")) { // which may bear a failure
            return isCentos ? command.invocation().nameWord().raw() : APT;
          }
        }
      }
    }
    return null;
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

package dev.plimsoll.lint.rules.security;

import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableCommands;
import dev.plimsoll.shell.ShellWord;
import org.jspecify.annotations.Nullable;

/** Calls of apt-key, which newer releases of Debian and Ubuntu lack, and older ones have without the gpg that it needs. */
final class AptKey {

  private static final CommandQuery APT_KEY = CommandQuery.of("apt-key");
  private static final CommandQuery APT = CommandQuery.of("apt-get", "apt").told("install");

  private static final int FIRST_DEBIAN_WITHOUT_KEY = 13;
  private static final int FIRST_UBUNTU_WITHOUT_KEY = 25;

  private static final int LAST_DEBIAN_WITH_GPG = 8;
  private static final int LAST_UBUNTU_WITH_GPG = 16;

  private AptKey() {}

  /** What another release of an image lacks of it; null where it lacks nothing, or nothing calls it. */
  static @Nullable String lacking(SemanticModel model, NamedBase base, NextRelease next) {
    String ended = next.ended().release();
    if (ended.startsWith(NextRelease.DEBIAN)) {
      return lacking(
          model, base, next, NextRelease.DEBIAN, FIRST_DEBIAN_WITHOUT_KEY, LAST_DEBIAN_WITH_GPG);
    }
    if (ended.startsWith(NextRelease.UBUNTU)) {
      return lacking(
          model, base, next, NextRelease.UBUNTU, FIRST_UBUNTU_WITHOUT_KEY, LAST_UBUNTU_WITH_GPG);
    }
    return next.isOnDebian13() && isRun(model, base, false)
        ? "apt-key, which Debian 13 lacks"
        : null;
  }

  private static @Nullable String lacking(
      SemanticModel model,
      NamedBase base,
      NextRelease next,
      String system,
      int firstWithoutKey,
      int lastWithGpg) {
    String other = "apt-key, which " + system + next.release();
    if (next.major() >= firstWithoutKey) {
      return isRun(model, base, false) ? other + " lacks" : null;
    }
    boolean hadGpg = next.endedMajor(system) <= lastWithGpg;
    return hadGpg && isRun(model, base, true) ? other + " needs gnupg for" : null;
  }

  /** @param withoutGpg whether it counts only where nothing installs gpg */
  private static boolean isRun(SemanticModel model, NamedBase base, boolean withoutGpg) {
    for (Stage stage : base.allStages(model)) {
      if (model.family(stage).hasApt()
          && !model.commands(APT_KEY, stage).isEmpty()
          && !(withoutGpg && installsGpg(model, stage))) {
        return true;
      }
    }
    return false;
  }

  private static boolean installsGpg(SemanticModel model, Stage target) {
    for (Stage stage : target.chain()) {
      for (RunCommand install : VariableCommands.andWritten(model, APT, stage)) {
        for (ShellWord word : install.operands()) {
          if (word.literalPrefix().startsWith("gnupg")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

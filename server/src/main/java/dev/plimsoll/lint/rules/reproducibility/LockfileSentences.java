package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Subject.Lacked;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.UncopiedSettings;
import org.jspecify.annotations.Nullable;

/** The sentences that say what is wrong with the lockfile of an install, and what to do about it. */
final class LockfileSentences {

  static final String OF_YARN_1 =
      "yarn.lock is of Yarn 1, so this Yarn writes it anew in each build, and one with --immutable would fail. "
          + "Run yarn install, commit the lockfile that it writes, then add --immutable.";

  private static final String OF_OTHER =
      "npm doesn't read %s, so this install may choose other versions in each build. "
          + "Install with the package manager that has written it, or commit a package-lock.json.";

  private static final String OTHERWISE =
      "The lockfile was written for another range of %s than package.json has, so this install may change its version, and %s";

  private LockfileSentences() {}

  /** What is said where an edit would be enough. */
  static String ofInstall(NodeInstall install) {
    return install.manager() == Manager.NPM
        ? "npm install may install other versions than the lockfile lists. Use npm ci."
        : install.manager().program()
            + " may install other versions than the lockfile lists. Add the option that keeps to it.";
  }

  /** @param asked what asks for a later npm than that of the image */
  static String ofLaterNpm(String asked) {
    return "npm install may install other versions than the lockfile lists. Use npm ci on the release that is asked for ("
        + asked + "): the older npm of this image may refuse the lockfile.";
  }

  static String ofOther(String lockfile) {
    return OF_OTHER.formatted(lockfile);
  }

  /** @param flag of a manager other than npm, which keeps to the lockfile */
  static String ofLacking(String dependency, NodeInstall install, String flag) {
    return "The lockfile lacks " + dependency
        + ", which package.json asks for, so this install chooses versions, and "
        + repair(install, flag, "would");
  }

  /** The same of a package that only another one asks for. */
  static String ofLacking(Lacked lacked, NodeInstall install) {
    return "The lockfile lacks " + lacked.name() + ", which " + lacked.by()
        + (lacked.optional()
            ? " has on other systems, so npm 11.6 and later refuse npm ci. "
                + "Write the lockfile anew without node_modules, then use npm ci."
            : " asks for as a peer, so this install chooses versions, and "
                + repair(install, "", "would"));
  }

  /** The same where the lockfile has the dependency, for another range of versions. */
  static String ofOtherRange(String dependency, NodeInstall install, String flag) {
    return OTHERWISE.formatted(dependency, repair(install, flag, "may"));
  }

  private static String repair(NodeInstall install, String flag, String will) {
    boolean isNpm = install.manager() == Manager.NPM;
    String frozen = isNpm ? "npm ci" : flag;
    return (isNpm ? "npm ci " : "one with " + frozen + " ")
        + will
        + " fail. Bring the lockfile up to date, then "
        + (isNpm ? "use " : "add ") + frozen + ".";
  }

  static String ofUncopiedSettings(NodeInstall install, UncopiedSettings settings) {
    return ofInstall(install) + " Copy " + settings.text()
        + " before it, with which the lockfile was written.";
  }

  /**
   * Why an install that keeps to the lockfile would fail, or may; null where nothing tells so.
   *
   * @param lacked what others in it want and it lacks
   */
  static @Nullable String difference(
      Subject subject, NodeProject project, Manager manager, @Nullable Lacked lacked) {
    String notLocked = project.lockfiles(subject).notLocked(manager);
    String otherwise = project.lockfiles(subject).lockedOtherwise(manager);
    return notLocked != null
        ? "lacks " + notLocked
        : otherwise != null
            ? "was written for another range of " + otherwise
            : lacked == null
                ? null
                : "lacks " + lacked.name() + ", "
                    + (lacked.optional() ? "optional for " : "a peer of ") + lacked.by();
  }

  /** @param difference what {@link #difference} says */
  static String ofUncopied(
      String lockfile,
      NodeInstall install,
      @Nullable String difference,
      UncopiedSettings settings) {
    String effect = install.isFrozen() ? "has no versions to keep to" : "may choose other versions";
    return lockfile + " is in the build context, but not copied, so this install " + effect
        + (difference != null
            ? ". Bring it up to date, because it " + difference + ", then copy it too."
            : settings.areNone()
                ? ". Copy it too."
                : ". Copy it too, and " + settings.text() + ", with which it was written.");
  }
}

package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Subject.Lacked;
import dev.plimsoll.lint.rules.dependencies.LaterNpm;
import dev.plimsoll.lint.rules.dependencies.Lockfiles;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.dependencies.ProjectLockfiles;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Node's package managers as a stage has them: of which version they are, and which lockfiles they read. */
record NodeManagers(Subject subject, Stage stage, NpmVersions versions, Lockfiles lockfiles) {

  /** What sets up another Yarn than that of the image. */
  private static final Trait BRINGS_YARN = Trait.containing("corepack")
      .or(Trait.containing("yarn@"))
      .or(Trait.containing("set version"))
      .or(Trait.containing("policies"))
      .or(Trait.containing("@yarnpkg"))
      .or(Trait.containing("YARN_"));

  private static final Regex MODERN_VERSION = Regex.of(
      "\\bset version (?:berry|canary|latest|stable|[2-9])|\\byarn@(?:berry|stable|[2-9])");

  private static final Trait SETS_MODERN_YARN =
      Trait.of(Instruction.Run.class, run -> MODERN_VERSION.matcher(run.text()).find());

  private static final Regex LOCKED_BY_PNPM_7 = Regex.of("(?m)^lockfileVersion: ['\"]?5");

  private static final Regex LOCKED_BY_PNPM_8 = Regex.of("(?m)^lockfileVersion: ['\"]?6");

  /** A pnpm that reads the lockfiles of pnpm 7; who asks for none gets the newest. */
  private static final Regex PNPM_7 = Regex.of("\\bpnpm@[\\^~v]?[3-7](?!\\d)");

  /** One that reads those of pnpm 8. */
  private static final Regex PNPM_9 = Regex.of("\\bpnpm@[\\^~v]?[89](?!\\d)");

  private static final Trait BRINGS_PNPM_7 =
      Trait.of(Instruction.Run.class, run -> PNPM_7.matcher(run.text()).find());

  private static final Trait BRINGS_PNPM_9 =
      Trait.of(Instruction.Run.class, run -> PNPM_9.matcher(run.text()).find());

  NpmVersion npm() {
    return versions.of(stage);
  }

  /** What asks for a later npm than the stage is known to have, which may refuse the lockfile; null where nothing does. */
  @Nullable String laterNpm(NodeProject project, Manager manager) {
    int npm = manager == Manager.NPM ? versions.major(stage) : 0;
    return npm == 0 ? null : LaterNpm.asked(subject, project, npm);
  }

  private static final Trait LEAVES_PEERS = Trait.containing("legacy-peer-deps")
      .or(Trait.containing("legacy_peer_deps"))
      .or(Trait.containing("LEGACY_PEER_DEPS"));

  /** The npm that misses packages for other systems in a lockfile; 11.6 is the first, but tags don't tell minor versions. */
  private static final int MISSES_OPTIONAL = 11;

  /** What npm misses in the lockfile because other packages in it want it; null where nothing is known. */
  @Nullable Lacked lacked(NodeProject project, Manager manager) {
    if (manager != Manager.NPM || npm().isOld()) {
      return null;
    }
    Lacked peer = leavesPeers() ? null : project.lockfiles(subject).peerNotLocked();
    int npm = versions.major(stage);
    return peer != null || npm > 0 && npm < MISSES_OPTIONAL
        ? peer
        : project.lockfiles(subject).optionalNotLocked();
  }

  private boolean leavesPeers() {
    for (Stage one = stage; one != null; one = one.parent()) {
      if (subject.model().has(LEAVES_PEERS, one)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a manager can't use the lockfile in the context. */
  boolean cannotRead(NodeProject project, Manager manager) {
    ProjectLockfiles locked = project.lockfiles(subject);
    return switch (manager) {
      case NPM ->
        locked.isRefusedByNpm()
            || locked.isForAnotherSystem()
            || npm().isOld() && locked.isOfLaterNpm();
      case YARN -> locked.isOfModernYarn() && isYarn1(project);
      case PNPM -> isOfOlderPnpm(project);
      case BUN -> false;
    };
  }

  /** Whether the lockfile has a format that the newest pnpm doesn't read, and nobody asks for one that does. */
  private boolean isOfOlderPnpm(NodeProject project) {
    String lockfile = subject.contextFile(project.beside("pnpm-lock.yaml")).head();
    boolean isOf7 = LOCKED_BY_PNPM_7.matcher(lockfile).find();
    if (!isOf7 && !LOCKED_BY_PNPM_8.matcher(lockfile).find()) {
      return false;
    }
    for (Stage one = stage; one != null; one = one.parent()) {
      if (subject.model().has(isOf7 ? BRINGS_PNPM_7 : BRINGS_PNPM_9, one)) {
        return false;
      }
    }
    Regex asked = isOf7 ? PNPM_7 : PNPM_9;
    return !asked.matcher(project.manifest().file().head()).find();
  }

  /** Whether Yarn 2 or later installs by a lockfile of Yarn 1, which it may not change where it has to keep to it. */
  boolean isWrittenAnew(RunScript script, NodeInstall install, NodeProject project) {
    if (install.manager() != Manager.YARN || !project.lockfiles(subject).isOfYarn1()) {
      return false;
    }
    for (Stage one = stage; one != null; one = one.parent()) {
      if (subject.model().has(SETS_MODERN_YARN, one)) {
        return true;
      }
    }
    return isModernYarn(script, install);
  }

  /** Whether it freezes the lockfile where it believes to run in continuous integration: pnpm, and Yarn since 2. */
  boolean freezesByItself(RunScript script, NodeInstall install) {
    return install.manager() == Manager.PNPM
        || install.manager() == Manager.YARN && isModernYarn(script, install);
  }

  boolean isModernYarn(RunScript script, NodeInstall install) {
    NodeProject project = NodeProject.of(subject, script, install.invocation(), Basis.DEFAULTS);
    boolean has = lockfiles.isModernYarn() || project != null && project.isOfModernYarn(subject);
    return has && !(project != null && isYarn1(project));
  }

  /** The option with which a manager other than npm keeps to the lockfile. */
  String frozenFlag(RunScript script, NodeInstall install) {
    boolean modern = install.manager() == Manager.YARN && isModernYarn(script, install);
    return modern ? "--immutable" : "--frozen-lockfile";
  }

  /** Whether the Yarn that runs is the one that images of Node bring, for certain. */
  private boolean isYarn1(NodeProject project) {
    ImageReference image = subject.model().baseReference(stage);
    if (image == null
        || !image.canonicalName().equals("node")
        || lockfiles.hasYarn()
        || !project.isLeftToYarn1(subject)) {
      return false;
    }
    for (Stage one = stage; one != null; one = one.parent()) {
      if (subject.model().has(BRINGS_YARN, one)) {
        return false;
      }
    }
    return true;
  }
}

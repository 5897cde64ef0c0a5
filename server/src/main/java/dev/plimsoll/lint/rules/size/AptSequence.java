package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.ListReaders;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.rewrite.RunMerge;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adjacent RUNs of which the first one updates the package lists, a later one installs, and the last ones may clean up.
 *
 * @param merge them as one RUN
 */
record AptSequence(RunMerge merge) {

  private static final Trait UPDATES = AptCommand.ANY.trait();

  /** The RUNs from one of a stage on, or null where they are none or can't be joined. */
  static @Nullable AptSequence at(SemanticModel model, Stage stage, RunScript first) {
    boolean updates = UPDATES.isOf(first.instruction()) && loneUpdate(first) != null;
    if (!updates
        || first.instruction() != first.run()
        || PackageLists.in(model, first).areMounted()) {
      return null;
    }
    RunMerge merge = new RunMerge(model, first).trailingByDefault();
    boolean installs = false;
    int next = model.ordinal(first.instruction()) + 1;
    for (RunScript script = script(model, stage, next);
        script != null && belongs(model, script, installs) && merge.add(script);
        script = script(model, stage, next)) {
      installs = installs || reads(script);
      next++;
    }
    return installs ? new AptSequence(merge) : null;
  }

  private static @Nullable RunScript script(SemanticModel model, Stage stage, int ordinal) {
    return ordinal < model.instructions(stage).size()
            && model.instructions(stage).get(ordinal) instanceof Run run
        ? model.script(run)
        : null;
  }

  /** The last update of a script behind which nothing is installed, or null. */
  static @Nullable AptCommand loneUpdate(RunScript script) {
    return loneUpdate(AptCommand.in(script));
  }

  /** The same of all commands of a script. */
  static @Nullable AptCommand loneUpdate(List<AptCommand> all) {
    AptCommand update = null;
    for (AptCommand apt : all) {
      if (apt.readsLists()) {
        update = null;
      } else if (apt.updatesLists() && apt.invocation().prefix("chroot") == null) {
        update = apt;
      }
    }
    return update;
  }

  /** The first command of a script that installs, where nothing before it can have updated the lists; or null. */
  static @Nullable AptCommand install(RunScript script) {
    for (Invocation invocation : script.script().invocations()) {
      AptCommand apt = AptCommand.of(script, invocation);
      if (PackageLists.mayBeUpdatedBy(invocation) || (apt != null && apt.updatesLists())) {
        return null;
      }
      if (apt != null
          && apt.readsLists()
          && !apt.changesNothing()
          && invocation.prefix("chroot") == null) {
        return apt;
      }
    }
    return null;
  }

  private static boolean reads(RunScript script) {
    return install(script) != null;
  }

  private static boolean belongs(SemanticModel model, RunScript script, boolean installed) {
    return reads(script) || (installed && onlyCleans(model, script));
  }

  private static boolean onlyCleans(SemanticModel model, RunScript script) {
    PackageLists lists = PackageLists.in(model, script);
    List<Invocation> invocations = script.script().invocations();
    for (Invocation invocation : invocations) {
      AptCommand apt = AptCommand.of(script, invocation);
      boolean cleans = lists.areRemovedBy(invocation)
          || (apt != null
              && switch (apt.verb()) {
                case "clean", "autoclean", "autoremove", "autopurge" -> true;
                default -> false;
              });
      if (!cleans) {
        return false;
      }
    }
    return !invocations.isEmpty();
  }

  /**
   * Removes the lists at the end, or in the place of a last {@code apt-get clean}: the official images keep no downloaded packages
   * anyway, and the lists are what weighs. Does nothing where a later RUN needs them.
   */
  void removeLists(SemanticModel model, Stage stage, ListReaders.Use use) {
    List<RunScript> scripts = merge.scripts();
    RunScript lastScript = scripts.get(scripts.size() - 1);
    List<Invocation> last = lastScript.script().invocations();
    AptCommand clean = last.size() == 1 ? AptCommand.of(lastScript, last.get(0)) : null;
    boolean cleans =
        clean != null && (clean.verb().equals("clean") || clean.verb().equals("autoclean"));
    if (use != ListReaders.Use.NONE) {
      return;
    }
    for (RunScript script : scripts) {
      if (PackageLists.in(model, script).areRemoved(0)) {
        return;
      }
    }
    if (clean == null || !cleans) {
      if (!model.ships(stage) || AptListsNotRemoved.OF_LISTS.lastIn(model) > lastScript.start()) {
        return;
      }
      AptCommand first = AptCommand.in(scripts.get(0)).get(0);
      merge.append((first.invocation().isSudo() ? "sudo " : "") + PackageLists.REMOVAL);
      return;
    }
    if (model.family(stage).hasApt()) {
      merge.replaceLast((clean.invocation().isSudo() ? "sudo " : "") + PackageLists.REMOVAL);
    }
  }
}

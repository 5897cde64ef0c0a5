package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;

/**
 * Whether packages are installed next to a script that is downloaded and sets up where they come from, and nothing else has
 * fetched package lists: if the download fails, none is found.
 */
final class SetUpPackages {

  /** How many RUNs before are looked at: stages that people write have fewer. */
  private static final int MOST = 40;

  private SetUpPackages() {}

  static boolean areLackingWithout(SemanticModel model, RunScript script, DanglingPipe pipe) {
    Invocation next = pipe.following().next();
    AptCommand install = next == null ? null : AptCommand.of(script, next);
    if (install == null || !install.needsLists() || install.packages().isEmpty()) {
      return false;
    }
    int start = pipe.pipeline().range().start();
    for (Invocation invocation : script.script().invocations()) {
      if (invocation.nameWord().range().start() < start && mayFetch(script, invocation)) {
        return false;
      }
    }
    return areNoneBefore(model, script);
  }

  private static boolean areNoneBefore(SemanticModel model, RunScript script) {
    Stage own = model.stageOf(script.instruction());
    ImageReference image = own == null ? null : model.baseReference(own);
    if (own == null || image == null || !image.isOfficial()) {
      return false; // an image of others may have lists
    }
    for (Stage stage : own.chain()) {
      if (model.having(RunScript.IS_RUN, stage).size() > MOST) {
        return false;
      }
      for (RunScript other : model.scripts(stage)) {
        boolean isBefore = stage != own
            || model.ordinal(other.instruction()) < model.ordinal(script.instruction());
        if (isBefore && mayLeave(model, other)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean mayLeave(SemanticModel model, RunScript script) {
    int last = -1;
    for (Invocation invocation : script.script().invocations()) {
      if (mayFetch(script, invocation)) {
        last = invocation.nameWord().range().start();
      }
    }
    return last >= 0 && !PackageLists.in(model, script).areRemoved(last);
  }

  private static boolean mayFetch(RunScript script, Invocation invocation) {
    AptCommand apt = AptCommand.of(script, invocation);
    return apt != null ? apt.updatesLists() : PackageLists.mayBeUpdatedBy(invocation);
  }
}

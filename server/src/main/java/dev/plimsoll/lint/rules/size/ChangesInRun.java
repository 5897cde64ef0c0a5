package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction.Transfer;
import org.jspecify.annotations.Nullable;

/** What the RUN of a {@code chown} or {@code chmod} does besides to the files that a COPY wrote. */
record ChangesInRun(SemanticModel model, Transfer copy, RunCommand change) {

  static final CommandQuery CHANGE = CommandQuery.of("chown", "chmod");

  /** What the RUN of a command runs like it on what was copied: of {@code chown} and {@code chmod} one or both. */
  ImmutableSet<String> programs() {
    ImmutableSet.Builder<String> programs = ImmutableSet.builder();
    for (RunCommand one : CHANGE.in(change.script())) {
      if (one.has("-R")
          && CopyFlag.canSay(one)
          && copy.flag(one.program()) == null
          && CopiedFiles.areBelow(model, copy, one)) {
        programs.add(one.program());
      }
    }
    return programs.build();
  }

  /** Whether the RUN of a command stores what was copied again in a way of which no flag can say the same. */
  boolean storesAnyhow() {
    for (RunCommand one : CHANGE.in(change.script())) {
      if (one.has("-R") && !CopyFlag.canSay(one) && CopiedFiles.areBelow(model, copy, one)) {
        return true;
      }
    }
    return change.script().script().invocations().stream()
        .anyMatch(find -> changesAll(find) && CopiedFiles.areFound(model, copy, change, find));
  }

  /** Whether {@code find} gives files another owner or mode, as its command says. */
  private static boolean changesAll(Invocation find) {
    return find.is("find")
        && find.command().words().stream()
            .anyMatch(word -> word.isLiteral("chmod") || word.isLiteral("chown"));
  }

  /** What goes down to it, too, though the COPY has the flag for it; null where nothing does. */
  @Nullable String programInVain() {
    for (RunCommand one : CHANGE.in(change.script())) {
      if (copy.flag(one.program()) != null && CopiedFiles.areBelow(model, copy, one)) {
        return one.program();
      }
    }
    return null;
  }

  /** Whether the RUN may store the single files again that the command changes, whatever becomes of it. */
  boolean mayStoreAgain(CopiedFiles copied) {
    return isNamedByOthers(copied)
        || CHANGE.in(change.script()).stream()
            .anyMatch(other -> CopiedFiles.areBelow(model, copy, other));
  }

  /** Whether another command of the RUN works on the same files, and may write them. */
  private boolean isNamedByOthers(CopiedFiles copied) {
    return change.script().script().invocations().stream()
        .filter(one -> one != change.invocation())
        .flatMap(one -> one.arguments().words().stream())
        .anyMatch(word -> copied.changed().stream()
            .anyMatch(place -> word.raw().contains(String.valueOf(place.name()))));
  }
}

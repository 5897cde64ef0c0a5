package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;

/**
 * A {@code chown -R} or {@code chmod -R} that says what earlier ones of the stage have said: files that have that owner or mode
 * already are in no new layer.
 *
 * @param others those of earlier RUNs, the last ones first
 */
record RepeatedChange(SemanticModel model, RunCommand change, ImmutableList<RunCommand> others) {

  /** Earlier commands that are looked at: files that people write have one or two. */
  private static final int MOST = 8;

  static RepeatedChange of(SemanticModel model, RunCommand change) {
    Stage stage = model.stageOf(change.instruction());
    Iterable<RunCommand> others = stage == null
        ? ImmutableList.of()
        : Iterables.filter(
            model.commands(ChangesInRun.CHANGE, stage).reverse(),
            one -> one.program().equals(change.program())
                && model.ordinal(one.instruction()) < model.ordinal(change.instruction()));
    return new RepeatedChange(model, change, ImmutableList.copyOf(Iterables.limit(others, MOST)));
  }

  /** Whether what a COPY wrote has got its owner or its mode since. */
  boolean isDone(Transfer copy) {
    return isDone(copy, CopiedFiles.destination(model, copy));
  }

  /** Whether what an instruction wrote in a directory has got it since. */
  boolean isDone(Instruction written, ImagePath directory) {
    for (RunCommand one : others) {
      if (model.ordinal(one.instruction()) > model.ordinal(written)
          && CopiedFiles.isBelow(model, directory, one)) {
        return saysTheSame(one);
      }
    }
    return false;
  }

  private boolean saysTheSame(RunCommand one) {
    String said = CopyFlag.said(change);
    return !one.invocation().isNested() && !said.isEmpty() && said.equals(CopyFlag.said(one));
  }
}

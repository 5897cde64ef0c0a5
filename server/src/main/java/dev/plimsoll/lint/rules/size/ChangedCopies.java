package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.Weight;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Label;
import dev.plimsoll.syntax.Instruction.Stopsignal;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The COPYs and ADDs of a stage that wrote what a command then changes. */
final class ChangedCopies {

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** What neither reads nor writes files, nor decides who runs a command and where. */
  private static final Trait CONFIGURES = Trait.of(
      Cmd.class,
      Entrypoint.class,
      Env.class,
      Expose.class,
      Healthcheck.class,
      Label.class,
      Stopsignal.class);

  /** A folder with what a compiler made of sources. */
  private static final Regex OUTPUT = Regex.of("(?:.{0,300}/)?(?:build|dist|lib|out|output)/?");

  /** How many COPYs of a stage are looked at for one command: files that people write have fewer. */
  private static final int MOST = 20;

  private ChangedCopies() {}

  /** What a command changes of a COPY before it, between which and it only such stand as copy other files. */
  static @Nullable CopiedFiles before(Subject subject, RunCommand change) {
    SemanticModel model = subject.model();
    Instruction before = model.previous(change.instruction());
    boolean isNext = true;
    for (int i = 0; i < MOST && before != null; i++) {
      if (before instanceof Transfer copy) {
        CopiedFiles copied =
            takes(copy, change) ? CopiedFiles.changedBy(model, copy, change) : null;
        if (copied != null && (isNext || !change.has("-R"))) {
          return copied;
        }
        if (change.has("-R") || !CopiedFiles.areOthers(subject, copy, change)) {
          return null;
        }
        isNext = false;
      } else if (!CONFIGURES.isOf(before)) {
        return null;
      }
      before = model.previous(before);
    }
    return null;
  }

  private static boolean takes(Transfer copy, RunCommand change) {
    return copy.errors().isEmpty()
        && copy.flag(change.program()) == null
        && copy.flag("parents") == null
        && copy.flag("unpack") == null;
  }

  /**
   * What a command changes of the last COPY before it that wrote just such files, which nothing else in its RUN stores again;
   * null where there is none.
   */
  static @Nullable CopiedFiles lastOfFiles(SemanticModel model, Stage stage, RunCommand change) {
    for (Instruction one : Iterables.limit(model.having(COPIES, stage).reverse(), MOST)) {
      Transfer copy = (Transfer) one;
      boolean isBefore = model.ordinal(copy) < model.ordinal(change.instruction())
          && copy.errors().isEmpty()
          && copy.flag(change.program()) == null;
      CopiedFiles copied = isBefore ? CopiedFiles.changedBy(model, copy, change) : null;
      if (copied != null
          && copied.isOfFiles()
          && !LostModes.areLost(model, copied, change)
          && !CopyFlag.isIdle(copy, change)
          && !new ChangesInRun(model, copy, change).mayStoreAgain(copied)) {
        return copied;
      }
    }
    return null;
  }

  /**
   * Those before a command, without its flag, whose files are all below the directories that it goes down into, and that no
   * command before has changed in the same way.
   */
  static ImmutableList<Transfer> below(SemanticModel model, RunCommand change) {
    Stage stage = model.stageOf(change.instruction());
    RepeatedChange repeated = RepeatedChange.of(model, change);
    ImmutableList.Builder<Transfer> copies = ImmutableList.builder();
    for (Instruction one : stage == null ? List.<Instruction>of() : model.having(COPIES, stage)) {
      Transfer copy = (Transfer) one;
      if (model.ordinal(copy) < model.ordinal(change.instruction())
          && copy.flag(change.program()) == null
          && CopiedFiles.areBelow(model, copy, change)
          && !repeated.isDone(copy)) {
        copies.add(copy);
      }
    }
    return copies.build();
  }

  /** What all earlier COPYs of the stage wrote that a command changes, too. */
  static Weight weight(Subject subject, RunCommand change) {
    Weight sum = new Weight(0, 0, true);
    for (Transfer copy : below(subject.model(), change)) {
      sum = CopiedFiles.mayBeMany(copy) || copy.flag("from") == null
          ? sum.plus(CopiedFiles.weight(subject, copy))
          : sum;
    }
    return sum;
  }

  /** Whether what a compiler of Node made is little beside the packages that the stage itself installs there. */
  static boolean areLittleBesidePackages(SemanticModel model, Stage stage, RunCommand change) {
    return Iterables.all(below(model, change), ChangedCopies::isOutputIfBuilt)
        && CopiedFiles.areWrittenBelow(model, change)
        && Iterables.any(
            model.commands(NodeInstall.ANY, stage),
            one -> one.instruction() != change.instruction()
                && NodeInstall.of(one.invocation()) != null);
  }

  private static boolean isOutputIfBuilt(Transfer copy) {
    return copy.flag("from") == null
        || Iterables.all(
            copy.sources(), source -> OUTPUT.matcher(source.value()).matches());
  }
}

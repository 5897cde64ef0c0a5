package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** The edits that give COPY the flag in the place of a command that changes what it wrote. */
record ChownFixes(SemanticModel model, CopiedFiles copied, RunCommand change) {

  /** What takes the place of a RUN that does nothing else; null where the flag may not be enough. */
  @Nullable Fix ofRun() {
    Instruction run = change.instruction();
    boolean isIdle = CopyFlag.isIdle(copied.copy(), change);
    String flag = isIdle ? null : CopyFlag.of(model, copied.copy(), change);
    if (CopiedFiles.mayUnpack(copied.copy())) {
      return null;
    }
    if (copied.changesWorkdir() && change.program().equals("chown")) {
      return ofWorkdir(flag);
    }
    ImmutableList<TextEdit> deletion = InstructionEdits.delete(model.file(), run);
    if (flag == null && !isIdle
        || deletion == null
        || copied.isMixed()
        || !ToolComment.above(model.file(), run).isEmpty()
        || Surroundings.hasCommentLine(run.text())) {
      return null;
    }
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    if (flag != null) {
      edits.add(FlagEdits.add(model.file(), copied.copy(), flag));
    }
    Fix fix = new Fix(
        flag == null
            ? "Delete the RUN"
            : "Add " + flag + " to the " + copied.keyword() + ", delete the RUN",
        Fix.Safety.SAFE,
        edits.addAll(deletion).build());
    return copied.isOfFiles() && CopyFlag.isSame(model, copied, change) ? fix : fix.asSuggestion();
  }

  /** Leaves the directory that was there before to the RUN: it keeps its owner whatever is copied into it. */
  private @Nullable Fix ofWorkdir(@Nullable String flag) {
    GivenOption recursive = change.option("-R");
    TextEdit deletion = recursive == null ? null : change.delete(recursive);
    return flag == null || deletion == null || copied.isMixed()
        ? null
        : Fix.suggestion(
            "Add " + flag + " to the " + copied.keyword() + ", chown the directory alone",
            FlagEdits.add(model.file(), copied.copy(), flag),
            deletion);
  }

  /** What takes the place of a command among others of its RUN. */
  @Nullable Fix inChain() {
    String flag = CopyFlag.forEarlier(model, copied.copy(), change);
    TextEdit deletion = ChainEdits.delete(change.script(), change.invocation());
    return flag == null || deletion == null
        ? null
        : Fix.suggestion(
            "Add " + flag + " to the " + copied.keyword() + ", delete the " + change.program(),
            FlagEdits.add(model.file(), copied.copy(), flag),
            deletion);
  }
}

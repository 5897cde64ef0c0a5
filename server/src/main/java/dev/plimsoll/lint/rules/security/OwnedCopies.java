package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * The files that are copied last into the directory in which a program starts: those of the program itself, which may write to
 * some of them. Given to the new user by {@code --chown} they are stored once.
 */
final class OwnedCopies {

  private static final Trait COPIES_OR_RUNS = Trait.of(Transfer.class).or(Trait.of(Run.class));

  /**
   * What works the same whosever the files are, run by root. Others may not: Git refuses a directory of somebody else, and
   * npm 7 and 8 run scripts as its owner.
   */
  private static final ImmutableSet<String> INDIFFERENT = ImmutableSet.of(
      ":",
      "[",
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "cat",
      "chgrp",
      "chmod",
      "chown",
      "cp",
      "dnf",
      "dos2unix",
      "echo",
      "find",
      "groupadd",
      "ln",
      "ls",
      "microdnf",
      "mkdir",
      "mv",
      "printf",
      "rm",
      "sed",
      "set",
      "test",
      "touch",
      "true",
      "useradd",
      "usermod",
      "yum");

  private OwnedCopies() {}

  /**
   * The edits that give them to a user.
   *
   * @param directory where the program starts
   * @param maker the RUN that makes the user; null where every instruction finds it
   * @param owner a user, with its group or without, as {@code --chown} takes it
   */
  static ImmutableList<TextEdit> edits(
      SemanticModel model,
      Stage target,
      ImagePath directory,
      @Nullable Instruction maker,
      String owner) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (Transfer transfer : of(model, target, directory, maker, owner)) {
      edits.add(FlagEdits.add(model.file(), transfer, "--chown=" + owner));
    }
    return edits.build();
  }

  /** What brings them, the last one first. */
  static ImmutableList<Transfer> of(
      SemanticModel model,
      Stage target,
      ImagePath directory,
      @Nullable Instruction maker,
      String owner) {
    ImmutableList.Builder<Transfer> copies = ImmutableList.builder();
    for (Instruction one : model.having(COPIES_OR_RUNS, target).reverse()) {
      if (one == maker || one instanceof Run && !isIndifferent(model.script(one))) {
        break;
      }
      if (one instanceof Transfer transfer && isForProgram(model, transfer, directory, owner)) {
        copies.add(transfer);
      }
    }
    return copies.build();
  }

  private static boolean isForProgram(
      SemanticModel model, Transfer transfer, ImagePath directory, String owner) {
    boolean takesName = transfer.flag("link") == null || Ints.tryParse(owner) != null;
    return transfer.destination() != null
        && transfer.flag("chown") == null
        && takesName
        && directory.certainlyContains(
            model.place(transfer, transfer.destination().value(), Basis.DEFAULTS));
  }

  private static boolean isIndifferent(@Nullable RunScript script) {
    if (script == null || !script.script().isComplete()) {
      return false;
    }
    for (Invocation invocation : script.script().invocations()) {
      if (!INDIFFERENT.contains(String.valueOf(invocation.name()))) {
        return false;
      }
    }
    return true;
  }
}

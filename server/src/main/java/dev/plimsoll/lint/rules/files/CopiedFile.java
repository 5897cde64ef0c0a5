package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFileSearch.Match;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A file of the image that was copied from the build context. What RUNs have made of it since is not known.
 *
 * @param copy the COPY or ADD that brought it last, perhaps from another stage
 * @param path where it is in the context
 * @param file what is known of it there: always a file
 */
public record CopiedFile(Transfer copy, String path, ContextFile file) {

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /**
   * The file at a place of the image when an instruction begins; null where it isn't known to come from the context. Two
   * places that are one only because of links are not seen.
   *
   * @param basis what the paths may rest on
   */
  public static @Nullable CopiedFile at(
      Subject subject, Instruction before, ImagePath place, Basis basis) {
    Stage own = subject.model().stageOf(before);
    return own == null
        ? null
        : CopiedFileSearch.inStage(subject, basis).at(own, subject.file().indexOf(before), place);
  }

  /** The same for a place when a stage has been built, also for a file that it has from the context through other stages. */
  public static @Nullable CopiedFile atEnd(
      Subject subject, Stage stage, ImagePath place, Basis basis) {
    return CopiedFileSearch.throughStages(subject, basis).atEnd(stage, place);
  }

  /**
   * Whether folders of the context were copied to where a file is looked for, the context has it in none of them, and no COPY
   * names it.
   */
  public static boolean isMissing(
      Subject subject, Instruction before, ImagePath place, Basis basis) {
    if (!isLeftOut(subject, before, place, basis)) {
      return false;
    }
    SemanticModel model = subject.model();
    int end = subject.file().indexOf(before);
    for (Stage stage = model.stageOf(before); stage != null; stage = stage.parent()) {
      for (Instruction one : model.having(IS_TRANSFER, stage)) {
        ContextCopy copy = ContextCopy.of(model, (Transfer) one, basis);
        if (subject.file().indexOf(one) < end && copy != null && copy.covers(subject, place)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether nothing that is copied before an instruction is or may be the file that is looked for at a place. */
  public static boolean isLeftOut(
      Subject subject, Instruction before, ImagePath place, Basis basis) {
    SemanticModel model = subject.model();
    CopiedFileSearch search = CopiedFileSearch.inStage(subject, basis);
    int end = subject.file().indexOf(before);
    for (Stage stage = model.stageOf(before); stage != null; stage = stage.parent()) {
      for (Instruction one : model.having(IS_TRANSFER, stage)) {
        if (subject.file().indexOf(one) < end) {
          ContextCopy copy = ContextCopy.of(model, (Transfer) one, basis);
          boolean isNamed = copy != null && copy.names(String.valueOf(place.name()));
          if (isNamed || search.in((Transfer) one, place) != Match.NO) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Programs that don't change the contents of the files that they are given. */
  private static final ImmutableSet<String> READERS = ImmutableSet.of(
      "chmod",
      "chown",
      "chgrp",
      "ls",
      "cat",
      "test",
      "[",
      "stat",
      "grep",
      "pip",
      "uv",
      "head",
      "wc",
      "echo",
      "printf",
      "dos2unix",
      "sha256sum",
      "sh",
      "bash",
      "dash",
      "ash",
      ".",
      "source",
      "exec");

  /**
   * Whether no RUN from the COPY up to an instruction, and no command of that, may have changed what the file says: one that
   * names it, or that isn't understood. What runs the file itself doesn't count. False for a file from another stage, of
   * which the RUNs aren't looked at.
   */
  public boolean isUntouched(SemanticModel model, Instruction user) {
    return isUntouched(model, user, null, invocation -> true);
  }

  /**
   * The same, where commands count as well that don't name the file.
   *
   * @param end the command of the instruction before which it matters; null for all of it
   * @param keeps whether a command that doesn't name the file leaves it as it is
   */
  public boolean isUntouched(
      SemanticModel model,
      Instruction user,
      @Nullable Invocation end,
      Predicate<Invocation> keeps) {
    for (Stage stage = model.stageOf(user); stage != null; stage = stage.parent()) {
      for (Instruction one : Lists.reverse(model.instructions(stage))) {
        if (one == copy) {
          return !(copy instanceof Copy from) || from.from() == null;
        }
        boolean isBefore = model.file().start(one) <= model.file().start(user);
        if (isBefore
            && RunScript.run(one) != null
            && mayTouch(model.script(one), one == user ? end : null, keeps)) {
          return false;
        }
      }
    }
    return false;
  }

  private boolean mayTouch(
      @Nullable RunScript script, @Nullable Invocation end, Predicate<Invocation> keeps) {
    if (script == null || !script.script().isComplete()) {
      return true;
    }
    String name = ContextPath.name(path);
    for (Invocation invocation : script.script().invocations()) {
      boolean isBehind = end != null
          && invocation.nameWord().range().start() > end.nameWord().range().start()
          && !invocation.isIn(Nesting.FUNCTION);
      Invocation module = invocation.module();
      boolean reads = READERS.contains(String.valueOf(module.name()))
          || READERS.contains(module.program().name());
      boolean touches =
          !keeps.test(invocation) || (!reads && names(invocation.arguments().words(), name));
      if (!isBehind && touches) {
        return true;
      }
    }
    return writesTo(script, name);
  }

  private static boolean writesTo(RunScript script, String name) {
    boolean[] written = {false};
    new ScriptVisitor() {
      @Override
      protected void redirection(Redirection redirection) {
        written[0] |=
            redirection.operator().contains(">") && redirection.target().raw().contains(name);
        super.redirection(redirection);
      }
    }.script(script.script());
    return written[0];
  }

  private static boolean names(List<ShellWord> words, String name) {
    for (ShellWord word : words) {
      String raw = word.raw();
      boolean isPattern = raw.indexOf('*') >= 0
          && !raw.startsWith("/")
          && PathGlob.of(ContextPath.name(raw)).matches(name);
      if (isPattern || raw.contains(name)) {
        return true;
      }
    }
    return false;
  }
}

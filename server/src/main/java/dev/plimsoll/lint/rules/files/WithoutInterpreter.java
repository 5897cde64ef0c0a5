package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Scripts of an image that don't say who reads them: a shell runs what has no {@code #!}, the kernel refuses it. */
public final class WithoutInterpreter {

  private static final String INTERPRETER = "#!";

  private static final Trait BRINGS_TEXT =
      Trait.of(Transfer.class, transfer -> !transfer.heredocs().isEmpty());

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private static final ImmutableList<String> PATH =
      ImmutableList.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin", "sbin", "bin");

  private WithoutInterpreter() {}

  /**
   * Whether a program that an instruction names is known to be such a script when its stage has been built: from the build
   * context, or from what the file itself writes.
   */
  public static boolean isProgram(Subject subject, Instruction instruction, String program) {
    return Boolean.TRUE.equals(is(subject, instruction, program));
  }

  /** Whether a program is a shell script by its name, in a folder that is copied, and nobody can tell whether it is one. */
  public static boolean mayBeProgram(Subject subject, Instruction instruction, String program) {
    return (program.endsWith(".sh") || program.endsWith(".bash"))
        && program.indexOf('/') >= 0
        && !subject.contextFile(ContextPath.name(program)).isFile()
        && is(subject, instruction, program) == null
        && isCopied(subject, instruction, program);
  }

  private static boolean isCopied(Subject subject, Instruction instruction, String program) {
    SemanticModel model = subject.model();
    ImagePath place = model.place(instruction, program, Basis.DEFAULTS);
    for (Stage stage = model.stageOf(instruction); stage != null; stage = stage.parent()) {
      for (Instruction one : model.having(IS_TRANSFER, stage)) {
        Word destination = ((Transfer) one).destination();
        if (destination != null
            && model.place(one, destination.value(), Basis.DEFAULTS).certainlyContains(place)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Null where it isn't known. */
  private static @Nullable Boolean is(Subject subject, Instruction instruction, String program) {
    Stage stage = subject.model().stageOf(instruction);
    if (stage == null) {
      return null;
    }
    if (program.indexOf('/') >= 0) {
      return isAt(subject, stage, subject.model().place(instruction, program, Basis.DEFAULTS));
    }
    Boolean known = null;
    for (String directory : PATH) {
      Boolean found = isAt(subject, stage, ImagePath.ROOT.resolve(directory).resolve(program));
      known = Boolean.TRUE.equals(known) || found == null ? known : found;
    }
    return known;
  }

  private static @Nullable Boolean isAt(Subject subject, Stage end, ImagePath place) {
    String path = place.text();
    if (path == null) {
      return null;
    }
    Boolean written = isWritten(subject.model(), end, place, path);
    if (written != null) {
      return written;
    }
    CopiedFile copied = CopiedFile.atEnd(subject, end, place, Basis.DEFAULTS);
    return copied == null ? null : lacksInterpreter(copied.file());
  }

  /** Whether a file that an instruction writes is one; null where none does. */
  private static @Nullable Boolean isWritten(
      SemanticModel model, Stage end, ImagePath place, String path) {
    for (Stage stage = end; stage != null; stage = stage.parent()) {
      for (Instruction instruction : model.having(BRINGS_TEXT, stage).reverse()) {
        String text = text(model, (Transfer) instruction, place);
        if (text != null) {
          return !text.startsWith(INTERPRETER);
        }
      }
      for (Instruction run : model.having(RunScript.IS_RUN, stage).reverse()) {
        String text = run.text();
        if (text.contains("> " + path) || text.contains(">" + path)) {
          return !text.contains(INTERPRETER);
        }
      }
    }
    return null;
  }

  /** What a COPY puts at a place; null where it brings nothing there. */
  private static @Nullable String text(SemanticModel model, Transfer transfer, ImagePath place) {
    Word destination = transfer.destination();
    if (destination == null) {
      return null;
    }
    ImagePath into = model.place(transfer, destination.value(), Basis.DEFAULTS);
    for (Heredoc heredoc : transfer.heredocs()) {
      if (into.equals(place) || into.resolve(heredoc.name()).equals(place)) {
        return heredoc.body().of(transfer.text()).stripLeading();
      }
    }
    return null;
  }

  private static boolean lacksInterpreter(ContextFile file) {
    String head = file.head();
    return !head.isEmpty() && !head.startsWith(INTERPRETER) && head.indexOf('\0') < 0;
  }
}

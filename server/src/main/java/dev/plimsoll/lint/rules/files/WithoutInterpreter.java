package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.ContextFile;
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

  private static final ImmutableList<String> PATH =
      ImmutableList.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin", "sbin", "bin");

  private WithoutInterpreter() {}

  /**
   * Whether a program that an instruction names is known to be such a script when its stage has been built: from the build
   * context, or from what the file itself writes.
   */
  public static boolean isProgram(Subject subject, Instruction instruction, String program) {
    Stage stage = subject.model().stageOf(instruction);
    if (stage == null) {
      return false;
    }
    if (program.indexOf('/') >= 0) {
      return isAt(subject, stage, subject.model().place(instruction, program, Basis.DEFAULTS));
    }
    return PATH.stream()
        .anyMatch(
            directory -> isAt(subject, stage, ImagePath.ROOT.resolve(directory).resolve(program)));
  }

  private static boolean isAt(Subject subject, Stage end, ImagePath place) {
    String path = place.text();
    if (path == null) {
      return false;
    }
    Boolean written = isWritten(subject.model(), end, place, path);
    if (written != null) {
      return written;
    }
    CopiedFile copied = CopiedFile.atEnd(subject, end, place, Basis.DEFAULTS);
    return copied != null && lacksInterpreter(copied.file());
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

package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The script of the build context that a container starts as a program. */
public final class ProgramFile {

  /** Where a program without a directory is looked for. */
  private static final ImmutableList<ImagePath> PATH = ImmutableList.of(
      ImagePath.ROOT.resolve("usr/local/sbin"),
      ImagePath.ROOT.resolve("usr/local/bin"),
      ImagePath.ROOT.resolve("usr/sbin"),
      ImagePath.ROOT.resolve("usr/bin"),
      ImagePath.ROOT.resolve("sbin"),
      ImagePath.ROOT.resolve("bin"));

  /** Programs that put a file, or a link to it, at another place. */
  private static final CommandQuery COPIES =
      CommandQuery.of("cp", "mv", "ln", "install", "dos2unix");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private ProgramFile() {}

  /**
   * What it says; null where the program is no script, or isn't known.
   *
   * @param start the instruction that names the program
   */
  public static @Nullable String text(
      Subject subject, Stage target, Command start, String program) {
    for (ImagePath place : places(subject.model(), start, program)) {
      CopiedFile file = CopiedFile.atEnd(subject, target, place, Basis.DEFAULTS);
      file = file == null ? original(subject, target, place) : file;
      file = file == null ? likely(subject, target, place) : file;
      String text = file == null ? null : file.file().text();
      if (text != null && (text.startsWith("#!") || program.endsWith(".sh"))) {
        return text;
      }
    }
    return null;
  }

  /** Whether it may come from another stage, and isn't known to be what the build context has. */
  static boolean isHidden(Subject subject, Stage target, Command start, String program) {
    return text(subject, target, start, program) == null
        && Iterables.any(
            places(subject.model(), start, program),
            place ->
                CopiedFileSearch.throughStages(subject, Basis.DEFAULTS).isHidden(target, place));
  }

  private static List<ImagePath> places(SemanticModel model, Command start, String program) {
    if (program.indexOf('/') >= 0) {
      return ImmutableList.of(model.place(start, program, Basis.DEFAULTS));
    }
    List<ImagePath> found = Lists.transform(PATH, directory -> directory.resolve(program));
    return program.endsWith(".sh") // which a shell reads where it is
        ? Lists.newArrayList(
            Iterables.concat(found, ImmutableList.of(model.place(start, program, Basis.DEFAULTS))))
        : found;
  }

  /** The file of the same name that is copied there, though another COPY might bring one too. */
  private static @Nullable CopiedFile likely(Subject subject, Stage target, ImagePath place) {
    for (Stage stage : target.chain()) {
      for (Instruction instruction : subject.model().having(IS_TRANSFER, stage)) {
        Transfer transfer = (Transfer) instruction;
        ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
        if (copy != null && copy.destination().certainlyContains(place)) {
          for (String source : copy.sources()) {
            boolean isIt = ContextPath.name(source).equals(place.name());
            ContextFile file = isIt ? subject.contextFile(source) : ContextFile.UNKNOWN;
            if (file.isFile()) {
              return new CopiedFile(transfer, source, file);
            }
          }
        }
      }
    }
    return null;
  }

  /** The file that a RUN put at a place. */
  private static @Nullable CopiedFile original(Subject subject, Stage target, ImagePath place) {
    SemanticModel model = subject.model();
    for (Stage stage : target.chain()) {
      for (List<RunCommand> ofRun : RunCommand.byInstruction(model.commands(COPIES, stage))) {
        RunScript script = model.partialScript(ofRun.get(0).instruction());
        if (script == null) {
          continue;
        }
        ScriptPlaces places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
        for (RunCommand copy : ofRun) {
          ImagePath from = source(places, copy, place);
          CopiedFile file =
              from == null ? null : CopiedFile.atEnd(subject, target, from, Basis.DEFAULTS);
          if (file != null) {
            return file;
          }
        }
      }
    }
    return null;
  }

  /** The place that a command copies to another one; null where it doesn't. */
  private static @Nullable ImagePath source(ScriptPlaces places, RunCommand copy, ImagePath to) {
    List<ShellWord> operands = copy.operands();
    if (operands.size() != 2) {
      return null;
    }
    List<ImagePath> from = places.places(copy.invocation(), operands.get(0));
    List<ImagePath> into = places.places(copy.invocation(), operands.get(1));
    return from.size() == 1 && Iterables.any(into, one -> one.certainlyContains(to))
        ? from.get(0)
        : null;
  }
}

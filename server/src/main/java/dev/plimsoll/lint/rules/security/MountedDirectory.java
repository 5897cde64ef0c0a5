package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Trait;
import java.util.regex.Pattern;

/** A directory in which an image puts nothing: it is there to have one of the host mounted. */
final class MountedDirectory {

  /** The names that such directories have. */
  private static final ImmutableSet<String> NAMES = ImmutableSet.of(
      "build",
      "code",
      "cwd",
      "data",
      "docs",
      "documents",
      "files",
      "input",
      "mnt",
      "output",
      "project",
      "projects",
      "pwd",
      "repo",
      "repository",
      "scratch",
      "site",
      "source",
      "src",
      "work",
      "workdir",
      "working",
      "workspace",
      "wd");

  private static final Trait PUTS = RunScript.IS_RUN.or(Trait.of(Transfer.class));

  private MountedDirectory() {}

  /** Whether a container of a target starts in one. */
  static boolean isWorkingDirectory(SemanticModel model, Stage target) {
    Workdir workdir = model.stateAtEnd(target).workdir();
    if (workdir == null || workdir.path() == null) {
      return false;
    }
    ImagePath place = model.place(workdir, workdir.path().value(), Basis.DEFAULTS);
    String path = place.text();
    return path != null && NAMES.contains(place.name()) && isEmpty(model, target, workdir, place);
  }

  /**
   * Whether nothing is put into the directory that a container of a target starts in, as far as the file tells.
   *
   * @param workdir the instruction that names it
   */
  static boolean isEmpty(SemanticModel model, Stage target, Workdir workdir, ImagePath place) {
    String path = place.text();
    if (path == null) {
      return false;
    }
    int start = model.file().start(workdir);
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : model.having(PUTS, stage)) {
        if (instruction instanceof Transfer transfer
            ? isInto(model, transfer, place)
            : model.file().start(instruction) > start || names(instruction, path)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isInto(SemanticModel model, Transfer transfer, ImagePath directory) {
    return transfer.destination() != null
        && directory.mayContain(
            model.place(transfer, transfer.destination().value(), Basis.DEFAULTS));
  }

  /** Whether a RUN does more to a directory than making it and giving it away. */
  private static boolean names(Instruction run, String path) {
    String text = run.text().replaceAll("\\b(?:mkdir|chown|chmod)\\b[^;&|]*", "");
    return Pattern.compile(Pattern.quote(path) + "(?![\\w.-])").matcher(text).find();
  }
}

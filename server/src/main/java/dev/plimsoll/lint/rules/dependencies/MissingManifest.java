package dev.plimsoll.lint.rules.dependencies;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.List;

/** Whether an install of Node's packages finds no {@code package.json} in the folders that were copied. */
public final class MissingManifest {

  private static final String MANIFEST = "package.json";

  /** What may bring files that are in no folder of the context. */
  private static final CommandQuery BRINGS_FILES = CommandQuery.of(
      "cp", "curl", "degit", "git", "ln", "mv", "rsync", "svn", "tar", "unzip", "wget");

  private static final CommandQuery MAKES_MANIFEST = NodeInstall.ANY.told("create", "init", "pkg");

  private static final Trait NAMES_MANIFEST =
      Trait.orTriggered(Instruction.Run.class, run -> run.text().contains(MANIFEST));

  private MissingManifest() {}

  /** Whether the context has no {@code package.json} in the folders that were copied, for certain. */
  public static boolean isCertain(Subject subject, RunScript script, Invocation install) {
    ImagePath directory = NodeProject.directory(subject.model(), script, install, Basis.DEFAULTS);
    return directory != null
        && CopiedFile.isMissing(
            subject, script.instruction(), directory.resolve(MANIFEST), Basis.DEFAULTS)
        && !mayMakeFiles(subject.model(), script.instruction());
  }

  /** Whether a RUN up to an instruction may bring files from elsewhere, or make a manifest. */
  private static boolean mayMakeFiles(SemanticModel model, Instruction last) {
    int end = model.file().start(last);
    for (Stage stage = model.stageOf(last); stage != null; stage = stage.parent()) {
      List<Instruction> makers = new ArrayList<>(model.having(NAMES_MANIFEST, stage));
      model.commands(BRINGS_FILES, stage).forEach(one -> makers.add(one.instruction()));
      model.commands(MAKES_MANIFEST, stage).forEach(one -> makers.add(one.instruction()));
      if (makers.stream().anyMatch(one -> model.file().start(one) <= end)) {
        return true;
      }
    }
    return false;
  }
}

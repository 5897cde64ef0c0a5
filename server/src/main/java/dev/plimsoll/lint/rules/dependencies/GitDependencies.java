package dev.plimsoll.lint.rules.dependencies;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Whether a manifest of the build context names a package for which npm, pip or the like runs git. */
public final class GitDependencies {

  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  /** A dependency of {@code package.json}; of its other keys, those of the project itself may have such a value. */
  private static final Regex OF_NODE = Regex.of(
      "\"(?!url\"|repository\")[\\w@/.-]{1,200}\"\\s{0,9}:\\s{0,9}\"(?:git\\+|git:|ssh:|github:|gitlab:|bitbucket:)");

  private static final Regex OF_PYTHON = Regex.of("(?m)^[^#\\n]{0,200}\\bgit\\+");

  private GitDependencies() {}

  /** Whether a command of a stage installs by such a manifest. */
  public static boolean areIn(Subject subject, Stage stage) {
    for (RunCommand command : subject.model().commands(NodeInstall.ANY, stage)) {
      if (NodeInstall.of(command.invocation()) != null
          && matches(OF_NODE, file(subject, command, "package.json"))) {
        return true;
      }
    }
    for (RunCommand command : subject.model().commands(PIP, stage)) {
      String requirements = command.value("--requirement");
      if (requirements != null && matches(OF_PYTHON, file(subject, command, requirements))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Regex dependency, @Nullable CopiedFile file) {
    return file != null && dependency.matcher(file.file().beginning()).find();
  }

  private static @Nullable CopiedFile file(Subject subject, RunCommand command, String name) {
    ImagePath directory = ScriptPlaces.of(subject.model(), command.script(), Basis.DEFAULTS)
        .directory(command.invocation());
    return CopiedFile.at(subject, command.instruction(), directory.resolve(name), Basis.DEFAULTS);
  }
}

package dev.plimsoll.lint.rules.dependencies;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** By which protocols npm, pip or the like run git for packages that a manifest of the build context names. */
public final class GitDependencies {

  /** A dependency of {@code package.json}; of its other keys, those of the project itself may have such a value. */
  private static final String OF_NODE =
      "\"(?!url\"|repository\")[\\w@/.-]{1,200}\"\\s{0,9}:\\s{0,9}\"(?:%s)";

  private static final String OF_PYTHON = "(?m)^[^#\\n]{0,200}\\b(?:%s)";

  /** For the names of repositories at GitHub and the like npm tries this one first. */
  private static final String HTTPS = "git\\+https:|github:|gitlab:|bitbucket:";

  /** A user called git, not the ref of {@code …/a.git@main}, nor a user of HTTPS. */
  private static final String SSH = "git\\+ssh:|ssh:|(?<![\\w./-])git@";

  private static final Regex HTTPS_OF_NODE = Regex.of(OF_NODE.formatted(HTTPS));
  private static final Regex SSH_OF_NODE = Regex.of(OF_NODE.formatted(SSH));
  private static final Regex HTTPS_OF_PYTHON = Regex.of(OF_PYTHON.formatted(HTTPS));
  private static final Regex SSH_OF_PYTHON = Regex.of(OF_PYTHON.formatted(SSH));

  private GitDependencies() {}

  /** Whether a command of a stage installs a package over HTTPS. */
  public static boolean areFetchedOverHttps(Subject subject, Stage stage) {
    return matches(subject, stage, HTTPS_OF_NODE, HTTPS_OF_PYTHON);
  }

  /** Whether a command of a stage installs a package over SSH. */
  public static boolean areFetchedOverSsh(Subject subject, Stage stage) {
    return matches(subject, stage, SSH_OF_NODE, SSH_OF_PYTHON);
  }

  private static boolean matches(Subject subject, Stage stage, Regex ofNode, Regex ofPython) {
    for (RunCommand command : subject.model().commands(NodeInstall.ANY, stage)) {
      CopiedFile manifest =
          NodeInstall.of(command.invocation()) == null ? null : manifest(subject, command);
      if (manifest != null && matches(ofNode, manifest)) {
        return true;
      }
    }
    for (CopiedFile list : PythonRequirements.lists(subject, stage)) {
      if (matches(ofPython, list)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Regex dependency, CopiedFile file) {
    return dependency.matcher(file.file().beginning()).find();
  }

  private static @Nullable CopiedFile manifest(Subject subject, RunCommand command) {
    ImagePath directory = ScriptPlaces.of(subject.model(), command.script(), Basis.DEFAULTS)
        .directory(command.invocation());
    return CopiedFile.at(
        subject, command.instruction(), directory.resolve("package.json"), Basis.DEFAULTS);
  }
}

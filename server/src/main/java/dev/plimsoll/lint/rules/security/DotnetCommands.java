package dev.plimsoll.lint.rules.security;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commands of a file that build projects of .NET find in the build context. */
final class DotnetCommands {

  private static final CommandQuery BUILDS =
      CommandQuery.of("dotnet").told("publish", "build", "run", "restore");

  private static final String PROJECT = ".csproj";

  private static final String SETTINGS = "global.json";

  /** More commands are not followed: for each, files are looked for in all that was copied. */
  private static final int MOST = 100;

  private DotnetCommands() {}

  /**
   * The paths of the projects that they build, by name, or in a folder under its name or that of a library.
   *
   * @param libraries those that the image starts
   */
  static Set<String> projects(Subject subject, Set<String> libraries) {
    Set<String> found = new LinkedHashSet<>();
    int builds = 0;
    for (Stage stage : subject.model().stages()) {
      for (RunCommand build : subject.model().commands(BUILDS, stage)) {
        if (++builds > MOST) {
          return found;
        }
        ScriptPlaces places = places(subject, build);
        for (ShellWord word : build.operands()) {
          for (ImagePath place : places.places(build.invocation(), word)) {
            addProjects(subject, build, place, libraries, found);
          }
        }
        if (build.operands().isEmpty()) {
          addProjects(subject, build, places.directory(build.invocation()), libraries, found);
        }
      }
    }
    return found;
  }

  private static void addProjects(
      Subject subject,
      RunCommand build,
      ImagePath place,
      Set<String> libraries,
      Set<String> found) {
    String name = place.name();
    if (name == null) {
      return;
    }
    if (name.endsWith(PROJECT)) {
      add(subject, build, place, found);
      return;
    }
    for (String library : libraries) {
      add(subject, build, place.resolve(library + PROJECT), found);
    }
    add(subject, build, place.resolve(name + PROJECT), found);
  }

  private static void add(Subject subject, RunCommand build, ImagePath place, Set<String> found) {
    CopiedFile project = CopiedFile.at(subject, build.instruction(), place, Basis.DEFAULTS);
    if (project != null) {
      found.add(project.path());
    }
  }

  /** The file that says with which SDK the first of them builds; null where none is known. */
  static @Nullable CopiedFile settings(Subject subject, Iterable<Stage> stages) {
    for (Stage stage : stages) {
      for (RunCommand build : subject.model().commands(BUILDS, stage)) {
        ImagePath folder = places(subject, build).directory(build.invocation());
        while (true) {
          CopiedFile file =
              CopiedFile.at(subject, build.instruction(), folder.resolve(SETTINGS), Basis.DEFAULTS);
          if (file != null) {
            return file.isUntouched(subject.model(), build.instruction()) ? file : null;
          }
          if (folder.depth() == 0) {
            break;
          }
          folder = folder.parent();
        }
      }
    }
    return null;
  }

  private static ScriptPlaces places(Subject subject, RunCommand command) {
    return ScriptPlaces.of(subject.model(), command.script(), Basis.DEFAULTS);
  }
}

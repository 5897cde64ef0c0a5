package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.syntax.Basis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An install of dependencies in a RUN, and the directory in which it runs.
 *
 * @param changesDirectory whether that is another one than the RUN begins in
 * @param besideManifests whether the manifests lie there, as far as is known
 */
record PlacedInstall(
    RunScript script,
    Invocation invocation,
    DependencyInstall install,
    ImagePath directory,
    boolean changesDirectory,
    Answer besideManifests) {

  /** Folders that are looked at for the manifest of a module. */
  private static final int DEEPEST = 10;

  /** The installs of a RUN whose directory is known, in order. */
  static List<PlacedInstall> in(SemanticModel model, RunScript script, Basis basis) {
    List<PlacedInstall> installs = new ArrayList<>(0);
    ScriptPlaces places = null;
    for (Invocation invocation : script.script().invocations()) {
      DependencyInstall install = DependencyInstall.of(invocation);
      if (install == null || install.directory() == null || !isRunHere(invocation)) {
        continue;
      }
      places = places == null ? ScriptPlaces.of(model, script, basis) : places;
      ImagePath directory = places.directory(invocation).resolve(install.directory());
      boolean elsewhere = !directory.equals(model.directory(script.instruction(), basis));
      installs.add(
          new PlacedInstall(script, invocation, install, directory, elsewhere, Answer.YES));
    }
    return installs;
  }

  /** The same in the directory of the module: Go looks for {@code go.mod} in that where it runs and in those above. */
  PlacedInstall inModule(Subject subject) {
    if (!install.tool().equals("go")) {
      return this;
    }
    ImagePath folder = directory;
    for (int depth = 0; depth < DEEPEST; depth++) {
      CopiedFile manifest =
          CopiedFile.at(subject, script.instruction(), folder.resolve("go.mod"), Basis.DEFAULTS);
      if (manifest != null && manifest.file().isFile()) {
        return in(folder, depth == 0 ? Answer.YES : Answer.NO);
      }
      ImagePath above = folder.parent();
      if (above.equals(folder)) {
        break;
      }
      folder = above;
    }
    boolean builds = install.way() == DependencyInstall.Way.SEPARATELY;
    return builds ? in(directory, Answer.UNKNOWN) : this;
  }

  private PlacedInstall in(ImagePath other, Answer beside) {
    return new PlacedInstall(script, invocation, install, other, changesDirectory, beside);
  }

  /** The file of that name that was copied into its directory, as the context shows; null where that isn't known. */
  @Nullable CopiedFile file(Subject subject, String name) {
    return CopiedFile.at(subject, script.instruction(), directory.resolve(name), Basis.DEFAULTS);
  }

  /**
   * Whether the folders that are copied bring none of its manifests: the context lacks them, or .dockerignore leaves them out. A
   * Dockerfile that lies alone is for a project elsewhere.
   */
  boolean lacksManifests(Subject subject) {
    ImmutableList<String> files = install.oneOf();
    return !files.isEmpty()
        && files.stream()
            .allMatch(file -> CopiedFile.isLeftOut(
                subject, script.instruction(), directory.resolve(file), Basis.DEFAULTS))
        && !subject.runSettings().alone();
  }

  private static boolean isRunHere(Invocation invocation) {
    return !invocation.isIn(Nesting.FUNCTION)
        && !invocation.isIn(Nesting.SUBSTITUTION)
        && !invocation.isIn(Nesting.LOOP);
  }

  /** Where the manifests are below the destination of a COPY, directories included; null if one is not there. */
  @Nullable ImmutableList<String> manifestsIn(ContextCopy copy) {
    ImmutableList.Builder<String> paths = ImmutableList.builder();
    for (String manifest : install.manifests()) {
      String path = copy.destination().pathTo(directory.resolve(manifest));
      if (path == null || path.isEmpty()) {
        return null;
      }
      paths.add(manifest.endsWith("/") ? path + "/" : path);
    }
    return paths.build();
  }
}

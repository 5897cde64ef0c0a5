package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.syntax.Basis;

/** The program that installs, where it is a file of the project, as {@code bin/bundle}: it isn't there before the sources are. */
final class ProjectProgram {

  /** Tools whose programs stand in a virtual environment, which an earlier command has made. */
  private static final ImmutableSet<String> IN_ENVIRONMENTS =
      ImmutableSet.of("pdm", "pip", "pipenv", "poetry", "uv");

  private ProjectProgram() {}

  /** Its path below what is copied; none where it comes from elsewhere, or is one of the manifests. */
  static ImmutableList<String> of(
      Subject subject, PlacedInstall install, ContextCopy copy, ImmutableList<String> manifests) {
    String name = install.invocation().nameWord().literal();
    if (name == null || name.indexOf('/') < 0) {
      return ImmutableList.of();
    }
    ImagePath place = ScriptPlaces.of(subject.model(), install.script(), Basis.DEFAULTS)
        .directory(install.invocation())
        .resolve(name);
    String path = copy.destination().pathTo(place);
    return path == null
            || path.isEmpty()
            || manifests.contains(path)
            || !mayBeCopied(subject, install, place)
        ? ImmutableList.of()
        : ImmutableList.of(path);
  }

  private static boolean mayBeCopied(Subject subject, PlacedInstall install, ImagePath place) {
    CopiedFile file = CopiedFile.at(subject, install.script().instruction(), place, Basis.DEFAULTS);
    if (file != null && file.file().isKnown()) {
      return file.file().isFile();
    }
    return !IN_ENVIRONMENTS.contains(install.install().tool())
        && !String.valueOf(place.text()).contains("/node_modules/")
        && !CopiedFile.isMissing(subject, install.script().instruction(), place, Basis.DEFAULTS);
  }
}

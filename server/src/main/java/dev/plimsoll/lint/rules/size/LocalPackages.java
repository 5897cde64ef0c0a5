package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.EmptyManifest;
import dev.plimsoll.lint.rules.dependencies.PythonProject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** What pip downloads for an install: of folders of the image that it is given, only what they depend on. */
enum LocalPackages {
  /** Nothing at all. */
  NOTHING,
  /** Nothing but folders are installed, and what they depend on isn't known, or it is little. */
  UNKNOWN,
  /** Packages. */
  SOMETHING;

  private static final ImmutableList<String> BY_WORD =
      ImmutableList.of("install_requires", "setup_requires", "requirements");

  /** The path of a file that pip unpacks as it is, or a pattern of such files. */
  private static final Regex WHEEL =
      Regex.of("[\"']?(?!\\w{2,9}://)[^\\s]{0,300}(?:\\.whl|wheels?/\\*)[\"']?");

  static LocalPackages of(Subject subject, RunCommand install) {
    boolean isEditable = install.has("--editable");
    if (install.has("--requirement")
        && EmptyManifest.isAllOf(
            subject,
            install.script(),
            install.invocation(),
            ScriptPlaces.of(subject.model(), install.script(), Basis.DEFAULTS)
                .directory(install.invocation()))) {
      return NOTHING;
    }
    if (install.has("--requirement") || install.operands().isEmpty() && !isEditable) {
      return SOMETHING;
    }
    if (install.has("--no-deps") && Iterables.all(install.operands(), LocalPackages::isWheel)) {
      return NOTHING;
    }
    if (install.has("--no-deps") && install.has("--no-build-isolation")) {
      return Iterables.all(install.operands(), LocalPackages::isFolder) ? NOTHING : SOMETHING;
    }
    if (areWheels(install) && !isEditable) {
      return UNKNOWN;
    }
    LocalPackages most = isEditable
        ? ofFolder(subject, install, String.valueOf(install.value("--editable")))
        : NOTHING;
    for (ShellWord word : install.operands()) {
      LocalPackages one =
          isFolder(word) ? ofFolder(subject, install, String.valueOf(word.literal())) : SOMETHING;
      most = one.compareTo(most) > 0 ? one : most;
    }
    return most;
  }

  /** Whether patterns of wheels are all that is named: what they depend on is most often among them. */
  private static boolean areWheels(RunCommand install) {
    return !install.operands().isEmpty()
        && Iterables.all(install.operands(), word -> word.raw().contains("*") && isWheel(word));
  }

  private static boolean isWheel(ShellWord word) {
    return WHEEL.matcher(word.raw()).matches();
  }

  private static boolean isFolder(ShellWord word) {
    String path = word.literal();
    return path != null
        && !path.contains("://")
        && !path.contains("*")
        && !path.endsWith(".whl")
        && (path.equals(".")
            || path.endsWith("/")
            || path.startsWith("./")
            || path.startsWith("/"));
  }

  /** Of a folder whose dependencies an earlier command may have installed: at most little. */
  private static LocalPackages ofFolder(Subject subject, RunCommand install, String written) {
    LocalPackages all = downloads(subject, install, written);
    return all == SOMETHING && EarlierInstalls.precede(subject, install) ? UNKNOWN : all;
  }

  private static LocalPackages downloads(Subject subject, RunCommand install, String written) {
    int extra = written.indexOf('[');
    String path = extra < 0 ? written : written.substring(0, extra);
    if (extra >= 0) {
      return SOMETHING; // what else it can do needs more
    }
    ImagePath folder = ScriptPlaces.of(subject.model(), install.script(), Basis.DEFAULTS)
        .directory(install.invocation())
        .resolve(path);
    PythonProject project = PythonProject.at(subject, install.script(), folder);
    if (project != null) {
      return project.hasDependencies() ? SOMETHING : UNKNOWN; // at most what builds it is loaded
    }
    String setup = text(subject, install, folder.resolve("setup.py"));
    String settings = text(subject, install, folder.resolve("setup.cfg"));
    if (setup == null) {
      return UNKNOWN;
    }
    boolean depends = BY_WORD.stream()
        .anyMatch(word -> setup.contains(word) || settings != null && settings.contains(word));
    return depends ? SOMETHING : NOTHING;
  }

  private static @Nullable String text(Subject subject, RunCommand install, ImagePath place) {
    CopiedFile file = CopiedFile.at(subject, install.instruction(), place, Basis.DEFAULTS);
    return file == null ? null : file.file().text();
  }
}

package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.rules.dependencies.ContextCopy;
import dev.plimsoll.lint.rules.dependencies.Directory;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An install of dependencies in a RUN, and the directory in which it runs.
 *
 * @param changesDirectory whether that is another one than the RUN begins in
 */
record PlacedInstall(
    RunScript script,
    Invocation invocation,
    DependencyInstall install,
    Directory directory,
    boolean changesDirectory) {

  /** The installs of a RUN whose directory is known, in order. */
  static List<PlacedInstall> in(SemanticModel model, RunScript script) {
    List<PlacedInstall> installs = new ArrayList<>(0);
    Directory start = null;
    Directory current = null;
    boolean lost = false;
    boolean moved = false;
    for (Invocation invocation : script.script().invocations()) {
      boolean changes = invocation.is("cd") || invocation.is("pushd") || invocation.is("popd");
      DependencyInstall install = changes || lost ? null : DependencyInstall.of(invocation);
      if (!changes && install == null) {
        continue;
      }
      if (start == null) {
        start = Directory.of(model, script.instruction());
        current = start;
      }
      if (changes) {
        String target = invocation.is("cd") ? invocation.subcommand() : null;
        current = current == null || target == null || invocation.isNested()
            ? null
            : current.resolve(target);
        lost = current == null;
        moved = true;
      } else if (install != null
          && current != null
          && install.directory() != null
          && isRunHere(invocation)) {
        Directory there =
            install.directory().isEmpty() ? current : current.resolve(install.directory());
        if (there != null) {
          boolean elsewhere = moved || !install.directory().isEmpty();
          installs.add(new PlacedInstall(script, invocation, install, there, elsewhere));
        }
      }
    }
    return installs;
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
      Directory file = directory.resolve(manifest);
      String path = file == null ? null : copy.destination().pathTo(file);
      if (path == null || path.isEmpty()) {
        return null;
      }
      paths.add(manifest.endsWith("/") ? path + "/" : path);
    }
    return paths.build();
  }
}

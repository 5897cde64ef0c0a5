package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;

/**
 * What the script of a RUN does that {@link CopyAllBeforeDependencyInstall} goes by, as far as the RUN alone tells. Most do what
 * one above them has done: those needn't be read again at each key.
 *
 * @param installers the programs that install what a project depends on
 * @param makers the programs that make a manifest
 * @param fetches whether files are brought from elsewhere
 * @param builds whether the sources are built
 */
record InstallSteps(
    ImmutableSet<String> installers, ImmutableSet<String> makers, boolean fetches, boolean builds) {

  /** Programs that bring files from elsewhere. */
  static final CommandQuery FETCHERS = CommandQuery.of("git", "svn", "tar", "unzip");

  private static final InstallSteps NONE =
      new InstallSteps(ImmutableSet.of(), ImmutableSet.of(), false, false);

  private static final Derivation<InstallSteps> OF_INSTRUCTION = InstallSteps::read;

  static InstallSteps of(Instruction instruction) {
    return instruction.derived(OF_INSTRUCTION);
  }

  private static InstallSteps read(Instruction instruction) {
    RunScript script = RunScript.alone(instruction);
    if (script == null) {
      return NONE;
    }
    ImmutableSet.Builder<String> installers = ImmutableSet.builder();
    ImmutableSet.Builder<String> makers = ImmutableSet.builder();
    boolean fetches = false;
    boolean builds = false;
    for (Invocation invocation : script.script().invocations()) {
      fetches |= FETCHERS.matches(invocation);
      builds |= TidiedInstall.isBuild(invocation);
      if (makesManifest(invocation)) {
        makers.add(String.valueOf(invocation.name()));
      }
      if (DependencyInstall.of(invocation) != null) {
        installers.add(String.valueOf(invocation.name()));
      }
    }
    return new InstallSteps(installers.build(), makers.build(), fetches, builds);
  }

  /** Whether it begins a project: {@code go mod init}, {@code npm init}, {@code dotnet new}. */
  private static boolean makesManifest(Invocation invocation) {
    return switch (String.valueOf(invocation.arguments().verb())) {
      case "init", "mod init", "new" -> true;
      default -> false;
    };
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Trait;
import org.jspecify.annotations.Nullable;

/**
 * Which commands somebody looks for: those of some programs, told to do one of some things. A constant of the class that
 * asks, answered by {@link SemanticModel#commands}.
 *
 * <p>Behind it stands an index of the file: the RUNs that run one of the programs, whatever form those are written in, kept
 * for all who ask for the same programs. After an edit only the RUNs that it touched are looked at again.
 */
public final class CommandQuery {

  private final ImmutableSet<String> programs;
  private final ImmutableSet<String> verbs;
  private final Trait runsAny;

  private CommandQuery(ImmutableSet<String> programs, ImmutableSet<String> verbs) {
    this.programs = programs;
    this.verbs = verbs;
    this.runsAny = RunScript.running(programs);
  }

  /** All commands of some programs, by the names that {@link dev.plimsoll.program.Programs} has for them. */
  public static CommandQuery of(String... programs) {
    return of(ImmutableSet.copyOf(programs));
  }

  /** The same for programs that are listed elsewhere. */
  public static CommandQuery of(ImmutableSet<String> programs) {
    return new CommandQuery(programs, ImmutableSet.of());
  }

  /** Those of them that are told one of these verbs, by whichever of its names. */
  public CommandQuery told(String... verbs) {
    return new CommandQuery(programs, ImmutableSet.copyOf(verbs));
  }

  /** What instructions have in common that may run such a command. */
  public Trait trait() {
    return runsAny;
  }

  /** Whether an invocation is such a command; {@code python -m pip} is one of pip. */
  public boolean matches(Invocation invocation) {
    Invocation command = invocation.module();
    return isProgram(command) && (verbs.isEmpty() || isVerb(command.arguments().verb()));
  }

  private boolean isProgram(Invocation command) {
    return programs.contains(command.program().name())
        || (command.name() != null && programs.contains(command.name()));
  }

  private boolean isVerb(@Nullable String verb) {
    return verb != null && verbs.contains(verb);
  }

  /** Such commands of a script, in order. */
  public ImmutableList<RunCommand> in(RunScript script) {
    ImmutableList.Builder<RunCommand> commands = ImmutableList.builder();
    for (Invocation invocation : script.script().invocations()) {
      if (matches(invocation)) {
        commands.add(RunCommand.of(script, invocation));
      }
    }
    return commands.build();
  }
}

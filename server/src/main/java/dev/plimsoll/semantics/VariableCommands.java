package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Programs;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.PartialText;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands whose programs are variables of the file, by their defaults: {@code ARG INSTALL="apt-get install"} and {@code RUN
 * $INSTALL nginx}. They are there to be read: the ranges of their words are no places of the file.
 */
public final class VariableCommands {

  private static final String SUDO = "sudo";

  private VariableCommands() {}

  /** Those of a stage that somebody looks for, behind all that are written out. */
  public static ImmutableList<RunCommand> andWritten(
      SemanticModel model, CommandQuery query, Stage stage) {
    ImmutableList.Builder<RunCommand> commands = ImmutableList.builder();
    commands.addAll(model.commands(query, stage));
    for (Instruction instruction : model.having(RunScript.RUNS_UNKNOWN, stage)) {
      RunScript script = model.script(instruction);
      if (script != null) {
        for (Invocation invocation : Iterables.filter(in(model, script), query::matches)) {
          commands.add(RunCommand.of(script, invocation));
        }
      }
    }
    return commands.build();
  }

  /** Those of a script. */
  public static ImmutableList<Invocation> in(SemanticModel model, RunScript script) {
    ScriptPlaces places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
    ImmutableList.Builder<Invocation> resolved = ImmutableList.builder();
    for (Invocation invocation : script.script().invocations()) {
      Invocation known = invocation.name() == null ? resolved(places, invocation) : invocation;
      if (known != invocation) {
        resolved.add(known);
      }
    }
    return resolved.build();
  }

  /**
   * What a command without a literal name is; the same where its variable isn't known.
   *
   * @param places those of its script, on the basis of the defaults
   */
  public static Invocation resolved(ScriptPlaces places, Invocation invocation) {
    List<String> words = new ArrayList<>();
    for (PartialText text : places.texts(invocation, invocation.nameWord())) {
      if (text.text() == null) {
        return invocation;
      }
      words.add(text.text());
    }
    if (!words.isEmpty() && words.get(0).equals(SUDO)) {
      words.remove(0);
    }
    if (words.isEmpty()) {
      return invocation;
    }
    String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    Program program = Programs.named(name);
    ImmutableList<ShellWord> all = ImmutableList.<ShellWord>builder()
        .addAll(Arguments.ofLiterals(program, words).words())
        .addAll(invocation.arguments().words())
        .build();
    return new Invocation(
        invocation.command(),
        name,
        all.get(0),
        Arguments.of(program, all.subList(1, all.size())),
        invocation.environment(),
        invocation.prefixes(),
        invocation.nesting());
  }
}

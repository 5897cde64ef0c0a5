package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.dependencies.NodeStart;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Where what a container starts writes, as far as the file and its build context show. */
final class StartedWrites {

  private final Subject subject;
  private final SemanticModel model;
  private final Stage target;
  private final StartUp startUp;
  private final @Nullable StartScript code;

  /** What runs in the end, without what only starts another program. */
  private final ImmutableList<String> last;

  StartedWrites(Subject subject, Stage target, StartUp startUp) {
    this.subject = subject;
    this.model = subject.model();
    this.target = target;
    this.startUp = startUp;
    this.code = startUp.code();
    this.last = startUp.isEmpty() ? ImmutableList.of() : lastCommand();
  }

  /** Where the script that is started writes, or what a shell runs instead. */
  ScriptWrites ofScript() {
    return code == null ? ofCommands() : code.writes(subject, target, startUp.first());
  }

  /** The same of the commands themselves, where a shell runs them. */
  ScriptWrites ofCommands() {
    ScriptWrites writes = ScriptWrites.NONE;
    for (Command command : startUp.commands()) {
      Script script = CommandWords.script(command);
      if (script != null) {
        writes = writes.and(
            ScriptWrites.of(model, command, "the command", command.text(), script), false);
      }
    }
    return writes;
  }

  /** The directories that the module writes into that is started, by a script perhaps. */
  ImmutableSet<ImagePath> ofModule() {
    return startUp.isEmpty()
        ? ImmutableSet.of()
        : ModuleWrites.directories(subject, target, startUp.first(), last);
  }

  /**
   * The low ports that its module names, or an option that a script gives it, each with the variable that takes its place;
   * empty where none does.
   */
  ImmutableMap<Integer, String> ports() {
    if (startUp.isEmpty()) {
      return ImmutableMap.of();
    }
    ImmutableMap.Builder<Integer, String> ports = ImmutableMap.builder();
    ports.putAll(ModuleWrites.ports(subject, target, startUp.first(), last));
    for (Integer port : ListeningPorts.ofOption(String.join(" ", last))) {
      ports.put(port, "");
    }
    return ports.buildKeepingLast();
  }

  /** Where the programs of Node write that are started, by a script or a manager perhaps. */
  NodeWrites ofNode() {
    ImagePath workdir = Obstacles.workdir(model, model.stateAtEnd(target).workdir());
    if (startUp.isEmpty() || workdir == null) {
      return NodeWrites.NONE;
    }
    ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
    all.add(startUp.command());
    for (Command command : startUp.commands()) {
      all.addAll(Iterables.transform(
          StartedScripts.allCommands(subject, target, command), StartCommand::started));
    }
    return NodeWrites.of(
        subject, target, workdir, NodeStart.of(all.build(), subject, target, workdir));
  }

  /** The same of the modules of Python that it imports; not complete where one isn't understood. */
  ScriptWrites ofImports() {
    return startUp.isEmpty()
        ? ScriptWrites.NONE
        : PythonModules.of(subject, target, startUp.first(), ModuleWrites.modules(last));
  }

  private ImmutableList<String> lastCommand() {
    Script shell = code == null ? CommandWords.script(startUp.first()) : null;
    ImmutableList<String> last = shell != null
        ? StartCommand.started(lastCommand(shell))
        : code == null && !startUp.command().isEmpty()
            ? startUp.command()
            : StartCommand.started(StartedScripts.lastCommand(subject, target, startUp.first()));
    return DevelopmentServer.started(last, subject, target);
  }

  private static final Regex VARIABLE =
      Regex.of("[\"']?\\$(?:(\\w{1,60})|\\{(\\w{1,60})(?::?-([^{}$]{0,200}))?\\})[\"']?");

  /** The last command that a shell runs, with what variables of the image stand for. */
  private ImmutableList<String> lastCommand(Script shell) {
    Invocation last = Iterables.getLast(shell.invocations(), null);
    ImmutableList.Builder<String> words = ImmutableList.builder();
    if (last != null) {
      words.add(last.nameWord().literalPrefix());
      for (ShellWord word : last.arguments().words()) {
        Matcher variable = VARIABLE.matcher(word.raw());
        String value = null;
        if (variable.matches()) {
          String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
          value = model.variables(startUp.first()).valueOf(name);
          value = value == null ? variable.group(3) : value;
        }
        words.add(value == null ? word.literalPrefix() : value);
      }
    }
    return words.build();
  }
}

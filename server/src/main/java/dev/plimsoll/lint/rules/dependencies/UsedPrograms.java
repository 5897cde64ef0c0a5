package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableCommands;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Shell;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.Set;

/**
 * What the stages on one base image run, which a smaller variant of that image has to have, too.
 *
 * @param names the programs, without directories
 * @param installed packages that apt-get installs by name
 * @param pythonPackages packages that pip installs by name
 * @param longAdduser whether adduser has the long options that BusyBox doesn't know
 * @param understood whether all of it could be read
 * @param scripts whether RUN starts programs by their paths that come with no package: they may use whatever the image has
 */
public record UsedPrograms(
    ImmutableSet<String> names,
    ImmutableSet<String> installed,
    ImmutableSet<String> pythonPackages,
    boolean longAdduser,
    boolean understood,
    boolean scripts) {

  /** Where the programs of packages are. */
  private static final Regex PACKAGED = Regex.of("/(?:usr/(?:local/)?)?s?bin/.*");

  /** Names of archives, in quotes perhaps. */
  private static final Regex BZIPPED = Regex.of("(?s).*\\.(?:tbz2?|bz2)[\"']?");

  private static final Regex XZIPPED = Regex.of("(?s).*\\.t?xz[\"']?");

  private static final Regex FOR_BASH = Regex.of("^#!.{0,80}[/ ]bash\\b");

  public static final Trait MATTERS = Trait.of(Shell.class)
      .or(Trait.orTriggered(Command.class, one -> one.innermost() instanceof Command));

  /** Of one instruction, if a POSIX shell reads it. */
  private static final Derivation<UsedPrograms> OWN = instruction -> {
    Gathered gathered = new Gathered();
    if (instruction instanceof Shell shell && !shell.words().isEmpty()) {
      gathered.names.add(withoutDirectory(shell.words().get(0).value()));
    } else if (instruction.innermost() instanceof Command command) {
      gathered.add(command);
    }
    return gathered.result();
  };

  /** What the stages use that are FROM the same image as {@code last} by way of the same stage. */
  public static UsedPrograms of(SemanticModel model, Stage last) {
    Gathered gathered = new Gathered();
    for (Stage stage : model.stages()) {
      if (stage.root() == last.root()) {
        for (Instruction instruction : model.having(MATTERS, stage)) {
          gathered.add(of(instruction));
          gathered.understood &=
              !RunScript.IS_RUN.isOf(instruction) || model.script(instruction) != null;
        }
        for (Instruction instruction : model.having(RunScript.RUNS_UNKNOWN, stage)) {
          RunScript script = model.script(instruction);
          if (script != null) {
            VariableCommands.in(model, script).forEach(gathered::add);
          }
        }
      }
    }
    return gathered.result();
  }

  /** The same with what the scripts of the build context use that the stages start. */
  public static UsedPrograms withScripts(Subject subject, Stage last) {
    Gathered gathered = new Gathered();
    gathered.add(of(subject.model(), last));
    for (Stage stage : subject.model().stages()) {
      if (stage.root() == last.root()) {
        StartedScripts.each(subject, stage, gathered::add);
      }
    }
    return gathered.result();
  }

  /** What one instruction uses, if a POSIX shell reads it. */
  public static UsedPrograms of(Instruction instruction) {
    return instruction.derived(OWN);
  }

  private static String withoutDirectory(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  public boolean any(Set<String> programs) {
    return !Sets.intersection(names, programs).isEmpty();
  }

  private static final class Gathered {
    private final ImmutableSet.Builder<String> names = ImmutableSet.builder();
    private final ImmutableSet.Builder<String> installed = ImmutableSet.builder();
    private final ImmutableSet.Builder<String> pythonPackages = ImmutableSet.builder();
    private boolean longAdduser;
    private boolean understood = true;
    private boolean scripts;

    void add(UsedPrograms others) {
      names.addAll(others.names);
      installed.addAll(others.installed);
      pythonPackages.addAll(others.pythonPackages);
      longAdduser |= others.longAdduser;
      understood &= others.understood;
      scripts |= others.scripts;
    }

    void add(Command command) {
      Script script = RunScript.script(command);
      if (command.execForm() && script == null && !command.words().isEmpty()) {
        names.add(withoutDirectory(command.words().get(0).value()));
      }
      ShellCommand shell = ShellForm.of(command);
      if (script == null) {
        script = shell != null ? shell.script() : CommandWords.script(command);
      }
      for (Invocation invocation :
          script == null ? ImmutableList.<Invocation>of() : script.invocations()) {
        add(invocation);
        scripts |= command instanceof Run && isScript(invocation.nameWord().raw());
      }
    }

    void add(Script script) {
      if (FOR_BASH.matcher(script.code()).find()) {
        names.add("bash");
      }
      script.invocations().forEach(this::add);
    }

    private static boolean isScript(String program) {
      return program.indexOf('/') >= 0 && !PACKAGED.matcher(program).matches();
    }

    private void add(Invocation invocation) {
      String name = invocation.name();
      if (name == null) {
        return;
      }
      names.add(name);
      Invocation command = invocation.module();
      switch (command.program().name()) {
        case "apt", "apt-get", "aptitude", "nala" -> operands(command, installed);
        case "pip" -> operands(command, pythonPackages);
        case "adduser", "addgroup" -> longAdduser |= hasLongOption(command);
        case "tar" -> unpacker(command);
        default -> {
          if (name.equals("bunzip2") || name.equals("bzcat")) {
            names.add("bzip2");
          } else if (name.equals("unxz") || name.equals("xzcat")) {
            names.add("xz");
          }
        }
      }
    }

    /** What tar calls for an archive. */
    private void unpacker(Invocation tar) {
      if (tar.arguments().hasAnyFlag("-j", "--bzip2") || names(tar, BZIPPED)) {
        names.add("bzip2");
      }
      if (tar.arguments().hasAnyFlag("-J", "--xz") || names(tar, XZIPPED)) {
        names.add("xz");
      }
    }

    private static boolean names(Invocation tar, Regex archive) {
      for (ShellWord word : tar.arguments().words()) {
        if (archive.matcher(word.raw()).matches()) {
          return true;
        }
      }
      return false;
    }

    private static void operands(Invocation command, ImmutableSet.Builder<String> packages) {
      if ("install".equals(command.arguments().verb())) {
        for (ShellWord operand : command.arguments().operandsOfVerb()) {
          packages.add(packageName(operand.literalPrefix()));
        }
      }
    }

    /** {@code torch} of {@code torch==2.4}, {@code curl} of {@code curl=8.5*}. */
    private static String packageName(String operand) {
      int end = 0;
      while (end < operand.length() && "=<>!~[ ".indexOf(operand.charAt(end)) < 0) {
        end++;
      }
      return operand.substring(0, end);
    }

    private static boolean hasLongOption(Invocation invocation) {
      for (GivenOption given : invocation.arguments().options()) {
        if (given.spelling().startsWith("--")) {
          return true;
        }
      }
      return false;
    }

    UsedPrograms result() {
      return new UsedPrograms(
          names.build(),
          installed.build(),
          pythonPackages.build(),
          longAdduser,
          understood,
          scripts);
    }
  }
}

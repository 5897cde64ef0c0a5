package dev.plimsoll.lint.rules.apt;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Ordering;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.VariableCommands;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a script does first with package lists that were there before it. */
enum ListAccess {
  /** Nothing. */
  NONE,
  /** It fetches them anew. */
  UPDATES,
  /** It runs something that isn't understood, or that looks into them: it may need them. */
  MAY_READ,
  /** It runs a script that isn't understood, whose name says that it installs something. */
  RUNS_INSTALLER,
  /** It runs a script that isn't understood and names apt, or what applies the descriptions of others. */
  NAMES_APT,
  /** It runs a script that installs with them. */
  SCRIPT_INSTALLS,
  /** It installs with them. */
  INSTALLS;

  /** Scripts that run scripts that run scripts: deeper ones are not read. */
  private static final int MAX_DEPTH = 3;

  /** Where programs are looked for that are named without a directory. */
  private static final ImmutableList<String> PATH =
      ImmutableList.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin", "sbin", "bin");

  /** Interpreters: what they do is in the script that they are given. */
  private static final ImmutableSet<String> INTERPRETERS =
      ImmutableSet.of("python", "perl", "ruby", "php", "node");

  /** What applies descriptions of a machine, packages among them. */
  private static final ImmutableSet<String> CONFIGURATION_MANAGERS = ImmutableSet.of(
      "ansible-playbook",
      "ansible-pull",
      "chef-client",
      "chef-solo",
      "chezmoi",
      "dotbot",
      "puppet",
      "salt-call",
      "yadm");

  /** Programs that install with apt what others have written down, and the word or option that tells them to. */
  private static final ImmutableMap<String, ImmutableSet<String>> INSTALLERS = ImmutableMap.of(
      "gdebi", ImmutableSet.of(),
      "mk-build-deps", ImmutableSet.of("-i", "-ir", "-ri", "--install"),
      "rosdep", ImmutableSet.of("install"),
      "tasksel", ImmutableSet.of("install"));

  /** What stands in a script that may install with the lists. */
  private static final Regex APT = Regex.of(
      "\\b(apt|apt-get|aptitude|nala|" + Joiner.on('|').join(CONFIGURATION_MANAGERS) + ")\\b");

  /** The names of scripts that install packages, and of targets of make. */
  private static final Regex INSTALLER = Regex.of(
      "(?i)(?!.*\\.py$).*(install|setup|bootstrap|provision|prepare|prereq|deps|dependenc|require|packages|tools).*");

  private static final Regex TARGET =
      Regex.of("(?i).*(setup|bootstrap|provision|prereq|deps|dependenc|require|packages).*");

  /** How the names of files end that set variables, and are sourced for that. */
  private static final ImmutableSet<String> SETTINGS = ImmutableSet.of(
      "/etc/os-release",
      "/etc/lsb-release",
      "/etc/profile",
      "/etc/apache2/envvars",
      "/bin/activate",
      "/nvm.sh",
      "/.nvm/nvm.sh",
      "/.cargo/env",
      ".bashrc",
      "/conda.sh",
      "/setup.bash",
      "/nvm.sh\"",
      "/bin/activate\"",
      "/.cargo/env\"");

  /** What a script does, sourced and embedded ones included. */
  static ListAccess of(Subject subject, RunScript script) {
    return new Reading(subject, script).of(script.script(), true, 0);
  }

  /** One RUN, whose commands and scripts are read in the order in which they stand. */
  private static final class Reading {
    private final Subject subject;
    private final RunScript run;
    /** Made for those few that run a file. */
    private @Nullable ScriptPlaces places;

    /** Made for those few that run what a variable names. */
    private @Nullable ScriptPlaces defaults;

    Reading(Subject subject, RunScript run) {
      this.subject = subject;
      this.run = run;
    }

    /** @param isRun whether it is the script of the RUN, and not one that this runs */
    ListAccess of(Script script, boolean isRun, int depth) {
      Set<String> functions = functions(script);
      ListAccess access = script.isComplete() ? NONE : MAY_READ;
      for (Invocation invocation : script.invocations()) {
        ListAccess one = of(script, invocation, functions, isRun, depth);
        if (one == INSTALLS || one == SCRIPT_INSTALLS) {
          return one;
        }
        if (one == UPDATES && isCertain(invocation)) {
          return access == NONE ? UPDATES : access;
        }
        access = one == UPDATES ? access : Ordering.natural().max(access, one);
      }
      return access;
    }

    /** Whether it is run whatever the script finds; in a branch, people ask whether the lists are there. */
    private static boolean isCertain(Invocation invocation) {
      return !invocation.isIn(Nesting.BRANCH);
    }

    private ListAccess of(
        Script script, Invocation written, Set<String> functions, boolean isRun, int depth) {
      Invocation invocation = isRun && written.name() == null ? resolved(written) : written;
      String name = invocation.name();
      if (name == null) {
        return MAY_READ;
      }
      if (AptCommand.ANY.matches(invocation)) {
        return ofApt(new AptCommand(RunCommand.of(run, invocation)));
      }
      boolean isFile = isFile(invocation.nameWord());
      if (!isFile && INSTALLERS.containsKey(name)) {
        return isToldToInstall(invocation) ? INSTALLS : MAY_READ;
      }
      if (functions.contains(name) && !isFile) {
        return NONE; // what it runs is among the invocations
      }
      Invocation command = invocation.module();
      String program = command.program().isKnown() ? command.program().name() : name;
      if (!isFile && isShell(program)) {
        return ofShell(script, invocation, isRun, depth);
      }
      if (!isFile && INTERPRETERS.contains(program)) {
        return ofInterpreter(invocation, isRun);
      }
      if (!isFile && CONFIGURATION_MANAGERS.contains(program)) {
        return NAMES_APT;
      }
      if (!isFile && program.equals("make")) {
        return Iterables.any(
                invocation.arguments().operands(),
                word -> TARGET.matcher(word.raw()).matches())
            ? RUNS_INSTALLER
            : MAY_READ;
      }
      if (isFile || UnknownEffects.of(command, name, program)) {
        return isRun
            ? ofFile(invocation, invocation.nameWord(), hasPath(invocation), depth)
            : unread(invocation.nameWord(), isFile);
      }
      return NONE;
    }

    private Invocation resolved(Invocation invocation) {
      ScriptPlaces known = defaults;
      known = known == null ? ScriptPlaces.of(subject.model(), run, Basis.DEFAULTS) : known;
      defaults = known;
      return VariableCommands.resolved(known, invocation);
    }

    private static boolean isToldToInstall(Invocation invocation) {
      ImmutableSet<String> words = INSTALLERS.getOrDefault(invocation.name(), ImmutableSet.of());
      return words.isEmpty()
          || Iterables.any(invocation.arguments().words(), word -> words.contains(word.raw()));
    }

    private static ListAccess ofApt(AptCommand apt) {
      if (apt.command().verb() == null) {
        boolean isKnown =
            apt.command().arguments().words().stream().allMatch(word -> word.literal() != null);
        return isKnown ? NONE : MAY_READ; // "$@"
      }
      if (apt.needsLists()) {
        return INSTALLS;
      }
      if (apt.updatesLists()) {
        return UPDATES;
      }
      return switch (apt.verb()) {
        case "list",
            "search",
            "show",
            "policy",
            "depends",
            "rdepends",
            "why",
            "why-not",
            "changelog",
            "versions",
            "indextargets",
            "dselect-upgrade" -> MAY_READ;
        default -> NONE;
      };
    }

    /** Whether a name is a path outside of where programs are. */
    private static boolean isFile(ShellWord word) {
      String written = word.literalPrefix();
      int slash = written.lastIndexOf('/');
      return slash >= 0 && !written.substring(0, slash).endsWith("bin");
    }

    private static boolean hasPath(Invocation invocation) {
      return invocation.nameWord().literalPrefix().indexOf('/') >= 0;
    }

    private static boolean isShell(String program) {
      return program.equals("sh")
          || program.equals("bash")
          || program.equals("source")
          || program.equals(".");
    }

    /** What it is given on the command line, or as a here-document, stands among the invocations. */
    private ListAccess ofShell(Script script, Invocation invocation, boolean isRun, int depth) {
      if (script.embedded(invocation.command()) != null
          || invocation.arguments().hasAnyFlag("--version", "--help")) {
        return NONE;
      }
      List<ShellWord> operands = invocation.arguments().operands();
      if (operands.isEmpty() || invocation.arguments().hasFlag("-c")) {
        return MAY_READ;
      }
      ShellWord file = operands.get(0);
      boolean sources = invocation.is(".") || invocation.is("source");
      if (sources && SETTINGS.stream().anyMatch(file.raw()::endsWith)) {
        return NONE;
      }
      return isRun ? ofFile(invocation, file, true, depth) : unread(file, true);
    }

    private static ListAccess unread(ShellWord script, boolean isFile) {
      return isFile && isInstaller(script) ? RUNS_INSTALLER : MAY_READ;
    }

    private static boolean isInstaller(ShellWord word) {
      String written = word.raw();
      return INSTALLER.matcher(written.substring(written.lastIndexOf('/') + 1)).matches();
    }

    private ListAccess ofInterpreter(Invocation invocation, boolean isRun) {
      if (invocation.arguments().hasAnyFlag("--version", "-V", "-v", "--help")) {
        return NONE;
      }
      GivenOption code = first(invocation, "-c", "-e", "--eval", "-r", "-p");
      if (code != null) {
        ShellWord value = code.value();
        return value != null && isHarmless(value.raw()) ? NONE : MAY_READ;
      }
      GivenOption module = first(invocation, "-m");
      if (module != null) {
        ShellWord value = module.value();
        String name = value == null ? null : value.literal();
        return "venv".equals(name) || "ensurepip".equals(name) || "compileall".equals(name)
            ? NONE
            : MAY_READ;
      }
      List<ShellWord> operands = invocation.arguments().operands();
      CopiedFile file =
          isRun && !operands.isEmpty() ? file(invocation, operands.get(0), true) : null;
      String text = file == null ? null : file.file().text();
      return text == null ? MAY_READ : isHarmless(text) ? NONE : notUnderstood(text);
    }

    private static ListAccess notUnderstood(String text) {
      return APT.matcher(text).find() ? NAMES_APT : MAY_READ;
    }

    private static @Nullable GivenOption first(Invocation invocation, String... options) {
      for (String option : options) {
        GivenOption given = invocation.arguments().option(option);
        if (given != null) {
          return given;
        }
      }
      return null;
    }

    /** Whether code of another language names neither apt nor what starts programs. */
    private static boolean isHarmless(String code) {
      return !code.contains("apt")
          && !code.contains("system")
          && !code.contains("exec")
          && !code.contains("process")
          && !code.contains("popen")
          && !code.contains("spawn")
          && code.indexOf('`') < 0;
    }

    /** What a script from the build context does; one from elsewhere may do anything. */
    private ListAccess ofFile(Invocation invocation, ShellWord word, boolean isPath, int depth) {
      CopiedFile file = depth < MAX_DEPTH ? file(invocation, word, isPath) : null;
      String text = file == null ? null : file.file().text();
      if (text == null) {
        return unread(word, isPath);
      }
      Script script = ScriptFile.parse(text);
      ListAccess access = script == null ? MAY_READ : of(script, false, depth + 1);
      return switch (access) {
        case INSTALLS -> SCRIPT_INSTALLS;
        case MAY_READ -> Ordering.natural().max(unread(word, isPath), notUnderstood(text));
        default -> access;
      };
    }

    private @Nullable CopiedFile file(Invocation invocation, ShellWord word, boolean isPath) {
      String name = word.literal();
      if (name == null) {
        return null;
      }
      if (!isPath) {
        for (String directory : PATH) {
          CopiedFile file = at(ImagePath.ROOT.resolve(directory).resolve(name));
          if (file != null) {
            return file;
          }
        }
        return null;
      }
      ScriptPlaces known = places;
      known = known == null ? ScriptPlaces.of(subject.model(), run, Basis.ANY_BUILD) : known;
      places = known;
      List<ImagePath> all = known.places(invocation, word);
      return all.size() == 1 ? at(all.get(0)) : null;
    }

    private @Nullable CopiedFile at(ImagePath place) {
      CopiedFile file = CopiedFile.at(subject, run.instruction(), place, Basis.ANY_BUILD);
      boolean isKnown = file != null
          && file.file().certain()
          && file.isUntouched(subject.model(), run.instruction());
      return isKnown ? file : null;
    }

    private static Set<String> functions(Script script) {
      Set<String> names = new HashSet<>();
      new ScriptVisitor() {
        @Override
        protected void command(Command command, ImmutableSet<Nesting> inside) {
          if (command instanceof Command.Function function) {
            names.add(function.name().literalPrefix());
          }
          super.command(command, inside);
        }
      }.script(script);
      return names;
    }
  }
}

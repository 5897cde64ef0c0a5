package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CalledScript;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The files of the build context that say what package managers install in the stages on one base. */
public final class InstalledProjects {

  /** How deep lists of requirements are followed that name others. */
  private static final int MAX_DEPTH = 3;

  private static final CommandQuery MANAGERS = CommandQuery.of(
      "bun", "bundle", "mix", "npm", "pdm", "pip", "pipenv", "pnpm", "poetry", "uv", "yarn");

  /** What each reads in the directory that it runs in, beside what it is told. */
  private static final ImmutableMap<String, ImmutableList<String>> MANIFESTS = ImmutableMap.of(
      "bundle", ImmutableList.of("Gemfile"),
      "mix", ImmutableList.of("mix.exs"),
      "pipenv", ImmutableList.of("Pipfile"));

  private static final ImmutableList<String> OF_PYTHON =
      ImmutableList.of("pyproject.toml", "setup.py", "setup.cfg");

  private static final ImmutableSet<String> OF_NODE = ImmutableSet.of("bun", "npm", "pnpm", "yarn");

  private static final Regex LIST = Regex.of("[\\w./-]{1,200}\\.(?:txt|in|pip)");

  /** A list in another one. */
  private static final Regex NESTED =
      Regex.of("(?m)^[ \\t]{0,9}(?:-r|--requirement)[ =]{0,9}([\\w./-]{1,200})");

  private static final Regex PROJECT_OF_GIT =
      Regex.of("(?m)^[^#\\n]*?(?:\\bgit\\+(?:https?|ssh|file|git)://|\\bgit\\+git@"
          + "|\\{[^}\\n]{0,200}\\bgit\\s{0,9}=\\s{0,9}[\"']|\\b(?:git|github):\\s{0,9}[\"']"
          + "|:(?:git|github)\\s{0,9}=>)");

  /** A dependency in {@code package.json}. */
  private static final Regex PACKAGE_OF_GIT = Regex.of("git(?:\\+\\w{2,5})?:.{0,500}|git@.{0,500}"
      + "|(?:github|gitlab|bitbucket|gist):.{0,500}|https?://[^\\s]{1,500}\\.git(?:#.{0,200})?"
      + "|[\\w-]{1,40}/[\\w.-]{1,100}(?:#.{0,200})?");

  /** A name in a list of quoted ones, or as the key of a table. */
  private static final Regex PYTHON_NAME =
      Regex.of("(?m)(?:[\"']|^[ \\t]{0,9})([A-Za-z0-9][\\w.-]{0,99})(?=[\"'\\s\\[<>=~!;@(]|$)");

  /** Managers whose operands are names of packages. */
  private static final ImmutableSet<String> OF_OPERANDS = ImmutableSet.of("pip", "uv");

  /** Those and others that are told names of packages now and then. */
  private static final ImmutableSet<String> ADDS_OPERANDS =
      ImmutableSet.of("pdm", "pip", "pipenv", "poetry", "uv");

  private static final CommandQuery CONDA =
      CommandQuery.of("conda", "mamba", "micromamba").told("install");

  private static final CommandQuery OF_SYSTEM =
      CommandQuery.of("apt-get", "apt", "apk", "dnf", "microdnf", "yum").told("install", "add");

  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  private static final Trait MAY_CALL_SCRIPT =
      Trait.of(Run.class, run -> run.text().contains(".sh"));

  /** How distributions call a package of Python. */
  private static final Regex PACKAGED = Regex.of("(?:python3|py3)-([\\w.-]{1,99})");

  /** Lockfiles that name all that a manager installs. */
  private static final ImmutableList<String> LOCKFILES =
      ImmutableList.of("poetry.lock", "uv.lock", "pdm.lock");

  private final Subject subject;
  private final Set<String> texts = new LinkedHashSet<>();
  private final Set<String> ofNode = new HashSet<>();
  private boolean isOfGit;

  /** Of the last command that was looked at: the next one mostly is of the same script. */
  private @Nullable RunScript lastScript;

  private @Nullable ScriptPlaces lastPlaces;

  private InstalledProjects(Subject subject) {
    this.subject = subject;
  }

  public static InstalledProjects of(Subject subject, Stage target) {
    InstalledProjects all = new InstalledProjects(subject);
    for (Stage stage : subject.model().stages()) {
      if (stage.root() == target.root()) {
        for (RunCommand command : subject.model().commands(MANAGERS, stage)) {
          all.read(command);
          if (ADDS_OPERANDS.contains(programOf(command))) {
            all.readOperands(command);
          }
        }
      }
    }
    return all;
  }

  /** Those of Python that have been installed when a command runs, with the packages that earlier commands name. */
  public static InstalledProjects before(Subject subject, RunCommand install) {
    InstalledProjects all = new InstalledProjects(subject);
    for (RunCommand earlier : earlier(MANAGERS, subject, install)) {
      all.read(earlier);
      all.readLockfiles(earlier);
      if (OF_OPERANDS.contains(programOf(earlier))) {
        all.readOperands(earlier);
      }
    }
    earlier(CONDA, subject, install).forEach(all::readOperands);
    earlier(OF_SYSTEM, subject, install).forEach(all::readPackages);
    all.readScripts(install);
    return all;
  }

  /** What pip and uv install behind a command in the same stage from lists of requirements. */
  public static InstalledProjects listedBehind(Subject subject, RunCommand install) {
    InstalledProjects all = new InstalledProjects(subject);
    Stage own = subject.model().stageOf(install.instruction());
    for (RunCommand later :
        own == null ? ImmutableList.<RunCommand>of() : subject.model().commands(MANAGERS, own)) {
      if (later.range().start() > install.range().start()
          && OF_OPERANDS.contains(programOf(later))
          && later.has("--requirement")
          && !later.hasAny("--target", "--prefix", "--root")) {
        all.read(later);
      }
    }
    return all;
  }

  private static List<RunCommand> earlier(CommandQuery query, Subject subject, RunCommand install) {
    SemanticModel model = subject.model();
    Stage own = model.stageOf(install.instruction());
    List<RunCommand> earlier = new ArrayList<>();
    for (Stage stage : own == null ? ImmutableList.<Stage>of() : own.chain()) {
      for (RunCommand command : model.commands(query, stage)) {
        if (command.range().start() < install.range().start()) {
          earlier.add(command);
        }
      }
    }
    return earlier;
  }

  /** Reads what is installed by scripts of the build context that earlier commands call. */
  private void readScripts(RunCommand install) {
    SemanticModel model = subject.model();
    Stage own = model.stageOf(install.instruction());
    for (Stage stage : own == null ? ImmutableList.<Stage>of() : own.chain()) {
      for (Instruction run : model.having(MAY_CALL_SCRIPT, stage)) {
        RunScript script = model.partialScript(run);
        if (script != null) {
          readScripts(script, install.range().start());
        }
      }
    }
  }

  private void readScripts(RunScript script, int end) {
    for (Invocation one : script.script().invocations()) {
      boolean isEarlier = script.home(one.nameWord().range().start()) < end;
      String text = isEarlier ? CalledScript.text(subject, script, one) : null;
      readInstalls(text == null ? null : ScriptFile.parse(text));
    }
  }

  private void readInstalls(@Nullable Script called) {
    for (Invocation one : called == null ? ImmutableList.<Invocation>of() : called.invocations()) {
      if (PIP.matches(one)) {
        for (ShellWord word : one.module().arguments().operandsOfVerb()) {
          texts.add(word.literalPrefix());
        }
      }
    }
  }

  private static String programOf(RunCommand command) {
    return command.invocation().module().program().name();
  }

  private void readOperands(RunCommand command) {
    command.operands().forEach(word -> texts.add(word.literalPrefix()));
  }

  private void readPackages(RunCommand command) {
    for (ShellWord word : command.operands()) {
      Matcher packaged = PACKAGED.matcher(word.literalPrefix());
      if (packaged.matches()) {
        texts.add(packaged.group(1));
      }
    }
  }

  private void readLockfiles(RunCommand command) {
    ImagePath directory = directory(command);
    for (String name : LOCKFILES) {
      ImagePath place = directory.resolve(name);
      String mounted = mounted(command, place);
      CopiedFile file = mounted != null
          ? null
          : CopiedFile.at(subject, command.instruction(), place, Basis.DEFAULTS);
      String path = file == null ? mounted : file.path();
      ImmutableSet<String> locked = path == null ? null : subject.lockedNames(path);
      if (locked != null) {
        texts.add(String.join("\n", locked));
      }
    }
  }

  private ImagePath directory(RunCommand command) {
    ScriptPlaces places = lastPlaces;
    if (places == null || lastScript != command.script()) {
      places = ScriptPlaces.of(subject.model(), command.script(), Basis.DEFAULTS);
      lastPlaces = places;
      lastScript = command.script();
    }
    return places.directory(command.invocation());
  }

  /** Whether git fetches something of what is installed. */
  public boolean needGit() {
    return isOfGit
        || texts.stream().anyMatch(text -> PROJECT_OF_GIT.matcher(text).find());
  }

  /** Whether one of some packages of PyPI, which are written as {@link PythonRequirements#normal} does, may be among them. */
  public boolean mayInstall(ImmutableSet<String> packages) {
    return !Collections.disjoint(names(), packages);
  }

  /** Whether something stands in what managers other than those of Node are told by files, or as a package. */
  public boolean say(Regex sought) {
    for (String text : texts) {
      if (sought.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  /** The packages that manifests of Node name. */
  Set<String> packagesOfNode() {
    return ofNode;
  }

  private static final Regex WITH_EXTRAS = Regex.of(
      "([A-Za-z0-9][\\w.-]{0,99})[\"']?\\s{0,9}(?:=\\s{0,9}\\{[^}\\n]{0,200})?\\[([^\\]\\n]{0,200})\\]");

  /** Whether a package of PyPI is named together with one of its extras: {@code psycopg[binary]}. */
  boolean namesExtra(String name, String extra) {
    for (String text : texts) {
      Matcher found = WITH_EXTRAS.matcher(text);
      while (found.find()) {
        if (PythonRequirements.normal(found.group(1)).equals(name)
            && found.group(2).contains(extra)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What may be names of packages of PyPI among them, written as {@link PythonRequirements#normal} does. */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      Matcher name = PYTHON_NAME.matcher(text);
      while (name.find()) {
        names.add(PythonRequirements.normal(name.group(1)));
      }
    }
    return names;
  }

  private static final Regex PINNED = Regex.of(
      "(?m)^[ \\t]{0,9}([A-Za-z0-9][\\w.-]{0,99})[ \\t]{0,9}(?:\\[[^\\]\\n]{0,200}][ \\t]{0,9})?={2,3}");

  /** The packages of PyPI that lists among them have in one version, written in the same way. */
  public Set<String> pinned() {
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      Matcher pinned = PINNED.matcher(text);
      while (pinned.find()) {
        names.add(PythonRequirements.normal(pinned.group(1)));
      }
    }
    return names;
  }

  private void read(RunCommand command) {
    ImagePath directory = directory(command);
    String program = programOf(command);
    if (OF_NODE.contains(program)) {
      readPackage(command);
      return;
    }
    for (ShellWord word : command.invocation().arguments().words()) {
      String raw = word.raw();
      isOfGit |= raw.contains("git+");
      if (LIST.matcher(raw).matches()) {
        readList(command, directory, raw, 0);
      }
    }
    String list = command.value("--requirement");
    if (list != null) {
      readList(command, directory, list, 0);
    }
    for (String name : MANIFESTS.getOrDefault(program, OF_PYTHON)) {
      String text = text(command, directory.resolve(name));
      if (text != null) {
        texts.add(text);
      }
    }
  }

  private void readList(RunCommand command, ImagePath directory, String path, int depth) {
    ImagePath place = directory.resolve(path);
    String text = text(command, place);
    if (text == null || !texts.add(text)) {
      return;
    }
    Matcher nested = NESTED.matcher(text);
    int slash = path.lastIndexOf('/') + 1;
    while (depth < MAX_DEPTH && nested.find()) {
      readList(command, directory, path.substring(0, slash) + nested.group(1), depth + 1);
    }
  }

  private void readPackage(RunCommand command) {
    NodeProject project = NodeInstall.of(command.invocation()) == null
        ? null
        : NodeProject.of(subject, command.script(), command.invocation(), Basis.DEFAULTS);
    if (project == null) {
      return;
    }
    for (String kind : NodeProject.INSTALLED) {
      ImmutableMap<String, String> versions = project.texts(kind);
      ofNode.addAll(versions == null ? ImmutableSet.<String>of() : versions.keySet());
      isOfGit |= versions != null
          && versions.values().stream()
              .anyMatch(version -> PACKAGE_OF_GIT.matcher(version).matches());
    }
  }

  private @Nullable String text(RunCommand command, ImagePath place) {
    String mounted = mounted(command, place);
    if (mounted != null) {
      return subject.contextFile(mounted).beginning();
    }
    CopiedFile file = CopiedFile.at(subject, command.instruction(), place, Basis.DEFAULTS);
    return file == null ? null : file.file().beginning();
  }

  /** The path in the build context that is mounted at a place while a command runs; null where none is. */
  private @Nullable String mounted(RunCommand command, ImagePath place) {
    for (Mount mount : command.script().run().mounts()) {
      if (mount.type().equals("bind") && mount.option("from") == null) {
        ImagePath target =
            subject.model().place(command.instruction(), mount.target(), Basis.DEFAULTS);
        String below = target.certainlyContains(place) ? target.pathTo(place) : null;
        if (below != null) {
          Mount.Option option = mount.option("source");
          String source =
              ContextPath.inContext(option == null ? "" : String.valueOf(option.value()));
          return source.isEmpty() || below.isEmpty() ? source + below : source + "/" + below;
        }
      }
    }
    return null;
  }
}

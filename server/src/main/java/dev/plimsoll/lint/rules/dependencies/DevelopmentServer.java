package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server that compiles what is asked for and watches the sources, as frameworks of Node have one, or a program that watches
 * them and starts a server anew: it is there for who writes them, and needs the development dependencies and a place to write
 * beside them.
 */
public final class DevelopmentServer {

  private static final ImmutableSet<String> MANAGERS =
      ImmutableSet.of("npm", "yarn", "pnpm", "bun");

  /** Scripts that are called so in whatever project. */
  private static final ImmutableSet<String> SCRIPTS =
      ImmutableSet.of("dev", "develop", "start:dev", "start:watch", "watch");

  /** Programs that are nothing else. */
  private static final ImmutableSet<String> PROGRAMS = ImmutableSet.of(
      "CompileDaemon",
      "air",
      "browser-sync",
      "cargo-watch",
      "chokidar",
      "entr",
      "fresh",
      "gow",
      "live-server",
      "nodemon",
      "npm-watch",
      "onchange",
      "reflex",
      "ts-node-dev",
      "tsnd",
      "watchexec",
      "watchfiles",
      "watchmedo",
      "webpack-dev-server",
      "wgo");

  /** Others, and the first argument with which they are one; the empty text stands for none. */
  private static final ImmutableMap<String, ImmutableSet<String>> WITH_VERB =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put("astro", ImmutableSet.of("dev"))
          .put("cargo", ImmutableSet.of("watch"))
          .put("craco", ImmutableSet.of("start"))
          .put("docusaurus", ImmutableSet.of("start"))
          .put("dotnet", ImmutableSet.of("watch"))
          .put("ember", ImmutableSet.of("serve", "s"))
          .put("expo", ImmutableSet.of("start"))
          .put("fastapi", ImmutableSet.of("dev"))
          .put("gatsby", ImmutableSet.of("develop"))
          .put("hardhat", ImmutableSet.of("node"))
          .put("hugo", ImmutableSet.of("server", "serve"))
          .put("ionic", ImmutableSet.of("serve"))
          .put("jekyll", ImmutableSet.of("serve", "s"))
          .put("mkdocs", ImmutableSet.of("serve"))
          .put("netlify", ImmutableSet.of("dev"))
          .put("next", ImmutableSet.of("dev", ""))
          .put("ng", ImmutableSet.of("serve", "s"))
          .put("nuxt", ImmutableSet.of("dev", ""))
          .put("quasar", ImmutableSet.of("dev"))
          .put("react-app-rewired", ImmutableSet.of("start"))
          .put("react-router", ImmutableSet.of("dev"))
          .put("react-scripts", ImmutableSet.of("start"))
          .put("remix", ImmutableSet.of("dev"))
          .put("rsbuild", ImmutableSet.of("dev"))
          .put("storybook", ImmutableSet.of("dev"))
          .put("strapi", ImmutableSet.of("develop", "dev"))
          .put("vercel", ImmutableSet.of("dev"))
          .put("vite", ImmutableSet.of("dev", "serve", ""))
          .put("vitepress", ImmutableSet.of("dev"))
          .put("vue-cli-service", ImmutableSet.of("serve"))
          .put("vuepress", ImmutableSet.of("dev"))
          .put("webpack", ImmutableSet.of("serve"))
          .put("wrangler", ImmutableSet.of("dev"))
          .buildOrThrow();

  /** Those that may watch what they compile. */
  private static final ImmutableSet<String> COMPILERS = ImmutableSet.of(
      "babel",
      "esbuild",
      "parcel",
      "rollup",
      "sass",
      "swc",
      "tailwindcss",
      "tsc",
      "tsup",
      "webpack");

  private DevelopmentServer() {}

  /**
   * Whether a stage starts one.
   *
   * @param command what its containers run, word by word
   */
  public static boolean isStartedBy(List<String> command, Subject subject, Stage stage) {
    String script = script(command);
    if (script == null) {
      NodeCommand only = NodeCommand.of(command);
      return isBuiltInServer(command)
          || !isManager(command)
              && (isOne(only)
                  || only.runsSeveral()
                      && areOne(
                          ImmutableList.of(only),
                          NodeProject.atEnd(subject, stage),
                          new HashSet<>()));
    }
    return namesOne(script, NodeProject.atEnd(subject, stage), new HashSet<>());
  }

  /** More scripts than these are not followed. */
  private static final int MAX_SCRIPTS = 50;

  private static final Regex DJANGO =
      Regex.of("(?:.{0,300}/)?(?:manage\\.py|django-admin(?:\\.py)?)");

  /** Whether a command is the server of Django that watches the sources; it is deployed, too, though nobody should. */
  public static boolean isDjangos(List<String> command) {
    int served = command.indexOf("runserver");
    return served > 0 && DJANGO.matcher(command.get(served - 1)).matches();
  }

  /** Whether one of several commands is one, or lets a manager run a script that is; they may be run side by side. */
  private static boolean areOne(
      List<NodeCommand> commands, @Nullable NodeProject project, Set<String> seen) {
    for (NodeCommand command : commands) {
      if (isOrNamesOne(command, project, seen)) {
        return true;
      }
      for (NodeCommand beside : command.commands()) {
        if (isOrNamesOne(beside, project, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOrNamesOne(
      NodeCommand command, @Nullable NodeProject project, Set<String> seen) {
    if (isOne(command)) {
      return true;
    }
    for (String script : command.scripts()) {
      if (namesOne(script, project, seen)) {
        return true;
      }
    }
    return false;
  }

  /** The same of a script, or of all of which the name begins as it is written: {@code watch:*}. */
  private static boolean namesOne(String written, @Nullable NodeProject project, Set<String> seen) {
    String script = CharMatcher.anyOf("\"'").trimFrom(written);
    int end = script.indexOf('*');
    String start = script.substring(0, end < 0 ? script.length() : end);
    if (SCRIPTS.contains(end > 0 && start.endsWith(":") ? start.substring(0, end - 1) : start)) {
      return true;
    }
    ImmutableMap<String, String> scripts =
        project == null || !seen.add(written) || seen.size() > MAX_SCRIPTS
            ? null
            : project.texts("scripts");
    if (scripts != null) {
      for (String name : end < 0 ? ImmutableSet.of(start) : scripts.keySet()) {
        String code = name.startsWith(start) ? scripts.get(name) : null;
        // The first one with its quotes, too, between which names of scripts may stand.
        if (code != null
            && (areOne(ImmutableList.of(NodeCommand.of(code)), project, seen)
                || areOne(NodeCommand.all(code), project, seen))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether what a stage starts is one, or is there only with the development dependencies. */
  public static boolean needsDevelopmentDependencies(
      List<String> command, Subject subject, Stage stage) {
    if (isStartedBy(command, subject, stage) || builds(command)) {
      return true;
    }
    NodeProject project = NodeProject.atEnd(subject, stage);
    WorkspaceScript script = WorkspaceScript.of(command, subject, stage, project);
    if (project != null
        && (script == null || script.isOwn())
        && (project.needsDevelopmentDependencies(subject, command)
            || loads(subject, stage, project, command))) {
      return true;
    }
    if (script == null) {
      return false;
    }
    NodeProject owner = script.project();
    if (owner == null) {
      return !script.isOwn(); // whose manifest the context doesn't show
    }
    NodeCommand code = owner.script(script.name());
    return code != null && isOne(code)
        || owner.needsDevelopmentDependencies(
            subject, script.name(), project == null ? owner : project);
  }

  /** Whether it lets a manager run the build, in whatever project. */
  private static boolean builds(List<String> command) {
    String script = script(command);
    return script != null && (script.equals("build") || script.startsWith("build:"));
  }

  /** How much is known of the files that a program loads. */
  public enum Loaded {
    UNKNOWN,
    IN_PART,
    KNOWN
  }

  /** How much is known of what a command loads that a stage starts. */
  public static Loaded loaded(List<String> command, Subject subject, Stage stage) {
    NodeProject project = NodeProject.atEnd(subject, stage);
    return project == null
        ? Loaded.UNKNOWN
        : LoadedFiles.read(subject, stage, project, commands(project, command));
  }

  private static boolean loads(
      Subject subject, Stage stage, NodeProject project, List<String> command) {
    return LoadedFiles.needDevelopmentDependencies(
        subject, stage, project, project.directory(), commands(project, command));
  }

  /**
   * Whether commands of a stage, which start where it ends, load what only the development dependencies of a project bring,
   * wherever that is.
   *
   * @param start the instruction that they stand in
   */
  public static boolean loads(
      Subject subject,
      Stage stage,
      NodeProject project,
      Instruction start,
      List<ImmutableList<String>> commands) {
    ImagePath directory = subject.model().directory(start, Basis.DEFAULTS);
    return LoadedFiles.needDevelopmentDependencies(
        subject, stage, project, directory, Lists.transform(commands, NodeCommand::of));
  }

  /** The commands, word by word, of the scripts of the project in a stage that a command lets a manager run. */
  public static List<ImmutableList<String>> ofScripts(
      List<String> command, Subject subject, Stage stage) {
    ImmutableList<String> scripts = NodeCommand.of(command).scripts();
    NodeProject project = scripts.isEmpty() ? null : NodeProject.atEnd(subject, stage);
    return project == null
        ? ImmutableList.of()
        : Lists.transform(project.commands(scripts), NodeCommand::words);
  }

  private static ImmutableList<NodeCommand> commands(NodeProject project, List<String> command) {
    NodeCommand own = NodeCommand.of(command);
    return ImmutableList.<NodeCommand>builder()
        .add(own)
        .addAll(project.commands(own.scripts()))
        .build();
  }

  /** What a command runs in the end: the program of the script that it lets a manager run, as far as that is known. */
  public static ImmutableList<String> started(
      ImmutableList<String> command, Subject subject, Stage stage) {
    String script = script(command);
    NodeCommand code = script == null ? null : code(script, NodeProject.atEnd(subject, stage));
    return code == null
        ? command
        : ImmutableList.<String>builder()
            .add(code.program())
            .addAll(code.arguments())
            .build();
  }

  private static boolean isManager(List<String> command) {
    return !command.isEmpty() && MANAGERS.contains(command.get(0));
  }

  /** The script of {@code package.json} that a command lets a manager run; null where there is none. */
  private static @Nullable String script(List<String> command) {
    if (!isManager(command)) {
      return null;
    }
    ImmutableList<String> words = command.stream()
        .skip(1)
        .filter(word -> !word.startsWith("-"))
        .collect(ImmutableList.toImmutableList());
    if (words.isEmpty()) {
      return null;
    }
    boolean named = NodeCommand.RUN.contains(words.get(0));
    return named ? words.size() > 1 ? words.get(1) : null : words.get(0);
  }

  private static @Nullable NodeCommand code(String script, @Nullable NodeProject project) {
    return project == null ? null : project.script(script);
  }

  /** Servers of Python that load the program again with every change of it if they are told so. */
  private static final ImmutableSet<String> RELOADING =
      ImmutableSet.of("granian", "gunicorn", "hypercorn", "uvicorn");

  /** Whether it is the server that PHP brings for those who write the program, or one of Python as they use it. */
  private static boolean isBuiltInServer(List<String> command) {
    if (!command.isEmpty() && command.get(0).endsWith("php") && command.contains("-S")) {
      return true;
    }
    if (command.contains("--reload") && !Collections.disjoint(command, RELOADING)) {
      return true;
    }
    int flask = command.indexOf("flask");
    return flask >= 0
        && command.indexOf("run") > flask
        && (command.contains("--debug") || command.contains("--reload"));
  }

  /** Programs that run the one behind {@code exec} or {@code run} in an environment of their language. */
  private static final ImmutableSet<String> ENVIRONMENTS =
      ImmutableSet.of("bundle", "hatch", "pdm", "pipenv", "poetry", "uv");

  private static final String MODULES = "node_modules/";

  /** The command that another one only runs with settings of its own; null where it runs none. */
  private static @Nullable NodeCommand wrapped(NodeCommand command) {
    ImmutableList<String> arguments = command.arguments();
    if (ENVIRONMENTS.contains(command.program())) {
      String verb = command.verb();
      return verb.equals("exec") || verb.equals("run")
          ? NodeCommand.of(arguments.subList(1, arguments.size()))
          : null;
    }
    if (command.program().endsWith("-scripts")) { // of a company: what it brings is called as it is
      return NodeCommand.of(arguments);
    }
    for (int i = 0; command.program().equals("node") && i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-") && word.contains(MODULES)) {
        NodeCommand file = NodeCommand.of(arguments.subList(i, arguments.size()));
        String name = file.program();
        return new NodeCommand(
            file.path(),
            name.endsWith(".js") ? name.substring(0, name.length() - 3) : name,
            file.arguments());
      }
    }
    return null;
  }

  private static boolean isOne(NodeCommand command) {
    NodeCommand wrapped = wrapped(command);
    return is(command) || wrapped != null && is(wrapped);
  }

  private static boolean is(NodeCommand command) {
    String program = command.program();
    String verb = command.verb();
    boolean watches = command.arguments().contains("--watch");
    boolean compiles = COMPILERS.contains(program)
        && (watches || command.arguments().contains("-w") || command.arguments().contains("watch"));
    return PROGRAMS.contains(program)
        || compiles
        || WITH_VERB.getOrDefault(program, ImmutableSet.of()).contains(verb)
        || program.equals("nest") && verb.equals("start") && watches
        || program.equals("parcel") && !verb.equals("build") // it serves the files that it is given
        || program.equals("tsx") && verb.equals("watch")
        || program.equals("node") && watches;
  }
}

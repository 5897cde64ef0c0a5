package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.dependencies.MissingManifest;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.dependencies.PythonGroups;
import dev.plimsoll.lint.rules.dependencies.PythonProject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command does with the development dependencies of a project. */
sealed interface DevelopmentStep {

  RunScript script();

  Invocation invocation();

  /** Where the command stands in the file. */
  default TextRange range() {
    return script().range(invocation().range());
  }

  /**
   * It runs something that may need them.
   *
   * @param tool the script or the tool of {@code node_modules}; may be empty
   */
  record Build(RunScript script, Invocation invocation, String tool) implements DevelopmentStep {

    boolean builds() {
      return isBuild(tool);
    }
  }

  /** It removes them. */
  record Prune(RunScript script, Invocation invocation) implements DevelopmentStep {}

  /**
   * It installs dependencies.
   *
   * @param node null where it is none of Node's package managers
   * @param npm the npm that the stage has
   * @param inProduction whether the environment says that they are to be left out
   * @param isCertain whether it is known that development dependencies are installed
   */
  record Install(
      RunScript script,
      Invocation invocation,
      @Nullable NodeInstall node,
      NpmVersion npm,
      boolean inProduction,
      boolean isCertain)
      implements DevelopmentStep {

    /** A pnpm before 10 that somebody asks for; who doesn't gets the newest. */
    private static final Regex OLD = Regex.of("pnpm@[\\^~v]?\\d(?!\\d)");

    private static final Trait OLD_PNPM =
        Trait.of(Instruction.Run.class, run -> OLD.matcher(run.text()).find());

    boolean isProductionOnly() {
      return inProduction || (node != null && node.productionOption() != null);
    }

    /** Whether it may not run. */
    boolean isConditional() {
      return DevelopmentStep.isConditional(invocation);
    }

    /** Whether an option says that they are wanted. */
    boolean asksForThem() {
      if (node != null) {
        return node.asksForDevelopment();
      }
      Arguments arguments = invocation.arguments();
      String group = arguments.value("--group");
      String with = arguments.value("--with");
      return arguments.hasAnyFlag("--dev", "--all-groups")
          || group != null && DEVELOPMENT_GROUP.matcher(group).find()
          || with != null && DEVELOPMENT_GROUP.matcher(with).find();
    }

    private static final Regex DEVELOPMENT_GROUP = Regex.of("\\b(?:dev|test)");

    /** Whether the script doesn't remove them again, perhaps with the directory that they are in. */
    boolean leavesThem(SemanticModel model) {
      ImagePath directory = NodeProject.directory(model, script, invocation, Basis.DEFAULTS);
      String folder =
          node != null ? CopiedModules.FOLDER : invocation.is("composer") ? "vendor" : ".venv";
      return directory == null
          || !Leftovers.in(model, script, directory.resolve(folder), folder)
              .areRemoved(invocation.range().end());
    }

    /** Whether the manifest in the build context is known to name none. */
    boolean hasNoDevelopmentDependencies(Subject subject) {
      if (node != null) {
        NodeProject project = project(subject);
        return project != null && project.hasNoDevelopmentDependencies(subject)
            || project != null
                && node.manager() == Manager.NPM
                && project.lockfiles(subject).areAllInProduction()
            || MissingManifest.isCertain(subject, script, invocation);
      }
      if (invocation.is("composer")) {
        return composerHasNone(subject);
      }
      PythonGroups groups = groups(subject);
      return groups != null && groups.forDevelopment().isEmpty();
    }

    /** The groups of a project in Python that are installed; null where they aren't known. */
    private @Nullable PythonGroups groups(Subject subject) {
      PythonProject project = PythonProject.of(subject, script, invocation);
      return project == null
          ? null
          : invocation.is("uv") ? project.groupsOfUv() : project.groupsOfPoetry();
    }

    /**
     * Whether the manifest in the build context is known to name some, or members of a workspace that may do so; where no context
     * is known, whether it may.
     */
    boolean namesDevelopmentDependencies(Subject subject) {
      return (isManifestRead(subject) || !subject.knowsContext())
          && !hasNoDevelopmentDependencies(subject);
    }

    private boolean isManifestRead(Subject subject) {
      if (node != null) {
        NodeProject project = project(subject);
        return project != null && project.isRead();
      }
      return invocation.is("composer")
          ? composerManifest(subject) != null
          : PythonProject.of(subject, script, invocation) != null;
    }

    private @Nullable NodeProject project(Subject subject) {
      return node == null ? null : NodeProject.of(subject, script, invocation, Basis.DEFAULTS);
    }

    /** Whether the installation itself runs a script of the project that needs them. */
    boolean runsThem(Subject subject) {
      NodeProject project = project(subject);
      return project != null
          && !invocation.arguments().hasFlag("--ignore-scripts")
          && project.needsDevelopmentDependencies(subject, NodeProject.RUN_BY_INSTALLS);
    }

    /** Whether the manifest in the build context is known to name some, and others besides. */
    boolean hasDevelopmentDependencies(Subject subject) {
      NodeProject project = project(subject);
      return project != null
          && project.hasDevelopmentDependencies()
          && !hasNoDevelopmentDependencies(subject);
    }

    /** Whether a script or a program of a package isn't known to do with what is installed in production. */
    boolean mayNeedThem(Subject subject, String tool) {
      return mayNeedThem(subject, ImmutableList.of(tool));
    }

    /** The same for one of several. */
    boolean mayNeedThem(Subject subject, Iterable<String> tools) {
      NodeProject project = project(subject);
      return project == null || project.mayNeedDevelopmentDependencies(subject, tools);
    }

    /** Whether Yarn 2 or later installs, which no NODE_ENV tells to leave anything out. */
    boolean isOfModernYarn(Subject subject) {
      if (node == null || node.manager() != Manager.YARN) {
        return false;
      }
      NodeProject project = project(subject);
      return project != null && project.isOfModernYarn(subject);
    }

    /** Whether only the environment asks for production, and who installs doesn't look at that: bun, or pnpm since 10. */
    boolean ignoresEnvironment(Subject subject) {
      if (node == null || node.productionOption() != null) {
        return false;
      }
      if (node.manager() != Manager.PNPM) {
        return node.manager() == Manager.BUN;
      }
      SemanticModel model = subject.model();
      for (Stage one = model.stageOf(script.instruction()); one != null; one = one.parent()) {
        if (model.has(OLD_PNPM, one)) {
          return false;
        }
      }
      NodeProject project = project(subject);
      return project == null || !OLD.matcher(project.manifest().file().head()).find();
    }

    private boolean composerHasNone(Subject subject) {
      JsonFile manifest = composerManifest(subject);
      return manifest != null && Boolean.FALSE.equals(manifest.has("require-dev"));
    }

    private @Nullable JsonFile composerManifest(Subject subject) {
      ImagePath place = ScriptPlaces.of(subject.model(), script, Basis.DEFAULTS)
          .directory(invocation)
          .resolve("composer.json");
      CopiedFile manifest = CopiedFile.at(subject, script.instruction(), place, Basis.DEFAULTS);
      return manifest == null || manifest.file().text() == null
          ? null
          : JsonFile.of(manifest.file());
    }

    /** The flag that leaves them out; null where there is none to add. */
    @Nullable String flagForProduction(Subject subject) {
      if (node == null) {
        return switch (String.valueOf(invocation.name())) {
          case "poetry" -> flagOfPoetry(subject);
          case "uv" -> flagOfUv(groups(subject));
          default -> "--no-dev";
        };
      }
      return switch (node.manager()) {
        case NPM -> npm.isOld() ? "--only=production" : "--omit=dev";
        case YARN ->
          invocation.arguments().hasFlag("--immutable") || isOfModernYarn(subject)
              ? null
              : "--production";
        case PNPM -> "--prod";
        case BUN -> "--production";
      };
    }

    private String flagOfPoetry(Subject subject) {
      if (BEFORE_GROUPS.matcher(subject.file().text()).find()) {
        return "--no-dev";
      }
      PythonGroups groups = groups(subject);
      // With --only, Poetry doesn't look at --with.
      return groups != null && (groups.hasOthers() || invocation.arguments().hasFlag("--with"))
          ? "--without " + String.join(",", groups.forDevelopment())
          : "--only main";
    }

    private static String flagOfUv(@Nullable PythonGroups groups) {
      List<String> flags = new ArrayList<>();
      for (String group : groups == null ? ImmutableList.of("dev") : groups.forDevelopment()) {
        flags.add(group.equals("dev") ? "--no-dev" : "--no-group " + group);
      }
      return String.join(" ", flags);
    }

    ShellWord wordBeforeFlag() {
      ShellWord verb = node == null ? invocation.arguments().verbWord() : node.verbOrName();
      return verb == null ? invocation.nameWord() : verb;
    }

    /** The command that removes development dependencies afterwards; pnpm has none for the members of a workspace. */
    @Nullable String pruneCommand(Subject subject) {
      Manager manager = node == null ? null : node.manager();
      boolean old = manager == Manager.NPM && npm.isOld();
      NodeProject project = project(subject);
      return manager == Manager.NPM
          ? "npm prune " + (old ? "--production" : "--omit=dev")
          : manager == Manager.PNPM && (project == null || !project.isWorkspaceOfPnpm(subject))
              ? "pnpm prune --prod"
              : null;
    }

    /** Whether a file of the build context, run in the end by one of some commands, loads one of them. */
    boolean isLoaded(
        Subject subject, Stage target, Instruction start, List<ImmutableList<String>> commands) {
      NodeProject project = project(subject);
      return project != null && DevelopmentServer.loads(subject, target, project, start, commands);
    }

    /** Where npm's flag stands if it is an old spelling of {@code --omit=dev}, in the script; or null. */
    @Nullable TextRange oldSpelling() {
      GivenOption given =
          node == null || node.manager() != Manager.NPM ? null : node.productionOption();
      return given == null || given.is("--omit") ? null : given.range();
    }

    /** The edit that writes another flag in the place of {@link #oldSpelling}; null where its words are taken apart. */
    @Nullable TextEdit respelled(String flag) {
      TextRange old = oldSpelling();
      GivenOption given = node == null || old == null ? null : node.productionOption();
      if (old == null || given == null) {
        return null;
      }
      ShellWord first = given.word();
      boolean oneWord = first.range().equals(old);
      boolean plain = !script.execForm() && script.code().isContiguous(old);
      return oneWord
          ? script.replace(first, flag)
          : plain ? TextEdit.replace(script.range(old), flag) : null;
    }

    /** Where the flag stands with the blanks before it, in the script; null where there is none. */
    @Nullable TextRange productionFlagWithBlank() {
      GivenOption given = node == null || inProduction ? null : node.productionOption();
      if (given == null) {
        return null;
      }
      int start = given.range().start();
      while (Character.isWhitespace(script.code().code().charAt(start - 1))) {
        start--;
      }
      return new TextRange(start, given.range().end());
    }
  }

  /** Poetry before 1.2. */
  Regex BEFORE_GROUPS = Regex.of("(?i)\\bpoetry[\\w ]{0,10}[=@]{1,2}[\"']?1\\.[01]\\b");

  ImmutableSet<String> BUILD_TOOLS = ImmutableSet.of(
      "tsc",
      "webpack",
      "vite",
      "ng",
      "next",
      "rollup",
      "esbuild",
      "gulp",
      "grunt",
      "nest",
      "nuxt",
      "parcel",
      "tsup",
      "babel",
      "vue-cli-service",
      "react-scripts",
      "turbo",
      "nx");

  /** Programs that may run tools of {@code node_modules}. */
  ImmutableSet<String> OTHER_USERS =
      ImmutableSet.of("make", "rake", "rails", "ember", "bower", "hexo", "ant", "tsx", "ts-node");

  /** Programs whose first argument may be a program of the project that builds. */
  ImmutableSet<String> INTERPRETERS = ImmutableSet.of("bash", "node", "sh");

  /** A path in the project, or a word, as in {@code node ace}. */
  Regex PROGRAM = Regex.of("(?:\\./)?(?:[\\w-][\\w.-]{0,99}/){0,9}[\\w-][\\w.-]{0,99}");

  /** What yarn or pnpm do themselves; everything else is a script or a program of a package. */
  ImmutableSet<String> COMMANDS = ImmutableSet.copyOf(Splitter.on(' ')
      .split(
          "add approve-builds audit autoclean bin cache cat-file check config constraints create "
              + "dedupe deploy dlx doctor env exec explain fetch generate-lock-entry get global help i "
              + "import info init install install-test licenses link list ln login logout ls node npm "
              + "outdated owner pack patch patch-commit plugin policies prune publish rebuild remove rm "
              + "root run search self-update server set setup stage store tag team un uninstall unlink "
              + "unplug up update upgrade upgrade-interactive version versions view whoami why workspace "
              + "workspaces"));

  /** Programs whose arguments name what they run. */
  ImmutableSet<String> SCRIPT_RUNNERS =
      ImmutableSet.of("bundle", "npx", "pnpx", "bunx", "npm", "yarn", "pnpm", "bun");

  Trait MATTERS = CommandQuery.of(ImmutableSet.<String>builder()
          .addAll(BUILD_TOOLS)
          .addAll(OTHER_USERS)
          .addAll(SCRIPT_RUNNERS)
          .addAll(INTERPRETERS)
          .add("composer", "export", "modclean", "node-prune", "poetry", "rm", "uv")
          .build())
      .trait()
      .or(Trait.containing("node_modules/"));

  /** What instructions have in common without which nothing is installed. */
  Trait MAY_INSTALL =
      CommandQuery.of("bun", "composer", "npm", "pnpm", "poetry", "uv", "yarn").trait();

  /** Where packages put their programs. */
  String OF_PACKAGES = "node_modules/";

  /** Those of a stage, in order. */
  static List<DevelopmentStep> in(SemanticModel model, Stage stage, NpmVersions versions) {
    List<DevelopmentStep> steps = new ArrayList<>(0);
    boolean configured = false;
    for (RunScript script : model.scripts(stage, MATTERS)) {
      for (Invocation invocation : script.script().invocations()) {
        configured |= isConfiguration(invocation);
        DevelopmentStep step = of(model, script, invocation, versions, configured);
        if (step != null) {
          steps.add(step);
        }
      }
    }
    return steps;
  }

  /** Whether settings are changed that may leave development dependencies out. */
  private static boolean isConfiguration(Invocation invocation) {
    return switch (invocation.name() == null ? "" : invocation.name()) {
      case "export" -> true;
      case "npm", "pnpm", "poetry", "composer" -> {
        String verb = invocation.subcommand();
        yield "config".equals(verb) || "set".equals(verb);
      }
      default -> false;
    };
  }

  private static @Nullable DevelopmentStep of(
      SemanticModel model,
      RunScript script,
      Invocation invocation,
      NpmVersions versions,
      boolean configured) {
    NodeInstall node = NodeInstall.of(invocation);
    boolean other = node == null && isOtherInstall(invocation);
    if (node != null || other) {
      String environment = environment(model, script.instruction(), invocation);
      boolean production = "production".equals(environment);
      boolean clear = environment == null
          && !configured
          && !isConditional(invocation)
          && !hasUnknownWord(invocation);
      boolean inProduction = production && node != null && !node.asksForDevelopment();
      Stage stage = model.stageOf(script.instruction());
      NpmVersion npm = node == null || stage == null ? NpmVersion.UNKNOWN : versions.of(stage);
      return new Install(script, invocation, node, npm, inProduction, clear);
    }
    if (isPrune(invocation)) {
      return new Prune(script, invocation);
    }
    String name = scriptName(invocation);
    return name == null ? null : new Build(script, invocation, name);
  }

  /** The value of NODE_ENV; the empty text where it, or what has the same effect, has a value that isn't known. */
  private static @Nullable String environment(
      SemanticModel model, Instruction run, Invocation invocation) {
    String own = invocation.environment("NODE_ENV");
    if (own != null) {
      return own;
    }
    for (String name : ImmutableList.of(
        "NODE_ENV",
        "NPM_CONFIG_PRODUCTION",
        "NPM_CONFIG_OMIT",
        "NPM_CONFIG_ONLY",
        "npm_config_production",
        "npm_config_omit",
        "YARN_PRODUCTION",
        "COMPOSER_NO_DEV",
        "POETRY_WITHOUT",
        "UV_NO_DEV")) {
      Binding binding = model.binding(run, name);
      if (binding != null) {
        boolean certain =
            binding.instruction() instanceof Instruction.Env && name.equals("NODE_ENV");
        return certain && binding.value() != null ? binding.value() : "";
      }
    }
    return invocation.environment().isEmpty() ? null : "";
  }

  private static boolean isConditional(Invocation invocation) {
    return invocation.isIn(Nesting.BRANCH)
        || invocation.isIn(Nesting.CONDITION)
        || invocation.isIn(Nesting.FUNCTION);
  }

  private static boolean hasUnknownWord(Invocation invocation) {
    for (ShellWord word : invocation.arguments().words()) {
      if (word.literal() == null) {
        return true;
      }
    }
    return false;
  }

  /** An install, by another package manager, that has development dependencies unless a flag says otherwise. */
  private static boolean isOtherInstall(Invocation invocation) {
    if (!invocation.is("composer") && !invocation.is("poetry") && !invocation.is("uv")) {
      return false;
    }
    Arguments arguments = invocation.arguments();
    for (ShellWord word : arguments.words()) {
      if (word.literalPrefix().contains("test")) {
        return false;
      }
    }
    if (invocation.is("composer", "install")) {
      return !arguments.hasFlag("--no-dev");
    }
    if (invocation.is("poetry", "install")) {
      return !arguments.hasAnyFlag("--no-dev", "--only", "--without", "--only-root");
    }
    return invocation.is("uv", "sync")
        && !arguments.hasAnyFlag(
            "--no-dev", "--no-default-groups", "--only-group", "--no-group", "--only-dev");
  }

  private static boolean isPrune(Invocation invocation) {
    if (Manager.NPM.program().equals(invocation.name())
        || Manager.PNPM.program().equals(invocation.name())) {
      return "prune".equals(invocation.subcommand());
    }
    if (invocation.is("rm")) {
      for (ShellWord word : invocation.arguments().words()) {
        if (word.literalPrefix().contains("node_modules")) {
          return true;
        }
      }
    }
    return invocation.is("yarn", "workspaces")
        || invocation.is("modclean")
        || invocation.is("node-prune");
  }

  /** The tool or the package whose program is run by its path in {@code node_modules}; null where none is. */
  private static @Nullable String installedTool(Invocation invocation) {
    List<ShellWord> operands = invocation.arguments().operands();
    boolean byNode = invocation.program().name().equals("node") && !operands.isEmpty();
    String path = (byNode ? operands.get(0) : invocation.nameWord()).raw();
    int at = path.lastIndexOf(OF_PACKAGES);
    if (at < 0) {
      return null;
    }
    String inside = path.substring(at + OF_PACKAGES.length());
    String tool = inside.startsWith(".bin/") ? inside.substring(".bin/".length()) : inside;
    int end = tool.indexOf('/');
    return CharMatcher.anyOf("\"'").removeFrom(end < 0 ? tool : tool.substring(0, end));
  }

  /** The script or the tool of {@code node_modules} that is run; null where none is. */
  private static @Nullable String scriptName(Invocation invocation) {
    String installed = installedTool(invocation);
    String name = invocation.name();
    if (installed != null || name == null) {
      return installed;
    }
    if (BUILD_TOOLS.contains(name) || OTHER_USERS.contains(name)) {
      return name;
    }
    if (INTERPRETERS.contains(name)) {
      ImmutableList<ShellWord> files = invocation.arguments().operands();
      String file = files.isEmpty() ? null : files.get(0).literal();
      return file == null || !PROGRAM.matcher(file).matches() ? null : "./" + file;
    }
    if (!SCRIPT_RUNNERS.contains(name)
        && !SCRIPT_RUNNERS.contains(invocation.program().name())) {
      return null;
    }
    ImmutableList<ShellWord> operands = invocation.arguments().operands();
    String first = operands.isEmpty() ? null : operands.get(0).literal();
    String second = operands.size() < 2 ? null : operands.get(1).literal();
    boolean runs = "run".equals(invocation.arguments().verb())
        || "run".equals(first)
        || "run-script".equals(first)
        || "exec".equals(first);
    return switch (name) {
      case "bundle" -> "exec".equals(first) ? (second == null ? "" : second) : null;
      case "npx", "pnpx", "bunx" -> first == null ? "" : first;
      case "npm" ->
        runs
            ? (second == null ? "" : second)
            : "test".equals(first) || "t".equals(first) ? first : null;
      case "yarn", "pnpm" ->
        runs || "workspace".equals(first)
            ? (second == null ? "" : second)
            : isScript(name, first) ? first : null;
      case "bun" -> runs ? (second == null ? "" : second) : "test".equals(first) ? first : null;
      default -> null;
    };
  }

  /** Whether what follows yarn or pnpm is the name of a script: Yarn 1 has no command {@code rebuild}. */
  private static boolean isScript(String manager, @Nullable String word) {
    return word != null
        && (!COMMANDS.contains(word) || word.equals("rebuild") && manager.equals("yarn"));
  }

  static boolean isBuild(String script) {
    return script.startsWith("build")
        || script.startsWith("compile")
        || script.startsWith("bundle")
        || BUILD_TOOLS.contains(script);
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.dependencies.MissingManifest;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.PythonGroups;
import dev.plimsoll.lint.rules.dependencies.PythonProject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
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
      return DevelopmentSteps.isBuild(tool);
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
      return DevelopmentSteps.isConditional(invocation);
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
}

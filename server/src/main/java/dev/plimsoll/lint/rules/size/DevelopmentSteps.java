package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Prune;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the commands of a stage that have to do with development dependencies. */
final class DevelopmentSteps {

  private DevelopmentSteps() {}

  private static final ImmutableSet<String> BUILD_TOOLS = ImmutableSet.of(
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
  private static final ImmutableSet<String> OTHER_USERS =
      ImmutableSet.of("make", "rake", "rails", "ember", "bower", "hexo", "ant", "tsx", "ts-node");

  /** Programs whose first argument may be a program of the project that builds. */
  private static final ImmutableSet<String> INTERPRETERS = ImmutableSet.of("bash", "node", "sh");

  /** A path in the project, or a word, as in {@code node ace}. */
  private static final Regex PROGRAM =
      Regex.of("(?:\\./)?(?:[\\w-][\\w.-]{0,99}/){0,9}[\\w-][\\w.-]{0,99}");

  /** What yarn or pnpm do themselves; everything else is a script or a program of a package. */
  private static final ImmutableSet<String> COMMANDS = ImmutableSet.copyOf(Splitter.on(' ')
      .split(
          "add approve-builds audit autoclean bin cache cat-file check config constraints create "
              + "dedupe deploy dlx doctor env exec explain fetch generate-lock-entry get global help i "
              + "import info init install install-test licenses link list ln login logout ls node npm "
              + "outdated owner pack patch patch-commit plugin policies prune publish rebuild remove rm "
              + "root run search self-update server set setup stage store tag team un uninstall unlink "
              + "unplug up update upgrade upgrade-interactive version versions view whoami why workspace "
              + "workspaces"));

  /** Programs whose arguments name what they run. */
  private static final ImmutableSet<String> SCRIPT_RUNNERS =
      ImmutableSet.of("bundle", "npx", "pnpx", "bunx", "npm", "yarn", "pnpm", "bun");

  private static final Trait MATTERS = CommandQuery.of(ImmutableSet.<String>builder()
          .addAll(BUILD_TOOLS)
          .addAll(OTHER_USERS)
          .addAll(SCRIPT_RUNNERS)
          .addAll(INTERPRETERS)
          .add("composer", "export", "modclean", "node-prune", "poetry", "rm", "uv")
          .build())
      .trait()
      .or(Trait.containing("node_modules/"));

  /** What instructions have in common without which nothing is installed. */
  static final Trait MAY_INSTALL =
      CommandQuery.of("bun", "composer", "npm", "pnpm", "poetry", "uv", "yarn").trait();

  /** Where packages put their programs. */
  private static final String OF_PACKAGES = "node_modules/";

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

  /** Whether a command may not run. */
  static boolean isConditional(Invocation invocation) {
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

  /** Whether a script or a tool builds, by its name. */
  static boolean isBuild(String script) {
    return script.startsWith("build")
        || script.startsWith("compile")
        || script.startsWith("bundle")
        || BUILD_TOOLS.contains(script);
  }
}

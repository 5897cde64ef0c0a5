package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.cache.DependencyInstall.Way;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.Xml;
import java.util.regex.Pattern;

/**
 * Whether an install reads manifests of more projects than one: those of a workspace, or of folders that the project depends
 * on. Which files they are only the author knows.
 */
final class OtherProjects {

  /** In a manifest, what names other ones; by the tools that read it, and the manifest's name. */
  record Sign(String manifest, Pattern pattern) {

    static Sign of(String manifest, String pattern) {
      return new Sign(manifest, Pattern.compile(pattern, Pattern.MULTILINE));
    }
  }

  private static final ImmutableList<Sign> PACKAGE_JSON = ImmutableList.of(
      Sign.of("package.json", "\"workspaces\"\\s{0,9}:|\"(?:file|link|portal|workspace):"));

  private static final ImmutableList<Sign> PYPROJECT = ImmutableList.of(
      Sign.of("pyproject.toml", "^\\[tool\\.uv\\.workspace]|\\b(?:path|workspace)\\s{0,9}=|file:"));

  private static final String LOCAL_REQUIREMENT =
      "^[ \\t]{0,9}(?:-r|--requirement|-c|--constraint|-e|--editable|\\.{0,2}/|file:)|@\\s{0,9}file:";

  /** A script of Gradle that loads other files of the project. */
  private static final String GRADLE_FILES =
      "^\\s{0,9}apply\\s{0,9}\\(?\\s{0,9}from\\b|\\bfileTree\\b|\\bfiles\\(|\\bfile\\([\"'][^\"'\\n]{1,100}\\.(?:gradle|properties)\\b";

  private static final ImmutableMap<String, ImmutableList<Sign>> SIGNS =
      ImmutableMap.<String, ImmutableList<Sign>>builder()
          .put("npm", PACKAGE_JSON)
          .put("yarn", PACKAGE_JSON)
          .put("bun", PACKAGE_JSON)
          .put(
              "pnpm",
              ImmutableList.<Sign>builder()
                  .addAll(PACKAGE_JSON)
                  .add(Sign.of("pnpm-workspace.yaml", "^packages:"))
                  .build())
          .put("uv", PYPROJECT)
          .put("poetry", PYPROJECT)
          .put("pdm", PYPROJECT)
          .put("pipenv", ImmutableList.of(Sign.of("Pipfile", "\\bpath\\s{0,9}=")))
          .put(
              "go",
              ImmutableList.of(
                  Sign.of("go.mod", "=>\\s{0,9}\\.{0,2}/"), Sign.of("go.work", "^use\\b")))
          .put(
              "maven",
              ImmutableList.of(Sign.of("pom.xml", "<module>|<relativePath>\\s{0,9}[^<\\s]")))
          .put(
              "gradle",
              ImmutableList.of(
                  Sign.of("settings.gradle", "^\\s{0,9}include"),
                  Sign.of("settings.gradle.kts", "^\\s{0,9}include")))
          .put(
              "bundler",
              ImmutableList.of(Sign.of(
                  "Gemfile", "^\\s{0,9}(?:gemspec|eval_gemfile|path)\\b|\\bpath:|:path\\b")))
          .put(
              "composer",
              ImmutableList.of(Sign.of("composer.json", "\"type\"\\s{0,9}:\\s{0,9}\"path\"")))
          .put("mix", ImmutableList.of(Sign.of("mix.exs", "\\bpath:|in_umbrella|apps_path")))
          .put("pub", ImmutableList.of(Sign.of("pubspec.yaml", "^\\s{0,9}(?:path|workspace):")))
          .buildOrThrow();

  /** What loads other files of the project, such as libraries or a version. */
  private static final ImmutableMap<String, ImmutableList<Sign>> OF_FILES = ImmutableMap.of(
      "maven",
      ImmutableList.of(Sign.of("pom.xml", "<systemPath>|<url>\\s{0,9}file:")),
      "gradle",
      ImmutableList.of(
          Sign.of("build.gradle", GRADLE_FILES), Sign.of("build.gradle.kts", GRADLE_FILES)),
      "bundler",
      ImmutableList.of(Sign.of("Gemfile", "\\b(?:File\\.|Dir\\.|Dir\\[|require_relative)")),
      "mix",
      ImmutableList.of(Sign.of("mix.exs", "\\bFile\\.")));

  private static final Regex HASH_COMMENT = Regex.of("(?m)(?:^|[ \\t])#.*$");

  private static final Regex SLASH_COMMENT = Regex.of("(?m)(?:^|[ \\t])//.*$");

  private OtherProjects() {}

  /** Whether the command or the manifests in the build context name other projects. Where neither is known they don't. */
  static boolean areNamed(Subject subject, PlacedInstall install) {
    DependencyInstall what = install.install();
    boolean ofCargo = what.tool().equals("cargo"); // whose build can't be split in any case
    if (what.way() == Way.BY_HAND && !ofCargo) {
      return true;
    }
    return any(signs(what), subject, install)
        || PathProjects.areNamed(subject, install)
        || NODE.contains(what.tool()) && isWorkspace(subject.model(), install)
        || what.tool().equals("dotnet") && isSolution(subject.model(), install);
  }

  private static final ImmutableSet<String> NODE = ImmutableSet.of("npm", "yarn", "pnpm", "bun");

  private static final CommandQuery MANAGERS = CommandQuery.of("npm", "yarn", "pnpm", "bun", "npx");

  private static final CommandQuery ORCHESTRATORS = CommandQuery.of("turbo", "nx", "lerna");

  /** What tells a manager of packages which projects of a workspace to work on, or to run what knows them. */
  private static final Regex OF_WORKSPACE = Regex.of(
      "workspaces?|--(?:workspaces?|filter|recursive)(?:=.{0,200})?|-[wrF]|turbo|nx|lerna");

  /** Whether a command of the stage works on a project of a workspace, or on all. */
  private static boolean isWorkspace(SemanticModel model, PlacedInstall install) {
    Stage stage = model.stageOf(install.script().instruction());
    if (stage == null) {
      return false;
    }
    for (RunCommand command : model.commands(MANAGERS, stage)) {
      for (ShellWord word : Iterables.limit(command.arguments().words(), MOST_WORDS)) {
        if (OF_WORKSPACE.matcher(word.literalPrefix()).matches()) {
          return true;
        }
      }
    }
    return model.has(NAMES_MEMBERS, stage)
        || model.has(ORCHESTRATORS.trait(), stage)
            && !model.commands(ORCHESTRATORS, stage).isEmpty();
  }

  /** What is in each folder of several: {@code packages/*}{@code /node_modules}. */
  private static final Regex MEMBERS = Regex.of("\\b(?:apps|libs|modules|packages|services)/\\*/");

  private static final Trait NAMES_MEMBERS = Trait.of(
      Instruction.Run.class,
      run -> run.text().contains("/*/") && MEMBERS.matcher(run.text()).find());

  private static final CommandQuery DOTNET = CommandQuery.of("dotnet");

  /** Whether a command is of no project in particular, and another one of a project in a folder below. */
  private static boolean isSolution(SemanticModel model, PlacedInstall install) {
    Stage stage = model.stageOf(install.script().instruction());
    if (stage == null || !PathGlob.isPattern(install.install().manifests().get(0))) {
      return false;
    }
    for (RunCommand command : model.commands(DOTNET, stage)) {
      for (ShellWord word : command.arguments().operandsOfVerb()) {
        String path = word.literalPrefix();
        if (path.endsWith("proj") && path.indexOf('/') > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Behind more words the arguments of a script follow. */
  private static final int MOST_WORDS = 4;

  /** Whether the manifests in the build context name other files of the project. */
  static boolean loadFiles(Subject subject, PlacedInstall install) {
    return any(
        OF_FILES.getOrDefault(install.install().tool(), ImmutableList.of()), subject, install);
  }

  static boolean any(ImmutableList<Sign> signs, Subject subject, PlacedInstall install) {
    for (Sign sign : signs) {
      CopiedFile manifest = install.file(subject, sign.manifest());
      if (manifest != null
          && sign.pattern()
              .matcher(withoutComments(sign, manifest.file().head()))
              .find()) {
        return true;
      }
    }
    return false;
  }

  private static String withoutComments(Sign sign, String text) {
    String name = sign.manifest();
    if (name.endsWith(".xml") || name.endsWith("proj")) {
      return Xml.withoutComments(text);
    }
    Regex comment = name.endsWith(".mod") || name.endsWith(".work") || name.contains(".gradle")
        ? SLASH_COMMENT
        : HASH_COMMENT;
    return name.endsWith(".json") ? text : comment.matcher(text).replaceAll("");
  }

  /** Whether it is a project of .NET below the folder that is copied, beside which there are others. */
  static boolean isOneOfSeveral(PlacedInstall install, ImmutableList<String> manifests) {
    return install.install().tool().equals("dotnet") && manifests.get(0).endsWith("/*.csproj");
  }

  /** Whether it is a project of .NET of which the build context doesn't show which others it refers to. */
  static boolean mayReferToOthers(Subject subject, PlacedInstall install) {
    return install.install().tool().equals("dotnet")
        && install.file(subject, install.install().manifests().get(0)) == null;
  }

  private static ImmutableList<Sign> signs(DependencyInstall install) {
    String first = install.manifests().isEmpty() ? "" : install.manifests().get(0);
    return switch (install.tool()) {
      case "pip" -> ofEach(install.manifests(), LOCAL_REQUIREMENT);
      case "dotnet" ->
        first.startsWith("*")
            ? ImmutableList.of()
            : ImmutableList.of(Sign.of(first, "<ProjectReference\\b"));
      default -> SIGNS.getOrDefault(install.tool(), ImmutableList.of());
    };
  }

  static ImmutableList<Sign> ofEach(ImmutableList<String> manifests, String pattern) {
    ImmutableList.Builder<Sign> signs = ImmutableList.builder();
    for (String manifest : manifests) {
      if (!manifest.endsWith("/")) { // else the folder is copied, with all that is beside it
        signs.add(Sign.of(manifest, pattern));
      }
    }
    return signs.build();
  }
}

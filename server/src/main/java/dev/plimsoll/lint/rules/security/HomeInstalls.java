package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/**
 * Programs that install for the user who runs them: what they put into root's home directory, no other user finds or may read.
 */
final class HomeInstalls {

  /**
   * One of them.
   *
   * @param name to be named in a sentence
   * @param word what stands in every RUN with it: a plain search spares the others the pattern
   * @param run how it is told to install
   * @param variable by which it is told to do so elsewhere
   * @param users the programs for which it is there; whatever is started where that is empty
   */
  private record Installer(String name, String word, Regex run, String variable, Regex users) {}

  private static final String POETRY = "Poetry";

  /** Where Poetry is told, for good, where to install. */
  private static final Trait SETS_POETRY = Trait.containing("virtualenvs.");

  private static final ImmutableList<Installer> INSTALLERS = ImmutableList.of(
      of("mix", "local.", "\\bmix\\s+(?:do\\s+)?local\\.(?:hex|rebar)\\b", "MIX_HOME", "mix|iex"),
      of("rustup", "rustup", "\\brustup\\.rs\\b|\\brustup-init\\b", "CARGO_HOME", "cargo|rust\\w+"),
      of("cargo install", "cargo", "\\bcargo\\s+install\\b", "CARGO_HOME", ""),
      of("Maven", "mvn", "\\bmvnw?\\s", "maven.repo.local", "mvnw?"),
      of("Gradle", "gradle", "\\bgradlew?\\s", "GRADLE_USER_HOME", "gradlew?"),
      of("NLTK", "nltk", "\\bnltk\\.download", "NLTK_DATA", ""),
      of(
          "Hugging Face's command",
          " download",
          "\\b(?:huggingface-cli|hf)\\s+download\\s(?![^;&|]{0,500}--(?:local|cache)-dir)",
          "HF_H", // HF_HOME, HF_HUB_CACHE
          ""),
      of("nvm", "nvm", "\\bnvm-sh/nvm\\b|\\bnvm\\s+install\\b", "NVM_DIR", ""),
      of("SDKMAN", "sdkman", "\\bget\\.sdkman\\.io\\b", "SDKMAN_DIR", ""),
      of(
          "pip install --user",
          "--user",
          "\\bpip[\\d.]*\\s+install\\s[^;&|]{0,500}--user\\b",
          "PYTHONUSERBASE",
          ""),
      of("pipx", "pipx", "\\bpipx\\s+install\\b", "PIPX_HOME", ""),
      of("uv", "uv", "\\buv\\s+python\\s+install\\b", "UV_PYTHON_INSTALL_DIR", ""),
      of("uv", "uv", "\\buv\\s+tool\\s+install\\b", "UV_TOOL_DIR", ""),
      of(
          "Poetry's installer",
          "poetry",
          "\\binstall\\.python-poetry\\.org\\b",
          "POETRY_HOME",
          "poetry"),
      of(POETRY, "poetry", "\\bpoetry\\s+(?:install|sync)\\b", "VIRTUALENVS", "poetry"),
      of(
          "Pipenv",
          "pipenv",
          "\\bpipenv\\s+(?:install|sync)\\b(?![^;&|]{0,300}--system)",
          "PIPENV_VENV_IN_PROJECT",
          "pipenv"),
      of(
          "playwright install",
          "playwright",
          "\\bplaywright\\s+install(?!-)\\b",
          "PLAYWRIGHT_BROWSERS_PATH",
          ""),
      of(
          "dotnet tool install",
          "dotnet",
          "\\bdotnet\\s+tool\\s+install\\s[^;&|]{0,300}(?:-g|--global)\\b",
          "DOTNET_CLI_HOME",
          ""),
      of("gem --user-install", "gem", "\\bgem\\s[^;&|]{0,300}--user-install\\b", "GEM_HOME", ""),
      of(
          "bun",
          "bun",
          "\\bbun\\.sh/install\\b|\\bbun\\s+(?:add|install)\\s[^;&|]{0,300}(?:-g|--global)\\b",
          "BUN_INSTALL",
          ""),
      of(
          "deno",
          "deno",
          "\\bdeno\\.land/install\\.sh\\b|\\bdeno\\s+install\\s[^;&|]{0,300}(?:-g|--global)\\b",
          "DENO_INSTALL",
          ""),
      of("composer global", "composer", "\\bcomposer\\s+global\\s+require\\b", "COMPOSER_HOME", ""),
      of("Julia's Pkg", "Pkg.", "\\bPkg\\.(?:add|instantiate)\\b", "JULIA_DEPOT_PATH", ""));

  private static final Trait MAY_INSTALL = Trait.of(Run.class, HomeInstalls::mayInstall);

  private static final Trait IS_ENV = Trait.of(Env.class);

  private HomeInstalls() {}

  private static Installer of(String name, String word, String run, String variable, String users) {
    Regex programs = Regex.of(users.isEmpty() ? "" : "(?<![\\w.-])(?:" + users + ")(?![\\w-])");
    return new Installer(name, word, Regex.of(run), variable, programs);
  }

  private static boolean mayInstall(Run run) {
    return Iterables.any(INSTALLERS, installer -> run.text().contains(installer.word()));
  }

  /** What has installed something for root that is needed when a target starts; empty where nothing is seen to. */
  static String in(Subject subject, Stage target, ImageReference image, StartUp startUp) {
    SemanticModel model = subject.model();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : model.having(MAY_INSTALL, stage)) {
        for (Installer installer : INSTALLERS) {
          if (installs(installer, run)
              && startUp.mayStart(installer.users())
              && isRoot(model, run)
              && !isElsewhere(model, target, image, installer)
              && !(installer.name().equals(POETRY) && isToldElsewhere(subject, target))) {
            return installer.name();
          }
        }
      }
    }
    return "";
  }

  private static boolean isToldElsewhere(Subject subject, Stage target) {
    return subject.contextFile("poetry.toml").isFile()
        || Accounts.have(subject.model(), SETS_POETRY, target);
  }

  private static boolean installs(Installer installer, Instruction run) {
    String text = run.text();
    return text.contains(installer.word())
        && !text.contains(installer.variable())
        && installer.run().matcher(text).find();
  }

  private static boolean isRoot(SemanticModel model, Instruction run) {
    User user = model.stateBefore(run).user();
    return user == null || LastUserRoot.isRoot(model, user);
  }

  /** Whether a variable leads it elsewhere: one of the file, or the one that Rust's images have. */
  private static boolean isElsewhere(
      SemanticModel model, Stage target, ImageReference image, Installer installer) {
    return installer.variable().equals("CARGO_HOME") && image.path().contains("rust")
        || Iterables.any(
            Accounts.chain(target),
            stage -> Iterables.any(
                model.having(IS_ENV, stage),
                env -> env.text().contains(installer.variable()) && !env.text().contains("/root")));
  }
}

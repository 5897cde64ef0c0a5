package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
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
   * @param elsewhere the variables by which it is told to do so elsewhere
   * @param users the programs for which it is there; whatever is started where that is empty
   */
  private record Installer(String name, String word, Regex run, Regex elsewhere, Regex users) {}

  private static final String POETRY = "Poetry";

  private static final String GIT = "git config --global";

  /** Programs that make an environment for a project, which others don't find, and what makes it in the project. */
  private static final ImmutableMap<String, String> ENVIRONMENTS = ImmutableMap.of(
      POETRY,
      "POETRY_VIRTUALENVS_IN_PROJECT=1",
      "Pipenv",
      "PIPENV_VENV_IN_PROJECT=1",
      "Hatch",
      "HATCH_ENV_TYPE_VIRTUAL_PATH=.venv");

  /** Where Poetry is told, for good, where to install, or finds an environment. */
  private static final Trait SETS_POETRY = Trait.containing("virtualenvs.")
      .or(Trait.containing(".venv"))
      .or(Trait.containing("bin/activate"));

  private static final Trait SETS_POETRY_BY_ENV = Trait.containing("POETRY_VIRTUALENVS_");

  private static final Trait COPIES_FROM = Trait.of(Copy.class, copy -> copy.from() != null);

  /** The same in its settings file. */
  private static final Regex SETTING_OF_POETRY = Regex.of(
      "(?m)^\\s{0,9}(?:in-project\\s{0,9}=\\s{0,9}true|create\\s{0,9}=\\s{0,9}false|(?:path|cache-dir)\\s{0,9}=)");

  private static final String HUGGING_FACE =
      "HF_H(?:OME|UB_CACHE)|HUGGINGFACE_HUB_CACHE|TRANSFORMERS_CACHE|XDG_CACHE_HOME";

  private static final ImmutableList<Installer> INSTALLERS = ImmutableList.of(
      of("mix", "local.", "\\bmix\\s+(?:do\\s+)?local\\.(?:hex|rebar)\\b", "MIX_HOME", "mix|iex"),
      of("rustup", "rustup", "\\brustup\\.rs\\b|\\brustup-init\\b", "CARGO_HOME", "cargo|rust\\w+"),
      of("cargo install", "cargo", "\\bcargo\\s+install\\b", "CARGO_HOME", ""),
      of("Maven", "mvn", "\\bmvnw?\\s", "maven.repo.local", "mvnw?"),
      of("Gradle", "gradle", "\\bgradlew?\\s", "GRADLE_USER_HOME", "gradlew?"),
      of(
          "NLTK",
          "nltk",
          "\\bnltk\\.download(?!\\(\\s{0,3}\\\\?[\"'][^\"']{1,99}[\"']\\s{0,3},\\s{0,3}\\\\?[\"'](?!/root\\b)"
              + "|(?:er)?[^;&|]{0,500}(?:\\s-d[ =]|\\bdownload_dir\\s{0,3}=)\\s{0,3}\\\\?[\"']?(?!/root\\b)[./\\w])",
          "NLTK_DATA|/usr/[\\w./-]{0,200}nltk_data",
          ""),
      of(
          "Hugging Face's command",
          " download",
          "\\b(?:huggingface-cli|hf)\\s+download\\s(?![^;&|]{0,500}--(?:local|cache)-dir)",
          "HF_H(?:OME|UB_CACHE)|HUGGINGFACE_HUB_CACHE|XDG_CACHE_HOME",
          ""),
      of(
          GIT,
          "git",
          "\\bgit\\s+config\\s+--global\\s+(?:user|init|credential|core)\\.",
          "GIT_CONFIG_GLOBAL",
          ""),
      of("nvm", "nvm", "\\bnvm-sh/nvm\\b|\\bnvm\\s+install\\b", "NVM_DIR", ""),
      of("SDKMAN", "sdkman", "\\bget\\.sdkman\\.io\\b", "SDKMAN_DIR", ""),
      of(
          "pip install --user",
          "--user",
          "\\bpip[\\d.]*\\s+install\\s[^;&|]{0,500}--user\\b",
          "PYTHONUSERBASE",
          ""),
      of(
          "pipx",
          "pipx",
          "\\bpipx\\s+install\\b(?![^;&|]{0,300}\\s--global\\b)",
          "PIPX_HOME|\\bpipx\\s+--global",
          ""),
      of("uv", "uv", "\\buv\\s+python\\s+install\\b", "UV_PYTHON_INSTALL_DIR", ""),
      of("uv", "uv", "\\buv\\s+tool\\s+install\\b", "UV_TOOL_DIR", ""),
      of(
          "Poetry's installer",
          "poetry",
          "\\binstall\\.python-poetry\\.org\\b",
          "POETRY_HOME",
          "poetry"),
      of(
          POETRY,
          "poetry",
          "\\bpoetry\\s+(?:install|sync)\\b",
          "VIRTUALENVS|VIRTUAL_ENV\\b|POETRY_CACHE_DIR",
          "poetry"),
      of(
          "Pipenv",
          "pipenv",
          "\\bpipenv\\s+(?:install|sync)\\b(?![^;&|]{0,300}--system)",
          "PIPENV_VENV_IN_PROJECT|WORKON_HOME|VIRTUAL_ENV\\b|\\.venv\\b",
          "pipenv"),
      of(
          "Hatch",
          "hatch",
          "\\bhatch\\s+(?:-\\S{1,30}\\s+){0,5}(?:env\\s+create|run)\\b",
          "HATCH_DATA_DIR|HATCH_ENV_TYPE_VIRTUAL_PATH",
          "hatch"),
      of(
          "playwright install",
          "playwright",
          "\\bplaywright(?:-core)?(?:@[\\w.^~-]{1,40})?\\s+install(?!-)\\b",
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
      of("Julia's Pkg", "Pkg.", "\\bPkg\\.(?:add|instantiate)\\b", "JULIA_DEPOT_PATH", ""),
      of("pm2", "pm2", "\\bpm2\\s+(?:install|set|module:(?:install|set))\\s", "PM2_HOME", ""),
      of(
          LoadedBrowser.PUPPETEER,
          LoadedBrowser.PUPPETEER,
          "\\bpuppeteer(?:@[\\w.^~-]{1,40})?\\s+browsers\\s+install\\b",
          "PUPPETEER_CACHE_DIR",
          ""),
      of(
          "patchright install",
          "patchright",
          "\\bpatchright\\s+install(?!-)\\b",
          "PLAYWRIGHT_BROWSERS_PATH",
          ""),
      of(
          "crawl4ai-setup",
          "crawl4ai-setup",
          "\\bcrawl4ai-setup\\b",
          "PLAYWRIGHT_BROWSERS_PATH",
          ""),
      of("camoufox", "camoufox", "\\bcamoufox\\s+fetch\\b", "XDG_CACHE_HOME", ""),
      of(
          "corepack",
          "corepack",
          "\\bcorepack\\s+(?:enable|install|prepare|use)\\b",
          "COREPACK_HOME|XDG_CACHE_HOME",
          "pnpm|yarn"),
      of(
          "from_pretrained",
          "from_pretrained",
          "\\bfrom_pretrained\\((?![^;&|]{0,500}\\bcache_dir\\s{0,3}=)\\s{0,3}\\\\?[\"'](?![./])",
          HUGGING_FACE + "|\\bsave_pretrained\\(",
          ""),
      of(
          "snapshot_download",
          "snapshot_download",
          "\\bsnapshot_download\\((?![^;&|]{0,500}\\b(?:cache|local)_dir\\s{0,3}=)",
          HUGGING_FACE,
          ""),
      of(
          "SentenceTransformer",
          "SentenceTransformer",
          "\\bSentenceTransformer\\((?![^;&|]{0,500}\\bcache_folder\\s{0,3}=)\\s{0,3}\\\\?[\"'](?![./])",
          HUGGING_FACE + "|SENTENCE_TRANSFORMERS_HOME|\\.save\\(",
          ""),
      of(
          "Whisper",
          "whisper",
          "\\bwhisper\\.load_model\\((?![^;&|]{0,500}\\bdownload_root\\s{0,3}=)",
          "XDG_CACHE_HOME",
          ""),
      of(
          "WhisperModel",
          "WhisperModel",
          "\\bWhisperModel\\((?![^;&|]{0,500}\\bdownload_root\\s{0,3}=)\\s{0,3}\\\\?[\"'](?![./])",
          HUGGING_FACE,
          ""),
      of(
          "torch.hub",
          "torch.hub",
          "\\btorch\\.hub\\.load\\(",
          "TORCH_HOME|XDG_CACHE_HOME|\\bset_dir\\(",
          ""),
      of(
          "EasyOCR",
          "easyocr",
          "\\beasyocr\\.Reader\\((?![^;&|]{0,500}\\bmodel_storage_directory\\s{0,3}=)",
          "EASYOCR_MODULE_PATH|MODULE_PATH",
          ""),
      of(
          "Stanza",
          "stanza",
          "\\bstanza\\.download\\((?![^;&|]{0,500}\\b(?:model_)?dir\\s{0,3}=)",
          "STANZA_RESOURCES_DIR",
          ""),
      of("Ollama", "ollama", "\\bollama\\s+(?:pull|run)\\s", "OLLAMA_MODELS", ""),
      of(
          "helm plugin install",
          "helm",
          "\\bhelm\\s+plugin\\s+install\\b",
          "HELM_DATA_HOME|HELM_PLUGINS|XDG_DATA_HOME",
          ""),
      of("krew", "krew", "\\bkrew\\s+install\\b", "KREW_ROOT", ""),
      of(
          "gh extension install",
          "extension",
          "\\bgh\\s+extensions?\\s+install\\b",
          "XDG_DATA_HOME",
          ""),
      of(
          "az extension add",
          "extension",
          "\\baz\\s+extension\\s+add\\b(?![^;&|]{0,300}--system\\b)",
          "AZURE_EXTENSION_DIR|AZURE_CONFIG_DIR",
          ""),
      of(
          "Google Cloud's installer",
          "sdk.cloud.google",
          "\\bsdk\\.cloud\\.google\\.com\\b",
          "CLOUDSDK_INSTALL_DIR|--install-dir",
          ""),
      of("Pulumi", "pulumi", "\\bpulumi\\s+plugin\\s+install\\b", "PULUMI_HOME", ""),
      of(
          "ansible-galaxy",
          "ansible-galaxy",
          "\\bansible-galaxy\\s(?:\\w{1,20}\\s+)?install\\b",
          "ANSIBLE_(?:HOME|COLLECTIONS|ROLES)|\\s-p\\b|--(?:collections|roles)-path",
          ""),
      of(
          "Trivy",
          "trivy",
          "\\btrivy\\s[^;&|]{0,300}--download-(?:java-)?db-only\\b",
          "TRIVY_CACHE_DIR|XDG_CACHE_HOME|--cache-dir",
          ""),
      of(
          "firebase setup",
          "setup:emulators",
          "\\bfirebase\\s+setup:emulators:",
          "FIREBASE_EMULATORS_PATH",
          ""),
      of(
          "dotnet dev-certs",
          "dev-certs",
          "\\bdotnet\\s+dev-certs\\s+https\\b(?![^;&|]{0,300}(?:--clean|--check|-ep|--export-path)\\b)",
          "Kestrel__Certificates",
          ""),
      of("solc-select", "solc-select", "\\bsolc-select\\s+install\\b", "VIRTUAL_ENV\\b", ""),
      of(
          "foundryup",
          "foundry",
          "\\bfoundry\\.paradigm\\.xyz\\b|\\bfoundryup\\b",
          "FOUNDRY_DIR|XDG_CONFIG_HOME",
          ""),
      of(
          "pyenv",
          "pyenv",
          "\\bpyenv\\.run\\b|\\bpyenv-installer\\b|\\bpyenv\\s+install\\b",
          "PYENV_ROOT",
          ""),
      of("rbenv", "rbenv", "\\brbenv-installer\\b|\\brbenv\\s+install\\b", "RBENV_ROOT", ""),
      of("asdf", "asdf", "\\basdf\\s+(?:plugin[ -]add|install)\\b", "ASDF_DATA_DIR", ""),
      of(
          "mise",
          "mise",
          "\\bmise\\.(?:run|jdx\\.dev)\\b|\\bmise\\s+(?:install|use)\\b",
          "MISE_DATA_DIR|XDG_DATA_HOME",
          ""),
      of(
          "fnm",
          "fnm",
          "\\bfnm\\.vercel\\.app\\b|\\bfnm\\s+install\\b",
          "FNM_DIR|XDG_DATA_HOME|--(?:install|fnm)-dir",
          ""),
      of("Volta", "volta", "\\bget\\.volta\\.sh\\b|\\bvolta\\s+install\\b", "VOLTA_HOME", ""),
      of("ghcup", "ghcup", "\\bget-ghcup\\.haskell\\.org\\b", "GHCUP_INSTALL_BASE_PREFIX", ""),
      of(
          "juliaup",
          "julialang",
          "\\binstall\\.julialang\\.org\\b",
          "JULIAUP_DEPOT_PATH|--path",
          ""),
      of(
          "uv's installer",
          "astral.sh/uv",
          "\\bastral\\.sh/uv/install\\b|\\bastral\\.sh/uv/[\\d.]{1,20}/install\\b",
          "UV_INSTALL_DIR|UV_UNMANAGED_INSTALL|XDG_BIN_HOME|\\.local/bin/",
          "uvx?"),
      of("deno cache", "deno", "\\bdeno\\s+cache\\b", "DENO_DIR|XDG_CACHE_HOME", "deno"),
      of("luarocks --local", "luarocks", "\\bluarocks\\s[^;&|]{0,300}--local\\b", "LUA_PATH", ""));

  private static final Trait MAY_INSTALL = Trait.of(Run.class, HomeInstalls::mayInstall);

  private static final Trait IS_ENV = Trait.of(Env.class);

  private HomeInstalls() {}

  private static Installer of(
      String name, String word, String run, String elsewhere, String users) {
    Regex programs = Regex.of(users.isEmpty() ? "" : "(?<![\\w.-])(?:" + users + ")(?![\\w-])");
    return new Installer(name, word, Regex.of(run), Regex.of(elsewhere), programs);
  }

  private static boolean mayInstall(Run run) {
    return Iterables.any(INSTALLERS, installer -> run.text().contains(installer.word()));
  }

  /**
   * What to say of what has installed something for root that is needed when a target starts, with a blank before it; empty
   * where nothing is seen to.
   */
  static String in(Subject subject, Stage target, ImageReference image, StartUp startUp) {
    SemanticModel model = subject.model();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : model.having(MAY_INSTALL, stage)) {
        for (Installer installer : INSTALLERS) {
          if (installs(installer, run)
              && startUp.mayStart(installer.users())
              && isRoot(model, run)
              && !isElsewhere(model, target, image, installer)
              && !(installer.name().equals(POETRY) && isToldElsewhere(subject, target, run))) {
            return advice(installer.name());
          }
        }
      }
    }
    return LoadedBrowser.isIn(subject, target) ? advice(LoadedBrowser.PUPPETEER) : "";
  }

  private static String advice(String installer) {
    if (installer.equals(GIT)) {
      return " What " + GIT + " sets is root's own: set it with --system if the program calls Git.";
    }
    String inProject = ENVIRONMENTS.get(installer);
    return inProject == null
        ? " What " + installer + " has installed is root's own: let that user install it."
        : " The environment of " + installer
            + " is in root's home directory, so that another user gets an empty one: let that"
            + " user make it, or make it in the project with " + inProject + ".";
  }

  private static boolean isToldElsewhere(Subject subject, Stage target, Instruction run) {
    SemanticModel model = subject.model();
    if (Accounts.have(model, SETS_POETRY, target) || mayBeCopied(model, target)) {
      return true;
    }
    ImagePath settings = model.directory(run, Basis.DEFAULTS).resolve("poetry.toml");
    CopiedFile file = CopiedFile.at(subject, run, settings, Basis.DEFAULTS);
    return file == null
        ? subject.contextFile("poetry.toml").isFile()
            && !CopiedFile.isLeftOut(subject, run, settings, Basis.DEFAULTS)
        : SETTING_OF_POETRY.matcher(file.file().beginning()).find();
  }

  /** Whether another stage, from which something is copied, makes an environment in the project, which Poetry then uses. */
  private static boolean mayBeCopied(SemanticModel model, Stage target) {
    return Accounts.have(model, COPIES_FROM, target)
        && Iterables.any(
            model.stages(),
            stage -> model.has(SETS_POETRY, stage) || model.has(SETS_POETRY_BY_ENV, stage));
  }

  private static boolean installs(Installer installer, Instruction run) {
    String text = run.text();
    return text.contains(installer.word())
        && !installer.elsewhere().matcher(text).find()
        && installer.run().matcher(text).find();
  }

  static boolean isRoot(SemanticModel model, Instruction run) {
    User user = model.stateBefore(run).user();
    return user == null || LastUserRoot.isRoot(model, user);
  }

  /** Programs whose images have a variable that leads what they install elsewhere. */
  private static final ImmutableSet<String> WITH_IMAGE = ImmutableSet.of("deno", "playwright");

  /** Another home directory than root's, for whoever runs something. */
  private static final Regex HOME = Regex.of("(?<!\\w)HOME[= ]\\s{0,9}[\"']?(?!/root\\b)[/$]");

  /** Whether a variable leads it elsewhere: one of the file, or the one that the image of a program has. */
  private static boolean isElsewhere(
      SemanticModel model, Stage target, ImageReference image, Installer installer) {
    String path = image.path();
    return installer.elsewhere().matcher("CARGO_HOME").matches() && path.contains("rust")
        || WITH_IMAGE.contains(installer.word()) && path.contains(installer.word())
        || Iterables.any(
            Accounts.chain(target),
            stage -> Iterables.any(
                model.having(IS_ENV, stage),
                env -> HOME.matcher(env.text()).find() || leadsElsewhere((Env) env, installer)));
  }

  private static boolean leadsElsewhere(Env env, Installer installer) {
    return Iterables.any(env.pairs(), pair -> {
      String value = pair.value() == null ? "" : pair.value().value();
      return installer.elsewhere().matcher(pair.key().value() + "=" + value).find()
          && !value.contains("/root");
    });
  }
}

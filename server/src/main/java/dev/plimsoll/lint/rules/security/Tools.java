package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Commands that do one thing and end: tools, which work on files of whoever calls them, and tests, builds and the like. Nobody
 * else reaches the container while they run, and what they write into a mounted directory is meant for its owner.
 */
final class Tools {

  private static final Splitter BY_BLANKS =
      Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** Programs that work on files, on hosts or on the source, and end. */
  private static final ImmutableSet<String> NAMES = words("""
          ab ack acme.sh act alembic amass ansible ansible-playbook antora apktool arduino-cli asciidoctor
          asciidoctor-pdf ava avrdude aws az bandit bat bats bcftools bedtools behave binwalk biome black blender
          borg brakeman buf bwa cargo-audit certbot checkov checkstyle clamscan clang-format clang-tidy cloc cmake
          codeception codespell composer conftest convert cosign coverage cp crane ctest curl cwltool cypress
          dbmate dbt debuild deptrac dirsearch dive dockerize dot dotnet-ef doxygen dpkg-buildpackage dredd ef eksctl
          envsubst esbuild eslint esptool esptool.py exiftool fastqc ffmpeg ffprobe ffuf flake8 flyway freecad gatk gauge
          gcc gcloud gh gimp git gitleaks gmx gmx_mpi gnuplot gobuster golangci-lint goreleaser gosec gotestsum
          graphviz great_expectations grpcurl grype gs hadolint hashcat helm helmfile hey htmlproofer http httpie
          hugo hydra idf.py img2pdf infection inkscape isort jadx jekyll jest john jq jsonnet k6 karma kics knex
          kubeconform kubectl kubeseal kubeval kustomize lammps latexmk lego lftp lighthouse liquibase lmp lualatex
          lychee magick markdownlint markdownlint-cli2 marp masscan mc mdbook meltano mermaid mkisofs mmdc mocha
          molecule mongosh mpiexec mpirun msbuild mv mypy mysql mysqldump mythril newman nextflow nikto ninja nmap
          nosetests nox nuclei nyc oc ocrmypdf opa openapi-generator openocd openscad openssl optipng p4 pa11y
          packer pandoc pdfinfo pdflatex pdftotext pdm-build percy pg_dump phan php-cs-fixer phpcs phpmd phpstan
          phpunit pio plantuml platformio playwright povray pre-commit prettier protoc protolint psalm psql pulumi
          pylint pyright pytest qpdf r2 radare2 rclone rector redis-cli restic ripgrep robot rpmbuild rspec rsync
          rubocop ruff s3cmd s5cmd samtools sass scc scp semantic-release semgrep shellcheck shfmt skopeo slither
          snakemake snyk solc sonar-scanner sops sox spectral sphinx-build sqitch sqlfluff sqlite3 sqlmap ssh
          stylelint subfinder svn swagger-codegen swiftlint syft tar terraform terragrunt tesseract testssl.sh
          tflint tfsec tofu tokei tox trivy true tsc unittest unzip vale vegeta vina vitest volatility vulture
          vyper wait-for-it west wfuzz wget wkhtmltopdf wpscan wrk xelatex yamllint yapf yara youtube-dl yq yt-dlp
          zap-baseline.py zip zola
          """);

  /** A name that says what it is. */
  private static final Regex NAMED = Regex.of(
      "(?:.*[-_.])?(?:cli|tool|tools|action|plugin)|drone-.*|.*lint(?:er)?|.*[-_]?fmt|.*[-_](?:scan|scanner|checker)");

  /** Programs whose first operand says what they do: a task, or another program. */
  private static final ImmutableSet<String> RUNNERS = words("""
          ant bazel bun bundle bunx cargo composer deno dotnet flask flutter go gradle gradlew grunt gulp hatch
          idf.py just lein mage make mix mvn mvnw node npm npx nx pdm perl php pipenv pnpm poetry prisma python
          rails rake ruby sbt swift task ts-node tsx turbo uv uvx yarn
          """);

  /** Those that build, and are told what. */
  private static final ImmutableSet<String> BUILDERS = words(
      "ant bazel cabal cargo clang clang++ g++ ghc go gradle gradlew javac make meson mvn mvnw ninja npm pnpm rake rustc"
          + " sbt scons stack swift yarn zig");

  /** What copies, packs or shows files, whatever those are called. */
  private static final ImmutableSet<String> ON_FILES =
      words("cp curl echo ls mv printf rsync scp tar true unzip wget zip");

  /** What only prepares a build or puts away what it makes. */
  private static final ImmutableSet<String> AROUND = words(
      "[ basename cat cd chmod chown cp date dirname echo env exit export find git ln ls mkdir mv printf pwd rm set tar"
          + " test touch true");

  /** Operands in front of the one that says what is done. */
  private static final ImmutableSet<String> IN_FRONT = ImmutableSet.of(
      "artisan",
      "clean",
      "console",
      "db",
      "dlx",
      "exec",
      "manage",
      "nodejs",
      "run",
      "run-script",
      "x");

  /** A task that ends. */
  private static final Regex TASK = Regex.of(
      "(?i)(?:.*[-_.:])?(?:tests?|testing|runtests|unittests?|e2e|specs?|lint"
          + "|build|compile|package|packaging|seed|seeds|seeder|migrate|migrations?|bench|benchmarks?|backup|restore|dump"
          + "|assemble\\w{0,60}|install|verify|check|publish|release|clippy|fmt|format|vet|upgrade|codegen|generate|typecheck|collectstatic"
          + "|createsuperuser|loaddata|train|training|finetune|fine-tune|evaluate|preprocess|setup|bootstrap|provision|import|export)(?:[-_.:].*)?");

  /** What make is mostly told to build from documents. */
  private static final ImmutableSet<String> OF_DOCUMENTS =
      ImmutableSet.of("all", "dist", "doc", "docs", "documentation", "html", "latexpdf", "pdf");

  /** The name of a script whose first word is a task, and the second another name: {@code compileAll.sh}. */
  private static final Regex VERB_FIRST = Regex.of(
      "(?:build|compile|compress|convert|download|generate|install|runTests?|test)[A-Z]\\w{0,60}");

  /** What prepares something for others and ends: {@code init-db}, {@code session-init}. */
  private static final Regex PREPARATION = Regex.of("init[-_]\\w.{0,60}|\\w.{0,60}[-_]init");

  /** What stands in the name of a task, or in its arguments, if it doesn't end. */
  private static final Regex GOES_ON = Regex.of(
      "(?i).*(?:serv|start|daemon|listen|worker|proxy|agent|gateway|watch|web|api|(?:^|[-_.:])(?:and|up|run|dev)(?:$|[-_.:])).*");

  private static final ImmutableSet<String> HELP = ImmutableSet.of(
      "--help", "-h", "-help", "help", "--version", "-version", "version", "/help", "--info");

  private static final Regex ENDING = Regex.of("\\.(?:sh|bash|py|js|mjs|cjs|ts|rb|php|pl)$");

  private static final Regex VERSION = Regex.of("[\\d.]+$");

  private Tools() {}

  /** Whether a command, a program and its arguments, is a tool. */
  static boolean include(List<String> command) {
    String name = name(command.get(0));
    return ON_FILES.contains(name)
        || isMigration(command)
        || changesInfrastructure(command)
        || isTool(name) && !Iterables.any(command.subList(1, command.size()), Tools::goesOn);
  }

  /** Whether a command is a program that is told to do a task. */
  static boolean doTask(List<String> command) {
    List<String> arguments = withoutPackage(command.subList(1, command.size()));
    if (!RUNNERS.contains(withoutVersion(name(command.get(0))))
        || Iterables.any(arguments, Tools::goesOn)) {
      return false;
    }
    for (String word : arguments) {
      String name = name(word);
      if (!word.startsWith("-") && !IN_FRONT.contains(name) && !RUNNERS.contains(name)) {
        return !isOutput(name(command.get(0)), word)
            && (isTool(name) || isTask(name) || OF_DOCUMENTS.contains(name));
      }
    }
    return false;
  }

  /** Where a build leaves what it makes: {@code node build} runs the {@code index.js} in it. */
  private static final Regex OUTPUT = Regex.of("(?:\\./|/(?:\\w{1,60}/)?)?(?:build|dist)");

  private static boolean isOutput(String program, String word) {
    return (program.equals("node") || program.equals("bun") && word.indexOf('/') >= 0)
        && OUTPUT.matcher(word).matches();
  }

  /** The same, with a module of Python without its packages: {@code -m a.b.c}. */
  private static List<String> withoutPackage(List<String> arguments) {
    int module = arguments.indexOf("-m") + 1;
    if (module == 0 || module == arguments.size() || arguments.get(module).indexOf('/') >= 0) {
      return arguments;
    }
    List<String> plain = new ArrayList<>(arguments);
    String name = plain.get(module);
    plain.set(module, name.substring(name.lastIndexOf('.') + 1));
    return plain;
  }

  /** Whether commands are builds or tests, or what prepares those, puts away what they make or carries files around. */
  static boolean areTasks(List<ImmutableList<String>> commands) {
    boolean onlyKnown = true;
    boolean task = false;
    for (ImmutableList<String> command : commands) {
      if (command.isEmpty()) {
        return false;
      }
      task = doTask(command)
          || awaitTask(command)
          || isMigration(command)
          || changesInfrastructure(command);
      onlyKnown &= task || AROUND.contains(name(command.get(0)));
      if (!onlyKnown && (StartCommand.serves(command.get(0)) && !task || goesOn(command.get(0)))) {
        return false;
      }
    }
    return !commands.isEmpty() && (onlyKnown || task); // what stands before a task has ended
  }

  /** What only brings a database up to date. */
  private static final ImmutableSet<String> OF_MIGRATIONS = words(
      "alembic db-migrate dbmate dotnet-ef efbundle flyway goose graphile-migrate liquibase migrate migrate-mongo"
          + " node-pg-migrate sqitch");

  private static boolean isMigration(List<String> command) {
    int first = program(command);
    return first < command.size() && OF_MIGRATIONS.contains(name(command.get(first)))
        || name(command.get(0)).equals("java") && command.contains(MAIN_OF_FLYWAY);
  }

  /** The place of the program that others are told to run, or else of the first one; behind the last word where none is. */
  private static int program(List<String> command) {
    int i = 0;
    while (i < command.size()
        && (command.get(i).startsWith("-")
            || RUNNERS.contains(name(command.get(i)))
            || IN_FRONT.contains(command.get(i)))) {
      i++;
    }
    return i;
  }

  /** Programs that change what is elsewhere, as somebody's files describe it, and end, whatever is called how there. */
  private static final ImmutableSet<String> OF_INFRASTRUCTURE = words(
      "ansible ansible-playbook aws az azd cdk cdktf gcloud helm helmfile kubectl oc pulumi sam serverless sls terraform"
          + " terragrunt tofu");

  /** What they are told where they go on. */
  private static final ImmutableSet<String> OF_THOSE_GOES_ON =
      words("attach local logs offline port-forward proxy start watch");

  private static boolean changesInfrastructure(List<String> command) {
    int first = program(command);
    return first < command.size()
        && OF_INFRASTRUCTURE.contains(name(command.get(first)))
        && Collections.disjoint(command, OF_THOSE_GOES_ON);
  }

  private static final String MAIN_OF_FLYWAY = "org.flywaydb.commandline.Main";

  /** Whether a command is a program for builds that isn't told what to build. */
  static boolean awaitTask(List<String> command) {
    return command.size() == 1
        && BUILDERS.contains(StartCommand.withoutDirectory(command.get(0))); // not go.sh
  }

  /** Whether a command is called like a task: {@code /run-tests.sh}. */
  static boolean areCalledLikeTask(List<String> command) {
    String name = name(command.get(0));
    return (isTask(name)
            || VERB_FIRST.matcher(name).matches()
            || PREPARATION.matcher(name).matches())
        && !Iterables.any(command.subList(1, command.size()), Tools::goesOn);
  }

  /** Whether a word says that something goes on: {@code start.sh}, {@code worker}. */
  static boolean goesOn(String argument) {
    String name = withoutRun(name(argument));
    return !IN_FRONT.contains(name) && GOES_ON.matcher(name).matches();
  }

  /** Whether a command only tells how it is called. */
  static boolean asksForHelp(List<String> command) {
    String last = Iterables.getLast(command);
    return command.size() > 1
        && (HELP.contains(last)
            || last.startsWith("--help")
            || command.size() == 2 && last.equals("-v"));
  }

  /** Whether a program that is given nothing is called a command line, whatever port is named. */
  static boolean isCommandLine(List<String> command) {
    return command.size() == 1 && name(command.get(0)).endsWith("-cli");
  }

  private static boolean isTool(String name) {
    return NAMES.contains(name) || NAMED.matcher(name).matches();
  }

  private static boolean isTask(String name) {
    String task = withoutRun(name);
    return TASK.matcher(task).matches() && !GOES_ON.matcher(task).matches();
  }

  private static String withoutRun(String name) {
    return name.startsWith("run-") || name.startsWith("run_")
        ? name.substring("run-".length())
        : name;
  }

  /** Without its directory, and without the ending of a script. */
  private static String name(String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    return name.indexOf('.') < 0 ? name : ENDING.matcher(name).replaceFirst("");
  }

  private static ImmutableSet<String> words(String text) {
    return ImmutableSet.copyOf(BY_BLANKS.splitToList(text));
  }

  private static String withoutVersion(String program) {
    return VERSION.matcher(program).replaceFirst("");
  }
}

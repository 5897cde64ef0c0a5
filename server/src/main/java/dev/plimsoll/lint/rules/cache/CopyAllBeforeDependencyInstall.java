package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.dependencies.EmptyManifest;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sources that are copied before the dependencies are installed, so that every change to them installs all again. */
public final class CopyAllBeforeDependencyInstall implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-all-before-dependency-install", Category.CACHE, Severity.INFORMATION, """
          The sources are copied before the dependencies are installed: any change to any file installs them all again.

          The builder takes a layer from its cache as long as nothing above it has changed. Sources change with every
          commit, the files that name the dependencies seldom. Copy those first, install, and then copy the rest.

          The rule knows npm, yarn, pnpm, bun, pip, Poetry, PDM, uv, Pipenv, Go, Cargo, Maven, Gradle, sbt, Bundler,
          Composer, .NET, Mix and pub. Folders that are copied by their names above the install are reported where the build
          context shows that they hold sources alone, and neither a variable such as `PIP_CERT` nor a command before the install names them. Of a project of Maven or Gradle with several parts, whose manifests are many, a cache for the downloads is
          advised instead. It is silent where the manifest in the build context names no dependency, where the context has none, also because of `.dockerignore`, where a command such as `go mod init` makes it, where the base image is made by a Dockerfile of the project that installs the same, where a RUN of what ships takes away what it has built with, as `npm prune` does, or gives it to another user, where the files are copied or mounted by themselves before, and where
          `package.json` has a script such as `postinstall` that builds. The fix is a suggestion. It isn't offered where the
          manifests in the build context name other projects, those of a workspace or in local folders, where settings or
          patches lie beside them, such as `.npmrc` or `Directory.Packages.props`, or may lie in a folder that nothing shows, where a program of the project installs, such as
          `bin/bundle`, where `go.mod` lies or may lie above the folder that is built, nor where a script of `package.json` that
          runs while installing may need the sources. A command that downloads is told the settings, profiles and properties of
          the build, as in `-s settings.xml`, and is offered only behind what makes or copies those settings, logs in, sets
          their variables, or installs the program; nor where `pom.xml` names a repository such as `maven.pkg.github.com` and
          nothing logs in there.

          ```dockerfile bad fix=suggestion
          FROM node:22-alpine
          WORKDIR /app
          COPY . .
          RUN npm ci && npm run build
          ```

          ```dockerfile good
          FROM node:22-alpine
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci
          COPY . .
          RUN npm run build
          ```

          ```dockerfile bad fix=suggestion
          FROM golang:1.25-alpine
          WORKDIR /src
          COPY . .
          RUN go build -o /app .
          ```

          ```dockerfile good
          FROM golang:1.25-alpine
          WORKDIR /src
          COPY go.* ./
          RUN go mod download
          COPY . .
          RUN go build -o /app .
          ```

          ```dockerfile bad fix=suggestion
          FROM python:3.13-slim
          WORKDIR /app
          COPY . .
          RUN pip install --no-cache-dir -r requirements.txt
          ```

          ```dockerfile good
          FROM python:3.13-slim
          WORKDIR /app
          COPY requirements.txt ./
          RUN pip install --no-cache-dir -r requirements.txt
          COPY . .
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.DROAST, "DF007");

  /** The message, for a tool and an advice. */
  private static final String AGAIN =
      "Any change to the files copied here installs the dependencies again (%s). %s";

  private static final String RUNS_AGAIN = "the install that runs again";

  private static final Trait INSTALLS = DependencyInstall.ANY.trait();

  private static final Trait MATTERS =
      INSTALLS.or(InstallSteps.FETCHERS.trait()).or(Trait.of(Transfer.class));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachStage(CopyAllBeforeDependencyInstall::checkStage, reporter);
  }

  private static void checkStage(
      Subject subject, ImmutableList<Instruction> from, Reporter reporter) {
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(from.get(0));
    if (stage != null && model.has(INSTALLS, stage)) {
      model.having(MATTERS, stage).forEach(new Reading(subject, stage, reporter)::read);
    }
  }

  /** Whether the command downloads what the project depends on and builds it, at once. */
  static boolean downloads(PlacedInstall install) {
    DependencyInstall.Way way = install.install().way();
    return way == DependencyInstall.Way.SEPARATELY || way == DependencyInstall.Way.BY_HAND;
  }

  /** A stage, read from its beginning on. */
  private static final class Reading {
    private final Subject subject;
    private final SemanticModel model;
    private final Stage stage;
    private final Reporter reporter;
    private final List<Transfer> transfers = new ArrayList<>();
    /** Those of the transfers read so far that copy directories of the context. */
    private final List<ContextCopy> copies = new ArrayList<>();
    /** How many transfers have been read: only where something is installed they are. */
    private int transfersRead;

    /** Tools that have installed already in this stage. */
    private final Set<String> installed = new HashSet<>();
    /** The programs by which they did: most stages go on with them, and one install of each is judged. */
    private final Set<String> installers = new HashSet<>();
    /** The programs that have made a manifest of their own, which the context then doesn't have. */
    private final Set<String> makers = new HashSet<>();
    /** The stages from which files were copied. */
    private final Set<Stage> sources = new LinkedHashSet<>();
    /** Whether files have come from elsewhere than the context. */
    private boolean fetched;
    /** Whether a script of {@code package.json} has been run. */
    private boolean built;

    Reading(Subject subject, Stage stage, Reporter reporter) {
      this.subject = subject;
      this.model = subject.model();
      this.stage = stage;
      this.reporter = reporter;
    }

    void read(Instruction instruction) {
      if (instruction instanceof Transfer transfer) {
        transfers.add(transfer);
        if (transfer instanceof Copy copy && copy.from() != null) {
          Stage source = model.stageNamed(copy.from().valueOrEmpty());
          if (source != null && source.index() < stage.index()) {
            sources.add(source);
          }
        }
      } else {
        InstallSteps steps = InstallSteps.of(instruction);
        RunScript script = areKnown(steps) ? null : model.script(instruction);
        if (script != null) {
          read(script, steps);
        }
      }
    }

    /** Whether all of them were found above already. */
    private boolean areKnown(InstallSteps steps) {
      return installers.containsAll(steps.installers())
          && makers.containsAll(steps.makers())
          && (fetched || !steps.fetches())
          && (built || !steps.builds());
    }

    private void read(RunScript script, InstallSteps steps) {
      fetched |= steps.fetches();
      makers.addAll(steps.makers());
      if (!installers.containsAll(steps.installers())) {
        readInstalls(script);
        installers.addAll(steps.installers());
      }
      built |= steps.builds();
    }

    private void readInstalls(RunScript script) {
      if (!transfers.isEmpty() && !bindsContext(script.run())) {
        for (PlacedInstall install : PlacedInstall.in(model, script, Basis.DEFAULTS)) {
          String tool = install.install().tool();
          if (!isPruning(install) && installed.add(tool) && !installs(stage.parent(), tool)) {
            judge(install);
          }
        }
      }
      for (Invocation invocation : script.script().invocations()) {
        DependencyInstall install = DependencyInstall.of(invocation);
        if (install != null) {
          installed.add(install.tool());
        }
      }
    }

    /** Whether it leaves out what a build above has used: it can't come before that. */
    private boolean isPruning(PlacedInstall install) {
      Invocation invocation = install.invocation();
      return TidiedInstall.leavesOut(invocation)
          && (built
              || Iterables.any(
                  install.script().script().invocations(),
                  one -> TidiedInstall.isBuild(one)
                      && one.range().end() <= invocation.range().start()));
    }

    /** Whether a tool installs in a stage or in one that it is FROM. */
    private boolean installs(@Nullable Stage last, String tool) {
      for (Stage one = last; one != null; one = one.parent()) {
        for (RunScript script : model.scripts(one, INSTALLS)) {
          for (Invocation invocation : script.script().invocations()) {
            DependencyInstall install = DependencyInstall.of(invocation);
            if (install != null && install.tool().equals(tool)) {
              return true;
            }
          }
        }
      }
      return false;
    }

    private static boolean bindsContext(Run run) {
      for (Mount mount : run.mounts()) {
        if (mount.type().equals("bind") && mount.option("from") == null) {
          return true;
        }
      }
      return false;
    }

    private void readTransfers() {
      while (transfersRead < transfers.size()) {
        ContextCopy copy = ContextCopy.of(model, transfers.get(transfersRead++), Basis.DEFAULTS);
        if (copy != null && copy.copiesDirectory(subject)) {
          copies.add(copy);
        }
      }
    }

    private void judge(PlacedInstall placed) {
      readTransfers();
      if (copies.isEmpty() || subject.isUnused(stage)) {
        return;
      }
      PlacedInstall install = placed.inModule(subject);
      if (!installsNothing(install) && !isInBase(install.install())) {
        judgeCopies(install);
      }
    }

    /** Whether the project makes the base image by itself, and has installed the same there. */
    private boolean isInBase(DependencyInstall install) {
      ImageReference base = model.baseReference(stage);
      String made =
          base == null || base.isOfficial() ? null : subject.dockerfileOf(base.familiarName());
      for (Instruction instruction : made == null
          ? ImmutableList.<Instruction>of()
          : Dockerfile.parse(made).instructions()) {
        Script script = RunScript.script(instruction);
        if (script != null && Iterables.any(script.invocations(), one -> isSame(install, one))) {
          return true;
        }
      }
      return false;
    }

    private static boolean isSame(DependencyInstall install, Invocation other) {
      DependencyInstall found = DependencyInstall.of(other);
      return found != null
          && found.tool().equals(install.tool())
          && found.manifests().equals(install.manifests());
    }

    private boolean installsNothing(PlacedInstall install) {
      return makers.contains(install.invocation().name())
          || install.lacksManifests(subject)
          || EmptyManifest.isAllOf(
              subject, install.script(), install.invocation(), install.directory());
    }

    private void judgeCopies(PlacedInstall install) {
      for (ContextCopy copy : copies) {
        ImmutableList<String> manifests = install.manifestsIn(copy);
        if (manifests == null || !brings(copy, install)) {
          continue;
        }
        if (!((downloads(install) || DownloadCaches.isKnown(install)) && findsDownloads(install))
            && !isInGoPath(install)
            && !isVendored(install)
            && !FoldersBeforeInstall.areNeeded(subject, copy, install.install())
            && !TidiedInstall.is(model, install)) {
          report(install, copy, manifests);
        }
        return;
      }
      ContextCopy folders = FoldersBeforeInstall.first(subject, install, copies);
      Transfer named = folders == null ? null : copyOfManifests(install);
      if (folders != null && named != null && !(downloads(install) && findsDownloads(install))) {
        report(install, folders, named);
      }
    }

    /** Whether it finds its downloads in a cache, or in what an earlier stage has fetched. */
    private boolean findsDownloads(PlacedInstall install) {
      return mountsCache(install.script().run())
          || Iterables.any(sources, source -> installs(source, install.install().tool()));
    }

    /** Folders that are copied by name; {@code named} copies the manifests. */
    private void report(PlacedInstall install, ContextCopy folders, Transfer named) {
      boolean separately = install.install().way() == DependencyInstall.Way.SEPARATELY;
      String need =
          separately ? new DownloadNeeds(subject, install, folders.instruction()).first() : null;
      Finding finding = Finding.at(
              model.range(folders.instruction()),
              AGAIN.formatted(
                  install.install().tool(),
                  separately
                      ? need == null
                          ? "Download them above."
                          : "Download them above, but behind " + need + "."
                      : goesOn(install)
                          ? "Install in a RUN of its own, and copy them behind it."
                          : "Copy them behind the install."))
          .withRelated(install.script().range(install.invocation().range()), RUNS_AGAIN);
      boolean below = model.ordinal(named) < model.ordinal(folders.instruction());
      boolean here =
          below && !install.changesDirectory() && !install.invocation().is("mvnw");
      reporter.report(
          separately && here && need == null
              ? finding.withFix(download(install, folders))
              : finding);
    }

    /** Whether the RUN does more behind the installation, such as a build, which needs what is copied. */
    private static boolean goesOn(PlacedInstall install) {
      int end = install.invocation().range().end();
      return install.script().script().invocations().stream()
          .anyMatch(one -> one.range().start() >= end
              && !one.is("rm")
              && !isSameCommand(one, install.invocation()));
    }

    /** Whether it is of the same program and does the same, with another list of packages but not with what is here. */
    private static boolean isSameCommand(Invocation one, Invocation other) {
      return Objects.equals(one.name(), other.name())
          && Objects.equals(
              Iterables.getFirst(one.arguments().literals(), null),
              Iterables.getFirst(other.arguments().literals(), null))
          && one.arguments().literals().stream().noneMatch(word -> word.startsWith("."));
    }

    private @Nullable Fix download(PlacedInstall install, ContextCopy folders) {
      Surroundings around = new Surroundings(model.file(), folders.instruction());
      String run = InstallFirst.head(install.script());
      return run == null
          ? null
          : Fix.suggestion(
              "Download the dependencies before copying the sources, if that reads no other files",
              TextEdit.insert(
                  around.commentsStart(),
                  run + install.install().addition() + around.lineEnding()));
    }

    /** The copy that brings the manifests by their names. */
    private @Nullable Transfer copyOfManifests(PlacedInstall install) {
      for (Transfer transfer : transfers) {
        if (namesAny(transfer, install.install().names())) {
          return transfer;
        }
      }
      return null;
    }

    /** Whether it is clear that the manifest comes with this copy. */
    private boolean brings(ContextCopy copy, PlacedInstall install) {
      boolean sameDirectory = copy.destination().isSameAs(install.directory()) == Answer.YES;
      return sameDirectory || (copy.copiesWholeContext() && !fetched);
    }

    /** What the variable GO111MODULE says where all sources are in modules. */
    private static final String MODULES = "on";

    private static final ImagePath GO_PATH = ImagePath.ROOT.resolve("go/src");

    /** Before Go had modules, which {@code go.mod} tells of, sources stood below {@code /go/src} with all that they needed. */
    private boolean isInGoPath(PlacedInstall install) {
      if (!install.install().tool().equals("go")
          || !GO_PATH.certainlyContains(install.directory())) {
        return false;
      }
      CopiedFile module = install.file(subject, "go.mod");
      Binding mode = model.binding(install.script().instruction(), "GO111MODULE");
      boolean isOff = mode != null && !MODULES.equals(mode.valueByDefault());
      return isOff || module == null || !module.file().isFile();
    }

    /** Whether a Go project brings what it needs along, as its folder {@code vendor} says. */
    private boolean isVendored(PlacedInstall install) {
      if (!install.install().tool().equals("go")) {
        return false;
      }
      CopiedFile modules = install.file(subject, "vendor/modules.txt");
      return modules != null && modules.file().isFile();
    }

    private static boolean mountsCache(Run run) {
      for (Mount mount : run.mounts()) {
        if (mount.type().equals("cache")) {
          return true;
        }
      }
      return false;
    }

    private void report(PlacedInstall install, ContextCopy copy, ImmutableList<String> manifests) {
      Transfer named = earlierCopyOfManifests(install, copy);
      boolean askedFor = named != null && !isUseless(named, copy, install);
      InstallScripts.Need need =
          askedFor ? InstallScripts.Need.NOTHING : InstallScripts.of(subject, install);
      if (askedFor || need == InstallScripts.Need.SOURCES) {
        return;
      }
      boolean several = OtherProjects.areNamed(subject, install)
          || OtherProjects.isOneOfSeveral(install, manifests);
      boolean refers = OtherProjects.mayReferToOthers(subject, install);
      boolean loads = OtherProjects.loadFiles(subject, install);
      String repository = RepositoryLogin.wanted(subject, install);
      boolean lacksLogin = repository != null
          && !new DownloadNeeds(subject, install, install.script().instruction()).isLoggedIn();
      ImmutableList<String> more = ImmutableSet.<String>builder()
          .addAll(SettingsBeside.of(subject, install, copy, manifests))
          .addAll(FetchOptions.filesIn(subject, install, copy, manifests))
          .addAll(ProjectProgram.of(subject, install, copy, manifests))
          .build()
          .asList();
      boolean mayLieAbove =
          install.besideManifests() == Answer.UNKNOWN && manifests.get(0).indexOf('/') >= 0;
      ImmutableList<String> read = ImmutableList.<String>builder()
          .addAll(mayLieAbove ? install.install().manifests() : manifests)
          .addAll(more)
          .build();
      boolean tidied = named != null && isTidiedAbove(install, copy);
      String message = AGAIN.formatted(
          install.install().tool(),
          tidied
              ? DOWNLOAD
              : several && DownloadCaches.isKnown(install)
                  ? DownloadCaches.advice(model, install)
                  : advice(
                      install,
                      read,
                      several,
                      refers
                          ? "the files of the projects that it refers to"
                          : loads
                              ? "the files that it loads"
                              : lacksLogin ? "what logs in at " + repository : "",
                      need == InstallScripts.Need.PERHAPS
                          || several && InstallScripts.mayRun(install)));
      Finding finding = Finding.at(model.range(copy.instruction()), message)
          .withRelated(install.script().range(install.invocation().range()), RUNS_AGAIN);
      boolean canMove = need == InstallScripts.Need.NOTHING
          && !several
          && !tidied
          && more.isEmpty()
          && !mayLieAbove
          && install.besideManifests() != Answer.NO
          && !(refers && subject.contextFile(manifests.get(0)).isMissing())
          && !loads
          && !lacksLogin
          && (copy.copiesWholeContext() || subject.knowsContext());
      reporter.report(canMove ? finding.withFix(fix(install, copy, named != null)) : finding);
    }

    private static final CommandQuery TIDY = CommandQuery.of("go").told("mod tidy");

    private static final String DOWNLOAD =
        "Use go mod download above, rather than go mod tidy, which finds no sources there.";

    /** Whether Go's manifests are made to fit sources that aren't there yet: nothing is downloaded then. */
    private boolean isTidiedAbove(PlacedInstall install, ContextCopy copy) {
      return install.install().tool().equals("go")
          && Iterables.any(
              model.commands(TIDY, stage),
              tidy -> model.ordinal(tidy.instruction()) < model.ordinal(copy.instruction()));
    }

    /** @param others what has to be copied as well, in words; empty where nothing is known */
    private String advice(
        PlacedInstall install,
        ImmutableList<String> manifests,
        boolean several,
        String others,
        boolean runsScripts) {
      if (install.install().tool().equals("cargo")) {
        return "Build them first, from the manifests and an empty main.rs or with cargo-chef.";
      }
      String what = (several ? PathProjects.needed(subject, install) : String.join(", ", manifests))
          + (others.isEmpty() || several ? "" : ", and " + others + ",")
          + (runsScripts
              ? ", and what " + (several ? "their" : "its") + " install scripts read,"
              : "");
      if (install.install().tool().equals("go") && !model.commands(TIDY, stage).isEmpty()) {
        return "Copy " + what
            + " and run go mod download before copying the rest: go mod tidy finds no sources there.";
      }
      String flag = PathProjects.flag(subject, install);
      return flag.isEmpty()
          ? "Copy " + what + " and install before copying the rest."
          : "Copy " + what + ", install with" + flag + ", and again without "
              + (flag.indexOf(' ', 1) < 0 ? "it" : "them") + " behind the rest.";
    }

    /** The fix, where the places are the same in every build; else null. */
    private @Nullable Fix fix(PlacedInstall install, ContextCopy copy, boolean manifestsAreThere) {
      ContextCopy certain = ContextCopy.of(model, copy.instruction(), Basis.ANY_BUILD);
      for (PlacedInstall same : PlacedInstall.in(model, install.script(), Basis.ANY_BUILD)) {
        if (certain != null
            && same.invocation() == install.invocation()
            && same.manifestsIn(certain) != null) {
          return new InstallFirst(model, stage, certain, same, manifestsAreThere).fix();
        }
      }
      return null;
    }

    /** A COPY, in this stage or one that it is FROM, that names manifests and stands above the copy of everything. */
    private @Nullable Transfer earlierCopyOfManifests(PlacedInstall install, ContextCopy copy) {
      for (Stage part = stage; part != null; part = part.parent()) {
        for (Instruction instruction : model.instructions(part)) {
          if (instruction == copy.instruction()) {
            break;
          }
          if (instruction instanceof Transfer transfer
              && namesAny(transfer, install.install().names())) {
            return transfer;
          }
        }
      }
      return null;
    }

    private static boolean namesAny(Transfer transfer, ImmutableList<String> names) {
      for (int i = 0; i + 1 < transfer.words().size(); i++) {
        String source = transfer.words().get(i).value();
        String name = ContextPath.name(source);
        if (!name.equals("*") && (name.startsWith("node_modules") || matchesAny(name, names))) {
          return true;
        }
      }
      return false;
    }

    private static boolean matchesAny(String pattern, ImmutableList<String> names) {
      for (String name : names) {
        if (PathGlob.of(pattern).matches(name)) {
          return true;
        }
      }
      return false;
    }

    /** Whether all manifests were copied first, to no avail: the whole context follows before they are used. */
    private boolean isUseless(Transfer named, ContextCopy all, PlacedInstall install) {
      ContextCopy first = ContextCopy.of(model, named, Basis.DEFAULTS);
      if (first == null
          || model.stageOf(named) != stage
          || !all.copiesWholeContext()
          || first.destination().isSameAs(install.directory()) != Answer.YES) {
        return false;
      }
      for (String name : install.install().names()) {
        if (!first.names(name)) {
          return false;
        }
      }
      return true;
    }
  }
}

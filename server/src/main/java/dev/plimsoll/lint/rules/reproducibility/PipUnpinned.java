package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.dependencies.InstalledProjects;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** pip that installs whichever version is the newest. */
public final class PipUnpinned implements Rule {

  private static final CommandQuery INSTALL =
      CommandQuery.of("pip", "pipx", "uv").told("install", "pip install", "tool install");

  /** Their newest versions say so, and fail. */
  private static final ImmutableMap<String, String> PLACEHOLDERS = ImmutableMap.of(
      "pytorch", "torch",
      "skimage", "scikit-image",
      "sklearn", "scikit-learn");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          INSTALL, PipUnpinned::isPinned, "==VERSION")
      .unless(PipUnpinned::isChosenElsewhere)
      .withTools("pip", "setuptools", "wheel", "uv")
      .unlessPresent(PipUnpinned::mayBePresent)
      .beyondHadolint("uv")
      .withPlaceholders(PLACEHOLDERS);

  /** Images that are made of Python packages, which pip leaves as they are: Airflow, notebooks, machine learning. */
  private static final Regex OF_PACKAGES = Regex.of("apache/(?:airflow|superset)"
      + "|(?:quay\\.io/)?jupyter/[\\w-]{1,100}-notebook"
      + "|pytorch/pytorch|tensorflow/tensorflow|huggingface/.{1,200}"
      + "|nvcr\\.io/nvidia/(?:pytorch|tensorflow)|rapidsai/.{1,200}|continuumio/anaconda3?");

  /** The variables that are the option for all commands. */
  private static final ImmutableList<String> CONSTRAINTS = ImmutableList.of(
      "PIP_CONSTRAINT",
      "PIP_NO_INDEX",
      "PIP_REQUIREMENT",
      "UV_CONSTRAINT",
      "UV_EXCLUDE_NEWER",
      "UV_NO_INDEX",
      "UV_OFFLINE");

  /** How many RUNs that install are compared: files that people write have fewer. */
  private static final int MOST = 100;

  /** What makes pip look past the packages that are there. */
  private static final String[] AFRESH = {
    "--upgrade", "--target", "--prefix", "--root", "--ignore-installed", "--force-reinstall"
  };

  private static final CharMatcher COMPARISON = CharMatcher.anyOf("=<>");

  private static final RuleInfo INFO = RuleInfo.of(
          "pip-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          pip installs the newest version there is, so that the same file builds another image later, or none.

          Name the version, as in `flask==3.1.1`, or keep all versions in a file: `pip install -r requirements.txt`. The same goes
          for pipx and uv. A repository needs a tag or a commit: `git+https://host/project@v1.2`. Nothing is said of files and
          folders, of commands with a file of requirements or constraints, and of what comes with `--no-index` from a folder.
          A comparison counts as a version: how much it leaves open is the author's choice. But without quotes, as in
          `pip install flask>=3`, it is none: the shell writes what pip says to a file with the name `=3`. That is said of files for
          development and tests as well.

          Where a comment says that the newest version is meant, as `# flask: always the latest version`, it is said only to who asks for the \
          rule. So it is of yt-dlp, youtube-dl, gallery-dl and streamlink with `--upgrade`, which follow sites that change.

          Where only pip itself and its helpers setuptools and wheel are installed, or in the folder of a `--target` that the same RUN deletes \
          again, it is said only to who asks for the rule; for uv it is \
          a hint, unless `--upgrade` asks for the newest. So it is without `--upgrade` on images that are made of Python packages, such as `apache/airflow` or \
          `jupyter/scipy-notebook`: what is there already stays as it is. The same goes for what an earlier command of the stage has
          installed, by its name or by the requirements, the project, the lockfile or a script in the build context, for what
          a list of requirements has in one version that a later command of the stage installs, and for what
          follows from the version of another package in the same command, as `torchvision` from `torch==2.9.1`.

          `sklearn`, `skimage` and `pytorch` are a warning: those are placeholders, whose newest version fails to install and says
          which package is meant, in a file for development or tests, too.

          ```dockerfile bad fix=none
          FROM python:3.13-slim
          RUN pip install --no-cache-dir flask
          ```

          ```dockerfile good
          FROM python:3.13-slim
          RUN pip install --no-cache-dir flask==3.1.1
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3013")
      .withAlias(Tool.DROAST, "DF051")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        INSTALL.trait(), (part, run, found) -> checkRun(part, run.get(0), found), reporter);
  }

  @Override
  public void checkForDevelopment(Subject subject, Reporter reporter) {
    subject.eachHaving(
        INSTALL.trait(),
        (part, run, found) -> PACKAGES.checkMistakes(part, run.get(0), found),
        reporter);
  }

  private static void checkRun(Subject subject, Instruction run, Reporter reporter) {
    for (String variable : CONSTRAINTS) {
      if (run.text().contains(variable) || subject.model().isBound(run, variable)) {
        return;
      }
    }
    if (!isOffline(run)) {
      PACKAGES.check(subject, run, reporter);
    }
  }

  private static boolean isOffline(Instruction run) {
    Flag network = run.innermost() instanceof Instruction.Run it ? it.flag("network") : null;
    return network != null && network.valueOrEmpty().equals("none");
  }

  private static boolean isChosenElsewhere(RunCommand install) {
    return install.hasAny(
            "--requirement", "--constraint", "--no-index", "--offline", "--dry-run", "--help")
        || install.arguments().mayHideOptions();
  }

  /** Which packages pip may leave as they are, or whose version another one of the command decides. */
  private static Predicate<String> mayBePresent(Subject subject, RunCommand install) {
    Predicate<String> decided = decidedByOthers(install);
    return decided.or(mayBeInstalled(subject, install)).or(replacedBehind(subject, install));
  }

  /** Those that a later list of requirements has in one version, which takes the place of what is there. */
  private static Predicate<String> replacedBehind(Subject subject, RunCommand install) {
    if (install.hasAny("--target", "--prefix", "--root")
        || install.program().equals("pipx")
        || install.isTold("tool install")
        || subject.file().where(INSTALL.trait()).length() > MOST) {
      return name -> false;
    }
    Set<String> pinned = InstalledProjects.listedBehind(subject, install).pinned();
    return name -> pinned.contains(PythonRequirements.normal(withoutExtras(name)));
  }

  /** Packages of which each version requires exactly one of another, or is what exactly one of that requires. */
  private static final ImmutableMap<String, String> DECIDED_BY = ImmutableMap.of(
      "torchvision", "torch",
      "torchaudio", "torch",
      "triton", "torch",
      "pytorch-triton", "torch",
      "pytorch-triton-rocm", "torch",
      "pytorch-triton-xpu", "torch",
      "opentelemetry-api", "opentelemetry-sdk",
      "pydantic-core", "pydantic");

  private static final Regex WITH_VERSION =
      Regex.of("[\"']?([A-Za-z0-9][\\w.-]{0,100})(?:\\[[^\\]]{0,200}\\])?\\s{0,9}={2,3}");

  /** Those whose version follows from that of another operand. */
  private static Predicate<String> decidedByOthers(RunCommand install) {
    if (install.has("--no-deps")) {
      return name -> false;
    }
    Set<String> versions = new HashSet<>();
    for (ShellWord operand : install.operands()) {
      Matcher named = WITH_VERSION.matcher(operand.raw());
      if (named.lookingAt()) {
        versions.add(PythonRequirements.normal(named.group(1)));
      }
    }
    return name ->
        versions.contains(DECIDED_BY.get(PythonRequirements.normal(withoutExtras(name))));
  }

  /** Which are there because the base image or an earlier command has brought them. */
  private static Predicate<String> mayBeInstalled(Subject subject, RunCommand install) {
    if (install.hasAny(AFRESH)
        || install.program().equals("pipx")
        || install.isTold("tool install")) {
      return name -> false;
    }
    if (isOfPackages(subject, install)) {
      return name -> true;
    }
    if (subject.file().where(INSTALL.trait()).length() > MOST) {
      return name -> false;
    }
    Set<String> earlier = InstalledProjects.before(subject, install).names();
    return name -> earlier.contains(PythonRequirements.normal(withoutExtras(name)));
  }

  private static String withoutExtras(String name) {
    int extras = name.indexOf('[');
    return extras < 0 ? name : name.substring(0, extras);
  }

  private static boolean isOfPackages(Subject subject, RunCommand install) {
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(install.instruction());
    ImageReference image = stage == null ? null : model.baseReference(stage);
    return image != null && OF_PACKAGES.matcher(image.familiarName()).matches();
  }

  private static boolean isPinned(RunCommand install, String operand) {
    int at = operand.lastIndexOf('@');
    if (isRepository(operand)) {
      return isPinnedRepository(operand);
    } else if (install.isTold("tool install") && at > 0) {
      return !UnpinnedPackages.isMoving(operand.substring(at + 1));
    }
    String name = withoutExtras(operand);
    return COMPARISON.matchesAnyOf(operand)
        || operand.startsWith(".")
        || operand.indexOf('/') >= 0
        || isArchive(name);
  }

  private static boolean isRepository(String operand) {
    return operand.contains("git+")
        || operand.contains("hg+")
        || operand.contains("svn+")
        || operand.contains("bzr+");
  }

  /** Whether {@code @} stands behind the path, where the one before a host doesn't count. */
  private static boolean isPinnedRepository(String operand) {
    int scheme = operand.indexOf("://");
    int path = operand.indexOf('/', scheme < 0 ? 0 : scheme + "://".length());
    int fragment = operand.indexOf('#');
    int at = operand.indexOf('@', Math.max(path, 0));
    return at >= 0
        && (fragment < 0 || at < fragment)
        && !UnpinnedPackages.isMoving(
            operand.substring(at + 1, fragment < 0 ? operand.length() : fragment));
  }

  private static boolean isArchive(String operand) {
    return operand.endsWith(".whl") || operand.endsWith(".tar.gz") || operand.endsWith(".zip");
  }
}

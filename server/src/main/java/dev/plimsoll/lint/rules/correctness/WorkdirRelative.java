package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialDirectory;
import dev.plimsoll.image.InitialVariables;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.WindowsPath;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** The first WORKDIR of a stage that depends on the directory of the base image. */
public final class WorkdirRelative implements Rule {

  private static final Trait IS_WORKDIR = Trait.of(Workdir.class);

  private static final RuleInfo INFO = RuleInfo.of(
          "workdir-relative", Category.CORRECTNESS, Severity.WARNING, """
          A relative WORKDIR is taken from the directory before it, and before the first one that is the base image's.

          Which directory that is, nothing in the file says, and the next version of the base image may choose another.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          WORKDIR app
          ```

          ```dockerfile good
          FROM alpine:3.22
          WORKDIR /app
          ```

          No shell reads WORKDIR, so `~` is the name of a directory, wherever it stands:

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm-slim
          WORKDIR /src
          WORKDIR ~/app
          ```

          ```dockerfile good
          FROM debian:bookworm-slim
          WORKDIR /src
          WORKDIR /root/app
          ```

          Below a directory that the file itself chooses, a relative one is fine:

          ```dockerfile good
          FROM golang:1.25
          WORKDIR /src
          WORKDIR cmd
          ```

          The fix names the directory that is meant today, and there is none where the one of the base image isn't known:

          ```dockerfile bad fix=safe
          FROM golang:1.25
          WORKDIR app
          ```

          ```dockerfile good
          FROM golang:1.25
          WORKDIR /go/app
          ```

          A path that depends on a variable is reported as information where its value is not known, since `--build-arg` \
          may make it absolute, and not at all where the base image may set that variable, or the project gives it a value, as under `args` in a Compose file.
          """)
      .since("0.1.0")
      .withBase()
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "WorkdirRelativePath")
      .withAlias(Tool.HADOLINT, "DL3000")
      .in(Profile.HADOLINT, Severity.ERROR);

  private static final Regex TILDE = Regex.of("[\"']?~.*");
  private static final Regex TILDE_OF_SOMEBODY = Regex.of("[\"']?~[^/\"'].*");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(IS_WORKDIR, WorkdirRelative::checkOne, reporter);
  }

  private static void checkOne(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    SemanticModel model = subject.model();
    Workdir workdir = (Workdir) part.get(0);
    Stage stage = model.stageOf(workdir);
    Word path = workdir.path();
    if (stage == null || path == null) {
      return;
    }
    boolean first = model.workdirBefore(workdir) == null;
    if (TILDE.matcher(path.value()).matches() && model.family(stage) != BaseFamily.WINDOWS) {
      Finding tilde = tilde(workdir, path, model);
      reporter.report(first ? tilde : tilde.beyondTheCheck());
    } else if (first) {
      checkFirst(subject, stage, workdir, path, reporter);
    }
  }

  private static void checkFirst(
      Subject subject, Stage stage, Workdir workdir, Word path, Reporter reporter) {
    SemanticModel model = subject.model();
    Expansion expansion = model.expand(workdir, path.value());
    if (expansion.error() == null
        && !isAbsolute(path.value(), expansion.withoutBuildArgs(), model.family(stage))) {
      Finding finding = finding(workdir, path, expansion, stage, model);
      boolean waits =
          waitsForBase(workdir, expansion, stage, model) || isGiven(subject, workdir, expansion);
      reporter.report(waits ? finding.forTheCheckOnly() : finding);
    }
  }

  /** Whether a path begins with a variable that the base image may set, and nothing in the file does. */
  private static boolean waitsForBase(
      Workdir workdir, Expansion expansion, Stage stage, SemanticModel model) {
    ImageReference image = model.baseReference(stage);
    return expansion.certain().prefix().isEmpty()
        && expansion.unmatched().stream()
            .anyMatch(name -> model.binding(workdir, name) == null
                && model.mayInherit(stage, name)
                && (image == null || InitialVariables.maySet(image, name)));
  }

  /** Whether a path begins with a build argument that the project gives a value. */
  private static boolean isGiven(Subject subject, Workdir workdir, Expansion expansion) {
    return expansion.certain().prefix().isEmpty()
        && expansion.unmatched().stream()
            .anyMatch(
                name -> subject.model().binding(workdir, name) != null && subject.isGiven(name));
  }

  /** Whether a path begins at the root, on Windows with or without a drive; or does for all that is known. */
  private static boolean isAbsolute(String written, String path, BaseFamily family) {
    if (path.startsWith("/")) {
      return true;
    }
    return switch (family) {
      case WINDOWS -> WindowsPath.isAbsolute(path) || WindowsPath.problem(path) != null;
      case UNKNOWN -> written.startsWith("\\") || isOnDrive(written) || isOnDrive(path);
      default -> false;
    };
  }

  private static boolean isOnDrive(String path) {
    return path.length() > 1 && Character.isLetter(path.charAt(0)) && path.charAt(1) == ':';
  }

  private static Finding finding(
      Workdir workdir, Word path, Expansion expansion, Stage stage, SemanticModel model) {
    TextRange range = model.range(workdir, path.range());
    if (expansion.certain().prefix().isEmpty() && !expansion.unmatched().isEmpty()) {
      return Finding.at(
              range,
              "This is a relative path unless the base image or --build-arg sets "
                  + expansion.unmatched().iterator().next()
                  + " to an absolute one.")
          .withSeverity(Severity.INFORMATION);
    }
    if (model.family(stage) == BaseFamily.WINDOWS && path.value().indexOf('\\') >= 0) {
      return Finding.at(
          range,
          "This is the relative path " + expansion.withoutBuildArgs()
              + ", for \\ takes the meaning from the next character. Write / between names, or begin the file with"
              + " # escape=`.");
    }
    return Finding.at(
            range,
            "A relative WORKDIR is taken from the directory of the base image. Write the path from the root.")
        .withFix(fromRoot(workdir, path, expansion, stage, model));
  }

  /** Wherever it stands: below a directory that the file chooses, a directory {@code ~} is meant no more than elsewhere. */
  private static Finding tilde(Workdir workdir, Word path, SemanticModel model) {
    TextRange tilde = TextRange.ofLength(
        workdir.source().line().home(path.inLine().start() + path.value().indexOf('~')), 1);
    boolean own = !TILDE_OF_SOMEBODY.matcher(path.value()).matches();
    return Finding.at(
            model.range(workdir, path.range()),
            "No shell reads WORKDIR, so ~ is the name of a directory. Write the path from the root.")
        .withFix(own ? HomePath.fix(model, workdir, ImmutableList.of(tilde)) : null);
  }

  private static @Nullable Fix fromRoot(
      Workdir workdir, Word path, Expansion expansion, Stage stage, SemanticModel model) {
    String written = path.value();
    boolean literal =
        written.equals(expansion.text()) && workdir.source().line().isContiguous(path.inLine());
    if (!literal || isOddPath(written) || model.family(stage) == BaseFamily.WINDOWS) {
      return null;
    }
    ImageUse base = model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    String directory = image == null ? null : InitialDirectory.of(image);
    if (base == null || directory == null) {
      return null;
    }
    TextRange range = model.range(workdir, path.range());
    int dot = written.startsWith("./") ? 2 : 0;
    String before = directory.endsWith("/") ? directory : directory + "/";
    TextEdit edit = TextEdit.replace(new TextRange(range.start(), range.start() + dot), before);
    String title = "Use " + before + written.substring(dot);
    return base.isCertain() ? Fix.safe(title, edit) : Fix.suggestion(title, edit);
  }

  /** Paths of which a slash in front doesn't make the path that is meant. */
  private static boolean isOddPath(String path) {
    return path.equals(".")
        || path.startsWith("..")
        || path.startsWith(".//")
        || path.indexOf('\\') >= 0
        || path.indexOf(':') >= 0;
  }
}

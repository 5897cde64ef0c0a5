package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialDirectory;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Go that fetches whichever version is the newest. */
public final class GoInstallUnpinned implements Rule {

  private static final CommandQuery FETCH = CommandQuery.of("go").told("install", "get", "run");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          FETCH, GoInstallUnpinned::isPinned, "@VERSION")
      .unlessPresent(CopiedGoPackages::of);

  private static final CommandQuery GET = CommandQuery.of("go").told("get");

  private static final CommandQuery OUTSIDE_MODULE = CommandQuery.of("go").told("install", "run");

  /** The same where {@code go get} fails. */
  private static final UnpinnedPackages WITHOUT_GET =
      UnpinnedPackages.of(OUTSIDE_MODULE, GoInstallUnpinned::isPinned, "@VERSION");

  /** Tags of Go 1.18 and later, whose {@code go get} installs no programs any more. */
  private static final Regex LATER_GO = Regex.of(
      "(?:latest|1|1\\.(?:1[89]|[2-9]\\d)(?:\\.\\d{1,3})?|alpine|bullseye|bookworm|trixie)(?:-.{0,100})?");

  /** What may bring a module, or go without one. */
  private static final Regex MODULE = Regex.of(
      "\\bmod\\b|GO111MODULE|GOFLAGS|\\b(?:git|hg) (?:clone|checkout|init|pull|-C)|\\b(?:curl|wget|tar|unzip|cp|mv|ln|cd|pushd)\\b|--mount");

  private static final Trait MAY_BRING_MODULE = Trait.of(
          Instruction.Add.class, Instruction.Copy.class)
      .or(Trait.of(Instruction.Run.class, GoInstallUnpinned::namesModule))
      .or(Trait.of(Instruction.Env.class, GoInstallUnpinned::namesModule))
      .or(Trait.of(Instruction.Arg.class, GoInstallUnpinned::namesModule));

  private static final RuleInfo INFO = RuleInfo.of(
          "go-install-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          `@latest` is the newest version on the day of the build, so that the same file builds another image later, or none: a \
          new version may need a newer Go.

          Name the version, as in `go install host/tool@v1.2.3`. `go get` without a version fetches the newest, too. But
          `go install` and `go run` without one take what `go.mod` says, so that nothing is said of these, nor of packages of
          the module itself, of the standard library or copied into GOPATH, and in stages for developers, who want the newest tools. Nor of
          `go get` where there is no `go.mod`: since Go 1.18 it fails there.

          ```dockerfile bad fix=none
          FROM golang:1.25
          RUN go install golang.org/x/tools/cmd/stringer@latest
          ```

          ```dockerfile good
          FROM golang:1.25
          RUN go install golang.org/x/tools/cmd/stringer@v0.38.0
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3062")
      .withAlias(Tool.DROAST, "DF054")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(FETCH.trait(), GoInstallUnpinned::checkRun, reporter);
  }

  private static void checkRun(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Stage stage = subject.model().stageOf(part.get(0));
    if (stage == null || !stage.isForDevelopment()) {
      boolean getFails = stage != null
          && gets(subject.model().script(part.get(0)))
          && isOutsideModule(subject.model(), stage, part.get(0));
      (getFails ? WITHOUT_GET : PACKAGES).check(subject, part.get(0), reporter);
    }
  }

  private static boolean gets(@Nullable RunScript script) {
    return script != null && Iterables.any(script.script().invocations(), GET::matches);
  }

  /** Whether {@code go get} finds no {@code go.mod}, for certain, and is of a Go that does nothing then. */
  private static boolean isOutsideModule(SemanticModel model, Stage stage, Instruction run) {
    ImageReference image = model.baseReference(stage);
    if (image == null
        || !image.canonicalName().equals("golang")
        || image.digest() != null
        || !LATER_GO.matcher(image.tagOrLatest()).matches()) {
      return false;
    }
    for (Stage one = stage; one != null; one = one.parent()) {
      for (Instruction bringing : model.having(MAY_BRING_MODULE, one)) {
        boolean isBefore = one != stage || model.ordinal(bringing) <= model.ordinal(run);
        if (isBefore
            && !(bringing instanceof Instruction.Transfer transfer
                && isBelow(model, transfer, run, image))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean namesModule(Instruction instruction) {
    return MODULE.matcher(instruction.text()).find();
  }

  /** Whether all that is copied lies below the directory in which a command runs, where Go looks for no module. */
  private static boolean isBelow(
      SemanticModel model, Instruction.Transfer transfer, Instruction run, ImageReference image) {
    String initial = InitialDirectory.of(image);
    ImagePath directory = model.stateBefore(run).workdir() == null && initial != null
        ? ImagePath.ROOT.resolve(initial)
        : model.directory(run, Basis.ANY_BUILD);
    Word destination = transfer.destination();
    if (destination != null
        && directory.text() != null
        && CopiedGoPackages.folder(destination.value()) != null) {
      return !ImagePath.ROOT.resolve("go/src").certainlyContains(directory);
    }
    String inside = destination == null
        ? null
        : directory.pathTo(model.place(transfer, destination.value(), Basis.ANY_BUILD));
    return inside != null && !inside.isEmpty();
  }

  /** hadolint doesn't ask what go.mod says. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(FETCH.trait(), GoInstallUnpinned::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    for (RunCommand fetch : script == null ? ImmutableList.<RunCommand>of() : FETCH.in(script)) {
      ShellWord first = Iterables.getFirst(fetch.operands(), null);
      String module = first == null ? "" : first.literalPrefix();
      if (first != null && isOfOthers(module) && module.indexOf('@') < 0) {
        reporter.report(Finding.at(
                fetch.range(first),
                "The version of " + module + " is what go.mod says, or the newest. Add @VERSION.")
            .forHadolintOnly());
      }
    }
  }

  private static boolean isPinned(RunCommand fetch, String operand) {
    int at = operand.indexOf('@');
    if (fetch.isTold("run") && !fetch.operands().get(0).literalPrefix().equals(operand)) {
      return true; // an argument of what is run
    }
    return at < 0
        ? !fetch.isTold("get") || !isOfOthers(operand)
        : !UnpinnedPackages.isMoving(operand.substring(at + 1));
  }

  /** The path of a module that can be fetched begins with a host, which has a dot. */
  private static boolean isOfOthers(String path) {
    int slash = path.indexOf('/');
    int dot = path.indexOf('.');
    return dot > 0 && dot < (slash < 0 ? path.length() : slash) && !path.startsWith("...");
  }
}

package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialDirectory;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code go get} where no {@code go.mod} is, with a Go that refuses that.
 *
 * @param image the image of Go
 */
record GoOutsideModule(Subject subject, Stage stage, RunScript script, ImageReference image) {

  private static final CommandQuery GET = CommandQuery.of("go").told("get");

  private static final String FILE = "go.mod";

  /** Tags of Go 1.18 and later, whose {@code go get} installs no programs any more. */
  private static final Regex LATER_GO = Regex.of(
      "(?:latest|1|1\\.(?:1[89]|[2-9]\\d)(?:\\.\\d{1,3})?|alpine|bullseye|bookworm|trixie)(?:-.{0,100})?");

  /** What may bring a module, or go without one. */
  private static final Regex MODULE = Regex.of(
      "\\bmod\\b|GO111MODULE|GOFLAGS|\\b(?:git|hg) (?:clone|checkout|init|pull|-C)|\\b(?:curl|wget|tar|unzip|cp|mv|ln|cd|pushd)\\b|--mount");

  private static final Trait MAY_BRING_MODULE = Trait.of(
          Instruction.Add.class, Instruction.Copy.class)
      .or(Trait.of(Instruction.Run.class, GoOutsideModule::namesModule))
      .or(Trait.of(Instruction.Env.class, GoOutsideModule::namesModule))
      .or(Trait.of(Instruction.Arg.class, GoOutsideModule::namesModule));

  /** Files that are copied one by one, by the ends of their names: nobody calls a folder so. */
  private static final Regex SINGLE = Regex.of(
      "[^$]{0,200}\\.(?:conf|crt|go|ini|json|key|lock|md|pem|proto|sh|sql|sum|toml|txt|xml|ya?ml)");

  /** What certainly makes no module. */
  private static final ImmutableSet<String> PLAIN = ImmutableSet.of(
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "chmod",
      "chown",
      "echo",
      "export",
      "go",
      "groupadd",
      "mkdir",
      "rm",
      "set",
      "update-ca-certificates",
      "useradd");

  private static final Trait RUNS = Trait.of(Instruction.Run.class);

  /** Null where a RUN doesn't call it, or there may be a module. */
  static @Nullable GoOutsideModule of(Subject subject, Stage stage, Instruction run) {
    RunScript script = subject.model().script(run);
    ImageReference image = subject.model().baseReference(stage);
    if (script == null
        || image == null
        || !Iterables.any(script.script().invocations(), GET::matches)
        || !image.canonicalName().equals("golang")
        || image.digest() != null
        || !LATER_GO.matcher(image.tagOrLatest()).matches()) {
      return null;
    }
    GoOutsideModule outside = new GoOutsideModule(subject, stage, script, image);
    return outside.isBroughtAny() ? null : outside;
  }

  private boolean isBroughtAny() {
    SemanticModel model = subject.model();
    for (Stage one : stage.chain()) {
      for (Instruction bringing : model.having(MAY_BRING_MODULE, one)) {
        boolean isBefore =
            one != stage || model.ordinal(bringing) <= model.ordinal(script.instruction());
        if (isBefore
            && !(bringing instanceof Instruction.Transfer transfer && bringsNone(transfer))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean namesModule(Instruction instruction) {
    return MODULE.matcher(instruction.text()).find();
  }

  /** Whether all that is copied lies below the directory in which the command runs, where Go looks for no module, or is none. */
  private boolean bringsNone(Instruction.Transfer transfer) {
    SemanticModel model = subject.model();
    String initial = InitialDirectory.of(image);
    ImagePath directory =
        model.stateBefore(script.instruction()).workdir() == null && initial != null
            ? ImagePath.ROOT.resolve(initial)
            : model.directory(script.instruction(), Basis.ANY_BUILD);
    Word destination = transfer.destination();
    if (destination == null || ContextPath.name(destination.value()).equals(FILE)) {
      return false;
    }
    if (directory.text() != null
        && CopiedGoPackages.folder(destination.value()) != null
        && !ImagePath.ROOT.resolve("go/src").certainlyContains(directory)) {
      return true;
    }
    String inside = directory.pathTo(model.place(transfer, destination.value(), Basis.ANY_BUILD));
    return inside != null && !inside.isEmpty() || hasNone(transfer, inside != null);
  }

  /**
   * Whether nothing that is copied is a manifest, as names and the context tell.
   *
   * @param isHere whether it goes to the very directory in which the command runs
   */
  private boolean hasNone(Instruction.Transfer transfer, boolean isHere) {
    ImmutableList<String> paths = ContextCopy.sources(subject.model(), transfer, Basis.DEFAULTS);
    List<Word> words = transfer.sources();
    for (int i = 0; i < words.size(); i++) {
      String path = paths == null ? null : paths.get(i);
      boolean isNone =
          isSingle(words.get(i).value()) || isHere && path != null && isFolderWithout(path);
      if (!isNone) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSingle(String source) {
    return SINGLE.matcher(ContextPath.name(source)).matches();
  }

  private boolean isFolderWithout(String path) {
    ContextFile folder = subject.contextFile(path);
    return !PathGlob.isPattern(path)
        && (path.isEmpty() || folder.isFolder())
        && subject.contextFile(path.isEmpty() ? FILE : path + "/" + FILE).isMissing();
  }

  /** That the build fails for want of a module; null where that isn't certain. */
  @Nullable Finding failure() {
    ImageReference certain = subject.model().certainBase(stage);
    if (certain == null
        || script.instruction() != script.run()
        || subject.isReplaced(image.familiarName())) {
      return null;
    }
    for (RunCommand get : GET.in(script)) {
      boolean fails = !get.operands().isEmpty()
          && get.invocation().prefixes().isEmpty()
          && Sequence.of(script.script())
              .failsWith(get.invocation(), script.shell().errexit());
      if (fails && isAllPlainBefore(get.invocation())) {
        return Finding.at(
                get.head(),
                "The build fails here: since Go 1.18, go get needs a go.mod, and there is none. Install programs"
                    + " by go install PATH@VERSION.")
            .withSeverity(Severity.WARNING)
            .beyondHadolint();
      }
    }
    return null;
  }

  /** Whether nothing that runs before it may make a module. */
  private boolean isAllPlainBefore(Invocation get) {
    SemanticModel model = subject.model();
    for (Stage one : stage.chain()) {
      for (Instruction run : model.having(RUNS, one)) {
        boolean isOwn = run == script.instruction();
        if (one == stage && model.ordinal(run) > model.ordinal(script.instruction())) {
          break;
        }
        RunScript before = model.script(run);
        if (before == null || !isPlain(before, isOwn ? get : null)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPlain(RunScript before, @Nullable Invocation end) {
    for (Invocation one : before.script().invocations()) {
      if (one == end) {
        return true;
      }
      if (!PLAIN.contains(String.valueOf(one.name()))) {
        return false;
      }
    }
    return true;
  }
}

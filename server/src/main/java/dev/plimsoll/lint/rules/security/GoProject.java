package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What a project of Go lacks that old releases did without: since 1.16 they build modules alone, and write no go.sum by themselves. */
final class GoProject {

  private static final int FIRST_OF_MODULES_ALONE = 16;

  private static final Regex MINOR = Regex.of("^1\\.(\\d{1,2})(?!\\d)");

  /** What tells that a project is built without modules. */
  private static final Trait OF_GOPATH = Trait.containing("/go/src")
      .or(Trait.containing("GOPATH/src"))
      .or(Trait.containing("GOPATH}/src"))
      .or(Trait.containing("go get"))
      .or(Trait.containing("dep ensure"))
      .or(Trait.containing("glide install"));

  private static final ImmutableList<String> MANIFESTS = ImmutableList.of(
      "Gopkg.toml", "glide.yaml", "vendor.conf", "vendor/vendor.json", "Godeps/Godeps.json");

  private static final Trait COPIES_CONTEXT =
      Trait.of(Transfer.class, copy -> copy.flag("from") == null);

  private static final Trait OF_MODULES = Trait.containing("go mod")
      .or(Trait.containing("go.mod"))
      .or(Trait.containing("GO111MODULE=on"));

  private static final Trait WRITES_SUM = Trait.containing("go mod tidy")
      .or(Trait.containing("go mod init"))
      .or(Trait.containing("go mod vendor"))
      .or(Trait.containing("-mod=mod"))
      .or(Trait.containing("go get"));

  private static final Trait WITHOUT_MODULES =
      Trait.containing("GO111MODULE=off").or(Trait.containing("GO111MODULE off"));

  /** What lets a project without a manifest be built as before. */
  private static final Trait KEEPS_GOPATH = WITHOUT_MODULES
      .or(Trait.containing("GO111MODULE=auto"))
      .or(Trait.containing("GO111MODULE auto"));

  private static final Regex REQUIRES = Regex.of("(?m)^require\\b");

  private GoProject() {}

  /**
   * It, in words; empty where nothing is known to lack.
   *
   * @param wanted knows where the project may be in the build context
   */
  static String lacking(Subject subject, NamedBase base, WantedRelease wanted) {
    if (minor(base.image().tagOrLatest()) >= FIRST_OF_MODULES_ALONE
        || !subject.knowsContext()
        || !isAny(subject.model(), base, COPIES_CONTEXT)) {
      return "";
    }
    boolean ofGopath = isAny(subject.model(), base, OF_GOPATH);
    for (String folder : wanted.folders(base)) {
      ContextFile manifest = subject.contextFile(folder + "go.mod");
      if (!manifest.isMissing()) {
        return lacksSum(subject, base, manifest, folder)
            ? "the project, which has no " + folder
                + "go.sum, without which Go builds nothing since 1.16"
            : "";
      }
      for (String name : MANIFESTS) {
        ofGopath |= subject.contextFile(folder + name).isFile();
      }
    }
    boolean isOld = ofGopath || buildsCopied(subject.model(), base);
    return isOld && !isAny(subject.model(), base, OF_MODULES.or(KEEPS_GOPATH))
        ? "the project, which has no go.mod, without which Go builds nothing since 1.16"
        : "";
  }

  private static boolean lacksSum(
      Subject subject, NamedBase base, ContextFile manifest, String folder) {
    return REQUIRES.matcher(manifest.head()).find()
        && subject.contextFile(folder + "go.sum").isMissing()
        && subject.contextFile(folder + "vendor/modules.txt").isMissing()
        && !isAny(subject.model(), base, WRITES_SUM.or(WITHOUT_MODULES));
  }

  /** Whether Go builds a package, rather than a file by its name, in the folder that gets all of the build context. */
  private static boolean buildsCopied(SemanticModel model, NamedBase base) {
    for (Stage stage : base.allStages(model)) {
      for (RunCommand build : model.commands(BUILD, stage)) {
        boolean isOfPackage = true;
        for (ShellWord word : build.operands()) {
          isOfPackage &= word.literalPrefix().startsWith(".") && !word.raw().endsWith(".go");
        }
        if (isOfPackage
            && !CHANGES_FOLDER.isOf(build.instruction())
            && isCopiedTo(model, stage, model.place(build.instruction(), ".", Basis.DEFAULTS))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCopiedTo(SemanticModel model, Stage stage, ImagePath folder) {
    for (Instruction one : model.having(COPIES_CONTEXT, stage)) {
      ContextCopy copy = ContextCopy.of(model, (Transfer) one, Basis.DEFAULTS);
      if (copy != null && copy.copiesWholeContext() && copy.destination().equals(folder)) {
        return true;
      }
    }
    return false;
  }

  private static final Trait CHANGES_FOLDER =
      Trait.containing("cd ").or(Trait.containing("pushd "));

  /** The first release in which {@code go get} does nothing without a manifest. */
  private static final int FIRST_WITHOUT_GET = 18;

  private static final CommandQuery GET = CommandQuery.of("go").told("get");

  /** A plain search: whatever runs Go otherwise is none of its business when that is edited. */
  private static final Trait GETS = Trait.containing("go get");

  /** The first one in which it does nothing where modules are turned off. */
  private static final int FIRST_WITHOUT_GET_BEFORE_MODULES = 22;

  private static final Trait TURNS_MODULES_OFF =
      Trait.of(Env.class, variables -> WITHOUT_MODULES.isOf(variables));

  /** What may bring a manifest, or does without. */
  private static final Trait MAY_BRING_MANIFEST = Trait.of(Transfer.class)
      .or(Trait.containing("go mod init"))
      .or(Trait.containing("git clone"))
      .or(Trait.containing("--mount"))
      .or(WITHOUT_MODULES);

  /** What fetches programs where there is no manifest, in words; null where nothing is known to, or the next release does so, too. */
  static @Nullable String getting(SemanticModel model, NamedBase base, String next) {
    boolean endsWithoutManifest = isBetween(base, FIRST_WITHOUT_GET, next);
    boolean endsBeforeModules = isBetween(base, FIRST_WITHOUT_GET_BEFORE_MODULES, next);
    boolean mayEnd = (endsWithoutManifest || endsBeforeModules) && isAny(model, base, GETS);
    for (Stage stage : mayEnd ? base.allStages(model) : List.<Stage>of()) {
      for (RunCommand get : model.commands(GET, stage)) {
        if (endsBeforeModules
            && (WITHOUT_MODULES.isOf(get.instruction()) || isAny(model, base, TURNS_MODULES_OFF))) {
          return "go get, which works in modules alone since 1." + FIRST_WITHOUT_GET_BEFORE_MODULES;
        }
        if (endsWithoutManifest && namesModule(get) && !isAny(model, base, MAY_BRING_MANIFEST)) {
          return "go get, which needs a go.mod since 1." + FIRST_WITHOUT_GET;
        }
      }
    }
    return null;
  }

  /** Whether a release comes after that of an image, and not after the next one. */
  private static boolean isBetween(NamedBase base, int minor, String next) {
    return minor(base.image().tagOrLatest()) < minor && minor(next) >= minor;
  }

  private static boolean namesModule(RunCommand get) {
    for (ShellWord word : get.operands()) {
      if (word.literalPrefix().indexOf('/') > 0) {
        return true;
      }
    }
    return false;
  }

  private static final CommandQuery INIT = CommandQuery.of("go").told("mod init");

  private static final CommandQuery BUILD = CommandQuery.of("go").told("build", "install", "test");

  private static final Trait ADDS_REQUIREMENTS = Trait.containing("go mod tidy")
      .or(Trait.containing("go get"))
      .or(Trait.containing("go mod edit"))
      .or(Trait.containing("mod=mod"))
      .or(WITHOUT_MODULES);

  /** Something that is imported from elsewhere: the standard library has no names of hosts. */
  private static final Regex IMPORTS = Regex.of("\"[\\w-]{1,60}\\.[\\w.-]{1,60}/");

  /**
   * What makes a manifest to which only old releases add what the sources import, in words; null where nothing is known to.
   *
   * @param folders where the project may be in the build context
   */
  static @Nullable String initializing(Subject subject, NamedBase base, Set<String> folders) {
    SemanticModel model = subject.model();
    if (minor(base.image().tagOrLatest()) >= FIRST_OF_MODULES_ALONE
        || isAny(model, base, ADDS_REQUIREMENTS)
        || !isAny(model, base, INIT.trait())
        || importsNothing(subject, folders)) {
      return null;
    }
    for (Stage stage : base.allStages(model)) {
      if (!model.commands(INIT, stage).isEmpty()
          && !model.commands(BUILD, stage).isEmpty()) {
        return "go mod init, after which Go needs go mod tidy since 1." + FIRST_OF_MODULES_ALONE;
      }
    }
    return null;
  }

  private static boolean importsNothing(Subject subject, Set<String> folders) {
    for (String folder : folders) {
      ContextFile main = subject.contextFile(folder + "main.go");
      if (main.isFile()) {
        return !IMPORTS.matcher(main.head()).find();
      }
    }
    return false;
  }

  private static int minor(String release) {
    Matcher minor = MINOR.matcher(release);
    Integer number = minor.find() ? Ints.tryParse(minor.group(1)) : null;
    return number == null ? Integer.MAX_VALUE : number;
  }

  private static boolean isAny(SemanticModel model, NamedBase base, Trait trait) {
    for (Stage stage : base.allStages(model)) {
      if (model.has(trait, stage)) {
        return true;
      }
    }
    return false;
  }
}

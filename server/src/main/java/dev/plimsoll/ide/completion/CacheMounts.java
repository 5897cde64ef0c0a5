package dev.plimsoll.ide.completion;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Mount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** The directories that a cache mount of a RUN is for: those of the programs that it calls. */
final class CacheMounts {

  /** A directory in the image of the RUN. */
  private record Target(String path, CacheDirectory directory) {}

  private static final CharMatcher VERSION = CharMatcher.inRange('0', '9').or(CharMatcher.is('.'));

  /** What a path may not have in an option of a mount. */
  private static final CharMatcher SPECIAL = CharMatcher.whitespace().or(CharMatcher.anyOf("\",$"));

  private final Instruction.Run run;
  /** The mount at the cursor; null where it has no options yet. */
  private final @Nullable Mount own;

  private final Instruction written;
  private final SemanticModel model;
  private final @Nullable RunUser user;
  private final String image;
  private final BaseFamily family;

  /** @param offset where the cursor is in the instruction */
  private CacheMounts(
      Instruction.Run run, int offset, Instruction written, SemanticModel model, Stage stage) {
    this.run = run;
    this.own = run.mounts().stream()
        .filter(mount -> mount.flag().valueRange().touches(offset))
        .findFirst()
        .orElse(null);
    this.written = written;
    this.model = model;
    this.user = RunUser.of(model, written, stage);
    ImageUse base = model.baseImage(stage);
    ImageReference reference = base == null ? null : base.image();
    this.image = reference == null ? "" : reference.canonicalName();
    this.family = model.family(stage);
  }

  /** What is known of the RUN at the cursor; null where it isn't in a stage, or is for another build. */
  private static @Nullable CacheMounts at(Proposals to) {
    SemanticModel model = to.snapshot().model();
    // The letter before the word belongs to the instruction even at the end of the file.
    Instruction written = model.file().instructionAt(Math.max(0, to.word().start() - 1));
    Stage stage = written == null ? null : model.stageOf(written);
    if (written == null
        || stage == null
        || model.family(stage) == BaseFamily.WINDOWS
        || !(to.site().instruction() instanceof Instruction.Run run)) {
      return null;
    }
    int offset = to.word().cursor() - model.file().start(written);
    return new CacheMounts(run, offset, written, model, stage);
  }

  /**
   * Directories as the target of a mount, with the options that such a mount needs.
   *
   * @param key what stands before each, such as {@code target=}; empty where it is there already
   * @param guess whether to offer the usual ones where the RUN calls no program that is known
   */
  static void addTargets(String key, boolean guess, Proposals to) {
    CacheMounts mounts = at(to);
    if (mounts == null) {
      return;
    }
    for (Target target : mounts.targets(guess)) {
      String options = mounts.options(target.directory);
      String words = String.join(" ", target.directory.programs());
      to.add(Proposal.of(key + target.path, CompletionItemKind.Folder)
          .text(key + target.path + options)
          .detail(options.isEmpty() ? words : options.substring(1)));
    }
  }

  /** Ids for the mount at the cursor: of its target if that is known, else of all that the RUN may need. */
  static void addIds(Proposals to) {
    CacheMounts mounts = at(to);
    if (mounts == null) {
      return;
    }
    String path = mounts.own == null ? "" : mounts.own.target();
    for (Target target : mounts.targets(true)) {
      if (path.isEmpty() || path.equals(target.path)) {
        to.add(Proposal.of(target.directory.id(), CompletionItemKind.Value).detail(target.path));
      }
    }
  }

  private List<Target> targets(boolean guess) {
    List<Target> targets = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (CacheDirectory directory : directories(guess)) {
      String path = path(directory);
      if (path != null && SPECIAL.matchesNoneOf(path) && paths.add(path) && !isMounted(path)) {
        targets.add(new Target(path, directory));
      }
    }
    return targets;
  }

  /** Those of the programs that are called, in the order of the calls; else those that are usual in such an image. */
  private Iterable<CacheDirectory> directories(boolean guess) {
    Set<CacheDirectory> directories = new LinkedHashSet<>();
    for (String program : programs()) {
      for (CacheDirectory directory : CacheDirectory.all()) {
        if (directory.programs().contains(program)) {
          directories.add(directory);
        }
      }
    }
    if (directories.isEmpty() && guess) {
      for (boolean usual : new boolean[] {true, false}) {
        for (CacheDirectory directory : CacheDirectory.all()) {
          boolean foreign = directory.isOfSystem() && family != BaseFamily.UNKNOWN;
          if (directory.isUsualIn(image, family) == usual && (usual || !foreign)) {
            directories.add(directory);
          }
        }
      }
    }
    return directories;
  }

  private ImmutableSet<String> programs() {
    ImmutableSet.Builder<String> programs = ImmutableSet.builder();
    RunScript script = model.partialScript(written);
    if (script != null) {
      for (Invocation invocation : script.script().invocations()) {
        List<String> words = new ArrayList<>();
        words.add(String.valueOf(invocation.name()));
        invocation.arguments().words().forEach(word -> words.add(word.literalPrefix()));
        addProgram(words, programs);
      }
    }
    return programs.build();
  }

  /** The program of a command; of {@code python -m pip} and {@code corepack pnpm} what those run, too. */
  private static void addProgram(List<String> words, ImmutableSet.Builder<String> to) {
    if (words.isEmpty()) {
      return;
    }
    String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    String program = VERSION.trimTrailingFrom(name);
    to.add(name, program);
    int module = program.equals("python") ? words.indexOf("-m") : -1;
    if (module >= 0 && module + 1 < words.size()) {
      to.add(words.get(module + 1));
    } else if (program.equals("corepack") && words.size() > 1) {
      to.add(words.get(1));
    }
  }

  private boolean isMounted(String path) {
    for (Mount mount : run.mounts()) {
      if (mount != own
          && !mount.target().isEmpty()
          && path.equals(model.place(written, mount.target(), Basis.DEFAULTS).text())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String path(CacheDirectory directory) {
    for (String spelling : directory.spellings()) {
      String path = path(spelling);
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  /** Where a spelling leads to, or null where it doesn't count. */
  private @Nullable String path(String spelling) {
    if (spelling.startsWith("root:")) {
      return user != null && user.isRoot() ? spelling.substring("root:".length()) : null;
    }
    if (spelling.startsWith("~")) {
      String home = home();
      return home == null ? null : under(home, spelling.substring(1));
    }
    if (spelling.startsWith("./")) {
      return model.directory(written, Basis.DEFAULTS).resolve(spelling).text();
    }
    if (!spelling.startsWith("$")) {
      return spelling;
    }
    int slash = spelling.indexOf('/');
    String value = variable(spelling.substring(1, slash < 0 ? spelling.length() : slash));
    return value == null || !value.startsWith("/")
        ? null
        : under(value, slash < 0 ? "" : spelling.substring(slash));
  }

  private static @Nullable String under(String directory, String path) {
    return ImagePath.ROOT.resolve(directory).resolve("." + path).text();
  }

  private @Nullable String home() {
    String home = variable("HOME");
    return home != null ? home : user == null ? null : user.home();
  }

  private @Nullable String variable(String name) {
    Binding binding = model.binding(written, name);
    String value = binding == null ? null : binding.valueByDefault();
    return value == null || value.isEmpty() ? null : value;
  }

  /** What a mount needs besides its target, with a comma before each. */
  private String options(CacheDirectory directory) {
    List<String> options = new ArrayList<>();
    if (!directory.options().isEmpty()) {
      options.add(directory.options());
    }
    if (!directory.isOfSystem() && (user == null || !user.isRoot())) {
      // BuildKit makes the directory as root's: another user can't write there.
      if (user == null || user.uid() == ImageUser.UNKNOWN_ID) {
        options.add("mode=0777");
      } else {
        options.add("uid=" + user.uid());
        if (user.gid() != ImageUser.UNKNOWN_ID) {
          options.add("gid=" + user.gid());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (String option : options) {
      String key = option.substring(0, option.indexOf('='));
      if (own == null || own.option(key) == null) {
        text.append(',').append(option);
      }
    }
    return text.toString();
  }
}

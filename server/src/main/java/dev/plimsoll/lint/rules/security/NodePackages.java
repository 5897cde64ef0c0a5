package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packages in {@code package.json} that do their work on an old Node alone. */
final class NodePackages {

  /**
   * One of them.
   *
   * @param versions those that newer releases fail with
   * @param first the first of these releases
   * @param why what stands behind its name
   * @param locked whether it does so only with the versions of its time, which a lockfile keeps
   */
  private record OldPackage(String name, Regex versions, int first, String why, boolean locked) {

    static OldPackage ofWebpack4(String name, String versions, boolean locked) {
      return new OldPackage(name, of(versions), FIRST_WITH_OPENSSL_3, NEEDS_LEGACY, locked);
    }

    /** One that doesn't start on a release and later ones. */
    static OldPackage notOn(int first, String name, String versions) {
      String why = ", which doesn't run on Node " + first + " and later";
      return new OldPackage(name, of(versions), first, why, false);
    }

    private static Regex of(String versions) {
      return Regex.of("[~^]?" + versions + "\\..{0,20}");
    }
  }

  private static final String WEBPACK = "webpack";

  private static final int FIRST_WITH_OPENSSL_3 = 17;

  private static final String LEGACY = "openssl-legacy-provider";

  private static final String NEEDS_LEGACY = ", which since Node 17 needs NODE_OPTIONS=--" + LEGACY;

  /**
   * Those that have webpack in a version that makes hashes by OpenSSL, node-sass, of which version 9 is the last, and others that use
   * what Node has dropped.
   */
  private static final ImmutableList<OldPackage> PACKAGES = ImmutableList.of(
      OldPackage.ofWebpack4("react-scripts", "[2-4]", false),
      OldPackage.ofWebpack4("@angular-devkit/build-angular", "0", false),
      OldPackage.ofWebpack4("@vue/cli-service", "[34]", true),
      OldPackage.ofWebpack4("laravel-mix", "[45]", true),
      OldPackage.ofWebpack4("next", "(?:9|10|11)", false),
      OldPackage.ofWebpack4("nuxt", "2\\.(?:\\d|1[0-5])", true),
      OldPackage.ofWebpack4(WEBPACK, "4\\.(?:\\d|[1-3]\\d|4[0-6])", true),
      new OldPackage(
          WEBPACK, // which ^5.37.1 alone doesn't keep
          Regex.of("~?5\\.(?:\\d|[1-5]\\d|60)\\..{0,20}"),
          FIRST_WITH_OPENSSL_3,
          NEEDS_LEGACY,
          false),
      OldPackage.notOn(12, "gulp", "3"),
      OldPackage.notOn(16, "fibers", "\\d"),
      OldPackage.notOn(23, "@tensorflow/tfjs-node", "[1-4]"),
      new OldPackage(
          "better-sqlite3",
          Regex.of("[~^]?(?:\\d|10)\\..{0,20}"),
          24,
          ", which has no binaries for Node 24 and later",
          false),
      new OldPackage(
          "node-sass",
          Regex.of("[~^]?\\d.{0,20}"),
          21,
          ", which isn't made for Node 21 and later",
          false));

  private static final ImmutableList<String> LOCKFILES =
      ImmutableList.of("package-lock.json", "yarn.lock", "pnpm-lock.yaml");

  /** Settings that npm doesn't know any more, and since its version 9 refuses to store. */
  private static final ImmutableSet<String> REFUSED =
      ImmutableSet.of("python", "scripts-prepend-node-path", "unsafe-perm", "user");

  /** The first that has npm 9 or later in all of its images. */
  private static final int FIRST_WITH_NPM_9 = 20;

  private static final CommandQuery SETS = CommandQuery.of("npm").told("config set", "set");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private static final Trait IS_LEGACY = Trait.containing(LEGACY);

  private NodePackages() {}

  /**
   * The first that works with the release of an image and not with the next one; null where none is known.
   *
   * @param folders where projects may be; the last one is empty, and counts where no other has one
   */
  static @Nullable String refusing(
      Subject subject, NamedBase base, NextRelease next, Set<String> folders) {
    String setting = next.endedMajor() < FIRST_WITH_NPM_9 && next.major() >= FIRST_WITH_NPM_9
        ? setting(subject.model(), base)
        : null;
    if (setting != null) {
      return setting;
    }
    for (Stage stage : base.allStages(subject.model())) {
      if (subject.model().has(IS_LEGACY, stage)) {
        return null;
      }
    }
    boolean isFound = false;
    for (String folder : folders) {
      ContextFile manifest = subject.contextFile(folder + "package.json");
      if (manifest.isFile() && !(folder.isEmpty() && isFound)) {
        isFound = true;
        String old = refusing(subject, manifest, folder, lockfile(subject, base, folder), next);
        if (old != null) {
          return old;
        }
      }
    }
    return null;
  }

  private static @Nullable String setting(SemanticModel model, NamedBase base) {
    for (Stage stage : base.allStages(model)) {
      for (RunCommand set : model.commands(SETS, stage)) {
        String refused = refused(set.operands());
        if (refused != null) {
          return "npm config set " + refused + ", which npm refuses since its version 9";
        }
      }
    }
    return null;
  }

  /** The first of such names, each of which has its value behind {@code =}, or else in the next word. */
  private static @Nullable String refused(ImmutableList<ShellWord> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).literalPrefix();
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (REFUSED.contains(name)) {
        return name;
      }
      i += equals < 0 ? 1 : 0;
    }
    return null;
  }

  /** The lockfile of a folder that is copied with it; null where there is none. */
  private static @Nullable String lockfile(Subject subject, NamedBase base, String folder) {
    for (String name : LOCKFILES) {
      if (subject.contextFile(folder + name).isFile()
          && isCopied(subject.model(), base, folder, name)) {
        return folder + name;
      }
    }
    return null;
  }

  private static boolean isCopied(SemanticModel model, NamedBase base, String folder, String name) {
    for (Stage stage : base.allStages(model)) {
      for (Instruction one : model.having(IS_TRANSFER, stage)) {
        List<String> sources = ContextCopy.sources(model, (Transfer) one, Basis.DEFAULTS);
        for (String source : sources == null ? ImmutableList.<String>of() : sources) {
          String file = ContextPath.name(source);
          boolean isNamed = source.equals(folder + file) && PathGlob.of(file).matches(name);
          if (isNamed || source.isEmpty() || folder.startsWith(source + "/")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static @Nullable String refusing(
      Subject subject,
      ContextFile manifest,
      String folder,
      @Nullable String lockfile,
      NextRelease next) {
    if (manifest.beginning().contains(LEGACY)) {
      return null;
    }
    for (String kind : ImmutableList.of("dependencies", "devDependencies")) {
      ImmutableMap<String, String> packages = JsonFile.of(manifest).texts(kind);
      for (OldPackage old : PACKAGES) {
        String wanted = packages == null ? null : packages.get(old.name());
        if (wanted == null
            || next.endedMajor() >= old.first()
            || next.major() < old.first()
            || lockfile == null && old.locked()) {
          continue;
        }
        String kept =
            lockfile != null && old.name().equals(WEBPACK) ? subject.lockedWebpack(lockfile) : null;
        if (old.versions().matcher(kept == null ? wanted : kept).matches()) {
          return old.name() + " "
              + (kept == null
                  ? wanted + " in " + folder + "package.json"
                  : kept + " in " + lockfile)
              + old.why();
        }
      }
    }
    return null;
  }
}

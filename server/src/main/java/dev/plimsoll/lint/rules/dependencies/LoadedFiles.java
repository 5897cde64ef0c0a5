package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Files of the build context that commands of Node load when they run: the program that they are given, what it loads beside
 * it, and settings such as {@code next.config.js}. What they name has to be installed.
 */
final class LoadedFiles {

  private static final ImmutableSet<String> INTERPRETERS =
      ImmutableSet.of("bun", "node", "nodejs", "pm2", "pm2-runtime", "tsx");

  /** The settings of programs, without their endings. */
  private static final ImmutableMap<String, String> SETTINGS =
      ImmutableMap.<String, String>builder()
          .put("astro", "astro.config")
          .put("docusaurus", "docusaurus.config")
          .put("drizzle-kit", "drizzle.config")
          .put("gatsby", "gatsby-config")
          .put("knex", "knexfile")
          .put("medusa", "medusa-config")
          .put("mikro-orm", "mikro-orm.config")
          .put("next", "next.config")
          .put("prisma", "prisma.config")
          .put("sequelize", "config/config")
          .put("sequelize-cli", "config/config")
          .put("vite", "vite.config")
          .buildOrThrow();

  /** Those that read them also where a program starts them from code. */
  private static final ImmutableSet<String> SERVERS = ImmutableSet.of("next", "vite");

  /** Those programs that compile settings in TypeScript with packages of the project. */
  private static final ImmutableSet<String> COMPILE =
      ImmutableSet.of("knex", "medusa", "mikro-orm", "next", "sequelize", "sequelize-cli");

  private static final ImmutableSet<String> COMPILERS =
      ImmutableSet.of("@swc-node/register", "esbuild-register", "ts-node", "tsx", "typescript");

  private static final ImmutableList<String> ENDINGS =
      ImmutableList.of(".js", ".mjs", ".cjs", ".ts", ".tsx", "/index.js", "/index.ts");

  private static final ImmutableSet<String> COMPILED =
      ImmutableSet.of("build", "dist", "lib", "out");

  /** What loads no other files. */
  private static final Regex DATA =
      Regex.of(".{1,200}\\.(?:json|node|txt|ya?ml|css|html|graphql|sql)");

  private static final Regex PROGRAM = Regex.of(".{1,200}\\.[cm]?[jt]s");

  private static final Regex LOADS = Regex.of(
      "(?:\\brequire\\s?\\(\\s?|\\bfrom\\s?|\\bimport\\s?\\(?\\s?)[\"']([^\"'\\n]{1,200})[\"']");

  /** What may be the name of a program, by itself or at the end of a path. */
  private static final Regex PROGRAM_NAME = Regex.of("[\"'`/]([\\w.-]{1,100})");

  /** How a line begins that loads nothing when it runs. */
  private static final Regex NOTHING =
      Regex.of("\\s{0,99}(?://|\\*|/\\*|(?:import|export)\\s{1,9}type\\b)");

  /** What loads files that it names only when it runs, or all of a folder. */
  private static final Regex COMPUTED = Regex.of(
      "\\b(?:require|import)\\s?\\(\\s{0,9}(?![\"'\\s])|\\breaddir(?:Sync)?\\b|\\bglob(?:Sync|by)?(?:\\.sync)?\\(|\\brequire\\.context\\b");

  /** A name that settings of a compiler turn into a path. */
  private static final Regex ALIAS = Regex.of("[@~]/.*|#.*");

  /** More files than this are not read of one program. */
  private static final int MOST = 60;

  /** Nor are more looked for, as where endings are left out: other rules want to know of files, too. */
  private static final int MOST_LOOKS = 150;

  private final Subject subject;
  private final Stage stage;
  private final ImagePath directory;
  private final Set<String> onlyForDevelopment;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> rest = new ArrayDeque<>();
  private int looks;
  /** Whether something that is read loads more than can be told. */
  private boolean isOpen;
  /** Whether anything is read. */
  private boolean isRead;

  private LoadedFiles(Subject subject, Stage stage, NodeProject project, ImagePath directory) {
    this.subject = subject;
    this.stage = stage;
    this.directory = directory;
    this.onlyForDevelopment = project.onlyForDevelopment();
  }

  /**
   * Whether one of some commands loads what only the development dependencies bring, as far as the context shows.
   *
   * @param directory in which they run
   */
  static boolean needDevelopmentDependencies(
      Subject subject,
      Stage stage,
      NodeProject project,
      ImagePath directory,
      Iterable<NodeCommand> commands) {
    LoadedFiles files = new LoadedFiles(subject, stage, project, directory);
    if (files.onlyForDevelopment.isEmpty()) {
      return false;
    }
    for (NodeCommand command : commands) {
      if (files.compiles(command)) {
        return true;
      }
      files.add(command);
    }
    return files.nameThem();
  }

  private boolean compiles(NodeCommand command) {
    String settings = SETTINGS.get(command.program());
    return settings != null
        && COMPILE.contains(command.program())
        && !Collections.disjoint(onlyForDevelopment, COMPILERS)
        && text(settings + ".ts") != null;
  }

  /** How much is known of what some commands load. */
  static DevelopmentServer.Loaded read(
      Subject subject, Stage stage, NodeProject project, Iterable<NodeCommand> commands) {
    LoadedFiles files = new LoadedFiles(subject, stage, project, project.directory());
    commands.forEach(files::add);
    files.nameThem();
    return files.isOpen
        ? DevelopmentServer.Loaded.IN_PART
        : files.isRead ? DevelopmentServer.Loaded.KNOWN : DevelopmentServer.Loaded.UNKNOWN;
  }

  private void add(NodeCommand command) {
    String settings = SETTINGS.get(command.program());
    if (settings != null) {
      rest.add(settings);
    }
    if (PROGRAM.matcher(command.path()).matches()) {
      rest.add(command.path()); // which the ENTRYPOINT or the base image gives to node
    }
    if (INTERPRETERS.contains(command.program())) {
      boolean first = true;
      for (String word : command.arguments()) {
        boolean isOperand = !word.startsWith("-");
        if (isOperand && (first || PROGRAM.matcher(word).matches())) {
          rest.add(word);
        }
        first &= !isOperand;
      }
    }
  }

  private boolean nameThem() {
    while (!rest.isEmpty() && seen.size() < MOST && looks < MOST_LOOKS) {
      String path = ContextPath.clean(rest.remove());
      if (seen.add(path) && namesThem(path)) {
        return true;
      }
    }
    isOpen |= !rest.isEmpty();
    return false;
  }

  private boolean namesThem(String path) {
    boolean isWhole = PROGRAM.matcher(path).matches();
    for (String ending : isWhole ? ImmutableList.of("") : ENDINGS) {
      String text = text(path + ending);
      if (text != null) {
        return namesThem(ending.startsWith("/") ? path + "/" : path, text);
      }
    }
    // What a compiler makes of a file in TypeScript is named in its place.
    String source = path.endsWith(".js") ? text(path.substring(0, path.length() - 2) + "ts") : null;
    if (source != null) {
      return namesThem(path, source);
    }
    addSourceOf(path);
    isOpen |= seen.size() > 1;
    return false;
  }

  /** What a compiler writes into a folder of its own comes from one that is called {@code src}, or from beside it. */
  private void addSourceOf(String path) {
    int slash = path.indexOf('/');
    if (slash > 0 && COMPILED.contains(path.substring(0, slash))) {
      String below = path.substring(slash + 1);
      String plain = below.endsWith(".js") ? below.substring(0, below.length() - 3) : below;
      for (String source : new String[] {"src/" + plain, plain}) {
        String text = text(source + ".ts");
        if (text != null) {
          rest.add(source + ".ts");
        }
      }
    }
  }

  private boolean namesThem(String path, String text) {
    isRead = true;
    isOpen |= COMPUTED.matcher(text).find();
    if (startsOne(text)) {
      return true;
    }
    Matcher loaded = LOADS.matcher(text);
    while (loaded.find()) {
      int line = text.lastIndexOf('\n', loaded.start()) + 1;
      String name = loaded.group(1);
      if (!NOTHING.matcher(text).region(line, text.length()).lookingAt()) {
        if (name.startsWith(".")) {
          if (!DATA.matcher(name).matches()) {
            rest.add(path.substring(0, path.lastIndexOf('/') + 1) + name);
          }
        } else if (ALIAS.matcher(name).matches()) {
          isOpen = true;
        } else if (onlyForDevelopment.contains(NodeCommand.ofModule(name))) {
          return true;
        } else if (SERVERS.contains(name)) {
          rest.add(SETTINGS.getOrDefault(name, name));
        }
      }
    }
    return false;
  }

  /** Whether code that starts programs of {@code node_modules/.bin} names one that only those bring. */
  private boolean startsOne(String text) {
    Matcher name = PROGRAM_NAME.matcher(text.contains(".bin") ? text : "");
    while (name.find()) {
      if (onlyForDevelopment.contains(name.group(1))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String text(String path) {
    looks++;
    CopiedFile file = CopiedFile.atEnd(subject, stage, directory.resolve(path), Basis.DEFAULTS);
    return file == null ? null : file.file().beginning();
  }
}

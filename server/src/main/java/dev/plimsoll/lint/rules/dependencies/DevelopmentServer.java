package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Workdir;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of a framework of Node that compiles what is asked for and watches the sources: it is there for who writes them, and
 * needs the development dependencies and a place to write beside them.
 */
public final class DevelopmentServer {

  private static final ImmutableSet<String> MANAGERS =
      ImmutableSet.of("npm", "yarn", "pnpm", "bun");

  /** Scripts that are called so in whatever project. */
  private static final ImmutableSet<String> SCRIPTS =
      ImmutableSet.of("dev", "develop", "start:dev", "start:watch", "watch");

  /** Programs that are nothing else. */
  private static final ImmutableSet<String> PROGRAMS = ImmutableSet.of(
      "nodemon", "ts-node-dev", "tsnd", "webpack-dev-server", "browser-sync", "live-server");

  /** Others, and the first argument with which they are one; the empty text stands for none. */
  private static final ImmutableMap<String, ImmutableSet<String>> WITH_ARGUMENT =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put("astro", ImmutableSet.of("dev"))
          .put("craco", ImmutableSet.of("start"))
          .put("expo", ImmutableSet.of("start"))
          .put("gatsby", ImmutableSet.of("develop"))
          .put("next", ImmutableSet.of("dev", ""))
          .put("ng", ImmutableSet.of("serve", "s"))
          .put("nuxt", ImmutableSet.of("dev", ""))
          .put("react-scripts", ImmutableSet.of("start"))
          .put("remix", ImmutableSet.of("dev"))
          .put("vite", ImmutableSet.of("dev", "serve", ""))
          .put("vue-cli-service", ImmutableSet.of("serve"))
          .put("webpack", ImmutableSet.of("serve"))
          .buildOrThrow();

  private static final Splitter BLANK = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private DevelopmentServer() {}

  /**
   * Whether a stage starts one.
   *
   * @param command what its containers run, word by word
   */
  public static boolean isStartedBy(List<String> command, Subject subject, Stage stage) {
    if (command.isEmpty() || !MANAGERS.contains(command.get(0))) {
      return isOne(command);
    }
    String script = script(command);
    if (script == null) {
      return false;
    }
    String code = code(script, subject, stage);
    return SCRIPTS.contains(script) || code != null && isOne(BLANK.splitToList(code));
  }

  /** Whether what a stage starts is one, or is there only with the development dependencies. */
  public static boolean needsDevelopmentDependencies(
      List<String> command, Subject subject, Stage stage) {
    if (isStartedBy(command, subject, stage)) {
      return true;
    }
    JsonFile manifest = manifest(subject, stage);
    String script =
        command.isEmpty() || !MANAGERS.contains(command.get(0)) ? null : script(command);
    ImmutableMap<String, String> scripts = manifest == null ? null : manifest.texts("scripts");
    ImmutableMap<String, String> own = manifest == null ? null : manifest.texts("dependencies");
    ImmutableMap<String, String> others =
        manifest == null ? null : manifest.texts("devDependencies");
    String code = script == null || scripts == null ? null : scripts.get(script);
    String program = code == null ? "" : program(BLANK.splitToList(code));
    String name = NodeProject.packageOf(program);
    return own != null && others != null && others.containsKey(name) && !own.containsKey(name);
  }

  /** The program of a command, behind what only sets variables or starts another one; empty where there is none. */
  private static String program(List<String> words) {
    for (String word : words) {
      if (!isBefore(word)) {
        return word.substring(word.lastIndexOf('/') + 1);
      }
    }
    return "";
  }

  private static boolean isBefore(String word) {
    return word.contains("=")
        || word.equals("cross-env")
        || word.equals("npx")
        || word.equals("exec");
  }

  /** The script of {@code package.json} that a manager is to run; null where it is none. */
  private static @Nullable String script(List<String> command) {
    ImmutableList<String> words = command.stream()
        .skip(1)
        .filter(word -> !word.startsWith("-"))
        .collect(ImmutableList.toImmutableList());
    if (words.isEmpty()) {
      return null;
    }
    boolean named = words.get(0).equals("run") || words.get(0).equals("run-script");
    return named ? words.size() > 1 ? words.get(1) : null : words.get(0);
  }

  private static @Nullable String code(String script, Subject subject, Stage stage) {
    JsonFile manifest = manifest(subject, stage);
    ImmutableMap<String, String> scripts = manifest == null ? null : manifest.texts("scripts");
    return scripts == null ? null : scripts.get(script);
  }

  /** The {@code package.json} where a stage starts; null where it isn't known. */
  private static @Nullable JsonFile manifest(Subject subject, Stage stage) {
    Workdir workdir = subject.model().stateAtEnd(stage).workdir();
    CopiedFile manifest = workdir == null
        ? null
        : CopiedFile.atEnd(
            subject,
            stage,
            subject.model().directoryAfter(workdir, Basis.DEFAULTS).resolve("package.json"),
            Basis.DEFAULTS);
    return manifest == null || manifest.file().text() == null ? null : JsonFile.of(manifest.file());
  }

  private static boolean isOne(List<String> words) {
    String program = program(words);
    int at = 0;
    while (at < words.size() && isBefore(words.get(at))) {
      at++;
    }
    String next = at + 1 < words.size() ? words.get(at + 1) : "";
    String argument = next.startsWith("-") ? "" : next;
    return PROGRAMS.contains(program)
        || WITH_ARGUMENT.getOrDefault(program, ImmutableSet.of()).contains(argument)
        || program.equals("nest") && argument.equals("start") && words.contains("--watch")
        || program.equals("tsx") && argument.equals("watch")
        || program.equals("node") && words.contains("--watch");
  }
}

package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command of a project of Node, without what only sets variables before it or starts it.
 *
 * @param path as it is written; empty where there is none
 * @param program the path without its directory
 */
record NodeCommand(String path, String program, ImmutableList<String> arguments) {

  /** Packages with a program of another name. */
  private static final ImmutableSetMultimap<String, String> PACKAGES =
      ImmutableSetMultimap.<String, String>builder()
          .put("babel", "@babel/cli")
          .put("babel-node", "@babel/node")
          .put("conc", "concurrently")
          .put("craco", "@craco/craco")
          .put("cross-env-shell", "cross-env")
          .put("docusaurus", "@docusaurus/core")
          .put("dotenv", "dotenv-cli")
          .put("dotenvx", "@dotenvx/dotenvx")
          .put("ember", "ember-cli")
          .put("esmo", "esno")
          .put("gulp", "gulp-cli")
          .put("grunt", "grunt-cli")
          .put("ionic", "@ionic/cli")
          .put("medusa", "@medusajs/cli")
          .put("mikro-orm", "@mikro-orm/cli")
          .put("nest", "@nestjs/cli")
          .put("ng", "@angular/cli")
          .put("nuxi", "nuxt")
          .put("nuxi", "@nuxt/cli")
          .putAll("quasar", "@quasar/cli", "@quasar/app-vite", "@quasar/app-webpack", "@quasar/app")
          .put("react-router", "@react-router/dev")
          .put("react-router-serve", "@react-router/serve")
          .put("remix", "@remix-run/dev")
          .put("remix-serve", "@remix-run/serve")
          .put("rsbuild", "@rsbuild/core")
          .put("rspack", "@rspack/cli")
          .putAll("run-p", "npm-run-all", "npm-run-all2")
          .putAll("run-s", "npm-run-all", "npm-run-all2")
          .put("npm-run-all", "npm-run-all2")
          .put("sequelize", "sequelize-cli")
          .put("strapi", "@strapi/strapi")
          .put("sucrase-node", "sucrase")
          .put("svelte-kit", "@sveltejs/kit")
          .put("swc", "@swc/cli")
          .put("ts-node-esm", "ts-node")
          .put("ts-node-script", "ts-node")
          .put("ts-node-transpile-only", "ts-node")
          .put("tsc", "typescript")
          .put("tsnd", "ts-node-dev")
          .putAll("typeorm-ts-node-commonjs", "typeorm", "ts-node")
          .putAll("typeorm-ts-node-esm", "typeorm", "ts-node")
          .put("vue-cli-service", "@vue/cli-service")
          .put("webpack", "webpack-cli")
          .build();

  /** Programs that run the one behind their own options, assignments, and {@code --}. */
  private static final ImmutableSet<String> RUNNERS = ImmutableSet.of(
      "cross-env",
      "cross-env-shell",
      "doppler",
      "dotenv",
      "dotenvx",
      "dotenv-flow",
      "env",
      "env-cmd",
      "infisical",
      "nohup",
      "time");

  /** Their options that have a value. */
  private static final ImmutableSet<String> WITH_VALUE =
      ImmutableSet.of("-e", "-f", "--env", "--file", "-c", "-p", "-u", "-x");

  private static final ImmutableSet<String> MANAGERS =
      ImmutableSet.of("npm", "yarn", "pnpm", "bun");

  /** What package managers are told before the name of what they are to run. */
  static final ImmutableSet<String> VERBS =
      ImmutableSet.of("run", "run-script", "rum", "urn", "exec", "x", "dlx");

  /** Those of them behind which the name of a script follows; npm has all of them. */
  static final ImmutableSet<String> RUN = ImmutableSet.of("run", "run-script", "rum", "urn");

  /** Programs that run several scripts of {@code package.json}. */
  private static final ImmutableSet<String> OF_SCRIPTS =
      ImmutableSet.of("npm-run-all", "npm-run-all2", "run-s", "run-p");

  /** Options of what runs JavaScript behind which a module is named. */
  private static final ImmutableSet<String> LOADS =
      ImmutableSet.of("-r", "--require", "--import", "--loader", "--experimental-loader");

  private static final Splitter BLANK = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** @param code of a script of {@code package.json}, of which the first command counts */
  static NodeCommand of(String code) {
    return of(BLANK.splitToList(code));
  }

  static NodeCommand of(List<String> words) {
    NodeCommand command = first(words);
    while (RUNNERS.contains(command.program)) {
      command = first(command.run());
    }
    return command;
  }

  private static NodeCommand first(List<String> words) {
    int at = 0;
    while (at < words.size() && isBefore(words.get(at))) {
      at++;
    }
    if (at == words.size()) {
      return new NodeCommand("", "", ImmutableList.of());
    }
    String path = words.get(at);
    return new NodeCommand(
        path,
        path.substring(path.lastIndexOf('/') + 1),
        ImmutableList.copyOf(words.subList(at + 1, words.size())));
  }

  private static boolean isBefore(String word) {
    return word.contains("=")
        || word.startsWith("-")
        || word.equals("npx")
        || word.equals("bunx")
        || word.equals("exec");
  }

  /** The words of the command that a runner is given. */
  private List<String> run() {
    int end = arguments.indexOf("--");
    int at = Math.max(end, 0);
    while (end < 0 && at < arguments.size() && isSetting(at)) {
      at++;
    }
    return arguments.subList(at, arguments.size());
  }

  private boolean isSetting(int at) {
    String word = arguments.get(at);
    return word.startsWith("-")
        || word.startsWith(".env")
        || word.contains("=")
        || word.equals("run")
        || at > 0 && WITH_VALUE.contains(arguments.get(at - 1));
  }

  /** What stands between the commands of a script; quotes do so where a command is an argument of another one. */
  private static final Splitter COMMANDS =
      Splitter.on(CharMatcher.anyOf("&|;()\"'")).omitEmptyStrings();

  /** All commands of a script, those too that only run others. */
  static ImmutableList<NodeCommand> all(String code) {
    ImmutableList.Builder<NodeCommand> all = ImmutableList.builder();
    for (String words : COMMANDS.split(code)) {
      NodeCommand command = first(BLANK.splitToList(words));
      all.add(command);
      while (RUNNERS.contains(command.program)) {
        command = first(command.run());
        all.add(command);
      }
    }
    return all.build();
  }

  /** The scripts of {@code package.json}, or the programs, that it lets a package manager run. */
  ImmutableList<String> scripts() {
    List<String> words =
        arguments.stream().filter(word -> !word.startsWith("-")).toList();
    if (isConcurrently() || isShortcut(program)) {
      return Stream.concat(Stream.of(program), words.stream())
          .filter(NodeCommand::isShortcut)
          .map(word -> word.substring(word.indexOf(':') + 1))
          .collect(ImmutableList.toImmutableList());
    }
    if (OF_SCRIPTS.contains(program)) {
      return ImmutableList.copyOf(words);
    }
    if (!MANAGERS.contains(program) || words.isEmpty()) {
      return ImmutableList.of();
    }
    return !VERBS.contains(words.get(0))
        ? ImmutableList.of(words.get(0))
        : words.size() > 1 ? ImmutableList.of(words.get(1)) : ImmutableList.of();
  }

  /** Whether it runs several commands or scripts at once, or one after the other. */
  boolean runsSeveral() {
    return isConcurrently() || OF_SCRIPTS.contains(program);
  }

  private boolean isConcurrently() {
    return program.equals("concurrently") || program.equals("conc");
  }

  /** The commands that concurrently is given to run. */
  ImmutableList<NodeCommand> commands() {
    if (!isConcurrently()) {
      return ImmutableList.of();
    }
    StringBuilder code = new StringBuilder();
    for (String word : arguments) {
      boolean isWhole = CharMatcher.whitespace().matchesAnyOf(word); // without its quotes
      code.append(isWhole ? ";" + word + ";" : " " + word);
    }
    return all(code.toString());
  }

  /** Whether it is how concurrently is told of a script: {@code npm:start}. */
  private static boolean isShortcut(String word) {
    int colon = word.indexOf(':');
    return colon > 0 && MANAGERS.contains(word.substring(0, colon));
  }

  /** As it is written. */
  ImmutableList<String> words() {
    return ImmutableList.<String>builder().add(path).addAll(arguments).build();
  }

  /** What it is told to do; empty where it is told nothing, or an option first. */
  String verb() {
    return arguments.isEmpty() || arguments.get(0).startsWith("-") ? "" : arguments.get(0);
  }

  /** The packages that may bring the program, and those of the modules that it is told to load. */
  ImmutableSet<String> packages() {
    ImmutableSet.Builder<String> packages = ImmutableSet.builder();
    packages.add(program).add(ofModule(path)).addAll(PACKAGES.get(program));
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      int equals = word.startsWith("-") ? word.indexOf('=') : -1;
      if (equals > 0 && LOADS.contains(word.substring(0, equals))) {
        packages.add(ofModule(word.substring(equals + 1)));
      } else if (i > 0 && LOADS.contains(arguments.get(i - 1)) || word.contains(FOLDER)) {
        packages.add(ofModule(word));
      }
    }
    return packages.build();
  }

  private static final String FOLDER = "node_modules/";

  /** The package of a module, or of a file in {@code node_modules}: {@code ts-node} of {@code ts-node/register}. */
  static String ofModule(String name) {
    String inside =
        name.substring(name.contains(FOLDER) ? name.lastIndexOf(FOLDER) + FOLDER.length() : 0);
    int slash = inside.indexOf('/');
    int end = inside.startsWith("@") && slash > 0 ? inside.indexOf('/', slash + 1) : slash;
    return end < 0 ? inside : inside.substring(0, end);
  }
}

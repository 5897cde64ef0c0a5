package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of a project of Node, without what only sets variables before it or starts it.
 *
 * @param program without its directory; empty where there is none
 */
record NodeCommand(String program, ImmutableList<String> arguments) {

  /** Packages with a program of another name that people build with. */
  private static final ImmutableMap<String, String> PACKAGES = ImmutableMap.of(
      "craco", "@craco/craco",
      "nest", "@nestjs/cli",
      "ng", "@angular/cli",
      "tsc", "typescript",
      "vue-cli-service", "@vue/cli-service");

  private static final Splitter BLANK = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** @param code of a script of {@code package.json}, of which the first command counts */
  static NodeCommand of(String code) {
    return of(BLANK.splitToList(code));
  }

  static NodeCommand of(List<String> words) {
    int at = 0;
    while (at < words.size() && isBefore(words.get(at))) {
      at++;
    }
    if (at == words.size()) {
      return new NodeCommand("", ImmutableList.of());
    }
    String path = words.get(at);
    return new NodeCommand(
        path.substring(path.lastIndexOf('/') + 1),
        ImmutableList.copyOf(words.subList(at + 1, words.size())));
  }

  private static final Splitter COMMANDS =
      Splitter.on(CharMatcher.anyOf("&|;()")).omitEmptyStrings();

  /** All commands of a script. */
  static ImmutableList<NodeCommand> all(String code) {
    ImmutableList.Builder<NodeCommand> all = ImmutableList.builder();
    for (String command : COMMANDS.split(code)) {
      all.add(of(command));
    }
    return all.build();
  }

  /** The script of {@code package.json} that it runs; null where it runs none. */
  @Nullable String script() {
    boolean manages = ImmutableSet.of("npm", "yarn", "pnpm", "bun").contains(program);
    List<String> words =
        arguments.stream().filter(word -> !word.startsWith("-")).toList();
    if (!manages || words.isEmpty()) {
      return null;
    }
    boolean named = words.get(0).equals("run") || words.get(0).equals("run-script");
    return named ? words.size() > 1 ? words.get(1) : null : words.get(0);
  }

  private static boolean isBefore(String word) {
    return word.contains("=")
        || word.equals("cross-env")
        || word.equals("npx")
        || word.equals("exec");
  }

  /** What it is told to do; empty where it is told nothing, or an option first. */
  String verb() {
    return arguments.isEmpty() || arguments.get(0).startsWith("-") ? "" : arguments.get(0);
  }

  /** The package that brings the program; by the program's own name where no other is known. */
  String packageName() {
    return PACKAGES.getOrDefault(program, program);
  }
}

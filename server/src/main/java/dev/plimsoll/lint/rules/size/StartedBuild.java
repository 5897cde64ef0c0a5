package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;

/** What compiles or tests when the image runs, which needs more than the program that others ship. */
final class StartedBuild {

  /** Images with a compiler, whose smaller variants lack what programs in C are linked with, and what calls it. */
  private static final ImmutableMap<String, ImmutableSet<String>> COMPILERS = ImmutableMap.of(
      "golang",
          ImmutableSet.of(
              "CompileDaemon",
              "air",
              "dlv",
              "ginkgo",
              "go",
              "gotestsum",
              "gow",
              "mage",
              "make",
              "reflex",
              "wgo"),
      "haskell", ImmutableSet.of("cabal", "ghc", "make", "runghc", "runhaskell", "stack"),
      "rust", ImmutableSet.of("bacon", "cargo", "cargo-watch", "just", "make", "rustc"));

  /** What builds a program of the JVM, and runs it for who writes it. */
  private static final ImmutableSet<String> BUILDS =
      ImmutableSet.of("ant", "gradle", "gradlew", "lein", "mill", "mvn", "mvnw", "sbt");

  /** The name of a program, a script or a task that tests. */
  private static final Regex TESTS = Regex.of(
      "(?i)(?!.*serv)(?:.*[-_./])?(?:(?:run)?tests?|e2e|ctest|cypress|jest|mocha|nox|phpunit|playwright|pytest|rspec|tox|vitest)"
          + "(?:[-_.:].*)?");

  /** The words of a command among which that is: {@code python -m pytest}. */
  private static final int PROGRAM_AND_TASK = 3;

  private static final Trait STARTS = Trait.of(Entrypoint.class, Cmd.class);

  private static final Trait WITHOUT_C = Trait.of(Env.class, StartedBuild::turnsOffC);

  private StartedBuild() {}

  /** Whether a target compiles with C when it runs, as far as is known, or tests. */
  static boolean isIn(Subject subject, Stage target, ImageReference image) {
    SemanticModel model = subject.model();
    ImmutableSet<String> compilers =
        COMPILERS.getOrDefault(image.canonicalName(), ImmutableSet.of());
    boolean starts = false;
    boolean compiles = false;
    boolean isWithoutC = false;
    for (Stage stage = target; stage != null && !starts; stage = stage.parent()) {
      isWithoutC |= model.has(WITHOUT_C, stage);
      for (Instruction instruction : model.having(STARTS, stage)) {
        starts = true;
        isWithoutC |= instruction.text().contains("CGO_ENABLED=0");
        for (List<String> words :
            StartedScripts.allCommands(subject, stage, (Command) instruction)) {
          if (areTests(words)
              || !words.isEmpty() && BUILDS.contains(withoutDirectory(words.get(0)))) {
            return true;
          }
          compiles |= !words.isEmpty() && compilers.contains(withoutDirectory(words.get(0)));
        }
      }
    }
    return compiles && !isWithoutC;
  }

  private static boolean turnsOffC(Env env) {
    for (Pair pair : env.pairs()) {
      if (pair.key().value().equals("CGO_ENABLED")
          && pair.value() != null
          && pair.value().value().equals("0")) {
        return true;
      }
    }
    return false;
  }

  private static boolean areTests(List<String> words) {
    for (String word : Iterables.limit(words, PROGRAM_AND_TASK)) {
      if (TESTS.matcher(word).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String withoutDirectory(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}

package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code docs/examples}: the bad ones show every rule, each good one shows one of them repaired. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  private static ImmutableList<Problem> problems(Path file) throws IOException {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(Files.readString(file)));
    Linter linter = new Linter(Rules.ALL, (rule, failure) -> {
      throw failure;
    });
    return linter.lint(
        new Subject(model, new EmbeddedImages(), RuleRun.SOURCES), LintOptions.DEFAULT);
  }

  private static List<Path> examples(boolean good) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith("Dockerfile"))
          .filter(file -> file.toString().endsWith(".good.Dockerfile") == good)
          .sorted()
          .toList();
    }
  }

  static List<Path> goodOnes() throws IOException {
    return examples(true);
  }

  @ParameterizedTest
  @MethodSource("goodOnes")
  void nothingIsWrongWithAGoodOne(Path file) throws IOException {
    assertThat(problems(file)).isEmpty();
  }

  @Test
  void theBadOnesShowEveryRule() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path file : examples(false)) {
      problems(file).forEach(problem -> shown.add(problem.rule().name()));
    }
    assertThat(Rules.ALL)
        .extracting(rule -> rule.info().name())
        .containsExactlyInAnyOrderElementsOf(shown);
  }

  @Test
  void everyBadOneIsRepaired() throws IOException {
    assertThat(examples(false).stream()
            .map(file -> file.toString().replace(".Dockerfile", ".good.Dockerfile")))
        .containsExactlyElementsOf(examples(true).stream().map(Path::toString).toList());
  }
}

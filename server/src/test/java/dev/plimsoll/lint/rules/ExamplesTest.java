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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of {@code docs/examples}, which are for people: bad ones, and each of them repaired. The examples of a rule are in
 * its documentation.
 */
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

  static List<Path> badOnes() throws IOException {
    return examples(false);
  }

  @ParameterizedTest
  @MethodSource("badOnes")
  void somethingIsWrongWithABadOne(Path file) throws IOException {
    assertThat(problems(file)).isNotEmpty();
  }

  @Test
  void everyBadOneIsRepaired() throws IOException {
    assertThat(examples(false).stream()
            .map(file -> file.toString().replace(".Dockerfile", ".good.Dockerfile")))
        .containsExactlyElementsOf(examples(true).stream().map(Path::toString).toList());
  }
}

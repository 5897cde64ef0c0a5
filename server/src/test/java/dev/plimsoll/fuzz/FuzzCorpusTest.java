package dev.plimsoll.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs the fuzz target over the corpus: an input for every oddity of the syntax, and what fuzzing found worth keeping. New
 * ones are looked for with {@code mvn -Pfuzz}, see CONTRIBUTING.md.
 */
class FuzzCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/dev/plimsoll/fuzz/corpus");

  @Test
  void holdsForTheCorpus() throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(CORPUS)) {
      inputs = files.sorted().toList();
    }
    assertThat(inputs).hasSizeGreaterThan(300);
    for (Path input : inputs) {
      try {
        FuzzTarget.fuzzerTestOneInput(Files.readAllBytes(input));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(input.getFileName().toString(), e);
      }
    }
  }

  @Test
  void holdsForRealFiles() {
    for (String text : SharedCases.dockerfiles()) {
      FuzzTarget.check(text);
    }
  }
}

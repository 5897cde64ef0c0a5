package dev.plimsoll.cli;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.correctness.ShellCheckFindings;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckInput;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.shellcheck.ShellChecks;
import dev.plimsoll.syntax.Dockerfile;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks ShellCheck about the scripts of files, as many at a time as there are processors, and waits for it: a script that takes
 * longer than {@link #LIMIT_MILLIS} is left out.
 */
final class ShellCheckLookup {

  /** What takes longer hangs. */
  private static final long LIMIT_MILLIS = 5_000;

  private final @Nullable ShellChecks checks;

  /**
   * @param program the program; null where nobody is asked
   * @param complaints told, once, in a sentence, why it says nothing any more
   */
  ShellCheckLookup(@Nullable Path program, Consumer<String> complaints) {
    this.checks = program == null
        ? null
        : new ShellChecks(new ShellCheckProgram(program, LIMIT_MILLIS), processors(), complaints);
  }

  private static ExecutorService processors() {
    return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
      Thread thread = new Thread(task, ShellCheckProgram.NAME);
      thread.setDaemon(true);
      return thread;
    });
  }

  /** What it says of the scripts of a file. */
  ShellCheckReport of(Dockerfile file, ImageCatalog images, LintOptions options) {
    if (checks == null || checks.isOver() || !ShellCheckFindings.areWanted(options)) {
      return ShellCheckReport.NOTHING;
    }
    ImmutableSet<ShellCheckInput> inputs =
        ShellCheckFindings.inputs(new Subject(SemanticModel.of(file, images), images));
    CompletableFuture.allOf(inputs.stream().map(checks::ask).toArray(CompletableFuture<?>[]::new))
        .join();
    return checks.report(inputs);
  }
}

package dev.plimsoll.cli;

import com.google.common.collect.ImmutableSetMultimap;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.correctness.ShellCheckFindings;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckInput;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.shellcheck.ShellChecks;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks ShellCheck about the scripts of files, as many at a time as there are processors, and waits for it: a script that takes
 * longer than {@link #LIMIT_MILLIS} is left out, and that is said.
 */
final class ShellCheckLookup {

  /** What takes longer hangs. */
  private static final long LIMIT_MILLIS = 5_000;

  private final @Nullable ShellChecks checks;
  private final Consumer<String> complaints;

  /**
   * @param program the program; null where nobody is asked
   * @param complaints told of each script that it has not checked, and once, in a sentence, why it says nothing any more
   */
  ShellCheckLookup(@Nullable Path program, Consumer<String> complaints) {
    this.complaints = complaints;
    this.checks = program == null
        ? null
        : new ShellChecks(
            new ShellCheckProgram(program, LIMIT_MILLIS), processors(), any -> true, complaints);
  }

  private static ExecutorService processors() {
    return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
      Thread thread = new Thread(task, ShellCheckProgram.NAME);
      thread.setDaemon(true);
      return thread;
    });
  }

  /** What it says of the scripts of a file. */
  ShellCheckReport of(Source source, ImageCatalog images, LintOptions options) {
    if (checks == null || checks.isOver() || !ShellCheckFindings.areWanted(options)) {
      return ShellCheckReport.NOTHING;
    }
    ImmutableSetMultimap<ShellCheckInput, Integer> scripts =
        ShellCheckFindings.scripts(new Subject(SemanticModel.of(source.file(), images), images));
    CompletableFuture.allOf(
            scripts.keySet().stream().map(checks::ask).toArray(CompletableFuture<?>[]::new))
        .join();
    scripts.forEach((input, offset) -> {
      String failure = checks.failure(input);
      if (failure != null) {
        complaints.accept(source.name() + ":" + (source.lines().lineAt(offset) + 1)
            + ": ShellCheck has not checked this script: " + failure);
      }
    });
    return checks.report(scripts.keySet());
  }
}

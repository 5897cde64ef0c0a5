package dev.plimsoll.shellcheck;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.correctness.ShellCheckFindings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The program that this machine has, such as that of Debian's package. Tests are skipped where there is none, unless {@code
 * -Dplimsoll.shellcheck=required} demands them.
 */
public final class RealShellCheck {

  /** A busy machine may need long. */
  private static final long LIMIT_MILLIS = 60_000;

  private static final @Nullable Path PROGRAM =
      ShellCheckProgram.find("", Strings.nullToEmpty(System.getenv("PATH")));

  private static final ShellChecks CHECKS = PROGRAM == null
      ? null
      : new ShellChecks(
          new ShellCheckProgram(PROGRAM, LIMIT_MILLIS),
          Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "shellcheck");
            thread.setDaemon(true);
            return thread;
          }),
          any -> true,
          why -> {
            throw new AssertionError(why);
          });

  private RealShellCheck() {}

  public static boolean isInstalled() {
    return PROGRAM != null || System.getProperty("plimsoll.shellcheck", "").equals("required");
  }

  /** The program; skips the test where there is none. */
  public static Path program() {
    Assumptions.assumeTrue(isInstalled(), "shellcheck is not installed");
    return PROGRAM;
  }

  /** What it says of all scripts of a subject. */
  public static ShellCheckReport of(Subject subject) {
    program();
    ImmutableSet<ShellCheckInput> inputs = ShellCheckFindings.scripts(subject).keySet();
    CompletableFuture.allOf(inputs.stream().map(CHECKS::ask).toArray(CompletableFuture<?>[]::new))
        .join();
    return CHECKS.report(inputs);
  }

  /** What it says of one script. */
  static ImmutableList<ShellCheckComment> of(ShellCheckInput input) {
    program();
    CHECKS.ask(input).join();
    return CHECKS.report(ImmutableSet.of(input)).answers().getOrDefault(input, ImmutableList.of());
  }
}

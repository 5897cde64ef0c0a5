package dev.plimsoll.cli;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.LintOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges files one after the other, or several at once, and reports each in its turn. */
final class LintRun {

  /**
   * What to do with what was found.
   *
   * @param fix whether to write the safe fixes
   * @param diff whether to show them
   * @param failOn from which severity on the run fails; null leaves it to the configuration of each file
   * @param quiet whether nothing is said of files that are left out
   * @param named the arguments
   * @param stdinName what standard input is called; null where it has no name
   */
  record Wishes(
      boolean fix,
      boolean diff,
      @Nullable FailOn failOn,
      boolean quiet,
      ImmutableSet<String> named,
      @Nullable String stdinName) {}

  /** One file: its path, null where it isn't on the disk, and what counts for it. */
  private record Task(
      String name, @Nullable Path path, Configuration configuration, LintOptions options) {

    Configuration.@Nullable Source leavesOut() {
      return path == null ? null : configuration.leavesOut(ConfigFiles.uri(path));
    }
  }

  /** What came of a task: what there is to say, or why it failed, or neither where a configuration leaves the file out. */
  private record Result(
      Task task,
      @Nullable Source source,
      @Nullable LintedFile file,
      @Nullable String failure) {}

  private final Session session;
  private final Messages messages;
  private final FileLinter linter;
  private final ConfigFiles configs;
  private final FileOptions chosen;
  private final LintReport report;
  private final BiConsumer<String, String> failures;
  private final Wishes wishes;
  private boolean fails;
  private final LeftOut leftOut;

  /** @param failures told of the name of a file and the reason why nothing can be said of it */
  LintRun(
      Session session,
      FileLinter linter,
      ConfigFiles configs,
      FileOptions chosen,
      LintReport report,
      BiConsumer<String, String> failures,
      Wishes wishes) {
    this.session = session;
    this.messages = session.messages();
    this.linter = linter;
    this.configs = configs;
    this.chosen = chosen;
    this.report = report;
    this.failures = failures;
    this.wishes = wishes;
    this.leftOut = new LeftOut(wishes.named, "judged", messages);
  }

  /** Whether some file has problems that the exit status tells of. */
  boolean lint(Iterable<String> names, int threads) {
    Function<String, Supplier<Result>> begin = name -> {
      Task task = task(name);
      return () -> judge(task);
    };
    InOrder.each(names, threads, begin, this::tell);
    leftOut.end();
    return fails;
  }

  private Task task(String name) {
    Path path = null;
    try {
      String place = name.equals(Source.STDIN) ? wishes.stdinName : name;
      path = place == null ? null : Source.path(place);
    } catch (IOException e) {
      // Who reads it says so.
    }
    Configuration configuration = configs.of(path);
    return new Task(name, path, configuration, chosen.under(configuration));
  }

  private Result judge(Task task) {
    Source source = null;
    try {
      source = read(task.name, session.in());
      return new Result(
          task,
          source,
          task.leavesOut() == null ? linter.lint(source, task.path, task.options) : null,
          null);
    } catch (IOException e) {
      return new Result(task, null, null, ErrorText.of(e));
    } catch (OutOfMemoryError e) {
      return new Result(task, source, null, ErrorText.of(e));
    } catch (RuntimeException | StackOverflowError e) {
      return new Result(task, source, null, "not judged, which is a defect of Plimsoll: " + e);
    }
  }

  private Source read(String name, InputStream in) throws IOException {
    Source source = Source.read(name, in);
    return name.equals(Source.STDIN) && wishes.stdinName != null
        ? source.called(wishes.stdinName)
        : source;
  }

  private void tell(Result result) {
    Configuration.Source leavesOut = result.failure == null ? result.task.leavesOut() : null;
    if (result.failure != null) {
      failures.accept(result.task.name, result.failure);
    } else if (leavesOut != null && !wishes.quiet) {
      leftOut.add(result.task.name, leavesOut);
    }
    LintedFile file = result.file == null ? null : written(result.task, result.file);
    if (file != null) {
      report.add(file.after(), file.problems());
      report.images(file.after(), file.images());
      if (wishes.diff) {
        report.diff(
            file.before(),
            file.repair() == null ? file.before().text() : file.repair().text());
      }
      FailOn least = wishes.failOn == null
          ? FailOn.of(result.task.configuration, result.task.options.profile())
          : wishes.failOn;
      fails |= least.fails(file.problems());
    }
    if (wishes.fix && result.task.name.equals(Source.STDIN) && result.source != null) {
      session.out().print((file == null ? result.source : file.after()).text());
    }
  }

  /** The file once its fixes, if it is to have any, are in it. */
  private LintedFile written(Task task, LintedFile file) {
    FixAll.Outcome repair = file.repair();
    if (repair == null) {
      return file;
    }
    say(file.before().name(), repair);
    if (!wishes.fix || repair.text().equals(file.before().text())) {
      return file;
    }
    try {
      if (!task.configuration.isKnown()) {
        throw new IOException("its configuration file doesn't count");
      }
      if (!task.name.equals(Source.STDIN)) {
        FileReplacement.write(
            Source.path(task.name), file.before().bytes(), LosslessUtf8.encode(repair.text()));
      }
    } catch (IOException e) {
      failures.accept(task.name, "not fixed: " + ErrorText.of(e));
      return linter.unfixed(file, task.path, task.options);
    }
    report.repaired(file.before(), repair.repairs());
    return file;
  }

  /** Says what was not done, and why. */
  private void say(String name, FixAll.Outcome outcome) {
    for (FixAll.Repair refused : outcome.refused()) {
      messages.say(name + ": the fix \"" + refused.fix().title() + "\" of "
          + refused.rule().name()
          + " is left out: the file would have an error that it doesn't have now");
    }
    if (!outcome.settled()) {
      messages.say(name + ": the fixes don't come to rest: some undo others. Look at the result.");
    }
  }
}

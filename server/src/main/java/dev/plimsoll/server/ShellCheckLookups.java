package dev.plimsoll.server;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.correctness.ShellCheckFindings;
import dev.plimsoll.shellcheck.ShellCheckInput;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.shellcheck.ShellChecks;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks ShellCheck, where it is installed, about the scripts of open documents. Nobody waits for it: documents are judged
 * without it at first, and again when it has said something.
 */
final class ShellCheckLookups {

  /** The first diagnostics, and who types on, come first. */
  private static final long DELAY_MILLIS = 400;

  /** What is said at about the same time is shown at once. */
  private static final long GATHER_MILLIS = 150;

  /** What takes longer hangs. */
  private static final long LIMIT_MILLIS = 5_000;

  /** Half of the machine belongs to the editor. */
  private static final int PROCESSES = Runtime.getRuntime().availableProcessors() > 3 ? 2 : 1;

  private final String programs;
  private final Documents documents;
  private final Consumer<ImmutableList<Snapshot>> shown;
  private final Consumer<String> complaints;
  private final AfterPause pause = new AfterPause(after(DELAY_MILLIS), this::look);
  private final Gathering answers =
      new Gathering(after(GATHER_MILLIS), this::toCome, this::showAll);
  private final Supplier<Executor> processes =
      Suppliers.memoize(() -> Threads.atMost(PROCESSES, ShellCheckProgram.NAME));

  /** By URI, what has been asked for an open document. */
  private final Map<String, ImmutableSet<ShellCheckInput>> wanted = new ConcurrentHashMap<>();

  private volatile ShellCheckOptions options = ShellCheckOptions.DEFAULT;
  private volatile @Nullable ShellChecks checks;

  /** Whether it was said that the chosen program isn't there. */
  private boolean missed;

  /**
   * @param programs the folders where programs are, as the variable {@code PATH} has them
   * @param shown told of documents that are judged anew, because ShellCheck has said something
   * @param complaints told, in a sentence, why it can't be asked
   */
  ShellCheckLookups(
      String programs,
      Documents documents,
      Consumer<ImmutableList<Snapshot>> shown,
      Consumer<String> complaints) {
    this.programs = programs;
    this.documents = documents;
    this.shown = shown;
    this.complaints = complaints;
  }

  private static Executor after(long millis) {
    return Threads.after(millis, Threads.single("scripts"));
  }

  /** From now on this program is asked, or none. */
  synchronized void permit(ShellCheckOptions chosen) {
    if (!chosen.equals(options)) {
      options = chosen;
      missed = false;
      ShellChecks known = checks;
      if (known != null) {
        known.end();
        checks = null;
      }
      documents.all().forEach(this::changed);
    }
  }

  /** A document is new, has changed or is judged in another way: its scripts are looked at when nobody types on. */
  void changed(Snapshot snapshot) {
    if (snapshot.isDockerfile()) {
      pause.touched(snapshot.uri());
    }
  }

  void closed(String uri) {
    wanted.remove(uri);
  }

  private void look(String uri) {
    Snapshot snapshot = documents.get(uri);
    if (snapshot == null) {
      wanted.remove(uri);
      return;
    }
    ShellChecks asked = ShellCheckFindings.areWanted(snapshot.options()) ? checks() : null;
    if (asked == null) {
      wanted.remove(uri);
      if (!snapshot.shellCheck().isEmpty()) {
        show(uri, any -> ShellCheckReport.NOTHING);
      }
      return;
    }
    ImmutableSet<ShellCheckInput> inputs =
        ShellCheckFindings.scripts(subject(snapshot)).keySet();
    wanted.put(uri, inputs);
    for (ShellCheckInput input : inputs) {
      if (!asked.knows(input)) {
        asked.ask(input).thenRun(answers::add);
      }
    }
    answers.add();
  }

  private static Subject subject(Snapshot snapshot) {
    return new Subject(snapshot.model(), snapshot.checks().images()).with(snapshot.shellCheck());
  }

  /** Null where there is no such program, or none is to be asked. It may be installed any time. */
  private @Nullable ShellChecks checks() {
    ShellCheckOptions chosen = options;
    if (checks != null || !chosen.enabled()) {
      return checks;
    }
    return take(chosen, ShellCheckProgram.find(chosen.program(), programs)); // a folder may hang
  }

  private synchronized @Nullable ShellChecks take(
      ShellCheckOptions chosen, @Nullable Path program) {
    if (checks == null && chosen.equals(options)) {
      if (program != null) {
        checks = new ShellChecks(
            new ShellCheckProgram(program, LIMIT_MILLIS),
            processes.get(),
            this::isWanted,
            complaints);
      } else if (!chosen.program().isEmpty() && !missed) {
        missed = true;
        complaints.accept(
            "plimsoll.shellcheck.path: there is no program " + chosen.program() + ".");
      }
    }
    return checks;
  }

  private boolean isWanted(ShellCheckInput input) {
    for (ImmutableSet<ShellCheckInput> inputs : wanted.values()) {
      if (inputs.contains(input)) {
        return true;
      }
    }
    return false;
  }

  private int toCome() {
    ShellChecks known = checks;
    return known == null ? 0 : known.waiting();
  }

  private void showAll() {
    ShellChecks known = checks;
    if (known != null) {
      wanted.forEach((uri, inputs) -> show(uri, known.report(inputs)));
    }
  }

  private void show(String uri, ShellCheckReport report) {
    show(uri, snapshot -> ShellCheckFindings.carriedOn(subject(snapshot), report));
  }

  private void show(String uri, Function<Snapshot, ShellCheckReport> said) {
    Snapshot judged = documents.shellChecked(uri, said);
    if (judged != null) {
      shown.accept(ImmutableList.of(judged));
    }
  }
}

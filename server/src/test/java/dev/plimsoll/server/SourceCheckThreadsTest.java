package dev.plimsoll.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are looked for follows from what rules want to know, when nobody types; all judging is done on one thread. */
class SourceCheckThreadsTest {

  @TempDir
  private Path folder;

  private final List<String> threads = Collections.synchronizedList(new ArrayList<>());
  private final Counter counter = new Counter();
  private @Nullable Documents documents;

  /** Wants to know of a file, and notes on which thread it is asked. */
  private record Witness(List<String> threads) implements Rule {
    @Override
    public RuleInfo info() {
      return RuleInfo.of("witness", Category.STYLE, Severity.HINT, "");
    }

    @Override
    public void check(Subject subject, Reporter reporter) {
      subject.contextFile("app.js");
      threads.add(Thread.currentThread().getName());
    }
  }

  /** Counts the documents that are judged anew. */
  private static final class Counter implements DiagnosticReports {
    private int anew;

    @Override
    public void judgedAnew(ImmutableList<Snapshot> open) {
      anew += open.size();
    }

    @Override
    public void changed(Snapshot snapshot) {}

    @Override
    public void saved(Snapshot snapshot) {}

    @Override
    public void closed(String uri) {}

    @Override
    public CompletableFuture<?> report(
        @Nullable Snapshot snapshot, Told told, @Nullable String previousResultId) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aNewDocumentIsJudgedWhereAllAre() throws IOException {
    sources(Threads.single("analysis"), Runnable::run).changed(open(), contexts(), settings());
    assertThat(threads).as("without the disk, and with it").containsExactly("analysis", "analysis");
    assertThat(counter.anew).isEqualTo(1);
  }

  @Test
  void theDiskIsLookedAtWhenNobodyTypesOn() throws IOException {
    Queue<Runnable> later = new ArrayDeque<>();
    SourceChecks sources = sources(Runnable::run, later::add);
    Snapshot opened = open();
    sources.changed(opened, contexts(), settings());
    sources.changed(opened, contexts(), settings());
    later.remove().run();
    assertThat(counter.anew).isEqualTo(0);
    later.remove().run();
    assertThat(counter.anew).isEqualTo(1);
    assertThat(later).isEmpty();
  }

  @Test
  void whoWasKeptWaitingMayTypeOnFirst() throws IOException {
    Queue<Runnable> later = new ArrayDeque<>();
    SourceChecks sources = sources(new Slow(), later::add);
    sources.changed(open(), contexts(), settings());
    later.remove().run();
    assertThat(counter.anew).isEqualTo(0);
    later.remove().run();
    assertThat(counter.anew).isEqualTo(1);
  }

  /** Has the first task wait. */
  private static final class Slow implements Executor {
    private boolean isFirst = true;

    @Override
    public void execute(Runnable task) {
      if (isFirst) {
        Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(80));
      }
      isFirst = false;
      task.run();
    }
  }

  private Project project() throws IOException {
    return new Project(folder).with("app.js");
  }

  private FolderSettings settings() throws IOException {
    return new FolderSettings(
        Settings.DEFAULT,
        ImmutableMap.of(),
        new WorkspaceFolders(ImmutableList.of(project().uri(""))));
  }

  private static BuildContexts contexts() {
    return new BuildContexts(new Disk(Runnable::run));
  }

  private SourceChecks sources(Executor analysis, Executor soon) throws IOException {
    Checks checks = new Checks(
        () -> ImmutableList.of(new Witness(threads)),
        new EmbeddedImages(),
        LintOptions.DEFAULT,
        (rule, failure) -> {
          throw failure;
        });
    documents = new Documents(checks, settings());
    return new SourceChecks(documents, counter, analysis, soon, again -> {});
  }

  private Snapshot open() throws IOException {
    return requireNonNull(documents)
        .open(new TextDocumentItem(
            project().uri("Dockerfile"), "dockerfile", 1, "FROM scratch\nCOPY app.js /\n"));
  }
}

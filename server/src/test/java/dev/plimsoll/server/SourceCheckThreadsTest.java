package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are looked for follows from what rules want to know, and all judging is done on one thread. */
class SourceCheckThreadsTest {

  @TempDir
  private Path folder;

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
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    Project project = new Project(folder).with("app.js");
    FolderSettings settings = new FolderSettings(
        Settings.DEFAULT,
        ImmutableMap.of(),
        new WorkspaceFolders(ImmutableList.of(project.uri(""))));
    Checks checks = new Checks(
        () -> ImmutableList.of(new Witness(threads)),
        new EmbeddedImages(),
        LintOptions.DEFAULT,
        (rule, failure) -> {
          throw failure;
        });
    Documents documents = new Documents(checks, settings);
    Counter counter = new Counter();
    SourceChecks sources = new SourceChecks(
        documents, counter, Threads.single("analysis"), Runnable::run, later -> {});
    Snapshot opened = documents.open(new TextDocumentItem(
        project.uri("Dockerfile"), "dockerfile", 1, "FROM scratch\nCOPY app.js /\n"));
    sources.changed(opened, new BuildContexts(new Disk(Runnable::run)), settings);
    assertThat(threads).as("without the disk, and with it").containsExactly("analysis", "analysis");
    assertThat(counter.anew).isEqualTo(1);
  }
}

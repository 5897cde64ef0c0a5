package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is published is the document as it is when its turn comes, whichever thread says last that it has changed. */
class PushedDiagnosticsTest {

  private static final String URI = "file:///w/Dockerfile";

  private final Map<String, Snapshot> documents = new HashMap<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> published = new ArrayList<>();
  private final Log log = new Log(System.err);
  private final PushedDiagnostics reports = new PushedDiagnostics(
      new Editor(), ClientSupport.full(), tasks::add, new Pauses(task -> {}), log, documents::get);

  private final class Editor implements Endpoint {
    @Override
    public CompletableFuture<?> request(String method, @Nullable Object params) {
      throw new UnsupportedOperationException(method);
    }

    @Override
    public void notify(String method, @Nullable Object params) {
      PublishDiagnosticsParams sent = (PublishDiagnosticsParams) params;
      published.add(
          "version " + sent.getVersion() + ": " + sent.getDiagnostics().size());
    }
  }

  private Snapshot version(int version, String text) {
    Checks checks =
        new Checks(() -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {
          throw failure;
        });
    Snapshot snapshot = Snapshot.open(URI, "dockerfile", version, text, checks);
    documents.put(URI, snapshot);
    return snapshot;
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void anOlderVersionThatComesLaterIsNotPublished() {
    Snapshot judgedElsewhere = version(5, "FROM scratch\nCOPY a\n");
    reports.changed(version(6, "FROM scratch\nCOPY a /\nUSER 1\n"));
    reports.changed(judgedElsewhere);
    runTasks();
    assertThat(published).containsExactly("version 6: 0");
  }

  @Test
  void whatChangedWhileItWasJudgedIsPublishedOnce() {
    reports.changed(version(1, "FROM scratch\nCOPY a\n"));
    Runnable judging = tasks.remove();
    reports.changed(version(2, "FROM scratch\nUSER 1\n"));
    judging.run();
    runTasks();
    assertThat(published).containsExactly("version 2: 0");
  }

  @Test
  void ofAClosedDocumentNothingIsLeft() {
    reports.changed(version(1, "FROM scratch\nCOPY a\n"));
    documents.clear();
    reports.closed(URI);
    runTasks();
    assertThat(published).containsExactly("version null: 0");
  }
}

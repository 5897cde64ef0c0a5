package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.HangingDisk;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.server.Workers.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks about a project whose folder hangs keeps nobody from the answers about another one. */
class HangingProjectTest {

  @TempDir
  private Path folder;

  private final HangingDisk disk = new HangingDisk();

  private LanguageServer server() {
    Log log = new Log(System.err);
    Connection client =
        new Connection(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), log);
    Checks checks = new Checks(
        ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log));
    Patience patience = new Patience(60_000, 60_000, 0);
    Workers own = Workers.start(patience);
    Workers workers = new Workers(own.analysis(), own.waiting(), disk, own.searches(), patience);
    LanguageServer server = new LanguageServer(null, client, checks, workers, log, () -> {});
    server.request("initialize", null).join();
    return server;
  }

  private static void open(LanguageServer server, String uri) {
    server.notify(
        "textDocument/didOpen",
        new DidOpenTextDocumentParams(
            new TextDocumentItem(uri, "dockerfile", 1, "FROM a\nCOPY x /\n")));
  }

  private static CompletableFuture<?> hover(LanguageServer server, String uri) {
    return server.request(
        "textDocument/hover", new HoverParams(new TextDocumentIdentifier(uri), new Position(1, 5)));
  }

  @Test
  void onlyTheFirstQuestionWaits() throws IOException {
    Project project = new Project(folder).with("gone/x", "here/x");
    String gone = project.uri("gone/Dockerfile");
    String here = project.uri("here/Dockerfile");
    LanguageServer server = server();
    open(server, gone);
    open(server, here);
    disk.hang();
    CompletableFuture<?> first = hover(server, gone);
    while (disk.begun() == 0) {
      Thread.onSpinWait();
    }
    disk.goOn();
    List<CompletableFuture<?>> others = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      others.add(hover(server, gone));
    }
    assertThat(((Hover) hover(server, here).join()).toString()).contains("1 file, 0 B on disk");
    others.forEach(CompletableFuture::join);
    assertThat(first.isDone()).isFalse();
    disk.answer();
    assertThat(((Hover) first.join()).toString()).contains("1 file, 0 B on disk");
  }
}

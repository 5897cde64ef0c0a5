package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.plimsoll.context.HangingDisk;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.server.Workers.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder that hangs keeps nobody from the answers about another one, nor from those that need no file. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class HangingProjectTest {

  private static final Position INSTRUCTION = new Position(0, 1);
  private static final Position PATH = new Position(1, 5);
  private static final Position LINE_START = new Position(3, 0);

  @TempDir
  private Path folder;

  private final HangingDisk disk = new HangingDisk();

  private LanguageServer server() {
    Log log = new Log(System.err);
    Connection client =
        new Connection(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), log);
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log));
    Patience patience = new Patience(60_000, 60_000, 0);
    Workers own = Workers.start(patience);
    Workers workers = new Workers(own.analysis(), own.waiting(), disk, own.searches(), patience);
    LanguageServer server =
        new LanguageServer(null, client, checks, null, null, workers, log, () -> {});
    server
        .request(
            "initialize",
            JsonParser.parseString("{\"capabilities\": {\"textDocument\": {\"diagnostic\": {}}}}"))
        .join();
    return server;
  }

  private static void open(LanguageServer server, String uri) {
    server.notify(
        "textDocument/didOpen",
        new DidOpenTextDocumentParams(
            new TextDocumentItem(uri, "dockerfile", 1, "FROM alpine\nCOPY x /\nWRONG\n")));
  }

  private static CompletableFuture<?> hover(LanguageServer server, String uri) {
    return hover(server, uri, PATH);
  }

  private static CompletableFuture<?> hover(LanguageServer server, String uri, Position position) {
    return server.request(
        "textDocument/hover", new HoverParams(new TextDocumentIdentifier(uri), position));
  }

  private static CompletableFuture<?> completion(
      LanguageServer server, String uri, Position position) {
    return server.request(
        "textDocument/completion", new CompletionParams(new TextDocumentIdentifier(uri), position));
  }

  private static CompletableFuture<?> diagnostics(LanguageServer server, String uri) {
    return server.request(
        "textDocument/diagnostic", new DocumentDiagnosticParams(new TextDocumentIdentifier(uri)));
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

  @Test
  void whateverHangsDelaysNothingThatNeedsNoFile() {
    Project project = new Project(folder);
    LanguageServer server = server();
    disk.hang();
    List<CompletableFuture<?>> hanging = new ArrayList<>();
    String uri = "";
    for (int i = 0; i < 30; i++) {
      uri = project.uri("gone" + i + "/Dockerfile");
      open(server, uri);
      hanging.add(i % 2 == 0 ? hover(server, uri) : completion(server, uri, PATH));
    }
    while (disk.begun() < 8) {
      Thread.onSpinWait();
    }
    assertThat(diagnostics(server, uri).join().toString()).contains("WRONG");
    assertThat(((Hover) hover(server, uri, INSTRUCTION).join()).toString()).contains("FROM");
    assertThat(completion(server, uri, LINE_START).join().toString()).contains("HEALTHCHECK");
    assertThat(hanging).noneMatch(CompletableFuture::isDone);
    disk.answer();
    hanging.forEach(CompletableFuture::join);
  }

  /** An editor narrows down what it gets by what is typed by then, and Enter takes a finished word. */
  @Test
  void whoHasTypedOnGetsNoListForWhatWasThereBefore() throws IOException {
    Project project = new Project(folder).with("xyz");
    String uri = project.uri("Dockerfile");
    LanguageServer server = server();
    open(server, uri);
    disk.hang();
    CompletableFuture<?> list = completion(server, uri, new Position(1, 6));
    while (disk.begun() == 0) {
      Thread.onSpinWait();
    }
    type(server, uri, "y");
    disk.answer();
    assertThat(list.join()).hasToString(new CompletionList(true, List.of()).toString());
    assertThat(completion(server, uri, new Position(1, 7)).join().toString()).contains("xyz");
  }

  private static void type(LanguageServer server, String uri, String key) {
    Position cursor = new Position(1, 6);
    server.notify(
        "textDocument/didChange",
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(uri, 2),
            List.of(new TextDocumentContentChangeEvent(new Range(cursor, cursor), key))));
  }
}

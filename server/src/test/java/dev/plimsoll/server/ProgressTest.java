package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an editor is told of work that takes long. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class ProgressTest {

  private final Editor editor = new Editor();
  private final Progress progress =
      new Progress(editor, ClientSupport.of(Set.of(Ability.WORK_DONE_PROGRESS)));

  @Test
  void workIsShownUntilItEnds() throws InterruptedException {
    CompletableFuture<?> work = new CompletableFuture<Void>();
    progress.show("Asking registry.example", work);
    String token = editor.calls.take().get("token").getAsString();
    JsonObject begin = editor.calls.take();
    assertThat(begin.get("token").getAsString()).isEqualTo(token);
    assertThat(begin.get("value"))
        .hasToString("{\"kind\":\"begin\",\"title\":\"Asking registry.example\"}");
    assertThat(editor.calls).isEmpty();
    work.complete(null);
    JsonObject end = editor.calls.take();
    assertThat(end.get("token").getAsString()).isEqualTo(token);
    assertThat(end.get("value")).hasToString("{\"kind\":\"end\"}");
  }

  @Test
  void workThatFailsEndsToo() throws InterruptedException {
    CompletableFuture<?> work = new CompletableFuture<Void>();
    progress.show("Asking registry.example", work);
    editor.calls.take();
    editor.calls.take();
    work.completeExceptionally(new IllegalStateException());
    assertThat(editor.calls.take().get("value")).hasToString("{\"kind\":\"end\"}");
  }

  /** The one that is shown was asked for later, so that the other would have been shown before. */
  @Test
  void whatIsOverSoonIsNotShown() throws InterruptedException {
    CompletableFuture<?> brief = new CompletableFuture<Void>();
    progress.show("brief", brief);
    brief.complete(null);
    progress.show("long", new CompletableFuture<Void>());
    editor.calls.take();
    assertThat(editor.calls.take().getAsJsonObject("value").get("title").getAsString())
        .isEqualTo("long");
  }

  /** Answers at once, and notes what it is sent. */
  private static final class Editor implements Endpoint {
    private final BlockingQueue<JsonObject> calls = new LinkedBlockingQueue<>();

    @Override
    public CompletableFuture<?> request(String method, @Nullable Object params) {
      calls.add((JsonObject) params);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void notify(String method, @Nullable Object params) {
      calls.add((JsonObject) params);
    }
  }
}

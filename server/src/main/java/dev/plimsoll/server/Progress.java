package dev.plimsoll.server;

import com.google.gson.JsonObject;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.jsonrpc.Endpoint;

/** Shows in the editor that something takes long, where it can show that. */
final class Progress {

  /** What is over before that isn't worth a word. */
  private static final long DELAY_MILLIS = 700;

  private final Endpoint client;
  private final boolean shown;
  private final Executor later;

  Progress(Endpoint client, ClientSupport support) {
    this.client = client;
    this.shown = support.has(Ability.WORK_DONE_PROGRESS);
    this.later = CompletableFuture.delayedExecutor(
        DELAY_MILLIS, TimeUnit.MILLISECONDS, Threads.single("progress"));
  }

  /**
   * Shows a title until something is done, unless that is soon.
   *
   * @param title a few words, plain text
   */
  void show(String title, CompletableFuture<?> work) {
    if (shown && !work.isDone()) {
      later.execute(() -> {
        if (!work.isDone()) {
          begin(title, work);
        }
      });
    }
  }

  private void begin(String title, CompletableFuture<?> work) {
    String token = "plimsoll-" + UUID.randomUUID();
    JsonObject created = new JsonObject();
    created.addProperty("token", token);
    client.request("window/workDoneProgress/create", created).thenRun(() -> {
      JsonObject begin = new JsonObject();
      begin.addProperty("kind", "begin");
      begin.addProperty("title", title);
      report(token, begin);
      JsonObject end = new JsonObject();
      end.addProperty("kind", "end");
      work.whenComplete((result, failure) -> report(token, end));
    });
  }

  private void report(String token, JsonObject value) {
    JsonObject params = new JsonObject();
    params.addProperty("token", token);
    params.add("value", value);
    client.notify("$/progress", params);
  }
}

package dev.plimsoll.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Does something about a document when nobody has touched it for a while: who types on is not slowed down by it. */
final class AfterPause {

  private final Executor later;
  private final Consumer<String> task;

  /** The URIs of documents whose pause is waited for, and whether they were touched again since the waiting began. */
  private final Map<String, Boolean> waiting = new ConcurrentHashMap<>();

  /**
   * @param later does what it is given when a pause is over
   * @param task given the URI of a document, on the thread of {@code later}
   */
  AfterPause(Executor later, Consumer<String> task) {
    this.later = later;
    this.task = task;
  }

  /** A document has changed. */
  void touched(String uri) {
    if (!waiting.merge(uri, false, (known, more) -> true)) {
      later.execute(() -> due(uri));
    }
  }

  private void due(String uri) {
    if (waiting.replace(uri, true, false)) {
      later.execute(() -> due(uri));
    } else {
      waiting.remove(uri);
      task.accept(uri);
    }
  }
}

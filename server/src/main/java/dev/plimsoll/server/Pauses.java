package dev.plimsoll.server;

import dev.plimsoll.ide.Snapshot;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody who was typing has paused. An answer about a version that is being typed may leave something out, and
 * is given again in full when the next key doesn't follow soon, or when the document is saved.
 */
final class Pauses {

  /** Longer than anybody takes from one key to the next, and short for somebody who waits for the verdict. */
  private static final long MILLIS = 1_500;

  private final Executor later;

  /** By URI, the version that is waited for or was waited for last. */
  private final Map<String, Wait> waits = new ConcurrentHashMap<>();

  private record Wait(int version, boolean over) {}

  /** @param later runs a task when a pause has passed */
  Pauses(Executor later) {
    this.later = later;
  }

  /** @param executor on which what is to be done after a pause is done */
  static Pauses on(Executor executor) {
    return new Pauses(CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS, executor));
  }

  /** Whether a version is still being typed, as far as is known. */
  boolean isTyping(Snapshot snapshot) {
    return snapshot.beingTyped() != null
        && !new Wait(snapshot.version(), true).equals(waits.get(snapshot.uri()));
  }

  /** Does something when nothing more has been typed for a while, unless another version is waited for by then. */
  void await(Snapshot snapshot, Runnable then) {
    String uri = snapshot.uri();
    Wait wait = new Wait(snapshot.version(), false);
    waits.put(uri, wait);
    later.execute(() -> {
      if (waits.replace(uri, wait, new Wait(wait.version, true))) {
        then.run();
      }
    });
  }

  /** The author says that this version is finished for now. */
  void end(Snapshot snapshot) {
    waits.put(snapshot.uri(), new Wait(snapshot.version(), true));
  }

  void closed(String uri) {
    waits.remove(uri);
  }
}

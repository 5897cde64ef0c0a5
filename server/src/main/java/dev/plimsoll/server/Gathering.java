package dev.plimsoll.server;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Shows answers that come one by one, several at once: soon after the first of them, and later while many are still to come,
 * for showing judges whole documents again.
 */
final class Gathering {

  private static final int MANY = 8;

  /** So many times as late. */
  private static final int PATIENCE = 20;

  private final Executor later;
  private final IntSupplier toCome;
  private final Runnable show;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /**
   * @param later does what it is given after a moment
   * @param toCome how many answers are still to come
   * @param show shows all that have, on the thread of {@code later}
   */
  Gathering(Executor later, IntSupplier toCome, Runnable show) {
    this.later = later;
    this.toCome = toCome;
    this.show = show;
  }

  /** An answer has come. */
  void add() {
    if (waiting.compareAndSet(false, true)) {
      await(1);
    }
  }

  private void await(int moment) {
    later.execute(() -> {
      if (moment < PATIENCE && toCome.getAsInt() > MANY) {
        await(moment + 1);
      } else {
        waiting.set(false);
        show.run();
      }
    });
  }
}

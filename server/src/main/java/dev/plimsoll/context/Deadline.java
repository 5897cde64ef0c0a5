package dev.plimsoll.context;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Until when an answer is waited for. A disk may be slow, or be a network that is gone. */
public final class Deadline {

  private final long end;
  private final BooleanSupplier cancelled;

  private Deadline(long end, BooleanSupplier cancelled) {
    this.end = end;
    this.cancelled = cancelled;
  }

  public static Deadline inMillis(long millis) {
    return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), () -> false);
  }

  /** The same, but over as soon as nobody wants the answer any more. */
  public Deadline unless(BooleanSupplier cancelled) {
    return new Deadline(end, cancelled);
  }

  /** The same, but over in so many nanoseconds at the latest. */
  Deadline within(long nanos) {
    long soon = System.nanoTime() + Math.max(0, nanos);
    return soon - end < 0 ? new Deadline(soon, cancelled) : this;
  }

  public boolean isOver() {
    return remainingNanos() == 0;
  }

  long remainingNanos() {
    return cancelled.getAsBoolean() ? 0 : Math.max(0, end - System.nanoTime());
  }
}

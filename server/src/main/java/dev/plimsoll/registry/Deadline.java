package dev.plimsoll.registry;

import java.time.Duration;

/** Until when an answer is waited for: one time for all that it takes, from the login to the last byte. */
final class Deadline {

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration limit) {
    long nanos =
        limit.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : limit.toNanos();
    return new Deadline(System.nanoTime() + Math.max(0, nanos));
  }

  /** The same, but over in so much time at the latest. */
  Deadline within(Duration limit) {
    Deadline sooner = in(limit);
    return sooner.end - end < 0 ? sooner : this;
  }

  boolean isOver() {
    return remainingNanos() == 0;
  }

  long remainingNanos() {
    return Math.max(0, end - System.nanoTime());
  }
}

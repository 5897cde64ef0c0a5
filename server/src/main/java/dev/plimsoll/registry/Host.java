package dev.plimsoll.registry;

import com.google.common.base.CharMatcher;
import dev.plimsoll.image.LookupFailure.Reason;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is remembered of a host: how many questions it is asked now, and until when it wants none. */
final class Host {

  /** So many questions at once. */
  static final int AT_ONCE = 4;

  private static final int UNAVAILABLE = 503;

  /** How long a host is left alone that doesn't say how long. */
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);

  /** The longest that a host is left alone, whatever it says: the time for which Docker Hub counts pulls. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /** As seconds, what is larger is a point in time: Docker Hub sends one of these. */
  private static final long FIRST_TIMESTAMP = 1_000_000_000;

  /** A pause that a host asked for. */
  private record Pause(Reason reason, Instant until) {}

  /** Something that asks the host. */
  @FunctionalInterface
  interface Question<T extends @Nullable Object> {
    T ask() throws LookupException, InterruptedException;
  }

  private final Clock clock;
  private final Semaphore free = new Semaphore(AT_ONCE, true);
  private volatile @Nullable Pause pause;

  Host(Clock clock) {
    this.clock = clock;
  }

  /** Asks when it is this question's turn; while the host wants to be left alone it fails at once. */
  <T extends @Nullable Object> T take(Deadline deadline, Question<T> question)
      throws LookupException, InterruptedException {
    refuseInPause();
    if (!free.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
      throw new LookupException(Reason.TIMEOUT);
    }
    try {
      refuseInPause();
      return question.ask();
    } finally {
      free.release();
    }
  }

  private void refuseInPause() throws LookupException {
    Pause known = pause;
    if (known != null && clock.instant().isBefore(known.until)) {
      throw new LookupException(known.reason, known.until);
    }
  }

  /** Whether the server says that nobody should ask again at once. */
  boolean wantsPause(Reply reply) {
    return reply.status() == Reply.TOO_MANY_REQUESTS
        || reply.status() == UNAVAILABLE && reply.header("Retry-After") != null;
  }

  /** Remembers that the host wants to be left alone, and ends the look-up if it does. */
  void note(Reply reply) throws LookupException {
    if (!wantsPause(reply)) {
      return;
    }
    Reason reason = reply.status() == UNAVAILABLE ? Reason.SERVER_ERROR : Reason.RATE_LIMITED;
    Instant now = clock.instant();
    Instant until = until(reply, now);
    Instant latest = now.plus(LONGEST_PAUSE);
    until = until.isAfter(latest) ? latest : until;
    pause = new Pause(reason, until);
    throw new LookupException(reason, until);
  }

  private static Instant until(Reply reply, Instant now) {
    for (String name : new String[] {"X-Retry-After", "Retry-After", "X-RateLimit-Reset"}) {
      Instant until = time(reply.header(name), now);
      if (until != null && until.isAfter(now)) {
        return until;
      }
    }
    return now.plus(USUAL_PAUSE);
  }

  /** Reads seconds from now on, seconds since 1970, or a date of HTTP. */
  private static @Nullable Instant time(@Nullable String text, Instant now) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String written = text.strip();
    try {
      if (!CharMatcher.inRange('0', '9').matchesAllOf(written)) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(written, Instant::from);
      }
      long seconds = Long.parseLong(written);
      return seconds < FIRST_TIMESTAMP ? now.plusSeconds(seconds) : Instant.ofEpochSecond(seconds);
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      return null;
    }
  }
}

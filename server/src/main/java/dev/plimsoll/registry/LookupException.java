package dev.plimsoll.registry;

import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.LookupFailure.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ends a look-up. It has no message and no cause, which may hold what was sent. */
final class LookupException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final @Nullable Instant retryAt;

  LookupException(Reason reason) {
    this(reason, null);
  }

  LookupException(Reason reason, @Nullable Instant retryAt) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.retryAt = retryAt;
  }

  Reason reason() {
    return reason;
  }

  /** @param host the registry that was asked, as people call it */
  LookupFailure at(String host) {
    return new LookupFailure(reason, host, retryAt);
  }
}

package dev.plimsoll.registry;

import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Registries that are taken as they are: those of this machine, and those that a setting names. As Docker does, they are asked
 * encrypted if they can be, whatever certificate they show, and else in the clear.
 */
final class InsecureRegistries {

  /** So long a registry stays what it was found to be; then somebody may have given it a certificate. */
  private static final Duration COUNTS = Duration.ofMinutes(1);

  /** Longer than a server of this machine or this network takes to say the first byte. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private record Found(boolean encrypted, Instant until) {}

  private final ImmutableSet<String> named;
  private final Proxies proxies;
  private final ExecutorService threads;
  private final Clock clock;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  /** What their addresses begin with that were found to speak TLS. */
  private final Set<String> unverified = ConcurrentHashMap.newKeySet();

  /**
   * @param named by the user, {@code registry.lan} or {@code registry.lan:5000}
   * @param threads where a connection is awaited
   */
  InsecureRegistries(
      ImmutableSet<String> named, Proxies proxies, ExecutorService threads, Clock clock) {
    this.named = named;
    this.proxies = proxies;
    this.threads = threads;
    this.clock = clock;
  }

  /** @param encrypted the address of a registry, with {@code https} */
  boolean contains(URI encrypted) {
    String host = Addresses.host(encrypted);
    return Addresses.isThisMachine(host)
        || named.contains(host)
        || named.contains(encrypted.getAuthority());
  }

  /**
   * Finds out by which of two addresses one of them is asked.
   *
   * @param encrypted its address with {@code https}
   * @param plain the same with {@code http}
   */
  URI address(URI encrypted, URI plain, Deadline deadline) throws InterruptedException {
    if (!proxies.isDirect(encrypted)) {
      return plain; // what it speaks, only the proxy could find out
    }
    String domain = encrypted.getAuthority();
    Found known = found.get(domain);
    if (known == null || clock.instant().isAfter(known.until)) {
      known = new Found(speaksTls(encrypted, deadline), clock.instant().plus(COUNTS));
      found.put(domain, known);
      if (known.encrypted) {
        unverified.add(domain);
      }
    }
    return known.encrypted ? encrypted : plain;
  }

  /** Whether any certificate will do at a place. */
  boolean isUnverified(URI place) {
    return Addresses.isEncrypted(place) && unverified.contains(place.getAuthority());
  }

  private boolean speaksTls(URI place, Deadline deadline) throws InterruptedException {
    Deadline patience = deadline.within(PATIENCE);
    Future<Boolean> answer = threads.submit(() -> Tls.isSpokenBy(place, PATIENCE));
    try {
      return answer.get(patience.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } finally {
      answer.cancel(true);
    }
  }
}

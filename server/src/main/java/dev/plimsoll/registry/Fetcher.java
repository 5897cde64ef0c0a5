package dev.plimsoll.registry;

import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.registry.Addresses.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks as a good guest does: few questions at once, none while a host wants to be left alone, once more where it was the
 * server's fault. It follows redirects, but not everywhere, and tells nobody a login that is another host's.
 */
final class Fetcher {

  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_PORT = 65535;
  private static final long PAUSE_MILLIS = 100;

  private final Proxies proxies;
  private final Addresses addresses;
  private final InsecureRegistries insecure;
  private final Clock clock;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  /** Made at the first question; a race makes two, of which one is forgotten. */
  private volatile @Nullable Http http;

  Fetcher(RegistryOptions options, ExecutorService threads, Clock clock) {
    proxies = Proxies.of(options);
    addresses = new Addresses(threads);
    insecure = new InsecureRegistries(options.insecureHosts(), proxies, threads, clock);
    this.clock = clock;
  }

  private Http http() {
    Http known = http;
    if (known == null) {
      known = new Http(proxies, insecure);
      http = known;
    }
    return known;
  }

  /**
   * The address of a registry.
   *
   * @param domain its name in image names
   */
  URI address(String domain, Deadline deadline) throws LookupException, InterruptedException {
    try {
      URI encrypted = new URI("https://" + domain);
      if (Addresses.isUsable(encrypted) && encrypted.getPort() <= MAX_PORT) {
        return insecure.contains(encrypted) && place(encrypted, deadline) != Place.FORBIDDEN
            ? insecure.address(encrypted, new URI("http://" + domain), deadline)
            : encrypted;
      }
    } catch (URISyntaxException e) {
      // No host has this name.
    }
    throw new LookupException(Reason.UNREACHABLE);
  }

  /** The answer in the end, whatever its status, but for those that mean that the server can't answer now. */
  Reply fetch(Request request, Deadline deadline) throws LookupException, InterruptedException {
    Place from = place(request.uri(), deadline);
    if (from == Place.FORBIDDEN) {
      throw new LookupException(Reason.NOT_ALLOWED);
    }
    Set<URI> seen = new HashSet<>();
    Request next = request;
    Reply reply = ask(next, deadline);
    while (isRedirect(reply)) {
      seen.add(next.uri());
      URI target = target(reply);
      if (seen.size() > MAX_REDIRECTS || seen.contains(target) || request.form() != null) {
        throw new LookupException(Reason.REDIRECT_REFUSED);
      }
      refuseUnsafe(next.uri(), target, from, deadline);
      next = next.at(target);
      reply = ask(next, deadline);
    }
    return reply;
  }

  /**
   * Ends the look-up where a server leads to a place that it has no business to lead to.
   *
   * @param origin the place of whoever was asked first
   */
  private void refuseUnsafe(URI from, URI to, Place origin, Deadline deadline)
      throws LookupException, InterruptedException {
    if (!Addresses.isUsable(to) || Addresses.isEncrypted(from) && !Addresses.isEncrypted(to)) {
      throw new LookupException(Reason.REDIRECT_REFUSED);
    }
    Place place = place(to, deadline);
    if (place == Place.FORBIDDEN
        || place.compareTo(origin) > 0 && !Addresses.host(from).equals(Addresses.host(to))) {
      throw new LookupException(Reason.REDIRECT_REFUSED);
    }
  }

  /** Ends the look-up where a server wants its login at a place that it has no business to lead to. */
  void refuseUnsafe(URI from, URI to, Deadline deadline)
      throws LookupException, InterruptedException {
    refuseUnsafe(from, to, place(from, deadline), deadline);
  }

  /** What a proxy reaches, only the proxy can look up. */
  private Place place(URI uri, Deadline deadline) throws LookupException, InterruptedException {
    return addresses.of(uri, proxies.isDirect(uri), deadline);
  }

  private static boolean isRedirect(Reply reply) {
    return switch (reply.status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static URI target(Reply reply) throws LookupException {
    String location = reply.header("Location");
    if (location == null) {
      throw new LookupException(Reason.MALFORMED);
    }
    try {
      return reply.uri().resolve(location.strip());
    } catch (IllegalArgumentException e) {
      throw new LookupException(Reason.MALFORMED);
    }
  }

  private Reply ask(Request request, Deadline deadline)
      throws LookupException, InterruptedException {
    if (!proxies.canReach(request.uri())) {
      throw new LookupException(Reason.UNREACHABLE);
    }
    Host host = hosts.computeIfAbsent(request.uri().getAuthority(), it -> new Host(clock));
    Reply reply = host.take(deadline, () -> askOnce(request, deadline));
    if (reply == null || isPassing(reply) && !host.wantsPause(reply)) {
      pause(deadline);
      reply = host.take(deadline, () -> askOnce(request, deadline));
    }
    if (reply == null) {
      throw new LookupException(Reason.UNREACHABLE);
    }
    host.note(reply);
    if (reply.status() >= 500) {
      throw new LookupException(Reason.SERVER_ERROR);
    }
    return reply;
  }

  /** A reply, or null where the connection broke. */
  private @Nullable Reply askOnce(Request request, Deadline deadline)
      throws LookupException, InterruptedException {
    try {
      return http().send(request, deadline);
    } catch (Http.BrokenConnection e) {
      return null;
    }
  }

  /** Whether it is likely over in a moment. */
  private static boolean isPassing(Reply reply) {
    return reply.status() >= 502 && reply.status() <= 504;
  }

  private static void pause(Deadline deadline) throws LookupException, InterruptedException {
    Thread.sleep(Math.min(PAUSE_MILLIS, TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos())));
    if (deadline.isOver()) {
      throw new LookupException(Reason.TIMEOUT);
    }
  }
}

package dev.plimsoll.registry;

import com.google.gson.JsonObject;
import dev.plimsoll.image.LookupFailure.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Logs in where a registry demands it, without a name where there is none, and remembers that for as long as the registry
 * says. What is known of one repository is not used for another: some registries refuse that.
 */
final class Logins {

  private static final int MAX_BYTES = 1 << 20;

  /** How long a login lasts if nothing else is said, and how long a name and password are used without reading them again. */
  private static final long USUAL_SECONDS = 60;

  private static final long LONGEST_SECONDS = 24 * 60 * 60L;
  private static final int MAX_LOGINS = 1000;

  /**
   * What a login is good for.
   *
   * @param registry its domain in image names
   * @param scope what it allows, {@code repository:library/node:pull}
   */
  record Purpose(String registry, String scope) {}

  private record Login(String authorization, Instant until) {
    /** Nothing of it. */
    @Override
    public String toString() {
      return "Login";
    }
  }

  private final Fetcher fetcher;
  private final DockerConfig config;
  private final ExecutorService threads;
  private final Clock clock;
  private final Map<Purpose, Login> known = new ConcurrentHashMap<>();
  private final SingleFlight<Purpose, Login> flights = new SingleFlight<>();

  Logins(Fetcher fetcher, DockerConfig config, ExecutorService threads, Clock clock) {
    this.fetcher = fetcher;
    this.config = config;
    this.threads = threads;
    this.clock = clock;
  }

  /** The header {@code Authorization} of a login that still lasts, or null. */
  @Nullable String authorization(Purpose purpose) {
    Login login = lasting(purpose);
    return login == null ? null : login.authorization;
  }

  private @Nullable Login lasting(Purpose purpose) {
    Login login = known.get(purpose);
    return login != null && clock.instant().isBefore(login.until) ? login : null;
  }

  /**
   * The header {@code Authorization} that answers a refusal.
   *
   * @param refusal from the registry itself
   * @param tried what didn't help, or null
   */
  String authorization(Purpose purpose, Reply refusal, @Nullable String tried, Deadline deadline)
      throws LookupException, InterruptedException {
    return flights.share(purpose, deadline, () -> {
          Login login = lasting(purpose);
          if (login == null || login.authorization.equals(tried)) {
            login = login(purpose, refusal, deadline);
            remember(purpose, login);
          }
          return login;
        })
        .authorization;
  }

  private void remember(Purpose purpose, Login login) {
    if (known.size() >= MAX_LOGINS) {
      Instant now = clock.instant();
      known.values().removeIf(it -> it.until.isBefore(now));
    }
    if (known.size() < MAX_LOGINS) {
      known.put(purpose, login);
    }
  }

  /** Whether the user has a login for the registry. */
  boolean hasCredentials(String registry, Deadline deadline)
      throws LookupException, InterruptedException {
    return credentials(registry, deadline) != null;
  }

  private Login login(Purpose purpose, Reply refusal, Deadline deadline)
      throws LookupException, InterruptedException {
    List<Challenge> challenges = Challenge.parse(refusal.headers("WWW-Authenticate"));
    Credentials credentials = credentials(purpose.registry, deadline);
    for (Challenge challenge : challenges) {
      if (challenge.scheme().equals("bearer")) {
        return token(challenge, purpose, refusal.uri(), credentials, deadline);
      }
    }
    for (Challenge challenge : challenges) {
      if (challenge.scheme().equals("basic")
          && credentials != null
          && !credentials.isIdentityToken()) {
        return new Login(credentials.basic(), clock.instant().plusSeconds(USUAL_SECONDS));
      }
    }
    throw new LookupException(Reason.UNAUTHORIZED);
  }

  /** Aside, as a disk or a program may hang. */
  private @Nullable Credentials credentials(String registry, Deadline deadline)
      throws LookupException, InterruptedException {
    Future<@Nullable Credentials> found = threads.submit(() -> config.login(registry));
    try {
      return found.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LookupException(Reason.TIMEOUT);
    } catch (ExecutionException e) {
      return null;
    } finally {
      found.cancel(true);
    }
  }

  private Login token(
      Challenge challenge,
      Purpose purpose,
      URI registry,
      @Nullable Credentials credentials,
      Deadline deadline)
      throws LookupException, InterruptedException {
    URI realm = realm(challenge);
    fetcher.refuseUnsafe(registry, realm, deadline);
    String query = query(challenge, purpose);
    Reply reply = fetcher.fetch(request(realm, query, credentials), deadline);
    if (reply.status() != Reply.OK && credentials != null) {
      reply = fetcher.fetch(request(realm, query, null), deadline); // it may be an old login
    }
    if (reply.status() != Reply.OK) {
      throw new LookupException(reply.status() == 403 ? Reason.DENIED : Reason.UNAUTHORIZED);
    }
    return login(Json.object(reply.text()));
  }

  private static URI realm(Challenge challenge) throws LookupException {
    String realm = challenge.parameter("realm");
    try {
      return new URI(realm == null ? "" : realm.strip());
    } catch (URISyntaxException e) {
      throw new LookupException(Reason.MALFORMED);
    }
  }

  /** ECR Public wants its own scope, not the usual one of a repository. */
  private static String query(Challenge challenge, Purpose purpose) {
    String service = challenge.parameter("service");
    String scope = challenge.parameter("scope");
    String wanted = scope == null || isUsual(scope) ? purpose.scope : scope;
    return (service == null ? "" : "service=" + encoded(service) + "&") + "scope="
        + encoded(wanted);
  }

  private static boolean isUsual(String scope) {
    return scope.isBlank() || scope.startsWith("repository:") || scope.startsWith("registry:");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Request request(URI realm, String query, @Nullable Credentials credentials)
      throws LookupException {
    if (credentials != null && credentials.isIdentityToken()) {
      String form = "grant_type=refresh_token&client_id=plimsoll&refresh_token="
          + encoded(credentials.secret()) + "&" + query;
      return Request.post(realm, form, MAX_BYTES);
    }
    try {
      String separator = realm.getRawQuery() == null ? "?" : "&";
      String bare = realm.toString().replaceFirst("#.*", "");
      return Request.get(new URI(bare + separator + query), MAX_BYTES)
          .as(credentials == null ? null : credentials.basic());
    } catch (URISyntaxException e) {
      throw new LookupException(Reason.MALFORMED);
    }
  }

  private Login login(JsonObject answer) throws LookupException {
    String token = Json.textOrEmpty(answer, "token");
    token = token.isEmpty() ? Json.textOrEmpty(answer, "access_token") : token;
    if (token.isEmpty()) {
      throw new LookupException(Reason.MALFORMED);
    }
    long seconds = Math.min(Json.number(answer, "expires_in", USUAL_SECONDS), LONGEST_SECONDS);
    return new Login("Bearer " + token, clock.instant().plusSeconds(seconds));
  }
}

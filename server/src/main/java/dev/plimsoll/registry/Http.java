package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableListMultimap;
import dev.plimsoll.image.LookupFailure.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One exchange with one server: no redirects, no logins, nothing again. Made at the first look-up, as it loads much. */
final class Http {

  /** The connection broke, so that the same question may well be answered now. */
  static final class BrokenConnection extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final HttpClient client;
  private final Proxies proxies;
  private final InsecureRegistries insecure;

  /** Made where it is needed, which is seldom. */
  private final Supplier<HttpClient> unverified;

  Http(Proxies proxies, InsecureRegistries insecure) {
    this.proxies = proxies;
    this.insecure = insecure;
    Proxies.allowPasswords();
    client = client().build();
    unverified = Suppliers.memoize(() -> client().sslContext(Tls.unverified()).build());
  }

  private HttpClient.Builder client() {
    return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).proxy(proxies);
  }

  /** The answer with its body, if both are there before the deadline. An interrupt closes the connection at once. */
  Reply send(Request request, Deadline deadline)
      throws LookupException, BrokenConnection, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange;
    try {
      HttpClient asking = insecure.isUnverified(request.uri()) ? unverified.get() : client;
      exchange = asking.sendAsync(request(request), info -> new LimitedBody(request.maxBytes()));
    } catch (IllegalArgumentException e) {
      throw new LookupException(Reason.MALFORMED); // a place or a token that can't be sent
    }
    try {
      HttpResponse<byte[]> response = exchange.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      return reply(request.uri(), response);
    } catch (TimeoutException e) {
      throw new LookupException(Reason.TIMEOUT);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      exchange.cancel(true); // it is over, or nobody waits for it
    }
  }

  private HttpRequest request(Request request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
        // Over a plain connection HTTP/2 would begin with an offer that odd servers refuse.
        .version(
            Addresses.isEncrypted(request.uri())
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1)
        .header("User-Agent", "plimsoll");
    header(builder, "Accept", request.accept());
    header(builder, "Authorization", request.authorization());
    header(builder, "Proxy-Authorization", proxies.authorization(request.uri()));
    String form = request.form();
    if (form != null) {
      builder.header("Content-Type", "application/x-www-form-urlencoded");
    }
    return builder
        .method(
            request.method(),
            form == null ? BodyPublishers.noBody() : BodyPublishers.ofString(form))
        .build();
  }

  private static void header(HttpRequest.Builder builder, String name, @Nullable String value) {
    if (value != null) {
      builder.header(name, value);
    }
  }

  private static Reply reply(URI uri, HttpResponse<byte[]> response) throws LookupException {
    if (Addresses.isEncrypted(uri) && response.sslSession().isEmpty()) {
      throw new LookupException(Reason.UNREACHABLE); // a proxy's answer, to the wish for a tunnel
    }
    ImmutableListMultimap.Builder<String, String> headers = ImmutableListMultimap.builder();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.putAll(Ascii.toLowerCase(name), values));
    return new Reply(uri, response.statusCode(), headers.build(), response.body());
  }

  private static LookupException failure(@Nullable Throwable cause) throws BrokenConnection {
    if (cause instanceof LimitedBody.TooLarge) {
      return new LookupException(Reason.TOO_LARGE);
    }
    if (cause instanceof SSLException) {
      return new LookupException(Reason.UNTRUSTED);
    }
    if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
      return new LookupException(Reason.UNREACHABLE);
    }
    if (cause instanceof ProtocolException) {
      return new LookupException(Reason.MALFORMED);
    }
    if (cause instanceof IOException) {
      throw new BrokenConnection();
    }
    return new LookupException(Reason.MALFORMED);
  }
}

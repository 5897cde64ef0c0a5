package dev.plimsoll.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plimsoll.image.ImageReference;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers as a registry does, or as none should. It notes what it is asked. */
public final class FakeRegistry implements AutoCloseable {

  static {
    // Otherwise every answer on a kept connection takes some 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What is done with a request. */
  @FunctionalInterface
  public interface Handler {
    void handle(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task, "fake registry");
    thread.setDaemon(true);
    return thread;
  });
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public FakeRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    requests.add(exchange.getRequestMethod() + " " + uri);
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    logins.add(login == null ? "" : login);
    Handler handler = handlers.get(uri.toString());
    handler = handler == null ? handlers.get(uri.getPath()) : handler;
    try {
      if (handler == null) {
        send(exchange, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
      } else {
        handler.handle(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** The registry in image names. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public URI uri() {
    return URI.create("http://" + host());
  }

  /** Nothing of the machine that the test runs on, and this server for Docker Hub, too. */
  public RegistryOptions options() {
    return Lookups.options().withDockerHub(new RegistryOptions.DockerHubAddress(uri(), uri()));
  }

  public ImageReference image(String name) {
    return Objects.requireNonNull(ImageReference.of(host() + "/" + name));
  }

  /** Each request with its method, in the order in which they came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The header {@code Authorization} of each request, empty where it had none. */
  public List<String> logins() {
    return List.copyOf(logins);
  }

  /** Says what is done with requests for a path, or for a path with a query. */
  public FakeRegistry on(String place, Handler handler) {
    handlers.put(place, handler);
    return this;
  }

  /** Answers requests for a place. */
  public FakeRegistry answer(String place, int status, String body, String... headers) {
    return on(place, exchange -> send(exchange, status, body, headers));
  }

  /** Waits until this server is closed. */
  public void hang() throws InterruptedException {
    closing.await();
  }

  public static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Puts a manifest under its digest and under a tag. */
  public String put(String repository, String tag, JsonObject manifest) {
    String text = manifest.toString();
    String digest = digestOf(text);
    for (String reference : List.of(tag, digest)) {
      answer(
          "/v2/" + repository + "/manifests/" + reference,
          200,
          text,
          "Docker-Content-Digest",
          digest);
    }
    return digest;
  }

  /** Puts an image for one platform, and its configuration. */
  public String put(String repository, String tag, JsonObject config, long... layers) {
    return put(repository, tag, manifest(putBlob(repository, config.toString()), layers));
  }

  public String putBlob(String repository, String text) {
    String digest = digestOf(text);
    answer("/v2/" + repository + "/blobs/" + digest, 200, text);
    return digest;
  }

  public static String digestOf(String text) {
    return Digests.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static JsonObject manifest(String config, long... layers) {
    JsonObject manifest = new JsonObject();
    manifest.addProperty("schemaVersion", 2);
    manifest.add("config", descriptor(config, 7));
    JsonArray list = new JsonArray();
    Arrays.stream(layers).forEach(it -> list.add(descriptor(digestOf("layer " + it), it)));
    manifest.add("layers", list);
    return manifest;
  }

  private static JsonObject descriptor(String digest, long size) {
    JsonObject descriptor = new JsonObject();
    descriptor.addProperty("digest", digest);
    descriptor.addProperty("size", size);
    return descriptor;
  }

  /** The configuration of an image that says its platform and nothing else. */
  public static JsonObject config(String os, String architecture) {
    JsonObject config = new JsonObject();
    config.addProperty("os", os);
    config.addProperty("architecture", architecture);
    return config;
  }

  /** @param platform {@code os/architecture[/variant]} */
  public static JsonObject entry(String digest, String platform) {
    JsonObject entry = descriptor(digest, 500);
    String[] parts = platform.split("/");
    JsonObject object = config(parts[0], parts[1]);
    if (parts.length > 2) {
      object.addProperty("variant", parts[2]);
    }
    entry.add("platform", object);
    return entry;
  }

  public static JsonObject index(JsonObject... entries) {
    JsonObject index = new JsonObject();
    index.addProperty("schemaVersion", 2);
    JsonArray list = new JsonArray();
    Arrays.stream(entries).forEach(list::add);
    index.add("manifests", list);
    return index;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

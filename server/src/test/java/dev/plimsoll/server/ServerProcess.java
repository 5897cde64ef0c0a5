package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.Main;
import dev.plimsoll.PackedServer;
import dev.plimsoll.SampleServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, and a small client that talks to it: what is sent and received is JSON. */
final class ServerProcess implements AutoCloseable {

  static final String URI = "file:///home/ada/Dockerfile";

  /** Only a server that doesn't answer takes so long, on however busy a machine. */
  private static final long LIMIT_SECONDS = 120;

  final Process process;
  private final OutputStream in;
  private final Path errors;
  private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
  private final List<JsonObject> kept = new ArrayList<>();
  private int lastId;
  private int version;

  private ServerProcess(Class<?> main, List<String> arguments, String... javaOptions)
      throws IOException {
    errors = Files.createTempFile("plimsoll", ".log");
    List<String> command = PackedServer.command(main, javaOptions);
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    in = process.getOutputStream();
    Thread reader = new Thread(this::read, "client");
    reader.setDaemon(true);
    reader.start();
  }

  /** The server that ships, but for its patience with the disk. */
  static ServerProcess start() throws IOException {
    return new ServerProcess(SampleServer.class, List.of("all"));
  }

  /** The server that ships, as an editor starts it. */
  static ServerProcess asShipped() throws IOException {
    return new ServerProcess(Main.class, List.of("--stdio"));
  }

  /** The same; the names of the classes that it loads go to a file, each as soon as it is loaded. */
  static ServerProcess tellingClasses(Path file) throws IOException {
    String option = "-Xlog:class+load:file=" + file + ":none:filecount=0";
    return new ServerProcess(Main.class, List.of("--stdio"), option);
  }

  /** The server with sample rules. */
  static ServerProcess withSampleRules() throws IOException {
    return new ServerProcess(SampleServer.class, List.of("sample"));
  }

  private void read() {
    try (InputStream out = new BufferedInputStream(process.getInputStream())) {
      StringBuilder header = new StringBuilder();
      for (int b = out.read(); b >= 0; b = out.read()) {
        header.append((char) b);
        if (header.toString().endsWith("\r\n\r\n")) {
          // Anything but this header on standard output is a defect.
          assertThat(header.toString()).startsWith("Content-Length: ");
          int length =
              Integer.parseInt(header.substring("Content-Length: ".length()).trim());
          header.setLength(0);
          String body = new String(out.readNBytes(length), StandardCharsets.UTF_8);
          received.add(JsonParser.parseString(body).getAsJsonObject());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sendRaw(String text) throws IOException {
    sendRaw(text.getBytes(StandardCharsets.UTF_8));
  }

  void sendRaw(byte[] bytes) throws IOException {
    in.write(bytes);
    in.flush();
  }

  void sendBody(String body) throws IOException {
    sendRaw("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
  }

  void notify(String method, String params) throws IOException {
    sendBody("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  /** Sends a request; returns its id. */
  int ask(String method, String params) throws IOException {
    int id = ++lastId;
    sendBody("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":"
        + params + "}");
    return id;
  }

  /** Sends a request and waits for the whole response. */
  JsonObject request(String method, String params) throws IOException {
    return response(ask(method, params));
  }

  JsonObject response(int id) {
    return await(
        message -> !message.has("method") && new JsonPrimitive(id).equals(message.get("id")));
  }

  /** The result of a request that must succeed. */
  JsonElement result(String method, String params) throws IOException {
    JsonObject response = request(method, params);
    assertThat(response.has("error")).as("%s", response).isFalse();
    return response.get("result");
  }

  int errorCode(String method, String params) throws IOException {
    return code(request(method, params));
  }

  static int code(JsonObject response) {
    assertThat(response.has("error")).as("%s", response).isTrue();
    return response.getAsJsonObject("error").get("code").getAsInt();
  }

  /** The next message of a kind; those before it that are not of it stay for later. */
  JsonObject await(Predicate<JsonObject> kind) {
    for (JsonObject message : kept) {
      if (kind.test(message)) {
        kept.remove(message);
        return message;
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      JsonObject message = poll(end - System.nanoTime());
      assertThat(message)
          .as("no such message in time; the server said: %s", log())
          .isNotNull();
      if (kind.test(message)) {
        return message;
      }
      kept.add(message);
    }
  }

  /** Drops what was received and not asked for. */
  void forget() {
    kept.clear();
  }

  private @Nullable JsonObject poll(long nanos) {
    try {
      return received.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parameters of the next call of a method by the server. */
  JsonObject call(String method) {
    return await(message -> new JsonPrimitive(method).equals(message.get("method")));
  }

  /** Whether the server has called a method that was not awaited, up to the last response. */
  boolean hasCalled(String method) {
    return kept.stream()
        .anyMatch(message -> new JsonPrimitive(method).equals(message.get("method")));
  }

  /** Whether the server has sent something that was not awaited, up to the last response. */
  boolean hasReceived(Predicate<JsonObject> kind) {
    return kept.stream().anyMatch(kind);
  }

  /** Answers a request of the server. */
  void reply(JsonObject request, String result) throws IOException {
    sendBody("{\"jsonrpc\":\"2.0\",\"id\":" + request.get("id") + ",\"result\":" + result + "}");
  }

  /** {@code initialize} and {@code initialized}; the server's capabilities. */
  JsonObject initialize(String capabilities) throws IOException {
    JsonObject result = result(
            "initialize",
            "{\"processId\":null,\"rootUri\":null,\"capabilities\":" + capabilities + "}")
        .getAsJsonObject();
    notify("initialized", "{}");
    return result.getAsJsonObject("capabilities");
  }

  void open(String uri, String text) throws IOException {
    open(uri, "dockerfile", text);
  }

  void open(String uri, String language, String text) throws IOException {
    version = 1;
    notify(
        "textDocument/didOpen",
        json(Map.of(
            "textDocument",
            Map.of("uri", uri, "languageId", language, "version", version, "text", text))));
  }

  /** Changes a range, given as line:character-line:character. */
  void change(String uri, int startLine, int start, int endLine, int end, String text)
      throws IOException {
    Map<String, Object> range =
        Map.of("start", position(startLine, start), "end", position(endLine, end));
    changes(uri, List.of(Map.of("range", range, "text", text)));
  }

  void changes(String uri, List<Map<String, Object>> changes) throws IOException {
    version++;
    notify(
        "textDocument/didChange",
        json(Map.of(
            "textDocument", Map.of("uri", uri, "version", version), "contentChanges", changes)));
  }

  int version() {
    return version;
  }

  static Map<String, Object> position(int line, int character) {
    return Map.of("line", line, "character", character);
  }

  static String json(Object value) {
    return new com.google.gson.GsonBuilder().disableHtmlEscaping().create().toJson(value);
  }

  static String document(String uri) {
    return "\"textDocument\":{\"uri\":\"" + uri + "\"}";
  }

  /** The published diagnostics of a version; earlier publications are dropped. */
  JsonArray published(String uri, int wanted) {
    while (true) {
      JsonObject params = call("textDocument/publishDiagnostics").getAsJsonObject("params");
      if (params.get("uri").getAsString().equals(uri)
          && params.has("version")
          && params.get("version").getAsInt() == wanted) {
        return params.getAsJsonArray("diagnostics");
      }
    }
  }

  /** What the server wrote to its standard error stream. */
  String log() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void closeInput() throws IOException {
    in.close();
  }

  int exitStatus() {
    assertThat(hasEndedWithin(LIMIT_SECONDS)).as("ends in time").isTrue();
    return process.exitValue();
  }

  boolean hasEndedWithin(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Shuts down in order; the process must end with 0, which shows that it lived until now. */
  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        request("shutdown", "null");
        notify("exit", "null");
        assertThat(exitStatus()).isZero();
      }
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(errors);
    }
  }
}

package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.server.Workers.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.jsonrpc.Endpoint;

/**
 * Messages that a server in this process gets one after the other, as bytes, and what it says to them. The answers are
 * the same as those of a process, thousands of times as fast.
 */
final class Dialogue {

  /** How a message begins that is one. */
  private static final Pattern ANSWER =
      Pattern.compile("\r\n\r\n\\{\"jsonrpc\":\"2.0\",\"id\":[^,]+,\"(result|error)\":");

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<JsonObject> received = new ArrayList<>();
  private int lastId;

  void raw(byte[] bytes) {
    sent.writeBytes(bytes);
  }

  void body(String body) {
    byte[] bytes = escaped(body).getBytes(StandardCharsets.UTF_8);
    raw(("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    raw(bytes);
  }

  /** Half of a surrogate pair has no form in UTF-8. */
  private static String escaped(String body) {
    StringBuilder escaped = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (Character.isSurrogate(c)) {
        escaped.append("\\u").append(Integer.toHexString(c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Returns the id of the request. */
  int ask(String method, JsonElement params) {
    JsonObject message = message(method, params);
    message.addProperty("id", ++lastId);
    body(message.toString());
    return lastId;
  }

  void notify(String method, JsonElement params) {
    body(message(method, params).toString());
  }

  private static JsonObject message(String method, JsonElement params) {
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("method", method);
    message.add("params", params);
    return message;
  }

  int initialize(String capabilities) {
    return ask(
        "initialize",
        JsonParser.parseString("{\"processId\":null,\"capabilities\":" + capabilities + "}"));
  }

  void open(String uri, String language, String text) {
    notify(
        "textDocument/didOpen",
        json(Map.of(
            "textDocument",
            Map.of("uri", uri, "languageId", language, "version", 1, "text", text))));
  }

  static JsonElement json(Object value) {
    return JsonParser.parseString(ServerProcess.json(value));
  }

  /** Everything is done at once, on the thread that reads messages. */
  static Workers inline() {
    return new Workers(
        Runnable::run,
        Runnable::run,
        Runnable::run,
        Runnable::run,
        new Patience(60_000, 60_000, 60_000));
  }

  /** Lets the server hear all that was said. It answers on this thread. */
  void play() {
    play(inline(), server -> server);
  }

  /**
   * The same with other threads, and with somebody between the connection and the server.
   *
   * @param between gets the server and returns what is talked to
   */
  void play(Workers workers, UnaryOperator<Endpoint> between) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Log lines = new Log(new PrintStream(log, true, StandardCharsets.UTF_8));
    Connection client = new Connection(new ByteArrayInputStream(sent.toByteArray()), out, lines);
    Checks checks =
        new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, new RuleFailures(lines));
    LanguageServer server =
        new LanguageServer(null, client, checks, null, null, workers, lines, () -> {});
    try {
      client.listen(between.apply(server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Other threads may be at work on the last answers. One that never comes is found missing.
    for (int i = 0; i < 600 && answersIn(out) < lastId; i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    read(out.toByteArray());
  }

  private static long answersIn(ByteArrayOutputStream out) {
    Matcher answer = ANSWER.matcher(out.toString(StandardCharsets.UTF_8));
    return answer.results().count();
  }

  private void read(byte[] out) {
    String all = new String(out, StandardCharsets.ISO_8859_1);
    for (int at = 0; at < all.length(); ) {
      int end = all.indexOf("\r\n\r\n", at);
      assertThat(all.substring(at, end)).matches("Content-Length: \\d+");
      int length = Integer.parseInt(all.substring(at + "Content-Length: ".length(), end));
      at = end + 4 + length;
      received.add(JsonParser.parseString(new String(out, end + 4, length, StandardCharsets.UTF_8))
          .getAsJsonObject());
    }
  }

  /** All that the server said, in order. */
  List<JsonObject> received() {
    return received;
  }

  /** The answers by the ids of their requests; each request has one. */
  Map<Integer, JsonObject> answers() {
    Map<Integer, JsonObject> answers = new TreeMap<>();
    for (JsonObject message : received) {
      if (!message.has("method")) {
        assertThat(answers.put(message.get("id").getAsInt(), message)).isNull();
      }
    }
    assertThat(answers.keySet()).hasSize(lastId);
    return answers;
  }

  JsonObject answer(int id) {
    return answers().get(id);
  }

  /** What the server wrote to its error stream. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }
}

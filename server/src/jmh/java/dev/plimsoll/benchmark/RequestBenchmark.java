package dev.plimsoll.benchmark;

import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.registry.FakeRegistry;
import dev.plimsoll.server.AccessInTests;
import dev.plimsoll.server.Connection;
import dev.plimsoll.server.LanguageServer;
import dev.plimsoll.server.Log;
import dev.plimsoll.server.RuleFailures;
import dev.plimsoll.server.Workers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each request costs, from the bytes that come in to those that go out, with no editor and no pipe between; alone, or
 * while a registry that the file names hangs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RequestBenchmark {

  /** As the answer says it. */
  private static final String QUESTION = "\"id\":424242";

  private static final String URI = "file:///home/ada/Dockerfile";

  /** What the requests need besides the document and a position, by method. */
  private static final Map<String, String> MORE = Map.of(
      "textDocument/references", ",\"context\":{\"includeDeclaration\":true}",
      "textDocument/rename", ",\"newName\":\"other\"",
      "textDocument/codeAction", ",\"context\":{\"diagnostics\":[]}",
      "textDocument/formatting", ",\"options\":{\"tabSize\":4,\"insertSpaces\":true}",
      "textDocument/onTypeFormatting", ",\"ch\":\"\\n\",\"options\":{\"tabSize\":4,\"insertSpaces\":true}");

  @Param({
    "documentSymbol",
    "foldingRange",
    "documentLink",
    "codeLens",
    "inlayHint",
    "semanticTokens/full",
    "diagnostic",
    "completion",
    "hover",
    "signatureHelp",
    "definition",
    "references",
    "documentHighlight",
    "prepareRename",
    "rename",
    "linkedEditingRange",
    "selectionRange",
    "prepareCallHierarchy",
    "codeAction",
    "formatting",
    "onTypeFormatting"
  })
  public String request = "";

  @Param({"1000", "10000"})
  public int lines;

  /** Whether a character was typed before, or deleted. */
  @Param({"false", "true"})
  public boolean edited;

  /**
   * Whether there is a registry: {@link #NONE}; {@link #OFF}, where the settings don't allow to ask it; {@link #HANGING}, where
   * it is asked and doesn't answer. The text is the same in the last two. JMH takes parameters by their names, and tries all values
   * of this, the last one, before the next request: one beside the other, as quiet or as loud as the machine is then.
   */
  @Param({NONE})
  public String source = "";

  static final String NONE = "none";
  static final String OFF = "off";
  static final String HANGING = "hanging";

  private static final int HANGING_IMAGES = 8;
  private static final long PATIENCE_SECONDS = 10;

  private final Feed in = new Feed();
  private final Answers out = new Answers();
  private final Log log = new Log(System.err);
  private final Connection client = new Connection(in, out, log);
  private final FakeRegistry images = new FakeRegistry();
  private @Nullable LanguageServer server;

  private byte[] question = {};
  private int version = 1;
  private int editedLine;

  /** What the client has sent so far; ends there until it sends more. */
  private static final class Feed extends InputStream {
    private ByteArrayInputStream sent = new ByteArrayInputStream(new byte[0]);

    @Override
    public int read() {
      return sent.read();
    }

    @Override
    public int read(byte[] bytes, int start, int length) {
      return sent.read(bytes, start, length);
    }
  }

  /** What the server says; tells when the last message is there that was waited for. */
  private static final class Answers extends ByteArrayOutputStream {
    private static final int HEAD = 80;
    private int message;
    private boolean answered;

    /** The server does it behind each message. */
    @Override
    public synchronized void flush() {
      String head = new String(buf, message, Math.min(HEAD, count - message), StandardCharsets.ISO_8859_1);
      answered |= head.contains(QUESTION);
      message = count;
      notifyAll();
    }

    @Override
    public synchronized void reset() {
      super.reset();
      message = 0;
      answered = false;
    }

    synchronized int awaitAnswer() throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!answered && System.nanoTime() - end < 0) {
        wait(TimeUnit.SECONDS.toMillis(1));
      }
      if (!answered) {
        throw new IllegalStateException("no answer");
      }
      return size();
    }
  }

  private LanguageServer server() throws IOException {
    boolean alone = source.equals(NONE);
    Path folder = Files.createTempDirectory("benchmark");
    return new LanguageServer(
        null,
        client,
        new Checks(() -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log)),
        alone ? null : new AccessInTests(images.options(), folder.resolve("images")),
        null,
        Workers.start(Workers.Patience.OF_PEOPLE).withLanes(Runnable::run, Runnable::run),
        log,
        () -> {});
  }

  private String text() {
    StringBuilder text = new StringBuilder(GeneratedDockerfile.ofLines(lines));
    for (int i = 0; i < HANGING_IMAGES && !source.equals(NONE); i++) {
      images.on("/v2/team/app" + i + "/manifests/1", exchange -> images.hang());
      text.append("FROM " + images.host() + "/team/app" + i + ":1\nCOPY . .\n");
    }
    return text.toString();
  }

  /** Or the figures would be those of something else. */
  @TearDown
  public void check() {
    if (images.requests().isEmpty() == source.equals(HANGING)) {
      throw new IllegalStateException(source + ": " + images.requests());
    }
    images.close();
  }

  @Setup
  public void open() throws IOException, InterruptedException {
    server = server();
    String text = text();
    String[] all = text.split("\n");
    int line = all.length / 2;
    while (!all[line].startsWith("COPY --from=")) {
      line++;
    }
    editedLine = line;
    send(message("\"id\":1,\"method\":\"initialize\"", """
        {"capabilities":{"textDocument":{"diagnostic":{},
          "documentSymbol":{"hierarchicalDocumentSymbolSupport":true},
          "completion":{"completionItem":{"snippetSupport":true}},
          "codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[""]}}},
          "rename":{"prepareSupport":true},
          "semanticTokens":{"requests":{"full":true},"tokenTypes":["keyword","string","variable"],
            "tokenModifiers":["declaration"]}}},
          "initializationOptions":{"plimsoll":{"images":{"network":"%s"}}}}"""
        .formatted(source.equals(HANGING) ? "on" : "off")));
    send(message(
        "\"method\":\"textDocument/didOpen\"",
        "{\"textDocument\":{\"uri\":\"" + URI + "\",\"languageId\":\"dockerfile\",\"version\":1,"
            + "\"text\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
            + "\"}}"));
    String at = "{\"line\":" + line + ",\"character\":" + "COPY --from=s".length() + "}";
    String method = "textDocument/" + request;
    String range = request.equals("codeAction")
        ? "{\"start\":" + at + ",\"end\":" + at + "}"
        : "{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":" + all.length + ",\"character\":0}}";
    question = message(
        QUESTION + ",\"method\":\"" + method + "\"",
        "{\"textDocument\":{\"uri\":\"" + URI + "\"},\"position\":" + at + ",\"positions\":[" + at + "],"
            + "\"range\":" + range + MORE.getOrDefault(method, "") + "}");
    int answer = ask();
    while (source.equals(HANGING) && images.requests().isEmpty()) {
      Thread.sleep(100); // it looks a moment after a file is opened
    }
    if (!out.toString(StandardCharsets.UTF_8).contains("\"result\":")) {
      throw new IllegalStateException("no answer of " + answer + " bytes to " + method);
    }
  }

  private static byte[] message(String head, String params) {
    byte[] body = ("{\"jsonrpc\":\"2.0\"," + head + ",\"params\":" + params + "}").getBytes(StandardCharsets.UTF_8);
    byte[] header = ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[header.length + body.length];
    System.arraycopy(header, 0, message, 0, header.length);
    System.arraycopy(body, 0, message, header.length, body.length);
    return message;
  }

  /** Lets the server take a message; the length of what it answers, in bytes. */
  private int send(byte[] message) throws IOException {
    out.reset();
    in.sent = new ByteArrayInputStream(message);
    client.listen(server);
    return out.size();
  }

  private int ask() throws IOException, InterruptedException {
    int sent = send(question);
    return source.equals(NONE) ? sent : out.awaitAnswer();
  }

  @Benchmark
  public int answer() throws IOException, InterruptedException {
    if (edited) {
      int column = "COPY".length();
      boolean typed = version++ % 2 == 0;
      send(message(
          "\"method\":\"textDocument/didChange\"",
          "{\"textDocument\":{\"uri\":\"" + URI + "\",\"version\":" + version + "},\"contentChanges\":[{\"range\":"
              + "{\"start\":{\"line\":" + editedLine + ",\"character\":" + column + "},\"end\":{\"line\":" + editedLine
              + ",\"character\":" + (typed ? column + 1 : column) + "}},\"text\":\"" + (typed ? "" : " ") + "\"}]}"));
    }
    return ask();
  }
}

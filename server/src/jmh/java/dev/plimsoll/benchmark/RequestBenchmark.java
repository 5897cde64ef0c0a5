package dev.plimsoll.benchmark;

import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** What each request costs, from the bytes that come in to those that go out, with no editor and no pipe between. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RequestBenchmark {

  private static final String URI = "file:///home/ada/Dockerfile";

  /** What the requests need besides the document and a position, by method. */
  private static final Map<String, String> MORE = Map.of(
      "textDocument/references", ",\"context\":{\"includeDeclaration\":true}",
      "textDocument/rename", ",\"newName\":\"other\"",
      "textDocument/codeAction", ",\"context\":{\"diagnostics\":[]}",
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
    "onTypeFormatting"
  })
  public String request = "";

  @Param({"1000", "10000"})
  public int lines;

  /** Whether a character was typed before, or deleted. */
  @Param({"false", "true"})
  public boolean edited;

  private final Feed in = new Feed();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = new Log(System.err);
  private final Connection client = new Connection(in, out, log);
  private final LanguageServer server = new LanguageServer(
      null,
      client,
      new Checks(() -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log)),
      null,
      Workers.start(Workers.Patience.OF_PEOPLE).withLanes(Runnable::run, Runnable::run),
      log,
      () -> {});

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

  @Setup
  public void open() throws IOException {
    String text = GeneratedDockerfile.ofLines(lines);
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
            "tokenModifiers":["declaration"]}}}}"""));
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
        "\"id\":2,\"method\":\"" + method + "\"",
        "{\"textDocument\":{\"uri\":\"" + URI + "\"},\"position\":" + at + ",\"positions\":[" + at + "],"
            + "\"range\":" + range + MORE.getOrDefault(method, "") + "}");
    int answer = send(question);
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

  @Benchmark
  public int answer() throws IOException {
    if (edited) {
      int column = "COPY".length();
      boolean typed = version++ % 2 == 0;
      send(message(
          "\"method\":\"textDocument/didChange\"",
          "{\"textDocument\":{\"uri\":\"" + URI + "\",\"version\":" + version + "},\"contentChanges\":[{\"range\":"
              + "{\"start\":{\"line\":" + editedLine + ",\"character\":" + column + "},\"end\":{\"line\":" + editedLine
              + ",\"character\":" + (typed ? column + 1 : column) + "}},\"text\":\"" + (typed ? "" : " ") + "\"}]}"));
    }
    return send(question);
  }
}

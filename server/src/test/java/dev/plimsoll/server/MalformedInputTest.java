package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.code;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in is answered or ignored as JSON-RPC says, and the next request is answered all the same. */
@TestInstance(Lifecycle.PER_CLASS)
class MalformedInputTest {

  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;

  private ServerProcess server;

  @BeforeAll
  void start() throws IOException {
    server = ServerProcess.start();
    server.initialize("{}");
  }

  @AfterEach
  void livesOn() throws IOException {
    assertThat(server.errorCode("is/there/anybody", "{}")).isEqualTo(METHOD_NOT_FOUND);
    server.forget();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private JsonObject answerToNobody() {
    return server.await(message -> message.has("error") && message.get("id") instanceof JsonNull);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"jsonrpc\":", "}", "{\"id\":1,\"method\":\"a\",}x", "", "{\"id\":1 \"method\"}"
      })
  void whatIsNoJson(String body) throws IOException {
    server.sendBody(body);
    assertThat(code(answerToNobody())).isEqualTo(PARSE_ERROR);
  }

  @Test
  void whatIsNoUtf8() throws IOException {
    byte[] body = {'{', (byte) 0xC3, (byte) 0x28, (byte) 0xFF};
    server.sendRaw("Content-Length: 4\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    server.sendRaw(body);
    assertThat(code(answerToNobody())).isEqualTo(PARSE_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42",
        "\"text\"",
        "null",
        "true",
        "{}",
        "[]",
        "[{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"shutdown\"}]"
      })
  void whatIsNoMessage(String body) throws IOException {
    server.sendBody(body);
    assertThat(code(answerToNobody())).isEqualTo(INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"42", "[1,2]", "\"x\"", "{\"textDocument\":7}", "{\"range\":\"x\"}", "{}", "null"})
  void parametersOfAnotherShape(String params) throws IOException {
    assertThat(server.errorCode("textDocument/codeAction", params)).isEqualTo(INVALID_PARAMS);
  }

  @Test
  void aRequestWhoseIdComesLast() throws IOException {
    server.sendBody("{\"method\":\"textDocument/codeAction\",\"params\":42,\"id\":901}");
    assertThat(code(server.response(901))).isEqualTo(INVALID_PARAMS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "workspace/didChangeConfiguration",
        "initialized",
        "$/setTrace",
        "$/cancelRequest"
      })
  void notificationsWithoutParameters(String method) throws IOException {
    server.notify(method, "null");
    server.notify(method, "{}");
    server.notify(method, "[[]]");
    server.notify(method, "7");
  }

  @ParameterizedTest
  @CsvSource({"foo/bar", "$/unknown", "textDocument/", "''"})
  void unknownRequests(String method) throws IOException {
    assertThat(server.errorCode(method, "{}")).isEqualTo(METHOD_NOT_FOUND);
    assertThat(server.errorCode(method, "null")).isEqualTo(METHOD_NOT_FOUND);
  }

  @Test
  void unknownNotifications() throws IOException {
    server.notify("foo/bar", "{}");
    server.notify("$/whatever", "{}");
    livesOn();
    assertThat(server.log()).contains("foo/bar").doesNotContain("whatever");
  }

  @Test
  void aResponseToNothing() throws IOException {
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":\"4711\",\"result\":null}");
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"m\"}}");
  }

  @Test
  void cancellingWhatIsNotThere() throws IOException {
    server.notify("$/cancelRequest", "{\"id\":12345}");
    server.notify("$/cancelRequest", "{\"id\":\"x\"}");
    livesOn();
    assertThat(server.log()).doesNotContain("cancelRequest failed");
  }

  @Test
  void aHeaderWithoutLength() throws IOException {
    server.sendRaw(
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{\"jsonrpc\":\"2.0\"}");
  }

  @Test
  void aLengthThatIsNoNumber() throws IOException {
    server.sendRaw("Content-Length: many\r\n\r\n{}");
    server.sendRaw("Content-Length: -5\r\n\r\n{}");
  }

  @Test
  void aLengthThatIsTooShort() throws IOException {
    server.sendRaw("Content-Length: 10\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"foo\"}");
    assertThat(code(answerToNobody())).isEqualTo(PARSE_ERROR);
  }

  @Test
  void aLengthThatIsTooLong() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"method\":\"foo\"}";
    server.sendRaw("Content-Length: " + (body.length() + 10) + "\r\n\r\n" + body);
    server.notify("swallowed", "{}");
    assertThat(code(answerToNobody())).isEqualTo(PARSE_ERROR);
  }

  @Test
  void aLengthBeyondAllMemory() throws IOException {
    server.sendRaw("Content-Length: 99999999999\r\n\r\n{}");
    server.sendRaw("Content-Length: 2147483647\r\n\r\n{}");
    server.sendRaw("Content-Length: 99999999999999999999999\r\n\r\n{}");
  }

  @Test
  void aHugeHeader() throws IOException {
    server.sendRaw("X-Filler: " + "x".repeat(3_000_000) + "\r\n");
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":902,\"method\":\"foo\"}");
    assertThat(code(server.response(902))).isEqualTo(METHOD_NOT_FOUND);
  }

  @Test
  void headersInAnyCaseWithBlanksAndLoneLineFeeds() throws IOException {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":903,\"method\":\"foo\"}";
    server.sendRaw("content-length:" + body.length() + " \nContent-Type: x\n\n" + body);
    assertThat(code(server.response(903))).isEqualTo(METHOD_NOT_FOUND);
  }

  @Test
  void deepNesting() throws IOException {
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":904,\"method\":\"foo\",\"params\":"
        + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertThat(server
            .await(message -> message.has("error"))
            .getAsJsonObject("error")
            .get("code")
            .getAsInt())
        .isNegative();
  }

  @Test
  void aRequestWithTheIdNull() throws IOException {
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"shutdown\"}");
    assertThat(code(answerToNobody())).isEqualTo(INVALID_REQUEST);
    server.sendBody("{\"method\":\"textDocument/hover\",\"params\":{\"id\":5},\"id\" : null }");
    assertThat(code(answerToNobody())).isEqualTo(INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "{}", "[]", "[1]"})
  void aRequestWhoseIdIsNone(String id) throws IOException {
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"foo\",\"params\":{}}");
    assertThat(code(answerToNobody())).isEqualTo(INVALID_REQUEST);
  }

  @Test
  void aResponseThatIsNoneIsNotAnswered() throws IOException {
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":77,\"error\":[]}");
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":77,\"error\":{\"code\":\"x\",\"message\":[]}}");
    livesOn();
    assertThat(server.hasReceived(message -> !message.has("method"))).isFalse();
  }

  /** Twice as many as are let through. Ten million values of three bytes each took all memory. */
  @Test
  void aMessageOfMoreValuesThanAnybodySends() throws IOException {
    String many = "[1" + ",[]".repeat(1_000_000) + "]";
    assertThat(server.errorCode("textDocument/hover", many)).isEqualTo(INVALID_REQUEST);
    assertThat(server.errorCode("foo", many)).isEqualTo(INVALID_REQUEST);
    server.notify("workspace/didChangeConfiguration", "{\"settings\":" + many + "}");
    server.notify("textDocument/didChange", "{\"contentChanges\":" + many + "}");
    livesOn();
  }

  @Test
  void aMessageOfManyMegabytes() throws IOException {
    server.sendBody("{\"jsonrpc\":\"2.0\",\"id\":905,\"method\":\"foo\",\"params\":[1"
        + ",2".repeat(15_000_000) + "]}");
    assertThat(code(answerToNobody())).isEqualTo(INVALID_REQUEST);
  }

  @Test
  void textThatIsNoUtf8() throws IOException {
    byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":906,\"method\":\"foo\",\"params\":[\"?\"]}"
        .getBytes(StandardCharsets.US_ASCII);
    for (int wrong : new int[] {0xFF, 0xC3, 0x80}) {
      body[body.length - 4] = (byte) wrong;
      server.sendRaw("Content-Length: " + body.length + "\r\n\r\n");
      server.sendRaw(body);
      assertThat(code(answerToNobody())).isEqualTo(PARSE_ERROR);
    }
  }

  @Test
  void documentsThatAreNotOpen() throws IOException {
    server.change("file:///nowhere", 0, 0, 0, 0, "x");
    server.notify("textDocument/didClose", "{" + document("file:///nowhere") + "}");
    String range =
        "\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":9,\"character\":0}}";
    assertThat(server
            .result(
                "textDocument/codeAction",
                "{" + document(URI) + "," + range + ",\"context\":{\"diagnostics\":[]}}")
            .isJsonNull())
        .isTrue();
    assertThat(server.log()).contains("not open: file:///nowhere");
  }
}

package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The life of a session, from outside the process. */
class LifecycleTest {

  private static final int SERVER_NOT_INITIALIZED = -32002;
  private static final int INVALID_REQUEST = -32600;

  @Test
  void saysWhatItIsAndWhatItCan() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      JsonObject result = server.result("initialize", "{\"capabilities\":{}}").getAsJsonObject();
      assertThat(result.getAsJsonObject("serverInfo").get("name").getAsString())
          .isEqualTo("Plimsoll");
      JsonObject capabilities = result.getAsJsonObject("capabilities");
      assertThat(capabilities.getAsJsonObject("textDocumentSync").get("change").getAsInt())
          .isEqualTo(2);
      assertThat(capabilities.get("positionEncoding").getAsString()).isEqualTo("utf-16");
    }
  }

  @Test
  void endsWithZeroAfterShutdown() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      server.request("shutdown", "null");
      server.notify("exit", "null");
      assertThat(server.exitStatus()).isZero();
    }
  }

  @Test
  void endsWithOneWithoutShutdown() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      server.notify("exit", "null");
      assertThat(server.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void endsWhenItsInputCloses() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      server.closeInput();
      assertThat(server.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void endsWhenItsInputClosesInTheMiddleOfAMessage() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.sendRaw("Content-Length: 100\r\n\r\n{\"jsonrpc\"");
      server.closeInput();
      assertThat(server.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void endsWhenTheEditorIsGoneThoughTheInputStaysOpen() throws Exception {
    Process editor = new ProcessBuilder("sleep", "60").start();
    try (ServerProcess server = ServerProcess.start()) {
      server.request("initialize", "{\"processId\":" + editor.pid() + ",\"capabilities\":{}}");
      assertThat(server.hasEndedWithin(3)).isFalse(); // by then it has seen the editor
      editor.destroyForcibly().waitFor();
      assertThat(server.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void livesThoughTheEditorsProcessCannotBeSeen() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.request("initialize", "{\"processId\":2147483646,\"capabilities\":{}}");
      assertThat(server.hasEndedWithin(3)).isFalse();
    }
  }

  @Test
  void refusesRequestsBeforeInitialize() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      assertThat(server.errorCode("textDocument/codeAction", "{" + document(URI) + "}"))
          .isEqualTo(SERVER_NOT_INITIALIZED);
      assertThat(server.errorCode("shutdown", "null")).isEqualTo(SERVER_NOT_INITIALIZED);
      server.initialize("{}");
    }
  }

  @Test
  void dropsNotificationsBeforeInitialize() throws Exception {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.open(URI, "from a\n");
      server.initialize("{\"textDocument\":{\"diagnostic\":{}}}");
      JsonObject report =
          server.result("textDocument/diagnostic", "{" + document(URI) + "}").getAsJsonObject();
      assertThat(report.getAsJsonArray("items")).isEmpty();
    }
  }

  @Test
  void refusesASecondInitialize() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      assertThat(server.errorCode("initialize", "{\"capabilities\":{}}"))
          .isEqualTo(INVALID_REQUEST);
    }
  }

  @Test
  void refusesRequestsAfterShutdown() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      server.request("shutdown", "null");
      assertThat(server.errorCode("textDocument/codeAction", "{" + document(URI) + "}"))
          .isEqualTo(INVALID_REQUEST);
      server.notify("exit", "null");
      assertThat(server.exitStatus()).isZero();
    }
  }

  @Test
  void initializesWithoutAnyParameters() throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      assertThat(server.result("initialize", "null").getAsJsonObject().has("capabilities"))
          .isTrue();
    }
  }
}

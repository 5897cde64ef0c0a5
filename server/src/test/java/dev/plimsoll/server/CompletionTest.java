package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private static JsonObject complete(ServerProcess server, int line, int character, String context)
      throws IOException {
    return server
        .result(
            "textDocument/completion",
            "{" + document(URI) + ",\"position\":{\"line\":" + line + ",\"character\":" + character
                + "}" + context + "}")
        .getAsJsonObject();
  }

  private static JsonObject item(JsonObject list, String label) {
    JsonArray items = list.getAsJsonArray("items");
    for (JsonElement item : items) {
      if (item.getAsJsonObject().get("label").getAsString().equals(label)) {
        return item.getAsJsonObject();
      }
    }
    throw new AssertionError(label + " is not in " + items);
  }

  @Test
  void anItemIsOfferedAndThenDescribed() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"textDocument": {"completion": {"completionItem": {
             "snippetSupport": true, "documentationFormat": ["markdown"]}}}}""");
      server.open(URI, "FROM a\nW\n");
      JsonObject list = complete(server, 1, 1, "");
      assertThat(list.get("isIncomplete").getAsBoolean()).isFalse();
      JsonObject item = item(list, "WORKDIR /the/workdir/path");
      assertThat(item.getAsJsonObject("textEdit").get("newText").getAsString())
          .isEqualTo("WORKDIR ${1:/the/workdir/path}");
      JsonObject resolved =
          server.result("completionItem/resolve", item.toString()).getAsJsonObject();
      assertThat(resolved.getAsJsonObject("documentation").get("value").getAsString())
          .contains("Sets the working directory");
      assertThat(resolved.get("label")).isEqualTo(item.get("label"));
      assertThat(server.result("completionItem/resolve", "{\"label\":\"x\"}").toString())
          .isEqualTo("{\"label\":\"x\"}");
    }
  }

  @Test
  void aBlankInTheMiddleOfACommandOpensNothing() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("{}");
      server.open(URI, "FROM a\nRUN echo \n");
      String blank = ",\"context\":{\"triggerKind\":2,\"triggerCharacter\":\" \"}";
      assertThat(complete(server, 1, 9, blank).getAsJsonArray("items")).isEmpty();
      assertThat(complete(server, 1, 4, blank).getAsJsonArray("items")).isNotEmpty();
    }
  }
}

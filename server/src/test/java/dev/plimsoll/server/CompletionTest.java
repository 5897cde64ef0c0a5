package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void whatMostItemsShareIsSaidOnceToAnEditorThatUnderstandsIt() throws IOException {
    String file = "FROM a\nRUN apt-get install -y cu\n";
    JsonObject full = asked("", file).get(0);
    JsonObject brief = asked("""
            , "completionList": {"itemDefaults": ["editRange", "insertTextFormat", "data"]}""", file).get(0);
    assertThat(full.has("itemDefaults")).isFalse();
    assertThat(brief.getAsJsonObject("itemDefaults").keySet())
        .containsExactlyInAnyOrder("editRange", "insertTextFormat");
    assertThat(expanded(brief)).isEqualTo(full.getAsJsonArray("items"));
    assertThat(brief.toString().length()).isLessThan(full.toString().length() / 2);
  }

  @Test
  void anItemThatDiffersSaysSo() throws IOException {
    // Before an instruction some items are snippets; after a name the tag stays.
    String[] files = {"FROM a\n\n", "FROM a\nCOPY \n", "FROM a\nRUN b $\n"};
    List<JsonObject> full = asked("", files);
    List<JsonObject> brief = asked(
        ", \"completionList\": {\"itemDefaults\": [\"insertTextFormat\", \"editRange\"]}", files);
    for (int i = 0; i < files.length; i++) {
      assertThat(brief.get(i).has("itemDefaults")).isTrue();
      assertThat(expanded(brief.get(i))).isEqualTo(full.get(i).getAsJsonArray("items"));
    }
  }

  @Test
  void onlyWhatTheEditorNamesIsSaidOnce() throws IOException {
    JsonObject list = asked(
            ", \"completionList\": {\"itemDefaults\": [\"editRange\"]}", "FROM a\nSTOPSIGNAL SIG\n")
        .get(0);
    assertThat(list.getAsJsonObject("itemDefaults").keySet()).containsExactly("editRange");
    assertThat(item(list, "SIGTERM").has("insertTextFormat")).isTrue();
    assertThat(item(list, "SIGTERM").has("textEdit")).isFalse();
  }

  /** What is offered at the end of the second line of each file. */
  private static List<JsonObject> asked(String capabilities, String... files) throws IOException {
    List<JsonObject> lists = new ArrayList<>();
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"textDocument": {"completion": {"completionItem": {
             "snippetSupport": true, "insertReplaceSupport": true}%s}}}""".formatted(capabilities));
      for (String file : files) {
        server.open(URI, file);
        lists.add(
            complete(server, 1, file.lines().skip(1).findFirst().orElse("").length(), ""));
        server.notify("textDocument/didClose", "{" + document(URI) + "}");
      }
    }
    return lists;
  }

  /** The items as they are where an editor has put the defaults of the list into them. */
  private static JsonArray expanded(JsonObject list) {
    JsonObject defaults = list.getAsJsonObject("itemDefaults");
    JsonArray items = new JsonArray();
    for (JsonElement each : list.getAsJsonArray("items")) {
      JsonObject item = each.getAsJsonObject().deepCopy();
      if (!item.has("textEdit")) {
        JsonObject edit = new JsonObject();
        edit.add(
            "newText", item.has("textEditText") ? item.get("textEditText") : item.get("label"));
        JsonObject range = defaults.getAsJsonObject("editRange");
        if (range.has("insert")) {
          range.entrySet().forEach(part -> edit.add(part.getKey(), part.getValue()));
        } else {
          edit.add("range", range);
        }
        item.add("textEdit", edit);
      }
      item.remove("textEditText");
      if (!item.has("insertTextFormat")) {
        item.add("insertTextFormat", defaults.get("insertTextFormat"));
      }
      items.add(item);
    }
    return items;
  }
}

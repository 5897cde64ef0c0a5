package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class CodeActionTest {

  private static final String FIX_RULE = "Fix all 'capitals' problems in this file";
  private static final String FIX_ALL = "Fix all safely fixable problems in this file";

  private ServerProcess server;

  @BeforeAll
  void start() throws IOException {
    server = ServerProcess.withSampleRules();
    server.initialize("""
        {"textDocument": {"diagnostic": {}, "codeAction": {
           "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
           "isPreferredSupport": true, "resolveSupport": {"properties": ["edit"]}}},
         "workspace": {"workspaceEdit": {"documentChanges": true}}}""");
    server.open(URI, "FROM a\nrun b\nuser c\nMAINTAINER d\nCMD e\n");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private static List<JsonObject> actions(ServerProcess server, int from, int to, String context)
      throws IOException {
    String range = "\"range\":{\"start\":{\"line\":" + from + ",\"character\":0},\"end\":{\"line\":"
        + to + ",\"character\":0}}";
    List<JsonObject> actions = new ArrayList<>();
    for (JsonElement action : server
        .result(
            "textDocument/codeAction",
            "{" + document(URI) + "," + range + ",\"context\":{\"diagnostics\":[]" + context + "}}")
        .getAsJsonArray()) {
      actions.add(action.getAsJsonObject());
    }
    return actions;
  }

  private static List<String> titles(List<JsonObject> actions) {
    return actions.stream().map(action -> action.get("title").getAsString()).toList();
  }

  @Test
  void offersFixesThenWhatFixesManyPragmasAndRefactorings() throws IOException {
    assertThat(titles(actions(server, 1, 1, "")))
        .containsExactly(
            "Write it in capitals",
            "Delete the instruction",
            FIX_RULE,
            FIX_ALL,
            "Ignore capitals here",
            "Ignore capitals in this stage",
            "Ignore capitals in this file");
    assertThat(titles(actions(server, 1, 2, "")))
        .containsExactly(
            "Write it in capitals",
            "Write it in capitals",
            "Delete the instruction",
            "Delete the instruction",
            FIX_RULE,
            FIX_ALL,
            "Ignore capitals here",
            "Ignore capitals here",
            "Ignore capitals in this stage",
            "Ignore capitals in this file");
  }

  @Test
  void offersNothingWhereNothingIsWrong() throws IOException {
    assertThat(titles(actions(server, 0, 0, ""))).containsExactly(FIX_ALL);
    assertThat(titles(actions(server, 0, 0, ",\"triggerKind\":2"))).isEmpty();
    assertThat(titles(actions(server, 0, 0, ",\"only\":[\"refactor\"]"))).isEmpty();
  }

  @Test
  void aQuickFixCarriesItsDiagnosticAndItsEditForTheVersion() throws IOException {
    JsonObject action = actions(server, 1, 1, "").get(0);
    assertThat(action.get("kind").getAsString()).isEqualTo("quickfix");
    assertThat(action.get("isPreferred").getAsBoolean()).isTrue();
    JsonObject diagnostic = action.getAsJsonArray("diagnostics").get(0).getAsJsonObject();
    assertThat(diagnostic.get("code").getAsString()).isEqualTo("capitals");
    assertThat(action.get("edit")).hasToString("""
        {"documentChanges":[{"textDocument":{"version":1,"uri":"file:///home/ada/Dockerfile"},\
        "edits":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":3}},"newText":"RUN"}]}]}""");
    assertThat(actions(server, 1, 1, "").get(1).has("isPreferred")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quickfix                | 7",
        "source                  | 1",
        "source.fixAll           | 1",
        "source.fixAll.plimsoll  | 1",
        "source.fixAll.plimsol   | 0",
        "source.fixAll.other     | 0",
        "source.organizeImports  | 0",
        "refactor                | 0",
        "refactor.extract        | 0",
        "quick                   | 0",
        "''                      | 8",
      })
  void offersOnlyTheKindsThatAreWanted(String kind, int count) throws IOException {
    assertThat(actions(server, 1, 1, ",\"only\":[\"" + kind + "\"]")).hasSize(count);
  }

  @Test
  void fixAllIsOneEditOfTheLinesThatChange() throws IOException {
    JsonObject action = actions(server, 0, 0, ",\"only\":[\"source.fixAll\"]").get(0);
    assertThat(action.get("kind").getAsString()).isEqualTo("source.fixAll.plimsoll");
    assertThat(action.get("edit").toString())
        .contains(
            "\"edits\":[{\"range\":{\"start\":{\"line\":1,\"character\":0},\"end\":{\"line\":3,\"character\":0}},"
                + "\"newText\":\"RUN b\\nUSER c\\n\"}]");
  }

  @Test
  void whereNoKindIsNamedAllAreWanted() throws IOException {
    assertThat(actions(server, 1, 1, ",\"only\":null")).hasSize(7);
    assertThat(actions(server, 1, 1, ",\"only\":[]")).hasSize(7);
  }

  @Test
  void fixAllIsComputedWhenItIsChosen() throws IOException {
    JsonObject action = actions(server, 0, 0, "").get(0);
    assertThat(action.get("kind").getAsString()).isEqualTo("quickfix");
    assertThat(action.has("edit")).isFalse();
    JsonObject resolved = server.result("codeAction/resolve", action.toString()).getAsJsonObject();
    assertThat(resolved.get("title")).isEqualTo(action.get("title"));
    assertThat(resolved.get("kind")).isEqualTo(action.get("kind"));
    assertThat(resolved.get("edit"))
        .isEqualTo(actions(server, 0, 0, ",\"only\":[\"source\"]").get(0).get("edit"));
  }

  @Test
  void anEditorThatResolvesNothingGetsTheEditOfAllFixesIfSomebodyAsks() throws IOException {
    try (ServerProcess plain = ServerProcess.withSampleRules()) {
      plain.initialize("{\"textDocument\":{\"codeAction\":{\"codeActionLiteralSupport\":{}}}}");
      plain.open(URI, "from a\nrun b\n");
      assertThat(titles(actions(plain, 0, 0, ""))).doesNotContain(FIX_ALL);
      JsonObject action = actions(plain, 0, 0, ",\"triggerKind\":1").get(2);
      assertThat(action.get("title").getAsString()).isEqualTo(FIX_RULE);
      assertThat(action.get("edit").toString()).contains("FROM a\\nRUN b");
    }
  }

  @Test
  void fixAllOfAnOlderVersionIsRefused() throws IOException {
    String stale = "{\"title\":\"x\",\"data\":{\"uri\":\"" + URI + "\",\"version\":0}}";
    assertThat(server.errorCode("codeAction/resolve", stale)).isEqualTo(-32801);
  }

  @Test
  void theEditOfARefactoringIsAskedForWhenItIsChosen() throws IOException {
    JsonObject action = actions(server, 4, 4, ",\"only\":[\"refactor\"]").get(0);
    assertThat(action.has("edit")).isFalse();
    JsonObject resolved = server.result("codeAction/resolve", action.toString()).getAsJsonObject();
    assertThat(resolved.get("edit")).hasToString("""
        {"documentChanges":[{"textDocument":{"version":1,"uri":"file:///home/ada/Dockerfile"},\
        "edits":[{"range":{"start":{"line":4,"character":4},"end":{"line":4,"character":5}},"newText":"[\\"e\\"]"}]}]}""");
    action.getAsJsonObject("data").addProperty("start", 9_999);
    assertThat(server.errorCode("codeAction/resolve", action.toString())).isEqualTo(-32602);
  }

  @Test
  void anEditorThatResolvesNothingGetsTheEditAtOnce() throws IOException {
    try (ServerProcess plain = ServerProcess.withSampleRules()) {
      JsonObject capabilities =
          plain.initialize("{\"textDocument\":{\"codeAction\":{\"codeActionLiteralSupport\":{}}}}");
      assertThat(capabilities.getAsJsonObject("codeActionProvider").get("codeActionKinds"))
          .hasToString("[\"quickfix\",\"refactor.extract\",\"refactor.inline\","
              + "\"refactor.rewrite\",\"source.fixAll.plimsoll\"]");
      plain.open(URI, "FROM a\nEXPOSE 1 2\n");
      JsonObject action = actions(plain, 1, 1, "").get(0);
      assertThat(action.get("title").getAsString()).isEqualTo("Split into 2 EXPOSE instructions");
      assertThat(action.has("edit")).isTrue();
    }
  }

  @Test
  void anEditorWithoutCodeActionsGetsCommandsThatAskItToEdit() throws IOException {
    try (ServerProcess old = ServerProcess.withSampleRules()) {
      JsonObject capabilities = old.initialize("{\"workspace\":{\"applyEdit\":true}}");
      assertThat(capabilities.getAsJsonObject("executeCommandProvider"))
          .hasToString("{\"commands\":[\"plimsoll.applyFix\"]}");
      old.open(URI, "from a\n");
      JsonObject command = actions(old, 0, 0, "").get(0);
      assertThat(command.get("command").getAsString()).isEqualTo("plimsoll.applyFix");
      int execution = old.ask("workspace/executeCommand", command.toString());
      JsonObject request = old.call("workspace/applyEdit");
      assertThat(request.getAsJsonObject("params").getAsJsonObject("edit")).hasToString("""
          {"changes":{"file:///home/ada/Dockerfile":[{"range":{"start":{"line":0,"character":0},\
          "end":{"line":0,"character":4}},"newText":"FROM"}]}}""");
      old.reply(request, "{\"applied\":true}");
      assertThat(old.response(execution).has("error")).isFalse();
    }
  }

  @Test
  void anEditorThatCanNeitherEditNorShowActionsGetsNone() throws IOException {
    try (ServerProcess old = ServerProcess.withSampleRules()) {
      old.initialize("{}");
      old.open(URI, "from a\n");
      assertThat(actions(old, 0, 0, "")).isEmpty();
      assertThat(old.errorCode("workspace/executeCommand", "{\"command\":\"no.such\"}"))
          .isEqualTo(-32602);
    }
  }
}

package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call with parameters that lack a part, or have another value in its place, at any depth: a request is answered
 * once and says what is wrong; a notification is told of once and changes nothing; and all goes on.
 */
class MalformedParametersTest {

  private static final String URI = "file:///home/ada/Dockerfile";

  private static final String TEXT =
      "FROM a AS b\nARG x=1\nRUN apt-get install $x\nFROM b\nCOPY . .\n";

  private static final String CAPABILITIES = """
      {"workspace": {"applyEdit": true}, "textDocument": {"diagnostic": {}, "hover": {}}}""";

  /** Whatever any of the methods needs, but for those below. */
  private static final JsonObject ANYTHING = object("""
      {"textDocument": {"uri": "file:///home/ada/Dockerfile", "version": 2},
       "position": {"line": 1, "character": 4},
       "positions": [{"line": 1, "character": 4}, {"line": 2, "character": 0}],
       "range": {"start": {"line": 1, "character": 0}, "end": {"line": 3, "character": 0}},
       "context": {"diagnostics": [{"range": {"start": {"line": 2, "character": 0},
                                              "end": {"line": 2, "character": 3}},
                                    "severity": 1, "code": "x", "message": "m", "data": [1],
                                    "tags": [1], "codeDescription": {"href": "x:y"}}],
                   "only": ["quickfix"], "includeDeclaration": true, "triggerKind": 1,
                   "triggerCharacter": " ", "isRetrigger": false,
                   "activeSignatureHelp": {"signatures": [{"label": "l", "parameters": [{"label": [0, 1]}]}],
                                           "activeSignature": 0, "activeParameter": 0}},
       "newName": "other", "ch": "\\n", "query": "a",
       "options": {"tabSize": 4, "insertSpaces": true},
       "previousResultId": "1", "identifier": "plimsoll", "workDoneToken": 1, "partialResultToken": "p",
       "item": {"name": "b", "kind": 2, "uri": "file:///home/ada/Dockerfile", "data": {},
                "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}},
                "selectionRange": {"start": {"line": 0, "character": 10}, "end": {"line": 0, "character": 11}}}}""");

  private static final Map<String, JsonObject> OWN = Map.of(
      "initialize",
      object("""
          {"processId": null, "rootUri": "file:///home/ada", "workspaceFolders": [{"uri": "file:///a", "name": "a"}],
           "initializationOptions": {"plimsoll": {"rules": {"x": "off"}}},
           "capabilities": {"workspace": {"symbol": {"symbolKind": {"valueSet": [1, 2]}}},
             "textDocument": {"foldingRange": {"rangeLimit": 5}, "hover": {"contentFormat": ["markdown"]},
               "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}}}}}"""),
      "workspace/executeCommand",
      object("{\"command\": \"plimsoll.applyFix\", \"arguments\": [{\"changes\": {}}]}"),
      "codeAction/resolve",
      object("""
          {"title": "t", "kind": "quickfix", "isPreferred": true, "disabled": {"reason": "r"},
           "data": {"uri": "file:///home/ada/Dockerfile", "version": 1, "start": 0, "end": 3}}"""),
      "completionItem/resolve",
      object("""
          {"label": "l", "kind": 1, "tags": [1], "labelDetails": {"detail": "d"}, "commitCharacters": ["x"],
           "data": "instruction:FROM", "command": {"title": "t", "command": "c", "arguments": [1]}}"""),
      "textDocument/didOpen",
      object("""
          {"textDocument": {"uri": "file:///home/ada/Dockerfile", "languageId": "dockerfile", "version": 5,
                            "text": "FROM other\\n"}}"""),
      "textDocument/didChange",
      object("""
          {"textDocument": {"uri": "file:///home/ada/Dockerfile", "version": 2},
           "contentChanges": [{"range": {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 6}},
                               "rangeLength": 1, "text": "x"},
                              {"range": {"start": {"line": 3, "character": 5}, "end": {"line": 3, "character": 6}},
                               "text": "b"}]}"""),
      "workspace/didChangeConfiguration",
      object(
          "{\"settings\": {\"plimsoll\": {\"rules\": {\"x\": \"off\"}, \"buildContext\": \"auto\"}}}"),
      "workspace/didChangeWorkspaceFolders",
      object("""
          {"event": {"added": [{"uri": "file:///home", "name": "a"}],
                     "removed": [{"uri": "file:///other", "name": "b"}]}}"""),
      "plimsoll/workspaceTrusted",
      new JsonObject(),
      "workspace/didChangeWatchedFiles",
      object("{\"changes\": [{\"uri\": \"file:///home/ada/Dockerfile\", \"type\": 2}]}"));

  /** InvalidParams, RequestFailed, ContentModified; InvalidRequest where a second initialize is refused. */
  private static final ImmutableSet<Integer> REFUSALS =
      ImmutableSet.of(-32602, -32803, -32801, -32600);

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static final List<JsonElement> OTHERS = List.of(
      JsonNull.INSTANCE,
      new JsonPrimitive(7),
      new JsonPrimitive(-1),
      new JsonPrimitive(1e99),
      new JsonPrimitive(2147483647),
      new JsonPrimitive(0.5),
      new JsonPrimitive("text"),
      new JsonPrimitive(""),
      new JsonPrimitive(true),
      new JsonObject(),
      new JsonArray(),
      JsonParser.parseString("[null]"),
      JsonParser.parseString("[[{}]]"),
      JsonParser.parseString("{\"x\": null}"));

  static Stream<String> requests() {
    return methods(false);
  }

  static Stream<String> notifications() {
    return methods(true);
  }

  private static Stream<String> methods(boolean notifications) {
    return Methods.BY_NAME.keySet().stream()
        .filter(method -> Methods.BY_NAME.get(method).isNotification() == notifications)
        .filter(method -> !method.equals("workspace/configuration")) // ours
        .filter(method -> !method.equals("initialize")); // comes once
  }

  private static JsonObject parameters(String method) {
    return OWN.getOrDefault(method, ANYTHING);
  }

  /** By a description, all that is made of a value by taking away or replacing one part, at any depth. */
  private static Map<String, JsonElement> variants(JsonElement value) {
    Map<String, JsonElement> variants = new TreeMap<>();
    for (JsonElement other : OTHERS) {
      variants.put("=" + other, other);
    }
    if (value.isJsonObject()) {
      for (String name : value.getAsJsonObject().keySet()) {
        JsonObject without = value.getAsJsonObject().deepCopy();
        JsonElement part = without.remove(name);
        variants.put("." + name + " missing", without);
        variants(part).forEach((place, variant) -> {
          JsonObject with = value.getAsJsonObject().deepCopy();
          with.add(name, variant);
          variants.put("." + name + place, with);
        });
      }
    } else if (value.isJsonArray()) {
      for (int i = 0; i < value.getAsJsonArray().size(); i++) {
        int index = i;
        variants(value.getAsJsonArray().get(i)).forEach((place, variant) -> {
          JsonArray with = value.getAsJsonArray().deepCopy();
          with.set(index, variant);
          variants.put("[" + index + "]" + place, with);
        });
      }
    }
    return variants;
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aMalformedRequestIsAnsweredOnceAndTheNextOneAsEver(String method) {
    Dialogue dialogue = new Dialogue();
    dialogue.initialize(CAPABILITIES);
    dialogue.open(URI, "dockerfile", TEXT);
    Map<Integer, String> places = new TreeMap<>();
    List<Integer> probes = new ArrayList<>();
    variants(parameters(method)).forEach((place, variant) -> {
      places.put(dialogue.ask(method, variant), place);
      probes.add(dialogue.ask("textDocument/prepareRename", ANYTHING));
    });
    dialogue.play();
    Map<Integer, JsonObject> answers = dialogue.answers();
    places.forEach((id, place) -> checkAnswer(method + " " + place, answers.get(id)));
    assertThat(probes).allMatch(id -> answers.get(id).getAsJsonObject("result").has("start"));
    assertThat(dialogue.log()).doesNotContain("\tat ", "Exception");
  }

  private static void checkAnswer(String place, JsonObject answer) {
    if (answer.has("error")) {
      JsonObject error = answer.getAsJsonObject("error");
      assertThat(error.get("code").getAsInt()).as("%s: %s", place, error).isIn(REFUSALS);
      assertThat(error.get("message").getAsString()).as(place).doesNotContain("Exception", "null:");
    }
  }

  @Test
  void aMalformedInitializeIsAnsweredOnceAndAGoodOneCanFollow() {
    variants(parameters("initialize")).forEach((place, variant) -> {
      Dialogue dialogue = new Dialogue();
      int first = dialogue.ask("initialize", variant);
      int second = dialogue.initialize(CAPABILITIES);
      dialogue.play();
      Map<Integer, JsonObject> answers = dialogue.answers();
      checkAnswer(place, answers.get(first));
      assertThat(answers.get(first).has("result") != answers.get(second).has("result"))
          .as(place)
          .isTrue();
      assertThat(dialogue.log()).as(place).doesNotContain("\tat ", "Exception");
    });
  }

  @ParameterizedTest
  @MethodSource("notifications")
  void aMalformedNotificationIsToldOfOnceAndChangesNothing(String method) {
    String unchanged = symbolsAfter(new Dialogue());
    int told = 0;
    for (Map.Entry<String, JsonElement> variant : variants(parameters(method)).entrySet()) {
      String place = method + " " + variant.getKey();
      Dialogue dialogue = new Dialogue();
      String symbols = symbolsAfter(dialogue, method, variant.getValue());
      assertThat(dialogue.log()).as(place).doesNotContain("\tat ", "Exception");
      if (dialogue.log().contains(method)) {
        told++;
        assertThat(dialogue.log().lines()).as(place).hasSize(1);
        assertThat(dialogue.log()).as(place).contains("is ignored: ");
        assertThat(symbols).as(place).isEqualTo(unchanged);
      }
    }
    assertThat(told).isPositive();
  }

  private static String symbolsAfter(Dialogue dialogue, Object... call) {
    dialogue.initialize(CAPABILITIES);
    dialogue.open(URI, "dockerfile", TEXT);
    if (call.length > 0) {
      dialogue.notify((String) call[0], (JsonElement) call[1]);
    }
    int after = dialogue.ask("textDocument/documentSymbol", ANYTHING);
    dialogue.play();
    return dialogue.answer(after).get("result").toString();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      textDocument/hover | {"textDocument": {"uri": "x"}} | position is missing
      textDocument/hover | {"textDocument": {"uri": "x"}, "position": {"line": 1}} | position.character is missing
      textDocument/hover | {"textDocument": {"uri": "x"}, "position": {"line": -1, "character": 0}} | position.line must not be less than 0
      textDocument/hover | {"textDocument": {"uri": 7}, "position": {"line": 1, "character": 0}} | textDocument.uri must be a string
      textDocument/hover | 7 | what is given must be an object
      textDocument/selectionRange | {"textDocument": {"uri": "x"}, "positions": [null]} | positions[0] is null
      textDocument/codeAction | {"textDocument": {"uri": "x"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": [], "only": [null]}} | context.only[0] is null
      workspace/executeCommand | {"command": "plimsoll.applyFix"} | arguments must be one edit
      workspace/executeCommand | {"command": "plimsoll.applyFix", "arguments": ["x"]} | arguments must be one edit
      codeAction/resolve | {"title": "t", "data": {"uri": "x", "version": "y"}} | data.version must be an integer
      plimsoll/buildGraph | {} | textDocument is missing
      textDocument/diagnostic | {"textDocument": null} | textDocument is null
      textDocument/diagnostic | {"textDocument": {"uri": 7}} | textDocument.uri must be a string
      textDocument/diagnostic | {"textDocument": {"uri": "x"}, "previousResultId": 7} | previousResultId must be a string
      """)
  void theAnswerNamesWhatIsWrong(String method, String params, String complaint) {
    Dialogue dialogue = new Dialogue();
    dialogue.initialize(CAPABILITIES);
    int asked = dialogue.ask(method, JsonParser.parseString(params));
    dialogue.play();
    JsonObject error = dialogue.answer(asked).getAsJsonObject("error");
    assertThat(error.get("code").getAsInt()).isEqualTo(-32602);
    assertThat(error.get("message").getAsString()).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"textDocument": {"uri": "u", "version": 2}, "contentChanges": null} | contentChanges is null
      {"textDocument": {"uri": "u", "version": null}, "contentChanges": []} | textDocument.version is missing
      {"textDocument": {"uri": "u", "version": 2}, "contentChanges": [{"text": "x"}, null]} | contentChanges[1] is null
      {"textDocument": {"uri": "u", "version": 2}, "contentChanges": [{"range": {"start": {"line": 0, "character": 0}}, "text": "x"}]} | contentChanges[0].range.end is missing
      """)
  void aChangeThatIsIgnoredLeavesTheDocumentInDoubtAndSaysSo(String params, String complaint) {
    Dialogue dialogue = new Dialogue();
    dialogue.initialize(CAPABILITIES);
    dialogue.notify("textDocument/didChange", JsonParser.parseString(params));
    dialogue.play();
    assertThat(dialogue.log().lines())
        .singleElement()
        .asString()
        .contains(
            "textDocument/didChange",
            complaint,
            "may differ from what the editor has until it is opened again");
  }

  /** An end before its start is taken the other way round, and what lies beyond an end as that end, as elsewhere. */
  @Test
  void aRangeMayEndBeforeItStartsOrBeyondTheText() {
    Dialogue dialogue = new Dialogue();
    dialogue.initialize(CAPABILITIES);
    dialogue.open(URI, "dockerfile", "FROM a AS stage\n");
    dialogue.notify("textDocument/didChange", object("""
        {"textDocument": {"uri": "file:///home/ada/Dockerfile", "version": 2}, "contentChanges": [
          {"range": {"start": {"line": 0, "character": 15}, "end": {"line": 0, "character": 10}}, "text": "other"},
          {"range": {"start": {"line": 0, "character": 99}, "end": {"line": 99, "character": 99}}, "text": "s\\n"}]}"""));
    int asked = dialogue.ask("textDocument/documentSymbol", ANYTHING);
    dialogue.play();
    assertThat(dialogue.answer(asked).get("result").toString()).contains("\"others\"");
    assertThat(dialogue.log()).isEmpty();
  }
}

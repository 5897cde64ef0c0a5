package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand is what Gson reads by reflection. */
class EarlyParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"textDocument\": {\"uri\": \"file:///a\", \"languageId\": \"dockerfile\", \"version\": 7, \"text\": \"FROM a\"}}",
        "{\"textDocument\": {\"text\": \"\", \"version\": -1, \"languageId\": \"\", \"uri\": \"\", \"other\": 1}, \"x\": []}",
      })
  void whatIsOpenedIsReadAsGsonReadsIt(String given) {
    assertReadAlike(given, DidOpenTextDocumentParams.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"textDocument\": {\"uri\": \"file:///a\"}}",
        "{\"textDocument\": {\"uri\": \"file:///a\"}, \"identifier\": null, \"previousResultId\": null}",
        "{\"previousResultId\": \"7\", \"identifier\": \"plimsoll\", \"textDocument\": {\"uri\": \"file:///a\"}}",
      })
  void whatIsAskedForIsReadAsGsonReadsIt(String given) {
    assertReadAlike(given, DocumentDiagnosticParams.class);
  }

  private static void assertReadAlike(String given, Class<?> type) {
    JsonElement json = JsonParser.parseString(given);
    assertThat(EarlyParameters.read(json, type)).isEqualTo(new Gson().fromJson(json, type));
  }
}

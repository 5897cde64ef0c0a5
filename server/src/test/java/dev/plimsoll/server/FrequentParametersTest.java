package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand is what Gson reads by reflection. */
class FrequentParametersTest {

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
        "{'textDocument': {'uri': 'file:///a', 'version': 2}, 'contentChanges': []}",
        "{'textDocument': {'uri': 'file:///a'}, 'contentChanges': [{'text': 'FROM a'}]}",
        "{'contentChanges': [{'text': '', 'range': {'end': {'line': 3, 'character': 1}, 'start': {'line': 0, 'character': 7}}},"
            + " {'range': null, 'rangeLength': 4, 'text': 'x'}], 'textDocument': {'version': null, 'uri': 'file:///a'}}",
      })
  void whatIsChangedIsReadAsGsonReadsIt(String given) {
    assertReadAlike(given, DidChangeTextDocumentParams.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      []                                                                                | what is given must be an object
      {}                                                                                | textDocument is missing
      {'textDocument': 1}                                                               | textDocument must be an object
      {'textDocument': {'version': '1'}}                                                | textDocument.version must be an integer
      {'textDocument': {'version': 1}}                                                  | textDocument.uri is missing
      {'textDocument': {'uri': 'a'}}                                                    | contentChanges is missing
      {'textDocument': {'uri': 'a'}, 'contentChanges': {}}                              | contentChanges must be an array
      {'textDocument': {'uri': 'a'}, 'contentChanges': [null]}                          | contentChanges[0] is null
      {'textDocument': {'uri': 'a'}, 'contentChanges': [7]}                             | contentChanges[0] must be an object
      {'textDocument': {'uri': 'a'}, 'contentChanges': [{}]}                            | contentChanges[0].text is missing
      {'textDocument': {'uri': 'a'}, 'contentChanges': [{'text': 1}]}                   | contentChanges[0].text must be a string
      {'textDocument': {'uri': 'a'}, 'contentChanges': [{'rangeLength': 1.5}]}          | contentChanges[0].rangeLength must be an integer
      {'textDocument': {'uri': 'a'}, 'contentChanges': [{'range': {}}]}                 | contentChanges[0].range.start is missing
      {'textDocument': {'uri': 'a'}, 'contentChanges': [{'range': {'start': {'line': -1}}}]} | contentChanges[0].range.start.line must not be less than 0
      """)
  void whatIsNoChangeIsRefusedWithItsPlace(String given, String complaint) {
    JsonElement json = JsonParser.parseString(given);

    assertThatThrownBy(() -> FrequentParameters.read(json, DidChangeTextDocumentParams.class))
        .isInstanceOf(Parameters.Malformed.class)
        .hasMessage(complaint);
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
    assertThat(FrequentParameters.read(json, type)).isEqualTo(new Gson().fromJson(json, type));
  }
}

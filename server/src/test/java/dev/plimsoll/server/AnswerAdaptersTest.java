package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.outline.DocumentSymbols;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.SymbolTag;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written by hand is what LSP4J would write. */
class AnswerAdaptersTest {

  private static final MessageJsonHandler BY_HAND = new MessageJsonHandler(
      Methods.BY_NAME, builder -> builder.registerTypeAdapterFactory(new AnswerAdapters()));
  private static final MessageJsonHandler BY_REFLECTION = new MessageJsonHandler(Methods.BY_NAME);

  private static final Range HERE = new Range(new Position(0, 1), new Position(20, 300));

  static Stream<Object> answers() {
    DocumentSymbol inner = symbol("RUN echo \"→\\\t\u0000\u007f\" 🐳 \ud83d </script> \u2028");
    DocumentSymbol outer = symbol("build");
    outer.setDetail("golang:1.25 'x' = ü");
    outer.setTags(List.of(SymbolTag.Deprecated));
    outer.setDeprecated(true);
    outer.setChildren(List.of(inner, symbol("")));
    DocumentSymbol not = symbol("b");
    not.setDeprecated(false);
    not.setTags(List.of());
    Diagnostic plain = new Diagnostic(HERE, "RUN → \"x\" </script>");
    Diagnostic full =
        new Diagnostic(HERE, "m", DiagnosticSeverity.Hint, "plimsoll", "apt-lists-not-removed");
    full.setCodeDescription(new DiagnosticCodeDescription("https://example.org/?a=<b>"));
    full.setTags(List.of(DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated));
    full.setRelatedInformation(List.of(
        new DiagnosticRelatedInformation(new Location("file:///a", HERE), "here"),
        new DiagnosticRelatedInformation(new Location("file:///ü", HERE), "")));
    full.setData(Map.of("safeFixes", List.of("Remove <it>"), "suggestions", List.of()));
    Diagnostic foreign = new Diagnostic(HERE, "");
    foreign.setCode(7);
    foreign.setMessage(new MarkupContent("markdown", "*m*"));
    foreign.setTags(List.of());
    foreign.setRelatedInformation(List.of());
    foreign.setData(JsonParser.parseString("{\"a\": [1, null, \"x\"], \"b\": null}"));
    RelatedFullDocumentDiagnosticReport report =
        new RelatedFullDocumentDiagnosticReport(List.of(plain, full));
    report.setResultId("12");
    return Stream.of(
        plain,
        full,
        foreign,
        new DocumentDiagnosticReport(report),
        new DocumentDiagnosticReport(new RelatedFullDocumentDiagnosticReport(List.of())),
        new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport("12")),
        new PublishDiagnosticsParams("file:///Dockerfile", List.of(full, foreign), 3),
        new PublishDiagnosticsParams("file:///Dockerfile", List.of()),
        HERE,
        inner,
        List.of(outer, not),
        new SemanticTokens(List.of(0, 5, 1_000_000)),
        new SemanticTokens("7", List.of()));
  }

  private static DocumentSymbol symbol(String name) {
    return new DocumentSymbol(name, SymbolKind.TypeParameter, HERE, HERE);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsWhatItWouldBe(Object answer) {
    assertThat(json(BY_HAND, answer)).isEqualTo(json(BY_REFLECTION, answer));
  }

  private static JsonElement json(MessageJsonHandler handler, Object answer) {
    return JsonParser.parseString(handler.getGson().toJson(answer));
  }

  @Test
  void itIsAscii() {
    String json = BY_HAND.getGson().toJson(symbol("→ ü 🐳 \u0007"));
    assertThat(json).matches("[ -~]*").contains("\\u2192 \\u00fc \\ud83d\\udc33 \\u0007");
  }

  @Test
  void noChildrenAreNotWritten() {
    DocumentSymbol symbol = symbol("RUN a");
    symbol.setChildren(List.of());
    assertThat(BY_HAND.getGson().toJson(symbol)).doesNotContain("children");
  }

  @Test
  void aStageOfAnOutlineIsWrittenAsAnySymbolIs() {
    Checks checks = new Checks(
        ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});
    Snapshot snapshot =
        Snapshot.open("file:///Dockerfile", "dockerfile", 1, "FROM a\nENV B=1 C=2\n", checks);
    DocumentSymbol stage = DocumentSymbols.of(snapshot, ClientSupport.full()).get(0);
    DocumentSymbol plain = new DocumentSymbol(
        stage.getName(), stage.getKind(), stage.getRange(), stage.getSelectionRange());
    plain.setDetail(stage.getDetail());
    plain.setChildren(stage.getChildren());
    assertThat(json(BY_HAND, List.of(stage))).isEqualTo(json(BY_HAND, List.of(plain)));
    assertThat(json(BY_HAND, List.of(stage))).isEqualTo(json(BY_HAND, List.of(stage)));
  }

  @Test
  void rangesAreRead() {
    String json = "{\"end\":{\"line\":20,\"character\":300},\"start\":{\"character\":1}}";
    assertThat(BY_HAND.getGson().fromJson(json, Range.class)).isEqualTo(HERE);
  }
}

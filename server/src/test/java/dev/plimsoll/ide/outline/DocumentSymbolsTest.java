package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.ValueSet;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.SymbolTag;
import org.junit.jupiter.api.Test;

class DocumentSymbolsTest {

  private static final ClientSupport ALL_KINDS =
      ClientSupport.full().with(ImmutableMap.of(ValueSet.SYMBOL_KINDS, kinds(26)));

  @Test
  void stagesHoldTheirInstructions() {
    assertThat(outline("""
        # syntax=docker/dockerfile:1
        ARG GO=1.25
        FROM golang:${GO} AS builder
        WORKDIR /src
        COPY go.mod go.sum /src/
        RUN --mount=type=cache,target=/root/.cache \\
            go build \\
              -o /app
        FROM scratch
        COPY --from=builder /app /app
        ENTRYPOINT ["/app"]
        """)).isEqualTo("""
        Property syntax (docker/dockerfile:1) 'syntax'
        Variable ARG GO (1.25) 'ARG'
        Module builder (golang:${GO}) 'builder'
          File WORKDIR /src 'WORKDIR'
          File COPY go.mod go.sum → /src/ 'COPY'
          Function RUN go build -o /app (--mount=type=cache,target=/root/.cache) 'RUN'
        Module scratch (stage 1) 'scratch'
          File COPY /app → /app (--from=builder) 'COPY'
          Function ENTRYPOINT ["/app"] 'ENTRYPOINT'
        """);
  }

  @Test
  void severalVariablesOrLabelsAreChildrenWithTheirValues() {
    assertThat(outline("""
        FROM a
        ENV A=1 B="two words"
        ENV LEGACY some value
        LABEL org.example.x="y"
        ARG NONE
        """)).isEqualTo("""
        Module a (stage 0) 'a'
          Variable ENV A, B 'ENV'
            Variable A (1) 'A'
            Variable B ("two words") 'B'
          Variable ENV LEGACY (some value) 'ENV'
          Property LABEL org.example.x ("y") 'LABEL'
          Variable ARG NONE 'ARG'
        """);
  }

  @Test
  void hereDocumentsAreChildren() {
    assertThat(outline("""
        FROM a
        COPY <<EOF /etc/motd
        hello
        EOF
        RUN <<SH
        set -e
        make
        SH
        """)).isEqualTo("""
        Module a (stage 0) 'a'
          File COPY <<EOF → /etc/motd 'COPY'
            String EOF 'EOF'
          Function RUN set -e… 'RUN'
            String SH 'SH'
        """);
  }

  @Test
  void everyOtherInstructionHasItsArguments() {
    assertThat(outline("""
        from a
        expose 80 443/tcp
        user app
        volume ["/data"]
        stopsignal SIGTERM
        healthcheck --interval=5s cmd curl -f localhost
        onbuild run make
        shell ["bash", "-c"]
        oops what
        """)).isEqualTo("""
        Module a (stage 0) 'a'
          Interface EXPOSE 80 443/tcp 'expose'
          Object USER app 'user'
          File VOLUME ["/data"] 'volume'
          Event STOPSIGNAL SIGTERM 'stopsignal'
          Function HEALTHCHECK cmd curl -f localhost (--interval=5s) 'healthcheck'
          Function ONBUILD RUN make 'onbuild'
          Function SHELL ["bash", "-c"] 'shell'
          Function oops what 'oops'
        """);
  }

  @Test
  void longTextsAreCut() {
    DocumentSymbol run = DocumentSymbols.of(
            Opened.dockerfile("FROM a\nRUN " + "😀 ".repeat(100)), ALL_KINDS)
        .get(0)
        .getChildren()
        .get(0);
    assertThat(run.getName()).startsWith("RUN 😀 😀").endsWith("…").hasSizeLessThan(70);
  }

  @Test
  void maintainerIsDeprecatedByATagWhereTheEditorKnowsTags() {
    Snapshot snapshot = Opened.dockerfile("MAINTAINER me");
    DocumentSymbol tagged = DocumentSymbols.of(snapshot, ALL_KINDS).get(0);
    assertThat(tagged.getTags()).containsExactly(SymbolTag.Deprecated);
    DocumentSymbol flagged = DocumentSymbols.of(snapshot, ClientSupport.none()).get(0);
    assertThat(flagged.getTags()).isNull();
    assertThat(flagged.getDeprecated()).isTrue();
  }

  @Test
  void kindsThatTheEditorDoesNotListAreReplaced() {
    Snapshot snapshot = Opened.dockerfile("STOPSIGNAL 9\nLABEL a=b\nUSER c");
    assertThat(DocumentSymbols.of(snapshot, ClientSupport.none()))
        .extracting(DocumentSymbol::getKind)
        .containsExactly(SymbolKind.Constant, SymbolKind.Property, SymbolKind.Property);
    ClientSupport filesOnly =
        ClientSupport.full().with(ImmutableMap.of(ValueSet.SYMBOL_KINDS, kinds(1)));
    assertThat(DocumentSymbols.of(snapshot, filesOnly))
        .extracting(DocumentSymbol::getKind)
        .containsOnly(SymbolKind.File);
  }

  private static ImmutableSet<String> kinds(int last) {
    ImmutableSet.Builder<String> kinds = ImmutableSet.builder();
    for (int kind = 1; kind <= last; kind++) {
      kinds.add(Integer.toString(kind));
    }
    return kinds.build();
  }

  /** Kind, name, detail in parentheses and what is selected, with two blanks before for each level. */
  private static String outline(String text) {
    Snapshot snapshot = Opened.dockerfile(text);
    StringBuilder outline = new StringBuilder();
    append(DocumentSymbols.of(snapshot, ALL_KINDS), "", snapshot, outline);
    return outline.toString();
  }

  private static void append(
      List<DocumentSymbol> symbols, String indent, Snapshot snapshot, StringBuilder outline) {
    for (DocumentSymbol symbol : symbols) {
      String detail = symbol.getDetail() == null ? "" : " (" + symbol.getDetail() + ")";
      outline
          .append(indent)
          .append(symbol.getKind())
          .append(' ')
          .append(symbol.getName())
          .append(detail)
          .append(" '")
          .append(Opened.text(snapshot, symbol.getSelectionRange()))
          .append("'\n");
      if (symbol.getChildren() != null) {
        append(symbol.getChildren(), indent + "  ", snapshot, outline);
      }
    }
  }
}

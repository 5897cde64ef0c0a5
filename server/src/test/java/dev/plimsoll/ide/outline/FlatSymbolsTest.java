package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import java.util.List;
import org.eclipse.lsp4j.SymbolInformation;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // what is deprecated in the protocol is what old editors know
class FlatSymbolsTest {

  @Test
  void directivesKeywordsAndNamesOfStagesAreListed() {
    assertThat(symbols("""
        # Escape=`
        from golang AS build
        run make
        FROM scratch
        MAINTAINER me
        """))
        .containsExactly(
            "Property Escape 'Escape'",
            "Function from 'from' in build",
            "Module build 'build'",
            "Function run 'run' in build",
            "Function FROM 'FROM' in scratch",
            "Function MAINTAINER 'MAINTAINER' in scratch deprecated");
  }

  @Test
  void anotherLanguageHasNone() {
    assertThat(FlatSymbols.of(Opened.document("ignore", "*.md"), ClientSupport.full()))
        .isEmpty();
  }

  private static List<String> symbols(String text) {
    Snapshot snapshot = Opened.dockerfile(text);
    return FlatSymbols.of(snapshot, ClientSupport.none()).stream()
        .map(symbol -> show(symbol, snapshot))
        .toList();
  }

  private static String show(SymbolInformation symbol, Snapshot snapshot) {
    String container = symbol.getContainerName();
    return symbol.getKind() + " " + symbol.getName() + " '"
        + Opened.text(snapshot, symbol.getLocation().getRange()) + "'"
        + (container == null ? "" : " in " + container)
        + (Boolean.TRUE.equals(symbol.getDeprecated()) ? " deprecated" : "");
  }
}

package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import java.util.List;
import org.eclipse.lsp4j.SymbolInformation;
import org.junit.jupiter.api.Test;

class WorkspaceSymbolsTest {

  private static final String TEXT = """
      ARG VERSION=1
      FROM golang:$VERSION AS builder
      ENV CGO_ENABLED=0
      FROM scratch
      LABEL org.example.version=1
      """;

  @Test
  void stagesVariablesAndLabelsAreFoundWithTheirPlace() {
    assertThat(symbols(""))
        .containsExactly(
            "Variable VERSION 'VERSION' Dockerfile",
            "Module builder 'builder' Dockerfile",
            "Variable CGO_ENABLED 'CGO_ENABLED' builder – Dockerfile",
            "Module scratch 'scratch' Dockerfile",
            "Property org.example.version 'org.example.version' scratch – Dockerfile");
  }

  @Test
  void theLettersOfTheQueryStandInTheirOrderInTheName() {
    assertThat(symbols("vers")).hasSize(2);
    assertThat(symbols("cgoen"))
        .containsExactly("Variable CGO_ENABLED 'CGO_ENABLED' builder – Dockerfile");
    assertThat(symbols("redliub")).isEmpty();
  }

  @Test
  @SuppressWarnings("deprecation")
  void onlyDockerfilesHaveSymbols() {
    assertThat(WorkspaceSymbols.of(Opened.document("ignore", "FROM a"), ClientSupport.none()))
        .isEmpty();
  }

  @SuppressWarnings("deprecation")
  private static List<String> symbols(String query) {
    Snapshot snapshot = Opened.dockerfile(TEXT);
    return WorkspaceSymbols.matching(
            query, List.of(WorkspaceSymbols.of(snapshot, ClientSupport.none())))
        .stream()
        .map(symbol -> show(symbol, snapshot))
        .toList();
  }

  @SuppressWarnings("deprecation")
  private static String show(SymbolInformation symbol, Snapshot snapshot) {
    return symbol.getKind() + " " + symbol.getName() + " '"
        + Opened.text(snapshot, symbol.getLocation().getRange()) + "' " + symbol.getContainerName();
  }
}

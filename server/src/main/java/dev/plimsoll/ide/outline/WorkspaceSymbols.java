package dev.plimsoll.ide.outline;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.ValueSet;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.Collection;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;

/** Stages, variables and labels of all Dockerfiles of a workspace, by name. */
public final class WorkspaceSymbols {

  /** More than anybody looks through; who types on gets fewer. */
  private static final int MAX_SYMBOLS = 2_000;

  private final ClientSupport support;
  private final ImmutableList.Builder<SymbolInformation> found = ImmutableList.builder();

  private WorkspaceSymbols(ClientSupport support) {
    this.support = support;
  }

  /** All symbols of a document; none where it is no Dockerfile. */
  public static ImmutableList<SymbolInformation> of(Snapshot document, ClientSupport support) {
    WorkspaceSymbols symbols = new WorkspaceSymbols(support);
    if (document.isDockerfile()) {
      symbols.document(document);
    }
    return symbols.found.build();
  }

  /** Those symbols in whose names the letters of the query stand in this order, in any case. */
  @SuppressWarnings("deprecation") // its successor is not known to older editors
  public static ImmutableList<SymbolInformation> matching(
      String query, Collection<ImmutableList<SymbolInformation>> documents) {
    ImmutableList.Builder<SymbolInformation> found = ImmutableList.builder();
    int count = 0;
    for (ImmutableList<SymbolInformation> symbols : documents) {
      for (SymbolInformation symbol : symbols) {
        if (count < MAX_SYMBOLS && matches(symbol.getName(), query)) {
          found.add(symbol);
          count++;
        }
      }
    }
    return found.build();
  }

  private void document(Snapshot document) {
    String place = shortPath(document.uri());
    for (Instruction.Arg arg : document.model().globalArgs()) {
      pairs(arg, document, place);
    }
    for (Stage stage : document.model().stages()) {
      String name = SymbolNames.of(stage);
      Word word =
          stage.from().stageName() == null ? stage.from().image() : stage.from().stageName();
      if (word != null) {
        TextRange range = word.range().shift(document.file().start(stage.from()));
        add(name, SymbolKind.Module, document, range, place);
      }
      String inside = name + " – " + place;
      for (Instruction instruction : document.model().instructions(stage)) {
        if (instruction instanceof Instruction.Pairs pairs) {
          pairs(pairs, document, inside);
        }
      }
    }
  }

  private void pairs(Instruction.Pairs pairs, Snapshot document, String container) {
    SymbolKind kind = pairs instanceof Instruction.Label ? SymbolKind.Key : SymbolKind.Variable;
    for (Pair pair : pairs.pairs()) {
      TextRange range = pair.key().range().shift(document.file().start(pairs));
      add(Visible.of(pair.key().value()), kind, document, range, container);
    }
  }

  @SuppressWarnings("deprecation") // its successor is not known to older editors
  private void add(
      String name, SymbolKind kind, Snapshot document, TextRange range, String container) {
    if (!name.isBlank()) {
      found.add(new SymbolInformation(
          name,
          SymbolKinds.known(kind, ValueSet.WORKSPACE_SYMBOL_KINDS, support),
          new Location(document.uri(), document.range(range)),
          container));
    }
  }

  private static boolean matches(String name, String query) {
    int at = 0;
    for (int i = 0; i < name.length() && at < query.length(); i++) {
      if (Character.toLowerCase(name.charAt(i)) == Character.toLowerCase(query.charAt(at))) {
        at++;
      }
    }
    return at == query.length();
  }

  /** The name of the file and of its folder, which tell most files apart. */
  private static String shortPath(String uri) {
    int file = uri.lastIndexOf('/');
    int folder = file <= 0 ? -1 : uri.lastIndexOf('/', file - 1);
    return uri.substring(folder + 1 == file ? file + 1 : folder + 1);
  }
}

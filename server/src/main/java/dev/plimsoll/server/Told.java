package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentSymbol;
import org.jspecify.annotations.Nullable;

/**
 * What an editor was told last of one open document, so that it can be told what has changed since. It belongs to the
 * document from its opening to its closing: an answer that comes later is kept by nobody. Used on the analysis thread.
 */
final class Told {

  /** Tokens, under the name that the editor knows them by. */
  record Tokens(String resultId, List<Integer> data) {}

  /** Diagnostics, under the name that the editor knows them by. */
  record Diagnostics(String resultId, ImmutableList<Diagnostic> diagnostics) {}

  private @Nullable Tokens tokens;
  private ImmutableList<DocumentSymbol> outline = ImmutableList.of();
  private @Nullable Diagnostics diagnostics;

  @Nullable Tokens tokens() {
    return tokens;
  }

  void tell(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The outline, of which the next one takes what still holds; empty where there was none. */
  ImmutableList<DocumentSymbol> outline() {
    return outline;
  }

  void tell(ImmutableList<DocumentSymbol> outline) {
    this.outline = outline;
  }

  @Nullable Diagnostics diagnostics() {
    return diagnostics;
  }

  void tell(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }
}

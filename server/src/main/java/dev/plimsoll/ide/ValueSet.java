package dev.plimsoll.ide;

/** A list in which an editor names all values of one kind that it knows, and where it stands. */
public enum ValueSet {
  /** Numbers of {@code SymbolKind}. Where they aren't listed, those of the protocol's first version are known. */
  SYMBOL_KINDS("textDocument.documentSymbol.symbolKind.valueSet"),
  /** The same for symbols of the workspace. */
  WORKSPACE_SYMBOL_KINDS("workspace.symbol.symbolKind.valueSet"),
  TOKEN_TYPES("textDocument.semanticTokens.tokenTypes"),
  TOKEN_MODIFIERS("textDocument.semanticTokens.tokenModifiers");

  private final String path;

  ValueSet(String path) {
    this.path = path;
  }

  /** The way through the {@code capabilities}, names with dots between. */
  public String path() {
    return path;
  }
}

package dev.plimsoll.ide.tokens;

/** What a semantic token may be besides its type. */
enum TokenModifier {
  DECLARATION("declaration"),
  DEFINITION("definition"),
  /** Never another value: a digest. */
  READONLY("readonly"),
  DEPRECATED("deprecated"),
  /** Not of the author's making: a builtin of the shell, a variable of BuildKit. */
  DEFAULT_LIBRARY("defaultLibrary");

  private final String id;

  TokenModifier(String id) {
    this.id = id;
  }

  /** As the protocol calls it. */
  String id() {
    return id;
  }

  /** As it stands in the kind of a token, see {@link TokenList}. */
  int bit() {
    return 1 << (TokenList.MODIFIERS + ordinal());
  }
}

package dev.plimsoll.ide.tokens;

import org.jspecify.annotations.Nullable;

/** What a semantic token may be: types of the protocol that editors colour without being told how. */
enum TokenType {
  COMMENT("comment"),
  /** An instruction, a word such as AS, a reserved word of the shell. */
  KEYWORD("keyword"),
  /** A program that a shell runs. */
  FUNCTION("function"),
  /** A flag or an option. */
  PARAMETER("parameter"),
  /** The name of a directive or label, the value of a flag, the tag or digest of an image. */
  PROPERTY("property"),
  VARIABLE("variable"),
  STRING("string"),
  NUMBER("number"),
  OPERATOR("operator"),
  /** A stage, or the registry of an image. */
  NAMESPACE("namespace"),
  TYPE("type"),
  /** The name of an image. */
  CLASS("class", TYPE),
  /** An escape character that continues a line, the delimiter of a here-document. */
  MACRO("macro", KEYWORD);

  private final String id;
  private final @Nullable TokenType substitute;

  TokenType(String id) {
    this(id, null);
  }

  TokenType(String id, @Nullable TokenType substitute) {
    this.id = id;
    this.substitute = substitute;
  }

  /** As the protocol calls it. */
  String id() {
    return id;
  }

  /** What means nearly the same to an editor that doesn't know this type, or null. */
  @Nullable TokenType substitute() {
    return substitute;
  }
}

package dev.plimsoll.ide.tokens;

import dev.plimsoll.text.EmbeddedText;

/** The tokens of code in a language that isn't read here, such as PowerShell: no more than nearly all languages share. */
final class ForeignTokens {

  private final String code;
  private final EmbeddedText home;
  private final TokenList.Builder out;
  private int at;

  private ForeignTokens(EmbeddedText home, TokenList.Builder out) {
    this.code = home.code();
    this.home = home;
    this.out = out;
  }

  /** Adds strings, variables, options and numbers. */
  static void add(EmbeddedText code, TokenList.Builder out) {
    new ForeignTokens(code, out).all();
  }

  private void all() {
    while (at < code.length()) {
      char c = code.charAt(at);
      char before = at == 0 ? ' ' : code.charAt(at - 1);
      if (c == '"' || c == '\'') {
        string(c);
      } else if (c == '$' && isNamePart(next())) {
        word(TokenType.VARIABLE);
      } else if (c == '-' && Character.isWhitespace(before) && isNamePart(next())) {
        word(TokenType.PARAMETER);
      } else if (c >= '0' && c <= '9' && !isNamePart(before)) {
        number();
      } else {
        at++;
      }
    }
  }

  private char next() {
    return at + 1 < code.length() ? code.charAt(at + 1) : ' ';
  }

  /** Up to the closing quote of the same line; without one the quote is an apostrophe. */
  private void string(char quote) {
    int end = at + 1;
    while (end < code.length() && code.charAt(end) != quote && code.charAt(end) != '\n') {
      end++;
    }
    if (end < code.length() && code.charAt(end) == quote) {
      take(end + 1, TokenType.STRING);
    } else {
      at = end;
    }
  }

  private void word(TokenType type) {
    int end = at + 1;
    while (end < code.length()
        && (isNamePart(code.charAt(end)) || code.charAt(end) == ':' || code.charAt(end) == '-')) {
      end++;
    }
    take(end, type);
  }

  private void number() {
    int end = at;
    while (end < code.length() && (isNamePart(code.charAt(end)) || code.charAt(end) == '.')) {
      end++;
    }
    if (ShellWordTokens.isNumber(code.substring(at, end))) {
      take(end, TokenType.NUMBER);
    } else {
      at = end;
    }
  }

  private void take(int end, TokenType type) {
    TokenSink.pieces(home, at, end, type.ordinal(), out);
    at = end;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}

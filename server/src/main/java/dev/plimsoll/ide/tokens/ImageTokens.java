package dev.plimsoll.ide.tokens;

import dev.plimsoll.text.TextRange;

/** The tokens of the name of an image: registry, name, tag, digest, and variables among them. */
final class ImageTokens {

  private final String code;
  private final DockerfileWordTokens words;
  private final TokenSink out;

  ImageTokens(String code, DockerfileWordTokens words, TokenSink out) {
    this.code = code;
    this.words = words;
    this.out = out;
  }

  void add(TextRange range) {
    int digest = position('@', range.start(), range.end());
    int nameEnd = digest < 0 ? range.end() : digest;
    int lastPart = nameEnd;
    while (lastPart > range.start() && code.charAt(lastPart - 1) != '/') {
      lastPart--;
    }
    int tag = position(':', lastPart, nameEnd);
    int registry = registryEnd(range.start(), nameEnd);
    part(range.start(), registry, TokenType.NAMESPACE.ordinal());
    int name = registry;
    if (registry > range.start()) {
      out.add(registry, registry + 1, TokenType.OPERATOR.ordinal());
      name = registry + 1;
    }
    part(name, tag < 0 ? nameEnd : tag, TokenType.CLASS.ordinal());
    if (tag >= 0) {
      out.add(tag, tag + 1, TokenType.OPERATOR.ordinal());
      part(tag + 1, nameEnd, TokenType.PROPERTY.ordinal());
    }
    if (digest >= 0) {
      out.add(digest, digest + 1, TokenType.OPERATOR.ordinal());
      int readonly = TokenType.PROPERTY.ordinal() | TokenModifier.READONLY.bit();
      part(digest + 1, range.end(), readonly);
    }
  }

  private void part(int start, int end, int kind) {
    if (start < end) {
      words.expanded(new TextRange(start, end), (from, to) -> out.add(from, to, kind));
    }
  }

  /** The end of a first part that is a host: it has a dot or a port, or is {@code localhost}. */
  private int registryEnd(int start, int end) {
    int slash = position('/', start, end);
    if (slash < 0) {
      return start;
    }
    String first = code.substring(start, slash);
    boolean host = first.indexOf('$') < 0
        && (first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost"));
    return host ? slash : start;
  }

  /** The first place of a character that stands in no braces, or -1. */
  private int position(char wanted, int start, int end) {
    int open = 0;
    for (int i = start; i < end; i++) {
      char c = code.charAt(i);
      if (c == '{') {
        open++;
      } else if (c == '}') {
        open--;
      } else if (c == wanted && open <= 0) {
        return i;
      }
    }
    return -1;
  }
}

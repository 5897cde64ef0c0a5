package dev.plimsoll.syntax;

/**
 * Reads a file element by element. Between two elements its whole state is the offset, the escape character and whether
 * directives may still come: that is what makes it possible to read only the edited part of a file again.
 */
final class ElementReader {

  private final String text;
  private int at;
  private char escape;
  private boolean inHeader;

  ElementReader(String text, int at, char escape, boolean inHeader) {
    this.text = text;
    this.at = at;
    this.escape = escape;
    this.inHeader = inHeader;
  }

  boolean hasNext() {
    return at < text.length();
  }

  int offset() {
    return at;
  }

  char escape() {
    return escape;
  }

  boolean inHeader() {
    return inHeader;
  }

  Element next() {
    Element element = read();
    at += element.length();
    return element;
  }

  private Element read() {
    if (at == 0 && text.charAt(0) == Element.ByteOrderMark.CHARACTER) {
      return new Element.ByteOrderMark();
    }
    int lineFeed = text.indexOf('\n', at);
    int lineEnd = lineFeed < 0 ? text.length() : lineFeed + 1;
    int first = Whitespace.skipUnicode(text, at, lineEnd);
    if (first == lineEnd) {
      inHeader = false;
      return new Element.Blank(text.substring(at, lineEnd));
    }
    if (text.charAt(first) == '#') {
      return comment(first, lineEnd);
    }
    inHeader = false;
    return InstructionParser.parse(text, at, escape);
  }

  private Element comment(int first, int lineEnd) {
    DirectiveLine directive = inHeader ? DirectiveLine.read(text, first, lineEnd, "#") : null;
    if (directive == null || !directive.isKnown()) {
      inHeader = false;
      return new Element.Comment(text.substring(at, lineEnd));
    }
    char chosen = Header.escapeOf(directive);
    if (chosen != 0) {
      escape = chosen;
    }
    return new Element.Directive(text.substring(at, lineEnd));
  }
}

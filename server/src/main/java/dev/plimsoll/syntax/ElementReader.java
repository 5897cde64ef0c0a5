package dev.plimsoll.syntax;

/**
 * Reads a file element by element. Between two elements its whole state is the offset, the escape character and whether
 * directives may still come: that is what makes it possible to read only the edited part of a file again.
 */
final class ElementReader {

  private final String text;
  private final boolean startOfFile;
  private int at;
  private char escape;
  private boolean inHeader;

  /**
   * @param text whole elements, from the first to the last
   * @param startOfFile whether the text begins where the file does, so that a byte-order mark may stand there
   * @param escape the escape character in force at its start
   * @param inHeader whether directives may still come
   */
  ElementReader(String text, boolean startOfFile, char escape, boolean inHeader) {
    this.text = text;
    this.startOfFile = startOfFile;
    this.escape = escape;
    this.inHeader = inHeader;
  }

  static ElementReader ofFile(String text) {
    return new ElementReader(text, true, '\\', true);
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
    if (at == 0 && startOfFile && text.charAt(0) == Element.ByteOrderMark.CHARACTER) {
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
    escape = Header.escapeAfter(directive, escape);
    return new Element.Directive(text.substring(at, lineEnd));
  }
}

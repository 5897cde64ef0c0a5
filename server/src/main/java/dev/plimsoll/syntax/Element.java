package dev.plimsoll.syntax;

/** What a Dockerfile consists of: the texts of its elements, one after the other, are its text. */
public sealed interface Element
    permits Instruction, Element.Comment, Element.Directive, Element.Blank, Element.ByteOrderMark {

  /** The text of this element, its line ending included. */
  String text();

  /** The number of characters. */
  default int length() {
    return text().length();
  }

  /** A line between instructions that begins, after white space, with {@code #}. */
  record Comment(String text) implements Element {

    /** What follows the {@code #}, trimmed. */
    public String content() {
      int start = text.indexOf('#') + 1;
      int from = Whitespace.skipUnicode(text, start, text.length());
      return text.substring(from, Whitespace.trimUnicodeEnd(text, from, text.length()));
    }
  }

  /** A parser directive such as {@code # escape=`}, at the head of the file. */
  record Directive(String text) implements Element {}

  /** A line of white space between instructions. */
  record Blank(String text) implements Element {}

  /** The byte-order mark at the very start of a file. */
  record ByteOrderMark() implements Element {
    static final char CHARACTER = '\uFEFF';

    @Override
    public String text() {
      return "\uFEFF";
    }
  }
}

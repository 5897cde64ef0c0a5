package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * One line of comma-separated values, as BuildKit reads the value of {@code --mount} and {@code --device}: the rules of
 * Go's {@code encoding/csv}.
 *
 * @param fields the fields before the error, if there is one
 * @param error Go's text, or null
 */
record GoCsv(ImmutableList<Field> fields, @Nullable String error) {

  /** A field, its quotes removed, and where it stands, quotes included. */
  record Field(String value, TextRange range) {}

  static GoCsv read(String line) {
    if (line.isEmpty()) {
      return new GoCsv(ImmutableList.of(), "EOF");
    }
    return new Reader(line).read();
  }

  private static final class Reader {
    private final String line;
    private final ImmutableList.Builder<Field> fields = ImmutableList.builder();
    private int at;
    private @Nullable String error;

    Reader(String line) {
      this.line = line;
    }

    GoCsv read() {
      boolean more = true;
      while (more && error == null) {
        if (at < line.length() && line.charAt(at) == '"') {
          quoted();
        } else {
          plain();
        }
        more = at < line.length();
        at++; // the comma
      }
      return new GoCsv(fields.build(), error);
    }

    private void plain() {
      int start = at;
      int comma = line.indexOf(',', at);
      at = comma < 0 ? line.length() : comma;
      String value = line.substring(start, at);
      int quote = value.indexOf('"');
      if (quote >= 0) {
        error = errorAt(start + quote, "bare \" in non-quoted-field");
      } else {
        fields.add(new Field(value, new TextRange(start, at)));
      }
    }

    private void quoted() {
      int start = at++;
      StringBuilder value = new StringBuilder();
      while (true) {
        int quote = line.indexOf('"', at);
        if (quote < 0) {
          error = errorAt(at, "extraneous or missing \" in quoted-field");
          return;
        }
        value.append(line, at, quote);
        at = quote + 1;
        if (at == line.length() || line.charAt(at) == ',') {
          fields.add(new Field(value.toString(), new TextRange(start, at)));
          return;
        }
        if (line.charAt(at) != '"') {
          error = errorAt(quote, "extraneous or missing \" in quoted-field");
          return;
        }
        value.append('"');
        at++;
      }
    }

    /** Columns are bytes of UTF-8, counted from 1. */
    private String errorAt(int offset, String reason) {
      int column = 1;
      for (int i = 0; i < offset; i++) {
        char c = line.charAt(i);
        column += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
      return "parse error on line 1, column " + column + ": " + reason;
    }
  }
}

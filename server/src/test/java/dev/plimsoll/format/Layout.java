package dev.plimsoll.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.cli.FileMeaning;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.List;

/** Lays out the texts of tests, and holds every one of them to what must hold of all. */
final class Layout {

  private Layout() {}

  static List<TextEdit> edits(String text, FormatOptions options) {
    return Formatter.format(SemanticModel.of(Dockerfile.parse(text)), options);
  }

  static String format(String text, FormatOptions options) {
    return TextEdit.apply(text, edits(text, options));
  }

  /** The text in its layout, which means the same and is left as it is a second time. */
  static String of(String text, FormatOptions options) {
    String once = format(text, options);
    assertThat(FileMeaning.of(once)).isEqualTo(FileMeaning.of(text));
    assertThat(format(once, options)).isEqualTo(once);
    return once;
  }

  static void check(String before, String after) {
    check(FormatOptions.DEFAULT, before, after);
  }

  static void check(FormatOptions options, String before, String after) {
    assertThat(of(before, options)).isEqualTo(after);
  }

  /** Of a text that is laid out well, or must not be touched. */
  static void unchanged(String text) {
    unchanged(FormatOptions.DEFAULT, text);
  }

  static void unchanged(FormatOptions options, String text) {
    assertThat(edits(text, options)).isEmpty();
  }
}

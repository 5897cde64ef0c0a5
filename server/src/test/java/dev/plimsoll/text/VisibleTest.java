package dev.plimsoll.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void whatCanBeSeenStaysAsItIs() {
    String text = "RUN a && b [U+202E]";
    assertThat(Visible.of(text)).isSameAs(text);
    String letters = "é ジ 😀 👨‍👩‍👧 \"–\"";
    assertThat(Visible.of(letters)).isEqualTo(letters);
  }

  @Test
  void aControlCharacterIsShownByItsPicture() {
    assertThat(Visible.of("\u0000\u001b[2J\u007f\u009b")).isEqualTo("␀␛[2J␡�");
  }

  @Test
  void whatHasNoWidthOrTurnsTheLineIsNamed() {
    assertThat(Visible.of("a\u202eb\u200b\ufeff\u2066\u00ad"))
        .isEqualTo("a[U+202E]b[U+200B][U+FEFF][U+2066][U+00AD]");
    assertThat(Visible.of("a\udb40\udc41")).isEqualTo("a[U+E0041]");
  }

  @Test
  void halfACharacterIsNone() {
    assertThat(Visible.of("\ud83da\ude00")).isEqualTo("�a�");
  }

  @Test
  void linesBecomeOneOrStay() {
    assertThat(Visible.of("a\r\nb\tc\rd\n")).isEqualTo("a b c d ");
    assertThat(Visible.lines("a\r\nb\tc\rd\u001b\n")).isEqualTo("a\nb\tc\nd␛\n");
  }
}

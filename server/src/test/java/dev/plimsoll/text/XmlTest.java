package dev.plimsoll.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a             | a",
        "a<!--b-->c    | ac",
        "<!----><!--a-->b<!-- --> | b",
        "a<!--b<!--c-->d-->e | ad-->e",
        "a<!-->b       | a<!-->b",
        "a<!--b-->c<!--d | ac<!--d",
      })
  void commentsAreLeftOut(String text, String left) {
    assertThat(Xml.withoutComments(text)).isEqualTo(left);
  }

  @Test
  void elementsByTheirNames() {
    String text = "<a>1</a>2<b>3</b><a>4<b>5</b>\n</a></a><ab>6</ab><a>7";
    assertThat(Xml.in("a", text)).containsExactly("1", "4<b>5</b>\n");
    assertThat(Xml.without("a", text)).isEqualTo("2<b>3</b></a><ab>6</ab><a>7");
    assertThat(Xml.in("a", "")).isEmpty();
  }

  @Test
  @Timeout(5)
  void isReadInLinearTime() {
    String comments = "<!--".repeat(1 << 18);
    assertThat(Xml.withoutComments(comments)).isEqualTo(comments);
    assertThat(Xml.in("a", "<a>".repeat(1 << 18))).isEmpty();
  }
}

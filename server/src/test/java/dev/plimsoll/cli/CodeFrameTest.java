package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.text.TextRange;
import org.junit.jupiter.api.Test;

class CodeFrameTest {

  /** The frame of what stands between {@code [[} and {@code ]]}. */
  private static String frame(String text) {
    return frame(text, CodeFrame.USUAL_COLUMNS);
  }

  private static String frame(String text, int columns) {
    int start = text.indexOf("[[");
    int end = text.indexOf("]]") - 2;
    Source source = Source.of("Dockerfile", text.replace("[[", "").replace("]]", ""));
    CodeFrame frame = CodeFrame.of(source, new TextRange(start, end), () -> columns);
    return frame.number() + " | " + frame.line() + "\n    " + frame.indent() + frame.carets();
  }

  @Test
  void marksTheRange() {
    assertThat(frame("FROM a\nRUN [[apt]] x\n")).isEqualTo("""
        2 | RUN apt x
                ^^^""");
  }

  @Test
  void marksAnEmptyRangeAndTheEndOfTheFile() {
    assertThat(frame("RUN [[]]x")).isEqualTo("1 | RUN x\n        ^");
    assertThat(frame("RUN x\n[[]]")).isEqualTo("2 | \n    ^");
  }

  @Test
  void marksTheFirstLineOfARangeOfSeveral() {
    assertThat(frame("RUN [[a \\\r\n  b]]\n")).isEqualTo("1 | RUN a \\\n        ^^^");
  }

  @Test
  void keepsTabsAndCountsWhatIsSeen() {
    assertThat(frame("\tRUN \uD83D\uDC33 [[x]]"))
        .isEqualTo("1 | \tRUN \uD83D\uDC33 x\n    \t       ^");
    assertThat(frame("RUN \u6F22 e\u0301 [[\u6F22e\u0301x]]"))
        .isEqualTo("1 | RUN \u6F22 e\u0301 \u6F22e\u0301x\n             ^^^^");
  }

  @Test
  void doesNotLetTheFileCommandTheTerminal() {
    assertThat(frame("RUN \033[2J [[x]]")).isEqualTo("1 | RUN \u241B[2J x\n             ^");
  }

  @Test
  void cutsALongLineAroundTheRange() {
    String frame = frame("RUN " + "a".repeat(5000) + "[[bcd]]" + "e".repeat(5000));
    assertThat(frame.lines()).allMatch(line -> line.length() <= 130);
    assertThat(frame).contains("aabcdee", "\n    " + " ".repeat(38) + "^^^");
    assertThat(frame("RUN " + "a".repeat(500) + "[[" + "b".repeat(5000) + "]]").lines())
        .allMatch(line -> line.length() <= 130);
  }

  @Test
  void isAsWideAsTheTerminal() {
    String line = "RUN " + "a".repeat(100) + "[[bcd]]" + "e".repeat(300);
    for (int columns : new int[] {50, 80, 200}) {
      assertThat(frame(line, columns).lines().map(String::length).max(Integer::compare))
          .hasValue(columns);
    }
    assertThat(frame(line, 10).lines().findFirst().orElseThrow())
        .as("but shows something")
        .hasSize(44);
    assertThat(frame("RUN a [[bcd]]", 1)).contains("1 | RUN a bcd");
  }
}

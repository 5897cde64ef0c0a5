package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.Carets.Found;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaretsTest {

  private static final Carets CARETS = Carets.read("""
      FROM a
      #^^^ a base
      #    ^ an image
      # ^ is a power sign
      RUN x \\
      #   ^^^ a command
        && y
      # ordinary
      """);

  private static final Found FROM = new Found(new TextRange(0, 4), "this is a base");
  private static final Found IMAGE = new Found(new TextRange(5, 6), "this is an image");
  private static final Found POWER = new Found(new TextRange(2, 3), "it is a power sign");
  private static final Found RUN = new Found(new TextRange(11, 21), "that is a command");

  @Test
  void theMarksAreNoPartOfTheFile() {
    assertThat(CARETS.text()).isEqualTo("FROM a\nRUN x \\\n  && y\n# ordinary\n");
  }

  @Test
  void whatIsFoundMustBeWhatIsMarked() {
    CARETS.check(List.of(RUN, POWER, IMAGE, FROM));
    assertThatThrownBy(() -> CARETS.check(List.of(RUN, POWER, IMAGE)))
        .hasMessageContaining("but not found");
    assertThatThrownBy(() -> CARETS.check(List.of(RUN, POWER, IMAGE, FROM, FROM)))
        .hasMessageContaining("not marked");
    assertThatThrownBy(
            () -> CARETS.check(List.of(RUN, POWER, IMAGE, new Found(FROM.range(), "other"))))
        .hasMessageContaining("other");
  }
}

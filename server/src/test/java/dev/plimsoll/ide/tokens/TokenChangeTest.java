package dev.plimsoll.ide.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenChangeTest {

  @Test
  void whatIsEqualChangesNothing() {
    assertThat(
            TokenChange.between(List.of(1, 2, 3, 4, 5), List.of(1, 2, 3, 4, 5)).isEmpty())
        .isTrue();
    assertThat(TokenChange.between(List.of(), List.of()).isEmpty()).isTrue();
  }

  @Test
  void onlyWholeTokensChange() {
    TokenChange change = TokenChange.between(
        List.of(0, 0, 4, 1, 0, 0, 5, 1, 2, 0, 1, 0, 4, 1, 0),
        List.of(0, 0, 4, 1, 0, 0, 6, 1, 2, 0, 1, 0, 4, 1, 0));
    assertThat(change).isEqualTo(new TokenChange(5, 5, List.of(0, 6, 1, 2, 0)));
  }

  @Test
  void theChangeMakesTheOneOfTheOther() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      List<Integer> before = tokens(random);
      List<Integer> after = tokens(random);
      TokenChange change = TokenChange.between(before, after);
      List<Integer> changed = new ArrayList<>(before);
      List<Integer> gone = changed.subList(change.start(), change.start() + change.deleted());
      gone.clear();
      changed.addAll(change.start(), change.inserted());
      assertThat(changed).isEqualTo(after);
    }
  }

  private static List<Integer> tokens(Random random) {
    List<Integer> tokens = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      int number = random.nextInt(2);
      tokens.addAll(List.of(number, 1, 1, 1, 1));
    }
    return tokens;
  }
}

package dev.plimsoll.ide.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.text.TextRange;
import java.util.List;

/** Tokens read back from the numbers that an editor gets. */
public final class Tokens {

  /** One token: its text, and its type with its modifiers behind dots. */
  record Token(TextRange range, String text, String kind) {}

  private Tokens() {}

  /** Checks that tokens follow each other, don't overlap, and stand on one line each. */
  public static ImmutableList<Token> read(
      Snapshot snapshot, List<Integer> data, ClientSupport support) {
    assertThat(data.size() % 5).isZero();
    ImmutableList.Builder<Token> tokens = ImmutableList.builder();
    int line = 0;
    int column = 0;
    int done = 0;
    for (int i = 0; i < data.size(); i += 5) {
      column = data.get(i) == 0 ? column + data.get(i + 1) : data.get(i + 1);
      line += data.get(i);
      int start = snapshot.lines().startOf(line) + column;
      TextRange range = TextRange.ofLength(start, data.get(i + 2));
      String text = range.of(snapshot.text());
      assertThat(range.start()).isGreaterThanOrEqualTo(done);
      assertThat(text).isNotEmpty().doesNotContain("\n", "\r");
      done = range.end();
      tokens.add(new Token(range, text, kind(data.get(i + 3), data.get(i + 4), support)));
    }
    return tokens.build();
  }

  private static String kind(int type, int modifiers, ClientSupport support) {
    TokenLegend legend = TokenLegend.of(support);
    StringBuilder kind = new StringBuilder(legend.types().get(type));
    for (int i = 0; i < legend.modifiers().size(); i++) {
      if ((modifiers >> i & 1) != 0) {
        kind.append('.').append(legend.modifiers().get(i));
      }
    }
    assertThat(modifiers >> legend.modifiers().size()).isZero();
    return kind.toString();
  }
}

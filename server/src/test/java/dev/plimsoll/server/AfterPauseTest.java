package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AfterPauseTest {

  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final AfterPause pause = new AfterPause(later::add, done::add);

  private void timePasses() {
    later.remove().run();
  }

  @Test
  void itIsDoneOnceWhenNobodyTouchesTheDocumentAnyMore() {
    pause.touched("a");
    pause.touched("a");
    timePasses();
    assertThat(done).isEmpty();

    pause.touched("a");
    timePasses();
    assertThat(done).isEmpty();

    timePasses();
    assertThat(done).containsExactly("a");
    assertThat(later).isEmpty();
  }

  @Test
  void eachDocumentHasItsOwnPause() {
    pause.touched("a");
    pause.touched("b");
    pause.touched("a");
    timePasses();
    timePasses();
    assertThat(done).containsExactly("b");
  }

  @Test
  void aDocumentIsTouchedAgainLater() {
    pause.touched("a");
    timePasses();
    pause.touched("a");
    timePasses();
    assertThat(done).containsExactly("a", "a");
  }
}

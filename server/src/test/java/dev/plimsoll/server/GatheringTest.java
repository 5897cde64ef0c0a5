package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private final Queue<Runnable> later = new ArrayDeque<>();
  private int toCome;
  private int shown;
  private final Gathering gathering = new Gathering(later::add, () -> toCome, () -> shown++);

  private int momentsUntilShown() {
    int before = shown;
    int moments = 0;
    while (shown == before) {
      later.remove().run();
      moments++;
    }
    assertThat(later).isEmpty();
    return moments;
  }

  @Test
  void whatComesAtAboutTheSameTimeIsShownOnce() {
    gathering.add();
    gathering.add();
    assertThat(momentsUntilShown()).isOne();
    gathering.add();
    assertThat(momentsUntilShown()).isOne();
  }

  @Test
  void whileManyAreToComeTheyAreShownSeldom() {
    toCome = 1_000;
    gathering.add();
    assertThat(momentsUntilShown()).isEqualTo(20);
    toCome = 9;
    gathering.add();
    assertThat(momentsUntilShown()).isEqualTo(20);
    toCome = 8;
    gathering.add();
    assertThat(momentsUntilShown()).isOne();
  }

  @Test
  void theyAreShownWhenFewAreLeft() {
    toCome = 1_000;
    gathering.add();
    later.remove().run();
    toCome = 2;
    assertThat(momentsUntilShown()).isOne();
  }
}

package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns("test");

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tasksAreDoneInTheirOrder() {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      expected.add(i);
      turns.execute(() -> done.add(number));
    }
    CompletableFuture.runAsync(() -> {}, turns).join();
    assertThat(done).isEqualTo(expected);
  }

  @Test
  void whileOneWaitsTheNextHaveTheirTurn() {
    CountDownLatch disk = new CountDownLatch(1);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> Turns.aside(() -> await(disk)), turns);
    for (int i = 0; i < 10; i++) {
      CompletableFuture.runAsync(() -> {}, turns).join();
    }
    assertThat(waiting.isDone()).isFalse();
    disk.countDown();
    waiting.join();
  }

  @Test
  void neverAreTwoAtWork() {
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Random random = new Random(1);
    List<CompletableFuture<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      boolean waits = random.nextInt(3) == 0;
      tasks.add(CompletableFuture.runAsync(
          () -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            if (waits) {
              atWork.decrementAndGet();
              Turns.aside(Thread::yield);
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            }
            atWork.decrementAndGet();
          },
          turns));
    }
    tasks.forEach(CompletableFuture::join);
    assertThat(most).hasValue(1);
  }

  @Test
  void aTaskThatThrowsIsNotTheLast() {
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    turns.execute(() -> {
      Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> told.complete(thrown));
      throw new IllegalStateException("on purpose");
    });
    CompletableFuture.runAsync(() -> {}, turns).join();
    assertThat(told.join()).hasMessage("on purpose");
  }

  @Test
  void elsewhereWaitingIsJustWaiting() {
    AtomicInteger ran = new AtomicInteger();
    Turns.aside(ran::incrementAndGet);
    assertThat(ran).hasValue(1);
  }
}

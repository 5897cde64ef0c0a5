package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.FakeRegistry.entry;
import static dev.plimsoll.registry.FakeRegistry.index;
import static dev.plimsoll.registry.Lookups.ENOUGH;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.found;
import static dev.plimsoll.registry.Lookups.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file may name twenty images, and several files are open: no registry is overrun, and nobody waits for another's. */
class ManyQuestionsTest {

  private static final int MANY = 20;

  private final FakeRegistry registry = new FakeRegistry();
  private final Registries registries = Lookups.registries();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    registry.close();
    threads.shutdownNow();
  }

  private Answer<ImageFacts> ask(String image) {
    return registries.sizes(registry.image(image), LONG);
  }

  /** Holds every request for the place until {@code go}, and then sends the manifest. */
  private void hold(String place, JsonObject manifest, CountDownLatch came, CountDownLatch go) {
    registry.on(place, exchange -> {
      came.countDown();
      go.await();
      FakeRegistry.send(exchange, 200, manifest.toString());
    });
  }

  @Test
  void equalQuestionsMakeOneRequest() throws Exception {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 5);
    CountDownLatch came = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    hold("/v2/app/manifests/1", index(entry(amd64, "linux/amd64")), came, go);
    List<Answer<ImageFacts>> answers = Collections.synchronizedList(new ArrayList<>());
    List<Thread> asking = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Thread thread = new Thread(() -> answers.add(ask("app:1")));
      thread.start();
      asking.add(thread);
    }
    came.await();
    for (Thread thread : asking) {
      while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.sleep(1);
      }
    }
    assertThat(registry.requests()).hasSize(1);
    go.countDown();
    for (Thread thread : asking) {
      thread.join();
    }
    assertThat(answers)
        .hasSize(MANY)
        .allMatch(it -> found(it).on("linux/amd64").compressedBytes() == 5);
    assertThat(registry.requests()).hasSize(2);
  }

  /** Who gave up first doesn't decide for the others. */
  @Test
  void whoeverHasMoreTimeGoesOnAsking() throws Exception {
    registry.put("app", "2", config("linux", "amd64"), 5);
    found(ask("app:2"));
    AtomicInteger count = new AtomicInteger();
    CountDownLatch came = new CountDownLatch(1);
    String manifest = FakeRegistry.manifest(
            registry.putBlob("app", config("linux", "amd64").toString()), 5)
        .toString();
    registry.on("/v2/app/manifests/1", exchange -> {
      came.countDown();
      if (count.getAndIncrement() == 0) {
        registry.hang();
      }
      FakeRegistry.send(exchange, 200, manifest);
    });
    Future<Answer<ImageFacts>> hasty =
        threads.submit(() -> registries.sizes(registry.image("app:1"), ENOUGH));
    came.await();
    assertThat(found(ask("app:1")).platforms()).hasSize(1);
    assertThat(told(hasty.get(), registry)).isEqualTo("the registry didn't answer in time.");
    assertThat(count).hasValue(2);
  }

  @Test
  void aHostIsAskedAFewQuestionsAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    JsonObject[] entries = new JsonObject[MANY];
    for (int i = 0; i < MANY; i++) {
      String text = FakeRegistry.manifest(FakeRegistry.digestOf("x"), i + 1).toString();
      entries[i] = entry(FakeRegistry.digestOf(text), "linux/cpu" + i);
      registry.on("/v2/app/manifests/" + FakeRegistry.digestOf(text), exchange -> {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        Thread.sleep(20);
        now.decrementAndGet();
        FakeRegistry.send(exchange, 200, text);
      });
    }
    registry.put("app", "1", index(entries));
    assertThat(found(ask("app:1")).platforms()).hasSize(MANY);
    assertThat(most.get()).isBetween(2, Host.AT_ONCE);
  }

  /** Four images of one registry that hangs, and the fifth of another one. */
  @Test
  void aRegistryThatHangsKeepsNobodyFromAnother() throws Exception {
    try (FakeRegistry other = new FakeRegistry()) {
      CountDownLatch came = new CountDownLatch(Host.AT_ONCE);
      for (int i = 0; i < MANY; i++) {
        registry.on("/v2/app/manifests/" + i, exchange -> {
          came.countDown();
          registry.hang();
        });
        String image = "app:" + i;
        threads.submit(() -> ask(image));
      }
      came.await();
      other.put("app", "1", config("linux", "amd64"), 5);
      assertThat(found(registries.sizes(other.image("app:1"), LONG)).platforms())
          .hasSize(1);
    }
  }

  @Test
  void anInterruptEndsAQuestionAtOnce() throws Exception {
    CountDownLatch came = new CountDownLatch(1);
    registry.on("/v2/app/manifests/1", exchange -> {
      came.countDown();
      registry.hang();
    });
    List<Answer<ImageFacts>> answers = new ArrayList<>();
    AtomicInteger interrupted = new AtomicInteger();
    Thread asking = new Thread(() -> {
      answers.add(ask("app:1"));
      interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
    });
    asking.start();
    came.await();
    asking.interrupt();
    asking.join(LONG.toMillis() / 2);
    assertThat(asking.isAlive()).isFalse();
    assertThat(told(answers.get(0), registry))
        .isEqualTo("The look-up at the registry was cancelled.");
    assertThat(interrupted).hasValue(1);
  }

  /** A place that was given up is free again, or the fifth question would never be asked. */
  @Test
  void whatWasGivenUpMakesRoom() {
    for (int i = 0; i < Host.AT_ONCE + 1; i++) {
      registry.on("/v2/app/manifests/" + i, exchange -> registry.hang());
      registries.sizes(registry.image("app:" + i), java.time.Duration.ofMillis(100));
    }
    registry.put("app", "1", config("linux", "amd64"), 5);
    assertThat(found(ask("app:1")).platforms()).hasSize(1);
  }
}

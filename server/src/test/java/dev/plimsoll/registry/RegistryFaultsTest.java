package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.FakeRegistry.entry;
import static dev.plimsoll.registry.FakeRegistry.index;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.SHORT;
import static dev.plimsoll.registry.Lookups.failure;
import static dev.plimsoll.registry.Lookups.found;
import static dev.plimsoll.registry.Lookups.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LookupFailure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a registry does, the answer comes in time and people are told in a sentence why there is none. */
class RegistryFaultsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
  private static final String PLACE = "/v2/app/manifests/1";
  private static final int MEBIBYTE = 1 << 20;

  private final FakeRegistry registry = new FakeRegistry();
  private Instant now = NOW;
  private final Registries registries =
      new Registries(Lookups.options(), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @AfterEach
  void close() {
    registry.close();
  }

  private Answer<ImageFacts> ask(Duration limit) {
    return registries.sizes(registry.image("app:1"), limit);
  }

  private String told(Duration limit) {
    return Lookups.told(ask(limit), registry);
  }

  @Test
  void oneThatHangs() {
    registry.on(PLACE, exchange -> registry.hang());
    assertThat(told(SHORT)).isEqualTo("the registry didn't answer in time.");
  }

  /** The deadline is one for all: a server that sends a byte now and then gets no more time. */
  @Test
  void oneThatSendsByteForByte() {
    registry.on(PLACE, exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      while (true) {
        body.write(' ');
        body.flush();
        Thread.sleep(20);
      }
    });
    assertThat(told(SHORT)).isEqualTo("the registry didn't answer in time.");
  }

  @Test
  void oneThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    Answer<ImageFacts> answer = registries.sizes(
        Objects.requireNonNull(ImageReference.of("127.0.0.1:" + port + "/app:1")), LONG);
    assertThat(failure(answer).sentence()).isEqualTo("127.0.0.1:" + port + " can't be reached.");
  }

  @Test
  void oneAtAPortThatThereIsNot() {
    ImageReference image = Objects.requireNonNull(ImageReference.of("127.0.0.1:99999/app:1"));
    assertThat(failure(registries.sizes(image, LONG)).sentence())
        .isEqualTo("127.0.0.1:99999 can't be reached.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | the registry gave an answer that can't be used.",
        "401 | the registry shows no such image without a login. If you have one, sign in with \"docker login\" and let plimsoll.images.credentials use it.",
        "403 | the registry doesn't allow this login to read the image.",
        "404 | the registry has no such image, or it is private.",
        "500 | the registry has a fault and can't answer now.",
        "503 | the registry has a fault and can't answer now.",
      })
  void oneThatRefuses(int status, String sentence) {
    registry.answer(PLACE, status, "{}");
    assertThat(told(LONG)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Sign in to the hotel's network</body></html>",
        "[]",
        "{",
        "{}",
        "null",
        "{\"schemaVersion\": 1, \"fsLayers\": []}",
        "{\"manifests\": {}}",
        "{\"manifests\": [1]}",
        "{\"manifests\": []}",
        "{\"manifests\": [{\"digest\": \"sha256:../../x\", \"platform\": {\"os\": \"linux\", \"architecture\": \"amd64\"}}]}",
        "{\"config\": 7, \"layers\": []}",
        "{\"config\": {\"digest\": \"md5:1\"}, \"layers\": []}",
        "{\"config\": {}, \"layers\": null} trailing",
      })
  void oneThatAnswersSomethingElse(String body) {
    registry.answer(PLACE, 200, body);
    assertThat(failure(ask(LONG)).reason()).isIn(Reason.MALFORMED, Reason.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"many\"", "1e999999999", "99999999999999999999", "null"})
  void oneThatCanNotCount(String size) {
    String config = FakeRegistry.digestOf("{}");
    registry.answer(
        PLACE,
        200,
        "{\"config\": {\"digest\": \"" + config + "\"}, \"layers\": [{\"digest\": \"" + config
            + "\", \"size\": " + size + "}]}");
    assertThat(told(LONG)).isEqualTo("the registry gave an answer that can't be used.");
  }

  @Test
  void oneWhoseLayersWeighMoreThanANumberHolds() {
    registry.put("app", "1", config("linux", "amd64"), Long.MAX_VALUE, 1);
    assertThat(told(LONG)).isEqualTo("the registry gave an answer that can't be used.");
  }

  @Test
  void oneThatNestsTooDeep() {
    registry.answer(PLACE, 200, "{\"manifests\":" + "[".repeat(200_000));
    assertThat(told(LONG)).isEqualTo("the registry gave an answer that can't be used.");
  }

  @Test
  void oneThatSendsThreeHundredMegabytes() {
    AtomicLong sent = new AtomicLong();
    registry.on(PLACE, exchange -> sendMebibytes(exchange, 300, sent));
    assertThat(told(LONG)).isEqualTo("the registry gave an answer that is too large.");
    assertThat(sent.get()).isLessThan(200L * MEBIBYTE);
  }

  private static void sendMebibytes(HttpExchange exchange, int count, AtomicLong sent)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] blanks = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.UTF_8);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; i < count; i++) {
        body.write(blanks);
        sent.addAndGet(blanks.length);
      }
    }
  }

  @Test
  void oneWithMorePlatformsThanThereAre() {
    JsonObject[] entries = new JsonObject[2000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(FakeRegistry.digestOf("" + i), "linux/cpu" + i);
    }
    registry.put("app", "1", index(entries));
    assertThat(told(LONG)).isEqualTo("the registry gave an answer that is too large.");
    assertThat(registry.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/app/manifests/", "/v2/app/blobs/"})
  void oneWhoseContentsHaveAnotherDigest(String where) {
    String blob = registry.putBlob("app", config("linux", "amd64").toString());
    String amd64 = registry.put("app", "amd64", FakeRegistry.manifest(blob, 5));
    registry.put("app", "1", index(entry(amd64, "linux/amd64")));
    String digest = where.contains("blobs") ? blob : amd64;
    registry.answer(
        where + digest,
        200,
        where.contains("blobs")
            ? config("linux", "amd64") + " "
            : FakeRegistry.manifest(blob, 6).toString());
    assertThat(Lookups.told(
            registries.details(registry.image("app:1"), "linux/amd64", LONG), registry))
        .isEqualTo("the registry gave an answer that can't be used.");
  }

  @Test
  void oneThatSaysAnotherDigestThanItsAnswerHas() {
    String manifest = FakeRegistry.manifest(FakeRegistry.digestOf("x"), 5).toString();
    registry.answer(
        PLACE, 200, manifest, "Docker-Content-Digest", FakeRegistry.digestOf("something else"));
    assertThat(told(LONG)).isEqualTo("the registry gave an answer that can't be used.");
  }

  /** Whether in seconds, as a date, as Docker Hub's point in time, or not at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After       | 120                           | 120",
        "Retry-After       | Sun, 29 Nov 2026 08:05:00 GMT | 300",
        "X-Retry-After     | 1795939500                    | 300",
        "X-RateLimit-Reset | 1795939260                    | 60",
        "Retry-After       | soon                          | 30",
        "Retry-After       | Mon, 30 Feb 2026 08:05:00 GMT | 30",
        "Retry-After       | 0                             | 30",
        "X-Retry-After     | 1                             | 1",
        "Retry-After       | 999999999                     | 21600",
        "X-Other           | 1                             | 30",
      })
  void oneThatWantsToBeLeftAloneIsLeftAlone(String header, String value, int seconds) {
    registry.put("other", "1", config("linux", "amd64"), 5);
    registry.answer(PLACE, 429, "You have reached your pull rate limit.", header, value);
    assertThat(told(LONG)).isEqualTo("the registry was asked too often and answers later.");
    assertThat(failure(ask(LONG)).retryAt()).isEqualTo(NOW.plusSeconds(seconds));
    assertThat(Lookups.told(registries.sizes(registry.image("other:1"), LONG), registry))
        .isEqualTo("the registry was asked too often and answers later.");
    assertThat(registry.requests()).hasSize(1);
    now = NOW.plusSeconds(seconds);
    found(registries.sizes(registry.image("other:1"), LONG));
  }

  @Test
  void oneThatIsBeingRepairedIsLeftAloneToo() {
    registry.answer(PLACE, 503, "", "Retry-After", "60");
    assertThat(told(LONG)).isEqualTo("the registry has a fault and can't answer now.");
    assertThat(failure(ask(LONG)).retryAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(registry.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void oneThatFailsForAMomentIsAskedOnceMore(int status) {
    AtomicInteger count = new AtomicInteger();
    String manifest = FakeRegistry.manifest(
            registry.putBlob("app", config("linux", "amd64").toString()), 5)
        .toString();
    registry.on(PLACE, exchange -> {
      boolean first = count.getAndIncrement() == 0;
      FakeRegistry.send(exchange, first ? status : 200, first ? "" : manifest);
    });
    assertThat(found(ask(LONG)).platforms()).hasSize(1);
    assertThat(count).hasValue(2);
  }

  @Test
  void oneThatFailsForLongIsAskedNoMoreThanTwice() {
    registry.answer(PLACE, 502, "");
    assertThat(told(LONG)).isEqualTo("the registry has a fault and can't answer now.");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void oneThatBreaksTheConnection() {
    registry.on(PLACE, exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write('{');
      exchange.close();
    });
    assertThat(told(LONG)).isEqualTo("the registry can't be reached.");
  }

  @Test
  void noTimeIsNoTime() {
    registry.on(PLACE, exchange -> registry.hang());
    assertThat(told(Duration.ZERO)).isEqualTo("the registry didn't answer in time.");
    assertThat(told(Duration.ofSeconds(-5))).isEqualTo("the registry didn't answer in time.");
  }
}

package dev.plimsoll.registry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.LookupFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** What tests of look-ups share. */
final class Lookups {

  /** Long enough for an answer on any machine; nothing waits so long that works. */
  static final Duration LONG = Duration.ofMinutes(1);

  /** Over soon, for where nothing comes. */
  static final Duration SHORT = Duration.ofMillis(1500);

  /** Long enough for what a registry answers that has been asked before, and over soon enough where nothing comes. */
  static final Duration ENOUGH = Duration.ofSeconds(5);

  private Lookups() {}

  /** Nothing of the machine that the test runs on. Docker Hub is a place where nobody listens. */
  static RegistryOptions options() {
    return new RegistryOptions(
        ImmutableSet.of(),
        false,
        false,
        null,
        ImmutableMap.of(),
        Path.of("/nonexistent"),
        new RegistryOptions.DockerHubAddress(
            URI.create("http://127.0.0.1:9"), URI.create("http://127.0.0.1:9")));
  }

  static Registries registries() {
    return new Registries(options());
  }

  /** What was found. */
  static <T> T found(Answer<T> answer) {
    if (answer instanceof Answer.Found<T> found) {
      return found.value();
    }
    throw new AssertionError(answer.toString());
  }

  static LookupFailure failure(Answer<?> answer) {
    if (answer instanceof Answer.Failed<?> failed) {
      return failed.failure();
    }
    throw new AssertionError(answer.toString());
  }

  /** What people are told, with "the registry" for its name. */
  static String told(Answer<?> answer, FakeRegistry registry) {
    return failure(answer).sentence().replace(registry.host(), "the registry");
  }
}

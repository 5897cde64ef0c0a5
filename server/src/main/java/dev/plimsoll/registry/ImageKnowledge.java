package dev.plimsoll.registry;

import com.google.gson.JsonObject;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.TagList;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of images, nearest first: memory, disk, registry, and below them the tables. It is asked at any time, and
 * answers at once with what it has; what comes later makes a new {@link #images()}, of which it tells. Each question goes to
 * a registry once, until its answer is old or, after a failure, until it makes sense to ask again.
 */
public final class ImageKnowledge {

  /** Tags move; what a digest stands for never does. */
  private static final Duration TAG_IS_FRESH = Duration.ofHours(6);

  /** Somebody may be about to push it. */
  private static final Duration STAYS_MISSING = Duration.ofMinutes(10);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(2);

  /** Nobody waits for it: who does has a deadline of his own, and finds the answer the next time. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final int MAX_TAGS = 500;
  private static final int MAX_FILES = 2_000;

  private final Supplier<ImageSource> source;
  private final ImageStore store;
  private final Executor threads;
  private final Clock clock;
  private final Consumer<ImageCatalog> told;
  private final AtomicReference<LearntImages> images;

  private volatile boolean online;

  /** By what was asked for. */
  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

  /**
   * A question.
   *
   * @param key under which the answer is kept
   * @param forEver whether an answer is all that there is, and can't change
   * @param ask asks the registry
   * @param learn what to do with an answer
   * @param failed what to do if there is none
   */
  private record Question<T>(
      String key,
      Predicate<T> forEver,
      Supplier<Answer<T>> ask,
      Form<T> form,
      Consumer<T> learn,
      Consumer<LookupFailure> failed) {}

  /** How an answer is kept on disk. */
  private interface Form<T> {
    JsonObject write(T value);

    T read(JsonObject json) throws LookupException;
  }

  /**
   * What came of a question.
   *
   * @param end completed when it is known
   * @param online whether a registry might be asked
   * @param until how long that counts; null while it is awaited
   */
  private record Outcome(
      CompletableFuture<?> end, boolean online, @Nullable Instant until) {

    static Outcome awaited(boolean online) {
      return new Outcome(new CompletableFuture<>(), online, null);
    }

    Outcome countingUntil(Instant until) {
      return new Outcome(end, online, until);
    }

    boolean counts(boolean nowOnline, Instant now) {
      return (online || !nowOnline) && (until == null || now.isBefore(until));
    }
  }

  /**
   * @param source made with the first question that goes to a registry
   * @param folder where answers are kept for the next start
   * @param threads where a look-up may take long
   * @param told of all that is known now, each time when something was learnt
   */
  public ImageKnowledge(
      ImageCatalog tables,
      Supplier<ImageSource> source,
      Path folder,
      Executor threads,
      Clock clock,
      Consumer<ImageCatalog> told) {
    this.images = new AtomicReference<>(LearntImages.over(tables));
    this.source = source;
    this.store = new ImageStore(folder, MAX_FILES);
    this.threads = threads;
    this.clock = clock;
    this.told = told;
  }

  /** What is known now. */
  public LearntImages images() {
    return images.get();
  }

  /** Whether registries may be asked from now on. */
  public void setOnline(boolean online) {
    this.online = online;
  }

  public boolean isOnline() {
    return online;
  }

  /**
   * Looks for what an image weighs, unless that was done lately.
   *
   * @return completed when all is known that can be known now
   */
  public CompletableFuture<?> sizes(ImageReference image) {
    return isNowhere(image)
        ? CompletableFuture.completedFuture(null)
        : inquire(new Question<>(
            sizesKey(image),
            facts -> image.digest() != null && isWhole(facts),
            () -> source.get().sizes(image, LIMIT),
            new Form<ImageFacts>() {
              @Override
              public JsonObject write(ImageFacts facts) {
                return FactsJson.of(facts);
              }

              @Override
              public ImageFacts read(JsonObject json) throws LookupException {
                return FactsJson.facts(json, image);
              }
            },
            facts -> learn(known -> known.with(facts)),
            failure -> learn(known -> known.with(image, failure))));
  }

  /** Whether all was weighed that the registry would weigh; at Docker Hub the other platforms would cost pulls. */
  private static boolean isWhole(ImageFacts facts) {
    return facts.unweighed().isEmpty() || facts.reference().domain().equals(Registries.DOCKER_HUB);
  }

  /** Likewise for all that an image's configuration says on one platform. It costs a pull at Docker Hub. */
  public CompletableFuture<?> details(ImageReference image, String platform) {
    String digest = digest(image, platform);
    ImageReference asked = digest == null ? image : image.at(digest);
    return isNowhere(image)
        ? CompletableFuture.completedFuture(null)
        : inquire(new Question<>(
            "details " + LearntImages.key(asked) + " " + platform,
            facts -> digest != null,
            () -> source.get().details(asked, platform, LIMIT),
            new Form<PlatformFacts>() {
              @Override
              public JsonObject write(PlatformFacts facts) {
                return FactsJson.of(facts);
              }

              @Override
              public PlatformFacts read(JsonObject json) throws LookupException {
                return FactsJson.platform(json);
              }
            },
            facts -> learn(known -> known.with(image, facts)),
            failure -> {}));
  }

  /** What stands for the image on a platform, where that is known: what is said of it stays right when the tag moves. */
  private @Nullable String digest(ImageReference image, String platform) {
    ImageFacts facts = images().exactFacts(image);
    PlatformFacts known = facts == null ? null : facts.on(platform);
    return known == null ? null : known.digest();
  }

  /** Likewise for the tags of a repository that begin with some letters. */
  public CompletableFuture<?> tags(ImageReference repository, String prefix) {
    return isNowhere(repository)
        ? CompletableFuture.completedFuture(null)
        : inquire(new Question<>(
            "tags " + repository.repository() + " " + prefix,
            list -> false,
            () -> source.get().tags(repository, prefix, MAX_TAGS, LIMIT),
            new Form<TagList>() {
              @Override
              public JsonObject write(TagList list) {
                return FactsJson.of(list);
              }

              @Override
              public TagList read(JsonObject json) throws LookupException {
                return FactsJson.tags(json);
              }
            },
            list -> learn(known -> known.with(repository, list)),
            failure -> {}));
  }

  private static String sizesKey(ImageReference image) {
    return "sizes " + LearntImages.key(image);
  }

  private static boolean isNowhere(ImageReference image) {
    return image.isScratch() || image.domain().isEmpty();
  }

  private <T> CompletableFuture<?> inquire(Question<T> question) {
    boolean asOnline = online;
    Instant now = clock.instant();
    Outcome awaited = Outcome.awaited(asOnline);
    Outcome current = outcomes.compute(
        question.key(),
        (key, before) -> before != null && before.counts(asOnline, now) ? before : awaited);
    if (current == awaited) {
      threads.execute(() -> {
        Outcome end = awaited.countingUntil(now);
        try {
          end = look(question, awaited);
        } finally {
          outcomes.replace(question.key(), awaited, end);
          awaited.end().complete(null);
        }
      });
    }
    return current.end();
  }

  private <T> Outcome look(Question<T> question, Outcome awaited) {
    Instant fresh = fromDisk(question);
    Instant now = clock.instant();
    if (fresh != null && now.isBefore(fresh)) {
      return awaited.countingUntil(fresh);
    }
    if (!awaited.online()) {
      return awaited.countingUntil(Instant.MAX); // until registries may be asked
    }
    Answer<T> answer = question.ask().get();
    if (answer instanceof Answer.Failed<T> failed) {
      question.failed().accept(failed.failure());
      return awaited.countingUntil(again(failed.failure(), now));
    }
    T value = ((Answer.Found<T>) answer).value();
    store.write(question.key(), question.form().write(value), now);
    question.learn().accept(value);
    return awaited.countingUntil(freshUntil(question, value, now));
  }

  /** Learns what is kept on disk, be it old. Returns until when it is fresh; null where there is nothing. */
  private <T> @Nullable Instant fromDisk(Question<T> question) {
    ImageStore.Entry entry = store.read(question.key());
    if (entry == null) {
      return null;
    }
    try {
      T value = question.form().read(entry.value());
      question.learn().accept(value);
      return freshUntil(question, value, entry.fetched());
    } catch (LookupException e) {
      return null;
    }
  }

  private static <T> Instant freshUntil(Question<T> question, T value, Instant fetched) {
    return question.forEver().test(value) ? Instant.MAX : fetched.plus(TAG_IS_FRESH);
  }

  private static Instant again(LookupFailure failure, Instant now) {
    if (failure.reason() == LookupFailure.Reason.NOT_FOUND) {
      return now.plus(STAYS_MISSING);
    }
    return failure.retryAt() == null ? now.plus(PAUSE_AFTER_FAILURE) : failure.retryAt();
  }

  private void learn(UnaryOperator<LearntImages> more) {
    told.accept(images.updateAndGet(more));
  }
}

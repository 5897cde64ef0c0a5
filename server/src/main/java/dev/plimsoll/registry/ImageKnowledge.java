package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.FoundRepository;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
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

  /** Those that were pushed last: each comes with all that is known of it. */
  private static final int MAX_TAGS_OF_DOCKER_HUB = 200;

  /** Those that stand first in the alphabet, without the newest among them: of these only names come. */
  private static final int MAX_TAGS = 2_000;

  private static final int MAX_SEARCHES = 200;
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

  /** The questions for tags of which the answer was all that there are. */
  private final Set<String> completeLists = ConcurrentHashMap.newKeySet();

  /** What Docker Hub found, by the words; what was looked for first is forgotten first. */
  private final Map<String, ImmutableList<FoundRepository>> searches =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * A question.
   *
   * @param key under which the answer is kept
   * @param forEver whether an answer is all that there is, and can't change
   * @param ask asks the registry
   * @param form how the answer is kept on disk; null for what isn't kept there
   * @param learn what to do with an answer
   * @param failed what to do if there is none
   */
  private record Question<T>(
      String key,
      Predicate<T> forEver,
      Supplier<Answer<T>> ask,
      @Nullable Form<T> form,
      Consumer<T> learn,
      Consumer<LookupFailure> failed) {}

  /** How an answer is kept on disk. */
  private record Form<T>(Function<T, JsonObject> writer, Reader<T> reader) {

    @FunctionalInterface
    interface Reader<T> {
      T read(JsonObject json) throws LookupException;
    }
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

    boolean isAwaited() {
      return until == null;
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

  /**
   * Looks for what an image weighs, unless that was done lately.
   *
   * @return completed when all is known that can be known now
   */
  public CompletableFuture<?> sizes(ImageReference image) {
    return sizes(image, online);
  }

  private CompletableFuture<?> sizes(ImageReference image, boolean mayAsk) {
    Question<ImageFacts> question = new Question<>(
        sizesKey(image),
        facts -> image.digest() != null && isWhole(facts),
        () -> source.get().sizes(image, LIMIT),
        new Form<ImageFacts>(FactsJson::of, json -> FactsJson.facts(json, image)),
        facts -> learn(known -> known.with(facts)),
        failure -> learn(known -> known.with(image, failure)));
    return isNowhere(image) ? CompletableFuture.completedFuture(null) : inquire(question, mayAsk);
  }

  /** Whether all was weighed that the registry would weigh; at Docker Hub the other platforms would cost pulls. */
  private static boolean isWhole(ImageFacts facts) {
    return facts.unweighed().isEmpty() || facts.reference().isOnDockerHub();
  }

  /** Likewise for all that an image's configuration says on one platform. It costs a pull at Docker Hub. */
  public CompletableFuture<?> details(ImageReference image, String platform) {
    return details(image, platform, online);
  }

  private CompletableFuture<?> details(ImageReference image, String platform, boolean mayAsk) {
    String digest = digest(image, platform);
    ImageReference asked = digest == null ? image : image.at(digest);
    Question<PlatformFacts> question = new Question<>(
        "details " + LearntImages.key(asked) + " " + platform,
        facts -> digest != null,
        () -> source.get().details(asked, platform, LIMIT),
        new Form<PlatformFacts>(FactsJson::of, FactsJson::platform),
        facts -> learn(known -> known.with(image, facts)),
        failure -> {});
    return isNowhere(image) ? CompletableFuture.completedFuture(null) : inquire(question, mayAsk);
  }

  /**
   * Likewise for what the configuration says on a platform, unless that is known.
   *
   * @param platform null for the one that is quoted where none is named
   */
  public CompletableFuture<?> configuration(ImageReference image, @Nullable String platform) {
    return configuration(image, platform, online);
  }

  private CompletableFuture<?> configuration(
      ImageReference image, @Nullable String platform, boolean mayAsk) {
    ImageFacts facts = images().exactFacts(image);
    PlatformFacts wanted =
        facts == null ? null : platform == null ? facts.usual() : facts.on(platform);
    return wanted == null || wanted.details() != null
        ? CompletableFuture.completedFuture(null)
        : details(image, wanted.platform(), mayAsk);
  }

  /**
   * Likewise for what a base image weighs and, where that takes none of the pulls that its user has, for what it hands on to
   * those who build on it.
   */
  public CompletableFuture<?> base(ImageReference image, @Nullable String platform) {
    CompletableFuture<?> sized = sizes(image);
    return image.isOnDockerHub()
        ? sized
        : sized.thenCompose(known -> configuration(image, platform));
  }

  /** Likewise for what was found out of a base image before. No registry is asked. */
  public CompletableFuture<?> formerBase(ImageReference image, @Nullable String platform) {
    return sizes(image, false).thenCompose(known -> configuration(image, platform, false));
  }

  /** What stands for the image on a platform, where that is known: what is said of it stays right when the tag moves. */
  private @Nullable String digest(ImageReference image, String platform) {
    ImageFacts facts = images().exactFacts(image);
    PlatformFacts known = facts == null ? null : facts.on(platform);
    return known == null ? null : known.digest();
  }

  /**
   * Likewise for the tags of a repository that begin with some letters. Whoever types on asks nothing new of a list that is
   * whole, nor while one is awaited.
   */
  public CompletableFuture<?> tags(ImageReference repository, String prefix) {
    if (isNowhere(repository)) {
      return CompletableFuture.completedFuture(null);
    }
    for (int length = 0; length < prefix.length(); length++) {
      String shorter = tagsKey(repository, prefix.substring(0, length));
      Outcome outcome = outcomes.get(shorter);
      if (outcome != null
          && outcome.counts(online, clock.instant())
          && (outcome.isAwaited() || completeLists.contains(shorter))) {
        return outcome.end();
      }
    }
    String key = tagsKey(repository, prefix);
    int atMost = repository.isOnDockerHub() ? MAX_TAGS_OF_DOCKER_HUB : MAX_TAGS;
    return inquire(
        new Question<>(
            key,
            list -> false,
            () -> source.get().tags(repository, prefix, atMost, LIMIT),
            new Form<TagList>(FactsJson::of, FactsJson::tags),
            list -> {
              if (list.complete()) {
                completeLists.add(key);
              } else {
                completeLists.remove(key);
              }
              learn(known -> known.with(repository, list));
            },
            failure -> {}),
        online);
  }

  private static String tagsKey(ImageReference repository, String prefix) {
    return "tags " + repository.repository() + " " + prefix;
  }

  /**
   * Looks on Docker Hub for repositories that people find by some words, unless that was done lately, or a search for the
   * beginning of them is awaited. It isn't kept on disk.
   *
   * @return completed when {@link #found} knows them
   */
  public CompletableFuture<?> search(String words) {
    if (!online) {
      return CompletableFuture.completedFuture(null);
    }
    for (int length = 1; length < words.length(); length++) {
      Outcome shorter = outcomes.get(searchKey(words.substring(0, length)));
      if (shorter != null && shorter.isAwaited()) {
        return shorter.end();
      }
    }
    return inquire(
        new Question<>(
            searchKey(words),
            found -> false,
            () -> source.get().repositories(words, LIMIT),
            null,
            found -> keep(words, found),
            failure -> {}),
        online);
  }

  private static String searchKey(String words) {
    return "search " + words;
  }

  private void keep(String words, ImmutableList<FoundRepository> found) {
    synchronized (searches) {
      searches.put(words, found);
      if (searches.size() > MAX_SEARCHES) {
        String first = searches.keySet().iterator().next();
        searches.remove(first);
        outcomes.remove(searchKey(first));
      }
    }
  }

  /** The repositories that were found by some words, the likeliest first; empty where none were, or nobody has looked. */
  public ImmutableList<FoundRepository> found(String words) {
    return searches.getOrDefault(words, ImmutableList.of());
  }

  private static String sizesKey(ImageReference image) {
    return "sizes " + LearntImages.key(image);
  }

  private static boolean isNowhere(ImageReference image) {
    return image.isScratch() || image.domain().isEmpty();
  }

  /** @param asOnline whether a registry may be asked what isn't known from before */
  private <T> CompletableFuture<?> inquire(Question<T> question, boolean asOnline) {
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
    if (question.form() != null) {
      store.write(question.key(), question.form().writer().apply(value), now);
    }
    question.learn().accept(value);
    return awaited.countingUntil(freshUntil(question, value, now));
  }

  /** Learns what is kept on disk, be it old. Returns until when it is fresh; null where there is nothing. */
  private <T> @Nullable Instant fromDisk(Question<T> question) {
    Form<T> form = question.form();
    ImageStore.Entry entry = form == null ? null : store.read(question.key());
    if (form == null || entry == null) {
      return null;
    }
    try {
      T value = form.reader().read(entry.value());
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

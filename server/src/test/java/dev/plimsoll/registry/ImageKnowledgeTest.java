package dev.plimsoll.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked when, and what is remembered; a registry that is made up answers. */
class ImageKnowledgeTest {

  private static final ImageReference TOOL = image("registry.example/tool:1");
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private @TempDir Path folder;
  private final MadeUp registry = new MadeUp();
  private final Hands clock = new Hands();
  private final List<ImageCatalog> told = new ArrayList<>();

  private static ImageReference image(String text) {
    return Objects.requireNonNull(ImageReference.of(text));
  }

  private ImageKnowledge start() {
    ImageKnowledge knowledge = new ImageKnowledge(
        new EmbeddedImages(), () -> registry, folder, Runnable::run, clock, told::add);
    knowledge.setOnline(true);
    return knowledge;
  }

  private static long bytes(ImageKnowledge knowledge, ImageReference image) {
    PlatformFacts facts = knowledge.images().facts(image).on(ImageFacts.AMD64);
    return facts == null ? -1 : facts.compressedBytes();
  }

  private static @Nullable Reason reason(ImageKnowledge knowledge) {
    LookupFailure failure = knowledge.images().failure(TOOL);
    return failure == null ? null : failure.reason();
  }

  @Test
  void whatARegistrySaysIsKnownAndToldOf() {
    ImageKnowledge knowledge = start();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(-1);
    knowledge.sizes(TOOL).join();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
    assertThat(told).containsExactly(knowledge.images());
  }

  @Test
  void itIsAskedOnceAndAgainWhenTheAnswerIsOld() {
    ImageKnowledge knowledge = start();
    knowledge.sizes(TOOL).join();
    knowledge.sizes(image("registry.example/tool:1")).join();
    clock.advance(Duration.ofHours(5));
    knowledge.sizes(TOOL).join();
    assertThat(registry.asked).containsExactly("sizes registry.example/tool:1");
    clock.advance(Duration.ofHours(2));
    registry.bytes = 2_000;
    knowledge.sizes(TOOL).join();
    assertThat(registry.asked).hasSize(2);
    assertThat(bytes(knowledge, TOOL)).isEqualTo(2_000);
  }

  @Test
  void theNextStartKnowsItWithoutAsking() {
    start().sizes(TOOL).join();
    ImageKnowledge next = start();
    next.sizes(TOOL).join();
    assertThat(bytes(next, TOOL)).isEqualTo(1_000);
    assertThat(registry.asked).hasSize(1);
  }

  @Test
  void offlineWhatIsOldIsBetterThanNothing() {
    start().sizes(TOOL).join();
    clock.advance(Duration.ofDays(400));
    ImageKnowledge offline = start();
    offline.setOnline(false);
    offline.sizes(TOOL).join();
    assertThat(bytes(offline, TOOL)).isEqualTo(1_000);
    assertThat(registry.asked).hasSize(1);
  }

  @Test
  void whatWasAskedOfflineIsAskedAgainOnline() {
    ImageKnowledge knowledge = start();
    knowledge.setOnline(false);
    knowledge.sizes(TOOL).join();
    assertThat(registry.asked).isEmpty();
    knowledge.setOnline(true);
    knowledge.sizes(TOOL).join();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
  }

  @Test
  void aDigestIsAskedForOnce() {
    registry.unweighed = ImmutableList.of();
    ImageReference pinned = image("registry.example/tool@" + DIGEST);
    start().sizes(pinned).join();
    clock.advance(Duration.ofDays(4_000));
    ImageKnowledge knowledge = start();
    knowledge.sizes(pinned).join();
    assertThat(bytes(knowledge, pinned)).isEqualTo(1_000);
    assertThat(registry.asked).hasSize(1);
  }

  /** What did not come in time may come another time. */
  @Test
  void aDigestOfWhichSomePlatformDidNotComeIsAskedForAgain() {
    ImageReference pinned = image("registry.example/tool@" + DIGEST);
    registry.unweighed = ImmutableList.of("linux/arm64");
    start().sizes(pinned).join();
    clock.advance(Duration.ofDays(1));
    registry.unweighed = ImmutableList.of();
    ImageKnowledge knowledge = start();
    knowledge.sizes(pinned).join();
    assertThat(registry.asked).hasSize(2);
    assertThat(knowledge.images().facts(pinned).unweighed()).isEmpty();
  }

  /** There the other platforms would cost pulls, today as well as later. */
  @Test
  void atDockerHubADigestIsAskedForOnceAllTheSame() {
    ImageReference pinned = image("ada/tool@" + DIGEST);
    registry.unweighed = ImmutableList.of("linux/arm64");
    start().sizes(pinned).join();
    clock.advance(Duration.ofDays(1));
    start().sizes(pinned).join();
    assertThat(registry.asked).hasSize(1);
  }

  @Test
  void anImageThatIsMissingIsSaidToBeMissingAndSoonAskedForAgain() {
    ImageKnowledge knowledge = start();
    registry.failure = new LookupFailure(Reason.NOT_FOUND, "registry.example");
    knowledge.sizes(TOOL).join();
    knowledge.sizes(TOOL).join();
    assertThat(reason(knowledge)).isEqualTo(Reason.NOT_FOUND);
    assertThat(registry.asked).hasSize(1);
    registry.failure = null;
    clock.advance(Duration.ofMinutes(11));
    knowledge.sizes(TOOL).join();
    assertThat(reason(knowledge)).isNull();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
  }

  @Test
  void afterAFailureARegistryIsLeftAloneForAWhile() {
    ImageKnowledge knowledge = start();
    registry.failure = new LookupFailure(
        Reason.RATE_LIMITED, "registry.example", clock.instant().plusSeconds(900));
    knowledge.sizes(TOOL).join();
    clock.advance(Duration.ofSeconds(899));
    knowledge.sizes(TOOL).join();
    assertThat(registry.asked).hasSize(1);
    assertThat(reason(knowledge)).isEqualTo(Reason.RATE_LIMITED);
    registry.failure = null;
    clock.advance(Duration.ofSeconds(2));
    knowledge.sizes(TOOL).join();
    assertThat(reason(knowledge)).isNull();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
  }

  @Test
  void aFailureForgetsNothing() {
    ImageKnowledge knowledge = start();
    knowledge.sizes(TOOL).join();
    clock.advance(Duration.ofHours(7));
    registry.failure = new LookupFailure(Reason.UNREACHABLE, "registry.example");
    knowledge.sizes(TOOL).join();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
  }

  /** They are asked for by the digest that is known: nobody has to look it up, and it is right when the tag moves meanwhile. */
  @Test
  void detailsAreKeptWithTheirLayers() {
    ImageKnowledge knowledge = start();
    knowledge.sizes(TOOL).join();
    knowledge.details(TOOL, ImageFacts.AMD64).join();
    ImageKnowledge next = start();
    next.sizes(TOOL).join();
    next.details(TOOL, ImageFacts.AMD64).join();
    PlatformFacts facts = Objects.requireNonNull(next.images().facts(TOOL).on(ImageFacts.AMD64));
    assertThat(facts.details()).isEqualTo(MadeUp.DETAILS);
    assertThat(facts.user()).isEqualTo("app");
    assertThat(registry.asked)
        .containsExactly(
            "sizes registry.example/tool:1",
            "details registry.example/tool@" + DIGEST + " linux/amd64");
  }

  @Test
  void tagsJoinThoseOfTheTables() {
    ImageKnowledge knowledge = start();
    ImageReference node = image("node");
    knowledge.tags(node, "26-").join();
    assertThat(knowledge.images().tags(node)).contains("26-slim", "26-made-up");
    assertThat(knowledge.images().facts(image("node:26-made-up")).isKnown()).isTrue();
  }

  @Test
  void whoTypesOnAsksNothingNewOfAListThatIsWhole() {
    ImageKnowledge knowledge = start();
    knowledge.tags(TOOL, "1").join();
    knowledge.tags(TOOL, "1.2").join();
    assertThat(registry.asked).hasSize(1);
    registry.whole = false;
    knowledge.tags(TOOL, "2").join();
    knowledge.tags(TOOL, "2.1").join();
    assertThat(registry.asked).hasSize(3);
    clock.advance(Duration.ofHours(7));
    knowledge.tags(TOOL, "1.2").join();
    assertThat(registry.asked).hasSize(4);
  }

  @Test
  void whileAListIsAwaitedNobodyAsksForAPartOfIt() {
    List<Runnable> waiting = new ArrayList<>();
    ImageKnowledge knowledge = new ImageKnowledge(
        new EmbeddedImages(), () -> registry, folder, waiting::add, clock, told::add);
    knowledge.setOnline(true);
    CompletableFuture<?> first = knowledge.tags(TOOL, "1");
    assertThat(knowledge.tags(TOOL, "1.2")).isSameAs(first);
    assertThat(knowledge.search("ngi")).isSameAs(knowledge.search("ngi"));
    assertThat(knowledge.search("nginx")).isSameAs(knowledge.search("ngi"));
    assertThat(waiting).hasSize(2);
  }

  @Test
  void whatASearchFindsIsKnownUntilOneStopsThinkingOfIt() throws IOException {
    ImageKnowledge knowledge = start();
    assertThat(knowledge.found("nginx")).isEmpty();
    knowledge.search("nginx").join();
    knowledge.search("nginx").join();
    assertThat(knowledge.found("nginx")).extracting(FoundRepository::name).containsExactly("nginx");
    for (int i = 0; i < 200; i++) {
      knowledge.search("other" + i).join();
    }
    assertThat(knowledge.found("nginx")).isEmpty();
    knowledge.search("nginx").join();
    assertThat(knowledge.found("nginx")).isNotEmpty();
    assertThat(registry.asked).filteredOn("repositories nginx"::equals).hasSize(2);
    assertThat(told).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void offlineNobodySearches() {
    ImageKnowledge knowledge = start();
    knowledge.setOnline(false);
    knowledge.search("nginx").join();
    assertThat(registry.asked).isEmpty();
  }

  @Test
  void whatTheTablesKnowOfUserAndLayersIsntLost() {
    ImageKnowledge knowledge = start();
    ImageReference image = image("node:22");
    PlatformFacts table =
        Objects.requireNonNull(knowledge.images().facts(image).on(ImageFacts.AMD64));
    registry.digest = Objects.requireNonNull(table.digest());
    knowledge.sizes(image).join();
    PlatformFacts facts =
        Objects.requireNonNull(knowledge.images().facts(image).on(ImageFacts.AMD64));
    assertThat(facts.compressedBytes()).isEqualTo(1_000);
    assertThat(facts.layers()).isEqualTo(table.layers());
    assertThat(facts.user()).isEqualTo(table.user());
  }

  @Test
  void aFileThatIsBrokenIsNoAnswer() throws IOException {
    start().sizes(TOOL).join();
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    String whole = Files.readString(file);
    for (String broken : List.of(
        "",
        whole.substring(0, whole.length() / 2),
        "[]",
        whole.replace("\"bytes\":1000", "\"bytes\":{}"),
        whole.replace("tool:1", "tool:2"),
        whole.replace("\"form\":1", "\"form\":2"))) {
      Files.writeString(file, broken);
      registry.asked.clear();
      ImageKnowledge knowledge = start();
      knowledge.sizes(TOOL).join();
      assertThat(registry.asked).as(broken).hasSize(1);
      assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
    }
  }

  @Test
  void aFolderThatCantBeWrittenIsNoFailure() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    ImageKnowledge knowledge = new ImageKnowledge(
        new EmbeddedImages(), () -> registry, file.resolve("in"), Runnable::run, clock, told::add);
    knowledge.setOnline(true);
    knowledge.sizes(TOOL).join();
    assertThat(bytes(knowledge, TOOL)).isEqualTo(1_000);
  }

  /** Names of private images stand in the files. */
  @Test
  void onlyTheUserMayReadTheFolder() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path cache = folder.resolve("cache");
    new ImageStore(cache, 20).write("key", new JsonObject(), Instant.EPOCH);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  @Test
  void theFolderIsBoundedAndTheOldestGoesFirst() throws IOException {
    ImageStore store = new ImageStore(folder.resolve("few"), 20);
    for (int i = 0; i < 100; i++) {
      store.write("key " + i, new JsonObject(), Instant.EPOCH);
    }
    try (Stream<Path> files = Files.list(folder.resolve("few"))) {
      assertThat(files).hasSizeLessThanOrEqualTo(22);
    }
    assertThat(store.read("key 99")).isNotNull();
  }

  @Test
  void whatHasNoRegistryIsNotAskedFor() {
    ImageKnowledge knowledge = start();
    knowledge.sizes(image("scratch")).join();
    assertThat(registry.asked).isEmpty();
  }

  /** A clock that is put forward. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class MadeUp implements ImageSource {
    static final ImageDetails DETAILS = new ImageDetails(
        ImmutableList.of(
            new ImageLayer(DIGEST, 900, "COPY app /app # buildkit"),
            new ImageLayer(DIGEST, 100, null)),
        ImmutableList.of("/app"),
        ImmutableList.of("--port", "80"),
        ImmutableList.of("80/tcp"),
        ImmutableMap.of("PATH", "/bin"),
        "/srv",
        ImmutableList.of(),
        ImmutableList.of("/data"),
        ImmutableList.of(),
        "SIGQUIT",
        ImmutableMap.of("a", "b"),
        Instant.parse("2026-01-02T03:04:05Z"));

    final List<String> asked = new ArrayList<>();
    long bytes = 1_000;
    String digest = DIGEST;
    ImmutableList<String> unweighed = ImmutableList.of("linux/s390x");
    boolean whole = true;

    @Nullable LookupFailure failure;

    private <T> Answer<T> answer(String question, T value) {
      asked.add(question);
      return failure == null ? new Answer.Found<>(value) : new Answer.Failed<>(failure);
    }

    private PlatformFacts platform() {
      return new PlatformFacts(
          ImageFacts.AMD64,
          bytes,
          PlatformFacts.UNKNOWN_LAYERS,
          digest,
          null,
          LocalDate.of(2026, 11, 1));
    }

    @Override
    public Answer<ImageFacts> sizes(ImageReference image, Duration limit) {
      return answer(
          "sizes " + image,
          new ImageFacts(
              image,
              ImageFacts.Match.EXACT,
              image.tagOrLatest(),
              DIGEST,
              ImmutableList.of(platform()),
              unweighed));
    }

    @Override
    public Answer<PlatformFacts> details(ImageReference image, String platform, Duration limit) {
      return answer(
          "details " + image + " " + platform,
          new PlatformFacts(
              platform, bytes, 2, digest, "app", LocalDate.of(2026, 11, 1), null, DETAILS));
    }

    @Override
    public Answer<TagList> tags(
        ImageReference repository, String prefix, int atMost, Duration limit) {
      return answer(
          "tags " + repository + " " + prefix,
          new TagList(
              ImmutableList.of(new RepositoryTag(
                  prefix + "made-up", bytes, ImmutableList.of(platform()), DIGEST, null)),
              whole));
    }

    @Override
    public Answer<String> digest(ImageReference image, Duration limit) {
      return answer("digest " + image, DIGEST);
    }

    @Override
    public Answer<ImmutableList<FoundRepository>> repositories(String words, Duration limit) {
      return answer(
          "repositories " + words, ImmutableList.of(new FoundRepository(words, "", 1, false)));
    }
  }
}

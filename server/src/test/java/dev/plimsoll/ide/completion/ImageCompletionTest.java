package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageFacts.Match;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Images, tags, digests and platforms that registries told of, or may tell of. */
class ImageCompletionTest {

  private static final String APP = "ghcr.io/team/app";
  private static final String INDEX = "sha256:" + "1".repeat(64);
  private static final String ON_AMD64 = "sha256:" + "2".repeat(64);
  private static final String ON_ARM64 = "sha256:" + "3".repeat(64);

  private static ImageReference image(String name) {
    return Objects.requireNonNull(ImageReference.of(name));
  }

  private static PlatformFacts platform(String name, long bytes, String digest) {
    return new PlatformFacts(name, bytes, 1, digest, null, null);
  }

  private static RepositoryTag pushed(String tag, long bytes, String time) {
    return new RepositoryTag(tag, bytes, ImmutableList.of(), null, Instant.parse(time));
  }

  private static TagList list(RepositoryTag... tags) {
    return new TagList(ImmutableList.copyOf(tags), true);
  }

  /** What was looked for, each with an exclamation mark where a list should wait for it. */
  private static final class Looking implements ImageSearch {
    final List<String> sought = new ArrayList<>();
    LearntImages learnt = LearntImages.over(new EmbeddedImages(LocalDate.of(2026, 11, 29)));
    ImmutableList<ImageReference> named = ImmutableList.of();
    ImmutableList<FoundRepository> found = ImmutableList.of();
    boolean toCome = true;

    private boolean look(String what, boolean needed) {
      sought.add(what + (needed ? "!" : ""));
      return toCome;
    }

    @Override
    public ImageCatalog catalog() {
      return learnt;
    }

    @Override
    public ImmutableList<ImageReference> namedElsewhere() {
      return named;
    }

    @Override
    public boolean lookForNamed(boolean needed) {
      return needed && toCome;
    }

    @Override
    public boolean lookForTags(ImageReference repository, String prefix, boolean needed) {
      return look("tags " + repository.familiarName() + " " + prefix, needed);
    }

    @Override
    public boolean lookForImage(ImageReference image, boolean needed) {
      return look("image " + image, needed);
    }

    @Override
    public boolean lookForRepositories(String words, boolean needed) {
      return look("search " + words, needed);
    }

    @Override
    public ImmutableList<FoundRepository> found(String words) {
      return found;
    }
  }

  private final Looking images = new Looking();

  private Completion at(String marked) {
    return Completion.at(marked, images);
  }

  private List<String> details(String marked) {
    return at(marked).items().stream()
        .map(item -> item.getLabel() + ": " + item.getDetail())
        .toList();
  }

  // Tags

  @Test
  void theAgeOfATagIsToldInDaysThenMonthsThenYears() {
    images.learnt = images.learnt.with(
        image(APP),
        list(
            pushed("5", RepositoryTag.UNKNOWN_BYTES, "2026-10-01T00:00:00Z"),
            pushed("4", RepositoryTag.UNKNOWN_BYTES, "2026-09-20T00:00:00Z"),
            pushed("3", RepositoryTag.UNKNOWN_BYTES, "2025-10-01T00:00:00Z"),
            pushed("2", RepositoryTag.UNKNOWN_BYTES, "2024-11-01T00:00:00Z"),
            pushed("1", RepositoryTag.UNKNOWN_BYTES, "2027-01-01T00:00:00Z")));
    assertThat(details("FROM " + APP + ":<|>"))
        .containsExactlyInAnyOrder(
            "5: pushed 59 days ago",
            "4: pushed 2 months ago",
            "3: pushed 14 months ago",
            "2: pushed 2 years ago",
            "1: pushed today"); // by a clock that is ahead of this one
  }

  @Test
  void tagsOfAnyRegistryComeNewestAndSlimmestFirstWithSizeAndAge() {
    images.learnt = images.learnt.with(
        image(APP),
        list(
            RepositoryTag.named("1.9"),
            pushed("2.0-slim", 30_000_000, "2026-11-28T23:00:00Z"),
            pushed("2.0", 90_000_000, "2026-11-29T00:00:00Z"),
            pushed("2.1-rc1", RepositoryTag.UNKNOWN_BYTES, "2026-08-01T00:00:00Z"),
            RepositoryTag.named("main")));
    assertThat(details("FROM " + APP + ":<|>"))
        .containsExactly(
            "2.0-slim: 30.0 MB compressed, pushed 1 day ago",
            "2.0: 90.0 MB compressed, pushed today",
            "1.9: null",
            "2.1-rc1: pushed 4 months ago",
            "main: null");
  }

  @Test
  void whatIsTypedGoesToTheRegistryAndIsWaitedForWhereNothingIsKnown() {
    assertThat(at("FROM " + APP + ":1.2<|>\n").isIncomplete()).isTrue();
    assertThat(at("FROM a\nCOPY --from=" + APP + ":<|> b c").isIncomplete()).isTrue();
    assertThat(at("ARG R=ghcr.io/team\nFROM $R/app:1<|>\n").isIncomplete()).isTrue();
    assertThat(at("FROM node:22-<|>\n").labels()).contains("22-slim");
    assertThat(at("FROM node:made-up<|>\n").labels()).isEmpty();
    assertThat(images.sought)
        .containsExactly(
            "tags " + APP + " 1.2!",
            "tags " + APP + " !",
            "tags " + APP + " 1!",
            "tags node 22-",
            "tags node made-up!");
  }

  @Test
  void aListThatIsKnownToTheEndIsWhole() {
    images.toCome = false;
    assertThat(at("FROM a\nRUN --mount=from=" + APP + ":<|> b").isIncomplete()).isFalse();
  }

  @Test
  void nothingIsLookedForInScratchOrInWhatIsNoImage() {
    at("FROM scratch:<|>");
    at("FROM $WHO/app:<|>");
    at("FROM scratch@<|>");
    assertThat(images.sought).isEmpty();
  }

  @Test
  void tagsThatAreUsedInOpenFilesAreKnownWithoutARegistry() {
    images.named = ImmutableList.of(image(APP + ":7"), image("ghcr.io/team/other:8"));
    assertThat(at("FROM " + APP + ":6 AS a\nFROM " + APP + ":<|>\n").labels())
        .containsExactly("6", "7");
  }

  @Test
  void aTagThatIsFinishedIsNotOfferedAgain() {
    images.learnt = images.learnt.with(image(APP), list(RepositoryTag.named("20")));
    assertThat(at("FROM " + APP + ":20<|>\n").labels()).isEmpty();
    assertThat(at("FROM " + APP + ":2<|>\n").labels()).containsExactly("20");
  }

  // Digests

  private void learnApp() {
    images.learnt = images.learnt.with(new ImageFacts(
        image(APP + ":1"),
        Match.EXACT,
        "1",
        INDEX,
        ImmutableList.of(
            platform("linux/amd64", 40_000_000, ON_AMD64),
            platform("linux/arm64", 50_000_000, ON_ARM64)),
        ImmutableList.of("linux/s390x")));
  }

  @Test
  void behindAnAtSignTheDigestsOfTheTagAreOfferedThatOfAllPlatformsFirst() {
    learnApp();
    assertThat(details("FROM " + APP + ":1@<|>"))
        .containsExactly(
            INDEX + ": all platforms",
            ON_AMD64 + ": linux/amd64, 40.0 MB compressed",
            ON_ARM64 + ": linux/arm64, 50.0 MB compressed");
    assertThat(at("FROM " + APP + ":1@sha256:<|> AS a\n").taking(INDEX))
        .isEqualTo("FROM " + APP + ":1@" + INDEX + " AS a\n");
    assertThat(at("ARG V=1\nFROM " + APP + ":$V@sha<|>\n").labels()).contains(INDEX);
    assertThat(at("FROM " + APP + ":1@" + INDEX + "<|>\n").labels()).isEmpty();
    assertThat(images.sought).allMatch(("image " + APP + ":1")::equals);
  }

  @Test
  void anImageForOnePlatformHasOneDigest() {
    images.learnt = images.learnt.with(new ImageFacts(
        image(APP + ":1"),
        Match.EXACT,
        "1",
        ON_AMD64,
        ImmutableList.of(platform("linux/amd64", 40_000_000, ON_AMD64)),
        ImmutableList.of()));
    assertThat(details("FROM " + APP + ":1@<|>"))
        .containsExactly(ON_AMD64 + ": linux/amd64, 40.0 MB compressed");
  }

  @Test
  void aDigestThatIsNotKnownIsWaitedFor() {
    assertThat(at("FROM " + APP + "@<|>").labels()).isEmpty();
    at("FROM node:22@<|>"); // the table has no digest for all platforms
    assertThat(images.sought).containsExactly("image " + APP + "!", "image node:22!");
  }

  // Platforms

  @Test
  void thePlatformsOfTheImageComeFirst() {
    learnApp();
    assertThat(details("FROM --platform=<|> " + APP + ":1"))
        .startsWith(
            "linux/amd64: 40.0 MB compressed",
            "linux/arm64: 50.0 MB compressed",
            "linux/s390x: offered")
        .contains("$BUILDPLATFORM: null", "windows/amd64: null");
    assertThat(at("FROM --platform=<|>").labels()).startsWith("$BUILDPLATFORM");
    at("FROM --platform=l<|> ghcr.io/team/other");
    assertThat(images.sought).containsExactly("image " + APP + ":1", "image ghcr.io/team/other!");
  }

  // Names

  @Test
  void imagesThatOpenFilesUseAreOfferedBeforeTheKnownOnes() {
    images.named = ImmutableList.of(image(APP + ":7"), image("node:22"), image("scratch"));
    assertThat(at("FROM x/y AS a\nFROM <|>\n").labels())
        .startsWith("a", "scratch", "x/y", APP, "alpine", "node");
    assertThat(at("FROM ghcr.<|>\n").labels()).containsExactly(APP);
  }

  @Test
  void whatIsTypedIsNoNameThatIsUsed() {
    assertThat(at("FROM x/<|>y\n").labels()).doesNotContain("x/y");
    assertThat(at("FROM zz<|>\n").labels()).isEmpty();
  }

  @Test
  void threeLettersAreEnoughToSearchDockerHub() {
    images.found = ImmutableList.of(
        new FoundRepository("graphite", "Not \u001b[31mred\nat all", 1, false),
        new FoundRepository("grafana/grafana", "Dashboards", 3_000, false),
        new FoundRepository("node", "known", 13_000, true),
        new FoundRepository("other/thing", "", 5, false));
    assertThat(details("FROM gra<|>\n"))
        .hasSize(3)
        .contains("graphite: 1 star", "grafana/grafana: 3000 stars");
    Completion completion = at("FROM gra<|>\n");
    assertThat(completion.labels()).containsExactly("gradle", "graphite", "grafana/grafana");
    assertThat(completion.taking("grafana/grafana")).isEqualTo("FROM grafana/grafana\n");
    assertThat(completion.item("graphite").getDocumentation().getLeft()).doesNotContain("\u001b");
    at("FROM grafana/<|>\n");
    at("FROM zzz<|>\n");
    assertThat(images.sought)
        .containsExactly("search gra", "search gra", "search grafana/!", "search zzz!");
  }

  @Test
  void nothingThatBelongsElsewhereIsToldToDockerHub() {
    at("FROM no<|>\n");
    at("FROM ghcr.io<|>\n");
    at("FROM ghcr.io/tea<|>\n");
    at("FROM localhost:5000/app<|>\n");
    at("FROM localhost/app<|>\n");
    at("FROM $BASE<|>\n");
    at("FROM a/b/c<|>\n");
    assertThat(images.sought).isEmpty();
  }
}

package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearntImagesTest {

  private static final EmbeddedImages TABLES = new EmbeddedImages();
  private static final ImageReference NODE = image("node:22");
  private static final PlatformFacts TABLE =
      Objects.requireNonNull(TABLES.facts(NODE).on(ImageFacts.AMD64));

  private static ImageReference image(String name) {
    return Objects.requireNonNull(ImageReference.of(name));
  }

  private static PlatformFacts learnt(LearntImages images, ImageReference image) {
    return Objects.requireNonNull(images.facts(image).on(ImageFacts.AMD64));
  }

  /** What Docker Hub's list of tags says: no layers, no user. */
  private static LearntImages withSize(@Nullable String digest) {
    PlatformFacts size = new PlatformFacts(
        ImageFacts.AMD64, 5, PlatformFacts.UNKNOWN_LAYERS, digest, null, LocalDate.EPOCH);
    return LearntImages.over(TABLES)
        .with(new ImageFacts(NODE, ImageFacts.Match.EXACT, "22", ImmutableList.of(size)));
  }

  @Test
  void whatARegistrySaysCountsMoreThanTheTable() {
    PlatformFacts learnt = learnt(withSize(TABLE.digest()), NODE);
    assertThat(learnt.compressedBytes()).isEqualTo(5);
    assertThat(learnt.asOf()).isEqualTo(LocalDate.EPOCH);
  }

  @Test
  void theTableSaysHowManyLayersTheSameImageHasAndNotHowManyANewOne() {
    assertThat(TABLE.layers()).isPositive();
    assertThat(learnt(withSize(TABLE.digest()), NODE).layers()).isEqualTo(TABLE.layers());
    assertThat(learnt(withSize("sha256:" + "a".repeat(64)), NODE).layers())
        .isEqualTo(PlatformFacts.UNKNOWN_LAYERS);
    assertThat(learnt(withSize(null), NODE).layers()).isEqualTo(PlatformFacts.UNKNOWN_LAYERS);
  }

  @Test
  void whatItsConfigurationSaysIsForgottenWhenTheTagMoves() {
    ImageReference image = image("x/y:1");
    LearntImages images =
        SampleImages.configured("x/y:1", ImageFacts.AMD64, ImmutableList.of(), "A", "1");
    assertThat(weighedAnew(images, SampleImages.DIGEST).configured(image, null)).isNotNull();
    assertThat(weighedAnew(images, "sha256:" + "a".repeat(64)).configured(image, null))
        .isNull();
    assertThat(images.configured(image, "linux/arm64")).isNull();
  }

  private static LearntImages weighedAnew(LearntImages images, String digest) {
    return images.with(SampleImages.of(
        "x/y:1", new PlatformFacts(ImageFacts.AMD64, 5, 1, digest, null, LocalDate.EPOCH)));
  }

  @Test
  void onlyAnImageThatIsGoneIsForgotten() {
    LearntImages images = LearntImages.over(TABLES)
        .with(SampleImages.of("x/y:1", SampleImages.platform(ImageFacts.AMD64, 5)));
    ImageReference image = image("x/y:1");
    LearntImages unreachable = images.with(
        image, new LookupFailure(LookupFailure.Reason.UNREACHABLE, ImageReference.DOCKER_HUB));
    assertThat(unreachable.facts(image).isKnown()).isTrue();
    LearntImages gone = unreachable.with(
        image, new LookupFailure(LookupFailure.Reason.NOT_FOUND, ImageReference.DOCKER_HUB));
    assertThat(gone.facts(image).isKnown()).isFalse();
    assertThat(gone.failure(image)).isNotNull();
  }

  @Test
  void whatWasLearntFirstIsForgottenFirst() {
    LearntImages images = LearntImages.over(TABLES);
    for (int i = 0; i <= 1_000; i++) {
      images = images.with(SampleImages.of("x/y:" + i, SampleImages.platform(ImageFacts.AMD64, 5)));
    }
    assertThat(images.facts(image("x/y:0")).isKnown()).isFalse();
    assertThat(images.facts(image("x/y:1")).isKnown()).isTrue();
    assertThat(images.facts(image("x/y:1000")).isKnown()).isTrue();
  }
}

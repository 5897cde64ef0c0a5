package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;

/** Images of sizes that no renewal of the table changes. */
public final class SampleImages {

  public static final LocalDate DAY = LocalDate.of(2026, 11, 3);

  private SampleImages() {}

  /** The table, but with other sizes of some images on linux/amd64. @param images names, each followed by its size in bytes */
  public static LearntImages with(Object... images) {
    LearntImages known = LearntImages.over(new EmbeddedImages());
    for (int i = 0; i < images.length; i += 2) {
      long bytes = ((Number) images[i + 1]).longValue();
      known = known.with(of((String) images[i], platform(ImageFacts.AMD64, bytes)));
    }
    return known;
  }

  public static ImageFacts of(String image, PlatformFacts... platforms) {
    ImageReference reference = ImageReference.of(image);
    assertThat(reference).as(image).isNotNull();
    return new ImageFacts(
        reference,
        ImageFacts.Match.EXACT,
        reference.tagOrLatest(),
        ImmutableList.copyOf(platforms));
  }

  public static PlatformFacts platform(String name, long bytes) {
    return new PlatformFacts(name, bytes, 1, null, "", DAY);
  }
}

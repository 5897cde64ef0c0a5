package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Images of sizes that no renewal of the table changes. */
public final class SampleImages {

  public static final LocalDate DAY = LocalDate.of(2026, 11, 3);

  /** Of the images whose configuration was read. */
  public static final String DIGEST = "sha256:" + "d".repeat(64);

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

  /**
   * The table, and an image whose configuration was read; it begins in {@code srv} as root.
   *
   * @param platform the one that it is for
   * @param shell what its SHELL names
   * @param env names of variables, each followed by its value
   */
  public static LearntImages configured(
      String image, String platform, List<String> shell, String... env) {
    ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
    for (int i = 0; i < env.length; i += 2) {
      variables.put(env[i], env[i + 1]);
    }
    ImageDetails details = new SampleDetails()
        .env(variables.buildOrThrow())
        .workingDir(platform.startsWith("windows") ? "C:\\srv" : "/srv")
        .shell(shell)
        .build();
    return LearntImages.over(new EmbeddedImages())
        .with(of(image, new PlatformFacts(platform, 1_000, 1, DIGEST, "", DAY, null, details)));
  }

  /** The same with instructions that run in stages on top of it. */
  public static LearntImages configured(String image, LearntImages images, String... triggers) {
    ImageReference reference = Objects.requireNonNull(ImageReference.of(image));
    PlatformFacts facts = Objects.requireNonNull(images.configured(reference, null));
    ImageDetails read = Objects.requireNonNull(facts.details());
    ImageDetails more = new SampleDetails()
        .env(read.env())
        .workingDir(read.workingDir())
        .shell(read.shell())
        .onBuild(triggers)
        .build();
    return images.with(
        reference, new PlatformFacts(facts.platform(), 1_000, 1, DIGEST, "", DAY, null, more));
  }

  public static PlatformFacts platform(String name, long bytes) {
    return new PlatformFacts(name, bytes, 1, null, "", DAY);
  }
}

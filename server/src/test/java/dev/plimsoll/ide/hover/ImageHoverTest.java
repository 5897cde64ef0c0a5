package dev.plimsoll.ide.hover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.SampleDetails;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of images that a registry was asked for. */
class ImageHoverTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 3);
  private static final LearntImages NOTHING = LearntImages.over(new EmbeddedImages(DAY));

  private static final ImageDetails SERVER = details(
      ImmutableList.of(
          layer(29_800_000, "# debian.sh --arch 'amd64' out/ 'trixie' '@1761600000'"),
          layer(45, "WORKDIR /srv/shop"),
          layer(
              41_200_000,
              "RUN /bin/sh -c apt-get update && apt-get install --yes --no-install-recommends nodejs"
                  + " && rm -rf /var/lib/apt/lists/* # buildkit"),
          layer(812_000, "COPY package.json package-lock.json ./ # buildkit"),
          layer(3_100_000, "RUN /bin/sh -c npm ci # buildkit"),
          layer(96_000, "COPY src ./src # buildkit"),
          layer(31_000, "COPY docs ./docs # buildkit"),
          layer(2_000, "COPY entrypoint.sh / # buildkit")),
      ImmutableMap.of(
          "PATH",
          "/srv/shop/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "NODE_ENV",
          "production",
          "GREETING",
          "good day"));

  @Test
  void theWeightStandsFirstAndAllElseBelow() {
    ImageFacts facts = facts(
        "example.org/shop:1",
        ImmutableList.of(
            platform("linux/amd64", 75_041_000, SERVER),
            platform("linux/arm64", 73_000_000, null),
            platform("linux/arm/v7", 68_400_000, null)),
        ImmutableList.of("linux/s390x", "linux/ppc64le"));
    assertThat(hover(facts)).isEqualTo("""
        **example.org/shop:1** · **75.0 MB** to download (compressed, linux/amd64, 2026-11-03), 73.0 MB on arm64

        Starts as user `shop`. Repository `shop` on `example.org`. Built on 2026-11-02. It takes more space when unpacked.

        8 layers (compressed, linux/amd64):

        ```text
        41.2 MB  RUN apt-get update && apt-get install --yes --no-install-recomm…
        29.8 MB  # debian.sh --arch 'amd64' out/ 'trixie' '@1761600000'
        3.10 MB  RUN npm ci
         812 kB  COPY package.json package-lock.json ./
        96.0 kB  COPY src ./src
        33.0 kB  … 3 more
        ```

        It sets:

        ```dockerfile
        ENTRYPOINT ["/entrypoint.sh"]
        CMD ["node", "src/server.js"]
        EXPOSE 8080/tcp 9090/tcp
        WORKDIR /srv/shop
        VOLUME /srv/data
        STOPSIGNAL SIGQUIT
        ENV PATH=/srv/shop/bin:…
        ENV NODE_ENV=production
        ENV GREETING="good day"
        ```

        Compressed, on each platform:

        ```text
        linux/amd64   75.0 MB  2026-11-03
        linux/arm64   73.0 MB  2026-11-03
        linux/arm/v7  68.4 MB  2026-11-03
        ```

        Also for `linux/s390x`, `linux/ppc64le`, of unknown size.

        Digest: `sha256:index`""");
  }

  @Test
  void whatIsNotKnownIsNotMentioned() {
    ImageFacts facts =
        facts("example.org/shop:1", ImmutableList.of(platform("linux/amd64", 75_000_000, null)));
    assertThat(hover(facts)).isEqualTo("""
        **example.org/shop:1** · **75.0 MB** to download (compressed, linux/amd64, 2026-11-03)

        Starts as user `shop`. Repository `shop` on `example.org`. Built on 2026-11-03. It takes more space when unpacked.

        Digest: `sha256:index`""");
  }

  @Test
  void aLayerOfWhichNobodyNotedWhatMadeItHasItsName() {
    ImageDetails bare =
        details(ImmutableList.of(layer(5_000_000, null)), ImmutableMap.of("PATH", "/bin"));
    assertThat(hover("example.org/a:1", bare))
        .contains("1 layer (compressed, linux/amd64):")
        .contains("```text\n5.00 MB  sha256:0123456789ab\n```")
        .contains("ENV PATH=/bin\n");
  }

  @Test
  void longListsAreCounted() {
    List<PlatformFacts> platforms = new ArrayList<>();
    for (String name : List.of("386", "amd64", "arm/v5", "arm/v6", "arm/v7", "arm64", "mips64le")) {
      platforms.add(platform("linux/" + name, 1_000_000, null));
    }
    for (int build = 1; build < 4; build++) {
      platforms.add(new PlatformFacts(
          "windows/amd64", 90_000_000, 3, "sha256:w" + build, "", DAY, "10.0." + build, null));
    }
    assertThat(hover(facts("example.org/a:1", ImmutableList.copyOf(platforms))))
        .contains("linux/mips64le  1.00 MB  2026-11-03\n… 3 more\n```");

    ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
    for (int i = 1; i <= 9; i++) {
      variables.put("V" + i, "");
    }
    assertThat(hover("example.org/a:1", details(ImmutableList.of(), variables.buildOrThrow())))
        .contains("ENV V6=\"\"\n# … 3 more\n")
        .doesNotContain("layer");
  }

  @Test
  void itIsNoLongerThanAScreen() {
    List<ImageLayer> layers = new ArrayList<>();
    ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
    for (int i = 0; i < 200; i++) {
      layers.add(layer(i * 1_000L, "RUN /bin/sh -c " + "make; ".repeat(500)));
      variables.put("V" + i, "v ".repeat(500));
    }
    String text =
        hover("example.org/a:1", details(ImmutableList.copyOf(layers), variables.buildOrThrow()));
    assertThat(text.lines()).hasSizeLessThan(40).allMatch(line -> line.length() < 120);
  }

  @Test
  void theShellAndTheTriggersAreToldToo() {
    ImageDetails onBuild = new SampleDetails()
        .shell(List.of("/bin/bash", "-c"))
        .onBuild("COPY . /app", "RUN make")
        .build();
    assertThat(hover("example.org/a:1", onBuild)).contains("""
        It sets:

        ```dockerfile
        SHELL ["/bin/bash", "-c"]
        ONBUILD COPY . /app
        ONBUILD RUN make
        ```
        """);
  }

  @Test
  void aDayBeforeThereWereImagesIsNotTheOneOnWhichItWasBuilt() {
    ImageDetails reproducible = new SampleDetails().created(Instant.EPOCH).build();
    assertThat(hover("example.org/a:1", reproducible)).contains(" Built on 2026-11-03. ");
  }

  @Test
  void manyPlatformsOfUnknownSizeAreCounted() {
    ImmutableList<String> others = Stream.iterate(1, i -> i + 1)
        .limit(10)
        .map(i -> "linux/p" + i)
        .collect(ImmutableList.toImmutableList());
    ImageFacts facts = facts(
        "example.org/a:1", ImmutableList.of(platform("linux/amd64", 5_000_000, null)), others);
    assertThat(hover(facts)).contains("`linux/p8` and 2 more, of unknown size.");
  }

  /** The table of Microsoft's images has nothing else. */
  @Test
  void whereOnlyTheUnpackedSizeIsKnownItIsSaidToBeThat() {
    ImageReference sdk = reference("mcr.microsoft.com/dotnet/sdk:9.0");
    assertThat(ImageHover.of(sdk, NOTHING, true).toString())
        .containsPattern(
            "^\\*\\*mcr.microsoft.com/dotnet/sdk:9.0\\*\\* · \\*\\*\\d+ MB\\*\\* unpacked \\(linux/amd64, 20..-..-..\\)")
        .contains("How much of it is to download isn't known.");
    ImageFacts weighed = facts(
        "mcr.microsoft.com/dotnet/sdk:9.0",
        ImmutableList.of(platform("linux/amd64", 300_000_000, null)));
    assertThat(hover(weighed))
        .startsWith("**mcr.microsoft.com/dotnet/sdk:9.0** · **300 MB** to download (compressed,")
        .containsPattern("Unpacked it takes \\d+ MB \\(linux/amd64, 20..-..-..\\)\\.")
        .doesNotContain("more space");
  }

  @Test
  void theFailureOfALookUpIsTold() {
    ImageReference image = reference("example.org/shop:1");
    LookupFailure failure = new LookupFailure(LookupFailure.Reason.NOT_FOUND, "example.org");
    assertThat(ImageHover.of(image, NOTHING.with(image, failure), true).toString())
        .startsWith(
            "**example.org/shop:1**\n\nIts size is unknown: example.org has no such image, or it is private.");
    ImageReference tag = reference("node:999");
    LookupFailure offline = new LookupFailure(LookupFailure.Reason.UNREACHABLE, "docker.io");
    assertThat(ImageHover.of(tag, NOTHING, true).toString())
        .contains(
            "Its size is unknown: the built-in table doesn't have this tag. The size of `node:");
    assertThat(ImageHover.of(tag, NOTHING.with(tag, offline), true).toString())
        .contains("Its size is unknown: Docker Hub can't be reached. The size of `node:");
  }

  @Test
  void onWindowsNobodyIsRoot() {
    PlatformFacts windows =
        new PlatformFacts("windows/amd64", 5_000, 1, null, "", DAY, "10.0.20348.2340", null);
    assertThat(hover(facts("example.org/shop:1", ImmutableList.of(windows))))
        .contains("Starts as `ContainerAdministrator`.")
        .doesNotContain("root");
  }

  private static String hover(String image, ImageDetails details) {
    return hover(facts(image, ImmutableList.of(platform("linux/amd64", 5_000_000, details))));
  }

  private static String hover(ImageFacts facts) {
    ImageCatalog images = NOTHING.with(facts);
    return ImageHover.of(facts.reference(), images, true).toString();
  }

  private static ImageFacts facts(String image, ImmutableList<PlatformFacts> platforms) {
    return facts(image, platforms, ImmutableList.of());
  }

  private static ImageFacts facts(
      String image, ImmutableList<PlatformFacts> platforms, ImmutableList<String> unweighed) {
    return new ImageFacts(
        reference(image), ImageFacts.Match.EXACT, "1", "sha256:index", platforms, unweighed);
  }

  private static ImageReference reference(String image) {
    ImageReference reference = ImageReference.of(image);
    assertThat(reference).isNotNull();
    return reference;
  }

  private static PlatformFacts platform(String name, long bytes, @Nullable ImageDetails details) {
    return new PlatformFacts(
        name, bytes, PlatformFacts.UNKNOWN_LAYERS, "sha256:" + name, "shop", DAY, null, details);
  }

  private static ImageLayer layer(long bytes, @Nullable String createdBy) {
    return new ImageLayer("sha256:0123456789abcdef", bytes, createdBy);
  }

  private static ImageDetails details(
      ImmutableList<ImageLayer> layers, ImmutableMap<String, String> env) {
    return new ImageDetails(
        layers,
        ImmutableList.of("/entrypoint.sh"),
        ImmutableList.of("node", "src/server.js"),
        ImmutableList.of("8080/tcp", "9090/tcp"),
        env,
        "/srv/shop",
        ImmutableList.of(),
        ImmutableList.of("/srv/data"),
        ImmutableList.of(),
        "SIGQUIT",
        ImmutableMap.of(),
        Instant.parse("2026-11-02T23:00:00Z"));
  }
}

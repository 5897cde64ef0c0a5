package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of official images, and of the bases of Windows, that the server carries: compressed sizes by platform, each with
 * the day on which it was true. They are written by {@code bin/renew-images}. The second one, of tags that aren't offered any more, is
 * only read where the first one doesn't have what is asked for.
 */
public final class EmbeddedImages implements ImageCatalog {

  private static final int OLD_AFTER_YEARS = 1;
  /** Which they are here, so that the tables aren't read for others that aren't official. */
  private static final ImmutableSet<String> WINDOWS = ImmutableSet.of(
      "mcr.microsoft.com/windows/nanoserver",
      "mcr.microsoft.com/windows/servercore",
      "microsoft/nanoserver",
      "microsoft/windowsservercore");

  /** Each tag of theirs for one processor ends so. */
  private static final String FOR_AMD64 = "-amd64";

  private static final ImmutableList<PlatformFacts> NOTHING = ImmutableList.of(
      new PlatformFacts(ImageFacts.AMD64, 0, 0, null, "", null),
      new PlatformFacts(ImageFacts.ARM64, 0, 0, null, "", null));

  /** Each table is read when it is first asked for, once in a process. */
  private static final class Current {
    static final ImageTable TABLE = ImageTable.read("images.txt");
  }

  /** Of the largest table, which takes milliseconds to read, only what was asked for stays in memory. */
  private static final class Older {
    private static final Map<String, ImageTable.Section> SECTIONS = new HashMap<>();
    private static @Nullable ImmutableSet<String> images;

    static synchronized ImageTable.Section section(String image) {
      if (images == null || images.contains(image) && !SECTIONS.containsKey(image)) {
        ImageTable table = ImageTable.read("images-older.txt");
        images = ImmutableSet.copyOf(table.sections().keySet().asList());
        SECTIONS.put(image, table.section(image));
      }
      return SECTIONS.getOrDefault(image, ImageTable.EMPTY);
    }
  }

  /** Likewise. */
  private static final class Unpacked {
    static final ImageTable TABLE = ImageTable.read("images-unpacked.txt");
  }

  private final @Nullable Supplier<LocalDate> today;

  /** As they were on the last day that is in the tables. */
  public EmbeddedImages() {
    this.today = null;
  }

  /** As they are seen on a day. */
  public EmbeddedImages(LocalDate today) {
    this(() -> today);
  }

  /** The same; the day is asked for when it matters, for to find it out takes long where nothing is loaded. */
  public EmbeddedImages(Supplier<LocalDate> today) {
    this.today = today;
  }

  @Override
  public ImageFacts facts(ImageReference reference) {
    if (reference.isScratch()) {
      return new ImageFacts(reference, ImageFacts.Match.EXACT, "", NOTHING);
    }
    if (!isInTables(reference)) {
      return ImageFacts.unknown(reference);
    }
    return reference.digest() == null ? byTag(reference) : byDigest(reference, reference.digest());
  }

  @Override
  public @Nullable ImageFacts exactFacts(ImageReference reference) {
    return reference.isScratch() || reference.digest() != null
        ? ImageCatalog.super.exactFacts(reference)
        : ofVeryTag(reference);
  }

  @Override
  public @Nullable ImageFacts otherRelease(ImageReference reference) {
    if (!isByTag(reference)) {
      return null;
    }
    String tag = NearestTag.inAnyLine(measuredTags(reference), reference.tagOrLatest());
    return tag == null ? null : ofVeryTag(reference.withTag(tag));
  }

  @Override
  public ImmutableList<String> tags(ImageReference reference) {
    return isInTables(reference)
        ? Current.TABLE.section(reference.canonicalName()).tags()
        : ImmutableList.of();
  }

  @Override
  public ImmutableList<String> tagsEver(ImageReference reference) {
    return isInTables(reference)
        ? join(tags(reference), Older.section(reference.canonicalName()).tags())
        : ImmutableList.of();
  }

  @Override
  public ImmutableList<UnpackedSize> unpacked(ImageReference reference) {
    if (isInTables(reference) || reference.digest() != null) {
      return ImmutableList.of();
    }
    ImageTable.Line line =
        Unpacked.TABLE.section(reference.familiarName()).ofTag(reference.tagOrLatest());
    ImmutableList.Builder<UnpackedSize> sizes = ImmutableList.builder();
    for (PlatformFacts measured :
        line == null ? ImmutableList.<PlatformFacts>of() : line.platforms(null)) {
      if (measured.asOf() != null) {
        // In this table the bytes are those of the unpacked layers.
        sizes.add(
            new UnpackedSize(measured.platform(), measured.compressedBytes(), measured.asOf()));
      }
    }
    return sizes.build();
  }

  @Override
  public ImmutableList<String> repositories() {
    return Current.TABLE.sections().keySet().asList();
  }

  @Override
  public LocalDate today() {
    return today == null ? Current.TABLE.newest() : today.get();
  }

  @Override
  public boolean isOld(PlatformFacts facts) {
    LocalDate asOf = facts.asOf();
    return asOf != null && asOf.isBefore(Current.TABLE.newest().minusYears(OLD_AFTER_YEARS));
  }

  /** No others are in the tables. */
  private static boolean isInTables(ImageReference reference) {
    return reference.isOfficial() && !reference.isScratch()
        || WINDOWS.contains(reference.canonicalName());
  }

  private static boolean isByTag(ImageReference reference) {
    return isInTables(reference) && reference.digest() == null;
  }

  private ImageFacts byTag(ImageReference reference) {
    ImageFacts exact = ofVeryTag(reference);
    if (exact != null) {
      return exact;
    }
    String image = reference.canonicalName();
    ImmutableList<String> measured = measuredTags(reference);
    String nearest = NearestTag.inLine(image, measured, reference.tagOrLatest());
    nearest =
        nearest == null ? NearestTag.inLine(image, measured, withVersion(reference)) : nearest;
    ImageTable.Line line = nearest == null ? null : line(image, nearest);
    return nearest == null || line == null
        ? ImageFacts.unknown(reference)
        : facts(reference, ImageFacts.Match.NEAREST, nearest, line);
  }

  /** The facts of the tag, under its own name or by the version that a code name in it stands for; else null. */
  private @Nullable ImageFacts ofVeryTag(ImageReference reference) {
    if (!isInTables(reference)) {
      return null;
    }
    String image = reference.canonicalName();
    String tag = reference.tagOrLatest();
    if (WINDOWS.contains(image) && tag.endsWith(FOR_AMD64)) {
      tag = tag.substring(0, tag.length() - FOR_AMD64.length()); // the only processor of these
    }
    ImageTable.Line line = line(image, tag);
    if (line == null && ImageTag.parts(tag).stream().noneMatch(ImageTag::isDay)) {
      tag = withVersion(reference);
      line = line(image, tag);
    }
    return line == null ? null : facts(reference, ImageFacts.Match.EXACT, tag, line);
  }

  /** The tag with the version that its code name stands for, {@code 18.04} for Ubuntu's {@code bionic-20230301}. */
  private static String withVersion(ImageReference reference) {
    String tag = reference.tagOrLatest();
    List<String> parts = new ArrayList<>(ImageTag.parts(tag));
    String version = ReleaseLines.versionOf(reference.canonicalName(), parts.get(0));
    if (version == null) {
      return tag;
    }
    parts.set(0, version);
    parts.removeIf(ImageTag::isDay);
    return String.join("-", parts);
  }

  private static ImageTable.@Nullable Line line(String image, String tag) {
    ImageTable.Line line = Current.TABLE.section(image).ofTag(tag);
    return line == null ? Older.section(image).ofTag(tag) : line;
  }

  private static ImmutableList<String> measuredTags(ImageReference reference) {
    String image = reference.canonicalName();
    return join(
        Current.TABLE.section(image).measuredTags(), Older.section(image).measuredTags());
  }

  private static ImmutableList<String> join(
      ImmutableList<String> first, ImmutableList<String> second) {
    return ImmutableList.<String>builder().addAll(first).addAll(second).build();
  }

  /** A repository for one platform has that one. */
  private static ImageFacts facts(
      ImageReference reference, ImageFacts.Match match, String tag, ImageTable.Line line) {
    return new ImageFacts(reference, match, tag, line.platforms(reference.platform()));
  }

  private ImageFacts byDigest(ImageReference reference, String digest) {
    String image = reference.canonicalName();
    ImageTable.Line line = Current.TABLE.section(image).ofDigest(digest);
    line = line == null ? Older.section(image).ofDigest(digest) : line;
    if (line == null) {
      return ImageFacts.unknown(reference);
    }
    ImmutableList.Builder<PlatformFacts> found = ImmutableList.builder();
    for (PlatformFacts platform : line.platforms(reference.platform())) {
      if (digest.equals(platform.digest())) {
        found.add(platform);
      }
    }
    ImmutableList<String> tags = line.tags();
    String written = reference.tag();
    String tag = written != null && tags.contains(written) ? written : tags.get(0);
    return new ImageFacts(reference, ImageFacts.Match.EXACT, tag, found.build());
  }
}

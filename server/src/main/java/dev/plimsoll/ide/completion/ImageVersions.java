package dev.plimsoll.ide.completion;

import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagOrder;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Tags, digests and platforms of one image, with what is known of each. */
final class ImageVersions {

  private static final int DAYS_A_MONTH = 30;
  private static final int DAYS_A_YEAR = 365;

  private ImageVersions() {}

  /** The image that a name means; null where it names none. */
  private static @Nullable ImageReference image(String name, Proposals to) {
    Instruction here = to.snapshot().file().instructionAt(to.word().cursor());
    return ImageReference.of(
        here instanceof From from
            ? to.snapshot().model().expand(from, name).withoutBuildArgs()
            : name);
  }

  static void addTags(Slot.ImageTag slot, Proposals to) {
    ImageReference repository = image(slot.name(), to);
    if (repository == null || repository.isScratch()) {
      return;
    }
    String typed = to.word().prefix();
    boolean known = to.images().tags(repository).stream().anyMatch(tag -> tag.startsWith(typed));
    to.addMoreLater(to.search().lookForTags(repository, typed, !known));
    to.addMoreLater(to.search().lookForNamed(false));
    Set<String> tags = new LinkedHashSet<>(TagOrder.of(to.images(), repository));
    for (ImageReference used : to.imagesNamedBeside()) {
      if (used.tag() != null && used.repository().equals(repository.repository())) {
        tags.add(used.tag());
      }
    }
    for (String tag : tags) {
      ImageReference tagged = repository.withTag(tag);
      to.add(Proposal.of(tag, CompletionItemKind.Property)
          .detail(detail(tagged, to.images()))
          .reference(Documentation.reference(tagged)));
    }
  }

  /** What a download of the image transfers, and when it was pushed, as far as that is known. */
  static String detail(ImageReference image, ImageCatalog images) {
    RepositoryTag listed = images.listed(image);
    String size = size(image, images, listed);
    String age = listed == null ? "" : age(listed.pushed(), images.today());
    return size.isEmpty() || age.isEmpty() ? size + age : size + ", " + age;
  }

  private static String size(
      ImageReference image, ImageCatalog images, @Nullable RepositoryTag listed) {
    ImageFacts facts = images.exactFacts(image);
    PlatformFacts measured = facts == null ? null : facts.usual();
    if (measured == null) {
      return listed == null || listed.compressedBytes() == RepositoryTag.UNKNOWN_BYTES
          ? ""
          : size(listed.compressedBytes());
    }
    return measured.platform().equals(ImageFacts.AMD64)
        ? size(measured.compressedBytes())
        : size(measured.compressedBytes()) + " on " + measured.platform();
  }

  private static String size(long bytes) {
    return ByteSize.format(bytes) + " compressed";
  }

  private static String age(@Nullable Instant pushed, LocalDate today) {
    if (pushed == null) {
      return "";
    }
    long days =
        Math.max(0, ChronoUnit.DAYS.between(LocalDate.ofInstant(pushed, ZoneOffset.UTC), today));
    if (days == 0) {
      return "pushed today";
    }
    return "pushed "
        + (days < 2 * DAYS_A_MONTH
            ? count(days, "day")
            : days < 2 * DAYS_A_YEAR
                ? count(days / DAYS_A_MONTH, "month")
                : count(days / DAYS_A_YEAR, "year"))
        + " ago";
  }

  private static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  /** What the tag may be pinned to: what stands for all platforms first. */
  static void addDigests(Slot.ImageDigest slot, Proposals to) {
    ImageReference image = image(slot.name(), to);
    if (image == null || image.isScratch()) {
      return;
    }
    ImageFacts known = to.images().exactFacts(image);
    boolean needed = known == null || known.digest() == null;
    to.addMoreLater(to.search().lookForImage(image, needed));
    if (known == null) {
      return;
    }
    boolean several = known.platforms().size() + known.unweighed().size() > 1;
    if (known.digest() != null && several) {
      to.add(Proposal.of(known.digest(), CompletionItemKind.Constant).detail("all platforms"));
    }
    for (PlatformFacts platform : known.platforms()) {
      String digest = platform.digest();
      if (digest != null) {
        to.add(Proposal.of(digest, CompletionItemKind.Constant)
            .detail(platform.platform() + ", " + size(platform.compressedBytes())));
      }
    }
  }

  /** The platforms that the image of a FROM has. */
  static void addPlatforms(Proposals to) {
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    ImageUse base =
        stage == null || stage.parent() != null ? null : to.snapshot().model().baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null || image.isScratch()) {
      return;
    }
    ImageFacts known = to.images().exactFacts(image);
    to.addMoreLater(to.search().lookForImage(image, known == null));
    if (known == null) {
      return;
    }
    for (PlatformFacts platform : known.platforms()) {
      to.add(platform(platform.platform()).detail(size(platform.compressedBytes())));
    }
    for (String platform : known.unweighed()) {
      to.add(platform(platform).detail("offered"));
    }
  }

  private static Proposal platform(String name) {
    Topic topic = LanguageReference.find(Topic.Kind.VALUE, "FROM platform", name);
    return Proposal.of(name, CompletionItemKind.EnumMember).topic(topic);
  }
}

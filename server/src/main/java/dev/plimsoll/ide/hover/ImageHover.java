package dev.plimsoll.ide.hover;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Markup.Column;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.ImageVariant;
import dev.plimsoll.image.ImageVariants;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.UnpackedSize;
import dev.plimsoll.image.VariantDifference;
import dev.plimsoll.semantics.ImageUse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is known of an image, the weight first. Every size says what it measures, where, and since when. */
public final class ImageHover {

  /** More lines than a hover shows without scrolling. */
  private static final int MAX_VARIANTS = 5;

  private static final ImmutableList<Column> VARIANT_COLUMNS =
      ImmutableList.of(Column.TEXT, Column.FIGURES, Column.FIGURES, Column.TEXT);

  private final Markup out;
  private final ImageCatalog images;

  private ImageHover(Markup out, ImageCatalog images) {
    this.out = out;
    this.images = images;
  }

  /** @param told what is said at the place anyhow */
  static Markup of(ImageUse use, ImageCatalog images, Set<String> told, boolean markdown) {
    ImageHover hover = new ImageHover(new Markup(markdown), images);
    if (use.reference() instanceof ParsedReference.Invalid invalid) {
      hover.invalid(use, told.contains(invalid.message()) ? "" : invalid.message());
    } else if (use.image() != null) {
      hover.image(use.image());
    }
    return hover.out;
  }

  /** The same of an image that no file names. */
  public static Markup of(ImageReference image, ImageCatalog images, boolean markdown) {
    ImageHover hover = new ImageHover(new Markup(markdown), images);
    hover.image(image);
    return hover.out;
  }

  private void invalid(ImageUse use, String reason) {
    out.heading(use.text().isEmpty() ? "No image" : use.text());
    out.paragraph(use.text().isEmpty() ? "The variables in this name are empty here." : reason);
  }

  private void image(ImageReference image) {
    if (image.isScratch()) {
      out.heading("scratch");
      out.paragraph("The empty image: 0 bytes, no files, no shell, no users. For static binaries.");
      return;
    }
    ImageFacts facts = images.facts(image);
    PlatformFacts measured = facts.usual();
    if (measured == null) {
      unweighed(image);
      if (image.digest() == null) {
        variants(image);
      }
      out.details();
      support(image, origin(image, out.paragraph()));
      return;
    }
    weight(image, facts, measured);
    variants(image);
    out.details();
    Markup.Words about = out.paragraph();
    user(image, measured, about);
    support(image, origin(image, about.text(" "))).text(" " + age(image, measured));
    ImageDetailsHover.add(facts, measured, out);
    digest(facts, measured);
  }

  /** What the tag can be pinned to. */
  private void digest(ImageFacts facts, PlatformFacts measured) {
    if (facts.match() != ImageFacts.Match.EXACT) {
      return;
    }
    if (facts.digest() != null) {
      out.paragraph().text("Digest: ").code(facts.digest());
    } else if (measured.digest() != null) {
      out.paragraph().text("Digest on " + measured.platform() + ": ").code(measured.digest());
    }
  }

  /** What it takes on a disk stands first where that is all that is known. */
  private void unweighed(ImageReference image) {
    List<UnpackedSize> unpacked = images.unpacked(image);
    Markup.Words words = out.heading(image.familiar());
    if (unpacked.isEmpty()) {
      unknown(image);
      return;
    }
    UnpackedSize first = unpacked.get(0);
    words
        .text(" · ")
        .strong(ByteSize.format(first.bytes()))
        .text(" unpacked (" + first.platform() + ", " + first.asOf() + ")");
    for (UnpackedSize other : unpacked) {
      if (other.platform().equals(ImageFacts.ARM64) && other != first) {
        words.text(", " + ByteSize.format(other.bytes()) + " on arm64");
      }
    }
    LookupFailure failure = images.failure(image);
    out.paragraph("How much of it is to download isn't known"
        + (failure == null ? "." : ": " + failure.sentence()));
  }

  /** A tag may have moved since somebody pinned the digest behind it, so that its size says little. */
  private void unknown(ImageReference image) {
    String tag = image.digest() == null ? null : image.tag();
    ImageFacts facts = tag == null ? null : images.exactFacts(image.withTag(tag));
    PlatformFacts now = facts == null ? null : facts.usual();
    if (tag == null || now == null) {
      missing(image);
      return;
    }
    out.paragraph()
        .text("Its size is unknown: the pinned digest is not in the built-in table. The tag ")
        .code(tag)
        .text(" was " + ByteSize.format(now.compressedBytes()) + " to download (compressed, "
            + where(now) + ").");
  }

  /** Names what it may be compared with, if anything is known of the same variant in another release. */
  private void missing(ImageReference image) {
    ImageFacts other = images.otherRelease(image);
    PlatformFacts measured = other == null ? null : other.usual();
    LookupFailure failure = images.failure(image);
    if (other == null || measured == null) {
      out.paragraph("Its size is unknown: "
          + (failure == null ? "the built-in table doesn't have this image." : failure.sentence()));
      return;
    }
    out.paragraph()
        .text("Its size is unknown: "
            + (failure == null ? "the built-in table doesn't have this tag." : failure.sentence())
            + " The size of ")
        .code(other.reference().familiar())
        .text(" is " + ByteSize.format(measured.compressedBytes()) + " (compressed, "
            + where(measured) + ").");
  }

  /** The platform, and the day. */
  private String where(PlatformFacts measured) {
    String old = images.isOld(measured) ? "an old figure of " : "";
    return measured.platform() + (measured.asOf() == null ? "" : ", " + old + measured.asOf());
  }

  private void weight(ImageReference image, ImageFacts facts, PlatformFacts measured) {
    boolean nearest = facts.match() == ImageFacts.Match.NEAREST;
    Markup.Words words = out.heading(image.familiar())
        .text(" · ")
        .strong((nearest ? "about " : "") + ByteSize.format(measured.compressedBytes()))
        .text(" to download (compressed, " + where(measured) + ")");
    PlatformFacts arm = facts.on(ImageFacts.ARM64);
    if (arm != null && arm != measured) {
      words.text(", " + ByteSize.format(arm.compressedBytes()) + " on arm64");
    }
    if (nearest) {
      out.paragraph()
          .text("The tag ")
          .code(image.tagOrLatest())
          .text(" is not in the table: the figures are those of ")
          .code(image.familiarName() + ":" + facts.tag())
          .text(".");
    }
  }

  /** What the parts of the name mean. */
  private static Markup.Words origin(ImageReference image, Markup.Words out) {
    if (image.isOfficial()) {
      out.text("Docker Official Image");
    } else {
      out.text("Repository ").code(image.path());
    }
    out.text(" on ").code(image.domain().isEmpty() ? "docker.io" : image.domain());
    if (image.digest() != null) {
      out.text(", pinned to a digest");
    } else if (image.tag() == null) {
      out.text(", no tag: ").code("latest").text(" is meant");
    }
    return out.text(".");
  }

  /** Until when it gets fixes, where that is known. */
  private Markup.Words support(ImageReference image, Markup.Words out) {
    Retirement retirement = RetiredImages.of(images, image);
    LocalDate end = EndOfLife.supportOf(image);
    if (retirement != null) {
      return out.text(" Deprecated since " + retirement.since() + ".");
    }
    return end == null
        ? out
        : out.text((end.isBefore(images.today()) ? " Support ended on " : " Supported until ") + end
            + ".");
  }

  /** When it was built, and of how many layers; where more is known of these, they are told one by one. */
  private String age(ImageReference image, PlatformFacts measured) {
    StringBuilder age = new StringBuilder();
    ImageDetails details = measured.details();
    if (details == null && measured.layers() != PlatformFacts.UNKNOWN_LAYERS) {
      age.append(measured.layers()).append(measured.layers() == 1 ? " layer. " : " layers. ");
    }
    LocalDate built = details == null ? null : details.builtOn();
    LocalDate day = built == null ? measured.asOf() : built;
    if (day != null) {
      age.append("Built on ").append(day).append(". ");
    }
    for (UnpackedSize unpacked : images.unpacked(image)) {
      if (unpacked.platform().equals(measured.platform())) {
        return age + "Unpacked it takes " + ByteSize.format(unpacked.bytes()) + " ("
            + unpacked.platform() + ", " + unpacked.asOf() + ").";
      }
    }
    return age.append("It takes more space when unpacked.").toString();
  }

  private static void user(ImageReference image, PlatformFacts known, Markup.Words out) {
    if (known.user() == null) {
      return;
    }
    String user = known.userButRoot();
    if (!user.isEmpty()) {
      out.text("Starts as user ").code(user).text(".");
      return;
    }
    if (known.platform().startsWith("windows/")) {
      out.text("Starts as ").code("ContainerAdministrator").text(".");
      return;
    }
    ImageUser brings = ImageUser.of(image);
    switch (brings.kind()) {
      case SHIPS_USER ->
        out.text("Starts as root; it has a user to change to: ")
            .code("USER " + brings.instruction())
            .text(".");
      case DROPS_PRIVILEGES ->
        out.text("Starts as root; its own entrypoint changes to ")
            .code(brings.name())
            .text(".");
      default -> out.text("Starts as root.");
    }
  }

  /** Other variants of the same release, each with its size, by how much it differs, and in what else. */
  private void variants(ImageReference image) {
    ImmutableList<ImageVariant> others = ImageVariants.others(images, image, ImageFacts.AMD64);
    if (others.isEmpty()) {
      return;
    }
    List<ImmutableList<String>> rows = new ArrayList<>();
    for (ImageVariant other : others.subList(0, Math.min(MAX_VARIANTS, others.size()))) {
      PlatformFacts measured = other.facts().on(ImageFacts.AMD64);
      Long bytes = other.difference();
      rows.add(ImmutableList.of(
          other.tag(),
          measured == null ? "?" : ByteSize.format(measured.compressedBytes()),
          bytes == null ? "" : ByteSize.formatDifference(bytes),
          VariantDifference.of(other.reference(), image)));
    }
    if (others.size() > MAX_VARIANTS) {
      rows.add(ImmutableList.of("… " + (others.size() - MAX_VARIANTS) + " more", "", "", ""));
    }
    out.columns(VARIANT_COLUMNS, rows);
  }
}

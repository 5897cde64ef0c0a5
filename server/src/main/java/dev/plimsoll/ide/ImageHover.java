package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.ImageVariant;
import dev.plimsoll.image.ImageVariants;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.semantics.ImageUse;
import org.jspecify.annotations.Nullable;

/** What is known of an image, as a text with tables. Every size says what it measures, where, and since when. */
final class ImageHover {

  private static final ImmutableList<String> PLATFORMS =
      ImmutableList.of(ImageFacts.AMD64, "linux/arm64");

  /** More lines than a hover shows without scrolling. */
  private static final int MAX_VARIANTS = 12;

  private final Markup out;
  private final ImageCatalog images;

  private ImageHover(Markup out, ImageCatalog images) {
    this.out = out;
    this.images = images;
  }

  static String of(ImageUse use, ImageCatalog images, boolean markdown) {
    ImageHover hover = new ImageHover(new Markup(markdown), images);
    if (use.reference() instanceof ParsedReference.Invalid invalid) {
      hover.invalid(use, invalid);
    } else if (use.image() != null) {
      hover.image(use.image());
    }
    return hover.out.toString();
  }

  private void invalid(ImageUse use, ParsedReference.Invalid invalid) {
    out.heading(use.text().isEmpty() ? "No image" : use.text());
    out.paragraph(
        use.text().isEmpty() ? "The variables in this name are empty here." : invalid.message());
  }

  private void image(ImageReference image) {
    if (image.isScratch()) {
      out.heading("scratch");
      out.paragraph("The empty image: 0 bytes, no files, no shell, no users. For static binaries.");
      return;
    }
    ImageFacts facts = images.facts(image);
    out.heading(image.familiar());
    out.paragraph(origin(image));
    if (!facts.isKnown()) {
      out.paragraph("Its size is not known: the built-in table has no line for this image.");
      return;
    }
    if (facts.match() == ImageFacts.Match.NEAREST) {
      out.paragraph(nearest(image, facts));
    }
    if (facts.digestUnconfirmed()) {
      out.paragraph("The pinned digest is not in the table: the figures are those of the tag "
          + out.code(facts.tag()) + ".");
    }
    sizes(facts);
    out.paragraph(user(image, facts));
    date(facts);
    variants(image);
  }

  /** What the parts of the name mean. */
  private String origin(ImageReference image) {
    String kind =
        image.isOfficial() ? "Docker Official Image" : "Repository " + out.code(image.path());
    String registry = " on " + out.code(image.domain().isEmpty() ? "docker.io" : image.domain());
    String tag = image.digest() != null
        ? ", pinned to a digest"
        : image.tag() == null
            ? ", no tag: " + out.code("latest") + " is meant"
            : ", tag " + out.code(image.tag());
    return kind + registry + tag + ".";
  }

  private String nearest(ImageReference image, ImageFacts facts) {
    PlatformFacts measured = facts.on(ImageFacts.AMD64);
    String about =
        measured == null ? "" : "About " + ByteSize.format(measured.compressedBytes()) + ": ";
    return about + "the tag " + out.code(image.tagOrLatest())
        + " is not in the table, the figures are from "
        + out.code(image.familiarName() + ":" + facts.tag()) + ".";
  }

  private void sizes(ImageFacts facts) {
    Markup.Table table = out.table("platform", "download (compressed)", "layers", "digest");
    for (String platform : PLATFORMS) {
      PlatformFacts known = facts.on(platform);
      if (known != null) {
        table.row(platform, ByteSize.format(known.compressedBytes()), layers(known), digest(known));
      }
    }
    if (table.isEmpty()) {
      for (PlatformFacts known : facts.platforms()) {
        table.row(
            known.platform(),
            ByteSize.format(known.compressedBytes()),
            layers(known),
            digest(known));
      }
    }
    table.end();
  }

  private static String layers(PlatformFacts facts) {
    return facts.layers() < 0 ? "?" : Integer.toString(facts.layers());
  }

  private String digest(PlatformFacts facts) {
    return facts.digest() == null ? "?" : out.code(facts.digest());
  }

  private String user(ImageReference image, ImageFacts facts) {
    PlatformFacts known = facts.on(ImageFacts.AMD64);
    String user = known == null ? "" : known.user();
    if (!user.isEmpty() && !user.equals("root") && !user.equals("0")) {
      return "Starts as user " + out.code(user) + ".";
    }
    ImageUser brings = ImageUser.of(image);
    return switch (brings.kind()) {
      case SHIPS_USER ->
        "Starts as root; it has a user to change to: " + out.code("USER " + brings.instruction())
            + ".";
      case DROPS_PRIVILEGES ->
        "Starts as root; its own entrypoint changes to " + out.code(brings.name()) + ".";
      default -> "Starts as root.";
    };
  }

  private void date(ImageFacts facts) {
    for (PlatformFacts known : facts.platforms()) {
      if (known.asOf() != null) {
        out.paragraph(
            "Figures of the image built on " + known.asOf() + "; unpacked on disk it is larger.");
        return;
      }
    }
  }

  private void variants(ImageReference image) {
    ImmutableList<ImageVariant> others = ImageVariants.others(images, image, ImageFacts.AMD64);
    if (others.isEmpty()) {
      return;
    }
    out.paragraph(out.strong("Other variants") + " (compressed, " + ImageFacts.AMD64 + ")");
    Markup.Table table = out.table("tag", "size", "difference");
    for (ImageVariant other : others.subList(0, Math.min(MAX_VARIANTS, others.size()))) {
      PlatformFacts measured = other.facts().on(ImageFacts.AMD64);
      table.row(
          out.code(other.tag()),
          measured == null ? "?" : ByteSize.format(measured.compressedBytes()),
          difference(other.difference()));
    }
    table.end();
    if (others.size() > MAX_VARIANTS) {
      out.paragraph("… and " + (others.size() - MAX_VARIANTS) + " more.");
    }
  }

  private static String difference(@Nullable Long bytes) {
    return bytes == null ? "" : ByteSize.formatDifference(bytes);
  }
}

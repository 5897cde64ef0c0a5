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

/** What is known of an image, the weight first. Every size says what it measures, where, and since when. */
public final class ImageHover {

  private static final String ARM64 = "linux/arm64";

  /** More lines than a hover shows without scrolling. */
  private static final int MAX_VARIANTS = 5;

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

  /** The same of an image that no file names. */
  public static String of(ImageReference image, ImageCatalog images, boolean markdown) {
    ImageHover hover = new ImageHover(new Markup(markdown), images);
    hover.image(image);
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
    PlatformFacts measured = measured(facts);
    if (measured == null) {
      out.heading(image.familiar());
      out.paragraph(origin(image));
      out.paragraph("Its size is not known: the built-in table has no line for this image.");
      return;
    }
    String about = facts.match() == ImageFacts.Match.NEAREST ? "about " : "";
    out.paragraph(out.strong(image.familiar()) + " · "
        + out.strong(about + ByteSize.format(measured.compressedBytes()))
        + " to download (compressed, " + measured.platform() + ")");
    if (facts.match() == ImageFacts.Match.NEAREST) {
      out.paragraph("The tag " + out.code(image.tagOrLatest())
          + " is not in the table: the figures are those of "
          + out.code(image.familiarName() + ":" + facts.tag()) + ".");
    }
    if (facts.digestUnconfirmed()) {
      out.paragraph("The pinned digest is not in the table: the figures are those of the tag "
          + out.code(facts.tag()) + ".");
    }
    variants(image);
    out.paragraph(user(image, facts));
    out.paragraph(origin(image) + " " + details(facts, measured));
    if (measured.digest() != null && facts.match() == ImageFacts.Match.EXACT) {
      out.paragraph("Digest on " + measured.platform() + ": " + out.code(measured.digest()));
    }
  }

  /** The facts whose size stands at the top: those of linux/amd64 where they are known. */
  private static @Nullable PlatformFacts measured(ImageFacts facts) {
    PlatformFacts usual = facts.on(ImageFacts.AMD64);
    if (usual != null || facts.platforms().isEmpty()) {
      return usual;
    }
    return facts.platforms().get(0);
  }

  /** What the parts of the name mean. */
  private String origin(ImageReference image) {
    String kind =
        image.isOfficial() ? "Docker Official Image" : "Repository " + out.code(image.path());
    String registry = " on " + out.code(image.domain().isEmpty() ? "docker.io" : image.domain());
    String tag = image.digest() != null
        ? ", pinned to a digest"
        : image.tag() == null ? ", no tag: " + out.code("latest") + " is meant" : "";
    return kind + registry + tag + ".";
  }

  /** Layers, the other platform and the age of the figures. */
  private static String details(ImageFacts facts, PlatformFacts measured) {
    StringBuilder details = new StringBuilder();
    if (measured.layers() != PlatformFacts.UNKNOWN_LAYERS) {
      details.append(measured.layers()).append(measured.layers() == 1 ? " layer. " : " layers. ");
    }
    PlatformFacts arm = facts.on(ARM64);
    if (arm != null && arm != measured) {
      details
          .append(ByteSize.format(arm.compressedBytes()))
          .append(" on ")
          .append(ARM64)
          .append(". ");
    }
    if (measured.asOf() != null) {
      details.append("Built on ").append(measured.asOf()).append(". ");
    }
    return details.append("Unpacked on disk it is larger.").toString();
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

  private void variants(ImageReference image) {
    ImmutableList<ImageVariant> others = ImageVariants.others(images, image, ImageFacts.AMD64);
    if (others.isEmpty()) {
      return;
    }
    boolean compared = others.stream().anyMatch(other -> other.difference() != null);
    Markup.Table table = compared
        ? out.table("variant", "download", "difference")
        : out.table("variant", "download");
    for (ImageVariant other : others.subList(0, Math.min(MAX_VARIANTS, others.size()))) {
      String tag = out.code(other.tag());
      PlatformFacts measured = other.facts().on(ImageFacts.AMD64);
      String size = measured == null ? "?" : ByteSize.format(measured.compressedBytes());
      if (compared) {
        table.row(tag, size, difference(other.difference()));
      } else {
        table.row(tag, size);
      }
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

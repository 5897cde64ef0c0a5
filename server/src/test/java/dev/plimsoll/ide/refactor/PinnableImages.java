package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageFacts.Match;
import dev.plimsoll.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The tables, and of every tag a digest that is made up, so that every image can be pinned. */
final class PinnableImages implements ImageCatalog {

  private final ImageCatalog tables = new EmbeddedImages();

  @Override
  public ImageFacts facts(ImageReference reference) {
    return tables.facts(reference);
  }

  @Override
  public @Nullable ImageFacts exactFacts(ImageReference reference) {
    ImageFacts known = tables.exactFacts(reference);
    String digest =
        "sha256:" + Hashing.sha256().hashString(reference.familiar(), StandardCharsets.UTF_8);
    return new ImageFacts(
        reference,
        Match.EXACT,
        reference.tagOrLatest(),
        digest,
        known == null ? ImmutableList.of() : known.platforms(),
        ImmutableList.of());
  }

  @Override
  public ImmutableList<String> tags(ImageReference reference) {
    return tables.tags(reference);
  }

  @Override
  public LocalDate today() {
    return tables.today();
  }

  @Override
  public ImmutableList<String> repositories() {
    return tables.repositories();
  }
}

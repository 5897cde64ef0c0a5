package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.completion.ImageSearch;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The images of one list of completion: what is known of them, and what is looked for. */
final class CompletionImages implements ImageSearch {

  /** How long a list waits for what it can't do without. Who types on doesn't wait at all. */
  private static final long PATIENCE_MILLIS = 600;

  private final LanguageServer server;
  private final Snapshot document;
  private final @Nullable ImageLookups lookups;

  /** What the list can't do without. */
  private final Set<CompletableFuture<?>> needed = new LinkedHashSet<>();

  CompletionImages(LanguageServer server, Snapshot document) {
    this.server = server;
    this.document = document;
    this.lookups = server.lookups();
  }

  /** Whether the list would be a better one a little later. */
  boolean wantsToWait() {
    return lookups != null && lookups.isWorthAwaiting(needed);
  }

  /** @param pointless whether nobody wants the list any more */
  void await(BooleanSupplier pointless) {
    if (lookups != null) {
      lookups.await(needed, PATIENCE_MILLIS, pointless);
    }
  }

  private boolean isToCome(CompletableFuture<?> sought, boolean isNeeded) {
    boolean toCome = !sought.isDone();
    if (toCome && isNeeded) {
      needed.add(sought);
    }
    return toCome;
  }

  @Override
  public ImageCatalog catalog() {
    return server.images();
  }

  @Override
  public ImmutableList<ImageReference> namedElsewhere() {
    ImmutableSet.Builder<ImageReference> named = ImmutableSet.builder();
    for (Snapshot other : server.documents().all()) {
      if (other.isDockerfile() && !other.uri().equals(document.uri())) {
        for (ImageUse use : other.model().imageUses()) {
          if (use.image() != null) {
            named.add(use.image());
          }
        }
      }
    }
    return named
        .addAll(server.dockerfiles().imagesBeside(server.documents().all()))
        .build()
        .asList();
  }

  @Override
  public boolean lookForNamed(boolean needed) {
    return isToCome(server.dockerfiles().read(server.settings().folders().uris()), needed);
  }

  @Override
  public boolean lookForTags(ImageReference repository, String prefix, boolean isNeeded) {
    return lookups != null && isToCome(lookups.lookForTags(repository, prefix), isNeeded);
  }

  @Override
  public boolean lookForImage(ImageReference image, boolean isNeeded) {
    return lookups != null && isToCome(lookups.lookForSizes(image), isNeeded);
  }

  @Override
  public boolean lookForRepositories(String words, boolean isNeeded) {
    return lookups != null && isToCome(lookups.search(words), isNeeded);
  }

  @Override
  public ImmutableList<FoundRepository> found(String words) {
    return lookups == null ? ImmutableList.of() : lookups.found(words);
  }
}

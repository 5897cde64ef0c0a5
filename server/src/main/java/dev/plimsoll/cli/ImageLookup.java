package dev.plimsoll.cli;

import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.registry.ImageKnowledge;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks in registries, or only among their former answers, for the images that the tables don't know. All files together wait a
 * few seconds at most.
 */
final class ImageLookup {

  /** Once this is over nobody waits any more: a registry that can't be reached costs no more, however many files there are. */
  private static final long LIMIT_MILLIS = 3_000;

  private final ImageCatalog tables;
  private final @Nullable Supplier<ImageKnowledge> registries;
  private final boolean online;
  private @Nullable ImageKnowledge started;
  private long leftNanos = TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);

  /**
   * @param registries asked for with the first image that isn't known; null where nothing may be looked for
   * @param online whether registries may be asked what isn't known from before
   */
  ImageLookup(ImageCatalog tables, @Nullable Supplier<ImageKnowledge> registries, boolean online) {
    this.tables = tables;
    this.registries = registries;
    this.online = online;
  }

  /** What is known of images, those of a file looked for. One file after the other asks: they share the time. */
  synchronized ImageCatalog of(SemanticModel model) {
    Supplier<ImageKnowledge> source = registries;
    if (source == null) {
      return tables;
    }
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (ImageUse use : model.imageUses()) {
      ImageReference image = use.image();
      if (image != null && tables.exactFacts(image) == null) {
        Stage stage = use.role() == ImageUse.Role.BASE ? model.stageOf(use.instruction()) : null;
        ImageKnowledge known = knowledge(source);
        asked.add(stage == null ? known.sizes(image) : known.base(image, model.platform(stage)));
      }
    }
    await(asked);
    return started == null ? tables : started.images();
  }

  private ImageKnowledge knowledge(Supplier<ImageKnowledge> source) {
    ImageKnowledge known = started;
    if (known == null) {
      known = source.get();
      known.setOnline(online);
      started = known;
    }
    return known;
  }

  private void await(List<CompletableFuture<?>> asked) {
    long start = System.nanoTime();
    try {
      CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
          .get(leftNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What is known until now is what is said.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leftNanos = Math.max(0, leftNanos - (System.nanoTime() - start));
  }
}

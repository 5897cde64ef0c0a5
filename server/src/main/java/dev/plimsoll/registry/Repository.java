package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The images of one repository at a registry: what they weigh, and what is in them. */
final class Repository {

  /** An index in an index in an index: nobody's are deeper. */
  private static final int MAX_DEPTH = 3;

  /** So many indexes of one image are read. */
  private static final int MAX_INDEXES = 16;

  private final RegistryClient registry;
  private final String path;
  private final ExecutorService threads;

  /**
   * @param path the repository on the registry
   * @param threads where several manifests are fetched at once
   */
  Repository(RegistryClient registry, String path, ExecutorService threads) {
    this.registry = registry;
    this.path = path;
    this.threads = threads;
  }

  /**
   * What an image weighs.
   *
   * @param digest what to pin it to, or null
   * @param platforms the usual ones first; at least one
   * @param unweighed further platforms that it has
   */
  record Weights(
      @Nullable String digest,
      ImmutableList<PlatformFacts> platforms,
      ImmutableList<String> unweighed) {}

  /**
   * Weighs an image on its platforms, several at once.
   *
   * @param reference its tag or its digest
   * @param atMost on so many platforms, the usual ones first
   */
  Weights weigh(String reference, int atMost, Deadline deadline)
      throws LookupException, InterruptedException {
    Manifest manifest = registry.manifest(path, reference, deadline);
    if (manifest instanceof Manifest.Index index) {
      return weigh(flat(index, deadline), atMost, deadline);
    }
    PlatformFacts only = describe((Manifest.Image) manifest, deadline);
    return new Weights(manifest.digest(), ImmutableList.of(only), ImmutableList.of());
  }

  private Weights weigh(Manifest.Index index, int atMost, Deadline deadline)
      throws LookupException, InterruptedException {
    List<Manifest.Entry> entries = index.entries();
    List<Future<PlatformFacts>> asked = new ArrayList<>();
    for (Manifest.Entry entry : entries.subList(0, Math.min(atMost, entries.size()))) {
      asked.add(threads.submit(() -> weigh(entry, deadline)));
    }
    List<PlatformFacts> weighed = new ArrayList<>();
    ImmutableList.Builder<String> unweighed = ImmutableList.builder();
    @Nullable LookupException failure = null;
    try {
      for (int i = 0; i < entries.size(); i++) {
        try {
          if (i < asked.size()) {
            weighed.add(get(asked.get(i), deadline));
            continue;
          }
        } catch (LookupException e) {
          failure = failure == null ? e : failure;
        }
        String platform = entries.get(i).platform();
        if (platform != null) {
          unweighed.add(platform);
        }
      }
    } finally {
      asked.forEach(it -> it.cancel(true));
    }
    if (weighed.isEmpty()) {
      throw failure == null ? new LookupException(Reason.NOT_FOUND) : failure;
    }
    return new Weights(index.digest(), Platforms.inOrder(weighed), unweighed.build());
  }

  private static <T> T get(Future<T> future, Deadline deadline)
      throws LookupException, InterruptedException {
    try {
      return future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LookupException(Reason.TIMEOUT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LookupException failure) {
        throw failure;
      }
      throw new LookupException(Reason.MALFORMED);
    }
  }

  private PlatformFacts weigh(Manifest.Entry entry, Deadline deadline)
      throws LookupException, InterruptedException {
    Manifest.Image image = image(entry, deadline);
    String platform = entry.platform();
    return platform == null
        ? describe(image, deadline)
        : new PlatformFacts(
            platform,
            image.compressedBytes(),
            image.layers().size(),
            image.digest(),
            null,
            null,
            entry.osVersion(),
            null);
  }

  private Manifest.Image image(Manifest.Entry entry, Deadline deadline)
      throws LookupException, InterruptedException {
    if (registry.manifest(path, entry.digest(), deadline) instanceof Manifest.Image image) {
      return image;
    }
    throw new LookupException(Reason.MALFORMED); // an index that isn't said to be one
  }

  /** An index with what stands in others in the place of these. */
  private Manifest.Index flat(Manifest.Index index, Deadline deadline)
      throws LookupException, InterruptedException {
    if (index.entries().stream().noneMatch(Manifest.Entry::isIndex)) {
      return index;
    }
    Flattening flattening = new Flattening(deadline);
    flattening.add(index, 1);
    return Manifest.Index.of(index.digest(), flattening.entries());
  }

  /** Goes down into indexes, each of which may say that it contains another one. */
  private final class Flattening {
    private final Deadline deadline;
    private final Set<String> seen = new HashSet<>();
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private @Nullable LookupException failure;

    Flattening(Deadline deadline) {
      this.deadline = deadline;
    }

    void add(Manifest.Index index, int depth) throws InterruptedException {
      seen.add(index.digest());
      for (Manifest.Entry entry : index.entries()) {
        if (!entry.isIndex()) {
          entries.add(entry);
        } else if (depth < MAX_DEPTH && seen.size() < MAX_INDEXES && seen.add(entry.digest())) {
          follow(entry, depth);
        }
      }
    }

    private void follow(Manifest.Entry entry, int depth) throws InterruptedException {
      try {
        if (registry.manifest(path, entry.digest(), deadline) instanceof Manifest.Index inner) {
          add(inner, depth + 1);
        }
      } catch (LookupException e) {
        failure = failure == null ? e : failure;
      }
    }

    List<Manifest.Entry> entries() throws LookupException {
      if (entries.isEmpty()) {
        throw failure == null ? new LookupException(Reason.MALFORMED) : failure;
      }
      return entries;
    }
  }

  /**
   * All that is known of an image on one platform.
   *
   * @param reference its tag or its digest
   */
  PlatformFacts describe(String reference, String platform, Deadline deadline)
      throws LookupException, InterruptedException {
    Manifest manifest = registry.manifest(path, reference, deadline);
    if (manifest instanceof Manifest.Index index) {
      return describe(flat(index, deadline), platform, deadline);
    }
    return describe((Manifest.Image) manifest, platform, deadline);
  }

  private PlatformFacts describe(Manifest.Index index, String platform, Deadline deadline)
      throws LookupException, InterruptedException {
    ImmutableList<Manifest.Entry> entries = index.on(platform);
    for (Manifest.Entry entry : entries) {
      try {
        return describe(image(entry, deadline), platform, deadline);
      } catch (LookupException e) {
        if (entries.size() == 1) {
          throw e;
        }
        // One that doesn't say its platform may be for another one, or be no image.
      }
    }
    throw new LookupException(deadline.isOver() ? Reason.TIMEOUT : Reason.NOT_FOUND);
  }

  private PlatformFacts describe(Manifest.Image image, String platform, Deadline deadline)
      throws LookupException, InterruptedException {
    PlatformFacts facts = describe(image, deadline);
    if (!platform.equals(facts.platform())) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    return facts;
  }

  private PlatformFacts describe(Manifest.Image image, Deadline deadline)
      throws LookupException, InterruptedException {
    return ImageConfig.read(image, registry.config(path, image.config(), deadline));
  }
}

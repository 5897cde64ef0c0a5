package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.TagList;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All registries that images are at: asks the right one, in the way that costs it and the user least. Make one at the first
 * look-up, and keep it: it knows which registry wants to be left alone, and has the connections.
 */
public final class Registries implements ImageSource {

  private static final int THREADS = 64;
  private static final int IDLE_SECONDS = 5;

  private record Sized(String repository, String reference) {}

  private record Detailed(String repository, String reference, String platform) {}

  private record Listed(String repository, String prefix, int atMost) {}

  private final RegistryOptions options;
  private final ExecutorService threads;
  private final Fetcher fetcher;
  private final Logins logins;
  private final DockerHub dockerHub;

  private final SingleFlight<Sized, ImageFacts> sizes = new SingleFlight<>();
  private final SingleFlight<Detailed, PlatformFacts> details = new SingleFlight<>();
  private final SingleFlight<Listed, TagList> tags = new SingleFlight<>();
  private final SingleFlight<Sized, String> digests = new SingleFlight<>();
  private final SingleFlight<String, ImmutableList<FoundRepository>> searches =
      new SingleFlight<>();

  public Registries(RegistryOptions options) {
    this(options, Clock.systemUTC());
  }

  /** @param clock by which logins end, and by which registries want to be left alone */
  Registries(RegistryOptions options, Clock clock) {
    this.options = options;
    threads = new ThreadPoolExecutor(
        0,
        THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "registry");
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.CallerRunsPolicy());
    fetcher = new Fetcher(options, threads, clock);
    logins = new Logins(fetcher, new DockerConfig(options), threads, clock);
    dockerHub = new DockerHub(options.dockerHub().web(), fetcher);
  }

  @Override
  public Answer<ImageFacts> sizes(ImageReference reference, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    return answer(reference.domain(), () -> {
      ImageFacts facts = sizes.share(
          new Sized(reference.repository(), tagOrDigest(reference)),
          deadline,
          () -> weigh(reference, deadline));
      return facts.of(reference);
    });
  }

  @Override
  public Answer<PlatformFacts> details(ImageReference reference, String platform, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    return answer(
        reference.domain(),
        () -> details.share(
            new Detailed(reference.repository(), tagOrDigest(reference), platform),
            deadline,
            () -> describe(reference, platform, deadline)));
  }

  @Override
  public Answer<TagList> tags(
      ImageReference repository, String prefix, int atMost, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    return answer(
        repository.domain(),
        () -> tags.share(
            new Listed(repository.repository(), prefix, atMost),
            deadline,
            () -> list(repository, prefix, atMost, deadline)));
  }

  @Override
  public Answer<String> digest(ImageReference reference, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    String tag = reference.tagOrLatest();
    return answer(
        reference.domain(),
        () -> digests.share(
            new Sized(reference.repository(), tag),
            deadline,
            () -> registry(reference, deadline).digest(reference.path(), tag, deadline)));
  }

  @Override
  public Answer<ImmutableList<FoundRepository>> repositories(String words, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    return answer(
        ImageReference.DOCKER_HUB,
        () -> searches.share(words, deadline, () -> dockerHub.repositories(words, deadline)));
  }

  private static <T> Answer<T> answer(String host, Host.Question<T> question) {
    try {
      return new Answer.Found<>(question.ask());
    } catch (LookupException e) {
      return new Answer.Failed<>(e.at(host));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed<>(new LookupFailure(Reason.CANCELLED, host));
    }
  }

  private static String tagOrDigest(ImageReference reference) {
    String digest = reference.digest();
    return digest == null ? reference.tagOrLatest() : digest;
  }

  private RegistryClient registry(ImageReference reference, Deadline deadline)
      throws LookupException, InterruptedException {
    String domain = reference.domain();
    if (domain.isEmpty() || reference.isScratch()) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    URI address = domain.equals(ImageReference.DOCKER_HUB)
        ? options.dockerHub().registry()
        : fetcher.address(domain, deadline);
    return new RegistryClient(domain, address, fetcher, logins);
  }

  private Repository repository(ImageReference reference, Deadline deadline)
      throws LookupException, InterruptedException {
    return new Repository(registry(reference, deadline), reference.path(), threads);
  }

  private ImageFacts weigh(ImageReference reference, Deadline deadline)
      throws LookupException, InterruptedException {
    String tag =
        reference.digest() == null || reference.tag() != null ? reference.tagOrLatest() : "";
    Repository.Weights weights = reference.isOnDockerHub()
        ? weighOnDockerHub(reference, deadline)
        : repository(reference, deadline)
            .weigh(tagOrDigest(reference), Manifest.MAX_PLATFORMS, deadline);
    return new ImageFacts(
        reference,
        ImageFacts.Match.EXACT,
        tag,
        weights.digest(),
        weights.platforms(),
        weights.unweighed());
  }

  /** The web site doesn't know digests, nor show private images. Then the registry is asked, where each manifest is a pull. */
  private Repository.Weights weighOnDockerHub(ImageReference reference, Deadline deadline)
      throws LookupException, InterruptedException {
    if (reference.digest() == null) {
      try {
        return dockerHub.weigh(reference.path(), reference.tagOrLatest(), deadline);
      } catch (LookupException e) {
        if (e.reason() != Reason.NOT_FOUND
            || !logins.hasCredentials(ImageReference.DOCKER_HUB, deadline)) {
          throw e;
        }
      }
    }
    return repository(reference, deadline).weigh(tagOrDigest(reference), 1, deadline);
  }

  private TagList list(ImageReference repository, String prefix, int atMost, Deadline deadline)
      throws LookupException, InterruptedException {
    if (repository.isOnDockerHub()) {
      return dockerHub.tags(repository.path(), prefix, atMost, deadline);
    }
    try {
      return registry(repository, deadline).tags(repository.path(), prefix, atMost, deadline);
    } catch (LookupException e) {
      if (!repository.isOfficial() || e.reason() != Reason.NOT_FOUND) {
        throw e;
      }
      // Mirrors of the official images have all tags of Docker Hub, and don't all list them.
      String path = "library/" + repository.canonicalName();
      return dockerHub.tags(path, prefix, atMost, deadline);
    }
  }

  private PlatformFacts describe(ImageReference reference, String platform, Deadline deadline)
      throws LookupException, InterruptedException {
    String manifest = reference.isOnDockerHub() && reference.digest() == null
        ? digestOnDockerHub(reference, platform, deadline)
        : tagOrDigest(reference);
    return repository(reference, deadline).describe(manifest, platform, deadline);
  }

  /** The web site tells the digest of the one manifest that is asked for, which spares the pull of the index. */
  private String digestOnDockerHub(ImageReference reference, String platform, Deadline deadline)
      throws InterruptedException {
    String tag = reference.tagOrLatest();
    try {
      for (PlatformFacts known :
          dockerHub.weigh(reference.path(), tag, deadline).platforms()) {
        String digest = known.digest();
        if (known.platform().equals(platform) && digest != null) {
          return digest;
        }
      }
    } catch (LookupException e) {
      // The registry may know it.
    }
    return tag;
  }
}

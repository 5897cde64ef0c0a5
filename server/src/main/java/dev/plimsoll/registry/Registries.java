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
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** All registries that images are at: asks the right one, in the way that costs it and the user least. */
public final class Registries implements ImageSource {

  private static final String DOCKER_HUB = "docker.io";
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
            () -> repository.isOnDockerHub()
                ? dockerHub.tags(repository.path(), prefix, atMost, deadline)
                : registry(repository).tags(repository.path(), prefix, atMost, deadline)));
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
            () -> registry(reference).digest(reference.path(), tag, deadline)));
  }

  @Override
  public Answer<ImmutableList<FoundRepository>> repositories(String words, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    return answer(
        DOCKER_HUB,
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

  private RegistryClient registry(ImageReference reference) throws LookupException {
    String domain = reference.domain();
    if (domain.isEmpty() || reference.isScratch()) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    return new RegistryClient(domain, address(domain), fetcher, logins);
  }

  private URI address(String domain) throws LookupException {
    if (domain.equals(DOCKER_HUB)) {
      return options.dockerHub().registry();
    }
    try {
      URI uri = new URI("https://" + domain);
      String host = Addresses.host(uri);
      boolean plain = Addresses.isThisMachine(host)
          || options.insecureHosts().contains(host)
          || options.insecureHosts().contains(domain);
      uri = plain ? new URI("http://" + domain) : uri;
      if (Addresses.isUsable(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // No host has this name.
    }
    throw new LookupException(Reason.UNREACHABLE);
  }

  private ImageFacts weigh(ImageReference reference, Deadline deadline)
      throws LookupException, InterruptedException {
    if (reference.isOnDockerHub() && reference.digest() == null) {
      try {
        return onDockerHub(reference, deadline);
      } catch (LookupException e) {
        // The web site doesn't show private images; the registry shows them to those who may see
        // them.
        if (e.reason() != Reason.NOT_FOUND || !logins.hasCredentials(DOCKER_HUB, deadline)) {
          throw e;
        }
      }
    }
    RegistryClient registry = registry(reference);
    Manifest manifest = registry.manifest(reference.path(), tagOrDigest(reference), deadline);
    if (manifest instanceof Manifest.Index index) {
      // At Docker Hub each manifest is a pull.
      int count = reference.isOnDockerHub() ? 1 : index.entries().size();
      return weigh(registry, reference, index, count, deadline);
    }
    PlatformFacts only =
        describe(registry, reference.path(), (Manifest.Image) manifest, null, deadline);
    return facts(reference, manifest.digest(), ImmutableList.of(only), ImmutableList.of());
  }

  private ImageFacts onDockerHub(ImageReference reference, Deadline deadline)
      throws LookupException, InterruptedException {
    DockerHub.Tag tag = dockerHub.tag(reference.path(), reference.tagOrLatest(), deadline);
    if (tag.tag().platforms().isEmpty()) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    return facts(reference, tag.tag().digest(), tag.tag().platforms(), tag.unweighed());
  }

  private static ImageFacts facts(
      ImageReference reference,
      @Nullable String digest,
      ImmutableList<PlatformFacts> platforms,
      ImmutableList<String> unweighed) {
    String tag =
        reference.digest() == null || reference.tag() != null ? reference.tagOrLatest() : "";
    return new ImageFacts(reference, ImageFacts.Match.EXACT, tag, digest, platforms, unweighed);
  }

  /** Weighs the first {@code count} platforms of an index, several at once. */
  private ImageFacts weigh(
      RegistryClient registry,
      ImageReference reference,
      Manifest.Index index,
      int count,
      Deadline deadline)
      throws LookupException, InterruptedException {
    List<Future<PlatformFacts>> asked = new ArrayList<>();
    for (Manifest.Entry entry :
        index.entries().subList(0, Math.min(count, index.entries().size()))) {
      asked.add(threads.submit(() -> weigh(registry, reference.path(), entry, deadline)));
    }
    ImmutableList.Builder<PlatformFacts> weighed = ImmutableList.builder();
    ImmutableList.Builder<String> unweighed = ImmutableList.builder();
    @Nullable LookupException failure = null;
    boolean any = false;
    try {
      for (int i = 0; i < index.entries().size(); i++) {
        try {
          if (i < asked.size()) {
            weighed.add(get(asked.get(i), deadline));
            any = true;
            continue;
          }
        } catch (LookupException e) {
          failure = failure == null ? e : failure;
        }
        unweighed.add(index.entries().get(i).platform());
      }
    } finally {
      asked.forEach(it -> it.cancel(true));
    }
    if (!any) {
      throw failure == null ? new LookupException(Reason.NOT_FOUND) : failure;
    }
    return facts(reference, index.digest(), weighed.build(), unweighed.build());
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

  private static PlatformFacts weigh(
      RegistryClient registry, String path, Manifest.Entry entry, Deadline deadline)
      throws LookupException, InterruptedException {
    Manifest.Image image = image(registry.manifest(path, entry.digest(), deadline));
    return new PlatformFacts(
        entry.platform(),
        image.compressedBytes(),
        image.layers().size(),
        image.digest(),
        null,
        null,
        entry.osVersion(),
        null);
  }

  private PlatformFacts describe(ImageReference reference, String platform, Deadline deadline)
      throws LookupException, InterruptedException {
    RegistryClient registry = registry(reference);
    Manifest manifest = registry.manifest(
        reference.path(), manifestToDescribe(reference, platform, deadline), deadline);
    if (manifest instanceof Manifest.Index index) {
      Manifest.Entry entry = index.on(platform);
      if (entry == null) {
        throw new LookupException(Reason.NOT_FOUND);
      }
      manifest = registry.manifest(reference.path(), entry.digest(), deadline);
    }
    return describe(registry, reference.path(), image(manifest), platform, deadline);
  }

  /** The web site of Docker Hub tells the digest of the one manifest that is asked for, which spares the pull of the index. */
  private String manifestToDescribe(ImageReference reference, String platform, Deadline deadline)
      throws LookupException, InterruptedException {
    if (reference.isOnDockerHub() && reference.digest() == null) {
      try {
        PlatformFacts known = onDockerHub(reference, deadline).on(platform);
        String digest = known == null ? null : known.digest();
        if (digest != null) {
          return digest;
        }
      } catch (LookupException e) {
        // Then the registry tells.
      }
    }
    return tagOrDigest(reference);
  }

  /** @param platform which it has to be for, or null */
  private static PlatformFacts describe(
      RegistryClient registry,
      String path,
      Manifest.Image image,
      @Nullable String platform,
      Deadline deadline)
      throws LookupException, InterruptedException {
    PlatformFacts facts = ImageConfig.read(image, registry.config(path, image.config(), deadline));
    if (platform != null && !platform.equals(facts.platform())) {
      throw new LookupException(Reason.NOT_FOUND);
    }
    return facts;
  }

  private static Manifest.Image image(Manifest manifest) throws LookupException {
    if (manifest instanceof Manifest.Image image) {
      return image;
    }
    throw new LookupException(Reason.MALFORMED); // an index in an index
  }
}

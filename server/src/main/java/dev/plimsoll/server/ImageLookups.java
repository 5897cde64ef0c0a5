package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.registry.ImageKnowledge;
import dev.plimsoll.registry.RegistryOptions;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.TextRange;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the images that open documents name and the tables don't know. Nobody waits for it but a hover, and that no
 * longer than a person would: what comes later is shown when it comes.
 */
final class ImageLookups {

  /** The first diagnostics, and who types on, come first. */
  private static final long DELAY_MILLIS = 500;

  /** So long after the last key a name counts as finished, though the cursor is still behind it. */
  private static final long PAUSE_MILLIS = 3_000;

  /** What is learnt at about the same time is shown at once. */
  private static final long GATHER_MILLIS = 100;

  private static final int LOOKUPS_AT_ONCE = 4;

  /** So often is looked whether somebody still waits. */
  private static final long STEP_MILLIS = 20;

  private final RegistryAccess access;
  private final ImageCatalog tables;
  private final Documents documents;
  private final Consumer<ImmutableList<Snapshot>> shown;
  private final Progress progress;
  private final Executor soon = Threads.after(DELAY_MILLIS, Threads.single("images"));
  private final Executor gather = Threads.after(GATHER_MILLIS, Threads.single("learnt"));

  /** The URIs of documents that will be looked at soon, whatever is typed until then. */
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** By URI, when an open document was changed last, by {@link System#nanoTime}. */
  private final Map<String, Long> changes = new ConcurrentHashMap<>();

  private final AtomicBoolean showing = new AtomicBoolean();

  /** What somebody has waited for as long as one waits, and that is still to come. */
  private final Set<CompletableFuture<?>> awaitedInVain =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Whether registries have answered in an earlier session; asked at the first look-up. */
  private @Nullable Boolean hasFormerAnswers;

  /** Made with the first look-up. */
  private volatile @Nullable ImageKnowledge started;

  private volatile Permission permission = new Permission(ImageOptions.DEFAULT, false, null);

  private @Nullable Reached reached;

  /**
   * Registries, and the permission that they are asked by.
   *
   * @param source knows which registry wants to be left alone, and has the connections
   */
  private record Reached(Permission by, ImageSource source) {}

  /**
   * @param trusted whether the editor says that the workspace is trusted
   * @param proxy the editor's, or null
   */
  private record Permission(
      ImageOptions options, boolean trusted, @Nullable String proxy) {

    @Override
    public boolean equals(@Nullable Object other) { // that of records is linked at the start
      return other instanceof Permission that
          && options.equals(that.options)
          && trusted == that.trusted
          && Objects.equals(proxy, that.proxy);
    }

    @Override
    public int hashCode() {
      return options.hashCode();
    }
  }

  /**
   * @param shown told of documents that are judged anew, because more is known of images
   * @param progress shows look-ups that take long
   */
  ImageLookups(
      RegistryAccess access,
      ImageCatalog tables,
      Documents documents,
      Consumer<ImmutableList<Snapshot>> shown,
      Progress progress) {
    this.access = access;
    this.tables = tables;
    this.documents = documents;
    this.shown = shown;
    this.progress = progress;
  }

  /** From now on this is allowed. */
  void permit(ImageOptions options, boolean trusted, @Nullable String proxy) {
    Permission now = new Permission(options, trusted, proxy);
    if (!now.equals(permission)) {
      permission = now;
      ImageKnowledge known = started;
      if (known != null) {
        known.setOnline(options.allow(trusted));
      }
      documents.all().forEach(this::changed);
    }
  }

  boolean areAllowed() {
    return permission.options().allow(permission.trusted());
  }

  /** All that is known of images now. */
  ImageCatalog images() {
    ImageKnowledge known = started;
    return known == null ? tables : known.images();
  }

  /** A document is new or has changed: what it names is looked for. */
  void changed(Snapshot snapshot) {
    if (snapshot.isDockerfile()) {
      changes.put(snapshot.uri(), System.nanoTime());
      lookSoon(snapshot.uri());
    }
  }

  void closed(String uri) {
    changes.remove(uri);
  }

  private void lookSoon(String uri) {
    if (pending.add(uri)) {
      soon.execute(() -> {
        pending.remove(uri);
        look(uri);
      });
    }
  }

  private void look(String uri) {
    Snapshot snapshot = documents.get(uri);
    Long changed = changes.get(uri);
    if (snapshot == null || changed == null || !mayLearn()) {
      return;
    }
    boolean paused = System.nanoTime() - changed > TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    TextRange typed = paused ? null : snapshot.beingTyped();
    boolean unfinished = false;
    for (ImageUse use : snapshot.model().imageUses()) {
      if (typed != null && typed.overlaps(use.range())) {
        unfinished = true;
      } else {
        look(use, snapshot.model());
      }
    }
    if (unfinished) {
      lookSoon(uri);
    }
  }

  private void look(ImageUse use, SemanticModel model) {
    ImageReference image = use.image();
    if (image == null) {
      return;
    }
    Stage stage = use.role() == ImageUse.Role.BASE ? model.stageOf(use.instruction()) : null;
    String platform = stage == null ? null : model.platform(stage);
    if (isWorthAsking(image)) {
      ask(known -> stage == null ? known.sizes(image) : known.base(image, platform));
    } else if (stage != null
        && hasFormerAnswers()
        && images().configured(image, platform) == null) {
      ask(known -> known.formerBase(image, platform));
    }
  }

  /** Of what the tables know well nobody is asked until somebody wants to see more of it. */
  private boolean isWorthAsking(ImageReference image) {
    ImageFacts facts = images().exactFacts(image);
    PlatformFacts usual = facts == null ? null : facts.usual();
    return facts == null || usual != null && images().isOld(usual);
  }

  /**
   * Looks for all that can be known of an image that somebody looks at.
   *
   * @return completed when enough is known to show it; the rest may come later
   */
  CompletableFuture<?> lookAt(ImageReference image) {
    boolean enough = images().exactFacts(image) != null;
    CompletableFuture<?> all =
        ask(known -> known.sizes(image).thenCompose(sized -> known.configuration(image, null)));
    if (!enough) {
      show(ImmutableList.of(image), all);
    }
    return enough ? CompletableFuture.completedFuture(null) : all;
  }

  /** Shows that it takes long to look for images, if it does. */
  private void show(ImmutableList<ImageReference> images, CompletableFuture<?> work) {
    ImageReference first = images.get(0);
    if (areAllowed()) {
      progress.show(
          images.size() > 1
              ? "Asking registries about " + images.size() + " images"
              : "Asking " + first.domain() + " about " + first.familiar(),
          work);
    }
  }

  /**
   * Looks for what images weigh, and for their digests, for somebody who waits for them all.
   *
   * @param images at least one
   */
  ImmutableList<CompletableFuture<?>> lookForAll(ImmutableList<ImageReference> images) {
    ImmutableList.Builder<CompletableFuture<?>> sought = ImmutableList.builder();
    images.forEach(image -> sought.add(lookForSizes(image)));
    ImmutableList<CompletableFuture<?>> all = sought.build();
    show(images, CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    return all;
  }

  /** Looks for the tags of a repository that begin with some letters. */
  CompletableFuture<?> lookForTags(ImageReference repository, String prefix) {
    return ask(known -> known.tags(repository, prefix));
  }

  /** Looks for what an image weighs on its platforms, and for its digests. */
  CompletableFuture<?> lookForSizes(ImageReference image) {
    return ask(known -> known.sizes(image));
  }

  /** Looks for repositories that people find by some words. */
  CompletableFuture<?> search(String words) {
    return areAllowed()
        ? ask(known -> known.search(words))
        : CompletableFuture.completedFuture(null);
  }

  /** Those that were found by some words. */
  ImmutableList<FoundRepository> found(String words) {
    ImageKnowledge known = started;
    return known == null ? ImmutableList.of() : known.found(words);
  }

  /** Whether anything that is looked for may come soon: what somebody waited for in vain hangs. */
  boolean isWorthAwaiting(Collection<CompletableFuture<?>> sought) {
    return !awaitedInVain.containsAll(sought);
  }

  /**
   * Waits for what is looked for, but for what somebody has waited for already.
   *
   * @param pointless whether nobody wants it any more
   */
  void await(Collection<CompletableFuture<?>> sought, long millis, BooleanSupplier pointless) {
    Deadline deadline = Deadline.inMillis(millis);
    for (CompletableFuture<?> each : sought) {
      while (!each.isDone() && !awaitedInVain.contains(each) && !pointless.getAsBoolean()) {
        if (deadline.isOver()) {
          awaitedInVain.add(each);
        } else if (!await(each, STEP_MILLIS)) {
          return;
        }
      }
    }
  }

  /** Whether it may be waited for again. */
  private static boolean await(CompletableFuture<?> sought, long millis) {
    try {
      sought.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where no registry may be asked and none ever was, there is nothing to look for, and nothing is loaded for it. */
  private boolean mayLearn() {
    return areAllowed() || started != null || hasFormerAnswers();
  }

  private boolean hasFormerAnswers() {
    Boolean known = hasFormerAnswers;
    if (known == null) {
      known = Files.isDirectory(access.folder());
      hasFormerAnswers = known;
    }
    return known;
  }

  private CompletableFuture<?> ask(Function<ImageKnowledge, CompletableFuture<?>> question) {
    return mayLearn() ? question.apply(knowledge()) : CompletableFuture.completedFuture(null);
  }

  private synchronized ImageKnowledge knowledge() {
    ImageKnowledge known = started;
    if (known == null) {
      known = start();
      started = known;
      known.setOnline(areAllowed()); // behind whoever permits it meanwhile
    }
    return known;
  }

  private ImageKnowledge start() {
    return new ImageKnowledge(
        tables,
        this::source,
        access.folder(),
        Threads.atMost(LOOKUPS_AT_ONCE, "lookups"),
        Clock.systemUTC(),
        learnt -> show());
  }

  /** One for all look-ups, until other settings are in force. */
  private synchronized ImageSource source() {
    Permission now = permission;
    Reached last = reached;
    if (last == null || !last.by().equals(now)) {
      last = new Reached(now, access.source(options(now)));
      reached = last;
    }
    return last.source();
  }

  private RegistryOptions options(Permission now) {
    ImageOptions chosen = now.options();
    return access
        .options()
        .withInsecureHosts(chosen.insecureRegistries())
        .withLogins(
            chosen.credentials() != ImageOptions.Credentials.NONE,
            chosen.credentials() == ImageOptions.Credentials.HELPERS && now.trusted())
        .withProxy(now.proxy());
  }

  /** Judges the documents anew, unless that is about to be done. */
  private void show() {
    if (showing.compareAndSet(false, true)) {
      gather.execute(() -> {
        showing.set(false);
        ImmutableList<Snapshot> judged = documents.learnt(images());
        if (!judged.isEmpty()) {
          shown.accept(judged);
        }
      });
    }
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables, and what registries said on top of them. Immutable: whoever learns more has another one. What a registry said
 * counts more than the tables, which are older.
 */
public final class LearntImages implements ImageCatalog {

  /** More images than a person works with in a day; what was learnt first is forgotten first. */
  private static final int MAX_IMAGES = 1_000;

  private final ImageCatalog tables;
  private final ImmutableMap<String, ImageFacts> facts;
  private final ImmutableMap<String, LookupFailure> failures;
  private final ImmutableMap<String, ImmutableMap<String, RepositoryTag>> tags;

  private LearntImages(
      ImageCatalog tables,
      ImmutableMap<String, ImageFacts> facts,
      ImmutableMap<String, LookupFailure> failures,
      ImmutableMap<String, ImmutableMap<String, RepositoryTag>> tags) {
    this.tables = tables;
    this.facts = facts;
    this.failures = failures;
    this.tags = tags;
  }

  /** Nothing but the tables. */
  public static LearntImages over(ImageCatalog tables) {
    return new LearntImages(tables, ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of());
  }

  /** The name under which an image is kept: repository and digest, or else tag. */
  public static String key(ImageReference reference) {
    return reference.digest() == null
        ? reference.repository() + ":" + reference.tagOrLatest()
        : reference.repository() + "@" + reference.digest();
  }

  /** With what a registry said of an image. */
  public LearntImages with(ImageFacts learnt) {
    String key = key(learnt.reference());
    Map<String, ImageFacts> more = new LinkedHashMap<>(facts);
    more.remove(key);
    more.put(key, completed(learnt));
    while (more.size() > MAX_IMAGES) {
      more.remove(more.keySet().iterator().next());
    }
    Map<String, LookupFailure> fewer = new LinkedHashMap<>(failures);
    fewer.remove(key);
    return new LearntImages(tables, ImmutableMap.copyOf(more), ImmutableMap.copyOf(fewer), tags);
  }

  /** With what a registry said of an image on one platform, of which the size may be known already. */
  public LearntImages with(ImageReference reference, PlatformFacts learnt) {
    ImageFacts before = facts.get(key(reference));
    ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
    boolean replaced = false;
    for (PlatformFacts known :
        before == null ? ImmutableList.<PlatformFacts>of() : before.platforms()) {
      boolean same = known.platform().equals(learnt.platform());
      platforms.add(same ? learnt.since(known.asOf()) : known);
      replaced |= same;
    }
    if (!replaced) {
      platforms.add(learnt);
    }
    return with(new ImageFacts(
        reference,
        ImageFacts.Match.EXACT,
        before == null ? reference.tagOrLatest() : before.tag(),
        before == null ? null : before.digest(),
        platforms.build(),
        before == null ? ImmutableList.of() : before.unweighed()));
  }

  /** With why the last look-up had no answer. What was known before is forgotten only if there is no such image any more. */
  public LearntImages with(ImageReference reference, LookupFailure failure) {
    String key = key(reference);
    Map<String, LookupFailure> more = new LinkedHashMap<>(failures);
    more.put(key, failure);
    Map<String, ImageFacts> still = new LinkedHashMap<>(facts);
    if (failure.reason() == LookupFailure.Reason.NOT_FOUND) {
      still.remove(key);
    }
    return new LearntImages(tables, ImmutableMap.copyOf(still), ImmutableMap.copyOf(more), tags);
  }

  /** With tags of a repository. */
  public LearntImages with(ImageReference repository, TagList list) {
    Map<String, RepositoryTag> known =
        new LinkedHashMap<>(tags.getOrDefault(repository.repository(), ImmutableMap.of()));
    for (RepositoryTag tag : list.tags()) {
      known.put(tag.name(), tag);
    }
    Map<String, ImmutableMap<String, RepositoryTag>> more = new LinkedHashMap<>(tags);
    more.put(repository.repository(), ImmutableMap.copyOf(known));
    return new LearntImages(tables, facts, failures, ImmutableMap.copyOf(more));
  }

  /** What the registry doesn't tell with a size – user, layers, details – is taken from what is known of it, or the tables. */
  private ImageFacts completed(ImageFacts learnt) {
    ImageFacts before = facts.get(key(learnt.reference()));
    ImageFacts table = tables.exactFacts(learnt.reference());
    ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
    for (PlatformFacts platform : learnt.platforms()) {
      PlatformFacts last = before == null ? null : before.on(platform.platform());
      PlatformFacts known = table == null ? null : table.on(platform.platform());
      PlatformFacts joined =
          last == null || !last.isOf(platform.digest()) ? platform : platform.completedBy(last);
      platforms.add(known == null ? joined : joined.completedBy(known));
    }
    return new ImageFacts(
        learnt.reference(),
        learnt.match(),
        learnt.tag(),
        learnt.digest(),
        platforms.build(),
        learnt.unweighed());
  }

  @Override
  public ImageFacts facts(ImageReference reference) {
    ImageFacts exact = learnt(reference);
    return exact == null ? tables.facts(reference) : exact;
  }

  @Override
  public @Nullable ImageFacts exactFacts(ImageReference reference) {
    ImageFacts exact = learnt(reference);
    return exact == null ? tables.exactFacts(reference) : exact;
  }

  private @Nullable ImageFacts learnt(ImageReference reference) {
    ImageFacts known = facts.get(key(reference));
    if (known != null) {
      return known.of(reference);
    }
    RepositoryTag listed = listed(reference);
    return listed == null || listed.platforms().isEmpty()
        ? null
        : new ImageFacts(
            reference,
            ImageFacts.Match.EXACT,
            listed.name(),
            listed.digest(),
            listed.platforms(),
            ImmutableList.of());
  }

  @Override
  public @Nullable RepositoryTag listed(ImageReference reference) {
    return reference.digest() == null ? tagsOf(reference).get(reference.tagOrLatest()) : null;
  }

  private ImmutableMap<String, RepositoryTag> tagsOf(ImageReference reference) {
    return tags.getOrDefault(reference.repository(), ImmutableMap.of());
  }

  @Override
  public ImmutableList<UnpackedSize> unpacked(ImageReference reference) {
    return tables.unpacked(reference);
  }

  @Override
  public @Nullable LookupFailure failure(ImageReference reference) {
    return failures.get(key(reference));
  }

  @Override
  public @Nullable PlatformFacts configured(ImageReference reference, @Nullable String platform) {
    ImageFacts known = facts.isEmpty() ? null : facts.get(key(reference));
    PlatformFacts found =
        known == null ? null : platform == null ? known.usual() : known.on(platform);
    return found == null || found.details() == null ? null : found;
  }

  @Override
  public ImmutableList<String> platforms(ImageReference reference) {
    ImageFacts known = facts.get(key(reference));
    ImmutableList.Builder<String> platforms = ImmutableList.builder();
    if (known != null && known.digest() != null) { // else it is known of one platform alone
      known.platforms().forEach(platform -> platforms.add(platform.platform()));
      platforms.addAll(known.unweighed());
    }
    return platforms.build();
  }

  @Override
  public ImmutableList<String> tags(ImageReference reference) {
    return joined(reference, tables.tags(reference));
  }

  @Override
  public ImmutableList<String> tagsEver(ImageReference reference) {
    return joined(reference, tables.tagsEver(reference));
  }

  private ImmutableList<String> joined(ImageReference reference, ImmutableList<String> known) {
    ImmutableMap<String, RepositoryTag> learnt = tagsOf(reference);
    return learnt.isEmpty()
        ? known
        : ImmutableSet.<String>builder()
            .addAll(known)
            .addAll(learnt.keySet())
            .build()
            .asList();
  }

  @Override
  public @Nullable ImageFacts otherRelease(ImageReference reference) {
    return tables.otherRelease(reference);
  }

  @Override
  public LocalDate today() {
    return tables.today();
  }

  @Override
  public boolean isOld(PlatformFacts platform) {
    return tables.isOld(platform);
  }

  @Override
  public ImmutableList<String> repositories() {
    return tables.repositories();
  }
}

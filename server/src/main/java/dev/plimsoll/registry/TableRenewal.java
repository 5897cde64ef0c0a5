package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.MeasuredTags;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Renews what the embedded tables hold of one image: asks for all its tags that are in the table, and for those listed ones
 * that are wanted. One question after the other, and none more when the registry wants to be left alone. A row is replaced
 * only by what the registry says of that very tag; without an answer it stays.
 *
 * <p>What stays the same costs no pull: where a digest is known, so is what is in it. Where only the size and the day are new,
 * the user is taken to be the one that the tag always had; only what is new altogether has its configuration read.
 */
public final class TableRenewal {

  private static final ImmutableSet<String> PLATFORMS =
      ImmutableSet.of(ImageFacts.AMD64, ImageFacts.ARM64);

  /** Docker Hub begins with the tags that were pushed last; what is behind these isn't built any more. */
  private static final int TAGS_OF_DOCKER_HUB = 1_000;

  /** Others list names alone, by the alphabet. */
  private static final int TAGS_OF_OTHERS = 100_000;

  private static final Duration LIST_LIMIT = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** A tag that nobody built for so long is none that the table should begin to offer. */
  private static final int OLD_AFTER_YEARS = 1;

  private final ImageSource source;
  private final ImageReference repository;
  private final LocalDate today;
  private final MeasuredTags current;
  private final MeasuredTags older;

  private final Map<String, ImmutableList<PlatformFacts>> now = new LinkedHashMap<>();
  private final Map<String, ImmutableList<PlatformFacts>> once;
  private final Set<String> further;
  private final Set<String> furtherOnce;
  private final List<String> problems = new ArrayList<>();
  private @Nullable LookupFailure refusal;

  /** What was weighed, by the digest behind its tag: many tags stand for the same image. */
  private final Map<String, ImageFacts> weighed = new HashMap<>();

  /** Rows by platform and digest. */
  private final Map<String, PlatformFacts> rows = new HashMap<>();

  /**
   * What became of an image.
   *
   * @param current what is offered, with the rows that could not be renewed
   * @param older what once existed
   * @param problems why rows could not be renewed, in sentences
   * @param unanswered whether the registry didn't even list the tags
   * @param refusal set where the registry wants to be left alone, which was the last that it was asked
   */
  public record Renewed(
      MeasuredTags current,
      MeasuredTags older,
      ImmutableList<String> problems,
      boolean unanswered,
      @Nullable LookupFailure refusal) {}

  /**
   * @param repository where the image is asked for; its tag doesn't matter
   * @param current what the table holds of it
   * @param older what the table of tags holds that aren't offered
   */
  public TableRenewal(
      ImageSource source,
      ImageReference repository,
      LocalDate today,
      MeasuredTags current,
      MeasuredTags older) {
    this.source = source;
    this.repository = repository;
    this.today = today;
    this.current = current;
    this.older = older;
    once = new LinkedHashMap<>(older.measured());
    further = new LinkedHashSet<>(current.further());
    furtherOnce = new LinkedHashSet<>(older.further());
    for (MeasuredTags tags : List.of(older, current)) {
      tags.measured().values().forEach(platforms -> platforms.forEach(this::remember));
    }
  }

  private void remember(PlatformFacts row) {
    if (row.digest() != null) {
      rows.put(row.platform() + " " + row.digest(), row);
    }
  }

  /** Asks. Call it once. */
  public Renewed renew(Predicate<String> wanted) {
    now.putAll(current.measured());
    boolean unanswered = false;
    try {
      TagList list = list();
      Map<String, RepositoryTag> listed = new LinkedHashMap<>();
      list.tags().forEach(tag -> listed.put(tag.name(), tag));
      for (String tag : toAsk(listed.keySet(), wanted)) {
        if (refusal == null) {
          renew(tag, listed.get(tag), list.complete());
        }
      }
      if (refusal == null && list.complete()) {
        ImmutableList.copyOf(further).stream()
            .filter(tag -> !listed.containsKey(tag))
            .forEach(this::isGone);
      }
    } catch (LookupException e) {
      unanswered = true;
      note(repository.familiarName(), e);
    }
    return new Renewed(
        new MeasuredTags(ImmutableMap.copyOf(now), ImmutableSet.copyOf(further)),
        new MeasuredTags(ImmutableMap.copyOf(once), ImmutableSet.copyOf(furtherOnce)),
        ImmutableList.copyOf(problems),
        unanswered,
        refusal);
  }

  private TagList list() throws LookupException {
    int atMost = repository.isOnDockerHub() ? TAGS_OF_DOCKER_HUB : TAGS_OF_OTHERS;
    TagList list = found(source.tags(repository, "", atMost, LIST_LIMIT));
    if (list.tags().isEmpty()) {
      throw new LookupException(Reason.NOT_FOUND); // it is said of images, and this is one
    }
    return list;
  }

  /** The tags with a size first, in the order of the table, then what the registry has and nobody has known. */
  private Set<String> toAsk(Set<String> listed, Predicate<String> wanted) {
    Set<String> tags = new LinkedHashSet<>(current.measured().keySet());
    listed.stream().filter(tag -> wanted.test(tag) && !isLongGone(tag)).forEach(tags::add);
    return tags;
  }

  private boolean isLongGone(String tag) {
    ImmutableList<PlatformFacts> platforms = older.platforms(tag);
    return !platforms.isEmpty() && areOld(platforms);
  }

  private boolean areOld(ImmutableList<PlatformFacts> platforms) {
    LocalDate young = today.minusYears(OLD_AFTER_YEARS);
    return platforms.stream()
        .allMatch(facts -> facts.asOf() != null && facts.asOf().isBefore(young));
  }

  private void renew(String tag, @Nullable RepositoryTag listed, boolean complete) {
    if (listed == null && complete) {
      isGone(tag);
      return;
    }
    try {
      ImmutableList<PlatformFacts> before = current.platforms(tag);
      ImmutableList<PlatformFacts> platforms = platforms(tag, listed);
      if (platforms.isEmpty() || before.isEmpty() && areOld(platforms)) {
        return; // not for us
      }
      now.put(tag, platforms);
      further.remove(tag);
      furtherOnce.remove(tag);
      once.remove(tag);
    } catch (LookupException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        isGone(tag);
      } else {
        note(repository.withTag(tag).familiar(), e);
      }
    }
  }

  private void isGone(String tag) {
    ImmutableList<PlatformFacts> last = now.remove(tag);
    if (last != null) {
      once.put(tag, last);
    }
    if (further.remove(tag) && !once.containsKey(tag)) {
      furtherOnce.add(tag);
    }
  }

  private void note(String image, LookupException e) {
    LookupFailure failure = e.at(repository.domain());
    problems.add(image + ": " + failure.sentence());
    if (e.reason() == Reason.RATE_LIMITED || e.reason() == Reason.CANCELLED) {
      refusal = failure;
    }
  }

  /** The rows of a tag now. A platform that the registry has and could not weigh keeps its row. */
  private ImmutableList<PlatformFacts> platforms(String tag, @Nullable RepositoryTag listed)
      throws LookupException {
    ImmutableList<PlatformFacts> found;
    ImmutableList<String> unweighed = ImmutableList.of();
    if (listed == null || listed.platforms().isEmpty()) {
      ImageFacts facts = weigh(tag);
      found = facts.platforms();
      unweighed = facts.unweighed();
    } else {
      found = listed.platforms();
    }
    ImmutableList<PlatformFacts> before = current.platforms(tag);
    if (before.isEmpty() && areOld(found)) {
      return before; // nobody has to read what is in it
    }
    ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
    Set<String> seen = new LinkedHashSet<>();
    for (PlatformFacts facts : found) {
      PlatformFacts known = on(facts.platform(), before);
      if ((known != null || isWanted(facts.platform()))
          && seen.add(facts.platform())) { // Windows has one for each of its versions
        platforms.add(row(tag, facts, known));
      }
    }
    for (PlatformFacts known : before) {
      if (unweighed.contains(known.platform()) && seen.add(known.platform())) {
        platforms.add(known);
        problems.add(
            repository.withTag(tag).familiar() + ": " + known.platform() + " was not weighed.");
      }
    }
    return platforms.build();
  }

  /** The usual platforms, and others of which the table has something of the image: those of Windows run on Windows alone. */
  private boolean isWanted(String platform) {
    return PLATFORMS.contains(platform)
        || current.measured().values().stream().anyMatch(rows -> on(platform, rows) != null);
  }

  private static @Nullable PlatformFacts on(
      String platform, ImmutableList<PlatformFacts> platforms) {
    return platforms.stream()
        .filter(facts -> facts.platform().equals(platform))
        .findFirst()
        .orElse(null);
  }

  private ImageFacts weigh(String tag) throws LookupException {
    ImageReference image = repository.withTag(tag);
    String digest = found(source.digest(image, LIMIT));
    ImageFacts known = weighed.get(digest);
    if (known == null) {
      known = found(source.sizes(image, LIMIT));
      weighed.put(digest, known);
    }
    return known;
  }

  /** @param before the row that the tag has on this platform, or null */
  private PlatformFacts row(String tag, PlatformFacts facts, @Nullable PlatformFacts before)
      throws LookupException {
    PlatformFacts same = rows.get(facts.platform() + " " + facts.digest());
    if (same != null) {
      return same;
    }
    PlatformFacts row = facts;
    String user = facts.user() == null && before != null ? before.user() : facts.user();
    if (user == null || facts.asOf() == null) {
      row = describe(tag, facts);
      user = row.user();
    }
    LocalDate asOf = facts.asOf() == null ? row.asOf() : facts.asOf();
    if (asOf == null) {
      asOf = today; // a builder that sets no time, so that the same sources make the same bytes
    }
    PlatformFacts whole = new PlatformFacts(
        facts.platform(), facts.compressedBytes(), row.layers(), row.digest(), user, asOf);
    remember(whole);
    return whole;
  }

  private PlatformFacts describe(String tag, PlatformFacts facts) throws LookupException {
    String digest = facts.digest();
    ImageReference image = digest == null ? repository.withTag(tag) : repository.at(digest);
    try {
      return found(source.details(image, facts.platform(), LIMIT));
    } catch (LookupException e) {
      // The tag is there, whatever becomes of its platform.
      throw e.reason() == Reason.NOT_FOUND ? new LookupException(Reason.MALFORMED) : e;
    }
  }

  private static <T> T found(Answer<T> answer) throws LookupException {
    if (answer instanceof Answer.Failed<T> failed) {
      throw new LookupException(failed.failure().reason(), failed.failure().retryAt());
    }
    return ((Answer.Found<T>) answer).value();
  }
}

package dev.plimsoll.image;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order in which one looks through the tags of an image: what is released before what isn't, Linux before Windows; of
 * those the newest version first, and of one version its small variants before the others.
 */
public final class TagOrder {

  /** Words of tags that hold what isn't released, or that move with it. */
  private static final ImmutableSet<String> UNRELEASED = ImmutableSet.of(
      "alpha",
      "beta",
      "canary",
      "cauldron",
      "dev",
      "develop",
      "ea",
      "edge",
      "experimental",
      "forky",
      "kitten",
      "m",
      "main",
      "master",
      "milestone",
      "next",
      "nightly",
      "pre",
      "preview",
      "rawhide",
      "rc",
      "sid",
      "sisyphus",
      "snapshot",
      "testing",
      "tip",
      "tp",
      "unstable");

  /** Letters within a version that isn't released: {@code 19beta3}, {@code 3.15.0b1}. */
  private static final ImmutableSet<String> BEFORE_RELEASE =
      ImmutableSet.of("a", "alpha", "b", "beta", "dev", "ea", "m", "pre", "preview", "rc");

  private static final ImmutableSet<String> WINDOWS =
      ImmutableSet.of("nanoserver", "windows", "windowsservercore");

  /** Variants of the same system that leave out what most images don't need. */
  private static final ImmutableSet<String> SMALL = ImmutableSet.of("slim", "minimal", "jre");

  /** The name of a commit, in letters and digits both, so that it is no word; that of a pull request; the number of a build. */
  private static final Pattern COMMIT = Pattern.compile(
      "(?:(?:sha|git|commit)-)?(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,40}|pr-?[0-9]+(?:-.*)?|[0-9]{6,}");

  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
  private static final CharMatcher NUMBER = DIGIT.or(CharMatcher.is('.'));

  /** Numbers of a version to which patches still arrive: {@code 22}, {@code 3.14}. */
  private static final int LINE_LENGTH = 2;

  /** The rank among variants of the one without a name. */
  private static final int PLAIN = 1;

  /** How far one can count on a tag; the order is that of the list. */
  private enum Trust {
    RELEASED,
    UNRELEASED,
    WINDOWS
  }

  /** What a tag names; the order is that of the list. */
  private enum Kind {
    /** A version to which patches still arrive. */
    LINE,
    /** A release of a distribution, by its name: {@code trixie-slim}. */
    RELEASE,
    /** A version that stays as it is: {@code 3.14.2}. */
    PATCH,
    /** What moves from version to version: {@code stable}, {@code slim}. */
    MOVING,
    LATEST,
    /** What moved on: {@code oldstable}. */
    OLD,
    /** The build of a day, {@code trixie-20260803}, or of a commit, {@code sha-7f3a9c1}. */
    BUILD
  }

  private record Parsed(String tag, ImageTag parts, Trust trust, Kind kind) {

    static Parsed of(String tag) {
      ImageTag parts = ImageTag.of(tag);
      return new Parsed(tag, parts, trustIn(tag, parts), kindOf(tag, parts));
    }

    int major() {
      return parts.version().isEmpty() ? -1 : parts.version().get(0);
    }

    boolean isReleasedLine() {
      return kind == Kind.LINE && trust == Trust.RELEASED;
    }
  }

  /** The minor versions of each major one that are lines: several, where patches arrive to several. */
  private final Map<Integer, Set<Integer>> minors = new HashMap<>();

  /** The only version above the one that {@code latest} means, such as the next Fedora; -1 where there is none. */
  private final int next;

  private TagOrder(Iterable<Parsed> tags, @Nullable ImmutableIntArray latest) {
    Set<Integer> above = new HashSet<>();
    for (Parsed tag : tags) {
      ImmutableIntArray version = tag.parts.version();
      if (tag.isReleasedLine()) {
        Set<Integer> known = minors.computeIfAbsent(tag.major(), any -> new HashSet<>());
        // A minor version that is there only for a special variant is none that one looks for.
        if (version.length() == LINE_LENGTH && variantRank(tag.parts) <= PLAIN) {
          known.add(version.get(1));
        }
        if (latest != null && tag.major() > latest.get(0)) {
          above.add(tag.major());
        }
      }
    }
    this.next = above.size() == 1 ? above.iterator().next() : -1;
  }

  /** All tags that are known of a repository, that to be tried first in front. */
  public static ImmutableList<String> of(ImageCatalog catalog, ImageReference repository) {
    List<Parsed> tags = new ArrayList<>();
    for (String tag : catalog.tags(repository)) {
      tags.add(Parsed.of(tag));
    }
    ImmutableList<String> latest = ConcreteTags.of(catalog, repository.withTag("latest"));
    TagOrder order =
        new TagOrder(tags, latest.isEmpty() ? null : ImageTag.of(latest.get(0)).version());
    tags.sort(order.comparator());
    return tags.stream().map(Parsed::tag).collect(ImmutableList.toImmutableList());
  }

  private Comparator<Parsed> comparator() {
    return Comparator.comparing((Parsed tag) -> trust(tag))
        .thenComparing(Parsed::kind)
        .thenComparing(this::compareVersions)
        .thenComparingInt(tag -> releaseRank(tag.parts))
        .thenComparingInt(tag -> variantRank(tag.parts))
        .thenComparingInt(tag -> tag.parts.words().size())
        .thenComparing(Parsed::tag, TagOrder::compareNaturally);
  }

  private Trust trust(Parsed tag) {
    return tag.trust == Trust.RELEASED && tag.major() == next && next >= 0
        ? Trust.UNRELEASED
        : tag.trust;
  }

  private static Trust trustIn(String tag, ImageTag parsed) {
    ImmutableList<String> parts = ImageTag.parts(Ascii.toLowerCase(tag));
    boolean unreleased = parts.get(0).equals("devel");
    for (int i = 0; i < parts.size(); i++) {
      String word = NUMBER.trimTrailingFrom(parts.get(i));
      if (WINDOWS.contains(word)) {
        return Trust.WINDOWS;
      }
      boolean version = i == 0 && !parsed.version().isEmpty();
      unreleased |= version
          ? BEFORE_RELEASE.contains(NUMBER.trimLeadingFrom(word))
          : UNRELEASED.contains(word);
    }
    return unreleased ? Trust.UNRELEASED : Trust.RELEASED;
  }

  private static Kind kindOf(String tag, ImageTag parsed) {
    ImmutableList<String> parts = ImageTag.parts(tag);
    if (parts.stream().anyMatch(ImageTag::isDay) || COMMIT.matcher(tag).matches()) {
      return Kind.BUILD;
    }
    int length = parsed.version().length();
    if (length > 0) {
      return length <= LINE_LENGTH ? Kind.LINE : Kind.PATCH;
    }
    String first = parts.get(0);
    return ImageTag.isCodename(first)
        ? Kind.RELEASE
        : first.equals("latest") ? Kind.LATEST : first.startsWith("old") ? Kind.OLD : Kind.MOVING;
  }

  /** The newest first. Where patches arrive to several minor versions the major one comes last, else first. */
  private int compareVersions(Parsed one, Parsed other) {
    ImmutableIntArray a = one.parts.version();
    ImmutableIntArray b = other.parts.version();
    for (int i = 0; i < a.length() && i < b.length(); i++) {
      if (a.get(i) != b.get(i)) {
        return Integer.compare(b.get(i), a.get(i));
      }
    }
    int shorterFirst = Integer.compare(a.length(), b.length());
    return hasLinesWithin(one.major()) ? -shorterFirst : shorterFirst;
  }

  private boolean hasLinesWithin(int major) {
    int lines = minors.getOrDefault(major, Set.of()).size();
    return lines > 1 || lines == 1 && minors.size() == 1;
  }

  /** Tags that leave the release of the distribution open come first, then those of the newest. */
  private static int releaseRank(ImageTag tag) {
    int newest = -1;
    for (String word : tag.words()) {
      newest = Math.max(newest, ImageTag.releaseNumber(word));
    }
    boolean open = newest < 0 && tag.words().equals(tag.wordsWithoutAlpineVersion());
    return open ? Integer.MIN_VALUE : -newest;
  }

  private static int variantRank(ImageTag tag) {
    List<String> words = tag.wordsWithoutAlpineVersion().stream()
        .filter(word -> !ImageTag.isCodename(word))
        .toList();
    if (words.isEmpty()) {
      return PLAIN;
    }
    String first = words.get(0);
    boolean leading = first.equals("stable") || first.equals("lts");
    return words.size() > 1 && !leading
        ? PLAIN + 3
        : SMALL.contains(first) || leading ? 0 : first.equals("alpine") ? PLAIN + 1 : PLAIN + 2;
  }

  /** Words by the alphabet, numbers in them the higher first: {@code jdk25} before {@code jdk8}. */
  private static int compareNaturally(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endOfA = endOfNumber(a, i);
      int endOfB = endOfNumber(b, j);
      boolean numbers = endOfA > i && endOfB > j;
      int order = !numbers
          ? Character.compare(a.charAt(i), b.charAt(j))
          : endOfA - i != endOfB - j
              ? Integer.compare(endOfB - j, endOfA - i)
              : b.substring(j, endOfB).compareTo(a.substring(i, endOfA));
      if (order != 0) {
        return order;
      }
      i = numbers ? endOfA : i + 1;
      j = numbers ? endOfB : j + 1;
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && DIGIT.matches(text.charAt(end))) {
      end++;
    }
    return end;
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The packages that an image has at some point of its build, as far as a table of Debian 12 knows them. What apt-get would
 * install on top follows from what they depend on and recommend; versions and conflicts are left out of account.
 */
public final class InstalledPackages {

  /** Packages of Ubuntu suggest a mail server where Debian's recommend one, so that none comes along. */
  private static final ImmutableList<String> MAIL_SERVER = ImmutableList.of("exim4-daemon-light");

  /** By what base images have, of which there are a few lists: to install those anew for each file takes the most time. */
  private static final Map<ImmutableList<String>, InstalledPackages> OF_DEBIAN =
      new ConcurrentHashMap<>();

  private static final Map<ImmutableList<String>, InstalledPackages> OF_OTHERS =
      new ConcurrentHashMap<>();

  private static final String RELEASE = "Debian 12";

  private static final int FIRST_DEBIAN = 11;
  private static final int FIRST_UBUNTU = 22;

  /** What is supported after that was built on Debian 11, official images at least. */
  private static final LocalDate LONG_ON_DEBIAN_11 = LocalDate.of(2023, 12, 31);

  private final BitSet lines;

  private InstalledPackages(BitSet lines) {
    this.lines = lines;
  }

  /** Whether the packages of an image are known. */
  public static boolean areKnown(ImageReference image) {
    return BasePackages.of(image) != null;
  }

  /** On which release an image stands, compared with the one that the table is of. */
  public enum Release {
    SAME,
    ANOTHER,
    /** Its tag doesn't say it: {@code node:22} moves to the next one when that is there. */
    UNKNOWN
  }

  /** The release that the tag of an image names; one that is long out of support stands on an older one than the table's. */
  public static Release releaseOf(ImageReference image) {
    BaseRelease release = BaseRelease.of(image);
    if (release == null) {
      return image.isOfficial() && !isRecent(image) ? Release.ANOTHER : Release.UNKNOWN;
    }
    return release.label().startsWith(RELEASE) ? Release.SAME : Release.ANOTHER;
  }

  /** Whether an image is known to stand on Debian 11, Ubuntu 22.04 or a later release. */
  public static boolean isRecent(ImageReference image) {
    BaseRelease release = BaseRelease.of(image);
    if (release == null) {
      LocalDate end = EndOfLife.supportOf(image);
      return image.isOfficial() && (end == null || end.isAfter(LONG_ON_DEBIAN_11));
    }
    int first = release.system().equals("ubuntu") ? FIRST_UBUNTU : FIRST_DEBIAN;
    return release.line().version().get(0) >= first;
  }

  /** Whether the tag of an image names a release of Ubuntu of some years. */
  public static boolean areOfUbuntu(ImageReference image, int firstYear, int lastYear) {
    BaseRelease release = BaseRelease.of(image);
    if (release == null || !release.system().equals("ubuntu")) {
      return false;
    }
    int year = release.line().version().get(0);
    return year >= firstYear && year <= lastYear;
  }

  /** Those of an image, or of the one that it seems to copy; where they aren't known, those that most images have. */
  public static InstalledPackages in(@Nullable ImageReference written) {
    ImageReference image = written == null ? null : written.copied();
    ImmutableList<String> known = image == null ? null : BasePackages.of(image);
    ImmutableList<String> names = known == null ? BasePackages.usual(image) : known;
    boolean debian = image != null && BaseFamily.of(image) == BaseFamily.DEBIAN;
    return debian
        ? OF_DEBIAN.computeIfAbsent(names, InstalledPackages::alone)
        : OF_OTHERS.computeIfAbsent(names, with -> alone(with).with(MAIL_SERVER));
  }

  private static InstalledPackages alone(ImmutableList<String> names) {
    return new InstalledPackages(new BitSet()).with(names);
  }

  /** Whether a package of this name is in the table. */
  public static boolean isKnown(String name) {
    return PackageTable.line(name) != PackageTable.UNKNOWN;
  }

  /** Whether a package is there. */
  public boolean has(String name) {
    int line = PackageTable.line(name);
    return line != PackageTable.UNKNOWN && (lines.get(line) || PackageTable.isEverywhere(line));
  }

  /**
   * These, and packages with all that they depend on. A package that isn't in the table is taken for the one that has the
   * same name but for its version; else nothing is known of it.
   */
  public InstalledPackages with(Collection<String> names) {
    return names.isEmpty()
        ? this
        : new Installation(lines).install(names, false).result();
  }

  /** These, and all of others. */
  public InstalledPackages and(InstalledPackages others) {
    BitSet both = (BitSet) lines.clone();
    both.or(others.lines);
    return new InstalledPackages(both);
  }

  /** The same, recommended packages included. */
  public InstalledPackages withRecommended(Collection<String> names) {
    return new Installation(lines).install(names, true).result();
  }

  /** What comes along with packages only because others recommend it. */
  public Recommended recommendedBy(Collection<String> names) {
    return recommendedBy(names, with(names));
  }

  /**
   * The same where it is known what these are with the packages alone.
   *
   * @param alone what {@link #with} gives
   */
  public Recommended recommendedBy(Collection<String> names, InstalledPackages alone) {
    Installation all = new Installation(lines).install(names, true);
    ImmutableSet.Builder<String> chosen = ImmutableSet.builder();
    for (int line : all.recommended) {
      if (!alone.lines.get(line)) {
        chosen.add(PackageTable.name(line));
      }
    }
    return new Recommended(chosen.build(), alone.lacks(all.result()));
  }

  /**
   * Packages that others recommend.
   *
   * @param chosen what packages recommend that were asked for, or that come along, in this order
   * @param all these, and what they depend on
   */
  public record Recommended(ImmutableSet<String> chosen, ImmutableSet<String> all) {}

  /** Packages of others that these lack. */
  public ImmutableSet<String> lacks(InstalledPackages others) {
    BitSet more = (BitSet) others.lines.clone();
    more.andNot(lines);
    ImmutableSet.Builder<String> names = ImmutableSet.builderWithExpectedSize(more.cardinality());
    for (int line = more.nextSetBit(0); line >= 0; line = more.nextSetBit(line + 1)) {
      names.add(PackageTable.name(line));
    }
    return names.build();
  }

  /** What packages occupy on the disk, unpacked, in bytes. */
  public static long bytes(Collection<String> names) {
    long bytes = 0;
    for (String name : names) {
      int line = PackageTable.line(name);
      bytes += line == PackageTable.UNKNOWN ? 0 : PackageTable.bytes(line);
    }
    return bytes;
  }

  /** How many packages these are, counting those of which the table only knows that they come with one of these. */
  public static int count(Collection<String> names) {
    int count = 0;
    for (String name : names) {
      int line = PackageTable.line(name);
      count += line == PackageTable.UNKNOWN ? 0 : PackageTable.count(line);
    }
    return count;
  }

  /** One run of apt-get. */
  private static final class Installation {
    private final BitSet present;
    private final Queue<Integer> added = new ArrayDeque<>();
    private final Queue<ImmutableIntArray> wanted = new ArrayDeque<>();
    /** What was installed because a package recommends it, in order. */
    private final List<Integer> recommended = new ArrayList<>();

    Installation(BitSet present) {
      this.present = (BitSet) present.clone();
    }

    Installation install(Collection<String> names, boolean withRecommended) {
      for (String name : names) {
        int exact = PackageTable.line(name);
        int line = exact == PackageTable.UNKNOWN ? PackageTable.similar(name) : exact;
        if (line != PackageTable.UNKNOWN) {
          add(line);
        }
      }
      addDependencies();
      while (withRecommended && !wanted.isEmpty()) {
        ImmutableIntArray group = wanted.remove();
        if (isMissing(group)) {
          recommended.add(group.get(0));
          add(group.get(0));
          addDependencies();
        }
      }
      return this;
    }

    private void add(int line) {
      if (!present.get(line) && !PackageTable.isEverywhere(line)) {
        present.set(line);
        added.add(line);
      }
    }

    private void addDependencies() {
      while (!added.isEmpty()) {
        int line = added.remove();
        for (ImmutableIntArray group : PackageTable.depends(line)) {
          if (isMissing(group)) {
            add(group.get(0));
          }
        }
        wanted.addAll(PackageTable.recommends(line));
      }
    }

    private boolean isMissing(ImmutableIntArray group) {
      for (int i = 0; i < group.length(); i++) {
        if (present.get(group.get(i))) {
          return false;
        }
      }
      return true;
    }

    InstalledPackages result() {
      return new InstalledPackages(present);
    }
  }
}

package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.Folder.Item;
import dev.plimsoll.context.Folder.Kind;
import dev.plimsoll.context.Folder.Target;
import dev.plimsoll.text.Regex;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a build is given, as COPY and ADD see it: without what .dockerignore leaves out, and nothing outside.
 * What is asked is answered by the deadline, from what is known by then. Made for one question, in which each folder is
 * looked at once, however many paths lead there.
 */
public final class BuildContext {

  private final Path root;
  private final IgnoreFile ignore;
  private final Disk disk;
  private final Map<Path, Folder> seen;

  BuildContext(Path root, IgnoreFile ignore, Disk disk) {
    this(root, ignore, disk, new HashMap<>());
  }

  /** @param seen the folders that the question has looked at */
  BuildContext(Path root, IgnoreFile ignore, Disk disk, Map<Path, Folder> seen) {
    this.root = root;
    this.ignore = ignore;
    this.disk = disk;
    this.seen = seen;
  }

  private Folder folder(Path path, Deadline deadline) {
    Folder known = seen.get(path);
    if (known == null) {
      known = disk.folder(path, deadline);
      if (known.complete()) {
        seen.put(path, known);
      }
    }
    return known;
  }

  /** The folder, as the system writes it. */
  public String root() {
    return root.toString();
  }

  /** What is left out. */
  public IgnoreFile ignore() {
    return ignore;
  }

  /** Where an entry is, for an editor to open. */
  public String uri(Entry entry) {
    String uri;
    try {
      uri = root.resolve(entry.path()).toUri().toString();
    } catch (InvalidPathException e) {
      uri = root.toUri()
          + escaped(entry.path()); // the system's letters are fewer than those of the name
    }
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  private static String escaped(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /**
   * What is in a folder.
   *
   * @param folder as written in COPY, such as {@code src/}; empty for the root
   */
  public Listing list(String folder, Deadline deadline) {
    Place place = place(ContextPath.inContext(folder), deadline);
    if (place == null || !place.entry.folder()) {
      return Listing.UNKNOWN;
    }
    Folder contents = folder(place.path, deadline);
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    for (Item item : contents.items().values()) {
      if (deadline.isOver()) {
        return new Listing(entries.build(), false);
      }
      entries.add(inside(place, item, deadline).entry);
    }
    return new Listing(entries.build(), contents.complete() && isJudged(deadline));
  }

  /**
   * What a source of COPY or ADD names: a file, a folder, or all that a pattern matches. Ignored entries are among them;
   * a folder that is left out as a whole is not looked into.
   *
   * @param source variables expanded
   */
  public Listing find(String source, Deadline deadline) {
    String path = ContextPath.inContext(source);
    if (PathGlob.isPattern(path)) {
      return matches(path, deadline);
    }
    Place place = place(path, deadline);
    return place == null
        ? new Listing(ImmutableList.of(), isMissing(path, deadline))
        : new Listing(ImmutableList.of(place.entry), isJudged(deadline));
  }

  /**
   * What a build would find at a path.
   *
   * @param path from the root of the context, taken literally
   */
  ContextFile file(String path, Deadline deadline) {
    return file(path, place -> disk.head(place, deadline), deadline);
  }

  /** The names that a lockfile at a path has versions for, as {@link LockedNames} has them. */
  ContextFile lockedNames(String path, Deadline deadline) {
    return file(path, place -> disk.lockedNames(place, deadline), deadline);
  }

  /** The files that a pattern matches, as a file with their paths in its lines. */
  ContextFile matching(String pattern, Deadline deadline) {
    Listing listing = find(pattern, deadline);
    if (!listing.complete()) {
      return ContextFile.UNKNOWN;
    }
    StringBuilder found = new StringBuilder();
    for (Entry entry : listing.entries()) {
      if (!entry.folder() && entry.isVisible()) {
        found.append(entry.path()).append('\n');
      }
    }
    return ContextFile.of(found.toString());
  }

  /** A database in a file, as its name tells. */
  private static final Regex DATABASE = Regex.of("(?i).{1,200}\\.(?:db|db3|sqlite|sqlite3)");

  /** Folders with what programs don't fill where they run. */
  private static final Regex UNFILLED =
      Regex.of("(?i)\\..*|docs?|examples?|fixtures?|node_modules|samples?|tests?|vendor|venv");

  private static final int MOST_FOLDERS = 40;

  /** The databases in a folder, and in those in it, as a file with their paths in its lines. */
  ContextFile databases(String folder, Deadline deadline) {
    Listing listing = list(folder, deadline);
    if (!listing.complete()) {
      return ContextFile.UNKNOWN;
    }
    StringBuilder found = new StringBuilder();
    int looked = 0;
    for (Entry entry : listing.entries()) {
      if (!entry.folder()) {
        addDatabase(entry, found);
      } else if (!UNFILLED.matcher(entry.name()).matches() && ++looked <= MOST_FOLDERS) {
        for (Entry inside : list(entry.path(), deadline).entries()) {
          addDatabase(inside, found);
        }
      }
    }
    return ContextFile.of(found.toString());
  }

  private static void addDatabase(Entry entry, StringBuilder found) {
    if (!entry.folder()
        && entry.isVisible()
        && !entry.name().equals("Thumbs.db")
        && DATABASE.matcher(entry.name()).matches()) {
      found.append(entry.path()).append('\n');
    }
  }

  private ContextFile file(
      String path, Function<Path, @Nullable ContextFile> read, Deadline deadline) {
    Place place = place(path, deadline);
    if (place == null) {
      return isMissing(path, deadline) && isJudged(deadline)
          ? ContextFile.of(ContextFile.Kind.MISSING)
          : ContextFile.UNKNOWN;
    }
    if (!isJudged(deadline)) {
      return ContextFile.UNKNOWN;
    }
    if (!place.entry.isVisible()) {
      return ContextFile.of(ContextFile.Kind.MISSING);
    }
    if (place.entry.folder()) {
      return ContextFile.of(ContextFile.Kind.FOLDER);
    }
    ContextFile found = place.link ? null : read.apply(place.path);
    return found == null ? ContextFile.UNKNOWN : found;
  }

  /** Whether it is known that Git keeps what is made at a path: what it leaves out is there once a build has run. */
  boolean isKeptByGit(String source, Deadline deadline) {
    try {
      Path place = root.resolve(ContextPath.inContext(source));
      return Boolean.FALSE.equals(disk.isLeftOutByGit(root, place, deadline));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether it is known what the patterns make of what was looked at until now. */
  private boolean isJudged(Deadline deadline) {
    return ignore != IgnoreFile.UNKNOWN && !deadline.isOver();
  }

  /** Whether it is sure that there is no such entry: the last folder on the way to it could be read as a whole. */
  private boolean isMissing(String path, Deadline deadline) {
    String at = path;
    while (true) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
      Place parent = place(at, deadline);
      if (parent != null) {
        return !parent.entry.folder() || folder(parent.path, deadline).complete();
      }
    }
  }

  /** Like the builder, looks below the names that come before the first one with a star, and not into what it found. */
  private Listing matches(String pattern, Deadline deadline) {
    int start = 0;
    for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', start)) {
      if (PathGlob.isPattern(pattern.substring(start, slash))) {
        break;
      }
      start = slash + 1;
    }
    String above = pattern.substring(0, Math.max(0, start - 1));
    Place top = place(above, deadline);
    if (top == null || !top.entry.folder()) {
      return new Listing(ImmutableList.of(), top != null || isMissing(above, deadline));
    }
    PathGlob glob = PathGlob.of(pattern.substring(start));
    int below = start;
    ImmutableList.Builder<Entry> found = ImmutableList.builder();
    boolean complete = new Walk(this, deadline).below(top, glob.depth(), place -> {
      if (glob.matches(place.entry.path().substring(below))) {
        found.add(place.entry);
        return false;
      }
      return place.entry.isVisible();
    });
    return new Listing(found.build(), complete && isJudged(deadline));
  }

  /** What COPY sends of an entry: the file itself, or the files in a folder that are visible. */
  public Weight weigh(Entry entry, Deadline deadline) {
    Place place = place(entry.path(), deadline);
    if (place == null) {
      return Weight.UNKNOWN;
    }
    if (!entry.folder()) {
      Target target = disk.target(place.path, deadline);
      return target == null ? Weight.UNKNOWN : new Weight(1, target.bytes(), true);
    }
    Weight weight =
        new Count(Verdict::isVisible).below(place, new Walk(this, deadline).withSizes());
    return new Weight(weight.files(), weight.bytes(), weight.complete() && isJudged(deadline));
  }

  /** What COPY sends of all that a source names; of what isn't there, because a build has yet to make it, nothing is known. */
  Weight weigh(String source, Deadline deadline) {
    Listing found = find(source, deadline);
    if (found.visible().isEmpty()) {
      return Weight.UNKNOWN;
    }
    Weight weight = new Weight(0, 0, found.complete());
    for (Entry entry : found.visible()) {
      weight = weight.plus(weigh(entry, deadline));
    }
    return weight;
  }

  /** The files that a pattern of .dockerignore decides about: those that it leaves out, or brings back. */
  public Weight decidedBy(IgnorePattern pattern, Deadline deadline) {
    return new Count(verdict -> verdict.isBy(pattern))
        .below(top(deadline), new Walk(this, deadline).intoIgnored().withSizes());
  }

  /**
   * An entry of the context.
   *
   * @param path where it is on the disk when links are followed
   * @param scope the patterns' view of what is in it; null where it is no folder
   * @param link whether it is a link, into which nobody walks
   */
  record Place(Entry entry, Path path, @Nullable IgnoreScope scope, boolean link) {}

  private Place top(Deadline deadline) {
    IgnoreScope scope = ignore.root(deadline::isOver);
    return new Place(new Entry("", "", true, 0, scope.verdict()), root, scope, false);
  }

  /** The place of a path, or null where nothing is known to be there. */
  private @Nullable Place place(String path, Deadline deadline) {
    Place place = top(deadline);
    for (String name : ContextPath.split(path)) {
      Item item = place.entry.folder() ? folder(place.path, deadline).get(name) : null;
      if (item == null) {
        return null;
      }
      place = inside(place, item, deadline);
    }
    return place;
  }

  Folder contents(Place folder, boolean withSizes, Deadline deadline) {
    return withSizes ? disk.folderWithSizes(folder.path, deadline) : folder(folder.path, deadline);
  }

  /** An entry of a folder. A link that leads nowhere, or out of the context, is sent as it is: it counts as a file. */
  Place inside(Place folder, Item item, Deadline deadline) {
    Path path = item.path();
    boolean isFolder = item.kind() == Kind.FOLDER;
    long bytes = item.bytes();
    if (item.kind() == Kind.LINK) {
      Target target = disk.target(path, deadline);
      Target top = target == null ? null : disk.target(root, deadline);
      if (target != null && top != null && target.path().startsWith(top.path())) {
        path = target.path();
        isFolder = target.kind() == Kind.FOLDER;
        bytes = target.bytes();
      }
    }
    String inContext =
        folder.entry.path().isEmpty() ? item.name() : folder.entry.path() + "/" + item.name();
    IgnoreScope above = Objects.requireNonNull(folder.scope);
    IgnoreScope scope = isFolder ? above.inside(item.name()) : null;
    Verdict verdict = scope == null ? above.verdict(item.name(), false) : scope.verdict();
    Entry entry = new Entry(item.name(), inContext, isFolder, bytes, verdict);
    return new Place(entry, path, scope, item.kind() == Kind.LINK);
  }
}

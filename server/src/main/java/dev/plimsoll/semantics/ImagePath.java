package dev.plimsoll.semantics;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.syntax.PartialText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an image: a file, a directory, or the pattern of several. It is seen from the root, or from a directory that
 * isn't known, such as the one that the base image begins in; and names in it may not be known, as in
 * {@code /app/<SUB>/web}. Questions about two places are answered with {@link Answer#UNKNOWN} where what isn't known
 * decides: a name that isn't known may be empty, may be several, or {@code ..}.
 *
 * <p>Paths are normalized as BuildKit and shells do it, by their text; links are not followed.
 */
public final class ImagePath {

  /** An answer about places that may not be known. */
  public enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /** The root. */
  public static final ImagePath ROOT = new ImagePath(null, ImmutableList.of());

  /** Longest path, in UTF-16 units, that is followed: what Linux calls {@code PATH_MAX}. */
  private static final int MAX_LENGTH = 4096;

  /** A directory that isn't known; equal to itself alone, or to those of the same key. Null for the root. */
  private final @Nullable Object origin;

  private final ImmutableList<Name> names;

  /**
   * One name of a path.
   *
   * @param text the name, or the pattern
   * @param pattern whether {@code *}, {@code ?} and {@code [} stand for other characters
   */
  private record Name(PartialText text, boolean pattern) {

    @Override
    public boolean equals(
        @Nullable Object other) { // that of records is linked while a file is opened
      return other instanceof Name that && pattern == that.pattern && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    boolean isKnown() {
      return text.isKnown();
    }

    Answer matches(Name other) {
      String own = text.text();
      String name = other.text.text();
      if (own == null || name == null || other.pattern) {
        return equals(other) && !pattern ? Answer.YES : Answer.UNKNOWN;
      }
      if (!pattern) {
        return own.equals(name) ? Answer.YES : Answer.NO;
      }
      if (name.startsWith(".") && !own.startsWith(".")) {
        return Answer.NO;
      }
      return own.indexOf('[') >= 0
          ? Answer.UNKNOWN
          : PathGlob.of(own).matches(name) ? Answer.YES : Answer.NO;
    }
  }

  private ImagePath(@Nullable Object origin, ImmutableList<Name> names) {
    this.origin = origin;
    this.names = names;
  }

  /** A place of which nothing is known, not even whether another such place is the same. */
  public static ImagePath unknown() {
    return new ImagePath(new Object(), ImmutableList.of());
  }

  /** A directory of which nothing is known but that it is the same wherever this key is given. */
  public static ImagePath unknown(String key) {
    return new ImagePath(key, ImmutableList.of());
  }

  /** Where a path leads from this directory. */
  public ImagePath resolve(String path) {
    return resolve(PartialText.of(path), false);
  }

  /** Where a path leads from this directory. */
  public ImagePath resolve(PartialText path) {
    return resolve(path, false);
  }

  /** The places that a pattern of the shell stands for, seen from this directory. */
  public ImagePath resolvePattern(PartialText pattern) {
    return resolve(pattern, true);
  }

  private ImagePath resolve(PartialText path, boolean pattern) {
    if (mayBeOfWindows(path)) {
      return below("|" + path);
    }
    ImmutableList<PartialText> pieces = path.split('/');
    PartialText first = pieces.get(0);
    ImagePath from = this;
    int next = 0;
    if (!first.isKnown() && first.prefix().isEmpty()) {
      // It may begin at the root as well as here.
      from = below("|" + first + (pieces.size() > 1 ? "/" : ""));
      next = 1;
    } else if (path.prefix().startsWith("/")) {
      from = ROOT;
    }
    return from.append(pieces.subList(next, pieces.size()), pattern);
  }

  /** A drive letter or a backslash: what the builder makes of it depends on the platform. */
  private static boolean mayBeOfWindows(PartialText path) {
    String known = path.prefix();
    boolean drive =
        known.length() > 1 && known.charAt(1) == ':' && Character.isLetter(known.charAt(0));
    return drive || path.toString().indexOf('\\') >= 0;
  }

  /** A directory that isn't known, but the same for the same question about the same directory. */
  private ImagePath below(String question) {
    boolean comparable = origin == null || origin instanceof String;
    String key = this + question;
    return comparable && key.length() <= MAX_LENGTH ? unknown(key) : unknown();
  }

  private ImagePath append(List<PartialText> pieces, boolean pattern) {
    ImagePath from = this;
    List<Name> all = new ArrayList<>(names);
    for (PartialText piece : pieces) {
      String text = piece.text();
      if ("..".equals(text)) {
        if (!all.isEmpty() && all.get(all.size() - 1).isKnown()) {
          all.remove(all.size() - 1);
        } else if (from.origin != null || !all.isEmpty()) {
          from = new ImagePath(from.origin, ImmutableList.copyOf(all)).below("/..");
          all.clear();
        }
      } else if (!"".equals(text) && !".".equals(text)) {
        all.add(new Name(piece, pattern && isPattern(piece)));
      }
    }
    ImagePath path = new ImagePath(from.origin, ImmutableList.copyOf(all));
    return path.length() > MAX_LENGTH ? unknown() : path;
  }

  private int length() {
    int length = 0;
    for (Name name : names) {
      length += 1 + name.text.toString().length();
    }
    return length;
  }

  private static boolean isPattern(PartialText text) {
    String known = text.toString();
    return known.indexOf('*') >= 0 || known.indexOf('?') >= 0 || known.indexOf('[') >= 0;
  }

  /** The path from the root; null where a part of it isn't known, or is a pattern. */
  public @Nullable String text() {
    String path = origin == null ? knownNames(0) : null;
    return path == null ? null : "/" + path;
  }

  /** The names from an index on, with slashes between them; null where one isn't known, or is a pattern. */
  private @Nullable String knownNames(int from) {
    List<String> known = new ArrayList<>(names.size());
    for (Name name : names.subList(from, names.size())) {
      String text = name.text.text();
      if (text == null || name.pattern) {
        return null;
      }
      known.add(text);
    }
    return Joiner.on('/').join(known);
  }

  /** The last name; null where it isn't known or is a pattern, and for the directory where the path begins. */
  public @Nullable String name() {
    return names.isEmpty() ? null : knownNames(names.size() - 1);
  }

  /** The place in this directory that has the last name of another; null where that is none. */
  public @Nullable ImagePath withNameOf(ImagePath other) {
    return other.names.isEmpty()
        ? null
        : new ImagePath(
            origin,
            ImmutableList.<Name>builder()
                .addAll(names)
                .add(other.names.get(other.names.size() - 1))
                .build());
  }

  /** How many names its path has, seen from the root or from the directory that isn't known. */
  public int depth() {
    return names.size();
  }

  /** The directory that the place is in; that of the root is the root. */
  public ImagePath parent() {
    return resolve("..");
  }

  /** Whether it stands for all places that match it, and not for one. */
  public boolean isPattern() {
    for (Name name : names) {
      if (name.pattern) {
        return true;
      }
    }
    return false;
  }

  /** Whether another place is this one or in it. */
  public Answer contains(ImagePath other) {
    if (!sameOrigin(other)) {
      return isRoot() ? Answer.YES : Answer.UNKNOWN;
    }
    Answer answer = Answer.YES;
    int shared = Math.min(names.size(), other.names.size());
    for (int i = 0; i < shared; i++) {
      Answer one = names.get(i).matches(other.names.get(i));
      if (one != Answer.YES && !isKnownFrom(i) || one != Answer.YES && !other.isKnownFrom(i)) {
        return Answer.UNKNOWN;
      }
      if (one == Answer.NO) {
        return Answer.NO;
      }
      answer = one == Answer.UNKNOWN ? Answer.UNKNOWN : answer;
    }
    if (names.size() > shared) {
      return isKnownFrom(shared) ? Answer.NO : Answer.UNKNOWN;
    }
    return isRoot() || other.isKnownFrom(shared) ? answer : Answer.UNKNOWN;
  }

  /** Whether another place may be this one or in it. */
  public boolean mayContain(ImagePath other) {
    return contains(other) != Answer.NO;
  }

  /** Whether another place is certainly this one or in it. */
  public boolean certainlyContains(ImagePath other) {
    return contains(other) == Answer.YES;
  }

  /** Whether both are the same place. */
  public Answer isSameAs(ImagePath other) {
    return and(contains(other), other.contains(this));
  }

  /** Whether nothing can be in both. */
  public Answer isApartFrom(ImagePath other) {
    return and(not(contains(other)), not(other.contains(this)));
  }

  private static Answer and(Answer a, Answer b) {
    if (a == Answer.NO || b == Answer.NO) {
      return Answer.NO;
    }
    return a == Answer.YES && b == Answer.YES ? Answer.YES : Answer.UNKNOWN;
  }

  private static Answer not(Answer answer) {
    return switch (answer) {
      case YES -> Answer.NO;
      case NO -> Answer.YES;
      case UNKNOWN -> Answer.UNKNOWN;
    };
  }

  /** The path of a place as seen from here, empty for this place itself; null where it isn't certainly in here. */
  public @Nullable String pathTo(ImagePath other) {
    return certainlyContains(other) && sameOrigin(other) ? other.knownNames(names.size()) : null;
  }

  private boolean sameOrigin(ImagePath other) {
    return origin == null ? other.origin == null : origin.equals(other.origin);
  }

  private boolean isRoot() {
    return origin == null && names.isEmpty();
  }

  private boolean isKnownFrom(int index) {
    for (int i = index; i < names.size(); i++) {
      if (!names.get(i).isKnown()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImagePath that && sameOrigin(that) && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return 31 * (origin == null ? 0 : origin.hashCode()) + names.hashCode();
  }

  /** The path as far as it is known, with what isn't between angle brackets. */
  @Override
  public String toString() {
    String from =
        origin == null ? "" : "<" + (origin instanceof String key ? key : "unknown") + ">";
    StringBuilder text = new StringBuilder(from);
    for (Name name : names) {
      text.append('/').append(name.text);
    }
    return text.length() == 0 ? "/" : text.toString();
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something in a file that has a name, and all places that name it. Equal only if it is the same one. */
public final class Symbol {

  public enum Kind {
    STAGE,
    /** An image or a named build context: what the file names but doesn't define. */
    IMAGE,
    /** What ARG and ENV declare, and what is read as if they did. */
    VARIABLE,
    /** What a script sets for itself. */
    SHELL_VARIABLE,
    HEREDOC,
    USER,
    GROUP,
    LABEL
  }

  private final Kind kind;
  private final String name;
  private final ImmutableList<Occurrence> occurrences;

  private Symbol(Kind kind, String name, ImmutableList<Occurrence> occurrences) {
    this.kind = kind;
    this.name = name;
    this.occurrences = occurrences;
  }

  /** @param places in any order */
  static Symbol of(Kind kind, String name, List<Occurrence> places) {
    return new Symbol(kind, name, ImmutableList.sortedCopyOf(Occurrence.BY_POSITION, places));
  }

  public Kind kind() {
    return kind;
  }

  /** As it is compared: the name of a stage in lower case. Empty for a stage that has none. */
  public String name() {
    return name;
  }

  /** All of them by position; there is at least one. */
  public ImmutableList<Occurrence> occurrences() {
    return occurrences;
  }

  /** The first place that declares it, or null where the file doesn't. */
  public @Nullable Occurrence declaration() {
    for (Occurrence occurrence : occurrences) {
      if (occurrence.role() == Occurrence.Role.DECLARATION) {
        return occurrence;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Something in a file that has a name, and all places that name it. Equal only if it is the same one. */
public final class Symbol {

  public enum Kind {
    STAGE,
    /** An image or a named build context: what the file names but doesn't define. */
    IMAGE,
    VARIABLE,
    HEREDOC,
    USER,
    GROUP,
    LABEL
  }

  private final Kind kind;
  private final String name;
  private final ImmutableList<Occurrence> occurrences;

  Symbol(Kind kind, String name, ImmutableList<Occurrence> occurrences) {
    this.kind = kind;
    this.name = name;
    this.occurrences = occurrences;
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

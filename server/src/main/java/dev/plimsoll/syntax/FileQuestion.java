package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A question about a file as a whole that has few answers, such as how its chains are laid out. Of a view it is noted with
 * the answer: only an edit that gives it another one matters.
 *
 * @param <T> a value with {@code equals}
 */
@FunctionalInterface
public interface FileQuestion<T> {

  /** Pure: the file is all that the answer depends on. */
  T of(Dockerfile file);

  /** What those elements have in common that the answer depends on; null where it depends on all. */
  default @Nullable Trait elements() {
    return null;
  }
}

package dev.plimsoll.image;

/**
 * What came of a look-up: what was found, or why nothing was.
 *
 * @param <T> what was looked up
 */
public sealed interface Answer<T> {

  /** What was looked up. */
  record Found<T>(T value) implements Answer<T> {}

  /** Nothing, for a reason that can be told to people. */
  record Failed<T>(LookupFailure failure) implements Answer<T> {}
}

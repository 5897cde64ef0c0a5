package dev.plimsoll.lint;

/** What a rule is about, the weightiest first: where fixes meet, they are applied in this order. */
public enum Category {
  /** The build fails, or the image is not what it seems to be. */
  CORRECTNESS,
  SECURITY,
  /** Bytes in the image that nobody needs. */
  SIZE,
  /** Work that a rebuild could spare. */
  CACHE,
  /** The same file builds another image tomorrow. */
  REPRODUCIBILITY,
  MAINTAINABILITY,
  STYLE,
  SHELL
}

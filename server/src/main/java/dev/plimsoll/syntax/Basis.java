package dev.plimsoll.syntax;

/** What a statement about a file rests on. */
public enum Basis {
  /** It holds in every build of the file: what a safe fix may rely on. */
  ANY_BUILD,
  /** It holds as long as nothing departs from the defaults of ARGs: good for what is shown and for hints. */
  DEFAULTS
}

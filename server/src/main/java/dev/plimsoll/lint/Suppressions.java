package dev.plimsoll.lint;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextRange;

/** What the pragmas of a file silence. */
final class Suppressions {

  private static final Suppressions NONE = new Suppressions();

  private Suppressions() {}

  static Suppressions of(Dockerfile file) {
    return NONE;
  }

  boolean covers(RuleInfo rule, TextRange range) {
    return false;
  }
}

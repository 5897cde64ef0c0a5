package dev.plimsoll.semantics;

import com.google.common.base.CharMatcher;
import org.jspecify.annotations.Nullable;

/** Judges a new key for a label. */
final class NewLabelKey {

  private static final CharMatcher FORBIDDEN =
      CharMatcher.whitespace().or(CharMatcher.anyOf("=\"'$\\`"));

  private NewLabelKey() {}

  static @Nullable String refusal(SemanticModel model, Symbol symbol, String key) {
    if (key.isEmpty() || FORBIDDEN.matchesAnyOf(key)) {
      return "\"" + key
          + "\" can't be the key of a label: it must have no blanks, quotes, \"=\" or \"$\".";
    }
    Symbol other = Renaming.met(model, symbol, Symbol.Kind.LABEL, key);
    return other == null
        ? null
        : "There is a label " + key + " already, in line "
            + Renaming.line(model, other.occurrences().get(0)) + ".";
  }
}

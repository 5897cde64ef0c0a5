package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.shell.Script;
import dev.plimsoll.text.TextRange;

/** The strings in quotes of a script. */
final class ShellString {

  private ShellString() {}

  /** Whether an offset of a script stands in quotes, and not in a command that is substituted in them. */
  static boolean contains(Script script, int offset) {
    int quotes = Integer.MAX_VALUE;
    int substitution = Integer.MAX_VALUE;
    for (TextRange part : script.around(offset)) {
      if (part.start() < offset && offset < part.end()) {
        char first = script.code().charAt(part.start());
        if (first == '"' || first == '\'') {
          quotes = Math.min(quotes, part.length());
        } else if (first == '`' || script.code().startsWith("$(", part.start())) {
          substitution = Math.min(substitution, part.length());
        }
      }
    }
    return quotes < substitution;
  }
}

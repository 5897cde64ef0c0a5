package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableSet;

/** Names of variables in a text. */
final class Mentions {

  private Mentions() {}

  /** All that may be the name of a variable in a text in which some are expanded: more than there are, never less. */
  static ImmutableSet<String> in(String text) {
    if (text.indexOf('$') < 0) {
      return ImmutableSet.of();
    }
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (int i = 0; i < text.length(); i++) {
      int end = i;
      while (end < text.length() && isNameCharacter(text.charAt(end))) {
        end++;
      }
      if (end > i) {
        names.add(text.substring(i, end));
        i = end;
      }
    }
    return names.build();
  }

  /** Whether a text has a name in it that is not part of a longer one. */
  static boolean hasName(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean starts = at == 0 || !isNameCharacter(text.charAt(at - 1));
      if (starts && (end == text.length() || !isNameCharacter(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  static boolean isNameCharacter(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}

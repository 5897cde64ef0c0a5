package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.TextRange;

/** Collects what is wrong with a file. */
final class Mistakes {

  private final ImmutableList.Builder<ConfigMistake> found = ImmutableList.builder();

  /** Nothing of the file counts. */
  void error(TextRange range, String message) {
    found.add(new ConfigMistake(range, Severity.ERROR, message));
  }

  /** A part of the file doesn't count. */
  void warning(TextRange range, String message) {
    found.add(new ConfigMistake(range, Severity.WARNING, message));
  }

  ImmutableList<ConfigMistake> all() {
    return ImmutableList.sortedCopyOf(
        (one, other) -> Integer.compare(one.range().start(), other.range().start()), found.build());
  }
}

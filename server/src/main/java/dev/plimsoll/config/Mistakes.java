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

  /** Those of a text, each at characters that one sees: editors show nothing of an empty range. */
  ImmutableList<ConfigMistake> in(String text) {
    ImmutableList.Builder<ConfigMistake> shown = ImmutableList.builder();
    for (ConfigMistake mistake : all()) {
      shown.add(
          new ConfigMistake(visible(text, mistake.range()), mistake.severity(), mistake.message()));
    }
    return shown.build();
  }

  private static TextRange visible(String text, TextRange range) {
    if (!range.of(text).isBlank()) {
      return range;
    }
    int end = text.substring(0, range.end()).stripTrailing().length();
    return end == 0 ? range : new TextRange(text.offsetByCodePoints(end, -1), end);
  }

  ImmutableList<ConfigMistake> all() {
    return ImmutableList.sortedCopyOf(
        (one, other) -> Integer.compare(one.range().start(), other.range().start()), found.build());
  }
}

package dev.plimsoll.semantics;

import dev.plimsoll.text.TextRange;

/**
 * What stops a build although every instruction can be read: variables that can't be expanded, names that mean nothing,
 * values that are not allowed.
 *
 * @param range where, as offsets of the file
 * @param message what is wrong and what to do, in plain words
 * @param buildkit BuildKit's own text
 * @param located whether BuildKit names the line of the instruction
 * @param needsArgument whether a {@code --build-arg} would mend it: an ARG without a default stands behind it
 */
public record BuildError(
    TextRange range, String message, String buildkit, boolean located, boolean needsArgument) {

  static BuildError at(TextRange range, String message, String buildkit) {
    return new BuildError(range, message, buildkit, true, false);
  }

  BuildError unlocated() {
    return new BuildError(range, message, buildkit, false, needsArgument);
  }

  BuildError unlessArgument() {
    return new BuildError(range, message, buildkit, located, true);
  }
}

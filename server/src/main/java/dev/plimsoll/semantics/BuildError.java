package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Repair;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * What stops a build although every instruction can be read: variables that can't be expanded, names that mean nothing,
 * values that are not allowed.
 *
 * @param kind which of those it is that somebody tells apart
 * @param range where, as offsets of the file
 * @param message what is wrong and what to do, in plain words
 * @param buildkit BuildKit's own text
 * @param located whether BuildKit names the line of the instruction
 * @param needsArgument whether only a value is missing that the file can't give: a {@code --build-arg} would mend it, or a
 *     variable of the base image
 * @param repair what was probably meant, in offsets of the file, or null
 */
public record BuildError(
    Kind kind,
    TextRange range,
    String message,
    String buildkit,
    boolean located,
    boolean needsArgument,
    @Nullable Repair repair) {

  /** Errors that people know by a name of their own. */
  public enum Kind {
    /** A port that is a number, but none that there is. */
    PORT_OUT_OF_RANGE,
    /** A stage that takes files from itself. */
    OWN_STAGE,
    OTHER
  }

  @Override
  public int hashCode() { // that of records is linked while a file is opened
    return 31 * range.start() + message.hashCode();
  }

  static BuildError at(TextRange range, String message, String buildkit) {
    return new BuildError(Kind.OTHER, range, message, buildkit, true, false, null);
  }

  BuildError unlocated() {
    return new BuildError(kind, range, message, buildkit, false, needsArgument, repair);
  }

  BuildError unlessArgument() {
    return new BuildError(kind, range, message, buildkit, located, true, repair);
  }

  BuildError withRepair(@Nullable Repair meant) {
    return new BuildError(kind, range, message, buildkit, located, needsArgument, meant);
  }

  BuildError withMessage(String other) {
    return new BuildError(kind, range, other, buildkit, located, needsArgument, repair);
  }

  BuildError of(Kind other) {
    return new BuildError(other, range, message, buildkit, located, needsArgument, repair);
  }
}

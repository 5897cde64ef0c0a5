package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an instruction when it is judged on its own.
 *
 * @param phase which of BuildKit's readers stops at it
 * @param range where, relative to the start of the element that has the error
 * @param message what is wrong and what to do, in plain words
 * @param buildkit BuildKit's own text, without the prefix that names the line, but with its "(did you mean …?)"
 * @param repair what was probably meant, in the same offsets, or null
 */
public record SyntaxError(
    Phase phase,
    TextRange range,
    String message,
    String buildkit,
    @Nullable Repair repair) {

  SyntaxError(Phase phase, TextRange range, String message, String buildkit) {
    this(phase, range, message, buildkit, null);
  }

  /** An error in an instruction that the parser could read. */
  static SyntaxError inInstruction(TextRange range, String message, String buildkit) {
    return new SyntaxError(Phase.INSTRUCTION, range, message, buildkit);
  }

  SyntaxError withRepair(@Nullable Repair meant) {
    return new SyntaxError(phase, range, message, buildkit, meant);
  }

  SyntaxError shift(int by) {
    return new SyntaxError(
        phase, range.shift(by), message, buildkit, repair == null ? null : repair.shift(by));
  }

  /** BuildKit's readers in the order in which they run; an error in one keeps the later ones from running at all. */
  public enum Phase {
    /** Bytes to a flat list of instructions. */
    PARSE,
    /** Each instruction on its own: arguments, flags. */
    INSTRUCTION
  }
}

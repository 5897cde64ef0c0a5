package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Reads;

/**
 * What a rule found in a part of a file that it looked at by itself, and what it read for that.
 *
 * @param instructions the part
 * @param check what looked at it
 * @param at the index of its first instruction among the elements of the file
 * @param readAt where that was when the part was looked at
 * @param reads what was looked at
 * @param found its problems
 * @param silenced whether a pragma has silenced others
 */
record Part(
    ImmutableList<Instruction> instructions,
    PartCheck check,
    int at,
    int readAt,
    Reads reads,
    ImmutableList<Problem> found,
    boolean silenced) {

  /** The same where it stands now. */
  Part moved(int by, ImmutableList<Problem> problems) {
    return by == 0 && problems == found
        ? this
        : new Part(instructions, check, at + by, readAt, reads, problems, silenced);
  }

  /** Whether it consists of these very instructions. */
  boolean isOf(ImmutableList<Instruction> others) {
    if (instructions.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < others.size(); i++) {
      if (instructions.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }
}

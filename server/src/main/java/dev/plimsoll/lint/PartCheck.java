package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;

/** Looks at a part of a file by itself. A lambda or method reference that uses no variables from around it. */
@FunctionalInterface
public interface PartCheck {

  /**
   * Reports what is found in a part.
   *
   * @param subject the file, seen from the part: what is read of it for this part is noted for this part alone
   * @param part instructions of one stage, in order
   */
  void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter);
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;

/** What is in force at every place of a file. It changes at few instructions, and only those are remembered. */
final class States {

  static final Trait CHANGES_STATE =
      Trait.of(Instruction.User.class, Instruction.Workdir.class, Instruction.Shell.class);

  private final Dockerfile file;

  /** The elements at which it changes. */
  private final ImmutableIntArray changes;
  /** What is in force after each of them. */
  private final State[] after;
  /** For each stage, what is in force at its beginning and at its end. */
  private final State[] atStart;

  private final State[] atEnd;

  States(Dockerfile file, ImmutableList<Stage> stages) {
    this.file = file;
    this.changes = file.where(CHANGES_STATE);
    this.after = new State[changes.length()];
    this.atStart = new State[stages.size()];
    this.atEnd = new State[stages.size()];
    int next = 0;
    for (Stage stage : stages) {
      State state = stage.parent() == null ? State.INITIAL : atEnd(stage.parent());
      atStart[stage.index()] = state;
      for (; next < after.length && changes.get(next) < stage.end(); next++) {
        if (changes.get(next) > stage.start()) {
          state = state.after((Instruction) file.element(changes.get(next)));
          after[next] = state;
        }
      }
      atEnd[stage.index()] = state;
    }
  }

  /** What is in force when the element at an index of a stage is reached. */
  State before(Stage stage, int element) {
    int change = file.where(CHANGES_STATE, 0, element).length() - 1;
    return change >= 0 && changes.get(change) > stage.start()
        ? after[change]
        : atStart[stage.index()];
  }

  State atEnd(Stage stage) {
    return atEnd[stage.index()];
  }
}

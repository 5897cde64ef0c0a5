package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.PartCheck;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The USER that decides who runs the containers of an image. */
record FinalUser(Stage target, User user) {

  /**
   * Looks at those of all images that are run one by one; at one that several of them inherit only once.
   *
   * @param check is given the FROM of a target
   */
  static void each(Subject subject, PartCheck check, Reporter reporter) {
    SemanticModel model = subject.model();
    List<ImmutableList<Instruction>> targets = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Stage target : model.deployedTargets()) {
      User user = model.stateAtEnd(target).user();
      if (user != null && seen.add(model.file().indexOf(user))) {
        targets.add(ImmutableList.of(target.from()));
      }
    }
    subject.each(targets, check, reporter);
  }

  /** That of one of these parts. */
  static @Nullable FinalUser of(SemanticModel model, ImmutableList<Instruction> part) {
    Stage target = model.stageOf(part.get(0));
    User user = target == null ? null : model.stateAtEnd(target).user();
    return target == null || user == null ? null : new FinalUser(target, user);
  }
}

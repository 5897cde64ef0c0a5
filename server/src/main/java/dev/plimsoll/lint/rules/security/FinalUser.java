package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.text.TextRange;
import java.util.HashSet;
import java.util.Set;

/** The USER that decides who runs the containers of an image. */
record FinalUser(Stage target, User user) {

  /** Those of all images that are run; one that several of them inherit only once. */
  static ImmutableList<FinalUser> in(SemanticModel model) {
    ImmutableList.Builder<FinalUser> users = ImmutableList.builder();
    Set<TextRange> seen = new HashSet<>();
    for (Stage target : model.deployedTargets()) {
      User user = model.stateAtEnd(target).user();
      if (user != null && seen.add(model.range(user))) {
        users.add(new FinalUser(target, user));
      }
    }
    return users.build();
  }
}

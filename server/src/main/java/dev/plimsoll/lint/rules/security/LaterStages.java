package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stages for developers and tests that are FROM a target: they begin as the user that this ends as. */
final class LaterStages {

  /** What a user does something in, or says who it is. */
  private static final Trait DEPENDS_ON_USER =
      Trait.of(Command.class).or(Trait.of(User.class)).or(Trait.of(Workdir.class));

  private LaterStages() {}

  /** A fix that gives a target, which is root's, another user; also writes USER root where stages that are FROM it begin. */
  static @Nullable Fix keepingRoot(SemanticModel model, Stage target, @Nullable Fix fix) {
    List<String> names = new ArrayList<>();
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      if (fix != null && stage.parent() == target && dependsOnUser(model, stage)) {
        From from = stage.from();
        TextEdit edit = InstructionEdits.insertBelow(
            model.file(), from, List.of(from.source().inSameCase(Keyword.USER) + " root"));
        if (edit == null) {
          return null;
        }
        edits.add(edit);
        names.add(stage.displayName());
      }
    }
    return fix == null || names.isEmpty()
        ? fix
        : new Fix(
            fix.title() + "; root stays the user of " + Joiner.on(", ").join(names),
            fix.safety(),
            ImmutableList.<TextEdit>builder()
                .addAll(fix.edits())
                .addAll(edits.build())
                .build());
  }

  private static boolean dependsOnUser(SemanticModel model, Stage stage) {
    ImmutableList<Instruction> all = model.having(DEPENDS_ON_USER, stage);
    return !all.isEmpty() && !(all.get(0) instanceof User);
  }
}

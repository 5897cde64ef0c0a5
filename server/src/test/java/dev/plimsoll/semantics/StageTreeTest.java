package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.syntax.Dockerfile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StageTreeTest {

  /** Whether a stage is another one or is FROM it, by walking up. */
  private static boolean walksTo(Stage stage, Stage other) {
    Stage above = stage.parent();
    return stage == other || above != null && walksTo(above, other);
  }

  @Test
  void itAgreesWithAWalkFromStageToStage() {
    Random random = new Random(5);
    for (int count = 0; count < 40; count++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        int base = random.nextInt(i + 1);
        String image = base == i ? "image" : "s" + base;
        text.append("FROM ").append(image).append(" AS s").append(i).append('\n');
      }
      List<Stage> stages = SemanticModel.of(Dockerfile.parse(text.toString())).stages();
      StageTree tree = new StageTree(stages);
      for (Stage stage : stages) {
        for (Stage other : stages) {
          assertThat(tree.isFrom(stage, other))
              .as("%s is FROM %s in%n%s", stage, other, text)
              .isEqualTo(walksTo(stage, other));
        }
      }
    }
  }
}

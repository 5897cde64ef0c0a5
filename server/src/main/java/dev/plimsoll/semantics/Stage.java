package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import org.jspecify.annotations.Nullable;

/**
 * A build stage: a FROM and the instructions up to the next one.
 *
 * @param index counted from 0 over all FROMs of the file, as {@code COPY --from=0} does
 * @param from its FROM
 * @param name in lower case, as BuildKit compares it; null where the stage has none
 * @param parent the earlier stage that it is FROM, or null where its base is an image
 * @param instructions what follows its FROM
 */
public record Stage(
    int index,
    From from,
    @Nullable String name,
    @Nullable Stage parent,
    ImmutableList<Instruction> instructions) {

  /** How BuildKit calls the stage in messages. */
  public String displayName() {
    return name == null ? "stage-" + index : name;
  }

  /** The first stage of the chain of FROMs that ends here: the one whose base is an image. */
  public Stage root() {
    Stage stage = this;
    while (stage.parent != null) {
      stage = stage.parent;
    }
    return stage;
  }

  /** Stages are compared by identity: two stages of one file may read the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return index;
  }
}

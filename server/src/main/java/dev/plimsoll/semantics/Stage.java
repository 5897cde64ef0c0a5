package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import org.jspecify.annotations.Nullable;

/** A build stage: a FROM and the instructions up to the next one. Two stages of one file are equal only if they are one. */
public final class Stage {

  private final int index;
  private final From from;
  private final @Nullable String name;
  private final @Nullable Stage parent;
  private final Stage root;
  private final ImmutableList<Instruction> instructions;

  Stage(
      int index,
      From from,
      @Nullable String name,
      @Nullable Stage parent,
      ImmutableList<Instruction> instructions) {
    this.index = index;
    this.from = from;
    this.name = name;
    this.parent = parent;
    this.root = parent == null ? this : parent.root;
    this.instructions = instructions;
  }

  /** Counted from 0 over all FROMs of the file, as {@code COPY --from=0} does. */
  public int index() {
    return index;
  }

  public From from() {
    return from;
  }

  /** In lower case, as BuildKit compares it; null where the stage has none. */
  public @Nullable String name() {
    return name;
  }

  /** The earlier stage that it is FROM, or null where its base is an image. */
  public @Nullable Stage parent() {
    return parent;
  }

  /** The first stage of the chain of FROMs that ends here: the one whose base is an image. */
  public Stage root() {
    return root;
  }

  /** What follows its FROM. */
  public ImmutableList<Instruction> instructions() {
    return instructions;
  }

  /** How many layers its instructions add to those that it is FROM. */
  public int layers() {
    int layers = 0;
    for (Instruction instruction : instructions) {
      layers += addsLayer(instruction) ? 1 : 0;
    }
    return layers;
  }

  /** WORKDIR makes its folder, except the one that is always there. All else is only noted in the configuration. */
  private static boolean addsLayer(Instruction instruction) {
    return instruction instanceof Instruction.Run
        || instruction instanceof Instruction.Transfer
        || instruction instanceof Instruction.Workdir workdir
            && workdir.path() != null
            && !workdir.path().value().equals("/");
  }

  /** How BuildKit calls the stage in messages. */
  public String displayName() {
    return name == null ? "stage-" + index : name;
  }

  @Override
  public String toString() {
    return displayName();
  }
}

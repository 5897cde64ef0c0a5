package dev.plimsoll.semantics;

import java.util.List;

/**
 * Which stages are FROM which, at any distance. Stages are numbered so that a stage and all that are FROM it have numbers
 * in a row: whoever asks about each stage of a long chain need not walk the chain each time.
 */
final class StageTree {

  /** The number of each stage, by its index. */
  private final int[] numbers;

  /** By the same index, the number behind those of all stages that are FROM it. */
  private final int[] ends;

  StageTree(List<Stage> stages) {
    int[] sizes = new int[stages.size()];
    for (int i = sizes.length - 1; i >= 0; i--) {
      sizes[i]++;
      Stage parent = stages.get(i).parent();
      if (parent != null) {
        sizes[parent.index()] += sizes[i];
      }
    }
    numbers = new int[sizes.length];
    ends = new int[sizes.length];
    int[] free = new int[sizes.length]; // the next number for one that is FROM it
    int next = 0;
    for (int i = 0; i < sizes.length; i++) {
      Stage parent = stages.get(i).parent();
      if (parent == null) {
        numbers[i] = next;
        next += sizes[i];
      } else {
        numbers[i] = free[parent.index()];
        free[parent.index()] += sizes[i];
      }
      free[i] = numbers[i] + 1;
      ends[i] = numbers[i] + sizes[i];
    }
  }

  /** Whether a stage is another one or is FROM it, directly or through others. */
  boolean isFrom(Stage stage, Stage other) {
    int number = numbers[stage.index()];
    return numbers[other.index()] <= number && number < ends[other.index()];
  }
}

package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a file configures apt by itself: from which instruction of a stage on {@code apt.conf} may set an option.
 *
 * <p>Asked for the instructions of a stage in order, for the stages in order, so that the work is linear.
 */
public final class AptConfiguration {

  private final String option;
  private final Map<Stage, Boolean> atEnd = new HashMap<>();

  /** What instructions have in common that may set an option. */
  public static final Trait MAY_SET = Trait.containing("apt.conf");

  /**
   * @param option a part of an option's name, as it is spelled in apt's manuals
   */
  public AptConfiguration(String option) {
    this.option = option;
  }

  /** Whether the stages that a stage is FROM set the option. */
  public boolean before(Stage stage) {
    return stage.parent() != null && atEnd.getOrDefault(stage.parent(), false);
  }

  /** Keeps for the stages that are FROM this one whether the option is set at its end. */
  public void end(Stage stage, boolean set) {
    atEnd.put(stage, set);
  }

  /** Whether an instruction sets the option: it writes an {@code apt.conf} that has it, or copies one. */
  public boolean isSetBy(Instruction instruction) {
    if (!MAY_SET.isOf(instruction)) {
      return false;
    }
    if (instruction instanceof Transfer transfer) {
      Word destination = transfer.destination();
      return destination != null && destination.value().startsWith("/etc/apt/apt.conf");
    }
    return instruction.text().contains(option);
  }
}

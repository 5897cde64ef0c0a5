package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which CMD is in force together with which ENTRYPOINT: the exec form takes it as arguments, the shell form ignores it.
 *
 * <p>A stage that has an ENTRYPOINT and no CMD has none: that of the stage it is FROM is forgotten.
 */
public final class EntrypointArguments {

  private static final Trait STARTS = Trait.of(Cmd.class, Entrypoint.class);

  private final Map<Instruction, List<Cmd>> cmds = new IdentityHashMap<>();
  private final Map<Instruction, Entrypoint> entrypoints = new IdentityHashMap<>();

  private EntrypointArguments() {}

  public static EntrypointArguments of(SemanticModel model) {
    EntrypointArguments arguments = new EntrypointArguments();
    Map<Stage, Entrypoint> inForce = new HashMap<>();
    for (Stage stage : model.stages()) {
      Entrypoint entrypoint = stage.parent() == null ? null : inForce.get(stage.parent());
      Cmd cmd = null;
      for (Instruction instruction : model.having(STARTS, stage)) {
        if (instruction instanceof Entrypoint next) {
          entrypoint = next;
        } else if (instruction instanceof Cmd next) {
          cmd = next;
        }
      }
      if (entrypoint != null) {
        inForce.put(stage, entrypoint);
        arguments.add(entrypoint, cmd);
      }
    }
    return arguments;
  }

  private void add(Entrypoint entrypoint, @Nullable Cmd cmd) {
    if (cmd != null) {
      cmds.computeIfAbsent(entrypoint, any -> new ArrayList<>()).add(cmd);
      entrypoints.put(cmd, entrypoint);
    }
  }

  /** The CMDs of an ENTRYPOINT: that of its stage, and those of stages that take the ENTRYPOINT over. */
  public ImmutableList<Cmd> of(Instruction entrypoint) {
    return ImmutableList.copyOf(cmds.getOrDefault(entrypoint, List.of()));
  }

  /** The ENTRYPOINT that is in force together with a CMD, or null. */
  public @Nullable Entrypoint entrypoint(Instruction cmd) {
    return entrypoints.get(cmd);
  }

  /** Whether an ENTRYPOINT in shell form keeps a CMD from having any effect. */
  public boolean isIgnored(Instruction cmd) {
    Entrypoint entrypoint = entrypoint(cmd);
    return entrypoint != null && !entrypoint.execForm();
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Word;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a file and what depends on what.
 *
 * @param globalArgs the ARGs before the first FROM
 * @param orphans other instructions before the first FROM, which belong to no stage
 * @param stages in file order
 * @param byName in lower case; of stages that share a name the last one, as BuildKit has it
 */
record StageGraph(
    ImmutableList<Arg> globalArgs,
    ImmutableList<Instruction> orphans,
    ImmutableList<Stage> stages,
    ImmutableMap<String, Stage> byName) {

  /** The empty image: never a stage, even where one has this name. */
  private static final String SCRATCH = "scratch";

  static StageGraph of(Dockerfile file, GlobalScope scope) {
    return new Builder(scope).build(file);
  }

  private static final class Builder {
    private final GlobalScope scope;
    private final ImmutableList.Builder<Instruction> orphans = ImmutableList.builder();
    private final ImmutableList.Builder<Stage> stages = ImmutableList.builder();
    private final Map<String, Stage> byName = new HashMap<>();
    private @Nullable From from;
    private ImmutableList.Builder<Instruction> body = ImmutableList.builder();
    private int count;

    Builder(GlobalScope scope) {
      this.scope = scope;
    }

    StageGraph build(Dockerfile file) {
      for (Instruction instruction : file.instructions()) {
        if (instruction instanceof From next) {
          endStage();
          from = next;
        } else if (from != null) {
          body.add(instruction);
        } else if (!(instruction instanceof Arg)) {
          orphans.add(instruction);
        }
      }
      endStage();
      return new StageGraph(
          scope.args(), orphans.build(), stages.build(), ImmutableMap.copyOf(byName));
    }

    private void endStage() {
      if (from == null) {
        return;
      }
      Word written = from.stageName();
      String name = written == null ? null : written.value().toLowerCase(Locale.ROOT);
      // BuildKit looks the written text up among lower-cased names, so FROM BASE never means the
      // stage base.
      Word image = from.image();
      String base = image == null ? SCRATCH : scope.expand(image.value()).text();
      Stage parent = base.equals(SCRATCH) ? null : byName.get(base);
      Stage stage = new Stage(count++, from, name, parent, body.build());
      stages.add(stage);
      if (name != null) {
        byName.put(name, stage);
      }
      body = ImmutableList.builder();
    }
  }

  /** The stage that a name means to COPY and mounts, in any case of its letters: the last one of that name. */
  @Nullable Stage named(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Trait;
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

  private static final Trait IS_FROM = Trait.of(From.class);

  static StageGraph of(Dockerfile file, GlobalScope scope) {
    ImmutableIntArray froms = file.where(IS_FROM);
    ImmutableList.Builder<Stage> stages = ImmutableList.builder();
    Map<String, Stage> byName = new HashMap<>();
    for (int i = 0; i < froms.length(); i++) {
      int end = i + 1 < froms.length() ? froms.get(i + 1) : file.elements().size();
      Stage stage = stage(file, i, froms.get(i), end, scope, byName);
      stages.add(stage);
      if (stage.name() != null) {
        byName.put(stage.name(), stage);
      }
    }
    int first = froms.isEmpty() ? file.elements().size() : froms.get(0);
    return new StageGraph(
        scope.args(), orphans(file, first), stages.build(), ImmutableMap.copyOf(byName));
  }

  private static ImmutableList<Instruction> orphans(Dockerfile file, int end) {
    ImmutableList.Builder<Instruction> orphans = ImmutableList.builder();
    for (int i = 0; i < end; i++) {
      if (file.element(i) instanceof Instruction instruction && !(instruction instanceof Arg)) {
        orphans.add(instruction);
      }
    }
    return orphans.build();
  }

  private static Stage stage(
      Dockerfile file,
      int index,
      int start,
      int end,
      GlobalScope scope,
      Map<String, Stage> byName) {
    From from = (From) file.element(start);
    String name = Stage.nameOf(from);
    // BuildKit looks the written text up among lower-cased names, so FROM BASE never means the
    // stage base.
    Word image = from.image();
    String base =
        image == null ? SCRATCH : scope.expand(image.value(), file.memo()).withoutBuildArgs();
    Stage parent = base.equals(SCRATCH) ? null : byName.get(base);
    return new Stage(index, from, name, parent, file, start, end);
  }

  /** The stage that a name means to COPY and mounts, in any case of its letters: the last one of that name. */
  @Nullable Stage named(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }
}

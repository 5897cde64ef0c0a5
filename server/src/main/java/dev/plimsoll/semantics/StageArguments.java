package dev.plimsoll.semantics;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which stages declare a name with ARG, whatever they make of it. */
final class StageArguments {

  private static final Trait IS_ARG = Trait.of(Arg.class);

  /** By name, in file order, the first of each stage. */
  private final ListMultimap<String, StageArgument> byName = ArrayListMultimap.create();

  /** By name, what its ARGs have in common: many ask for the same. */
  private final Map<String, Trait> declaring = new ConcurrentHashMap<>();

  StageArguments(SemanticModel model) {
    for (Stage stage : model.stages()) {
      for (Instruction instruction : model.having(IS_ARG, stage)) {
        for (Pair pair : ((Arg) instruction).pairs()) {
          add(new StageArgument(stage, (Arg) instruction, pair));
        }
      }
    }
  }

  private void add(StageArgument argument) {
    List<StageArgument> known = byName.get(argument.pair().key().value());
    if (known.isEmpty() || known.get(known.size() - 1).stage() != argument.stage()) {
      known.add(argument);
    }
  }

  /** What the ARGs of a name have in common, wherever they stand. */
  Trait declaring(String name) {
    Trait known = declaring.get(name);
    if (known == null) {
      known = Trait.of(Arg.class, name, StageArguments::declares);
      declaring.put(name, known);
    }
    return known;
  }

  private static boolean declares(Arg arg, String name) {
    for (Pair pair : arg.pairs()) {
      if (pair.key().value().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The first one of a name in the nearest of the stages above a stage that has one. */
  @Nullable StageArgument above(Stage stage, String name) {
    List<StageArgument> known = byName.get(name);
    int from = 0;
    int to = known.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (known.get(middle).stage().index() < stage.index()) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? null : known.get(from - 1);
  }
}

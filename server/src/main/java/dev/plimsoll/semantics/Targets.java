package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stages that are images of their own: the last one, which is built unless {@code --target} names another, and each that
 * starts a program and that no other stage uses. One that is called {@code test}, say, is none where it only inherits its
 * program, and what it is FROM may be one all the same.
 */
final class Targets {

  private static final Trait STARTS = Trait.of(Cmd.class, Entrypoint.class);

  /** Elements besides FROM that decide which stages are targets. */
  static final Trait DECIDE = STARTS.or(StageReference.MAY_REFER);

  private static final Regex VARIABLE = Regex.of("\\$(?:\\{[^}]{0,200}\\}|\\w{1,200})");

  /** Files that people write have one or two, and each looks at all stages. */
  private static final int MOST_ALTERNATIVES = 20;

  private final SemanticModel model;
  private final Set<Stage> used = new HashSet<>();
  private final Deque<Stage> found = new ArrayDeque<>();

  private Targets(SemanticModel model) {
    this.model = model;
  }

  /** All that decides it: these very instructions, and the variables that FROM sees. */
  private record Origin(GlobalScope scope, ImmutableList<Instruction> instructions) {

    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Origin that)
          || scope != that.scope
          || instructions.size() != that.instructions.size()) {
        return false;
      }
      for (int i = 0; i < instructions.size(); i++) {
        if (instructions.get(i) != that.instructions.get(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return instructions.size();
    }
  }

  /** In file order; found anew only where an instruction differs that decides. */
  static ImmutableList<Stage> of(SemanticModel model, GlobalScope scope) {
    ImmutableIntArray found = model
        .file()
        .memo()
        .get(new Origin(scope, model.having(MATTERS)), () -> new Targets(model).find());
    ImmutableList.Builder<Stage> targets = ImmutableList.builder();
    for (int i = 0; i < found.length(); i++) {
      targets.add(model.stages().get(found.get(i)));
    }
    return targets.build();
  }

  private static final Trait MATTERS =
      DECIDE.or(Trait.of(Instruction.From.class, Instruction.Onbuild.class));

  /** Whether of two elements besides FROM the one decides, in the place of the other, as that does. */
  static boolean decideAlike(Element one, Element other) {
    if (one instanceof Command before && other instanceof Command now && STARTS.isOf(one)) {
      return STARTS.isOf(other) && startsSomething(before) == startsSomething(now);
    }
    if (one instanceof Copy before && other instanceof Copy now) {
      return Objects.equals(stage(before), stage(now));
    }
    return !DECIDE.isOf(one) && !DECIDE.isOf(other);
  }

  private static @Nullable String stage(Copy copy) {
    Flag from = copy.from();
    return from == null ? null : from.valueOrEmpty();
  }

  /** The indices of the stages. */
  private ImmutableIntArray find() {
    ImmutableList<Stage> stages = model.stages();
    for (Stage stage : stages) {
      for (Dependency dependency : model.dependencies(stage)) {
        if (dependency.kind() != Dependency.Kind.FROM && dependency.stage() != stage) {
          used.add(dependency.stage());
        }
      }
    }
    addAlternatives(stages);
    // Only a later stage can be FROM one, so that all who use a stage have been seen.
    for (Stage stage : stages.reverse()) {
      boolean isTarget = stage == model.finalStage() || (!used.contains(stage) && starts(stage));
      if (isTarget) {
        found.push(stage);
      }
      if (stage.parent() != null && (used.contains(stage) || !stage.isForDevelopment())) {
        used.add(stage.parent());
      }
    }
    ImmutableIntArray.Builder indices = ImmutableIntArray.builder();
    for (Stage target : found) {
      indices.add(target.index());
    }
    return indices.build();
  }

  /**
   * Those among which a FROM chooses by a variable: {@code FROM php${VERSION}} may mean {@code php84} as well as {@code
   * php85}, where one of them is a stage.
   */
  private void addAlternatives(ImmutableList<Stage> stages) {
    Map<String, Stage> choosing = new LinkedHashMap<>();
    for (Stage stage : stages) {
      Word image = stage.from().image();
      if (stage.parent() != null && image != null && image.value().indexOf('$') >= 0) {
        choosing.put(image.value(), stage);
      }
    }
    for (Map.Entry<String, Stage> one : Iterables.limit(choosing.entrySet(), MOST_ALTERNATIVES)) {
      PathGlob names = PathGlob.of(VARIABLE.matcher(one.getKey()).replaceAll("*"));
      for (Stage stage : stages.subList(0, one.getValue().index())) {
        if (stage.name() != null && names.matches(stage.name())) {
          used.add(stage);
        }
      }
    }
  }

  private boolean starts(Stage stage) {
    if (startsItself(stage)) {
      return true;
    }
    if (stage.isForDevelopment()) {
      return false;
    }
    for (Stage above = stage.parent(); above != null; above = above.parent()) {
      if (startsItself(above)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsItself(Stage stage) {
    for (Instruction instruction : model.having(STARTS, stage)) {
      if (instruction instanceof Command command && startsSomething(command)) {
        return true;
      }
    }
    return false;
  }

  /** {@code ENTRYPOINT []} takes one away. */
  private static boolean startsSomething(Command command) {
    return !command.execForm() || !command.words().isEmpty();
  }
}

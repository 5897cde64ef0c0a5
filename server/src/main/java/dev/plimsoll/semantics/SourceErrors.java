package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.GoQuote;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.text.TextRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies and mounts from stages that don't exist, come too late, or depend on the stage that copies. */
final class SourceErrors {

  private static final Trait TAKES_FILES = Trait.of(Copy.class, copy -> copy.from() != null)
      .or(Trait.of(Run.class, run -> !run.mounts().isEmpty()));

  /** Copies that don't plainly name a stage or an image, but have a number or a variable there. */
  private static final Trait MAY_NAME_NOTHING = Trait.of(Copy.class, copy -> {
    Flag from = copy.from();
    return from != null
        && (StageReference.index(from.valueOrEmpty()) != null
            || !Expansion.isPlain(from.valueOrEmpty(), copy.source().escape()));
  });

  private SourceErrors() {}

  /**
   * What {@code COPY --from} can't name, then circles.
   *
   * @param leadsAhead whether a stage {@link #leadsAhead takes files from itself or a later one}
   */
  static void of(
      SemanticModel model, boolean leadsAhead, ImmutableList.Builder<BuildError> errors) {
    for (Stage stage : model.stages()) {
      for (Instruction instruction : model.having(MAY_NAME_NOTHING, stage)) {
        Flag from = instruction instanceof Copy copy ? copy.from() : null;
        if (from != null) {
          from(model, instruction, from, errors);
        }
      }
    }
    if (leadsAhead) { // else there is no circle
      circles(model, errors);
    }
  }

  private static void from(
      SemanticModel model, Instruction copy, Flag from, ImmutableList.Builder<BuildError> errors) {
    String name = from.valueOrEmpty();
    TextRange range = model.range(copy, from.valueRange());
    Expansion expansion =
        Expansion.of(name, copy.source().escape(), ExpansionMode.ARGUMENT, Variables.NONE);
    if (expansion.error() != null) {
      errors.add(BuildError.at(range, ExpansionErrors.plain(expansion.error()), expansion.error())
          .unlocated());
      return;
    }
    if (!expansion.withoutBuildArgs().equals(name)) {
      errors.add(BuildError.at(
              range,
              "--from takes no variables. Begin a stage with FROM ${NAME} AS x, and copy --from=x.",
              "variable expansion is not supported for --from, define a new stage with FROM using ARG"
                  + " from global scope as a workaround")
          .unlocated());
      return;
    }
    Integer index = StageReference.index(name);
    if (index != null && (index < 0 || index >= counted(model, copy, index))) {
      errors.add(noStage(model, copy, from, index).unlocated());
    }
  }

  private static BuildError noStage(SemanticModel model, Instruction copy, Flag from, int index) {
    return BuildError.at(
        model.range(copy, from.valueRange()),
        "There is no stage " + index + ". "
            + (model.stages().size() == 1
                ? "This file has only stage 0."
                : "This file has the stages 0 to " + (model.stages().size() - 1) + "."),
        "invalid stage index " + index);
  }

  /**
   * How many stages BuildKit counts when it comes to a COPY. The images that are copied and mounted from before it, and the
   * mounts without from, count as well.
   */
  private static int counted(SemanticModel model, Instruction copy, int index) {
    int count = model.stages().size();
    for (Stage stage : index < count ? ImmutableList.<Stage>of() : model.stages()) {
      for (Instruction instruction : model.having(TAKES_FILES, stage)) {
        if (instruction == copy) {
          return count;
        }
        count += images(model, instruction);
      }
    }
    return count;
  }

  private static int images(SemanticModel model, Instruction instruction) {
    if (instruction instanceof Copy copy) {
      Flag from = copy.from();
      return from != null
              && StageReference.index(from.valueOrEmpty()) == null
              && model.stageNamed(from.valueOrEmpty()) == null
          ? 1
          : 0;
    }
    int count = 0;
    for (Mount mount : ((Run) instruction).mounts()) {
      Mount.Option from = mount.option("from");
      String name = from == null ? null : from.value();
      String source = name == null || name.isEmpty() ? "scratch" : name;
      count += model.stageNamed(source) == null ? 1 : 0;
    }
    return count;
  }

  /** One edge of the graph that copies and mounts make. */
  private record Edge(Stage to, Instruction instruction, TextRange range) {}

  /** BuildKit searches depth first from every stage in turn and never visits a stage twice. */
  private static void circles(SemanticModel model, ImmutableList.Builder<BuildError> errors) {
    Map<Stage, List<Edge>> edges = new HashMap<>();
    for (Stage stage : model.stages()) {
      edges.put(stage, edges(model, stage));
    }
    Set<Stage> visited = new HashSet<>();
    for (Stage stage : model.stages()) {
      Edge closing = circle(stage, edges, visited);
      if (closing != null) {
        BuildError error = BuildError.at(
            closing.range(),
            closing.to().equals(stage)
                ? fromItself(stage)
                : "Stage " + stage.displayName()
                    + " depends on itself through this. A stage can only use earlier ones.",
            "circular dependency detected on stage: " + stage.displayName());
        errors.add(error.of(kind(closing.to(), stage)));
      }
    }
  }

  /** Whether a stage takes files from itself or a later one. */
  static boolean leadsAhead(SemanticModel model) {
    for (Stage stage : model.stages()) {
      for (Instruction instruction : model.having(StageReference.MAY_REFER, stage)) {
        for (StageReference reference : StageReference.in(model, instruction)) {
          if (reference.stage() != null && reference.stage().index() >= stage.index()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The first edge of a path from {@code start} that comes back to a stage on it, or null; without recursion. */
  private static @Nullable Edge circle(
      Stage start, Map<Stage, List<Edge>> edges, Set<Stage> visited) {
    if (!visited.add(start)) {
      return null;
    }
    Deque<Stage> path = new ArrayDeque<>();
    Deque<Integer> next = new ArrayDeque<>();
    List<Edge> taken = new ArrayList<>();
    Set<Stage> onPath = new HashSet<>();
    path.push(start);
    next.push(0);
    onPath.add(start);
    while (!path.isEmpty()) {
      List<Edge> out = edges.getOrDefault(path.peek(), List.of());
      int i = next.pop();
      if (i == out.size()) {
        onPath.remove(path.pop());
        if (!taken.isEmpty()) {
          taken.remove(taken.size() - 1);
        }
        continue;
      }
      next.push(i + 1);
      Edge edge = out.get(i);
      if (onPath.contains(edge.to())) {
        return taken.isEmpty() ? edge : taken.get(0);
      }
      if (visited.add(edge.to())) {
        path.push(edge.to());
        next.push(0);
        onPath.add(edge.to());
        taken.add(edge);
      }
    }
    return null;
  }

  /** Of several instructions that use one stage, BuildKit remembers the last. */
  private static List<Edge> edges(SemanticModel model, Stage stage) {
    Map<Stage, Edge> edges = new LinkedHashMap<>();
    for (Instruction instruction : model.having(StageReference.MAY_REFER, stage)) {
      for (StageReference reference : StageReference.in(model, instruction)) {
        if (reference.stage() != null) {
          TextRange range = model.range(instruction, reference.range());
          edges.put(reference.stage(), new Edge(reference.stage(), instruction, range));
        }
      }
    }
    return new ArrayList<>(edges.values());
  }

  /** A source that is not built yet when the instruction is: a later stage. A circle is its own error. */
  static void order(
      SemanticModel model, Stage stage, Copy copy, ImmutableList.Builder<BuildError> errors) {
    for (StageReference reference : StageReference.in(model, copy)) {
      Stage source = reference.stage();
      if (source != null && source.index() >= stage.index()) {
        BuildError error = BuildError.at(
            model.range(copy, reference.range()),
            tooLate(source, stage),
            "cannot copy from stage " + GoQuote.of(reference.written())
                + ", it needs to be defined before current stage "
                + GoQuote.of(stage.displayName()));
        errors.add(error.of(kind(source, stage)));
      }
    }
  }

  /** A number that is taken for a stage, which there isn't, until BuildKit comes to the instruction. */
  static void number(SemanticModel model, Copy copy, ImmutableList.Builder<BuildError> errors) {
    Flag from = copy.from();
    Integer index = from == null ? null : StageReference.index(from.valueOrEmpty());
    if (from != null
        && index != null
        && index >= model.stages().size()
        && index < counted(model, copy, index)) {
      errors.add(noStage(model, copy, from, index));
    }
  }

  /** What is wrong with a source that isn't built before the stage that wants it. */
  static String tooLate(Stage source, Stage user) {
    return source.equals(user)
        ? fromItself(user)
        : "Stage " + source.displayName()
            + " begins further down. Move it above this one: a stage can only use earlier ones.";
  }

  /** What kind of error it is that a stage wants files of a source that isn't built before it. */
  static BuildError.Kind kind(Stage source, Stage user) {
    return source.equals(user) ? BuildError.Kind.OWN_STAGE : BuildError.Kind.OTHER;
  }

  private static String fromItself(Stage stage) {
    return "Stage " + stage.displayName()
        + " can't take files from itself. Name an earlier stage or an image.";
  }
}

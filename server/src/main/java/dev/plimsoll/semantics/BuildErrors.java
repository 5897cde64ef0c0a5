package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.FileQuestion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what stops a build, in the order in which BuildKit comes to it: it stops at the first, here all are found.
 */
final class BuildErrors {

  /** Instructions that may be wrong by themselves; about most it is certain from their text that they are not. */
  static final Trait MAY_FAIL_BY_THEMSELVES = Trait.of(Instruction.class, BuildErrors::mayFail);

  /** Those, and instructions that may be wrong where they stand. */
  static final Trait MAY_FAIL = StageReference.MAY_REFER.or(MAY_FAIL_BY_THEMSELVES);

  /** What instructions name that take files from elsewhere, which is all that matters of the others of them. */
  static final FileQuestion<ImmutableList<String>> NAMED = new FileQuestion<>() {
    @Override
    public ImmutableList<String> of(Dockerfile file) {
      return StageReference.namedIn(file);
    }

    @Override
    public Trait elements() {
      return StageReference.MAY_REFER;
    }
  };

  private static final Derivation<Boolean> MAY_FAIL_BY_ITSELF = BuildErrors::canFail;

  /** Those of them for which it matters what variables stand for: in the others none is named. */
  static final Trait MAY_FAIL_BY_A_VALUE = Trait.of(
      Instruction.class,
      instruction -> instruction.text().indexOf('$') >= 0 && mayFail(instruction));

  private final SemanticModel model;
  private final Dockerfile file;

  /** Whether a stage takes files from itself or a later one: else all of them are there when they are wanted. */
  private final boolean leadsAhead;

  private final ImmutableList.Builder<BuildError> errors = ImmutableList.builder();

  /** Whether it may, besides by what it takes from other stages. */
  private static boolean mayFail(Instruction instruction) {
    return instruction.derived(MAY_FAIL_BY_ITSELF);
  }

  private static boolean canFail(Instruction instruction) {
    return ExpansionErrors.mayBeIn(instruction)
        || ValueErrors.mayBeIn(instruction)
        || instruction instanceof Run run && MountErrors.mayBeIn(run);
  }

  private BuildErrors(SemanticModel model) {
    this.model = model;
    this.file = model.file();
    this.leadsAhead = SourceErrors.leadsAhead(model);
  }

  static ImmutableList<BuildError> of(SemanticModel model) {
    BuildErrors errors = new BuildErrors(model);
    errors.outsideStages();
    if (!model.stages().isEmpty()) {
      errors.globalDefaults();
      BaseErrors.of(model, errors.errors);
      SourceErrors.of(model, errors.leadsAhead, errors.errors);
      BaseErrors.references(model, errors.errors);
      if (!model.instructions(Onbuild.class).isEmpty()) {
        errors.triggers();
      }
      for (Stage stage : model.stages()) {
        errors.dispatch(stage);
      }
    }
    return onePerPlace(errors.errors.build());
  }

  /** Where BuildKit would find the same place wrong for another reason, the first one says it. */
  private static ImmutableList<BuildError> onePerPlace(ImmutableList<BuildError> errors) {
    if (errors.size() < 2) {
      return errors;
    }
    Map<TextRange, BuildError> first = new LinkedHashMap<>();
    for (BuildError error : errors) {
      first.putIfAbsent(error.range(), error);
    }
    return ImmutableList.copyOf(first.values());
  }

  private void outsideStages() {
    if (!model.instructionsBeforeFirstStage().isEmpty()) {
      Instruction first = model.instructionsBeforeFirstStage().get(0);
      TextRange keyword = model.range(first, first.source().keywordRange());
      errors.add(BuildError.at(
          keyword,
          first.keyword() + " needs a build stage. Move it below a FROM.",
          "no build stage in current context"));
    } else if (model.stages().isEmpty()) {
      errors.add(BuildError.at(
              file.lastVisible(),
              "A Dockerfile needs at least one FROM, which names the image to begin with.",
              file.length() == 0
                  ? "the Dockerfile cannot be empty"
                  : "dockerfile contains no stages to build")
          .unlocated());
    }
  }

  private void globalDefaults() {
    for (Instruction arg : model.globalArgs()) {
      ExpansionErrors.of(model, arg, errors);
    }
  }

  /** What the last stage needs, in file order; BuildKit runs the triggers of no other stage. */
  private List<Stage> reachable() {
    boolean[] reached = new boolean[model.stages().size()];
    Deque<Stage> open = new ArrayDeque<>();
    reach(model.stages().get(reached.length - 1), reached, open);
    while (!open.isEmpty()) {
      Stage stage = open.pop();
      if (stage.parent() != null) {
        reach(stage.parent(), reached, open);
      }
      for (Instruction instruction : model.having(StageReference.MAY_REFER, stage)) {
        for (StageReference reference : StageReference.in(model, instruction)) {
          if (reference.stage() != null) {
            reach(reference.stage(), reached, open);
          }
        }
      }
    }
    List<Stage> stages = new ArrayList<>();
    for (Stage stage : model.stages()) {
      if (reached[stage.index()]) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private static void reach(Stage stage, boolean[] reached, Deque<Stage> open) {
    if (!reached[stage.index()]) {
      reached[stage.index()] = true;
      open.push(stage);
    }
  }

  private void dispatch(Stage stage) {
    for (Instruction instruction : model.having(MAY_FAIL, stage)) {
      boolean mayFail = mayFail(instruction);
      if (mayFail) {
        ExpansionErrors.of(model, instruction, errors);
      }
      if (instruction instanceof Copy copy) {
        if (leadsAhead) {
          SourceErrors.order(model, stage, copy, errors);
        }
        SourceErrors.number(model, copy, errors);
      } else if (instruction instanceof Run run) {
        MountErrors.of(model, stage, run, errors);
      }
      if (mayFail) {
        ValueErrors.of(model, instruction, errors);
      }
    }
  }

  private void triggers() {
    for (Stage stage : reachable()) {
      if (stage.parent() != null) {
        triggers(stage, stage.parent());
      }
    }
  }

  /** ONBUILD of a local stage runs at the FROM that names it, and only then is judged. */
  private void triggers(Stage stage, Stage parent) {
    for (Instruction instruction : parent.instructions()) {
      if (instruction instanceof Onbuild onbuild && onbuild.trigger() != null) {
        for (SyntaxError error : onbuild.trigger().errors()) {
          errors.add(BuildError.at(
              model.range(stage.from(), stage.from().source().argumentsRange()),
              "An ONBUILD of stage " + parent.displayName() + " can't be built here: "
                  + error.message(),
              error.buildkit()));
        }
      }
    }
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code node_modules} that is copied from another stage as a command there has installed it.
 *
 * @param source what the COPY names: the folder itself or that of the project
 */
record CopiedModules(Copy copy, Word source, Install install) {

  /** Copies from stages, but for those that leave something out. */
  static final Trait MAY_COPY =
      Trait.of(Copy.class, copy -> copy.from() != null && copy.flag("exclude") == null);

  static final String FOLDER = "node_modules";

  /** How many COPYs of a stage are looked at, and through how many stages one is followed: files that people write have fewer. */
  private static final int MOST = 20;

  private static final Trait COPIES_FROM_STAGE = Trait.of(Copy.class, copy -> copy.from() != null);

  /** Whether an image may keep what an install has written: in the layers of its stage, or by a COPY. */
  static boolean mayBeKept(SemanticModel model, Stage stage, Install install) {
    ImagePath directory = install.node() == null
        ? null
        : NodeProject.directory(model, install.script(), install.invocation(), Basis.DEFAULTS);
    if (directory == null
        || model.ships(install.script().instruction())
        || model.has(Trait.containing(FOLDER), stage)
        || model.stages().stream().anyMatch(other -> other.parent() == stage)) {
      return true;
    }
    ImagePath modules = directory.resolve(FOLDER);
    List<Instruction> copies = model.having(COPIES_FROM_STAGE);
    for (Instruction one : copies) {
      Copy copy = (Copy) one;
      for (Word source : copy.sources()) {
        String text = model.expand(copy, source.value()).textByDefault();
        if (text == null
            || text.contains(FOLDER)
            || ImagePath.ROOT.resolve(text).mayContain(modules)) {
          return true;
        }
      }
    }
    return copies.isEmpty();
  }

  /** Looks for them in the stages of a file. */
  static final class Search {
    private final SemanticModel model;
    private final NpmVersions versions;
    private final Map<Stage, List<DevelopmentStep>> steps = new HashMap<>();

    Search(SemanticModel model, NpmVersions versions) {
      this.model = model;
      this.versions = versions;
    }

    /** Those with development dependencies of a stage that runs nothing itself that may need or remove them. */
    List<CopiedModules> in(Stage stage) {
      return steps(stage).isEmpty() ? copied(stage, false) : ImmutableList.of();
    }

    /** Those without development dependencies of a stage that installs nothing itself. */
    List<CopiedModules> forProduction(Stage stage) {
      return steps(stage).stream().anyMatch(Install.class::isInstance)
          ? ImmutableList.of()
          : copied(stage, true);
    }

    /** The first build of a stage; null where it has none. */
    @Nullable Build build(Stage stage) {
      for (DevelopmentStep step : steps(stage)) {
        if (step instanceof Build build && build.builds()) {
          return build;
        }
      }
      return null;
    }

    private List<CopiedModules> copied(Stage stage, boolean forProduction) {
      List<CopiedModules> found = new ArrayList<>(0);
      List<Instruction> copies = model.having(MAY_COPY, stage);
      for (Instruction one : Iterables.limit(copies, MOST)) {
        Copy copy = (Copy) one;
        for (Word source : copy.sources()) {
          Install install = install(copy, source, MOST);
          if (install != null && install.isProductionOnly() == forProduction) {
            found.add(new CopiedModules(copy, source, install));
          }
        }
      }
      return found;
    }

    private List<DevelopmentStep> steps(Stage stage) {
      return steps.computeIfAbsent(stage, any -> DevelopmentSteps.in(model, any, versions));
    }

    /** What installed the folder that a COPY brings; null where it brings none, or that isn't known. */
    private @Nullable Install install(Copy copy, Word source, int rest) {
      String text = model.expand(copy, source.value()).textByDefault();
      Stage stage = Iterables.getOnlyElement(StageReference.in(model, copy)).stage();
      Stage own = model.stageOf(copy);
      if (text == null || stage == null || own == null || stage.index() >= own.index()) {
        return null;
      }
      ImagePath place = ImagePath.ROOT.resolve(text);
      return rest == 0
          ? null
          : install(stage, FOLDER.equals(place.name()) ? place : place.resolve(FOLDER), rest - 1);
    }

    /** What a stage has installed at a place in the end, or has from an earlier stage. */
    private @Nullable Install install(Stage target, ImagePath modules, int rest) {
      for (Stage stage = target; stage != null; stage = stage.parent()) {
        for (DevelopmentStep step : Lists.reverse(steps(stage))) {
          if (step instanceof Install install && isAt(install, modules)) {
            return install.isCertain() || install.isProductionOnly() ? install : null;
          }
          if (mayPrune(step)) {
            return null;
          }
        }
        for (Instruction one : model.having(MAY_COPY, stage).reverse()) {
          Copy copy = (Copy) one;
          for (Word source : copy.sources()) {
            if (source.value().endsWith(FOLDER) && isAt(copy, modules)) {
              return install(copy, source, rest);
            }
          }
        }
      }
      return null;
    }

    private boolean isAt(Install install, ImagePath modules) {
      ImagePath directory = install.node() == null
          ? null
          : NodeProject.directory(model, install.script(), install.invocation(), Basis.DEFAULTS);
      return directory != null && directory.resolve(FOLDER).equals(modules);
    }

    private boolean isAt(Copy copy, ImagePath modules) {
      Word destination = copy.destination();
      return destination != null
          && model.place(copy, destination.value(), Basis.DEFAULTS).equals(modules);
    }
  }

  private static boolean mayPrune(DevelopmentStep step) {
    return step instanceof DevelopmentStep.Prune
        || step instanceof Build build && build.tool().contains("prune")
        || step instanceof Install install && install.isProductionOnly();
  }
}

package dev.plimsoll.lint.rules.size;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import org.jspecify.annotations.Nullable;

/** A script of npm that can't run behind an install for production. */
final class FailingBuild {

  private static final Trait BRINGS_MODULES = Trait.containing("node_modules");

  private FailingBuild() {}

  /**
   * The package that brings what the script runs first, and that isn't there then; null where none is known.
   *
   * @param build in the same stage as the install, with no other install between
   */
  static @Nullable String lacking(Subject subject, Stage stage, Install install, Build build) {
    boolean isPlain = install.invocation().is("npm")
        && build.invocation().is("npm")
        && !install.isConditional()
        && !build.invocation().isNested()
        && !build.script().run().text().contains("||");
    if (!isPlain || !isBareImage(subject.model(), stage)) {
      return null;
    }
    NodeProject installed =
        NodeProject.of(subject, install.script(), install.invocation(), Basis.DEFAULTS);
    NodeProject built = NodeProject.of(subject, build.script(), build.invocation(), Basis.DEFAULTS);
    String lacking = installed == null
            || built == null
            || !installed.directory().equals(built.directory())
            || !subject.contextFile(built.beside("node_modules")).isMissing()
        ? null
        : built.lackingInProduction(subject, build.tool());
    return lacking == null || isInstalledElsewhere(subject.model(), stage, lacking)
        ? null
        : lacking;
  }

  /** Whether what the stage begins with has no tools of its own, and no packages are copied into it. */
  private static boolean isBareImage(SemanticModel model, Stage stage) {
    ImageReference base = model.baseReference(stage);
    return base != null && base.isOfficial() && !model.has(BRINGS_MODULES, stage);
  }

  private static boolean isInstalledElsewhere(SemanticModel model, Stage stage, String name) {
    for (Stage one : stage.chain()) {
      for (Instruction instruction : model.having(Trait.containing(name), one)) {
        if (instruction instanceof Instruction.Run) {
          return true;
        }
      }
    }
    return false;
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An install with which several stages begin, some of which need the development dependencies. */
final class SharedInstall {

  private SharedInstall() {}

  /** A stage that is FROM the one that installs, and builds, tests, or is there for those who develop; null where there is none. */
  static @Nullable Stage needing(
      Subject subject, Stage installing, Install install, NpmVersions versions) {
    SemanticModel model = subject.model();
    Set<Stage> from = new HashSet<>();
    from.add(installing);
    for (Stage stage : Iterables.skip(model.stages(), installing.index() + 1)) {
      Stage parent = stage.parent();
      if (parent != null && from.contains(parent)) {
        from.add(stage);
        boolean isForDevelopment = model.has(DeployedStages.STARTS_DEVELOPMENT, stage)
            || stage.name() != null && DeployedStages.saysDevelopment(stage.name());
        if (isForDevelopment || builds(subject, stage, install, versions)) {
          return stage;
        }
      }
    }
    return null;
  }

  private static boolean builds(
      Subject subject, Stage stage, Install install, NpmVersions versions) {
    for (DevelopmentStep step : DevelopmentSteps.in(subject.model(), stage, versions)) {
      if (step instanceof Install) {
        return false; // with its own
      }
      if (step instanceof Build build && install.mayNeedThem(subject, build.tool())) {
        return true;
      }
    }
    return false;
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What is wrong with an install for production only: a build follows that needs the others, or an old spelling says so. */
final class ProductionInstall {

  private ProductionInstall() {}

  /** @param build what needs them and follows in the stage; null where nothing is seen to */
  static void report(
      Subject subject, Stage stage, Install install, @Nullable Build build, Reporter reporter) {
    if (build != null
        && (install.hasNoDevelopmentDependencies(subject)
            || install.isOfModernYarn(subject)
            || install.ignoresEnvironment(subject))) {
      return;
    }
    if (build != null
        && !isOfBase(subject.model(), stage, build)
        && install.namesDevelopmentDependencies(subject)
        && install.mayNeedThem(subject, build.tool())) {
      boolean stay = CopiedModules.mayBeKept(subject.model(), stage, install);
      String lacking = FailingBuild.lacking(subject, stage, install, build);
      reporter.report(Finding.at(
              install.range(),
              (lacking == null
                      ? "The build that follows usually needs the development dependencies. "
                      : "The build that follows fails: " + lacking
                          + " is a development dependency. ")
                  + "Install all of them"
                  + (stay
                      ? ", and remove them after the build."
                      : ": none of them gets into the image."))
          .withSeverity(lacking == null ? Severity.HINT : Severity.WARNING)
          .withRelated(build.range(), "the build")
          .withFix(stay ? pruneAfterBuild(subject, install, build) : installAll(install)));
      return;
    }
    TextRange old = install.oldSpelling();
    NpmVersion version = old == null ? NpmVersion.OLD : install.npm();
    if (old != null && !version.isOld()) {
      reporter.report(Finding.at(
              install.script().range(old),
              "Since npm 7 this is an old spelling of --omit=dev, which npm warns about.")
          .withSeverity(Severity.HINT)
          .withTag(Finding.Tag.DEPRECATED)
          .withFix(respelled(install, version)));
    }
  }

  private static final Trait ADDS_TO_PATH = Trait.containing("node_modules/.bin");

  /** Whether what builds isn't looked for in the project, but comes with an image that somebody has made for it. */
  private static boolean isOfBase(SemanticModel model, Stage stage, Build build) {
    ImageReference base = model.baseReference(stage);
    return base != null
        && !base.isOfficial()
        && build.tool().equals(build.invocation().name())
        && !model.has(ADDS_TO_PATH, stage);
  }

  private static @Nullable Fix respelled(Install install, NpmVersion version) {
    TextEdit edit = install.respelled("--omit=dev");
    Fix.Safety safety = version == NpmVersion.CURRENT ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION;
    return edit == null ? null : new Fix("Write --omit=dev", safety, ImmutableList.of(edit));
  }

  private static @Nullable Fix installAll(Install install) {
    TextRange flag = install.productionFlagWithBlank();
    return flag == null || !install.script().code().isContiguous(flag)
        ? null
        : Fix.suggestion(
            "Install all dependencies", TextEdit.delete(install.script().range(flag)));
  }

  /** Installs everything, and adds what removes the development dependencies where the build is done. */
  private static @Nullable Fix pruneAfterBuild(Subject subject, Install install, Build build) {
    TextRange flag = install.productionFlagWithBlank();
    String prune = install.pruneCommand(subject);
    TextEdit insert = prune == null
        ? null
        : ChainEdits.insertAfter(subject.file(), build.script(), build.invocation(), prune);
    if (flag == null || insert == null || !install.script().code().isContiguous(flag)) {
      return null;
    }
    return Fix.suggestion(
        "Install all, and prune after the build",
        TextEdit.delete(install.script().range(flag)),
        insert);
  }
}

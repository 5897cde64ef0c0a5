package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Trait;

/** An image of which nobody can tell whether its program still answers. */
public final class HealthcheckMissing implements Rule {

  private static final Trait IS_HEALTHCHECK =
      Trait.orTriggered(Healthcheck.class, one -> one.innermost() instanceof Healthcheck);

  private static final RuleInfo INFO = RuleInfo.of(
          "healthcheck-missing", Category.MAINTAINABILITY, Severity.HINT, """
          Without a HEALTHCHECK Docker only knows whether the program runs, not whether it answers.

          This rule is off unless it is asked for: Kubernetes doesn't read HEALTHCHECK, and programs that end need none. \
          `HEALTHCHECK NONE` counts. Looked at are the stages that are images of their own, with those that they are FROM.

          ```dockerfile bad fix=none
          FROM nginx:1.29
          COPY site /usr/share/nginx/html
          ```

          ```dockerfile good
          FROM nginx:1.29
          COPY site /usr/share/nginx/html
          HEALTHCHECK CMD ["curl", "-fsS", "http://localhost/"]
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .withBase()
      .withAlias(Tool.HADOLINT, "DL3057")
      .withAlias(Tool.TRIVY, "DS-0026")
      .withAlias(Tool.CHECKOV, "CKV_DOCKER_2")
      .withAlias(Tool.DROAST, "DF012")
      .withAlias(Tool.DOCKLE, "CIS-DI-0006");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage target : model.targets()) {
      if (!isChecked(model, target)) {
        From from = target.from();
        reporter.report(
            Finding.at(
                model.range(
                    from, from.image() == null ? from.range() : from.image().range()),
                "No HEALTHCHECK says whether the program of this image answers. Add one, or HEALTHCHECK NONE."));
      }
    }
  }

  private static boolean isChecked(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      if (model.has(IS_HEALTHCHECK, stage)) {
        return true;
      }
    }
    return false;
  }
}

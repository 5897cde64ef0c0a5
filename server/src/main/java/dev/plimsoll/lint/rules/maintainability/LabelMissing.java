package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.From;
import java.util.LinkedHashSet;
import java.util.Set;

/** An image without a label that the project wants. */
public final class LabelMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-missing", Category.MAINTAINABILITY, Severity.INFORMATION, """
          A project may want certain labels on all of its images: who made them, from what, under which licence.

          The option `schema` names them; without it nothing is reported. Looked at are the stages that are images of their \
          own, with those that they are FROM.

          ```dockerfile bad fix=none schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          ```

          ```dockerfile good schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.licenses=Apache-2.0
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3049")
      .withAlias(Tool.SONAR, "S7028")
      .in(Profile.HADOLINT, Severity.INFORMATION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    LabelSchema schema = LabelSchema.of(subject);
    if (schema.isEmpty()) {
      return;
    }
    SetMultimap<Stage, String> keys = HashMultimap.create();
    for (LabelPair label : LabelPair.all(model)) {
      if (!label.triggered()) {
        keys.put(label.stage(), label.key());
      }
    }
    for (Stage target : model.targets()) {
      Set<String> missing = new LinkedHashSet<>(schema.types().keySet());
      for (Stage stage = target; stage != null; stage = stage.parent()) {
        missing.removeAll(keys.get(stage));
      }
      From from = target.from();
      for (String key : missing) {
        reporter.report(Finding.at(
            model.range(from, from.image() == null ? from.range() : from.image().range()),
            "This image has no label " + key + ". Add it with LABEL."));
      }
    }
  }
}

package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage with a name that another stage has. */
public final class DuplicateStageName implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "duplicate-stage-name", Category.CORRECTNESS, Severity.WARNING, """
          Of two stages with one name, `COPY --from` and `--target` take the last, and FROM the last one above it.

          Upper and lower case make no difference.

          ```dockerfile bad fix=suggestion
          FROM golang:1.25 AS build
          RUN go build -o /server ./server

          FROM golang:1.25 AS build
          RUN go build -o /client ./client

          FROM alpine:3.22
          COPY --from=build /client /client
          USER nobody
          ```

          ```dockerfile good
          FROM golang:1.25 AS build
          RUN go build -o /server ./server

          FROM golang:1.25 AS build-2
          RUN go build -o /client ./client

          FROM alpine:3.22
          COPY --from=build-2 /client /client
          USER nobody
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.ERROR)
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3024")
      .withAlias(Tool.BUILDKIT, "DuplicateStageName")
      .withAlias(Tool.TRIVY, "DS-0012")
      .withAlias(Tool.CHECKOV, "CKV_DOCKER_11")
      .withAlias(Tool.DROAST, "DF042");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Map<String, Stage> first = new HashMap<>();
    for (Stage stage : subject.model().stages()) {
      Word name = stage.from().stageName();
      Stage earlier = stage.name() == null ? null : first.putIfAbsent(stage.name(), stage);
      if (earlier != null && name != null) {
        reporter.report(Finding.at(
                subject.model().range(stage.from(), name.range()),
                "There is a stage " + stage.name() + " already. Give this one another name.")
            .withRelated(subject.model().range(earlier.from()), "the stage of the same name")
            .withFix(rename(subject.model(), stage, name)));
      }
    }
  }

  /**
   * Gives the stage, and all places that mean it, a name that is free; null where one of them isn't written as it
   * is.
   */
  private static @Nullable Fix rename(SemanticModel model, Stage stage, Word name) {
    String free = free(model, name.value());
    String text = model.file().text();
    List<TextRange> places = new ArrayList<>();
    places.add(model.range(stage.from(), name.range()));
    for (Stage user : model.stages()) {
      for (Dependency dependency : model.dependencies(user)) {
        boolean byIndex = Character.isDigit(text.charAt(dependency.range().start()));
        if (dependency.stage() == stage && !byIndex) {
          places.add(dependency.range());
        }
      }
    }
    List<TextEdit> edits = new ArrayList<>();
    for (TextRange place : places) {
      if (!place.of(text).equalsIgnoreCase(name.value())) {
        return null;
      }
      edits.add(TextEdit.replace(place, free));
    }
    return new Fix("Call it " + free, Fix.Safety.SUGGESTION, TextEdit.inOrder(edits));
  }

  private static String free(SemanticModel model, String name) {
    int number = 2;
    while (model.stageNamed(name + "-" + number) != null) {
      number++;
    }
    return name + "-" + number;
  }
}

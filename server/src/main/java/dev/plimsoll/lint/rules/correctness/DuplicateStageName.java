package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
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
    SemanticModel model = subject.model();
    Map<String, Stage> first = new HashMap<>();
    Renames renames = null;
    for (Stage stage : model.stages()) {
      Word name = stage.from().stageName();
      Stage earlier = stage.name() == null ? null : first.putIfAbsent(stage.name(), stage);
      if (earlier != null && name != null) {
        renames = renames == null ? new Renames(model) : renames;
        reporter.report(Finding.at(
                model.range(stage.from(), name.range()),
                "There is a stage " + stage.name() + " already. Give this one another name.")
            .withRelated(model.range(earlier.from()), "the stage of the same name")
            .withFix(renames.of(stage, name)));
      }
    }
  }

  /** Gives stages names that are free. */
  private static final class Renames {
    private final SemanticModel model;
    /** Where each stage is meant, whether or not by its name. */
    private final ListMultimap<Stage, TextRange> uses = ArrayListMultimap.create();
    /** A name that is free, by the name that isn't. */
    private final Map<String, String> free = new HashMap<>();

    Renames(SemanticModel model) {
      this.model = model;
      for (Stage user : model.stages()) {
        for (Dependency dependency : model.dependencies(user)) {
          uses.put(dependency.stage(), dependency.range());
        }
      }
    }

    /** Renames a stage, and all places that name it; null where one of them isn't written as it is. */
    @Nullable Fix of(Stage stage, Word name) {
      String renamed = free.computeIfAbsent(name.value(), this::free);
      CharSequence text = model.file().characters();
      List<TextEdit> edits = new ArrayList<>();
      edits.add(TextEdit.replace(model.range(stage.from(), name.range()), renamed));
      for (TextRange use : uses.get(stage)) {
        boolean byIndex = Character.isDigit(text.charAt(use.start()));
        if (!byIndex && !isName(text, use, name.value())) {
          return null;
        }
        if (!byIndex) {
          edits.add(TextEdit.replace(use, renamed));
        }
      }
      return new Fix("Call it " + renamed, Fix.Safety.SUGGESTION, TextEdit.inOrder(edits));
    }

    private static boolean isName(CharSequence text, TextRange range, String name) {
      return text.subSequence(range.start(), range.end()).toString().equalsIgnoreCase(name);
    }

    private String free(String name) {
      int number = 2;
      while (model.stageNamed(name + "-" + number) != null) {
        number++;
      }
      return name + "-" + number;
    }
  }
}

package dev.plimsoll.lint.rules.style;

import com.google.common.collect.ImmutableList;
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
import dev.plimsoll.semantics.Renaming;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stage whose name has capitals. */
public final class StageNameCasing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "stage-name-casing", Category.STYLE, Severity.HINT, """
          BuildKit keeps the names of stages in lower case: `COPY --from=` finds one in any letters, but FROM only
          in lower case.

          Written in lower case everywhere, the name is the same wherever it stands.

          ```dockerfile bad fix=safe
          FROM golang:1.25 AS Builder
          RUN go build -o /app .

          FROM alpine:3.22
          COPY --from=Builder /app /app
          USER nobody
          ```

          ```dockerfile good
          FROM golang:1.25 AS builder
          RUN go build -o /app .

          FROM alpine:3.22
          COPY --from=builder /app /app
          USER nobody
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "StageNameCasing");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      Word name = stage.from().stageName();
      boolean isName =
          name != null && name.value().indexOf('$') < 0; // elsewhere a variable is expanded
      if (name != null && isName && !name.value().equals(stage.name())) {
        reporter.report(Finding.at(
                subject.model().range(stage.from(), name.range()),
                "The name of a stage should be in lower case. Write " + stage.name() + ".")
            .withFix(rename(subject.model(), stage)));
      }
    }
  }

  /** Changes the name in all places. Each of them means the same stage as before, whatever its letters were. */
  private static @Nullable Fix rename(SemanticModel model, Stage stage) {
    Symbol symbol = model.symbols().of(stage);
    String text = model.file().text();
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    if (symbol == null || stage.name() == null) {
      return null;
    }
    for (TextEdit edit : Renaming.edits(symbol, stage.name())) {
      String written = edit.range().of(text);
      if (!written.toLowerCase(Locale.ROOT).equals(stage.name())) {
        return null; // spread over two lines, say
      }
      if (!written.equals(stage.name())) {
        edits.add(edit);
      }
    }
    return new Fix("Write " + stage.name(), Fix.Safety.SAFE, edits.build());
  }
}

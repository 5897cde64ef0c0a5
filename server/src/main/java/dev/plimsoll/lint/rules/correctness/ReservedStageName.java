package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableSet;
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
import dev.plimsoll.semantics.Symbols;
import dev.plimsoll.syntax.Word;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stage with a name that means something else to BuildKit. */
public final class ReservedStageName implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "reserved-stage-name", Category.CORRECTNESS, Severity.WARNING, """
          `scratch` is the empty image and `context` the build context: a stage of that name is taken for it, or
          hides it.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22 AS context
          RUN apk add --no-cache git

          FROM alpine:3.22
          COPY --from=context /usr/bin/git /usr/bin/
          USER nobody
          ```

          ```dockerfile good
          FROM alpine:3.22 AS context-stage
          RUN apk add --no-cache git

          FROM alpine:3.22
          COPY --from=context-stage /usr/bin/git /usr/bin/
          USER nobody
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.WARNING)
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3063")
      .withAlias(Tool.BUILDKIT, "ReservedStageName");

  private static final ImmutableSet<String> RESERVED = ImmutableSet.of("context", "scratch");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Set<String> seen = new HashSet<>();
    for (Stage stage : subject.model().stages()) {
      Word name = stage.from().stageName();
      if (name != null && stage.name() != null && RESERVED.contains(stage.name())) {
        reporter.report(Finding.at(
                subject.model().range(stage.from(), name.range()),
                "BuildKit has a meaning of its own for " + stage.name()
                    + ". Give the stage another name.")
            .withFix( // of another stage of that name one says that it needs a name of its own
                seen.add(stage.name())
                    ? rename(subject.model(), stage, name.value() + "-stage")
                    : null));
      }
    }
  }

  private static @Nullable Fix rename(SemanticModel model, Stage stage, String name) {
    Symbol symbol = model.symbols().of(stage);
    if (symbol == null) {
      return null;
    }
    Symbols.Mention mention = new Symbols.Mention(symbol, symbol.occurrences().get(0));
    boolean possible =
        Renaming.obstacle(model, mention) == null && Renaming.refusal(model, symbol, name) == null;
    return possible
        ? new Fix("Call it " + name, Fix.Safety.SUGGESTION, Renaming.edits(symbol, name))
        : null;
  }
}

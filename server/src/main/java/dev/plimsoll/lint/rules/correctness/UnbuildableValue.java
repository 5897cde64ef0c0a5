package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.BuildError;
import dev.plimsoll.semantics.EmptyVariable;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values that stop a build although BuildKit can read every instruction. */
public final class UnbuildableValue implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "unbuildable-value", Category.CORRECTNESS, Severity.ERROR, """
      The file can be read, but the build stops here: BuildKit can't make sense of a name, a number or a variable.

      Such are copies from stages that come later or don't exist, invalid ports and signals, mount options that the type
      doesn't have, and base images without a valid name. Where only a `--build-arg` is missing, this is information,
      not an error, and nothing where a bake file, Compose, a Makefile, a pipeline or the like in the project passes it. Nor is
      anything said of what Taskgraph, which reads comments such as `# %include`, gives FROM. Numbers of ports and stages that take from themselves have rules of their own.

      ```dockerfile bad fix=none
      FROM alpine:3.22 AS build
      EXPOSE 8000/tpc
      COPY --from=final /srv /srv

      FROM alpine:3.22 AS final
      ```

      ```dockerfile good
      FROM alpine:3.22 AS build
      EXPOSE 8000/tcp

      FROM alpine:3.22 AS final
      COPY --from=build /srv /srv
      ```

      FROM sees only the ARGs above the first FROM. In a stage the same variable has to be declared again:

      ```dockerfile bad fix=suggestion
      FROM alpine:3.22 AS assets
      ARG TAG=1.29
      RUN echo $TAG > /version

      FROM nginxinc/nginx-unprivileged:$TAG
      COPY --from=assets /version /
      USER nginx
      ```

      ```dockerfile good
      ARG TAG=1.29
      FROM alpine:3.22 AS assets
      ARG TAG
      RUN echo $TAG > /version

      FROM nginxinc/nginx-unprivileged:$TAG
      COPY --from=assets /version /
      USER nginx
      ```
      """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .superseding("invalid-default-arg-in-from", "undefined-arg-in-from")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Map<Object, List<TextRange>> places = new LinkedHashMap<>();
    Map<Object, BuildError> first = new HashMap<>();
    for (BuildError error : errors(subject.model(), BuildError.Kind.OTHER)) {
      if (isGiven(subject, error)) {
        continue;
      }
      Object cause = cause(subject.model(), error);
      places.computeIfAbsent(cause, any -> new ArrayList<>()).add(error.range());
      first.putIfAbsent(cause, error);
    }
    places.forEach((cause, ranges) -> {
      BuildError error = Objects.requireNonNull(first.get(cause));
      Finding finding = Finding.at(error.range(), error.message())
          .withRelated(ranges.subList(1, ranges.size()), "here, too")
          .withFix(Fix.of(error.repair()))
          .withFix(GlobalArgs.declaring(subject.model(), error));
      Severity severity = isUndeclared(subject.model(), error)
          ? Preprocessor.severity(subject)
          : error.needsArgument() ? Severity.INFORMATION : null;
      reporter.report(finding.withSeverity(severity));
    });
  }

  /** The errors of a kind. Nothing that comes later counts before all stands in a stage. */
  static ImmutableList<BuildError> errors(SemanticModel model, BuildError.Kind kind) {
    ImmutableList<BuildError> errors = model.buildErrors();
    boolean outsideStages =
        model.stages().isEmpty() || !model.instructionsBeforeFirstStage().isEmpty();
    return (outsideStages ? errors.subList(0, 1) : errors)
        .stream().filter(error -> error.kind() == kind).collect(ImmutableList.toImmutableList());
  }

  /** Whether the project gives the arguments that are missing, or what reads the file before BuildKit does. */
  private static boolean isGiven(Subject subject, BuildError error) {
    List<String> empty = empty(subject.model(), error);
    if (empty.isEmpty()) {
      return false;
    }
    return error.needsArgument()
        ? empty.stream().allMatch(subject::isGiven)
        : isUndeclared(subject.model(), error)
            && empty.stream().allMatch(name -> Preprocessor.gives(subject, name));
  }

  /** Whether nothing in the file declares the variables because of which an instruction can't be built. */
  private static boolean isUndeclared(SemanticModel model, BuildError error) {
    ImmutableList<EmptyVariable> empty = variables(model, error);
    return !empty.isEmpty()
        && empty.stream().allMatch(one -> one.reason() == EmptyVariable.Reason.UNDECLARED);
  }

  /** What is reported once, wherever it shows: the variables that are empty; else the error itself. */
  private static Object cause(SemanticModel model, BuildError error) {
    List<String> empty = error.repair() == null ? empty(model, error) : List.of();
    return empty.isEmpty() ? error : empty;
  }

  /** The variables without a value because of which an instruction can't be built, in alphabetical order. */
  private static List<String> empty(SemanticModel model, BuildError error) {
    return variables(model, error).stream().map(EmptyVariable::name).sorted().toList();
  }

  private static ImmutableList<EmptyVariable> variables(SemanticModel model, BuildError error) {
    Instruction instruction = model.file().instructionAt(error.range().start());
    if (instruction instanceof From from) {
      return EmptyVariable.in(model, from, GlobalArgs.word(model, from, error.range()));
    }
    return instruction == null || !error.needsArgument()
        ? ImmutableList.of()
        : EmptyVariable.arguments(
            model, instruction, error.range().of(model.file().text()));
  }
}

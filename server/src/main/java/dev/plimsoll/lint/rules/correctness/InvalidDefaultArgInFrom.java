package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.image.ImageReference;
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
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** FROM whose image has no valid name unless the build is given arguments. */
public final class InvalidDefaultArgInFrom implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "invalid-default-arg-in-from", Category.CORRECTNESS, Severity.WARNING, """
          With the defaults of its ARGs, this is not the name of an image: a build without `--build-arg` stops here.

          ```dockerfile bad fix=suggestion
          ARG TAG
          FROM alpine:${TAG}
          ```

          ```dockerfile good
          ARG TAG=latest
          FROM alpine:${TAG}
          ```

          Where the build stops for it, `unbuildable-value` says why, and this rule nothing. Nor does it where the
          project is known to pass the arguments, unless somebody asks for BuildKit's checks.
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "InvalidDefaultArgInFrom")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      Word image = stage.from().image();
      Expansion expansion = image == null ? null : model.expand(stage.from(), image.value());
      if (image == null || expansion == null || expansion.error() != null) {
        continue;
      }
      String name = expansion.withoutBuildArgs();
      if (name.isEmpty() || ImageReference.of(name) == null) {
        Finding finding = Finding.at(
                model.range(stage.from(), image.range()),
                (name.isEmpty()
                        ? "Without --build-arg this is empty"
                        : "Without --build-arg this is " + name)
                    + ", which is not the name of an image. Give its ARGs defaults that make it one.")
            .withFix(latest(model, image.value()));
        reporter.report(isGiven(subject, stage, image) ? finding.asPedantic() : finding);
      }
    }
  }

  /** Whether the project gives all arguments that the name needs, or what reads the file before BuildKit. */
  private static boolean isGiven(Subject subject, Stage stage, Word image) {
    boolean isGiven = image.value().indexOf('$') >= 0;
    for (VariableReference use : VariableReference.in(subject.model(), stage.from())) {
      boolean isOfName = image.range().contains(use.range()); // not of --platform
      isGiven &= !isOfName
          || subject.isGiven(use.name())
          || subject.model().globalBinding(use.name()) == null
              && Preprocessor.gives(subject, use.name());
    }
    return isGiven;
  }

  /** A default for the ARG that is the whole tag, where it has none. */
  private static @Nullable Fix latest(SemanticModel model, String image) {
    int tag = image.lastIndexOf(":$") + 1;
    String variable = tag == 0 ? "" : image.substring(tag + 1);
    String name = variable.startsWith("{") && variable.endsWith("}")
        ? variable.substring(1, variable.length() - 1)
        : variable;
    Binding binding = model.globalBinding(name);
    Pair pair = binding == null ? null : binding.pair();
    Instruction arg = binding == null ? null : binding.instruction();
    return pair == null || arg == null || pair.value() != null
        ? null
        : Fix.suggestion(
            "Give " + name + " the default latest",
            TextEdit.insert(model.range(arg, pair.key().range()).end(), "=latest"));
  }
}

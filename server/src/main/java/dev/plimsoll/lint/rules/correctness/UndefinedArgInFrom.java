package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
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
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** FROM with a variable that no ARG above it declares. */
public final class UndefinedArgInFrom implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "undefined-arg-in-from", Category.CORRECTNESS, Severity.WARNING, """
          FROM sees the ARGs above the first FROM and the platforms that BuildKit sets. Any other variable is empty
          there.

          ```dockerfile bad fix=suggestion
          ARG SUFFIX=-slim
          FROM node:22${SUFIX}
          ```

          ```dockerfile good
          ARG SUFFIX=-slim
          FROM node:22${SUFFIX}
          ```

          With a default in the FROM the build goes on, but `--build-arg` has no effect, for only an ARG takes its
          value. That is reported as information:

          ```dockerfile bad fix=suggestion
          FROM node:${VERSION:-22-slim}
          ```

          ```dockerfile good
          ARG VERSION
          FROM node:${VERSION:-22-slim}
          ```

          Where the build stops for it, `unbuildable-value` says so, and this rule nothing.
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "UndefinedArgInFrom")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      if (stage.from().text().indexOf('$') >= 0) {
        check(subject, stage.from(), reporter);
      }
    }
  }

  private static void check(Subject subject, Instruction.From from, Reporter reporter) {
    SemanticModel model = subject.model();
    Set<String> seen = new HashSet<>();
    for (VariableReference use : VariableReference.in(model, from)) {
      if (model.globalBinding(use.name()) == null && seen.add(use.name())) {
        boolean replaced = use.modifier().endsWith("-");
        Finding finding = Finding.at(
                model.range(from, use.range()),
                use.name() + " is declared nowhere above the first FROM, so "
                    + (replaced
                        ? "it always has the value that is given here, and --build-arg changes nothing."
                        : "it is empty here.")
                    + " Declare it there with ARG.")
            .withSeverity(replaced ? Severity.INFORMATION : Preprocessor.severity(subject))
            .withFix(replaced ? null : misspelt(model, from, use))
            .withFix(replaced || isBuilt(model, from) ? declare(model, use.name()) : null);
        boolean isGiven = Preprocessor.gives(subject, use.name());
        reporter.report(isGiven ? finding.forTheCheckOnly() : finding);
      }
    }
  }

  /** Whether the build goes on although variables are empty: else an ARG without a value is of no use. */
  private static boolean isBuilt(SemanticModel model, Instruction.From from) {
    Word image = from.image();
    return image != null
        && from.platform() == null
        && ImageReference.of(model.expand(from, image.value()).withoutBuildArgs()) != null;
  }

  private static @Nullable Fix misspelt(
      SemanticModel model, Instruction.From from, VariableReference use) {
    List<String> declared = new ArrayList<>();
    model.globalBindings().forEach(binding -> declared.add(binding.name()));
    String meant = EditDistance.meant(use.name(), declared);
    boolean plain = use.nameRange().length() == use.name().length();
    return meant == null || !plain
        ? null
        : Fix.suggestion(
            "Change to " + meant, TextEdit.replace(model.range(from, use.nameRange()), meant));
  }

  private static Fix declare(SemanticModel model, String name) {
    Instruction.From first = model.stages().get(0).from();
    String line = first.source().inSameCase(Keyword.ARG) + " " + name;
    return Fix.suggestion(
        "Add " + line + " above the first FROM",
        InstructionEdits.insertAbove(model.file(), first, ImmutableList.of(line)));
  }
}

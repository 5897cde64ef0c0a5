package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
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
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of an image that is nearly that of a stage above. */
public final class CopyFromUnknownStage implements Rule {

  /** What the name of a stage hardly has: it is an image then. */
  private static final CharMatcher OF_IMAGES = CharMatcher.anyOf("/:@.$");

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-from-unknown-stage", Category.CORRECTNESS, Severity.WARNING, """
          A name that is not a stage's is taken for an image, so a misspelt stage is looked up in a registry.

          The build fails there, or takes the files of an image that somebody else published under that name. FROM and \
          `--mount=from=` take names the same way.

          ```dockerfile bad fix=suggestion
          FROM golang:1.24 AS builder
          RUN go build -o /app .

          FROM scratch
          COPY --from=build /app /app
          ```

          ```dockerfile good
          FROM golang:1.24 AS builder
          RUN go build -o /app .

          FROM scratch
          COPY --from=builder /app /app
          ```

          Only a name that differs by one or two letters from a stage above is reported. Others may be images, or \
          contexts that `--build-context` names.
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3022")
      .in(Profile.HADOLINT, Severity.WARNING)
      .superseding("base-image-untagged", "unbuildable-value")
      .whenFinished();

  private static final CharMatcher OF_TAGS = CharMatcher.anyOf(":@$");

  /** How many stages above are searched for a name like it: files that people write have fewer. */
  private static final int MOST_STAGES = 50;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (ImageUse use : subject.model().imageUses()) {
      String meant = use.source() == null ? null : meant(subject, use);
      if (meant != null && use.source() != null) {
        reporter.report(Finding.at(use.range(), message(use, meant))
            .withFix(Fix.suggestion("Change to " + meant, TextEdit.replace(use.source(), meant))));
      }
    }
  }

  /** hadolint takes what has no tag for the name of a stage. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (ImageUse use : subject.model().imageUses()) {
      if (use.instruction() instanceof Copy && OF_TAGS.matchesNoneOf(use.text())) {
        reporter.report(Finding.at(
                use.range(),
                "There is no stage " + use.text()
                    + " above. Name one, or add the tag of the image.")
            .forHadolintOnly());
      }
    }
  }

  private static String message(ImageUse use, String meant) {
    return Ascii.equalsIgnoreCase(meant, use.text())
        ? "FROM finds a stage by its name in lower case only, so " + use.text()
            + " is taken for an image. Write " + meant + "."
        : "There is no stage " + use.text() + " above, so it is taken for an image. Did you mean "
            + meant + "?";
  }

  private static @Nullable String meant(Subject subject, ImageUse use) {
    ImageReference image = use.image();
    Stage user = subject.model().stageOf(use.instruction());
    if (user == null
        || OF_IMAGES.matchesAnyOf(use.text())
        || use.text().equals(Ascii.toUpperCase(use.text()))
        || (image != null && image.isScratch())) {
      return null;
    }
    Stage named = subject.model().stageNamed(use.text());
    if (named != null && named.index() > user.index()) {
      return null; // a stage further down, of which another rule knows more
    }
    ImmutableList<Stage> stages = subject.model().stages();
    List<String> names = new ArrayList<>();
    for (Stage stage : stages.subList(Math.max(0, user.index() - MOST_STAGES), user.index())) {
      Word name = stage.from().stageName();
      if (name != null) {
        names.add(
            use.instruction() instanceof From ? Ascii.toLowerCase(name.value()) : name.value());
      }
    }
    String meant = EditDistance.meant(use.text(), names);
    boolean isKnown =
        meant != null && image != null && subject.about(image, StageUsedBeforeDefinition.IS_KNOWN);
    return isKnown ? null : meant;
  }
}

package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fragment;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;

/** A file without FROM, or instructions that stand before it. */
public final class InstructionBeforeFrom implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "no-from-or-wrong-first-instruction", Category.CORRECTNESS, Severity.ERROR, """
          Every instruction but ARG belongs to a build stage, and a stage begins with FROM.

          BuildKit says "no build stage in current context" and stops. A file with several instructions and no FROM at all may be
          a part of a Dockerfile that is put together elsewhere: this is information then, and the rest is judged as far as no
          base image is needed for that.

          ```dockerfile bad fix=none
          WORKDIR /src
          FROM alpine:3.22
          ```

          ```dockerfile good
          ARG VERSION=3.22
          FROM alpine:${VERSION}
          WORKDIR /src
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withAlias(Tool.HADOLINT, "DL3061")
      .in(Profile.HADOLINT, Severity.ERROR)
      .superseding("unbuildable-value")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (UnknownInstruction.isAnotherKind(subject)) {
      return;
    }
    Instruction first = Fragment.first(subject.model());
    if (first != null) {
      TextRange keyword = subject.model().range(first, first.source().keywordRange());
      reporter.report(Finding.at(
              keyword,
              "No FROM names an image to begin with, so this can't be built by itself. Is it a part of a Dockerfile?")
          .withSeverity(Severity.INFORMATION));
    }
    for (Instruction instruction : subject.model().instructionsBeforeFirstStage()) {
      TextRange keyword =
          subject.model().range(instruction, instruction.source().keywordRange());
      Finding finding = Finding.at(
          keyword,
          Ascii.toUpperCase(instruction.source().writtenKeyword())
              + " needs a build stage. Move it below a FROM.");
      if (first == null) {
        reporter.report(finding);
      } else if (instruction != first) {
        reporter.report(finding.forHadolintOnly());
      }
      if (instruction instanceof Instruction.Unknown unknown && isFrom(unknown)) {
        return; // with that one mended, all the rest stands in a stage
      }
    }
    if (first == null && subject.model().stages().isEmpty() && !onlyUnknown(subject)) {
      reporter.report(Finding.at(
              subject.file().lastVisible(),
              "A Dockerfile needs at least one FROM, which names the image to begin with.")
          .beyondHadolint());
    }
  }

  private static boolean isFrom(Instruction.Unknown unknown) {
    return "FROM".equalsIgnoreCase(UnknownInstruction.meant(unknown))
        || LookalikeCharacter.isFrom(unknown);
  }

  /** A single misspelt instruction is explained by itself. */
  private static boolean onlyUnknown(Subject subject) {
    return !subject.model().instructions(Instruction.Unknown.class).isEmpty();
  }
}

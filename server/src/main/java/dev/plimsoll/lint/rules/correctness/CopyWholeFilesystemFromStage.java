package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;

/** All files of another stage, copied over those that are there. */
public final class CopyWholeFilesystemFromStage implements Rule {

  private static final Trait COPIES_ALL =
      Trait.of(Copy.class, CopyWholeFilesystemFromStage::copiesAll);

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-whole-filesystem-from-stage", Category.CORRECTNESS, Severity.HINT, """
          Copying all of a stage to the root takes its files, but none of its ENV, USER, WORKDIR, ENTRYPOINT and CMD.

          It also mixes two systems where the base isn't empty. Copy what is needed, or go on from the stage with FROM, \
          which takes its configuration, too. Where it is done on purpose it is only reported if the rule is asked for: on \
          `scratch`, which makes one layer of many, from a stage or an image that holds nothing but what is to be copied, and where \
          a comment above speaks of the whole filesystem or of layers that are squashed.

          ```dockerfile bad fix=none
          FROM alpine:3.22 AS build
          RUN mkdir /srv/site

          FROM nginx:1.29
          COPY --from=build / /
          ```

          ```dockerfile good
          FROM alpine:3.22 AS build
          RUN mkdir /srv/site

          FROM nginx:1.29
          COPY --from=build /srv/site /usr/share/nginx/html
          ```
          """)
      .since("0.1.0")
      .withAlias(Tool.HADOLINT, "DL3067")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(COPIES_ALL, CopyWholeFilesystemFromStage::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Copy copy = (Copy) part.get(0);
    Finding finding = Finding.at(
        subject.model().range(copy),
        "This copies all files, but no ENV, USER, ENTRYPOINT or CMD. Copy what is needed, or go on with FROM.");
    boolean isMeant = AuthorsComment.has(subject.file(), copy, REASON);
    reporter.report(
        !isMeant && isSystemOnSystem(subject.model(), copy) ? finding : finding.asPedantic());
  }

  /** What a comment says of one layer that is made of many, or of all files that are meant. */
  private static final Regex REASON = Regex.of(
      "(?i)\\b(?:flatten|squash)(?:e[ds]|ing|s)?\\b|\\b(?:one|single)[- ]layer\\b|\\brootfs\\b"
          + "|\\b(?:all|complete|entire|full|root|whole) (?:the |of the )?(?:file ?systems?|files)\\b"
          + "|\\b(?:on purpose|intentional(?:ly)?|deliberate(?:ly)?)\\b");

  /** Whether a stage that was worked on is copied over another system: some stages and images are made to be copied whole. */
  private static boolean isSystemOnSystem(SemanticModel model, Copy copy) {
    Stage target = model.stageOf(copy);
    for (StageReference reference : StageReference.in(model, copy)) {
      Stage source = reference.stage();
      if (target != null && source != null && model.layers(source) > 0) {
        return model.family(source) != BaseFamily.SCRATCH
            && model.family(target) != BaseFamily.SCRATCH;
      }
    }
    return false;
  }

  private static boolean copiesAll(Copy copy) {
    Word destination = copy.destination();
    return copy.from() != null
        && destination != null
        && destination.value().equals("/")
        && copy.sources().stream().anyMatch(source -> source.value().equals("/"));
  }
}

package dev.plimsoll.lint.rules.maintainability;

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
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Maintainer;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** MAINTAINER, which a label has replaced. */
public final class MaintainerDeprecated implements Rule {

  private static final String KEY = "org.opencontainers.image.authors";

  private static final Trait MAY_LABEL =
      Trait.of(Instruction.Label.class, MaintainerDeprecated::mayLabel);

  private static final RuleInfo INFO = RuleInfo.of(
          "maintainer-deprecated", Category.MAINTAINABILITY, Severity.WARNING, """
          MAINTAINER is deprecated. A label says the same, and tools can read it.

          The label `org.opencontainers.image.authors` is the one that the OCI image specification names for this. Where
          another instruction sets it, the author decides: of two the second would overwrite the first.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          MAINTAINER Ada "Countess" Example <ada@example.com>
          ```

          ```dockerfile good
          FROM alpine:3.22
          LABEL org.opencontainers.image.authors="Ada \\"Countess\\" Example <ada@example.com>"
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "MaintainerDeprecated")
      .withAlias(Tool.HADOLINT, "DL4000")
      .in(Profile.HADOLINT, Severity.ERROR);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Maintainer maintainer : subject.model().instructions(Maintainer.class)) {
      reporter.report(Finding.at(
              subject.model().range(maintainer),
              "MAINTAINER is deprecated. Use the label " + KEY + ".")
          .withTag(Finding.Tag.DEPRECATED)
          .withFix(fix(subject, maintainer)));
    }
  }

  private static @Nullable Fix fix(Subject subject, Maintainer maintainer) {
    Fix label = toLabel(subject.file(), maintainer);
    if (label == null || !hasLabel(subject.model(), maintainer)) {
      return label;
    }
    // The image has the label, and a second one would overwrite it, or be overwritten.
    ImmutableList<TextEdit> deletion = InstructionEdits.delete(subject.file(), maintainer);
    return deletion == null
        ? label.asSuggestion()
        : new Fix(
            "Delete MAINTAINER: the image has the label already", Fix.Safety.SUGGESTION, deletion);
  }

  /** Whether an instruction of the stage, or of one that it is FROM, sets the label, or may. */
  private static boolean hasLabel(SemanticModel model, Maintainer maintainer) {
    for (Stage stage = model.stageOf(maintainer); stage != null; stage = stage.parent()) {
      if (model.has(MAY_LABEL, stage)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayLabel(Instruction.Label label) {
    for (Pair pair : label.pairs()) {
      if (pair.key().value().contains(KEY) || pair.key().value().indexOf('$') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Puts quotes around the name where it stands, so that continued lines and comments between them are kept. */
  private static @Nullable Fix toLabel(Dockerfile file, Maintainer maintainer) {
    int start = file.start(maintainer);
    InstructionText source = maintainer.source();
    if (source.words().isEmpty() || !source.flags().isEmpty()) {
      return null;
    }
    EmbeddedText line = source.line();
    TextRange name = withoutQuotes(line.code(), source.argumentsInLine());
    boolean lower = Character.isLowerCase(source.writtenKeyword().charAt(0));
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.add(InstructionEdits.replaceKeyword(
            file, maintainer, source.keywordRange(), lower ? "label" : "LABEL")
        .shift(-start));
    edits.add(TextEdit.replace(
        new TextRange(line.home(source.argumentsInLine().start()), line.home(name.start())),
        "org.opencontainers.image.authors=\""));
    for (int i = name.start(); i < name.end(); i++) {
      char c = line.code().charAt(i);
      if (c == '"' || c == '$' || c == source.escape()) {
        edits.add(TextEdit.insert(line.home(i), String.valueOf(source.escape())));
      }
    }
    edits.add(TextEdit.replace(
        new TextRange(
            line.homeEnd(name.end()), line.homeEnd(source.argumentsInLine().end())),
        "\""));
    return new Fix(
        "Replace MAINTAINER with a LABEL",
        Fix.Safety.SAFE,
        edits.build().stream()
            .map(edit -> edit.shift(start))
            .collect(ImmutableList.toImmutableList()));
  }

  /** The name without quotes that stand around all of it. */
  private static TextRange withoutQuotes(String code, TextRange name) {
    boolean quoted = name.length() > 1
        && code.charAt(name.start()) == '"'
        && code.indexOf('"', name.start() + 1) == name.end() - 1;
    return quoted ? new TextRange(name.start() + 1, name.end() - 1) : name;
  }
}

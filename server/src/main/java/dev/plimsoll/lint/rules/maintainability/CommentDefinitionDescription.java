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
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Locale;

/** A comment above an ARG or a stage that doesn't begin with its name. */
public final class CommentDefinitionDescription implements Rule {

  private static final Trait DEFINES = Trait.of(Instruction.Arg.class)
      .or(Trait.of(Instruction.From.class, from -> from.stageName() != null));

  private static final RuleInfo INFO = RuleInfo.of(
          "comment-definition-description", Category.MAINTAINABILITY, Severity.HINT, """
          `docker build --call=outline` shows the comment above an ARG or a stage if it begins with the name of that.

          This is one of BuildKit's experiments, and runs where a file asks for it: with a directive in its first
          line, or for one instruction with a comment above that.

          ```dockerfile bad fix=suggestion
          # check=experimental=InvalidDefinitionDescription
          FROM alpine:3.22
          # the version to download
          ARG VERSION=1.2
          ```

          ```dockerfile good
          # check=experimental=InvalidDefinitionDescription
          FROM alpine:3.22
          # VERSION the version to download
          ARG VERSION=1.2
          ```

          The last comment above counts, also with blank lines between. An empty one, `#`, keeps the others away.
          """)
      .since("0.1.0")
      .withSuggestion()
      .asExperiment()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "InvalidDefinitionDescription");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(DEFINES)) {
      check(subject, instruction, reporter);
    }
  }

  private static void check(Subject subject, Instruction instruction, Reporter reporter) {
    Dockerfile file = subject.file();
    int index = file.indexOf(instruction) - 1;
    while (index >= 0 && file.element(index) instanceof Element.Blank) {
      index--;
    }
    ImmutableList<Word> names = names(instruction);
    if (index < 0
        || names.isEmpty()
        || !(file.element(index) instanceof Element.Comment comment)
        || ToolComment.of(comment) != null) {
      return;
    }
    String content = comment.content();
    int blank = content.indexOf(' ');
    String first = blank < 0 ? content : content.substring(0, blank);
    if (!content.isEmpty()
        && names.stream().noneMatch(name -> key(instruction, name).equals(first))) {
      int start =
          file.start(index) + comment.text().indexOf(content, comment.text().indexOf('#') + 1);
      String meant = key(instruction, names.get(0));
      reporter.report(Finding.at(
              subject.model().range(instruction, names.get(0).range()),
              "The comment above describes this if it begins with its name.")
          .withRelated(TextRange.ofLength(start, content.length()), "this comment")
          .withFix(
              names.size() == 1
                  ? Fix.suggestion(
                      "Begin the comment with " + meant, TextEdit.insert(start, meant + " "))
                  : null));
    }
  }

  /** A stage is known by its name in lower case. */
  private static String key(Instruction instruction, Word name) {
    return instruction instanceof Instruction.From
        ? name.value().toLowerCase(Locale.ROOT)
        : name.value();
  }

  private static ImmutableList<Word> names(Instruction instruction) {
    if (instruction instanceof Instruction.Arg arg) {
      return arg.pairs().stream().map(Pair::key).collect(ImmutableList.toImmutableList());
    }
    Word name = instruction instanceof Instruction.From from ? from.stageName() : null;
    return name == null ? ImmutableList.of() : ImmutableList.of(name);
  }
}

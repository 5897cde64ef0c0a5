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
import dev.plimsoll.rewrite.CommentEdits;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** A comment behind an instruction, which takes it for arguments. */
public final class TrailingComment implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "trailing-comment", Category.CORRECTNESS, Severity.WARNING, """
          A comment behind an instruction is none: BuildKit takes its words for arguments.

          Only a line that begins with `#` is a comment. `WORKDIR /app # sources` makes a directory whose name is \
          `/app # sources`, COPY looks for a file `#`, and other instructions stop the build. In the shell form of RUN, CMD, \
          ENTRYPOINT and HEALTHCHECK the shell reads the comment.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          ENV PORT=8080 # the proxy expects it
          EXPOSE 8080   # HTTP
          ```

          ```dockerfile good
          FROM alpine:3.22
          # the proxy expects it
          ENV PORT=8080
          # HTTP
          EXPOSE 8080
          ```

          The fix is safe where the build fails now, and a suggestion where it doesn't:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          WORKDIR /app # sources
          USER nobody # not root
          ```

          ```dockerfile good
          FROM alpine:3.22
          # sources
          WORKDIR /app
          # not root
          USER nobody
          ```

          Behind the escape character, a comment keeps the line from being continued:

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm-slim
          RUN apt-get install -y \\
              curl \\ # downloads
              git
          ```

          ```dockerfile good
          FROM debian:bookworm-slim
          RUN apt-get install -y \\
              # downloads
              curl \\
              git
          ```

          A `#` that begins a name is one, as in `COPY 1.txt #2.txt /texts/`.
          """)
      .since("0.1.0")
      .withSafeFix()
      .superseding(
          "arg-out-of-scope",
          "copy-multiple-sources-dest-not-dir",
          "copy-source-missing",
          "invalid-json-form",
          "syntax-error",
          "unbuildable-value",
          "unknown-instruction")
      .whenFinished();

  private static final Trait HAS_COMMENT =
      Trait.of(Instruction.class, instruction -> !TakenComment.in(instruction).isEmpty());

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(HAS_COMMENT)) {
      for (TakenComment comment : TakenComment.in(instruction)) {
        reporter.report(finding(subject, instruction, comment));
      }
    }
    for (Instruction.Unknown unknown : subject.model().instructions(Instruction.Unknown.class)) {
      Instruction before = subject.model().previous(unknown);
      TextRange comment = before == null ? null : TakenComment.behindEscape(before);
      if (before != null && comment != null) {
        reporter.report(behindEscape(subject, before, comment, unknown));
      }
    }
  }

  private static Finding behindEscape(
      Subject subject, Instruction before, TextRange comment, Instruction.Unknown rest) {
    TextRange range = subject.model().range(before, comment);
    boolean adjacent = subject.file().indexOf(rest) == subject.file().indexOf(before) + 1;
    return Finding.at(
            range,
            "A comment behind the " + before.source().escape()
                + " keeps the line from being continued. Put it on a line of its own.")
        .withSeverity(Severity.ERROR)
        .withRelated(subject.model().range(rest), "not continued here")
        .withFix(adjacent ? fix(subject, before, range, Fix.Safety.SUGGESTION) : null);
  }

  private static Finding finding(Subject subject, Instruction instruction, TakenComment comment) {
    TextRange range = subject.model().range(instruction, comment.range());
    Finding finding = Finding.at(
            range,
            "This is no comment: " + comment.consequence()
                + ". Put the comment on a line of its own.")
        .withSeverity(comment.stopsBuild() ? Severity.ERROR : null);
    Fix.Safety safety = comment.stopsBuild() ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION;
    return comment.isAll() ? finding : finding.withFix(fix(subject, instruction, range, safety));
  }

  private static @Nullable Fix fix(
      Subject subject, Instruction instruction, TextRange comment, Fix.Safety safety) {
    ImmutableList<TextEdit> edits = CommentEdits.moveAbove(subject.file(), instruction, comment);
    return edits == null ? null : new Fix("Move the comment to a line of its own", safety, edits);
  }
}

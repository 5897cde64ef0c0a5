package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
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
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** A comment of the shell in a line that is continued. */
public final class CommentSwallowsRest implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "comment-swallows-rest", Category.CORRECTNESS, Severity.WARNING, """
          A comment after a command swallows all lines that the instruction is continued with: they are never run.

          Continued lines are joined before the shell reads them, so the comment ends where the instruction does. A comment \
          on a line of its own is left out before the lines are joined.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          RUN apk add --no-cache curl \\
              && mkdir /data # for the volume \\
              && chown nobody /data
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl \\
              # for the volume
              && mkdir /data \\
              && chown nobody /data
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  private static final Trait IS_SWALLOWED =
      Trait.orTriggered(Instruction.Command.class, CommentSwallowsRest::isIn);

  private static final CharMatcher LAYOUT = CharMatcher.whitespace();

  /** How much of what is never run a message quotes, in characters. */
  private static final int QUOTED = 40;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(IS_SWALLOWED)) {
      ShellCommand command = subject.model().shellForm(instruction);
      TextRange comment = command == null ? null : swallowing(command);
      if (command != null && comment != null) {
        reporter.report(finding(subject, instruction, command.code(), comment));
      }
    }
  }

  private static boolean isIn(Instruction instruction) {
    ShellCommand command = ShellForm.of(instruction);
    return command != null
        && command.code().code().indexOf('#') >= 0
        && swallowing(command) != null;
  }

  /** The part in its own line of the first comment that goes on in others, or null; a range of the code. */
  private static @Nullable TextRange swallowing(ShellCommand command) {
    EmbeddedText code = command.code();
    for (Comment comment : command.script().comments()) {
      TextRange range = comment.range();
      int lineEnd = code.endOfPiece(range.start());
      if (lineEnd < range.end()
          && !LAYOUT.matchesAllOf(code.code().substring(lineEnd, range.end()))) {
        return new TextRange(range.start(), lineEnd);
      }
    }
    return null;
  }

  private static Finding finding(
      Subject subject, Instruction instruction, EmbeddedText code, TextRange comment) {
    int written = LAYOUT.trimTrailingFrom(comment.of(code.code())).length();
    TextRange range =
        subject.model().range(instruction, code.home(TextRange.ofLength(comment.start(), written)));
    int end = code.code().indexOf('\n', comment.end());
    String rest = LAYOUT.trimAndCollapseFrom(
        code.code().substring(comment.end(), end < 0 ? code.length() : end), ' ');
    String quoted = rest.length() > QUOTED ? rest.substring(0, QUOTED).strip() + "…" : rest;
    ImmutableList<TextEdit> edits = CommentEdits.moveAbove(subject.file(), instruction, range);
    return Finding.at(
            range,
            "This comment goes on in the continued lines: " + quoted
                + " is never run. Put the comment on a line of its own.")
        .withFix(
            edits == null
                ? null
                : new Fix("Move the comment to a line of its own", Fix.Safety.SUGGESTION, edits));
  }
}

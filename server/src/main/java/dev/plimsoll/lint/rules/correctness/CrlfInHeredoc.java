package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Carriage returns that become part of a script or a file. */
public final class CrlfInHeredoc implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "crlf-in-heredoc", Category.CORRECTNESS, Severity.WARNING, """
          The lines of a here-document keep their line endings: with those of Windows, a carriage return ends each of them.

          A shell takes it for a part of the last word: `set -eux` fails with "Illegal option -", and names of files end with \
          a character that nobody sees. A `#!` names a program that isn't there. Everywhere else in a Dockerfile the line \
          endings don't matter.

          Save the file with LF: in the status bar of the editor, and in a repository with a line \
          `Dockerfile text eol=lf` in `.gitattributes`. Nothing is said for images of Windows, and of files that are for \
          Windows by their name.

          ```dockerfile good
          FROM alpine:3.22
          RUN <<EOF
          set -eux
          adduser -D app
          EOF
          ```

          With the line endings of Windows, the same fails:

          ```dockerfile bad fix=none crlf
          FROM alpine:3.22
          RUN <<EOF
          set -eux
          adduser -D app
          EOF
          ```
          """)
      .since("0.1.0");

  private static final Trait HAS_CARRIAGE_RETURNS =
      Trait.of(Instruction.class, instruction -> first(instruction) != null);

  private static final Regex FOR_WINDOWS =
      Regex.of("(?i).*\\.(bat|cmd|inf|ps1|psm1|reg|vbs)[\"']?");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    ImmutableList.Builder<TextRange> places = ImmutableList.builder();
    for (Instruction instruction : subject.model().having(HAS_CARRIAGE_RETURNS)) {
      Heredoc heredoc = first(instruction);
      if (heredoc != null && !isForWindows(subject.model(), instruction)) {
        places.add(subject.model().range(instruction, heredoc.opener().range()));
      }
    }
    ImmutableList<TextRange> all = places.build();
    if (!all.isEmpty()) {
      reporter.report(Finding.at(
              all.get(0),
              "The lines of this here-document end with carriage returns, which become part of the script or file."
                  + " Save the Dockerfile with LF line endings.")
          .withRelated(all.subList(1, all.size()), "here, too"));
    }
  }

  private static @Nullable Heredoc first(Instruction instruction) {
    for (Heredoc heredoc : instruction.heredocs()) {
      if (heredoc.body().of(instruction.text()).contains("\r\n")) {
        return heredoc;
      }
    }
    return null;
  }

  private static boolean isForWindows(SemanticModel model, Instruction instruction) {
    Stage stage = model.stageOf(instruction);
    Word destination =
        instruction.innermost() instanceof Transfer transfer ? transfer.destination() : null;
    return stage == null
        || model.family(stage) == BaseFamily.WINDOWS
        || destination != null && FOR_WINDOWS.matcher(destination.value()).matches();
  }
}

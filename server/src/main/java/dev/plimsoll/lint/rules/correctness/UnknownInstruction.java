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
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line that begins with a word which is no instruction. */
public final class UnknownInstruction implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "unknown-instruction", Category.CORRECTNESS, Severity.ERROR, """
          The line begins with a word that is no Dockerfile instruction.

          It is misspelt, or the line before it lacks the escape character that would continue it.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPPY run.sh /
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY run.sh /
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL1000")
      .superseding("no-from-or-wrong-first-instruction", "syntax-error", "unbuildable-value")
      .whenFinished();

  private static final ImmutableList<String> KEYWORDS = EnumSet.allOf(Keyword.class).stream()
      .filter(keyword -> keyword != Keyword.UNKNOWN)
      .map(Keyword::name)
      .collect(ImmutableList.toImmutableList());

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction.Unknown unknown : subject.model().instructions(Instruction.Unknown.class)) {
      TextRange range = subject.model().range(unknown, unknown.source().keywordRange());
      String written = unknown.source().writtenKeyword();
      String nearest = nearest(written);
      if (nearest == null) {
        reporter.report(continued(subject, unknown, Finding.at(range, message(written) + ".")));
      } else {
        reporter.report(Finding.at(range, message(written) + ". Did you mean " + nearest + "?")
            .withFix(Fix.suggestion(
                "Change to " + nearest,
                InstructionEdits.replaceKeyword(
                    subject.file(), unknown, unknown.source().keywordRange(), nearest))));
      }
    }
  }

  /** Where an instruction stands directly above, the line may be the rest of it. */
  private static Finding continued(Subject subject, Instruction.Unknown unknown, Finding finding) {
    int index = subject.file().indexOf(unknown);
    if (index == 0
        || !(subject.file().element(index - 1) instanceof Instruction above)
        || !above.heredocs().isEmpty()) {
      return finding;
    }
    String escape = String.valueOf(unknown.source().escape());
    int end = subject.file().start(above) + above.range().end();
    return new Finding(
            finding.range(),
            finding.message() + " If it belongs to " + above.keyword()
                + " above, end the line before it with " + escape + ".",
            null,
            finding.related(),
            finding.fixes(),
            finding.tags())
        .withFix(Fix.suggestion(
            "Continue " + above.keyword() + " on this line",
            TextEdit.replace(
                new TextRange(end, finding.range().end()),
                " " + escape
                    + subject.file().text().substring(end, finding.range().end()))));
  }

  /** The keyword that was probably meant by an instruction that there isn't, or null. */
  static @Nullable String meant(Instruction.Unknown unknown) {
    return nearest(unknown.source().writtenKeyword());
  }

  private static String message(String written) {
    return written.isEmpty()
        ? "An instruction is missing here"
        : "There is no instruction " + written;
  }

  /** The keyword that was meant, in lower case if the author wrote it so; {@code cd} is a command of its own. */
  private static @Nullable String nearest(String written) {
    String best = written.equalsIgnoreCase("cd") ? null : EditDistance.meant(written, KEYWORDS);
    boolean lower = written.equals(written.toLowerCase(Locale.ROOT));
    return best != null && lower ? best.toLowerCase(Locale.ROOT) : best;
  }
}

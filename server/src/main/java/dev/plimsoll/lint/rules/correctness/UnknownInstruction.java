package dev.plimsoll.lint.rules.correctness;

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
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line that begins with a word which is no instruction. */
public final class UnknownInstruction implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "unknown-instruction", Category.CORRECTNESS, Severity.ERROR, """
          The line begins with a word that is not a Dockerfile instruction.

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
      .in(Profile.HADOLINT, Severity.ERROR)
      .superseding("no-from-or-wrong-first-instruction", "syntax-error", "unbuildable-value")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction.Onbuild onbuild : subject.model().instructions(Instruction.Onbuild.class)) {
      trigger(subject, onbuild, reporter);
    }
    ImmutableList<Instruction.Unknown> all =
        subject.model().instructions(Instruction.Unknown.class);
    if (isAnotherKind(subject)) {
      Instruction.Unknown first = all.get(0);
      reporter.report(Finding.at(
          subject.model().range(first, first.source().keywordRange()),
          message(first.source().writtenKeyword())
              + ", and this file has no other. Is it a Dockerfile?"));
      return;
    }
    for (Instruction.Unknown unknown : all) {
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

  /** Whether a file seems to be one of another kind: it has no instruction that there is, and begins with none that is misspelt. */
  static boolean isAnotherKind(Subject subject) {
    ImmutableList<Instruction.Unknown> unknown =
        subject.model().instructions(Instruction.Unknown.class);
    return unknown.size() > 1
        && meant(unknown.get(0)) == null
        && subject.file().instructions().stream()
            .allMatch(one -> one instanceof Instruction.Unknown);
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
    return finding
        .withMessage(finding.message() + " If it belongs to the line above, end that line with "
            + escape + ".")
        .withFix(
            isRest(subject, above, unknown, end, " " + escape)
                ? Fix.suggestion(
                    "Continue the line above",
                    TextEdit.replace(
                        new TextRange(end, finding.range().end()),
                        " " + escape
                            + subject
                                .file()
                                .text()
                                .substring(end, finding.range().end())))
                : null);
  }

  /** Whether two instructions are one that can be read, once the first is continued. */
  private static boolean isRest(
      Subject subject, Instruction above, Instruction.Unknown unknown, int at, String inserted) {
    int start = subject.file().start(above);
    int end = subject.file().start(unknown) + unknown.length();
    String text = subject.file().characters().subSequence(start, end).toString();
    String header = above.source().escape() == '`' ? "# escape=`\n" : "";
    SemanticModel made = SemanticModel.of(Dockerfile.parse(
        header + TextEdit.apply(text, List.of(TextEdit.insert(at - start, inserted)))));
    List<Instruction> instructions = made.file().instructions();
    if (instructions.size() != 1 || !instructions.get(0).errors().isEmpty()) {
      return false;
    }
    ShellCommand shell = made.shellForm(instructions.get(0));
    return shell == null || shell.script().isComplete();
  }

  /** The keyword that was probably meant by an instruction that there isn't, or null. */
  static @Nullable String meant(Instruction.Unknown unknown) {
    return nearest(unknown.source().writtenKeyword());
  }

  /** What ONBUILD keeps is read only when another image is built FROM this one, and fails then. */
  private static void trigger(Subject subject, Instruction.Onbuild onbuild, Reporter reporter) {
    if (onbuild.innermost() instanceof Instruction.Unknown unknown
        && unknown != (Instruction) onbuild) {
      TextRange range = subject.model().range(onbuild, unknown.source().keywordRange());
      String nearest = meant(unknown);
      reporter.report(Finding.at(
              range,
              message(unknown.source().writtenKeyword()) + ", so builds FROM this image fail."
                  + (nearest == null ? "" : " Did you mean " + nearest + "?"))
          .withSeverity(Severity.WARNING)
          .withFix(
              nearest == null
                  ? null
                  : Fix.suggestion("Change to " + nearest, TextEdit.replace(range, nearest))));
    }
  }

  private static String message(String written) {
    return written.isEmpty()
        ? "An instruction is missing here"
        : "There is no instruction " + written;
  }

  private static ImmutableList<String> keywords() {
    return EnumSet.allOf(Keyword.class).stream()
        .filter(keyword -> keyword != Keyword.UNKNOWN)
        .map(Keyword::name)
        .collect(ImmutableList.toImmutableList());
  }

  /** The keyword that was meant, in lower case if the author wrote it so; {@code cd} is a command of its own. */
  private static @Nullable String nearest(String written) {
    String best = written.equalsIgnoreCase("cd") ? null : EditDistance.meant(written, keywords());
    boolean lower = written.equals(written.toLowerCase(Locale.ROOT));
    return best != null && lower ? best.toLowerCase(Locale.ROOT) : best;
  }
}

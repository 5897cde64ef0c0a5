package dev.plimsoll.lint.rules.style;

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
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/** Blank lines inside a continued instruction. */
public final class NoEmptyContinuation implements Rule {

  private static final Derivation<ImmutableList<TextRange>> BLANK_LINES = NoEmptyContinuation::find;

  private static final Trait HAS_BLANK_LINES = Trait.of(
      Instruction.class,
      instruction -> instruction.text().indexOf('\n') < instruction.length() - 1
          && !instruction.derived(BLANK_LINES).isEmpty());

  private static final RuleInfo INFO = RuleInfo.of(
          "no-empty-continuation", Category.STYLE, Severity.INFORMATION, """
          A blank line ends an instruction in most languages, but not here: the line before it is continued behind it.

          Docker has said since 2017 that this will be an error one day. Delete the blank line, or put a comment in
          its place.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN echo one && \\

              echo two
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN echo one && \\
              echo two
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "NoEmptyContinuation")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_BLANK_LINES, NoEmptyContinuation::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    ImmutableList<TextRange> lines = part.get(0).derived(BLANK_LINES);
    int start = subject.file().start(part.get(0));
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    lines.forEach(line -> edits.add(TextEdit.delete(line.shift(start))));
    reporter.report(Finding.at(
            lines.get(0).shift(start),
            part.get(0).innermost().source().writtenKeyword()
                + " goes on behind this blank line. Delete the line, or write # in it.")
        .withRelated(
            lines.subList(1, lines.size()).stream()
                .map(line -> line.shift(start))
                .toList(),
            "blank, too")
        .withFix(new Fix(
            lines.size() == 1 ? "Delete the blank line" : "Delete the blank lines",
            Fix.Safety.SAFE,
            edits.build())));
  }

  /** The blank lines, each with its line ending, before any here-document begins. */
  private static ImmutableList<TextRange> find(Instruction instruction) {
    String text = instruction.text();
    int end = instruction.heredocs().isEmpty()
        ? text.length()
        : instruction.heredocs().get(0).body().start();
    ImmutableList.Builder<TextRange> blank = ImmutableList.builder();
    for (int line = text.indexOf('\n') + 1; line > 0 && line < end; ) {
      int lineFeed = text.indexOf('\n', line);
      int next = lineFeed < 0 ? end : lineFeed + 1;
      if (text.substring(line, next).isBlank()) {
        blank.add(new TextRange(line, next));
      }
      line = next;
    }
    return blank.build();
  }
}

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
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.EntrypointArguments;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.BrokenArray;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was meant as a JSON array and is taken as text, because it is none. */
public final class InvalidJsonForm implements Rule {

  private static final Trait IS_BROKEN = Trait.of(
          Instruction.class, instruction -> BrokenArray.of(instruction) != null)
      .or(Trait.of(Instruction.class, UncontinuedArray::mayBegin));

  private static final RuleInfo INFO = RuleInfo.of(
          "invalid-json-form", Category.CORRECTNESS, Severity.WARNING, """
          BuildKit takes an array with a mistake in it as plain text, without a warning.

          A shell then looks for a program whose name begins with `[`, and the container can't start; a CMD beside an ENTRYPOINT gives \
          that a shell and its code as arguments, or is ignored by its shell form. In COPY, ADD and \
          VOLUME the brackets and quotes become part of the paths. JSON wants double quotes, one comma between two \
          strings and none behind the last, `\\\\` for a backslash, and nothing behind `]`.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          ENTRYPOINT ["/usr/bin/server", "--port", "80",]
          ```

          ```dockerfile good
          FROM alpine:3.22
          ENTRYPOINT ["/usr/bin/server", "--port", "80"]
          ```

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          CMD ['/usr/bin/server' '--port', '80'] # for tests
          ```

          ```dockerfile good
          FROM alpine:3.22
          # for tests
          CMD ["/usr/bin/server", "--port", "80"]
          ```

          A test such as `RUN [ -f /etc/app.conf ] && echo found` is not an array and is not reported.
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.SONAR, "S7030")
      .superseding(
          "json-args-recommended",
          "syntax-error",
          "unbuildable-value",
          "copy-source-missing",
          "copy-ignored-file",
          "lookalike-character",
          "workdir-relative",
          "trailing-comment",
          "unknown-instruction")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    EntrypointArguments arguments = null;
    for (Instruction instruction : subject.model().having(IS_BROKEN)) {
      BrokenArray array = BrokenArray.of(instruction);
      Finding overLines = UncontinuedArray.finding(subject, instruction);
      if (overLines != null) {
        reporter.report(overLines);
      } else if (array != null) {
        if (arguments == null && instruction.keyword() == Keyword.CMD) {
          arguments = EntrypointArguments.of(subject.model());
        }
        reporter.report(finding(subject, instruction, array, arguments));
      }
    }
  }

  private static Finding finding(
      Subject subject,
      Instruction instruction,
      BrokenArray array,
      @Nullable EntrypointArguments arguments) {
    String ofCmd = arguments == null ? null : besideEntrypoint(arguments, instruction);
    Finding finding = Finding.at(
        subject.model().range(instruction, array.faults().get(0).range()),
        array.faults().get(0).kind().message() + " "
            + (ofCmd == null ? consequence(instruction.innermost()) : ofCmd));
    boolean isIgnored = arguments != null && arguments.isIgnored(instruction);
    boolean stops = !instruction.errors().isEmpty()
        || (instruction != instruction.innermost()
            && !instruction.innermost().errors().isEmpty());
    return finding
        .withSeverity(stops ? Severity.ERROR : isIgnored ? Severity.INFORMATION : null)
        .withFix(fix(subject, instruction, array));
  }

  /** What becomes of a CMD that only gives arguments to an ENTRYPOINT; null where it starts the container. */
  private static @Nullable String besideEntrypoint(EntrypointArguments arguments, Instruction cmd) {
    return arguments.entrypoint(cmd) == null
        ? null
        : arguments.isIgnored(cmd)
            ? "The shell form of ENTRYPOINT ignores CMD: use the exec form there, too."
            : "This is not a JSON array, so ENTRYPOINT is given a shell and its code as arguments.";
  }

  private static String consequence(Instruction instruction) {
    return switch (instruction.keyword()) {
      case CMD, ENTRYPOINT ->
        "This is not a JSON array, so a shell runs it as text and the container can't start.";
      case HEALTHCHECK ->
        "This is not a JSON array, so a shell runs it as text and the check always fails.";
      case RUN -> "This is not a JSON array, so a shell runs it as text and the build fails.";
      case EXPOSE, STOPSIGNAL, USER, WORKDIR -> "They become part of the value.";
      case SHELL -> "SHELL takes only a JSON array of strings.";
      default -> "This is not a JSON array, so brackets and quotes become part of the paths.";
    };
  }

  /** Whether a WORKDIR names what an earlier RUN of its stages puts there as a file: no directory can be made of it. */
  private static boolean namesFile(Subject subject, Instruction instruction) {
    String path = instruction.keyword() == Keyword.WORKDIR
        ? CharMatcher.whitespace()
            .or(CharMatcher.anyOf("[]\"'"))
            .trimFrom(instruction.text().substring("WORKDIR".length()))
        : "";
    if (path.length() < 2) {
      return false;
    }
    Pattern puts = Pattern.compile("(?:\\b(?:mv|cp|ln|install|curl|wget)\\b[^;&|\\n]*\\s|>\\s*)"
        + Pattern.quote(path) + "(?![\\w./-])");
    for (Stage stage = subject.model().stageOf(instruction);
        stage != null;
        stage = stage.parent()) {
      for (Instruction run : subject.model().having(RunScript.IS_RUN, stage)) {
        if (puts.matcher(run.text()).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Fix fix(Subject subject, Instruction instruction, BrokenArray array) {
    if (array.repair() == null || namesFile(subject, instruction)) {
      return null;
    }
    List<TextEdit> edits = new ArrayList<>();
    if (!array.behind().isEmpty()) {
      edits.add(InstructionEdits.insertAbove(
          subject.file(), instruction, ImmutableList.of(array.behind())));
    }
    int start = subject.file().start(instruction);
    for (TextEdit edit : array.repair()) {
      edits.add(edit.shift(start));
    }
    return new Fix(
        !array.behind().isEmpty()
            ? "Move the comment above"
            : array.faults().get(0).kind() == BrokenArray.Kind.NO_ARRAY
                ? "Remove brackets and quotes"
                : "Make it a JSON array",
        Fix.Safety.SUGGESTION,
        TextEdit.inOrder(edits));
  }
}

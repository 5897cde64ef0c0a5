package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.CommentEdits;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A comment after an instruction, which takes it for arguments. */
public final class TrailingComment implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "trailing-comment", Category.CORRECTNESS, Severity.WARNING, """
          A Dockerfile has no comments after an instruction: BuildKit takes their words for arguments.

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

          After the escape character, a comment keeps the line from being continued:

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

          Behind ARG it is information where its words become no more than variables without a value that nothing uses. A `#` that begins a name is one, as in `COPY 1.txt #2.txt /texts/`.
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

  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<Instruction> idle = new ArrayList<>();
    for (Instruction instruction : subject.model().having(HAS_COMMENT)) {
      boolean isIdle = isIdle(subject, instruction);
      if (isIdle && isForTool(instruction)) {
        continue;
      }
      boolean goesOn = !idle.isEmpty()
          && isIdle
          && subject.model().follows(instruction, idle.get(idle.size() - 1));
      if (!goesOn) {
        reportIdle(subject, idle, reporter);
        idle.clear();
      }
      if (isIdle) {
        idle.add(instruction);
        continue;
      }
      for (TakenComment comment : TakenComment.in(instruction)) {
        reporter.report(finding(subject, instruction, comment));
      }
    }
    reportIdle(subject, idle, reporter);
    for (Instruction.Unknown unknown : subject.model().instructions(Instruction.Unknown.class)) {
      Instruction before = subject.model().previous(unknown);
      TextRange comment = before == null ? null : TakenComment.behindEscape(before);
      if (before != null && comment != null) {
        reporter.report(behindEscape(subject, before, comment, unknown));
      }
    }
  }

  /** Whether a tool looks for the comment in this very line: the next release is written there, say. */
  private static boolean isForTool(Instruction instruction) {
    for (TakenComment comment : TakenComment.in(instruction)) {
      String content = comment.range().of(instruction.text()).substring(1).strip();
      if (ToolComment.of(content) != null) {
        return true;
      }
    }
    return false;
  }

  private static final Trait USES_VARIABLES =
      Trait.of(Instruction.class, instruction -> instruction.text().indexOf('$') >= 0);

  /** What may be the name of a variable of a shell, with a value or without. */
  private static final Regex NAME = Regex.of("([A-Za-z_]\\w*)(=.*)?");

  /** Whether an ARG only declares more variables, which have no value and which nothing uses. */
  private static boolean isIdle(Subject subject, Instruction instruction) {
    if (!(instruction instanceof Instruction.Arg) || !instruction.errors().isEmpty()) {
      return false;
    }
    for (TakenComment comment : TakenComment.in(instruction)) {
      for (String word : WORDS.split(comment.range().of(instruction.text()))) {
        if (comment.isAll() || stopsBuild(instruction, word) || mayMatter(subject, word)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean stopsBuild(Instruction instruction, String word) {
    char escape = instruction.source().escape();
    return Expansion.of(word, escape, ExpansionMode.ARGUMENT, Variables.NONE).error() != null;
  }

  private static boolean mayMatter(Subject subject, String word) {
    Matcher name = NAME.matcher(word);
    return name.matches() && (name.group(2) != null || isUsed(subject, name.group(1)));
  }

  private static boolean isUsed(Subject subject, String name) {
    for (Instruction one : subject.model().having(USES_VARIABLES)) {
      if (one.derived(USED).contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static final Regex USE = Regex.of("\\$\\{?([A-Za-z_]\\w*)");

  private static final Derivation<ImmutableSet<String>> USED = instruction -> {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    Matcher use = USE.matcher(instruction.text());
    while (use.find()) {
      names.add(use.group(1));
    }
    return names.build();
  };

  /** Reports ARGs one after the other at the first of them. */
  private static void reportIdle(Subject subject, List<Instruction> args, Reporter reporter) {
    if (args.isEmpty()) {
      return;
    }
    List<TextRange> others = new ArrayList<>();
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    boolean all = true;
    Finding first = null;
    for (Instruction arg : args) {
      for (TakenComment comment : TakenComment.in(arg)) {
        Finding found = finding(subject, arg, comment);
        all &= !found.fixes().isEmpty();
        found.fixes().forEach(fix -> edits.addAll(fix.edits()));
        if (first == null) {
          first = found;
        } else {
          others.add(found.range());
        }
      }
    }
    if (first != null) {
      Finding finding = first
          .withSeverity(Severity.INFORMATION)
          .withRelated(others, "The same goes for this one.");
      reporter.report(
          all && !others.isEmpty()
              ? finding.withFix(new Fix(
                  "Move these comments to lines of their own",
                  Fix.Safety.SUGGESTION,
                  edits.build()))
              : finding);
    }
  }

  private static Finding behindEscape(
      Subject subject, Instruction before, TextRange comment, Instruction.Unknown rest) {
    TextRange range = subject.model().range(before, comment);
    boolean adjacent = subject.file().indexOf(rest) == subject.file().indexOf(before) + 1;
    return Finding.at(
            range,
            "A comment after the " + before.source().escape()
                + " keeps the line from being continued. Put it on a line of its own.")
        .withSeverity(Severity.ERROR)
        .withRelated(subject.model().range(rest), "not continued here")
        .withFix(adjacent ? fix(subject, before, range, Fix.Safety.SUGGESTION) : null);
  }

  private static Finding finding(Subject subject, Instruction instruction, TakenComment comment) {
    TextRange range = subject.model().range(instruction, comment.range());
    Finding finding = Finding.at(
            range,
            "This is not a comment: " + comment.consequence()
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

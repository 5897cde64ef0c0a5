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
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** An instruction that the continued line before it takes for its own. */
public final class InstructionSwallowed implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "instruction-swallowed", Category.CORRECTNESS, Severity.WARNING, """
          A line that ends with the escape character goes on in the next line of code, even if that is an instruction.

          Comments and empty lines between them change nothing. It happens where the last line of an instruction is deleted \
          or made a comment, and the escape character of the line before stays. A FROM that is swallowed is an error: the stage \
          isn't there that was to be built.

          The rest of the file is judged as if each instruction stood by itself.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          RUN apk add --no-cache \\
              curl \\
              # git
          USER nobody
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache \\
              curl
              # git
          USER nobody
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .superseding("no-empty-continuation", "syntax-error", "unbuildable-value")
      .whenFinished();

  private static final Derivation<ImmutableList<Swallowed>> SWALLOWED = InstructionSwallowed::find;

  private static final Trait SWALLOWS = Trait.of(
      Instruction.class,
      instruction -> instruction.text().indexOf('\n') < instruction.range().end()
          && !instruction.derived(SWALLOWED).isEmpty());

  /** A keyword in capitals, at the beginning of a line, with something behind it. */
  private static final Regex BEGINS = Regex.of("([ \\t]*+)([A-Z]++)[ \\t]++(?=\\S)");

  /** What joins two commands, and would join nothing. */
  private static final Regex JOINS = Regex.of("[ \\t]*(?:&&|\\|\\||;|\\|)?[ \\t]*\\z");

  /** How many lines of an instruction are looked at that begin like another: each costs as much as the instruction. */
  private static final int MOST = 64;

  private static final CharMatcher QUOTES = CharMatcher.anyOf("\"'");

  /**
   * An instruction inside another.
   *
   * @param keyword where its keyword stands, relative to the outer one
   * @param continuation the escape character before it
   */
  private record Swallowed(TextRange keyword, TextRange continuation) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(SWALLOWS)) {
      for (Swallowed one : instruction.derived(SWALLOWED)) {
        String keyword = one.keyword.of(instruction.text());
        String outer = instruction.innermost().source().writtenKeyword().toUpperCase(Locale.ROOT);
        TextRange range = subject.model().range(instruction, one.continuation);
        reporter.report(Finding.at(
                range,
                "The line is continued, so " + keyword + " below has become part of " + outer
                    + ". Remove the " + instruction.source().escape() + ".")
            .withSeverity(keyword.equals("FROM") ? Severity.ERROR : null)
            .withRelated(
                subject.model().range(instruction, one.keyword), "not an instruction of its own")
            .withFix(Fix.suggestion(
                "End " + outer + " before " + keyword,
                TextEdit.delete(subject.model().range(instruction, withJoint(instruction, one))))));
      }
    }
  }

  /** The continuation, with the operator before it that would join nothing. */
  private static TextRange withJoint(Instruction instruction, Swallowed one) {
    String before = instruction.text().substring(0, one.continuation.start());
    Matcher joint = JOINS.matcher(before);
    return joint.find() ? new TextRange(joint.start(), one.continuation.end()) : one.continuation;
  }

  private static ImmutableList<Swallowed> find(Instruction instruction) {
    InstructionText source = instruction.source();
    String text = instruction.text();
    TextRange code = instruction.range();
    int indent = code.start();
    ImmutableList.Builder<Swallowed> found = ImmutableList.builder();
    int end = endOfLine(instruction);
    Matcher line = BEGINS.matcher(text);
    int looked = 0;
    for (int at = text.indexOf('\n');
        at >= 0 && at < end && looked < MOST;
        at = text.indexOf('\n', at + 1)) {
      if (!beginsWithCapital(text, at + 1)
          || !line.region(at + 1, text.length()).lookingAt()) {
        continue;
      }
      looked++;
      TextRange keyword = new TextRange(line.start(2), line.end(2));
      TextRange continuation = continuationBefore(source, keyword.start());
      if (continuation != null
          && (line.end(1) - line.start(1) <= indent || isJoined(instruction, continuation))
          && isInstruction(instruction, keyword)
          && !isInString(instruction, keyword.start())) {
        found.add(new Swallowed(keyword, continuation));
      }
    }
    return found.build();
  }

  private static boolean beginsWithCapital(String text, int start) {
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at < text.length() && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z';
  }

  /** Whether what follows would be a command of the shell, however it is indented: no program is called RUN. */
  private static boolean isJoined(Instruction instruction, TextRange continuation) {
    String text = instruction.text();
    int end = continuation.start();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    return instruction.innermost() instanceof Instruction.Run
        && (text.startsWith("&&", end - 2)
            || text.startsWith("||", end - 2)
            || text.startsWith(";", end - 1));
  }

  /** Where the line ends that BuildKit joins: a here-document isn't of it. */
  private static int endOfLine(Instruction instruction) {
    return instruction.heredocs().isEmpty()
        ? instruction.range().end()
        : instruction.heredocs().get(0).body().start() - 1;
  }

  private static boolean isInstruction(Instruction instruction, TextRange written) {
    Keyword keyword = Keyword.of(written.of(instruction.text()));
    boolean own = instruction instanceof Onbuild onbuild
        && onbuild.trigger() != null
        && onbuild.trigger().source().keywordRange().equals(written);
    return keyword != Keyword.UNKNOWN && !own && !isType(instruction.innermost(), written);
  }

  /** Whether it is the CMD of HEALTHCHECK. */
  private static boolean isType(Instruction instruction, TextRange written) {
    Word type = instruction instanceof Healthcheck healthcheck ? healthcheck.type() : null;
    return type != null && type.range().equals(written);
  }

  /** The escape character that continues the line of code before an offset, or null. */
  private static @Nullable TextRange continuationBefore(InstructionText source, int offset) {
    TextRange last = null;
    for (Token token : source.tokens()) {
      if (token.range().start() >= offset) {
        break;
      }
      if (token.kind() == Token.Kind.CONTINUATION) {
        last = TextRange.ofLength(token.range().start(), 1);
      }
    }
    return last;
  }

  /** Whether the line begins in the middle of a word of the shell, or of a value in quotes. */
  private static boolean isInString(Instruction instruction, int offset) {
    ShellCommand command = ShellForm.of(instruction);
    if (command == null) {
      return instruction.source().words().stream()
          .filter(word -> word.range().start() < offset && offset < word.range().end())
          .map(word -> instruction.text().substring(word.range().start(), offset))
          .anyMatch(before -> QUOTES.countIn(before) % 2 == 1);
    }
    return !command.script().isComplete()
        || ShellString.contains(command.script(), command.code().fromHome(offset));
  }
}

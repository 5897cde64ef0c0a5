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
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Pairs;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** ENV and LABEL without an equals sign. */
public final class LegacyKeyValueFormat implements Rule {

  private static final Trait IS_LEGACY = Trait.orTriggered(
      Pairs.class,
      instruction -> instruction.innermost() instanceof Pairs pairs
          && !pairs.pairs().isEmpty()
          && pairs.pairs().get(0).legacy());

  private static final RuleInfo INFO = RuleInfo.of(
          "legacy-key-value-format", Category.MAINTAINABILITY, Severity.HINT, """
          `ENV KEY value` sets one variable to all that follows, equals signs included. Docker keeps this form for
          old files only.

          With an equals sign an instruction takes several pairs, and quotes say where a value ends.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          ENV MODE production mode
          ```

          ```dockerfile good
          FROM alpine:3.22
          ENV MODE="production mode"
          ```

          Where blanks stand before the equals sign, the value begins with it, which nobody means. In ENV that is a warning:
          programs get the wrong value.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          LABEL vendor = "Example Ltd."
          ```

          ```dockerfile good
          FROM alpine:3.22
          LABEL vendor="Example Ltd."
          ```

          Else the value stays the same, with its variables, and continued lines stay continued:

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          LABEL description A server \\
              that says "hello".
          ```

          ```dockerfile good
          FROM alpine:3.22
          LABEL description="A server \\
              that says hello."
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "LegacyKeyValueFormat");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(IS_LEGACY, LegacyKeyValueFormat::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    if (instruction.innermost() instanceof Pairs pairs) {
      int start = subject.file().start(instruction);
      Pair pair = pairs.pairs().get(0);
      TextRange place = subject.model().range(instruction, pairs.source().argumentsRange());
      if (isCommand(pair, pairs.source().escape())) {
        Finding finding = Finding.at(
            place,
            pairs.keyword() + " runs no commands: this is a name and a value as they are written."
                + " Write the values themselves, or run the command in a RUN.");
        reporter.report(instruction == pairs ? finding : finding.beyondTheCheck());
        return;
      }
      if (beginsWithEqualsSign(pair)) {
        Finding finding = Finding.at(
                place,
                "With blanks before the equals sign this is the old form of " + pairs.keyword()
                    + ", and the value of " + pair.key().value()
                    + " begins with an equals sign. Remove the blanks"
                    + (hasSeveralWords(instruction, pair)
                        ? ", and put the value into double quotes."
                        : "."))
            .withSeverity(pairs.keyword() == Keyword.ENV ? Severity.WARNING : null)
            .withFix(withoutBlanks(instruction, pair, start));
        reporter.report(instruction == pairs ? finding : finding.beyondTheCheck());
        return;
      }
      ImmutableList<TextEdit> edits = pairs.derived(EQUALS_SIGN);
      Finding finding = Finding.at(
              place,
              "This is the old form of " + pairs.keyword() + ". Write "
                  + pair.key().value() + "=, and quotes around a value with blanks.")
          .withFix(
              edits.isEmpty()
                  ? null
                  : new Fix(
                      "Write " + pair.key().value() + "=",
                      Fix.Safety.SAFE,
                      edits.stream()
                          .map(edit -> edit.shift(start))
                          .collect(ImmutableList.toImmutableList())));
      reporter.report(instruction == pairs ? finding : finding.beyondTheCheck());
    }
  }

  /** Whether the name begins what a shell would run: then nobody means the old form. */
  private static boolean isCommand(Pair pair, char escape) {
    String name = pair.key().value();
    return name.contains("$(") || escape != '`' && name.indexOf('`') >= 0;
  }

  private static boolean beginsWithEqualsSign(Pair pair) {
    return pair.value() != null && pair.value().value().startsWith("=");
  }

  /** An equals sign between blanks, and one word behind it. */
  private static final Regex BETWEEN_BLANKS = Regex.of(
      "([ \\t]{1,99}=[ \\t]{0,99})(?:\"[^\"\\\\\\n]*\"|'[^'\\\\\\n]*'|[^\\s\"'\\\\=]+)\\s*");

  /** An equals sign behind blanks, and several words without quotes. */
  private static final Regex SEVERAL_WORDS = Regex.of(
      "[ \\t]{1,99}=[ \\t]{0,99}[^\\s\"'=]{1,500}[ \\t]{1,99}[^\\s=]{1,500}(?![^\\n]{0,500}=)");

  private static boolean hasSeveralWords(Instruction instruction, Pair pair) {
    return SEVERAL_WORDS
        .matcher(instruction.text().substring(pair.key().range().end()))
        .lookingAt();
  }

  /** What makes one pair of it as it is meant; null where more than one word follows. */
  private static @Nullable Fix withoutBlanks(Instruction instruction, Pair pair, int start) {
    int end = pair.key().range().end();
    Matcher rest = BETWEEN_BLANKS.matcher(instruction.text().substring(end));
    return rest.matches()
        ? Fix.suggestion(
            "Remove the blanks around the equals sign",
            TextEdit.replace(TextRange.ofLength(start + end, rest.group(1).length()), "="))
        : null;
  }

  /** What makes the old form the new one with the same value; empty where nothing does. */
  private static final Derivation<ImmutableList<TextEdit>> EQUALS_SIGN = LegacyPair::withEqualsSign;
}

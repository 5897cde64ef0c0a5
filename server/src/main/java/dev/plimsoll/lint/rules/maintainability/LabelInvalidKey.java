package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
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
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Label;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;

/** Names of labels that don't keep to what Docker says of them. */
public final class LabelInvalidKey implements Rule {

  private static final ImmutableList<String> RESERVED =
      ImmutableList.of("com.docker.", "io.docker.", "org.dockerproject.");

  private static final CharMatcher LETTER = CharMatcher.inRange('a', 'z');
  private static final CharMatcher LETTER_OR_DIGIT = LETTER.or(CharMatcher.inRange('0', '9'));
  private static final CharMatcher ALLOWED = LETTER_OR_DIGIT.or(CharMatcher.anyOf("._/-"));

  private static final RuleInfo INFO = RuleInfo.of(
          "label-invalid-key", Category.MAINTAINABILITY, Severity.HINT, """
          Names of labels consist of lower-case letters, digits, dots and hyphens, so that all tools can read them.

          They begin with a letter, end with a letter or a digit, and have no two dots or hyphens in a row. Capital letters, \
          which some tools ask for, and names that begin with `com.docker.`, which Docker keeps for itself, are only reported \
          if the rule is asked for.

          ```dockerfile bad fix=none
          FROM alpine:3.22
          LABEL "built by"=make
          ```

          ```dockerfile good
          FROM alpine:3.22
          LABEL com.example.built-by=make
          ```

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          LABEL Description="A sample"
          ```

          ```dockerfile good
          FROM alpine:3.22
          LABEL description="A sample"
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3048")
      .in(Profile.HADOLINT, Severity.HINT);

  /** LABELs with a name that has a variable or quotes, or that is wrong as it is written: few have one. */
  private static final Trait MAY_BE_INVALID =
      Trait.orTriggered(Label.class, LabelInvalidKey::mayBeInvalid);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(MAY_BE_INVALID, LabelInvalidKey::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Stage stage = subject.model().stageOf(part.get(0));
    if (stage == null) {
      return;
    }
    for (LabelPair label : LabelPair.in(subject.model(), stage, part.get(0))) {
      String key = label.key();
      String lower = Ascii.toLowerCase(key);
      if (key.isEmpty()) {
        continue;
      }
      if (!isValid(lower)) {
        reporter.report(
            Finding.at(
                label.keyRange(),
                "Write the name of a label with lower-case letters, digits, dots and hyphens. It begins with a letter."));
      } else if (!key.equals(lower)) {
        reporter.report(Finding.at(label.keyRange(), "Write the name of a label in lower case.")
            .withFix(
                label.plainKey()
                    ? Fix.suggestion("Write " + lower, TextEdit.replace(label.keyRange(), lower))
                    : null)
            .asPedantic());
      } else if (isReserved(key)) {
        reporter.report(Finding.at(
                label.keyRange(),
                "Docker keeps this prefix for itself. Use the name of a domain of yours.")
            .asPedantic());
      }
    }
  }

  private static boolean mayBeInvalid(Instruction instruction) {
    if (instruction.innermost() instanceof Label label) {
      for (Pair pair : label.pairs()) {
        if (isToSay(pair.key().value())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isReserved(String key) {
    for (String prefix : RESERVED) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isToSay(String key) {
    return !key.isEmpty() && (!isValid(key) || isReserved(key));
  }

  private static boolean isValid(String key) {
    return LETTER.matches(key.charAt(0))
        && LETTER_OR_DIGIT.matches(key.charAt(key.length() - 1))
        && ALLOWED.matchesAllOf(key)
        && !key.contains("..")
        && !key.contains("--");
  }
}

package dev.plimsoll.lint.rules.style;

import com.google.common.base.Ascii;
import com.google.common.primitives.ImmutableIntArray;
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
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Unknown;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.function.UnaryOperator;

/** Keywords in lower case among others in upper case, or the other way round. */
public final class ConsistentInstructionCasing implements Rule {

  private static final Trait NOT_UPPER =
      Trait.of(Instruction.class, one -> !isIn(one, Ascii::toUpperCase));
  private static final Trait NOT_LOWER =
      Trait.of(Instruction.class, one -> !isIn(one, Ascii::toLowerCase));

  private static final RuleInfo INFO = RuleInfo.of(
          "consistent-instruction-casing", Category.STYLE, Severity.INFORMATION, """
          BuildKit reads keywords in any case, but in one case throughout they stand out from their arguments.

          The case that more of the keywords have is the file's own, upper case where there are as many of each. The ARGs
          before the first FROM and what follows ONBUILD are not looked at, as in BuildKit's check.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN echo 1
          user app
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN echo 1
          USER app
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "ConsistentInstructionCasing");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (subject.model().stages().isEmpty()) {
      return;
    }
    Dockerfile file = subject.file();
    int first = file.indexOf(subject.model().stages().get(0).from());
    ImmutableIntArray notUpper = file.where(NOT_UPPER, first, file.elements().size());
    ImmutableIntArray notLower = file.where(NOT_LOWER, first, file.elements().size());
    boolean upper = notUpper.length() <= notLower.length();
    for (int index : (upper ? notUpper : notLower).asList()) {
      reporter.report(finding(subject.model(), (Instruction) file.element(index), upper));
    }
  }

  private static boolean isIn(Instruction instruction, UnaryOperator<String> letters) {
    String written = instruction.source().writtenKeyword();
    return instruction instanceof Unknown || written.equals(letters.apply(written));
  }

  private static Finding finding(SemanticModel model, Instruction instruction, boolean upper) {
    String written = instruction.source().writtenKeyword();
    String meant = upper ? Ascii.toUpperCase(written) : Ascii.toLowerCase(written);
    TextRange place = model.range(instruction, instruction.source().keywordRange());
    boolean whole = place.length() == written.length(); // not over two lines
    return Finding.at(place, "Keywords should be in the same case throughout. Write " + meant + ".")
        .withFix(whole ? Fix.safe("Write " + meant, TextEdit.replace(place, meant)) : null);
  }
}

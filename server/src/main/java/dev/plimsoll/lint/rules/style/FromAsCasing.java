package dev.plimsoll.lint.rules.style;

import com.google.common.base.Ascii;
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
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/** AS in lower case behind FROM in upper case, or the other way round. */
public final class FromAsCasing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "from-as-casing", Category.STYLE, Severity.HINT, """
          FROM and AS are keywords of one instruction: in the same case both stand out from the names between them.

          ```dockerfile bad fix=safe
          FROM alpine:3.22 as base
          ```

          ```dockerfile good
          FROM alpine:3.22 AS base
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "FromAsCasing");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      Word as = stage.from().as();
      String from = stage.from().source().writtenKeyword();
      String upper = Ascii.toUpperCase(from);
      if (as == null || !(from.equals(upper) || from.equals(Ascii.toLowerCase(from)))) {
        continue;
      }
      String meant = from.equals(upper) ? "AS" : "as";
      if (!as.value().equals(meant)) {
        reporter.report(finding(subject.model().range(stage.from(), as.range()), meant));
      }
    }
  }

  private static Finding finding(TextRange range, String meant) {
    boolean whole = range.length() == meant.length(); // not over two lines
    return Finding.at(range, "AS should be in the same case as FROM. Write " + meant + ".")
        .withFix(whole ? Fix.safe("Write " + meant, TextEdit.replace(range, meant)) : null);
  }
}

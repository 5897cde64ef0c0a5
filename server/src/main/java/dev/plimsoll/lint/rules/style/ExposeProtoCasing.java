package dev.plimsoll.lint.rules.style;

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
import dev.plimsoll.semantics.ExposedPort;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/** A protocol in capitals. */
public final class ExposeProtoCasing implements Rule {

  private static final Trait HAS_PROTOCOL = Trait.orTriggered(
      Expose.class,
      instruction -> instruction.innermost() instanceof Expose
          && CharMatcher.anyOf("/$").matchesAnyOf(instruction.text()));

  private static final RuleInfo INFO = RuleInfo.of(
          "expose-proto-casing", Category.STYLE, Severity.HINT, """
          Protocols are written in lower case in images and in all that reads them: `tcp`, `udp`, `sctp`.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          EXPOSE 53/UDP
          ```

          ```dockerfile good
          FROM alpine:3.22
          EXPOSE 53/udp
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "ExposeProtoCasing");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_PROTOCOL, ExposeProtoCasing::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    for (ExposedPort port : ExposedPort.in(subject.model(), instruction)) {
      String meant = port.withLowerCaseProtocol();
      TextRange range = subject.model().range(instruction, port.range());
      if (meant != null) {
        Finding finding = Finding.at(
                range, "The protocol of a port should be in lower case. Write " + meant + ".")
            .withFix(
                port.isWritten()
                    ? Fix.safe("Write " + meant, TextEdit.replace(range, meant))
                    : null);
        reporter.report(
            instruction instanceof Instruction.Onbuild ? finding.beyondTheCheck() : finding);
      }
    }
  }
}

package dev.plimsoll.lint.rules.correctness;

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

/** EXPOSE with what belongs to {@code docker run -p}. */
public final class ExposeInvalidFormat implements Rule {

  private static final Trait HAS_COLON = Trait.orTriggered(
      Expose.class,
      instruction -> instruction.innermost() instanceof Expose
          && CharMatcher.anyOf(":$").matchesAnyOf(instruction.text()));

  private static final RuleInfo INFO = RuleInfo.of(
          "expose-invalid-format", Category.CORRECTNESS, Severity.INFORMATION, """
          EXPOSE only notes the port that the container listens on: the address and the port of the host are passed
          over.

          Which port of the host leads to it is chosen when the container is started, with `docker run --publish`
          or in \
          `compose.yaml`.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          EXPOSE 127.0.0.1:8080:80
          ```

          ```dockerfile good
          FROM alpine:3.22
          EXPOSE 80
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "ExposeInvalidFormat")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_COLON, ExposeInvalidFormat::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    for (ExposedPort port : ExposedPort.in(subject.model(), instruction)) {
      String meant = port.withoutHost();
      if (meant != null && !meant.isEmpty()) {
        TextRange range = subject.model().range(instruction, port.range());
        Finding finding = Finding.at(
                range,
                "EXPOSE names ports of the container only, and passes over those of the host. Write "
                    + meant + ".")
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

package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Pragma;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;

/** A comment that keeps hadolint from reporting something. */
public final class NoIgnorePragma implements Rule {

  private static final Trait IGNORES = Trait.of(Comment.class, NoIgnorePragma::ignores);

  private static final RuleInfo INFO = RuleInfo.of(
          "no-ignore-pragma", Category.MAINTAINABILITY, Severity.HINT, """
          A project may want its rules to hold without exceptions, or all exceptions in one place.

          This rule is off unless it is asked for. It finds the comments that silence rules for the next instruction: \
          `# plimsoll ignore=`, and the same of hadolint and tally. Those for a stage or for the whole file are not meant.

          ```dockerfile bad fix=none
          FROM debian:13-slim
          # hadolint ignore=DL3003
          RUN cd /srv && make
          ```

          ```dockerfile good
          FROM debian:13-slim
          RUN cd /srv && make
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .withAlias(Tool.HADOLINT, "DL1001");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Dockerfile file = subject.file();
    for (int index : file.where(IGNORES).asList()) {
      String text = file.element(index).text();
      int start = file.start(index);
      reporter.report(
          Finding.at(
              new TextRange(
                  start + text.indexOf('#'), start + text.stripTrailing().length()),
              "This silences a rule here. Mend what the rule reports, or change the rule in the configuration."));
    }
  }

  private static boolean ignores(Comment comment) {
    Pragma pragma = Pragma.read(comment);
    return pragma != null
        && pragma.reach() == Pragma.Reach.INSTRUCTION
        && comment.content().contains("ignore");
  }
}

package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;

/** What must hold of every fix that a rule offers for any of the real Dockerfiles. */
public final class FixesOnRealFiles {

  private FixesOnRealFiles() {}

  /**
   * Applies every fix by itself: afterwards there are so many more instructions as the fix adds, no new error, every
   * comment, the instructions that it doesn't touch, and one finding less.
   *
   * @param rule the rule
   * @param added how many instructions a fix adds at most
   */
  public static void check(Rule rule, int added) {
    int fixes = 0;
    for (String text : SharedCases.dockerfiles()) {
      List<Finding> findings = RuleRun.findings(rule, text);
      for (Finding finding : findings) {
        for (Fix fix : finding.fixes()) {
          fixes++;
          String fixed = TextEdit.apply(text, fix.edits());
          String what = fix.title() + " in\n" + text + "\ngives\n" + fixed;
          Dockerfile before = Dockerfile.parse(text);
          Dockerfile after = Dockerfile.parse(fixed);
          assertThat(after.instructions().size() - before.instructions().size())
              .as(what)
              .isBetween(0, added);
          assertThat(after.errors().size())
              .as(what)
              .isLessThanOrEqualTo(before.errors().size());
          assertThat(comments(after)).as(what).containsExactlyElementsOf(comments(before));
          assertThat(texts(after, List.of()))
              .as(what)
              .containsSubsequence(texts(before, fix.edits()));
          assertThat(RuleRun.findings(rule, fixed).size()).as(what).isLessThan(findings.size());
        }
      }
    }
    assertThat(fixes).as("fixes of " + rule.info().name()).isPositive();
  }

  private static List<String> comments(Dockerfile file) {
    List<String> comments = new ArrayList<>();
    for (Element element : file.elements()) {
      if (element instanceof Element.Comment comment) {
        comments.add(comment.content());
      } else if (element instanceof Instruction instruction) {
        for (Token token : instruction.source().tokens()) {
          if (token.kind() == Token.Kind.COMMENT) {
            comments.add(token.range().of(instruction.text()).strip());
          }
        }
      }
    }
    return comments;
  }

  /** The instructions that no edit touches. */
  private static List<String> texts(Dockerfile file, List<TextEdit> edits) {
    List<String> texts = new ArrayList<>();
    for (Instruction instruction : file.instructions()) {
      TextRange range = file.range(instruction);
      boolean touched =
          edits.stream().anyMatch(edit -> edit.range().overlaps(range) || isAppended(edit, range));
      if (!touched) {
        texts.add(range.of(file.text()));
      }
    }
    return texts;
  }

  private static boolean isAppended(TextEdit edit, TextRange range) {
    return edit.range().start() > range.start() && edit.range().start() <= range.end();
  }
}

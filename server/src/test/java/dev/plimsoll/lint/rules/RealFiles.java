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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What must hold for every fix of a rule in every real Dockerfile. */
public final class RealFiles {

  private RealFiles() {}

  /**
   * Applies each first fix by itself.
   *
   * @param moreInstructions how many instructions the fix may add
   */
  public static void checkFixes(Rule rule, int moreInstructions) {
    int fixes = 0;
    for (String text : SharedCases.dockerfiles()) {
      List<Finding> findings = RuleRun.findings(rule, text);
      for (Finding finding : findings) {
        if (!finding.fixes().isEmpty()) {
          check(rule, text, finding, findings.size(), moreInstructions);
          fixes++;
        }
      }
    }
    assertThat(fixes).as("fixes in real files").isPositive();
  }

  private static void check(
      Rule rule, String text, Finding finding, int findings, int moreInstructions) {
    Fix fix = finding.fixes().get(0);
    String result = TextEdit.apply(text, fix.edits());
    Dockerfile before = Dockerfile.parse(text);
    Dockerfile after = Dockerfile.parse(result);
    assertThat(after.instructions().size() - before.instructions().size())
        .as(result)
        .isBetween(0, moreInstructions);
    assertThat(comments(after)).as(result).isEqualTo(comments(before));
    assertThat(after.errors()).as(result).hasSameSizeAs(before.errors());
    assertThat(instructions(before, after))
        .as("changed, not moved, in %n%s", result)
        .isLessThan(2);
    assertThat(RuleRun.findings(rule, result)).as(result).hasSizeLessThan(findings);
  }

  private static TreeSet<String> comments(Dockerfile file) {
    TreeSet<String> comments = new TreeSet<>();
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

  /** How many instructions of the first file are not in the second. */
  private static long instructions(Dockerfile before, Dockerfile after) {
    List<String> rest = new ArrayList<>();
    after.instructions().forEach(one -> rest.add(one.text().strip()));
    return before.instructions().stream()
        .filter(one -> !rest.remove(one.text().strip()))
        .count();
  }
}

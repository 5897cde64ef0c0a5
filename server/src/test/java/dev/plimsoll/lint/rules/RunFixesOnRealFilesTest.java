package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.correctness.AptInstallWithoutYes;
import dev.plimsoll.lint.rules.size.AptListsNotRemoved;
import dev.plimsoll.lint.rules.size.AptNoInstallRecommends;
import dev.plimsoll.lint.rules.size.AptUpdateSeparateFromInstall;
import dev.plimsoll.lint.rules.size.CombineConsecutiveRuns;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every fix that changes or joins scripts, in every real Dockerfile. */
class RunFixesOnRealFilesTest {

  static Stream<Rule> rules() {
    return Stream.of(
        new AptInstallWithoutYes(),
        new AptListsNotRemoved(),
        new AptNoInstallRecommends(),
        new AptUpdateSeparateFromInstall(),
        new CombineConsecutiveRuns());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void fixesKeepAllButTheProblem(Rule rule) {
    int fixes = 0;
    for (String text : SharedCases.dockerfiles()) {
      List<Finding> findings = RuleRun.findings(rule, text);
      for (Finding finding : findings) {
        for (Fix fix : finding.fixes()) {
          check(rule, text, alike(findings, finding), finding, fix);
          fixes++;
        }
      }
    }
    assertThat(fixes).isPositive();
  }

  private static void check(Rule rule, String text, long findings, Finding finding, Fix fix) {
    String fixed = TextEdit.apply(text, fix.edits());
    String what = fix.title() + " in\n" + text + "\ngives\n" + fixed;
    Dockerfile before = Dockerfile.parse(text);
    Dockerfile after = Dockerfile.parse(fixed);
    assertThat(after.errors()).as(what).hasSizeLessThanOrEqualTo(before.errors().size());
    boolean hoists = fix.edits().stream().anyMatch(edit -> edit.newText().contains("ignore"));
    if (!hoists) {
      assertThat(comments(after)).as(what).isEqualTo(comments(before));
    }
    assertThat(texts(after, List.of())).as(what).containsSubsequence(texts(before, fix.edits()));
    assertThat(otherThanRun(after)).as(what).isEqualTo(otherThanRun(before));
    assertThat(incomplete(after)).as(what).isLessThanOrEqualTo(incomplete(before));
    assertThat(alike(RuleRun.findings(rule, fixed), finding)).as(what).isLessThan(findings);
  }

  private static long alike(List<Finding> findings, Finding finding) {
    return findings.stream()
        .filter(one -> one.message().equals(finding.message()))
        .count();
  }

  /** All comments in order, in scripts too. */
  private static List<String> comments(Dockerfile file) {
    List<String> comments = new ArrayList<>();
    for (Element element : file.elements()) {
      if (element instanceof Element.Comment comment) {
        comments.add(comment.text().strip());
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
      if (edits.stream().noneMatch(edit -> edit.range().touches(range))) {
        texts.add(range.of(file.text()));
      }
    }
    return texts;
  }

  private static List<String> otherThanRun(Dockerfile file) {
    List<String> texts = new ArrayList<>();
    for (Instruction instruction : file.instructions()) {
      if (RunScript.run(instruction) == null) {
        texts.add(instruction.text().strip());
      }
    }
    return texts;
  }

  private static long incomplete(Dockerfile file) {
    return file.instructions().stream()
        .filter(one -> one instanceof Run run
            && run.shellCommand() != null
            && !run.shellCommand().script().isComplete())
        .count();
  }
}

package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Example;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No fix of any rule parts a comment that a tool reads from the instruction that it is for: it stays above it, or the fix
 * isn't offered. What may be hoisted above an instruction that others are joined to asks first.
 */
class PragmasStayTest {

  private static final List<String> COMMENTS = List.of(
      "# nosemgrep\n",
      "# hadolint shell=bash\n",
      "# check=skip=Nothing\n",
      "# hadolint ignore=DL1000\n",
      "# hadolint ignore=DL1000\n\n");

  static Stream<Named<Rule>> rules() {
    return RulesUnderTest.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void staysWithItsInstruction(Rule rule) {
    for (Example example : Example.of(rule.info())) {
      Dockerfile file = Dockerfile.parse(example.text());
      for (int i = 0; example.isBad() && i < file.instructions().size(); i++) {
        for (String comment : COMMENTS) {
          check(rule, file, i, comment);
        }
      }
    }
  }

  private static void check(Rule rule, Dockerfile file, int index, String comment) {
    int start = file.start(file.instructions().get(index));
    Dockerfile commented = file.edit(TextEdit.insert(start, comment));
    Instruction instruction = commented.instructions().get(index);
    if (!has(commented, instruction, comment)) {
      return; // at the head of the file it is a directive
    }
    for (Finding finding : RuleRun.findings(rule, commented.text())) {
      for (Fix fix : finding.fixes()) {
        Dockerfile fixed = Dockerfile.parse(TextEdit.apply(commented.text(), fix.edits()));
        boolean mayBeHoisted = !fix.isSafe() && comment.contains("=") && !comment.contains("shell");
        assertThat(fixed.instructions())
            .as("%s in\n%s\ngives\n%s", fix.title(), commented.text(), fixed.text())
            .satisfiesAnyOf(
                all -> assertThat(all)
                    .anyMatch(it -> has(fixed, it, comment)
                        && (mayBeHoisted || isSame(commented, instruction, fix, fixed, it))),
                all -> assertThat(isDeleted(commented, instruction, fix)).isTrue());
      }
    }
  }

  /** Whether the instruction goes away, and with it what is said about it. */
  private static boolean isDeleted(Dockerfile file, Instruction instruction, Fix fix) {
    return fix.edits().stream()
        .anyMatch(edit -> edit.newText().isEmpty()
            && edit.range().start() <= file.start(instruction)
            && file.start(instruction) + instruction.length() <= edit.range().end());
  }

  private static boolean has(Dockerfile file, Instruction instruction, String comment) {
    return ToolComment.above(file, instruction).stream()
        .anyMatch(it -> comment.strip().equals("# " + it.content()));
  }

  /** Whether one is the other: it stands where that stood, or was moved as it is. */
  private static boolean isSame(
      Dockerfile before, Instruction was, Fix fix, Dockerfile after, Instruction is) {
    int place = before.start(was);
    for (TextEdit edit : fix.edits()) {
      if (edit.range().end() <= before.start(was)) {
        place += edit.newText().length() - edit.range().length();
      }
    }
    return is.text().strip().equals(was.text().strip()) || after.start(is) == place;
  }
}

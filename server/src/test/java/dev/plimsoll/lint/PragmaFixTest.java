package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SampleRules;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PragmaFixTest {

  private static final Linter LINTER =
      new Linter(ImmutableList.of(SampleRules.CAPITALS), (rule, failure) -> {
        throw failure;
      });

  private static List<Problem> problems(String text) {
    Subject subject = new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages());
    return LINTER.lint(subject, LintOptions.DEFAULT);
  }

  private static String here(String text) {
    Problem problem = problems(text).get(0);
    Fix fix = PragmaFix.here(Dockerfile.parse(text), problem);
    assertThat(fix).isNotNull();
    return silenced(text, fix);
  }

  private static String inStage(String text) {
    Fix fix = PragmaFix.inStage(Dockerfile.parse(text), problems(text).get(0));
    assertThat(fix).isNotNull();
    return silenced(text, fix);
  }

  private static String inFile(String text) {
    return silenced(
        text, PragmaFix.inFile(Dockerfile.parse(text), problems(text).get(0)));
  }

  private static String silenced(String text, Fix fix) {
    assertThat(fix.isSafe()).isFalse();
    String edited = TextEdit.apply(text, fix.edits());
    assertThat(problems(edited)).hasSizeLessThan(problems(text).size());
    return edited;
  }

  @Test
  void aPragmaGoesAboveTheInstruction() {
    assertThat(here("FROM a\nrun b\nrun c\n"))
        .isEqualTo("FROM a\n# plimsoll ignore=capitals\nrun b\nrun c\n");
    assertThat(here("FROM a\r\n  # why\r\n  run b"))
        .isEqualTo("FROM a\r\n  # why\r\n  # plimsoll ignore=capitals\r\n  run b");
    assertThat(here("# escape=`\nfrom a\n"))
        .isEqualTo("# escape=`\n# plimsoll ignore=capitals\nfrom a\n");
  }

  @Test
  void thePragmaThatIsThereGetsOneMoreName() {
    assertThat(here("FROM a\n# plimsoll ignore=x, y because\n# why\nrun b\n"))
        .isEqualTo("FROM a\n# plimsoll ignore=x, y,capitals because\n# why\nrun b\n");
    assertThat(here("FROM a\n# tally ignore=x\nrun b\n"))
        .isEqualTo("FROM a\n# tally ignore=x\n# plimsoll ignore=capitals\nrun b\n");
    assertThat(here("FROM a\n# plimsoll ignore=x\n\nrun b\n"))
        .isEqualTo("FROM a\n# plimsoll ignore=x\n\n# plimsoll ignore=capitals\nrun b\n");
  }

  @Test
  void aPragmaForTheStageGoesAboveItsFrom() {
    assertThat(inStage("FROM a\n# why\n  FROM b\nrun b\nFROM c\n"))
        .isEqualTo("FROM a\n# why\n  # plimsoll stage ignore=capitals\n  FROM b\nrun b\nFROM c\n");
    assertThat(inStage("# plimsoll stage ignore=x\n# why\nFROM a\nrun b\n"))
        .isEqualTo("# plimsoll stage ignore=x,capitals\n# why\nFROM a\nrun b\n");
    String beforeAll = "arg a\nFROM a\n";
    assertThat(
            PragmaFix.inStage(Dockerfile.parse(beforeAll), problems(beforeAll).get(0)))
        .isNull();
  }

  @Test
  void whereHadolintIsToldItIsHadolintsPragma() {
    String told = "# hadolint global ignore=x\nFROM a\nRUN a\n# why\nrun b\n";
    String code = "SAMPLE-capitals";
    assertThat(here(told))
        .isEqualTo(told.replace("run b", "# hadolint ignore=" + code + "\nrun b"));
    assertThat(inStage(told))
        .isEqualTo(told.replace("FROM a", "# hadolint stage ignore=" + code + "\nFROM a"));
    assertThat(inFile(told)).isEqualTo(told.replace("=x", "=x," + code));
    assertThat(here("FROM a\n# hadolint ignore=x # why\nrun b\n"))
        .isEqualTo("FROM a\n# hadolint ignore=x," + code + " # why\nrun b\n");
    assertThat(here("FROM a\n# hadolint ignore=x\n# why\nrun b\n"))
        .as("hadolint reads the line above and no other")
        .isEqualTo("FROM a\n# hadolint ignore=x\n# why\n# hadolint ignore=" + code + "\nrun b\n");
    assertThat(inStage("# hadolint stage ignore=x\nfrom a\n"))
        .as("hadolint's isn't for the FROM itself")
        .isEqualTo("# plimsoll stage ignore=capitals\n# hadolint stage ignore=x\nfrom a\n");
    assertThat(here("# plimsoll global ignore=x\n" + told))
        .isEqualTo("# plimsoll global ignore=x\n"
            + told.replace("run b", "# plimsoll ignore=capitals\nrun b"));
  }

  /** It obeys no other. */
  @Test
  void hadolintsPragmaStaysDirectlyAboveTheInstruction() {
    assertThat(here("# plimsoll global ignore=x\nFROM a\n  # hadolint ignore=x\n  run b\n"))
        .isEqualTo(
            "# plimsoll global ignore=x\nFROM a\n  # plimsoll ignore=capitals\n  # hadolint ignore=x\n  run b\n");
    assertThat(inStage("FROM a\n# hadolint ignore=x\nFROM b\nrun c\n"))
        .isEqualTo(
            "FROM a\n# plimsoll stage ignore=capitals\n# hadolint ignore=x\nFROM b\nrun c\n");
  }

  @Test
  void aPragmaForTheFileGoesToItsHead() {
    assertThat(inFile("# syntax=a\n# why\nFROM a\nrun b\nrun c\n"))
        .isEqualTo("# syntax=a\n# plimsoll global ignore=capitals\n# why\nFROM a\nrun b\nrun c\n");
    assertThat(inFile("from a")).isEqualTo("# plimsoll global ignore=capitals\nfrom a");
    assertThat(inFile("FROM a\n# plimsoll global ignore=x\nrun b\n"))
        .isEqualTo("FROM a\n# plimsoll global ignore=x,capitals\nrun b\n");
  }
}

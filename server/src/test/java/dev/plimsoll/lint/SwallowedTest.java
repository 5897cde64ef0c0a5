package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A file in which an instruction has swallowed another is judged as it was meant. */
class SwallowedTest {

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  private static final String STAGES = """
      FROM python:3.13-slim AS builder
      WORKDIR /app
      COPY . .
      RUN pip install --no-cache-dir flask . \\

      # what ships
      FROM python:3.13-slim
      WORKDIR /app
      COPY --from=builder /app /app
      RUN apt-get update && apt-get install -y --no-install-recommends curl
      USER 10001
      CMD ["python", "main.py"]
      """;

  private static Judgement judge(Dockerfile file, LintOptions options, @Nullable Judgement before) {
    return LINTER.judge(new Subject(SemanticModel.of(file), new EmbeddedImages()), options, before);
  }

  private static List<Problem> problems(String text) {
    return judge(Dockerfile.parse(text), LintOptions.DEFAULT, null).problems();
  }

  private static List<String> names(List<Problem> problems) {
    return problems.stream().map(problem -> problem.rule().name()).toList();
  }

  @Test
  void onlyTheCauseIsReportedBesideWhatIsWrongAnyhow() {
    assertThat(names(problems(STAGES)))
        .containsExactly("pip-unpinned", "instruction-swallowed", "apt-lists-not-removed");
    assertThat(problems(STAGES).get(0).message()).contains("the newest flask. ");
    assertThat(problems(STAGES).get(1).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void filesAreAskedForAsItWasMeant() {
    String text = """
        FROM node:24-slim
        WORKDIR /app
        EXPOSE 80 \\
        COPY web/package.json ./
        RUN npm install
        """;
    assertThat(judge(Dockerfile.parse(text), LintOptions.DEFAULT, null).contextFiles())
        .contains("web/package.json");
  }

  @Test
  void allStandsWhereItStandsWithoutTheCause() {
    List<Problem> rest = problems(STAGES.replace(". \\\n", ".  \n"));
    assertThat(names(rest)).containsExactly("pip-unpinned", "apt-lists-not-removed");
    List<Problem> found = problems(STAGES);
    assertThat(found.get(0).range()).isEqualTo(rest.get(0).range());
    assertThat(found.get(2).range()).isEqualTo(rest.get(1).range());
    assertThat(found.get(2).fixes()).isEmpty();
    assertThat(rest.get(1).fixes()).isNotEmpty();
  }

  @Test
  void wordsOfAnotherInstructionAreNoneOfTheCommand() {
    assertThat(names(problems("""
            FROM debian:12-slim
            USER 10001
            RUN cd /tmp && \\
            COPY a.txt b.txt c/
            """)))
        .contains("instruction-swallowed", "copy-relative-dest-without-workdir")
        .doesNotContain("shellcheck");
  }

  @Test
  void whoTurnsTheRuleOffMeansWhatIsWritten() {
    LintOptions off = new LintOptions(
        Profile.RECOMMENDED,
        ImmutableMap.of("instruction-swallowed", RuleSetting.of(Optional.empty())));
    assertThat(names(judge(Dockerfile.parse(STAGES), off, null).problems()))
        .contains("copy-from-own-stage");
    assertThat(names(problems(
            STAGES.replace("RUN pip", "# plimsoll ignore=instruction-swallowed\nRUN pip"))))
        .contains("copy-from-own-stage");
  }

  @Test
  void anEditMakesTheFileAnother() {
    Dockerfile file = Dockerfile.parse(STAGES);
    Judgement judgement = judge(file, LintOptions.DEFAULT, null);
    int at = STAGES.indexOf("\\\n");
    Dockerfile mended = file.edit(TextEdit.delete(TextRange.ofLength(at, 1)));
    assertThat(names(judge(mended, LintOptions.DEFAULT, judgement).problems()))
        .containsExactly("pip-unpinned", "apt-lists-not-removed");
    Dockerfile again = mended.edit(TextEdit.insert(at, "\\"));
    assertThat(judge(again, LintOptions.DEFAULT, judgement).problems())
        .isEqualTo(judgement.problems());
  }
}

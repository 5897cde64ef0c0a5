package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where rules meet, one of them says it all, unless it is silent itself. */
class SupersessionTest {

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  private static final String SEPARATE = """
      FROM debian:12-slim
      RUN apt-get update
      RUN apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
      """;

  /** The second RUN deletes something else of the first, too. */
  private static final String SEPARATE_AND_MORE = """
      FROM debian:12-slim
      RUN apt-get update && make >/a.tgz
      RUN apt-get install -y --no-install-recommends curl && rm -rf /a.tgz /var/lib/apt/lists/*
      """;

  private static Judgement judge(Dockerfile file, LintOptions options, @Nullable Judgement before) {
    Subject subject = new Subject(SemanticModel.of(file), new EmbeddedImages());
    return LINTER.judge(subject, options, before);
  }

  private static List<String> shown(String text, String... off) {
    ImmutableMap.Builder<String, RuleSetting> settings = ImmutableMap.builder();
    for (String rule : off) {
      settings.put(rule, RuleSetting.of(Optional.empty()));
    }
    LintOptions options = new LintOptions(Profile.RECOMMENDED, settings.buildOrThrow());
    return names(judge(Dockerfile.parse(text), options, null));
  }

  private static List<String> names(Judgement judgement) {
    TreeSet<String> names = new TreeSet<>();
    judgement.problems().forEach(problem -> names.add(problem.rule().name()));
    names.remove("user-missing");
    return List.copyOf(names);
  }

  @Test
  void anUpdateByItselfSaysMoreThanRunsThatCouldBeOne() {
    assertThat(shown(SEPARATE)).containsExactly("apt-update-separate-from-install");
    assertThat(shown(SEPARATE_AND_MORE)).containsExactly("apt-update-separate-from-install");
  }

  @Test
  void whereATagIsOfferedASlimmerOneIsAmongThem() {
    String text = "FROM debian\nCMD [\"a\"]\n";
    assertThat(shown(text)).containsExactly("base-image-untagged");
    assertThat(shown(text.replace("debian", "debian:latest"))).containsExactly("base-image-latest");
    assertThat(shown(text, "base-image-untagged")).containsExactly("slimmer-base-variant");
  }

  @Test
  void aRuleThatIsOffSilencesNoOther() {
    assertThat(shown(SEPARATE_AND_MORE, "apt-update-separate-from-install"))
        .containsExactly("combine-consecutive-runs");
    assertThat(shown("FORM a\n", "unknown-instruction"))
        .containsExactly("no-from-or-wrong-first-instruction", "syntax-error");
    assertThat(shown("RUN a\nFROM b:1\n", "no-from-or-wrong-first-instruction"))
        .containsExactly("unbuildable-value");
  }

  @Test
  void aPragmaSilencesNoOtherRule() {
    assertThat(shown(SEPARATE_AND_MORE.replaceFirst(
            "RUN", "# plimsoll ignore=apt-update-separate-from-install\nRUN")))
        .containsExactly("combine-consecutive-runs");
  }

  @Test
  void thatThereIsNoInstructionIsToldOnceAndAtALineThatThereIs() {
    for (String text : List.of("", "\n", "# a", "# a\n\n", "ARG A\n", "# syntax=b\n# c \n")) {
      Judgement judgement = judge(Dockerfile.parse(text), LintOptions.DEFAULT, null);
      assertThat(judgement.problems()).as(text).hasSize(1);
      assertThat(judgement.problems().get(0).range().end())
          .isEqualTo(text.stripTrailing().length());
    }
  }

  @Test
  void oneProblemIsToldOnce() {
    assertThat(shown("FORM a\n")).containsExactly("unknown-instruction");
    assertThat(shown("RUN a\nFROM b:1\n")).containsExactly("no-from-or-wrong-first-instruction");
    assertThat(shown("ARG A\n")).containsExactly("no-from-or-wrong-first-instruction");
    assertThat(shown("")).containsExactly("no-from-or-wrong-first-instruction");
  }

  @Test
  void whatStandsElsewhereIsShown() {
    assertThat(shown(SEPARATE + "USER app\nRUN curl -o /tmp/a b\nRUN rm /tmp/a\n"))
        .containsExactly("apt-update-separate-from-install", "combine-consecutive-runs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql:8.4   | apt-get update && apt-get install curl",
        "mysql:8.4   | apt-get update~RUN apt-get install -y curl",
        "mysql:8.4   | apt-get update~RUN apt install curl; true",
        "alpine:3.22 | apt-get update && apt-get install curl",
        "alpine:3.22 | yum install curl",
        "alpine:3.22 | dnf install -y curl",
        "debian:13-slim | apk add curl",
      })
  void whatIsNotThereIsNotToldHowToBeUsed(String image, String run) {
    String text = "FROM " + image + "\nRUN " + run.replace('~', '\n') + "\nCMD [\"a\"]\n";
    assertThat(shown(text)).containsExactly("package-manager-missing");
    assertThat(shown(text, "package-manager-missing")).isNotEmpty();
  }

  /** What was superseded is there when the other one goes, although its own rule isn't asked again. */
  @Test
  void whatWasSupersededComesBack() {
    Dockerfile file = Dockerfile.parse("FROM a:1\nXRUN b\n");
    Judgement judgement = judge(file, LintOptions.DEFAULT, null);
    Dockerfile mended = file.edit(TextEdit.insert(9, "RUN c\n"));
    assertThat(names(judge(mended, LintOptions.DEFAULT, judgement)))
        .isEqualTo(names(judge(mended, LintOptions.DEFAULT, null)));
  }

  @Test
  void everyRuleThatIsSupersededExists() {
    List<String> names = Rules.ALL.stream().map(rule -> rule.info().name()).toList();
    assertThat(Rules.ALL).allSatisfy(rule -> {
      assertThat(names).containsAll(rule.info().supersedes());
      assertThat(rule.info().supersedes()).doesNotContain(rule.info().name());
    });
  }
}

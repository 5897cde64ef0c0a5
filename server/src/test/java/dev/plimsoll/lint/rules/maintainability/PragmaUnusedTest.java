package dev.plimsoll.lint.rules.maintainability;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.lint.rules.correctness.ShellCheckFindings;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckComment;
import dev.plimsoll.shellcheck.ShellCheckInput;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PragmaUnusedTest {

  private static final Rule RULE = Rules.ALL.stream()
      .filter(rule -> rule.info().name().equals("pragma-unused"))
      .findFirst()
      .orElseThrow();

  private static String fixed(String text) {
    Map<String, String> fixes = RuleRun.fixes(RULE, text);
    assertThat(fixes).hasSize(1);
    return fixes.values().iterator().next();
  }

  @Test
  void aPragmaIsForItsInstructionItsStageOrItsFile() {
    RuleRun.check(RULE, """
        # plimsoll global ignore=cd-in-run,maintainer-deprecated
        #                                  ^^^^^^^^^^^^^^^^^^^^^ no problem of maintainer-deprecated in this file.
        # plimsoll stage ignore=DL3003
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no problem of DL3003 in this stage.
        FROM debian:13-slim AS build
        # plimsoll ignore=cd-in-run
        #^^^^^^^^^^^^^^^^^^^^^^^^^^ no problem of cd-in-run in the instruction below.
        RUN make
        FROM debian:13-slim
        # plimsoll ignore=cd-in-run because of the device
        RUN cd /srv && make
        """);
  }

  @Test
  void aPragmaThatIsForNothingIsUnused() {
    RuleRun.check(RULE, """
        FROM debian:13-slim
        # plimsoll stage ignore=sudo-in-run
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ it doesn't stand above a FROM.
        RUN sudo make
        # plimsoll ignore=sudo-in-run
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no instruction follows.
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# plimsoll ignore=sudo-in-run",
        "# plimsoll ignore=apt-unpinned",
        "# plimsoll ignore=all",
        "# plimsoll ignore=unknown-rule",
        "# plimsoll ignore=pragma-unused",
        "# plimsoll ignore=slimmer-base-variant",
        "# plimsoll ignore=copy-source-missing",
        "# hadolint ignore=DL3008",
        "# hadolint ignore=DL3015,DL3009",
        "# hadolint ignore=SC2086",
        "# hadolint ignore=DL3013,SC2086 # pipx",
        "# hadolint ignore=DL3006",
        "# hadolint global ignore=DL3057",
        "# tally ignore=tally/x",
        "# check=skip=UndefinedVar,JSONArgsRecommended,all",
        "# no pragma",
      })
  void whatMaySilenceSomethingIsLeftAlone(String pragma) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:13-slim\n" + pragma
                + "\n# pip, from\nRUN sudo apt-get install -y curl\nCMD [\"curl\", \"a\"]\n"))
        .isEmpty();
  }

  @Test
  void ofOtherToolsOnlyWhatTheyCantFindEither() {
    RuleRun.check(RULE, """
        # check=skip=StageNameCasing
        #            ^^^^^^^^^^^^^^^ no problem of StageNameCasing in this file.
        FROM debian:13-slim
        # hadolint ignore=DL3018,SC2086
        #                 ^^^^^^ no problem of DL3018 in the instruction below.
        RUN apt-get install -y curl
        # hadolint ignore=DL3008
        #^^^^^^^^^^^^^^^^^^^^^^^ no problem of DL3008
        COPY . /srv
        # check=skip=WorkdirRelativePath
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no problem of WorkdirRelativePath
        WORKDIR /srv
        """);
  }

  /** What is found where ShellCheck has said something of all scripts, or has not been asked about the last. */
  private static List<String> found(String text, boolean askedAboutAll, int... codes) {
    Subject subject = new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages());
    List<ShellCheckInput> inputs = ShellCheckFindings.scripts(subject).keySet().asList();
    ImmutableMap.Builder<ShellCheckInput, ImmutableList<ShellCheckComment>> answers =
        ImmutableMap.builder();
    for (ShellCheckInput input : askedAboutAll ? inputs : inputs.subList(0, inputs.size() - 1)) {
      answers.put(
          input,
          Arrays.stream(codes)
              .mapToObj(code -> new ShellCheckComment(
                  new ShellCheckComment.Place(1, 1, 1, 2),
                  ShellCheckComment.Level.WARNING,
                  code,
                  "Quote this",
                  ImmutableList.of()))
              .collect(toImmutableList()));
    }
    List<String> messages = new ArrayList<>();
    RULE.check(
        subject.with(
            new ShellCheckReport(answers.buildOrThrow(), ImmutableSet.of(), ImmutableList.of())),
        finding -> messages.add(finding.message()));
    return messages;
  }

  @Test
  void aCodeOfShellCheckIsUnusedWhereThatHasBeenAskedAboutAllScripts() {
    String one = "FROM debian:13-slim\n# hadolint ignore=SC2046\nRUN make\nRUN make all\n";
    assertThat(found(one, false))
        .containsExactly(
            "This silences nothing: there is no problem of SC2046 in the instruction below.");
    assertThat(found(one, true, 2086)).hasSize(1);
    assertThat(found(one, true, 2086, 2046)).isEmpty();
    String global =
        "# hadolint global ignore=sc2046\n" + one.replace("# hadolint ignore=SC2046\n", "");
    assertThat(found(global, true)).hasSize(1);
    assertThat(found(global, false)).isEmpty();
    assertThat(found(global, true, 2046)).isEmpty();
  }

  @Test
  void aPragmaWithinAnInstructionIsForNothing() {
    RuleRun.check(RULE, """
        FROM debian:13-slim
        RUN make && \\
          # hadolint ignore=DL3004
        # ^^^^^^^^^^^^^^^^^^^^^^^^ it stands within an instruction. Move it above.
            # no linter would ignore this
          sudo make install
        RUN <<EOF
        # plimsoll ignore=cd-in-run
        cd /srv
        EOF
        """);
    assertThat(fixed("FROM debian:13-slim\r\n  RUN a && \\\r\n# plimsoll ignore=x why\r\n b\r\n"))
        .isEqualTo("FROM debian:13-slim\r\n  # plimsoll ignore=x why\r\n  RUN a && \\\r\n b\r\n");
  }

  @Test
  void aPragmaBehindAnInstructionIsForNothing() {
    RuleRun.check(RULE, """
        FROM debian:13-slim
        RUN make && \\
            sudo make install # hadolint ignore=DL3004
        #                     ^^^^^^^^^^^^^^^^^^^^^^^^ it is a part of the instruction. Move it above.
        COPY a b # plimsoll ignore=copy-source-missing
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ it is a part of the instruction. Move it above.
        RUN echo '# hadolint ignore=DL3004' >>Dockerfile
        RUN echo # hadolint ignores it
        RUN echo# hadolint ignore=DL3004
        """);
    assertThat(fixed("FROM debian:13-slim\n  RUN sudo a  # hadolint ignore=DL3004 why \nRUN b\n"))
        .isEqualTo("FROM debian:13-slim\n  # hadolint ignore=DL3004 why\n  RUN sudo a \nRUN b\n");
  }

  @Test
  void nothingIsSaidOfAFileThatHasErrorsOrNoStage() {
    String pragma = "# plimsoll ignore=sudo-in-run\nRUN make\n";
    assertThat(RuleRun.findings(RULE, pragma)).isEmpty();
    assertThat(RuleRun.findings(RULE, "FROM debian:13-slim\n" + pragma + "RUNN x\n"))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, "FROM debian:13-slim\n" + pragma)).hasSize(1);
  }

  @Test
  void aPragmaAtAnotherPlaceOfTheProblemIsUsed() {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:13-slim\nCMD [\"a\"]\n# plimsoll ignore=multiple-cmd\nCMD [\"b\"]\n"))
        .isEmpty();
  }

  @Test
  void aNameGoesWithItsComma() {
    String all = "FROM debian:13-slim\n# plimsoll ignore=%s # why\nRUN sudo make\n";
    assertThat(fixed(all.formatted("cd-in-run, sudo-in-run")))
        .isEqualTo(all.formatted("sudo-in-run"));
    assertThat(fixed(all.formatted("sudo-in-run, cd-in-run")))
        .isEqualTo(all.formatted("sudo-in-run"));
    assertThat(fixed(all.formatted("cd-in-run,dist-upgrade")))
        .isEqualTo("FROM debian:13-slim\nRUN sudo make\n");
  }

  @Test
  void aCommentIsKeptThatKeepsTheNextFromBeingADirective() {
    String text = "# plimsoll global ignore=sudo-in-run\n# escape=`\nFROM debian:13-slim\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
  }
}

package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SudoInRunTest {

  private static final SudoInRun RULE = new SudoInRun();

  @Test
  void aStageIsReportedOnceForRootAndOnceForOthers() {
    RuleRun.check(RULE, """
        FROM debian AS one
        RUN make && sudo -u app make && /usr/bin/sudo -u root make && sudo make
        #                               ^^^^^^^^^^^^^ runs as root already
        RUN ["sudo", "make"]
        ONBUILD RUN echo a | sudo tee /b
        #                    ^^^^ USER root
        RUN apt-get install -y sudo && echo sudo make
        USER app
        RUN bash -c 'sudo make'
        RUN sudo -l
        FROM debian
        RUN make
        RUN ["sudo", "make"]
        #    ^^^^^^ runs as root already
        """);
  }

  @Test
  void theOtherPlacesAreNamedAndMendedTogether() {
    String text = """
        FROM debian
        RUN sudo make a
        RUN sudo make b && sudo make c
        USER app
        RUN sudo make d
        """;
    List<Finding> findings = RuleRun.findings(RULE, text);
    assertThat(findings.get(0).related())
        .extracting(place -> place.range().start())
        .containsExactly(text.indexOf("sudo make b"));
    assertThat(TextEdit.apply(text, findings.get(0).fixes().get(0).edits())).isEqualTo("""
        FROM debian
        RUN make a
        RUN make b && make c
        USER app
        RUN sudo make d
        """);
    assertThat(findings).hasSize(2);
    assertThat(RuleRun.findings(RULE, Profile.HADOLINT, text)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "debian, , ",
    "ubuntu, USER root, ",
    "team/image, , HINT",
    "team/image, USER 0, ",
    "debian, USER app, HINT",
    "gcr.io/distroless/base:nonroot, , HINT",
  })
  void itIsAHintWhereAnotherUserMayNeedIt(String image, String user, Severity severity) {
    String text = "FROM " + image + "\n" + (user == null ? "" : user + "\n") + "RUN sudo make\n";
    assertThat(RuleRun.findings(RULE, text))
        .extracting(found -> String.valueOf(found.severity()))
        .isEqualTo(List.of(String.valueOf(severity)));
  }

  @Test
  void sudoGoesWhereItIsToldNothing() {
    assertThat(RuleRun.fixes(RULE, """
        FROM debian
        RUN sudo -E make \\
            && sudo -u app make \\
            && (A=b sudo tee a | sudo -H bash -)
        """)).isEqualTo(Map.of("Remove sudo", """
        FROM debian
        RUN make \\
            && sudo -u app make \\
            && (A=b tee a | bash -)
        """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sudo -u root make", "sudo A=b make", "sudo \\\n make", "sudo -l"})
  void whatSudoIsToldStays(String script) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN " + script + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gitpod/workspace-full, Dockerfile, true",
    "gitpod/workspace-mongodb:latest, a/Dockerfile, true",
    "debian:13, .gitpod.Dockerfile, true",
    "debian:13, .gitpod/Dockerfile, true",
    "debian:13, gitpod/Dockerfile, false",
    "gitpod/openvscode-server, Dockerfile, false",
  })
  void workspacesOfGitpodAreMadeForIt(String image, String file, boolean silent) {
    Subject subject = new Subject(
        SemanticModel.of(Dockerfile.parse("FROM " + image + "\nUSER dev\nRUN sudo make\n")),
        new EmbeddedImages(),
        SourceReport.NOTHING,
        FileName.of("/shop/" + file, "/shop"));
    List<Finding> found = new ArrayList<>();
    RULE.check(subject, found::add);
    assertThat(found).hasSize(1).allMatch(finding -> finding.isPedantic() == silent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abuild -r", "cd a && makepkg -si", "brew install b"})
  void whatRefusesRootNeedsSudoForTheRest(String build) {
    String text = "FROM debian:13\nUSER builder\nRUN sudo chown builder /b && " + build + "\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().matches(Finding::isPedantic);
    assertThat(RuleRun.findings(RULE, text.replace(build, "make")))
        .singleElement()
        .matches(finding -> !finding.isPedantic());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo -u postgres \"$(find / -name initdb)\" -D /srv",
        "sudo -Hu postgres initdb",
        "sudo -iu postgres initdb",
        "sudo -i -u postgres initdb",
        "sudo --user=postgres initdb",
        "sudo --user postgres initdb",
        "sudo -u \"$DB_USER\" initdb",
        "sudo -u '#999' initdb",
        "sudo -g app make",
      })
  void whatRunsAsAnotherUserNeedsIt(String script) {
    for (String base : new String[] {"debian", "team/image", "debian\nUSER app"}) {
      assertThat(RuleRun.findings(RULE, "FROM " + base + "\nRUN " + script + "\n"))
          .singleElement()
          .matches(Finding::isPedantic)
          .satisfies(finding -> assertThat(finding.message()).doesNotContain("not needed"))
          .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
    }
  }
}

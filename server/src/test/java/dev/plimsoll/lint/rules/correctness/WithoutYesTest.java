package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** yum, dnf and zypper that wait for an answer. */
class WithoutYesTest {

  private static final List<Rule> ALL = List.of(
      new DnfInstallWithoutYes(), new YumInstallWithoutYes(), new ZypperWithoutNoninteractive());

  private static List<Finding> findings(String text) {
    return ALL.stream().flatMap(rule -> RuleRun.findings(rule, text).stream()).toList();
  }

  @Test
  void seesEveryCommandThatAsks() {
    RuleRun.check(new YumInstallWithoutYes(), """
        FROM rockylinux:8
        RUN yum update && sudo yum --enablerepo epel install git
        #   ^^^^^^^^^^ yum update asks for confirmation
        #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ yum install asks for confirmation
        RUN ["yum", "install", "git"]
        #    ^^^^^^^^^^^^^^^^ yum install
        ONBUILD RUN yum group install development
        #           ^^^^^^^^^^^^^^^^^ yum group install
        RUN bash -c "yum localinstall x.rpm"
        #            ^^^^^^^^^^^^^^^^ yum localinstall
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      yum install git               | safe: Add -y to yum install               | yum install -y git
      dnf --refresh in git          | safe: Add -y to dnf in                    | dnf --refresh in -y git
      tdnf install git              | safe: Add -y to tdnf install              | tdnf install -y git
      yum remove git; make          | Add -y to yum remove                      | yum remove -y git; make
      yum remove $OLD               | safe: Add -y to yum remove                | yum remove -y $OLD
      dnf upgrade                   | safe: Add -y to dnf upgrade               | dnf upgrade -y
      dnf remove --duplicates       | safe: Add -y to dnf remove                | dnf remove -y --duplicates
      zypper install git            | safe: Add -n to zypper install            | zypper -n install git
      sudo zypper --quiet in git    | safe: Add -n to zypper in                 | sudo zypper -n --quiet in git
      zypper dup; make              | Add -n to zypper dup                      | zypper -n dup; make
      """)
  void answersYes(String before, String title, String after) {
    List<Rule> reporting = ALL.stream()
        .filter(rule -> !RuleRun.findings(rule, "FROM x\nRUN " + before + "\n").isEmpty())
        .toList();
    assertThat(reporting).as(before).hasSize(1);
    assertThat(RuleRun.fixes(reporting.get(0), "FROM x\nRUN " + before + "\n"))
        .containsOnlyKeys(title)
        .containsValue("FROM x\nRUN " + after + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yum install -y git",
        "yum -y install git",
        "yum -yq install git",
        "yum install git --assumeyes",
        "yum --setopt=assumeyes=1 install git",
        "dnf install --setopt assumeyes=True git",
        "dnf --assumeno install git",
        "yum install $YUM_OPTIONS git",
        "yes | yum install git",
        "yum install",
        "dnf group install",
        "dnf remove && make",
        "zypper in",
        "yum makecache",
        "yum clean all",
        "dnf list git",
        "echo yum install git",
        "zypper -n install git",
        "zypper --non-interactive in git",
        "zypper install -y git",
        "zypper -y install git",
        "zypper install --no-confirm git",
        "zypper install --dry-run git",
        "zypper refresh",
        "zypper clean",
      })
  void saysNothingWhereNothingIsAsked(String command) {
    assertThat(findings("FROM x\nRUN " + command + "\n")).as(command).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo assumeyes=1 >> /etc/yum.conf",
        "RUN sed -i 's/assumeyes.*/assumeyes=True/' /etc/dnf/dnf.conf",
        "COPY dnf.conf /etc/dnf/dnf.conf",
      })
  void saysNothingWhereTheConfigurationMayAnswer(String configures) {
    assertThat(findings(
            "FROM x AS a\n" + configures + "\nFROM a\nRUN yum install git && dnf install git\n"))
        .isEmpty();
  }

  @Test
  void hintsAtMicrodnf() {
    assertThat(findings("FROM fedora-minimal\nRUN microdnf install git\n"))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.severity()).isEqualTo(Severity.HINT);
          assertThat(found.message())
              .isEqualTo(
                  "microdnf install asks for confirmation if it is dnf5, and nobody answers during a build. Add -y.");
        });
    assertThat(findings("FROM registry.access.redhat.com/ubi9-minimal\nRUN microdnf install git\n"))
        .isEmpty();
    assertThat(findings("ARG A\nFROM $A\nRUN microdnf install git\n")).isEmpty();
  }
}

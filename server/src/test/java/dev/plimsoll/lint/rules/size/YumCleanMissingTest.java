package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** And {@code dnf-clean-missing} and {@code zypper-clean-missing}, which do the same. */
class YumCleanMissingTest {

  private static final YumCleanMissing YUM = new YumCleanMissing();
  private static final DnfCleanMissing DNF = new DnfCleanMissing();

  @Test
  void theLastInstallationOfEachRunIsFollowedByACleanup() {
    RuleRun.check(YUM, """
        FROM rockylinux:9
        RUN yum clean all && yum install -y git
        #                    ^^^^^^^^^^^ Run yum clean all after it
        RUN yum -y update; yum -y install a
        #                  ^^^^^^^^^^^^^^ yum leaves what it downloads
        RUN yum clean all
        """);
    RuleRun.check(DNF, """
        FROM fedora:42
        RUN microdnf install -y git
        #   ^^^^^^^^^^^^^^^^ Run microdnf clean all after it
        """);
  }

  @Test
  void oneOfThemSpeaksOfTheCacheThatTheyShare() {
    String file = """
        FROM rockylinux:9
        RUN yum install -y git && dnf install -y make
        RUN dnf install -y git && yum -y upgrade
        RUN dnf install -y git && yum install -y --downloadonly make
        """;
    assertThat(RuleRun.findings(YUM, file)).hasSize(1);
    assertThat(RuleRun.findings(DNF, file)).hasSize(2);
    RuleRun.check(DNF, """
        FROM rockylinux:9
        RUN yum install -y git && dnf install -y make
        #                         ^^^^^^^^^^^ Run dnf clean all after it
        """);
  }

  @Test
  void listsThatAreFetchedForLaterStayInTheLayer() {
    RuleRun.check(YUM, """
        FROM rockylinux:9
        RUN yum clean all && yum makecache
        #                    ^^^^^^^^^^^^^ yum makecache leaves the lists of the repositories in this layer
        RUN yum makecache && yum clean all
        RUN --mount=type=cache,target=/var/cache/yum yum makecache
        RUN yum install -y git && yum clean all
        """);
    assertThat(RuleRun.fixes(DNF, """
        FROM fedora:42
        RUN dnf makecache
        RUN dnf install -y git && dnf clean all
        """)).containsExactly(entry("safe: Delete this RUN", """
        FROM fedora:42
        RUN dnf install -y git && dnf clean all
        """));
    assertThat(RuleRun.fixes(DNF, """
        FROM fedora:42
        RUN dnf clean all && \\
            dnf makecache
        RUN dnf install -y git && dnf clean all
        """)).containsExactly(entry("safe: Delete this command", """
        FROM fedora:42
        RUN dnf clean all
        RUN dnf install -y git && dnf clean all
        """));
  }

  @Test
  void zypperHasACacheOfItsOwn() {
    RuleRun.check(new ZypperCleanMissing(), """
        FROM opensuse/leap
        RUN zypper clean && zypper -n in git
        #                   ^^^^^^^^^^^^ Run zypper clean -a after it
        RUN zypper -n update && zypper cc --all
        RUN zypper -n install git && rm -rf /var/cache/zypp
        RUN --mount=type=cache,target=/var/cache/zypp zypper -n install git
        RUN zypper -n install --dry-run git && zypper refresh
        """);
    assertThat(RuleRun.fixes(
            new ZypperCleanMissing(), "FROM opensuse/leap\nRUN sudo zypper -n in git\n"))
        .containsEntry(
            "safe: Run sudo zypper clean -a at the end of this RUN",
            "FROM opensuse/leap\nRUN sudo zypper -n in git && sudo zypper clean -a\n");
  }

  static Stream<Rule> rules() {
    return Stream.of(YUM, DNF);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void nothingOfAStageThatDoesNotShip(Rule rule) {
    assertThat(RuleRun.findings(
            rule, "FROM fedora AS a\nRUN yum install -y b\nRUN dnf install -y b\nFROM scratch\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yum install -y a && yum clean all",
        "RUN yum install -y a && yum -y clean metadata",
        "RUN yum install -y a && rm -rf /var/cache/yum",
        "RUN yum install -y a && rm -rf /var/cache/*",
        "RUN yum install -y a && dnf clean all",
        "RUN yum install -y a && ./cleanup.sh",
        "RUN --mount=type=cache,target=/var/cache/yum yum install -y a",
        "RUN --mount=type=cache,target=/var/cache/dnf yum install -y a",
        "RUN yum install -y --installroot /mnt a",
        "RUN yum list installed",
        "RUN yum remove -y a",
      })
  void nothingWhereNothingIsLeft(String run) {
    assertThat(RuleRun.findings(YUM, "FROM rockylinux:9\n" + run + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN yum install -y a | RUN yum install -y a && yum clean all",
        "RUN yum install -y a && true | RUN yum install -y a && yum clean all && true",
        "RUN sudo yum install -y a && b | RUN sudo yum install -y a && b && sudo yum clean all",
      })
  void theFixCleansUpAtTheEnd(String before, String after) {
    assertThat(RuleRun.fixes(YUM, "FROM rockylinux:9\n" + before + "\n").values())
        .containsExactly("FROM rockylinux:9\n" + after + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yum -C install -y b",
        "RUN yum install -y --cacheonly b",
        "RUN --network=none yum install -y b",
        "FROM first\nRUN --network=none yum install -y b",
      })
  void whoeverInstallsWithoutTheNetworkNeedsTheLists(String later) {
    String text = "FROM rockylinux:9 AS first\nRUN yum install -y a\n" + later + "\n";
    assertThat(RuleRun.findings(YUM, text))
        .isNotEmpty()
        .flatExtracting(Finding::fixes)
        .isNotEmpty()
        .noneMatch(Fix::isSafe);
  }
}

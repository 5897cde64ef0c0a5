package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyArchiveThenExtractTest {

  private static final CopyArchiveThenExtract RULE = new CopyArchiveThenExtract();

  @Test
  void theArchiveIsKnownByItsLastName() {
    RuleRun.check(RULE, """
        FROM debian AS base
        COPY a.tar.gz b.tgz /tmp/
        #    ^^^^^^^^ Use ADD, which extracts it.
        COPY x "/tmp/c.tar.xz"
        #    ^ Use ADD, which extracts it.
        COPY d.gz /d/
        #    ^^^^ Extract it in another stage.
        COPY e.zip f.tar /tmp/
        COPY --from=base g.tar /tmp/
        RUN sudo tar xf /tmp/b.tgz && bash -c 'tar --extract --file c.tar.xz'
        RUN gunzip /d/d.gz && unzip e.zip && tar -tf f.tar && tar -xf g.tar
        COPY f.tar /tmp/
        FROM debian
        RUN tar -xf f.tar
        """);
  }

  @Test
  void addExtractsAllOfItUnderItsOwnNames() {
    RuleRun.check(RULE, """
        FROM debian
        COPY a.tar.gz b.tar.gz /tmp/
        #    ^^^^^^^^ Mount it in the RUN that extracts it, with --mount=type=bind.
        RUN tar -xzf /tmp/a.tar.gz --strip-components=1 -C /opt
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mv /srv/a-1 /srv/a                         | bind",
        "cp /srv/a-1/b /srv && rm -rf /srv/a-1      | bind",
        "rm -rf /tmp/a.tar.gz && chmod 755 /srv     | ADD",
        "cp /srv/a /srv/b && rm /tmp/a.tar.gz       | ADD",
      })
  void whatTheRunTakesAwayAgainIsNotForAdd(String behind, String advice) {
    String text =
        "FROM debian\nCOPY a.tar.gz /tmp/\nRUN tar -xzf /tmp/a.tar.gz -C /srv && " + behind;
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(found -> {
      assertThat(found.message()).contains(advice);
      assertThat(found.fixes().isEmpty())
          .isEqualTo(advice.equals("bind") || behind.startsWith("cp"));
    });
  }

  @Test
  void whoGivesAReasonNotToUseAddKnowsIt() {
    String text = "# no ADD: it does not extract on the build server\n"
        + "COPY a.tar.gz /tmp/\nRUN tar -xzf /tmp/a.tar.gz -C /srv\n";
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + text))
        .singleElement()
        .matches(Finding::isPedantic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar -xzf /tmp/a.tar.gz -C /srv",
        "tar -xzf /tmp/a.tar.gz -C /srv && make",
        "tar -xzf /tmp/a.tar.gz && rm /tmp/a.tar.gz && make",
        "tar -xzf /tmp/a.tar.gz -C /srv --strip-components=1 && rm /tmp/a.tar.gz && make",
        "tar -xzf /tmp/a.tar.gz -C /srv a && rm /tmp/a.tar.gz && make",
        "tar -xzf /tmp/a.tar.gz -C /srv && rm /tmp/b.tar.gz && make",
        "tar -xzf /tmp/a.tar.gz -C $DIR && rm /tmp/a.tar.gz && make",
        "mkdir /srv && tar -xzf /tmp/a.tar.gz -C /srv && rm /tmp/a.tar.gz && make",
        "tar -xzf /tmp/a.tar.gz -C /srv && \\\n rm /tmp/a.tar.gz && make",
      })
  void whatAddWouldNotDoIsNotTakenAway(String script) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nCOPY a.tar.gz /tmp/\nRUN " + script + "\n"))
        .isEmpty();
  }
}

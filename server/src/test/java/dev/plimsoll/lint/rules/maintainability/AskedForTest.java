package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;

/** Rules that are off by default. */
class AskedForTest {

  @Test
  void commentsThatSilenceTheNextInstructionAreFound() {
    RuleRun.check(new NoIgnorePragma(), """
        # check=skip=all
        FROM debian
          # hadolint ignore=DL3003
        # ^^^^^^^^^^^^^^^^^^^^^^^^ This silences a rule here.
        RUN cd a
        # plimsoll ignore=cd-in-run because
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This silences a rule here.
        RUN cd a
        # hadolint global ignore=DL3003
        # hadolint stage ignore=DL3003
        # hadolint shell=bash
        # ignore this
        RUN true
        """);
  }

  @Test
  void anImageHasAHealthcheckOfItsOwnOrOfTheStageThatItIsFrom() {
    RuleRun.check(new HealthcheckMissing(), """
        FROM golang AS build
        RUN make
        FROM nginx AS base
        HEALTHCHECK NONE
        FROM base AS web
        CMD ["nginx"]
        FROM debian AS app
        #    ^^^^^^ No HEALTHCHECK
        COPY --from=build a b
        """);
  }
}

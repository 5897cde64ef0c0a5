package dev.plimsoll.lint.rules.correctness;

import static dev.plimsoll.lint.rules.RuleRun.check;
import static dev.plimsoll.lint.rules.RuleRun.fixes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Rule;
import org.junit.jupiter.api.Test;

/** What the registry said of {@code node:22-slmi} and others: see {@link dev.plimsoll.lint.rules.RuleRun}. */
class BaseImageMissingTest {

  private static final Rule RULE = new BaseImageMissing();

  @Test
  void everyImageThatIsNamedIsLookedAt() {
    check(RULE, """
        FROM node:22-slmi AS a
        #    ^^^^^^^^^^^^ Docker Hub has no node with the tag 22-slmi. Did you mean 22-slim?
        FROM alpine:3.22
        COPY --from=node:22-slmi /a /a
        #           ^^^^^^^^^^^^ Docker Hub has no node with the tag 22-slmi.
        RUN --mount=from=node:22-slmi,target=/a true
        #                ^^^^^^^^^^^^ Docker Hub has no node with the tag 22-slmi.
        """);
  }

  @Test
  void whatNobodyAskedAboutIsNotSaidToBeMissing() {
    check(RULE, """
        FROM node:22-slmj
        FROM registry.example/app:1
        """);
  }

  @Test
  void whatOnlySomeMaySeeIsNotSaidToBeMissing() {
    check(RULE, """
        FROM team/private:1
        FROM team/public:1
        #    ^^^^^^^^^^^^^ Docker Hub has no team/public with the tag 1.
        """);
  }

  @Test
  void theDefaultThatDecidesTheTagIsChanged() {
    assertThat(fixes(RULE, "ARG TAG=22-slmi\nFROM node:$TAG\n"))
        .containsEntry("Use node:22-slim", "ARG TAG=22-slim\nFROM node:$TAG\n");
  }
}

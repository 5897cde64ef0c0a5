package dev.plimsoll.lint.rules.correctness;

import static dev.plimsoll.lint.rules.RuleRun.check;

import dev.plimsoll.lint.Rule;
import org.junit.jupiter.api.Test;

/** The registry said that {@code mysql:8.4} is for two platforms; see {@link dev.plimsoll.lint.rules.RuleRun}. */
class BaseImagePlatformMismatchTest {

  private static final Rule RULE = new BaseImagePlatformMismatch();

  @Test
  void namesThePlatformsThatTheImageHas() {
    check(RULE, """
        FROM --platform=linux/386 mysql:8.4
        #                         ^^^^^^^^^ mysql:8.4 has no image for linux/386, but for linux/amd64, linux/arm64.
        """);
  }

  @Test
  void aPlatformThatItHasOrThatTheBuildChoosesIsRight() {
    check(RULE, """
        FROM --platform=linux/arm64/v8 mysql:8.4 AS a
        FROM --platform=$BUILDPLATFORM mysql:8.4 AS b
        FROM --platform=aarch64 mysql:8.4 AS c
        FROM mysql:8.4 AS d
        FROM --platform=linux/386 a
        """);
  }

  @Test
  void theTableKnowsTooFewPlatformsToJudge() {
    check(RULE, "FROM --platform=linux/386 node:22\n");
  }
}

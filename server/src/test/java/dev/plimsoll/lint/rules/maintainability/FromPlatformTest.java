package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform in FROM: a constant, or what it is anyway. */
class FromPlatformTest {

  private static final FromPlatformConstant CONSTANT = new FromPlatformConstant();
  private static final FromRedundantTargetplatform REDUNDANT = new FromRedundantTargetplatform();

  @Test
  void aPlatformThatIsWrittenOutIsOneForAllBuilds() {
    RuleRun.check(CONSTANT, """
        FROM --platform=linux/amd64 a
        #    ^^^^^^^^^^^^^^^^^^^^^^ This stage is built for linux/amd64, whatever platform is asked for.
        FROM --platform=amd64 a AS foo
        #    ^^^^^^^^^^^^^^^^ This stage is built for amd64
        FROM --platform=linux/x86_64 a AS build_amd64
        FROM --platform=linux/amd64 a AS linux-x
        FROM --platform=$BUILDPLATFORM a
        FROM --platform=linux/${TARGETARCH} a
        FROM --platform=nonsense a
        FROM a
        """);
  }

  @Test
  void theFlagIsRemovedOrTakesThePlatformOfTheBuilder() {
    assertThat(RuleRun.fixes(CONSTANT, "FROM --platform=linux/amd64 \\\n  a AS b\n"))
        .isEqualTo(Map.of(
            "Remove --platform", "FROM \\\n  a AS b\n",
            "Use $BUILDPLATFORM", "FROM --platform=$BUILDPLATFORM \\\n  a AS b\n"));
  }

  @Test
  void theTargetPlatformIsTheUsualOne() {
    RuleRun.check(REDUNDANT, """
        FROM --platform=$TARGETPLATFORM a
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^ A stage is built for the target platform by default.
        FROM --platform=${TARGETPLATFORM:-linux/arm64} a
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Leave the flag out.
        FROM --platform=$BUILDPLATFORM a
        FROM --platform=$TARGETPLATFORM$NONE a
        FROM --platform=$TARGETOS/$TARGETARCH a
        """);
    assertThat(RuleRun.fixes(REDUNDANT, "FROM --platform=$TARGETPLATFORM a\n"))
        .isEqualTo(Map.of("Remove --platform", "FROM a\n"));
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverriddenInstructionsTest {

  @Test
  void allButTheLastOfAStageDoNothing() {
    RuleRun.check(new MultipleCmd(), """
        FROM a AS one
        CMD ["a"]
        #^^^^^^^^ Only the last CMD of a stage counts, so this one does nothing. Delete it.
        CMD b
        #^^^^ this one does nothing
        RUN c
        ONBUILD CMD ["d"]
        CMD ["e"]
        FROM one
        CMD ["f"]
        ENTRYPOINT ["g"]
        """);
    RuleRun.check(new MultipleEntrypoint(), """
        FROM a
        ENTRYPOINT ["a"]
        #^^^^^^^^^^^^^^^ Only the last ENTRYPOINT
        CMD ["b"]
        ENTRYPOINT []
        """);
    RuleRun.check(new MultipleHealthcheck(), """
        FROM a
        HEALTHCHECK NONE
        #^^^^^^^^^^^^^^^ Only the last HEALTHCHECK
        HEALTHCHECK CMD a
        """);
  }

  @Test
  void whatIsSaidToPeopleStays() {
    assertThat(RuleRun.fixes(new MultipleCmd(), """
            FROM a
            # debug
            CMD ["a", \\
                 "b"]

            # production
            CMD ["c"]
            """))
        .isEqualTo(Map.of("safe: Delete this CMD", """
            FROM a
            # debug

            # production
            CMD ["c"]
            """));
  }
}

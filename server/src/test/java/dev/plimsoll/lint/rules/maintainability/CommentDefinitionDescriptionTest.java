package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommentDefinitionDescriptionTest {

  private static final CommentDefinitionDescription RULE = new CommentDefinitionDescription();

  @Test
  void theLastCommentAboveDescribes() {
    RuleRun.check(RULE, """
        # nothing here
        ARG x=1
        #   ^ The comment above describes this if it begins with its name.

        # base desc
        FROM a AS Base
        # y desc
        ARG y
        # other

        ARG z
        #   ^ The comment above describes this
        #
        ARG k
        # hadolint ignore=DL3000
        ARG l
        # two of them
        ARG m=1 n
        #   ^ The comment above describes this
        # n or m
        ARG m=1 n
        # a stage without a name
        FROM a
        """);
  }

  @Test
  void theFixPutsTheNameInFront() {
    assertThat(RuleRun.fixes(RULE, "FROM a\n  #the version\nARG V\n"))
        .isEqualTo(Map.of("Begin the comment with V", "FROM a\n  #V the version\nARG V\n"));
  }
}

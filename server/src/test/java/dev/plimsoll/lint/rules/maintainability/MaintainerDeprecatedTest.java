package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaintainerDeprecatedTest {

  private static final MaintainerDeprecated RULE = new MaintainerDeprecated();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine\nLABEL org.opencontainers.image.authors=\"Ada\"\n",
        "FROM alpine\nLABEL a=b \\\n  'org.opencontainers.image.authors'=Ada\n",
        "FROM alpine AS base\nLABEL org.opencontainers.image.authors=Ada\nFROM base\n",
        "FROM alpine\nARG K=org.opencontainers.image.authors\nLABEL $K=Ada\n",
      })
  void doesNotOverwriteALabelThatIsThere(String before) {
    assertThat(RuleRun.fixes(RULE, before + "MAINTAINER Bob\nRUN x\n"))
        .containsOnlyKeys("Delete MAINTAINER: the image has the label already")
        .containsValue(before + "RUN x\n");
  }

  @Test
  void isNotOverwrittenByALabelBehindIt() {
    String label = "LABEL org.opencontainers.image.authors=Ada\n";
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nMAINTAINER Bob\n" + label))
        .isEqualTo(
            Map.of("Delete MAINTAINER: the image has the label already", "FROM alpine\n" + label));
  }

  @Test
  void anotherLabelIsNoHindrance() {
    for (String text : new String[] {
      "FROM alpine\nMAINTAINER Bob\nLABEL org.opencontainers.image.version=$VERSION\n",
      "FROM alpine\nLABEL org.opencontainers.image.title=x\nMAINTAINER Bob\n",
      "FROM alpine\nLABEL org.opencontainers.image.authors=Ada\nFROM alpine\nMAINTAINER Bob\n",
    }) {
      assertThat(RuleRun.fixes(RULE, text))
          .as(text)
          .containsOnlyKeys("safe: Replace MAINTAINER with a LABEL");
    }
  }
}

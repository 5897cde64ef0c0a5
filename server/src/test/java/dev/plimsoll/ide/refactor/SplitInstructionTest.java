package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitInstructionTest {

  private static Refactored at(String marked) {
    return Refactored.by(new SplitInstruction(), marked);
  }

  @Test
  void everyPairGetsAnInstruction() {
    Refactored split = at("FROM a\nENV b=<|>1 c=\"2 3\" \\\n    d=4\n");
    assertThat(split.titles()).containsExactly("Split into 3 ENV instructions");
    assertThat(split.result()).isEqualTo("FROM a\nENV b=1\nENV c=\"2 3\"\nENV d=4\n");
  }

  @Test
  void commentsKeywordAndLineEndingsAreKept() {
    assertThat(at("FROM a\r\n  label b=1 \\\r\n    # why\r\n    c=<|>2\r\n").result())
        .isEqualTo("FROM a\r\n  label b=1\r\n  # why\r\n  label c=2\r\n");
    assertThat(at("FROM a\nEXPOSE 80 <|>443/tcp").result())
        .isEqualTo("FROM a\nEXPOSE 80\nEXPOSE 443/tcp");
  }

  @Test
  void allValuesOfOneEnvSeeWhatWasBefore() {
    at("FROM a\nENV b=1 c=$<|>b\n").isNotOffered();
    assertThat(at("FROM a\nENV b=$c c=<|>1\n").result()).isEqualTo("FROM a\nENV b=$c\nENV c=1\n");
    assertThat(at("FROM a\nLABEL b=1 c=$<|>b\n").offers()).hasSize(1);
  }

  @Test
  void otherFormsAreLeftAlone() {
    at("FROM a\nENV b <|>1 2\n").isNotOffered();
    at("FROM a\nENV b=<|>1\n").isNotOffered();
    at("FROM a\nENV b=<|>1 c\n").isNotOffered();
    at("FROM a\n# hadolint ignore=DL3000\nENV b=<|>1 c=2\n").isNotOffered();
    at("FROM a\nRUN b <|>c\n").isNotOffered();
  }
}

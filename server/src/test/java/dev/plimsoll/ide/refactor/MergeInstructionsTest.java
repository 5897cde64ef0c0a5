package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergeInstructionsTest {

  private static Refactored at(String marked) {
    return Refactored.by(new MergeInstructions(), marked);
  }

  @Test
  void neighboursBecomeOneInstructionWithALineForEach() {
    Refactored merged = at("FROM a\nENV b=1\nENV <|>c=2 d=3\nENV e=\"f g\"\nRUN h\n");
    assertThat(merged.titles()).containsExactly("Merge 3 ENV instructions");
    assertThat(merged.result())
        .isEqualTo("FROM a\nENV b=1 \\\n    c=2 d=3 \\\n    e=\"f g\"\nRUN h\n");
  }

  @Test
  void commentsStayBetweenTheLines() {
    assertThat(at("FROM a\nLABEL b=1\n# why\nLABEL <|>c=2\n").result())
        .isEqualTo("FROM a\nLABEL b=1 \\\n    # why\n    c=2\n");
  }

  @Test
  void layoutAndLineEndingsAreKept() {
    assertThat(at("FROM a\r\n  expose 1 \\\r\n\t2\r\n  expose <|>3\r\n").result())
        .isEqualTo("FROM a\r\n  expose 1 \\\r\n\t2 \\\r\n\t3\r\n");
    assertThat(at("#escape=`\nFROM a\nENV b=<|>1\nENV c=2").result())
        .isEqualTo("#escape=`\nFROM a\nENV b=1 `\n    c=2");
  }

  @Test
  void aSelectionSaysWhich() {
    assertThat(at("FROM a\nENV b=1\n<|>ENV c=2\n\nENV d=3\n<|>ENV e=4\n").result())
        .isEqualTo("FROM a\nENV b=1\nENV c=2 \\\n    d=3\nENV e=4\n");
    at("FROM a\n<|>ENV b=1\nRUN c\nENV d=2<|>\n").isNotOffered();
  }

  @Test
  void whatReadsAVariableThatIsSetBeforeStaysBehindIt() {
    at("FROM a\nENV b=1\nENV c=$<|>b\n").isNotOffered();
    at("FROM a\nENV b=1\nENV c=${d:-$b<|>}\n").isNotOffered();
    assertThat(at("FROM a\nENV b=1\nENV c=$<|>bb\n").offers()).hasSize(1);
  }

  @Test
  void otherFormsAreLeftAlone() {
    at("FROM a\nENV b 1\nENV c<|>=2\n").isNotOffered();
    at("FROM a\nENV b=1\n\nENV c<|>=2\n").isNotOffered();
    at("FROM a\nENV b=1\n# plimsoll ignore=x\nENV c<|>=2\n").isNotOffered();
    at("FROM a\nENV b=1\nLABEL c<|>=2\n").isNotOffered();
    at("FROM a\nWORKDIR b\nWORKDIR c<|>\n").isNotOffered();
    at("FROM a\nENV b=1\nENV c<|>=2 d\n").isNotOffered();
  }
}

package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InlineVariableTest {

  private static Refactored at(String marked) {
    return Refactored.by(new InlineVariable(), marked);
  }

  @Test
  void anArgThatOnlyFromSeesGoesAway() {
    Refactored inlined = at("ARG <|>V=22\nFROM node:${V}-slim\nFROM node:$V\n");
    assertThat(inlined.titles())
        .containsExactly("Inline ARG V (--build-arg can't set it any more)");
    assertThat(inlined.result()).isEqualTo("FROM node:22-slim\nFROM node:22\n");
  }

  @Test
  void whatOthersMaySeeStays() {
    Refactored env =
        at("FROM a\nENV V<|>=1.2\nRUN b $V \"${V}\" ${V:-3}\nWORKDIR /c/$V\nCMD d $V\n");
    assertThat(env.titles()).containsExactly("Inline the uses of ENV V (it stays)");
    assertThat(env.result())
        .isEqualTo("FROM a\nENV V=1.2\nRUN b 1.2 \"1.2\" 1.2\nWORKDIR /c/1.2\nCMD d $V\n");
    assertThat(at("FROM a\nARG V=1\nRUN b $<|>V\n").titles())
        .containsExactly(
            "Inline the uses of ARG V (it stays; --build-arg has no effect on them any more)");
    assertThat(at("ARG V<|>=1\nFROM a:$V\nARG V\nRUN b $V\n").result())
        .isEqualTo("ARG V=1\nFROM a:1\nARG V\nRUN b $V\n");
  }

  @Test
  void onlyUsesOfThisDeclarationAreReplaced() {
    assertThat(at("FROM a\nENV V<|>=1\nCOPY b /$V\nENV V=2\nCOPY b /$V\n").result())
        .isEqualTo("FROM a\nENV V=1\nCOPY b /1\nENV V=2\nCOPY b /$V\n");
  }

  @Test
  void whatHasNoOneValueIsLeftAlone() {
    at("ARG V<|>\nFROM a:$V\n").isNotOffered();
    at("ARG B=1\nARG V<|>=$B\nFROM a:$V\n").isNotOffered();
    at("ARG TARGETARCH<|>=1\nFROM a:$TARGETARCH\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nRUN V=2; b $V\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nRUN for V in 1 2; do b $V; done\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nRUN b ${#V}\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nRUN $V=2\n").isNotOffered();
    at("FROM a\nENV V<|>='b c'\nRUN b $V\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nCOPY --chown=$V b c\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nENV b=${c:-$V}\n").isNotOffered();
    at("FROM a\nENV V<|>=1\nCMD b $V\n").isNotOffered();
    at("FROM a\nLABEL V<|>=1\n").isNotOffered();
  }
}

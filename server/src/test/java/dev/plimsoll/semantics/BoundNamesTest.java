package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a name is bound is told without values, and must agree with what it is bound to. */
class BoundNamesTest {

  static List<String> files() {
    return SampleFiles.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aNameIsBoundWhereSomethingBindsIt(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    Set<String> names = new LinkedHashSet<>(List.of("PATH", "HOME", "none"));
    for (Instruction instruction : model.file().instructions()) {
      VariableMentions.of(instruction).forEach(mention -> names.add(mention.name()));
    }
    for (Instruction instruction : model.file().instructions()) {
      for (String name : names) {
        assertThat(model.isBound(instruction, name))
            .as(name + " in " + instruction.text())
            .isEqualTo(model.binding(instruction, name) != null);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a\nENV a=1\n#\nFROM a\nLABEL x=y",
        "FROM a AS one\nENV a=1\nFROM one\nLABEL x=y",
        "FROM a AS one\nFROM one AS two\nARG a\nFROM two\nFROM two\nLABEL x=y",
        "FROM b\nLABEL x=y\nENV a=1",
        "ARG a\nFROM b\nLABEL x=y",
        "FROM b\nARG A=a\nENV $A=1 b=2\nLABEL x=y",
        "FROM b AS one\nARG A=b\nENV x$A=1\nFROM one\nENV a=1\nLABEL x=y",
        "FROM b\nENV '\"'\nENV \"a\"=1\nLABEL x=y",
        "ENV a=1\nLABEL x=y",
      })
  void namesMayBeInheritedOrComeFromVariables(String text) {
    aNameIsBoundWhereSomethingBindsIt(text + "\n");
  }

  @Test
  void allStagesOfALongChainAreAsked() {
    List<String> lines = new ArrayList<>(List.of("FROM debian AS s0", "ARG FIRST"));
    for (int i = 1; i <= 2000; i++) {
      lines.add("FROM s" + (i - 1) + " AS s" + i);
      lines.add("ENV N" + i + "=1");
    }
    SemanticModel model = SemanticModel.of(Dockerfile.parse(String.join("\n", lines)));
    Instruction last = model.stages().get(2000).instructions().get(0);
    assertThat(model.isBound(last, "FIRST")).isTrue();
    assertThat(model.isBound(last, "N1999")).isTrue();
    assertThat(model.isBound(last, "N2000")).isFalse();
  }
}

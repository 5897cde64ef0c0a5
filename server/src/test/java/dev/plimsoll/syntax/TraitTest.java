package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.SemanticModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraitTest {

  private static Trait longerThan(int length) {
    return Trait.of(Element.class, length, (element, least) -> element.text().length() > least);
  }

  private static Trait named() {
    return Trait.of(Instruction.From.class, from -> from.stageName() != null);
  }

  @Test
  void whatAsksTheSameIsEqualWhereverItIsMade() {
    assertThat(longerThan(3)).isEqualTo(longerThan(3)).hasSameHashCodeAs(longerThan(3));
    assertThat(longerThan(3)).isNotEqualTo(longerThan(4));
    assertThat(named()).isEqualTo(named()).isNotEqualTo(longerThan(3));
    assertThat(Trait.containing("apt")).isEqualTo(Trait.containing("apt"));
    assertThat(Trait.of(Instruction.Run.class)).isNotEqualTo(Trait.of(Instruction.Copy.class));
    assertThat(named().or(longerThan(3))).isEqualTo(longerThan(3).or(named()));
  }

  /** The rule that goes by it then fails by itself, and the others go on. */
  @Test
  void whatFailsCountsAsYes() {
    Trait failing = Trait.of(Instruction.class, instruction -> {
      throw new IllegalStateException();
    });
    Dockerfile file = Dockerfile.parse("FROM a\nRUN b\n");
    assertThat(file.where(failing).length()).isEqualTo(2);
  }

  @Test
  void codeThatBringsValuesAlongIsRefused() {
    ImmutableSet<String> names = ImmutableSet.of("a");
    assertThatThrownBy(
            () -> Trait.of(Instruction.class, instruction -> names.contains(instruction.text())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trait's test may use no variables from around it: give them as the key");
    assertThatThrownBy(() -> Trait.of(Instruction.class, 1, (instruction, key) -> names.isEmpty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyThatIsComparedByIdentityIsRefused() {
    assertThatThrownBy(
            () -> Trait.of(Instruction.class, new StringBuilder(), (instruction, key) -> true))
        .isInstanceOf(IllegalArgumentException.class);
    List<String> words = List.of("a");
    assertThat(Trait.of(Instruction.class, words, (instruction, key) -> key.isEmpty()))
        .isNotNull();
  }

  /** A trait of all elements may be asked for instructions: comments are left out. */
  @Test
  void instructionsWithATraitAreInstructions() {
    Dockerfile file = Dockerfile.parse("FROM apt\n# apt-get\n\nRUN apt-get update\n");
    SemanticModel model = SemanticModel.of(file);
    assertThat(model.having(longerThan(0), model.stages().get(0)))
        .extracting(Instruction::keyword)
        .containsExactly(Keyword.RUN);
    assertThat(model.having(Trait.containing("apt"))).hasSize(2);
  }

  @Test
  void askingForATraitThatIsMadeAtEveryVersionKeepsNoMoreOfThem() {
    Dockerfile file = Dockerfile.parse("FROM a\nRUN b\n");
    for (int i = 0; i < 50; i++) {
      file.where(longerThan(3));
      file = file.edit(dev.plimsoll.text.TextEdit.insert(12, "x"));
    }
    assertThat(file.where(longerThan(3)).length()).isEqualTo(2);
    assertThat(file.knownTraits()).isOne();
  }
}

package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import org.junit.jupiter.api.Test;

class KnownFlagsTest {

  @Test
  void flagsAreKnownByInstruction() {
    assertThat(Lists.transform(KnownFlags.of(Keyword.RUN), FlagSpec::name))
        .containsExactly("device", "mount", "network", "security");
    assertThat(KnownFlags.of(Keyword.CMD)).isEmpty();
  }

  @Test
  void namesAreCaseSensitive() {
    assertThat(KnownFlags.find(Keyword.COPY, "from")).isNotNull();
    assertThat(KnownFlags.find(Keyword.COPY, "From")).isNull();
    assertThat(KnownFlags.find(Keyword.ADD, "from")).isNull();
  }

  /** A value of the table is never an error, and only what is repeatable may be given twice. */
  @Test
  void everyFlagIsAcceptedWithItsValues() {
    for (FlagSpec flag : KnownFlags.all()) {
      for (String value : flag.values().isEmpty() ? Lists.newArrayList("") : flag.values()) {
        String written = " --" + flag.name() + "=" + value;
        if (flag.kind() == FlagSpec.Kind.REPEATABLE) {
          written += "x";
        }
        String rest = flag.keyword() == Keyword.HEALTHCHECK
            ? " CMD a"
            : flag.keyword() == Keyword.FROM ? " a" : " a b";
        Instruction instruction =
            Dockerfile.parse(flag.keyword() + written + rest).instructions().get(0);
        assertThat(instruction.errors()).as(instruction.text()).isEmpty();
        Instruction twice = Dockerfile.parse(flag.keyword() + written + written + rest)
            .instructions()
            .get(0);
        assertThat(twice.errors().isEmpty())
            .as(twice.text())
            .isEqualTo(flag.kind() == FlagSpec.Kind.REPEATABLE);
      }
    }
  }
}

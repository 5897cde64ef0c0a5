package dev.plimsoll.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {

  static List<Program> programs() {
    return Programs.all();
  }

  @Test
  void findsAProgramByItsNames() {
    assertThat(Programs.named("yarnpkg").name()).isEqualTo("yarn");
    assertThat(Programs.named("pip3").name()).isEqualTo("pip");
    assertThat(Programs.named("pip3.12").name()).isEqualTo("pip");
    assertThat(Programs.named("python3").name()).isEqualTo("python");
    assertThat(Programs.named("sha256sum").isKnown()).isTrue();
    assertThat(Programs.named("7z")).isSameAs(Program.UNKNOWN);
    assertThat(Programs.named("unheard")).isSameAs(Program.UNKNOWN);
    assertThat(Programs.named("")).isSameAs(Program.UNKNOWN);
    assertThat(Programs.named(null)).isSameAs(Program.UNKNOWN);
  }

  @Test
  void knowsSinceWhenThereIsAnOption() {
    Option update = Programs.named("apt-get").option("--update", "install");
    assertThat(update.name()).isEqualTo("-U");
    assertThat(update.since()).isEqualTo("2.7");
    assertThat(Programs.named("apt").option("-U", "install").since()).isEqualTo("2.7");
    assertThat(Programs.named("apt-get").option("-U", "update")).isNull();
    assertThat(Programs.named("apt-get").option("-y", "install").since()).isEmpty();
  }

  @Test
  void cutsShortWhereTheProgramDoes() {
    assertThat(Programs.named("useradd").abbreviated("--create", null).name()).isEqualTo("-m");
    assertThat(Programs.named("useradd").abbreviated("--no", null)).isNull();
    assertThat(Programs.named("apt-get").abbreviated("--assume-y", null)).isNull();
    assertThat(Program.UNKNOWN.abbreviated("--x", null)).isNull();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isWrittenByItsRules(Program program) {
    for (Option option : program.options(null)) {
      assertThat(option.spellings())
          .as(program + " " + option.name())
          .doesNotHaveDuplicates()
          .allMatch(it -> it.matches("[-+].*") && !it.equals("--") && !it.contains("="));
      assertThat(program.verbs()).containsAll(option.verbs());
      String verb = Iterables.getFirst(option.verbs(), null);
      for (String spelling : option.spellings()) {
        assertThat(program.option(spelling, verb)).as(program + " " + spelling).isEqualTo(option);
      }
    }
    for (String verb : program.verbs()) {
      assertThat(program.verb(verb)).isEqualTo(verb);
    }
  }
}

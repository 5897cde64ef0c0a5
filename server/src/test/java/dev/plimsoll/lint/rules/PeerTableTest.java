package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ascii;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for those who come from hadolint and from {@code docker build --check} has all their names. */
class PeerTableTest {

  private static final Path PAGE = Path.of("../docs/hadolint.md");

  private record Name(RuleInfo rule, Alias alias) {

    @Override
    public String toString() {
      return alias.code() + " " + rule.name();
    }
  }

  static Stream<Name> names() {
    return Rules.ALL.stream()
        .map(Rule::info)
        .flatMap(rule -> rule.aliases().stream().map(alias -> new Name(rule, alias)))
        .filter(
            name -> Set.of(Tool.HADOLINT, Tool.BUILDKIT).contains(name.alias().tool()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhichRuleANameBelongsToAndHowItIsMended(Name name) throws IOException {
    String rule = name.rule().name();
    String fix = name.rule().fix() == FixAvailability.NONE
        ? ""
        : Ascii.toLowerCase(name.rule().fix().name());
    List<String> rows = Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| " + name.alias().code() + " | [" + rule + "](rules/"
            + rule + ".md) | " + fix + " |"))
        .toList();
    assertThat(rows).hasSize(1);
  }

  @Test
  void thereAreAllOfThem() {
    assertThat(names()
            .filter(name -> name.alias().tool() == Tool.HADOLINT)
            .map(name -> name.alias().code())
            .distinct())
        .hasSize(72);
    assertThat(names()
            .filter(name -> name.alias().tool() == Tool.BUILDKIT)
            .map(name -> name.alias().code())
            .distinct())
        .hasSize(22);
  }
}

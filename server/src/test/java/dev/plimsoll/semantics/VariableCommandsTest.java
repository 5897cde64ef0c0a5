package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.syntax.Dockerfile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableCommandsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG I='apt-get install -y'      | $I jq              | apt-get install -y jq",
        "ENV I='sudo apt-get install'    | $I jq && apk add a | apt-get install jq",
        "ENV I=/usr/bin/apt-get          | ${I} update; $I -y upgrade | apt-get update, apt-get -y upgrade",
        "ARG I                           | $I jq              | ''",
        "ARG I=sudo                      | $I                 | ''",
        "ARG A=b                         | $I jq              | ''",
      })
  void areWhatAVariableOfTheFileNames(String variable, String run, String commands) {
    SemanticModel model =
        SemanticModel.of(Dockerfile.parse("FROM a\n" + variable + "\nRUN " + run + "\n"));
    RunScript script = model.scripts(model.stages().get(0)).get(0);
    assertThat(VariableCommands.in(model, script))
        .extracting(it -> it.name() + " " + String.join(" ", it.arguments().literals()))
        .isEqualTo(commands.isEmpty() ? List.of() : List.of(commands.split(", ")));
  }
}

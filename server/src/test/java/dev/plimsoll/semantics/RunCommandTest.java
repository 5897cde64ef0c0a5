package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.Carets;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

  private static final CommandQuery APT_INSTALL =
      CommandQuery.of("apt-get", "apt", "aptitude").told("install");

  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  private static List<RunCommand> commands(CommandQuery query, String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    List<RunCommand> commands = new ArrayList<>();
    for (Stage stage : model.stages()) {
      commands.addAll(model.commands(query, stage));
    }
    return commands;
  }

  private static void check(CommandQuery query, String marked) {
    Carets carets = Carets.read(marked);
    carets.check(commands(query, carets.text()).stream()
        .map(one -> new Carets.Found(one.head(), one.program() + " " + one.verb()))
        .toList());
  }

  @Test
  void areFoundInWhateverFormTheyAreWritten() {
    check(APT_INSTALL, """
        FROM debian
        RUN apt-get update && apt-get -y install curl; apt remove x
        #                     ^^^^^^^^^^^^^^^^^^ apt-get install
        RUN ["/usr/bin/apt-get", "install", "curl"]
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ apt-get install
        ONBUILD RUN sudo aptitude install curl
        #                ^^^^^^^^^^^^^^^^ aptitude install
        RUN bash -c 'apt install curl'
        #            ^^^^^^^^^^^ apt install
        RUN <<EOF
        apt-get -oDpkg::Use-Pty=0 install curl
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ apt-get install
        EOF
        RUN <<EOF
        #!/usr/bin/python3
        apt-get install curl
        EOF
        COPY apt-get install
        FROM debian AS other
        RUN echo apt-get install; timeout 5 apt-get install \\
        #                                   ^^^^^^^^^^^^^^^ apt-get install
            curl
        """);
  }

  @Test
  void areThoseOfAModuleOfPythonToo() {
    check(PIP, """
        FROM python
        RUN pip3.12 install x && python3 -m pip --no-input install y
        #   ^^^^^^^^^^^^^^^ pip install
        #                                   ^^^^^^^^^^^^^^^^^^^^^^ pip install
        RUN python3 -m venv install && pip download install
        """);
  }

  @Test
  void knowTheirRunTheirOptionsAndTheirOperands() {
    RunCommand command = commands(APT_INSTALL, """
        FROM debian
        ONBUILD RUN apt-get --assume-yes install -t sid curl jq
        """).get(0);
    assertThat(command.instruction().text()).startsWith("ONBUILD");
    assertThat(command.isTold("install")).isTrue();
    assertThat(command.has("-y")).isTrue();
    assertThat(command.hasAny("-s", "--quiet")).isFalse();
    assertThat(command.value("--target-release")).isEqualTo("sid");
    assertThat(command.operands()).extracting(ShellWord::raw).containsExactly("curl", "jq");
    assertThat(command.range(command.operands().get(1)).length()).isEqualTo(2);
  }

  private static String edited(String text, Function<RunCommand, @Nullable TextEdit> edit) {
    String file = "FROM debian\n" + text;
    TextEdit found = edit.apply(commands(APT_INSTALL, file).get(0));
    return found == null
        ? "null"
        : TextEdit.apply(file, List.of(found)).substring("FROM debian\n".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "RUN apt-get install curl                  > RUN apt-get install -y curl",
        "RUN [\"apt-get\", \"install\", \"curl\"]  > RUN [\"apt-get\", \"install\", \"-y\", \"curl\"]",
        "ONBUILD RUN apt-get -q install            > ONBUILD RUN apt-get -q install -y",
        "RUN sh -c \"apt-get install curl\"        > RUN sh -c \"apt-get install -y curl\"",
      })
  void insertBehindTheVerb(String before, String after) {
    String written = before.strip().replaceAll(" {2,}", " ");
    assertThat(edited(written, command -> command.insert("-y"))).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install< -y> curl",
        "RUN apt-get< -y> install curl",
        "RUN apt-get install curl< -y>",
        "RUN apt-get install -<y>q curl",
        "RUN [\"apt-get\", \"install\"<, \"-y\">, \"curl\"]",
        "ONBUILD RUN apt-get install<  --yes> curl && x",
        "RUN apt-get install \\\n<    -y \\\n>    curl",
        "RUN apt-get install \\\n# why\n<    -y \\\n>    curl",
        "RUN apt-get install \\\n<  -y \\ \r\n>    curl",
        "RUN apt-get install \\\n    <-y >curl",
        "RUN apt-get install curl< \\\n    -y>\nRUN x",
        "RUN <<EOF\napt-get install curl< \\\n -y>\nEOF\n",
        "RUN <<EOF\napt-get install< -y>; x\nEOF\n",
        "RUN bash -c 'apt-get install< -y> curl'",
      })
  void deleteAnOptionWithItsBlankOrItsLine(String marked) {
    String before = marked.replaceAll("(?<!<)<(?!<)|>(?!>)", "");
    String after = marked.replaceAll("(?s)(?<!<)<(?!<)[^<>]*>", "");
    assertThat(edited(before, command -> command.delete(command.option("-y")))).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install< -t sid> curl",
        "RUN apt-get install< --target-release=sid> curl",
        "RUN apt-get install< -tsid> curl",
        "RUN [\"apt-get\", \"install\"<, \"-t\", \"sid\">, \"curl\"]",
      })
  void deleteAnOptionWithItsValue(String marked) {
    String before = marked.replaceAll("[<>]", "");
    String after = marked.replaceAll("<[^<>]*>", "");
    assertThat(edited(before, command -> command.delete(command.option("-t")))).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install curl \\\n# why\n  -y",
        "RUN apt-get install >log -y",
        "RUN apt-get install -\\\ny curl",
      })
  void deleteNothingWithMoreThanTheOption(String text) {
    RunCommand command = commands(APT_INSTALL, "FROM debian\n" + text).get(0);
    GivenOption given = command.option("-y");
    assertThat(given).isNotNull();
    assertThat(command.delete(given)).isNull();
  }

  @Test
  void deleteAnOptionOfTwoLetters() {
    RunCommand wget = commands(CommandQuery.of("wget"), "FROM debian\nRUN wget -qnv https://a/b")
        .get(0);
    assertThat(wget.delete(wget.option("-nv")))
        .isEqualTo(TextEdit.delete(TextRange.ofLength("FROM debian\nRUN wget -q".length(), 2)));
  }

  @Test
  void replaceAWord() {
    assertThat(edited(
            "RUN apt-get install 'curl' x",
            command -> command.replace(command.operands().get(0), "wget")))
        .isEqualTo("RUN apt-get install 'wget' x");
  }

  @Test
  void areFoundAfterEveryEdit() {
    String line = "RUN apt-get install -y curl && apt update\n";
    Dockerfile file = Dockerfile.parse("FROM debian\n" + line + "RUN x\n" + line + "RUN yum x\n");
    CommandQuery query = CommandQuery.of("apt-get", "apt", "yum");
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      String text = file.text();
      int at = 12 + random.nextInt(text.length() - 12);
      String inserted = List.of("", "\n", "RUN yum y\n", "apt ", "x", line).get(random.nextInt(6));
      int end = Math.min(text.length(), at + random.nextInt(12));
      file = file.edit(TextEdit.replace(new TextRange(at, end), inserted));
      assertThat(heads(SemanticModel.of(file), query))
          .isEqualTo(heads(SemanticModel.of(Dockerfile.parse(file.text())), query));
      if (file.text().length() < 60) {
        file = Dockerfile.parse("FROM debian\n" + line + line + line);
      }
    }
  }

  private static List<String> heads(SemanticModel model, CommandQuery query) {
    return model.stages().stream()
        .flatMap(stage -> model.commands(query, stage).stream())
        .map(command -> command.range() + command.program() + command.verb())
        .toList();
  }
}

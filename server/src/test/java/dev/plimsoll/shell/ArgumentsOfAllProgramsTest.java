package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.program.Option;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Program.Habit;
import dev.plimsoll.program.Programs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option of the table is read the same however it is written, and never takes an operand or leaves its value. */
class ArgumentsOfAllProgramsTest {

  static List<Program> programs() {
    return Programs.all();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void readEachOptionInAllItsSpellings(Program program) {
    List<@Nullable String> verbs = new ArrayList<>(program.verbs());
    verbs.add(null);
    for (String verb : verbs) {
      for (Option option : program.options(verb)) {
        for (String spelling : option.spellings()) {
          if (program.option(spelling, verb) == option) {
            judge(program, verb, option, spelling);
          }
        }
      }
    }
  }

  private static void judge(
      Program program, @Nullable String verb, Option option, String spelling) {
    for (String written : written(program, option, spelling)) {
      String before = verb == null ? "" : verb + " ";
      Arguments arguments = arguments(program, before + written + " operand");
      String what = program + " " + before + written;
      boolean alone = verb == null && program.hasVerbs();
      assertThat(arguments.options()).as(what).extracting(GivenOption::option).contains(option);
      assertThat(alone ? arguments.operands() : arguments.operandsOfVerb())
          .as(what)
          .extracting(ShellWord::literal)
          .containsExactly("operand");
      String value = arguments.value(spelling);
      boolean takes = option.value() != Option.Value.NONE && written.contains("value");
      assertThat(value).as(what).isEqualTo(takes ? "value" : null);
      assertThat(arguments.mayHideOptions()).isFalse();
    }
  }

  private static Arguments arguments(Program program, String words) {
    return Arguments.of(
        program, Script.parse("x " + words).invocations().get(0).arguments().words());
  }

  /** The option in each of the ways in which it may be written, with a value where it takes one. */
  private static List<String> written(Program program, Option option, String spelling) {
    String quoted = "'" + spelling + "'";
    boolean letter = spelling.length() == 2
        && spelling.charAt(1) != '-'
        && !program.has(Habit.WORDS)
        && spelling.charAt(0) == '-';
    String attached = letter ? quoted + "value" : quoted + "=value";
    String flag = letter ? otherFlag(program, option) : null;
    List<String> written = new ArrayList<>(
        switch (option.value()) {
          case NONE -> List.of(quoted);
          case REQUIRED -> List.of(quoted + " value", attached);
          case NEXT -> List.of(quoted + " value");
          case ATTACHED -> List.of(quoted, attached);
          case EQUALS -> List.of(quoted, quoted + "=value");
          case COMMAND -> List.of(quoted + " value a b ';'", quoted + " value {} +");
        });
    if (flag != null && option.value() == Option.Value.REQUIRED) {
      written.add("'" + flag + spelling.substring(1) + "' value");
      written.add("'" + flag + spelling.substring(1) + "'value");
    } else if (flag != null && option.value() == Option.Value.NONE) {
      written.add("'" + flag + spelling.substring(1) + "'");
    }
    return written;
  }

  /** A letter without a value that can stand before the option, if the two are not another option together. */
  private static @Nullable String otherFlag(Program program, Option option) {
    for (Option other : program.options(null)) {
      for (String spelling : other.spellings()) {
        boolean letter = spelling.matches("-[a-zA-Z]")
            && other.value() == Option.Value.NONE
            && other.verbs().isEmpty()
            && isFlagWithAll(program, spelling);
        String pair = spelling
            + option.spellings().stream()
                .filter(it -> it.length() == 2)
                .findFirst()
                .map(it -> it.substring(1))
                .orElse("");
        if (letter && !other.equals(option) && program.option(pair, null) == null) {
          return spelling;
        }
      }
    }
    return null;
  }

  private static boolean isFlagWithAll(Program program, String spelling) {
    for (String verb : program.verbs()) {
      Option option = program.option(spelling, verb);
      if (option == null || option.value() != Option.Value.NONE) {
        return false;
      }
    }
    return true;
  }
}

package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ONBUILD triggers is read as the same instruction is on its own, and stands where it is written. */
class TriggerTest {

  private static final Path CORPUS = Path.of("src/test/resources/dev/plimsoll/fuzz/corpus");

  private static final List<String> LAYOUTS = List.of(
      "ONBUILD ",
      "ONBUILD \\\n",
      "onbuild\\\n\t",
      "  ONBUILD \\ \t\n# why\n\n   # else\n  ",
      "ONBUILD \\\r\n\r\n ");

  @Test
  void itsRangesAreThoseOfItsText() {
    Instruction trigger = trigger("""
        ONBUILD ENV A=1 \\
          # why
          B=$A
        """);
    assertThat(written(trigger, ((Instruction.Env) trigger).pairs().get(1).key().range()))
        .isEqualTo("B");
    assertThat(written(trigger, trigger.range())).isEqualTo("""
        ENV A=1 \\
          # why
          B=$A""");
  }

  @Test
  void theShellReadsItsHereDocument() {
    Instruction trigger = trigger("""
        ONBUILD RUN <<EOF
        apt-get update
        EOF
        """);
    assertThat(((Instruction.Run) trigger).shellCommand().code().code())
        .isEqualTo("apt-get update\n");
  }

  @Test
  void itIsReadAsTheInstructionIsOnItsOwn() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> corpus = Files.list(CORPUS)) {
      for (Path file : (Iterable<Path>) corpus.sorted()::iterator) {
        files.add(Files.readString(file));
      }
    }
    instructions(files).forEach(TriggerTest::sameInEveryLayout);
  }

  @Test
  void itIsReadAsTheInstructionIsOnItsOwnInEveryRecordedCase() {
    List<String> files = new ArrayList<>();
    SharedCases.read("edge-cases")
        .forEach(one -> files.add(one.get("dockerfile").getAsString()));
    instructions(files).forEach(TriggerTest::sameInEveryLayout);
  }

  private static Set<String> instructions(List<String> files) {
    Set<String> texts = new LinkedHashSet<>();
    for (String file : files) {
      Dockerfile.parse(file)
          .instructions()
          .forEach(each -> texts.add(each.text().strip()));
    }
    return texts;
  }

  private static void sameInEveryLayout(String text) {
    for (String onbuild : LAYOUTS) {
      same(text, onbuild);
      same(text.replace(" ", " \\\n  # why\n  "), onbuild);
      same(text.replace("\n", "\r\n").replace(" ", " \\\r\n "), onbuild);
    }
  }

  private static void same(String text, String onbuild) {
    Instruction alone = parse(text);
    if (alone.text().length() < text.length() || alone instanceof Onbuild) {
      return; // where a line of it is a comment, or has nothing to continue any more
    }
    Instruction outer = parse(onbuild + text);
    assertThat(outer).as(onbuild + text).isInstanceOf(Onbuild.class);
    Instruction trigger = ((Onbuild) outer).trigger();
    if (trigger == null) {
      assertThat(alone.keyword()).as(text).isEqualTo(Keyword.UNKNOWN);
      return;
    }
    int by = onbuild.length();
    assertThat(described(trigger, 0)).as(onbuild + text).isEqualTo(described(alone, by));
    List<String> errors = new ArrayList<>();
    outer.source().parseErrors().forEach(error -> errors.add(error(error, outer, 0)));
    List<String> expected = new ArrayList<>();
    alone.source().parseErrors().forEach(error -> expected.add(error(error, alone, by)));
    assertThat(errors).as(onbuild + text).isEqualTo(expected);
    if (expected.isEmpty()) {
      trigger.errors().forEach(error -> errors.add(error(error, trigger, 0)));
      alone.errors().forEach(error -> expected.add(error(error, alone, by)));
      assertThat(errors).as(onbuild + text).isEqualTo(expected);
    }
  }

  /** All that is read of an instruction, each with its place and what stands there. */
  private static List<String> described(Instruction one, int by) {
    List<String> found = new ArrayList<>();
    found.add(one.keyword() + at(one, one.source().keywordRange(), by));
    found.add("all" + at(one, one.range(), by));
    found.add("arguments " + one.source().json() + at(one, one.source().argumentsRange(), by));
    for (Flag flag : one.flags()) {
      found.add("flag " + flag.name() + at(one, flag.nameRange(), by));
      found.add("value " + flag.value() + at(one, flag.valueRange(), by));
    }
    for (Word word : one.words()) {
      found.add(word.value() + at(one, word.range(), by));
    }
    for (Pair pair : one.source().pairs()) {
      found.add(pair.key().value() + at(one, pair.key().range(), by));
      if (pair.value() != null) {
        found.add(pair.value().value() + at(one, pair.value().range(), by));
      }
    }
    for (Heredoc heredoc : one.heredocs()) {
      found.add(heredoc.name() + at(one, heredoc.opener().range(), by));
      found.add("body" + at(one, heredoc.body(), by));
      found.add("end" + at(one, heredoc.terminator(), by));
    }
    if (one instanceof Instruction.Run run) {
      for (Mount mount : run.mounts()) {
        mount
            .options()
            .forEach(option -> found.add(option.field() + at(one, option.valueRange(), by)));
      }
    }
    if (one instanceof Command command && command.shellCommand() != null) {
      ShellCommand shell = command.shellCommand();
      shell.script().invocations().forEach(invocation -> {
        found.add(invocation.name() + at(one, shell.home(invocation.range()), by));
      });
    }
    return found;
  }

  private static String at(Instruction one, TextRange range, int by) {
    return " at " + range.shift(by) + " " + written(one, range);
  }

  private static String error(SyntaxError error, Instruction one, int by) {
    return error.message() + at(one, error.range(), by);
  }

  private static String written(Instruction one, TextRange range) {
    return range.of(one.text());
  }

  private static Instruction trigger(String text) {
    return ((Onbuild) parse(text)).trigger();
  }

  private static Instruction parse(String text) {
    return Dockerfile.parse(text).instructions().get(0);
  }
}

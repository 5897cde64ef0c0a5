package dev.plimsoll.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SharedCases;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every edit: nothing but what was asked changes, no comment is lost, and CRLF stays CRLF. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditsOnFilesTest {

  private static final List<String> FILES = List.of(
      """
      # syntax=docker/dockerfile:1
      # why
      FROM --platform=$BUILDPLATFORM debian:12 AS a

      # hadolint ignore=DL3008

      RUN --mount=type=cache,target=/c \\
          # who
          --network=none \\
          apt-get update \\
          # then
          && apt-get install -y curl \\
          && apt-get clean && \\
          rm -rf /tmp/x
        # nosemgrep
        COPY \\
          --chown=a:b \\
          --link a b
      ONBUILD COPY --from=a --chmod=644 /x /y
      ONBUILD RUN a && b
      RUN <<EOF
      set -e
      a && b &&
        c
      EOF
      # check=skip=all
      CMD ["a"]
      # the end
      """,
      """
      # escape=`
      FROM mcr.microsoft.com/windows/nanoserver
      SHELL ["sh", "-c"]
      # cspell:disable
      RUN a `
          && b `
      # c
          && d
      COPY --chown=a `
        --link `
        x C:\\
      USER x""",
      "FROM a\n# escape=`\nRUN a; b && c\nRUN a && \\\n\n b && # x\nRUN a \\\n && b \\\n",
      "FROM a\nRUN a\n# no one's\n\n# kept\n\n\nRUN b && c && d || e",
      "FROM a\nCOPY <<A <<B /x/\n1\nA\n2\nB\nRUN cat <<X && a\nb\nX\n",
      "FROM a\nRUN a && \\\n # first\n b && \\\n # second\n c\nRUN <<E\na",
      "RUN a\n# syntax=x\nFROM a\n");

  static Stream<String> files() {
    Stream<String> real;
    try {
      real = SharedCases.dockerfiles().stream().limit(300);
    } catch (org.opentest4j.TestAbortedException e) {
      real = Stream.empty();
    }
    return Stream.concat(FILES.stream(), real)
        .map(text -> text.replace("\r", ""))
        .flatMap(text -> Stream.of(text, text.replace("\n", "\r\n")));
  }

  /** A file before and after an edit. */
  private record Change(Dockerfile before, Dockerfile after) {

    static @Nullable Change of(Dockerfile file, @Nullable List<TextEdit> edits) {
      return edits == null
          ? null
          : new Change(file, Dockerfile.parse(TextEdit.apply(file.text(), edits)));
    }

    String description() {
      return before.text() + "\n=>\n" + after.text();
    }

    /** Checks the texts of the instructions behind the edit, and that the comments are those that were there. */
    void check(List<String> instructions, List<String> comments) {
      assertThat(texts(after)).as(this::description).isEqualTo(instructions);
      assertThat(comments(after))
          .as(this::description)
          .containsExactlyInAnyOrderElementsOf(comments);
      checkLineEndings();
    }

    void checkLineEndings() {
      if (before.text().contains("\r\n")) {
        assertThat(after.text().replace("\r\n", "")).as(this::description).doesNotContain("\n");
      } else {
        assertThat(after.text()).doesNotContain("\r");
      }
    }

    /** Checks that all instructions but one are as they were, and that no comment is lost; returns that one. */
    Instruction checkOnly(int index) {
      List<String> texts = texts(before);
      assertThat(after.instructions()).as(this::description).hasSameSizeAs(texts);
      texts.set(index, texts(after).get(index));
      check(texts, comments(before));
      return after.instructions().get(index);
    }
  }

  /** Line endings at the very end left out: a last line gets one where another follows it. */
  private static List<String> texts(Dockerfile file) {
    List<String> texts = new ArrayList<>();
    file.instructions().forEach(one -> texts.add(one.text().stripTrailing()));
    return texts;
  }

  private static List<String> comments(Dockerfile file) {
    List<String> comments = new ArrayList<>();
    for (Element element : file.elements()) {
      if (element instanceof Element.Comment || element instanceof Element.Directive) {
        comments.add(element.text().strip());
      } else if (element instanceof Instruction instruction) {
        for (Token token : instruction.source().tokens()) {
          if (token.kind() == Token.Kind.COMMENT) {
            comments.add(token.range().of(instruction.text()).strip());
          }
        }
      }
    }
    return comments;
  }

  private static List<List<ToolComment>> pragmas(Dockerfile file) {
    List<List<ToolComment>> pragmas = new ArrayList<>();
    file.instructions().forEach(one -> pragmas.add(new ArrayList<>(ToolComment.above(file, one))));
    pragmas.forEach(some -> some.removeIf(it -> !it.isForOne()));
    return pragmas;
  }

  @ParameterizedTest
  @MethodSource("files")
  void insertsAnInstruction(String text) {
    Dockerfile file = Dockerfile.parse(text);
    List<List<ToolComment>> pragmas = pragmas(file);
    for (int i = 0; i < file.instructions().size(); i++) {
      Instruction instruction = file.instructions().get(i);
      String indent = new Surroundings(file, instruction).indent();
      List<String> lines = List.of("USER new", "USER other");
      TextEdit above = InstructionEdits.insertAbove(file, instruction, lines);
      TextEdit below = InstructionEdits.insertBelow(file, instruction, lines);
      checkInserted(file, pragmas, i, indent, above);
      if (below != null) {
        checkInserted(file, pragmas, i + 1, indent, below);
      }
    }
  }

  private static void checkInserted(
      Dockerfile file, List<List<ToolComment>> pragmas, int index, String indent, TextEdit edit) {
    Change change = new Change(file, file.edit(edit));
    List<String> wanted = texts(file);
    wanted.addAll(index, List.of(indent + "USER new", indent + "USER other"));
    change.check(wanted, comments(file));
    List<List<ToolComment>> kept = new ArrayList<>(pragmas);
    kept.addAll(index, List.of(List.of(), List.of()));
    assertThat(pragmas(change.after)).as(change::description).isEqualTo(kept);
  }

  @ParameterizedTest
  @MethodSource("files")
  void deletesAnInstruction(String text) {
    Dockerfile file = Dockerfile.parse(text);
    List<List<ToolComment>> pragmas = pragmas(file);
    for (int i = 0; i < file.instructions().size(); i++) {
      Instruction instruction = file.instructions().get(i);
      Change change = Change.of(file, InstructionEdits.delete(file, instruction));
      if (change == null) {
        continue;
      }
      List<String> wanted = texts(file);
      wanted.remove(i);
      List<String> comments = comments(file);
      for (ToolComment gone : pragmas.get(i)) {
        comments.remove(comments.stream()
            .filter(it -> it.endsWith(gone.content()))
            .findFirst()
            .orElseThrow());
      }
      for (Token token : instruction.source().tokens()) {
        if (token.kind() == Token.Kind.COMMENT) {
          comments.remove(token.range().of(instruction.text()).strip());
        }
      }
      change.check(wanted, comments);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void movesAnInstruction(String text) {
    Dockerfile file = Dockerfile.parse(text);
    List<List<ToolComment>> pragmas = pragmas(file);
    for (int i = 0; i + 1 < file.instructions().size(); i++) {
      Instruction upper = file.instructions().get(i);
      Instruction lower = file.instructions().get(i + 1);
      for (List<TextEdit> edits : new ArrayList<@Nullable List<TextEdit>>(java.util.Arrays.asList(
          InstructionEdits.trade(file, upper, lower),
          InstructionEdits.moveBelow(file, upper, lower)))) {
        Change change = Change.of(file, edits);
        if (change != null) {
          List<String> wanted = texts(file);
          wanted.add(i + 1, wanted.remove(i));
          change.check(wanted, comments(file));
          List<List<ToolComment>> kept = new ArrayList<>(pragmas);
          kept.add(i + 1, kept.remove(i));
          assertThat(pragmas(change.after)).as(change::description).isEqualTo(kept);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void changesFlags(String text) {
    Dockerfile file = Dockerfile.parse(text);
    for (int i = 0; i < file.instructions().size(); i++) {
      Instruction instruction = file.instructions().get(i);
      List<Flag> flags = instruction.innermost().flags();
      switch (instruction.innermost().keyword()) {
        case ADD, COPY, RUN, FROM, HEALTHCHECK ->
          checkFlags(
              file, i, FlagEdits.add(file, instruction, "--new=x"), written(flags, "--new=x"));
        default -> {}
      }
      for (Flag flag : flags) {
        List<Flag> others = new ArrayList<>(flags);
        others.remove(flag);
        checkFlags(file, i, FlagEdits.remove(file, instruction, flag), written(others));
        List<String> replaced = written(flags);
        replaced.set(flags.indexOf(flag), "--" + flag.name() + "=x");
        checkFlags(file, i, FlagEdits.replace(file, instruction, flag, "x"), replaced);
      }
    }
  }

  private static List<String> written(List<Flag> flags, String... more) {
    List<String> written = new ArrayList<>();
    flags.forEach(flag -> written.add(flag.word().value()));
    written.addAll(List.of(more));
    return written;
  }

  private static void checkFlags(Dockerfile file, int index, TextEdit edit, List<String> flags) {
    Change change = new Change(file, file.edit(edit));
    Instruction made = change.checkOnly(index).innermost();
    assertThat(written(made.flags())).as(change::description).isEqualTo(flags);
    Instruction was = file.instructions().get(index).innermost();
    assertThat(made.words().stream().map(Word::value))
        .as(change::description)
        .isEqualTo(was.words().stream().map(Word::value).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void changesChains(String text) {
    Dockerfile file = Dockerfile.parse(text);
    SemanticModel model = SemanticModel.of(file);
    for (int i = 0; i < file.instructions().size(); i++) {
      Instruction instruction = file.instructions().get(i);
      RunScript script = model.script(instruction);
      if (script == null) {
        continue;
      }
      List<String> commands = commands(script);
      checkCommands(
          file, i, ScriptEnd.append(file, script, "true"), with(commands, commands.size()));
      for (Invocation invocation : script.script().invocations()) {
        TextEdit behind = ChainEdits.insertAfter(file, script, invocation, "true");
        if (behind != null) {
          checkCommands(file, i, behind, with(commands, indexOf(script, invocation) + 1));
        }
        TextEdit delete = ChainEdits.delete(script, invocation);
        if (delete != null) {
          List<String> wanted = new ArrayList<>(commands);
          wanted.remove(indexOf(script, invocation));
          checkCommands(file, i, delete, wanted);
        }
      }
    }
  }

  private static List<String> with(List<String> commands, int index) {
    List<String> more = new ArrayList<>(commands);
    more.add(index, "true");
    return more;
  }

  private static void checkCommands(
      Dockerfile file, int index, @Nullable TextEdit edit, List<String> commands) {
    if (edit == null) {
      return;
    }
    Change change = new Change(file, file.edit(edit));
    RunScript made = SemanticModel.of(change.after).script(change.checkOnly(index));
    assertThat(made).as(change::description).isNotNull();
    assertThat(commands(made)).as(change::description).isEqualTo(commands);
  }

  private static List<CommandList.Pipeline> pipelines(RunScript script) {
    return script.script().body().items().stream()
        .flatMap(item -> item.andOr().pipelines().stream())
        .toList();
  }

  private static List<String> commands(RunScript script) {
    List<String> commands = new ArrayList<>();
    pipelines(script).forEach(it -> commands.add(it.range().of(script.script().code())));
    return commands;
  }

  private static int indexOf(RunScript script, Invocation invocation) {
    List<CommandList.Pipeline> pipelines = pipelines(script);
    for (int i = 0; i < pipelines.size(); i++) {
      if (pipelines.get(i).range().contains(invocation.command().range())) {
        return i;
      }
    }
    throw new AssertionError();
  }

  @Test
  void takesTheLineOfACommandWithIt() {
    assertThat(without("RUN a \\\n    && b \\\n    && c\n", 1)).isEqualTo("RUN a \\\n    && c\n");
    assertThat(without("RUN a && \\\n    b && \\\n    c\n", 1)).isEqualTo("RUN a && \\\n    c\n");
    assertThat(without("RUN a \\\n    && b \\\n    && c\n", 0)).isEqualTo("RUN b \\\n    && c\n");
    assertThat(without("RUN a \\\n    && b \\\n    && c\n", 2)).isEqualTo("RUN a \\\n    && b\n");
    assertThat(without("RUN a && b && c\n", 1)).isEqualTo("RUN a && c\n");
    assertThat(without("RUN a && b && c\n", 2)).isEqualTo("RUN a && b\n");
    assertThat(without("RUN a \\\n  # why\n  && b \\\n  && c\n", 1))
        .isEqualTo("RUN a \\\n  # why\n  && c\n");
    assertThat(without("RUN a \\\n  # why\n  && b\n", 1)).isNull();
    assertThat(without("RUN a || b\n", 0)).isNull();
    assertThat(without("RUN a\n", 0)).isNull();
    assertThat(without("RUN [\"a\"]\n", 0)).isNull();
    assertThat(without("RUN a && b | c && d\n", 1)).isNull();
  }

  private static @Nullable String without(String run, int command) {
    Dockerfile file = Dockerfile.parse("FROM x\n" + run);
    RunScript script = SemanticModel.of(file).script(file.instructions().get(1));
    TextEdit edit = ChainEdits.delete(script, script.script().invocations().get(command));
    return edit == null ? null : file.edit(edit).text().substring("FROM x\n".length());
  }

  @Test
  void takesTheLineOfAFlagWithIt() {
    assertThat(withoutChown("COPY --link --chown=a b c\n")).isEqualTo("COPY --link b c\n");
    assertThat(withoutChown("COPY --chown=a b c\n")).isEqualTo("COPY b c\n");
    assertThat(withoutChown("COPY \\\n  --chown=a \\\n  b c\n")).isEqualTo("COPY \\\n  b c\n");
    assertThat(withoutChown("COPY \\\r\n  # why\r\n  --chown=a b c\r\n"))
        .isEqualTo("COPY \\\r\n  # why\r\n  b c\r\n");
    assertThat(withoutChown("ONBUILD COPY --chown=a b c")).isEqualTo("ONBUILD COPY b c");
  }

  private static String withoutChown(String copy) {
    Dockerfile file = Dockerfile.parse("FROM x\n" + copy);
    Instruction instruction = file.instructions().get(1);
    Flag chown = instruction.innermost().flag("chown");
    return file.edit(FlagEdits.remove(file, instruction, chown))
        .text()
        .substring("FROM x\n".length());
  }

  @Test
  void deletesWhatIsSaidToToolsWithTheInstruction() {
    Dockerfile file = Dockerfile.parse("""
        FROM x
        # why
        # hadolint ignore=DL3008

        # nosemgrep
        RUN a
        # next
        RUN b
        """);
    ImmutableList<TextEdit> edits =
        InstructionEdits.delete(file, file.instructions().get(1));
    assertThat(TextEdit.apply(file.text(), edits)).isEqualTo("""
        FROM x
        # why

        # next
        RUN b
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "'FROM x\nRUN a', 'FROM x'",
    "'FROM x\r\n# why\r\n\r\nRUN a', 'FROM x\r\n# why'",
    "'FROM x\n# why\n# hadolint ignore=DL3008\n\n# nosemgrep\nRUN a', 'FROM x\n# why'",
    "'FROM x\nRUN a\n', 'FROM x\n'",
  })
  void whatIsDeletedAtTheEndLeavesTheEndAsItWas(String text, String rest) {
    Dockerfile file = Dockerfile.parse(text);
    ImmutableList<TextEdit> edits =
        InstructionEdits.delete(file, file.instructions().get(1));
    assertThat(TextEdit.apply(text, edits)).isEqualTo(rest);
  }
}

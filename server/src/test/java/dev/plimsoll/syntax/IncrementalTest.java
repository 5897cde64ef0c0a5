package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An edit gives the same file as a parse of the edited text, and keeps what it doesn't touch. */
class IncrementalTest {

  private static final List<String> INSERTS = List.of(
      "x",
      " ",
      "\n",
      "\r\n",
      "\r",
      "\\",
      "\\\n",
      "`",
      "`\n",
      "#",
      "# escape=`\n",
      "# syntax=a\n",
      "<<EOF",
      "EOF\n",
      "\nEOF\n",
      "RUN <<A <<-B\n",
      "FROM a AS b\n",
      "ONBUILD ",
      "\"",
      "'",
      "[\"a\"]",
      "\uFEFF",
      "\t",
      "\n\n",
      "",
      "COPY --from=a <<X /y\n",
      "é\uD83D\uDE00");

  private static final String FILE = """
      # syntax=docker/dockerfile:1
      # escape=\\
      FROM alpine AS build
      RUN apk add --no-cache \\
          # a comment
          curl \\

          git
      COPY <<EOF /etc/motd
      hello $NAME
      EOF
      ENV A=1 \\
          B="two words"
      # done
      CMD ["a", "b"]
      """;

  @Test
  void typingKeepsTheInstructionsAround() {
    Dockerfile before = Dockerfile.parse(FILE);
    Dockerfile after = before.edit(TextEdit.insert(FILE.indexOf("curl"), "x"));

    assertThat(after.instructions()).hasSameSizeAs(before.instructions());
    assertThat(after.instructions().get(1)).isNotSameAs(before.instructions().get(1));
    for (int i : new int[] {0, 2, 3, 4}) {
      assertThat(after.instructions().get(i)).isSameAs(before.instructions().get(i));
    }
  }

  @Test
  void aByteOrderMarkThatIsPushedAwayFromTheStartIsNoneAnyMore() {
    Dockerfile before = Dockerfile.parse("\uFEFF");
    for (String typed : List.of("\uFEFF", "\n", "#")) {
      assertThat(before.edit(TextEdit.insert(0, typed)))
          .isEqualTo(Dockerfile.parse(typed + "\uFEFF"));
    }
  }

  @Test
  void anEditOfTheEscapeCharacterReadsAllAgain() {
    Dockerfile before = Dockerfile.parse(FILE);
    int at = FILE.indexOf("escape=\\") + "escape=".length();
    Dockerfile after = before.edit(TextEdit.replace(new TextRange(at, at + 1), "`"));

    assertThat(after.escape()).isEqualTo('`');
    assertThat(after).isEqualTo(Dockerfile.parse(after.text()));
    assertThat(after.instructions()).hasSizeGreaterThan(before.instructions().size());
  }

  @Test
  void anOpenedHeredocSwallowsTheRestAndGivesItBack() {
    Dockerfile before = Dockerfile.parse(FILE);
    int at = FILE.indexOf("ENV A");
    Dockerfile open = before.edit(TextEdit.insert(at, "RUN <<END\n"));
    Dockerfile closed = open.edit(TextEdit.delete(TextRange.ofLength(at, "RUN <<END\n".length())));

    assertThat(open.instructions()).hasSize(4);
    assertThat(closed).isEqualTo(before);
  }

  @Test
  void editEqualsParseOverRandomEdits() {
    check(List.of(FILE, "", "FROM a", "\uFEFF# escape=`\nFROM a\n", "RUN a \\\n"), 4_000);
  }

  @Test
  void editEqualsParseOverRandomEditsOfRealFiles() {
    check(SharedCases.dockerfiles(), 21_000);
  }

  /** Several edits in a row on one file, so that an error in the carried state has time to show. */
  private static void check(List<String> files, int edits) {
    Random random = new Random(20260101);
    for (int done = 0; done < edits; ) {
      Dockerfile file = Dockerfile.parse(files.get(random.nextInt(files.size())));
      LineMap lines = LineMap.of(file.text());
      for (int i = 0; i < 10; i++, done++) {
        TextEdit edit = randomEdit(random, file.text());
        Dockerfile edited = file.edit(edit);
        Dockerfile parsed = Dockerfile.parse(TextEdit.apply(file.text(), List.of(edit)));
        assertThat(edited.equals(parsed)).as("%s on %s", edit, file.text()).isTrue();
        lines = lines.edit(edit, edited.characters());
        assertThat(edited.text()).isEqualTo(parsed.text());
        assertThat(lines)
            .as("lines after %s on %s", edit, file.text())
            .isEqualTo(LineMap.of(edited.text()));
        file = edited;
      }
    }
  }

  private static TextEdit randomEdit(Random random, String text) {
    int start = random.nextInt(text.length() + 1);
    int length =
        random.nextInt(4) == 0 ? random.nextInt(Math.min(60, text.length() - start + 1)) : 0;
    if (length == 0 && random.nextInt(3) == 0) {
      length = Math.min(1, text.length() - start);
    }
    String inserted =
        length > 0 && random.nextBoolean() ? "" : INSERTS.get(random.nextInt(INSERTS.size()));
    return new TextEdit(TextRange.ofLength(start, length), inserted);
  }

  private static final AtomicInteger ASKED = new AtomicInteger();

  @Test
  void aTraitIsAskedOnlyOfWhatWasEditedHoweverLongNobodyWantedToKnow() {
    Trait isRun = Trait.of(Instruction.Run.class, run -> ASKED.incrementAndGet() > 0);
    Trait isFrom = Trait.of(Instruction.From.class);
    Dockerfile file = Dockerfile.parse("FROM a\n" + "RUN b\n".repeat(1_000));
    assertThat(file.where(isRun).length()).isEqualTo(1_000);
    for (int edit = 9; edit >= 0; edit--) {
      file = file.edit(TextEdit.insert(7 + 600 * edit, "USER c\n"));
      assertThat(file.where(isFrom).length()).isEqualTo(1);
    }
    ASKED.set(0);
    file = file.edit(TextEdit.insert(7, "RUN d\n"));
    assertThat(file.where(isRun).length()).isEqualTo(1_001);
    assertThat(ASKED).hasValueLessThan(10);
  }
}

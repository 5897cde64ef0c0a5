package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.syntax.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of completion at every place of every file, and at the end of every file that is being written. */
class CompletionPropertiesTest {

  private static final List<ClientSupport> EDITORS =
      List.of(ClientSupport.full(), ClientSupport.none());

  static List<String> examples() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("..", "docs", "examples"))) {
      for (Path file :
          files.filter(it -> it.toString().endsWith("Dockerfile")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  /** Words that stand on several lines, in every place that takes one. */
  static List<String> continued() {
    List<String> texts = new ArrayList<>();
    for (String text : List.of(
        "FROM no\\\nde:2\\\n2-slim AS \\\nb\nCOPY --fr\\\nom=b --chown=no\\\nde:no\\\nde /a\\\nb ./\\\nc\n",
        "FROM node\nENV A=\"x \\\n y $A\\\nB z\" NODE_\\\nENV='prod\\\nuction'\nLABEL org.op\\\nen=\"a\\\n b\"\n",
        "FROM debian\nRUN apt-get install \"cu\\\nrl\" 'gi\\\n  t' \\\n  \"a\\\n# comment\n b $PA\\\nTH\"\n",
        "FROM debian\nRUN <<E\napt-get install \"cu\n rl ${PA\nTH}\" 'gi\nt' a\\\nb\necho \"$(ap\nt-get\n)\"\nE\n",
        "FROM debian\nRUN <<-E cat\n\tapt-get install \"cu\n\trl\" a\n\tE\nRUN sh -c \"apt-get \\\n ins\\\ntall\"\n",
        "FROM nginx\nCMD [\"ngi\\\nnx\", \\\n \"-\\\ng\", \"dae\\\nmon\"]\nSHELL [\"/bin\\\n/bash\", \"-o\\\n\"]\nVOLUME [\"/a\\\nb\"]\n",
        "FROM node\nRUN --mount=type=ca\\\nche,tar\\\nget=/ro\\\not/.npm,sha\\\nring=lo\\\ncked np\\\nm ci\nONBUILD RU\\\nN \"a\\\nb\" c\n",
        "FROM a\nEXPOSE 80\\\n80/t\\\ncp\nUSER no\\\nde:ro\\\not\nSTOPSIGNAL SIG\\\nTERM\nWORKDIR /a\\\npp\nHEALTHCHECK CM\\\nD cu\\\nrl\n",
        "# escape=`\nFROM a\nRUN echo \"a `\n b\" `\n\n  \"c`\n$PA`\nTH\"\nENV A=b`\nc\n")) {
      texts.add(text);
      texts.add(text.replace("\n", "\r\n"));
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource({"examples", "continued"})
  void everyEditHoldsTheCursorAndStaysOnItsLine(String text) {
    for (int length = 0; length <= text.length(); length++) {
      check(Completion.open(text.substring(0, length)), length);
    }
    Snapshot whole = Completion.open(text);
    for (int offset = 0; offset <= text.length(); offset++) {
      check(whole, offset);
    }
  }

  private static void check(Snapshot snapshot, int offset) {
    for (ClientSupport support : EDITORS) {
      Completion completion = Completion.at(snapshot, offset, null, support);
      Position cursor = snapshot.position(offset);
      for (CompletionItem item : completion.items()) {
        for (Range range : Completion.ranges(item)) {
          boolean holds = range.getStart().getLine() == cursor.getLine()
              && range.getEnd().getLine() == cursor.getLine()
              && range.getStart().getCharacter() <= cursor.getCharacter()
              && range.getEnd().getCharacter() >= cursor.getCharacter();
          assertThat(holds).as("%s at %s in%n%s", item, offset, snapshot.text()).isTrue();
        }
      }
      assertThat(completion.labels()).doesNotHaveDuplicates();
    }
  }

  /** A snippet with its places filled in by what stands in them; ONBUILD's is no instruction. */
  private static String filledIn(String text) {
    return text.replace("${1:INSTRUCTION}", "RUN a").replaceAll("\\$\\{\\d:([^}]*)}", "$1");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void noKeywordMakesAnErrorThatWasNotThere(String text) {
    for (int offset = 0; offset <= text.length(); offset++) {
      Snapshot snapshot = Completion.open(text);
      Completion completion = Completion.at(snapshot, offset, null, ClientSupport.full());
      List<String> before = errors(text);
      for (CompletionItem item : completion.items()) {
        if (item.getKind() == CompletionItemKind.Keyword
            && Completion.ranges(item).get(0).getStart().getCharacter() == 0) {
          String after = filledIn(completion.taking(item));
          List<String> fresh = new ArrayList<>(errors(after));
          before.forEach(fresh::remove);
          assertThat(fresh).as("%s at %s in%n%s", item.getLabel(), offset, text).isEmpty();
        }
      }
    }
  }

  private static List<String> errors(String text) {
    return Dockerfile.parse(text).errors().stream()
        .map(error -> error.buildkit())
        .toList();
  }
}

package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The transcripts of {@code docs/features.md}: each request is sent to a server, which has to answer as the page says. */
@TestInstance(Lifecycle.PER_CLASS)
class FeatureTranscriptsTest {

  /** Run with {@code -Dplimsoll.update=true} to write the answers anew. */
  private static final boolean UPDATE = Boolean.getBoolean("plimsoll.update");

  private static final Path PAGE = Path.of("..", "docs", "features.md");

  /** What the page says lies beside each Dockerfile. */
  private static final Map<String, String> FILES = Map.of(
      ".dockerignore", "node_modules\n.env\n",
      ".env", "KEY=1\n",
      "node_modules/left-pad/index.js", "",
      "package.json", "{}\n",
      "package-lock.json", "{}\n",
      "src/server.js", "listen();\n");

  private TranscriptClient client;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    Path folder = home.resolve("shop");
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    client = new TranscriptClient(ServerProcess.start(), folder);
    if (UPDATE) {
      String page = Files.readString(PAGE);
      List<Transcript> transcripts = Transcript.in(page);
      List<String> answers = new ArrayList<>();
      for (Transcript transcript : transcripts) {
        answers.add(client.answer(transcript));
      }
      Files.writeString(PAGE, Transcript.withAnswers(page, transcripts, answers));
    }
  }

  @AfterAll
  void stop() throws IOException {
    client.close();
  }

  @TestFactory
  Stream<DynamicTest> theServerAnswersAsThePageSays() throws IOException {
    return Transcript.in(Files.readString(PAGE)).stream()
        .map(transcript -> DynamicTest.dynamicTest(
            transcript.toString(),
            () -> assertThat(client.answer(transcript)).isEqualTo(transcript.answer())));
  }

  @Test
  void nothingOnThePageOnlyLooksLikeATranscript() throws IOException {
    assertThat(Transcript.rest(Files.readString(PAGE))).doesNotContain("```");
  }

  /** What changes or closes documents, or only makes an earlier answer whole, shows nothing by itself. */
  @Test
  void everyRequestOfTheProtocolIsShown() throws IOException {
    TreeSet<String> shown = new TreeSet<>();
    Transcript.in(Files.readString(PAGE)).forEach(transcript -> shown.add(transcript.method()));
    assertThat(shown)
        .containsAll(Methods.BY_NAME.keySet().stream()
            .filter(method -> method.matches("(textDocument|plimsoll|callHierarchy)/.*"))
            .filter(method -> !Methods.BY_NAME.get(method).isNotification())
            .toList())
        .contains("completionItem/resolve", "workspace/symbol");
  }

  @Test
  void everyRowOfTheTableLeadsToWhatItShows() throws IOException {
    String page = Files.readString(PAGE);
    List<String> links = page.lines()
        .filter(line -> line.startsWith("| ") && line.contains("](#"))
        .map(line -> line.replaceAll("^.*\\]\\(#([^)]+)\\).*$", "$1"))
        .toList();
    List<String> sections = page.lines()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4).toLowerCase().replace(' ', '-').replaceAll("[^a-z-]", ""))
        .toList();
    assertThat(links).isNotEmpty().containsExactlyInAnyOrderElementsOf(sections);
  }
}

package dev.plimsoll.ide.navigation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Cursor;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.graph.StageCalls;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.semantics.Symbols.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.junit.jupiter.api.Test;

/** Every text has an answer to every question, and the answers agree with each other. */
class NavigationPropertiesTest {

  @Test
  void everyPrefixOfEveryExampleHasAnAnswer() throws IOException {
    Random random = new Random(7);
    for (String text : texts()) {
      for (int end = 0; end <= text.length(); end++) {
        Snapshot snapshot = Cursor.open(text.substring(0, end));
        CodeLenses.of(snapshot, new EmbeddedImages(), ClientSupport.full(), false);
        ask(snapshot, end);
        ask(snapshot, random.nextInt(end + 1));
      }
    }
  }

  @Test
  void whateverPlaceOfASymbolIsAskedTheSamePlacesAreFound() throws IOException {
    for (String text : texts()) {
      Snapshot snapshot = Cursor.open(text);
      for (Mention mention : snapshot.model().symbols().mentions()) {
        int offset = mention.occurrence().range().start();
        Mention found = snapshot.mentionAt(offset);
        assertThat(found).isNotNull();
        if (found.occurrence().equals(mention.occurrence())) {
          assertThat(References.at(snapshot, offset, true))
              .hasSize(found.symbol().occurrences().size());
        }
      }
    }
  }

  private static void ask(Snapshot snapshot, int offset) {
    Highlights.at(snapshot, offset);
    References.at(snapshot, offset, false);
    Definitions.at(snapshot, offset, ClientSupport.full());
    Definitions.declarationAt(snapshot, offset, ClientSupport.full());
    LinkedEditing.at(snapshot, offset);
    try {
      Renames.prepare(snapshot, offset);
      Renames.rename(snapshot, offset, "fresh", ClientSupport.full());
    } catch (ResponseErrorException refused) {
      assertThat(refused.getMessage()).isNotEmpty(); // an answer too
    }
    List<CallHierarchyItem> items = StageCalls.prepare(snapshot, offset);
    if (items != null) {
      StageCalls.incoming(snapshot, items.get(0));
      StageCalls.outgoing(snapshot, items.get(0));
    }
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>(SampleFiles.whole());
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/plimsoll/fuzz/corpus"))) {
      for (Path file : files.sorted().toList()) {
        texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}

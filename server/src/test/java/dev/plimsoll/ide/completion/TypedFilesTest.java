package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CompletionContext;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionTriggerKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever types a file and ends each line with Enter gets that file: no list stands in the way. */
class TypedFilesTest {

  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');

  /** The Dockerfiles of the documentation, and those that are typed in real editors. */
  static List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : List.of("../docs/examples", "../e2e/typed")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith("Dockerfile")).sorted().forEach(all::add);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("files")
  void atTheEndOfALineNothingIsOfferedThatIsThereOrALongerNumber(Path file) throws IOException {
    String text = Files.readString(file);
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      Snapshot typed = Completion.open(text.substring(0, end));
      for (CompletionContext asked : contexts()) {
        Completion completion = at(typed, end, asked);
        for (CompletionItem item : completion.items()) {
          check(completion, item);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void noListIsOpenAtTheEndOfALine(Path file) throws IOException {
    String text = Files.readString(file);
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      Completion completion = at(
          Completion.open(text.substring(0, end)),
          end,
          new CompletionContext(CompletionTriggerKind.TriggerForIncompleteCompletions));
      assertThat(completion.labels())
          .as(text.substring(text.lastIndexOf('\n', end - 1) + 1, end))
          .isEmpty();
    }
  }

  /** A list that the editor narrows by itself must hold nothing that a line may end with. */
  @ParameterizedTest
  @MethodSource("files")
  void aListThatMayHoldTheWholeWordIsAskedForAnew(Path file) throws IOException {
    String text = Files.readString(file);
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      for (int offset = text.lastIndexOf('\n', end - 1) + 1; offset < end; offset++) {
        String rest = text.substring(offset, end);
        if (rest.indexOf(' ') >= 0) {
          continue; // a blank ends the word
        }
        Completion completion = at(Completion.open(text.substring(0, offset)), offset, null);
        for (CompletionItem item : completion.items()) {
          boolean becomes =
              isPlain(item) && Completion.text(item).equals(written(completion, item) + rest);
          assertThat(becomes && !completion.isIncomplete())
              .as("%s before %s", item.getLabel(), rest)
              .isFalse();
        }
      }
    }
  }

  private static void check(Completion completion, CompletionItem item) {
    String written = written(completion, item);
    String text = Completion.text(item);
    assertThat(isPlain(item) && text.equalsIgnoreCase(written)).as("%s", item).isFalse();
    boolean longerNumber = !written.isEmpty()
        && DIGIT.matchesAllOf(written)
        && DIGIT.matchesAllOf(text)
        && !completion.snapshot().text().endsWith(":" + written);
    assertThat(longerNumber).as("%s for %s", text, written).isFalse();
  }

  private static boolean isPlain(CompletionItem item) {
    return item.getInsertTextFormat() == InsertTextFormat.PlainText;
  }

  /** What stands where an item would be put. */
  private static String written(Completion completion, CompletionItem item) {
    return completion.replaced(item).of(completion.snapshot().text());
  }

  private static List<@Nullable CompletionContext> contexts() {
    List<@Nullable CompletionContext> contexts = new ArrayList<>();
    contexts.add(null);
    for (CompletionTriggerKind kind : CompletionTriggerKind.values()) {
      contexts.add(new CompletionContext(kind));
    }
    return contexts;
  }

  private static Completion at(Snapshot snapshot, int offset, @Nullable CompletionContext asked) {
    return Completion.asked(snapshot, offset, asked, (BuildContext) null, ClientSupport.full());
  }
}

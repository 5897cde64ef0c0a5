package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Range;

/** Documents as an editor opens them. */
public final class Opened {

  private Opened() {}

  public static Snapshot dockerfile(String text) {
    return document("dockerfile", text);
  }

  public static Snapshot document(String languageId, String text) {
    Checks checks = new Checks(
        ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", languageId, 1, text, checks);
  }

  /** What stands in a range. */
  public static String text(Snapshot snapshot, Range range) {
    return snapshot.range(range).of(snapshot.text());
  }

  /** The Dockerfiles of the documentation. */
  public static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../docs/examples"))) {
      return files.sorted().map(Opened::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

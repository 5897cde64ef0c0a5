package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Range;

/** A Dockerfile with a cursor, written {@code <|>}. */
public record Cursor(Snapshot snapshot, int offset) {

  public static Cursor in(String marked) {
    return in(marked, new EmbeddedImages());
  }

  /** @param images what is known of images */
  public static Cursor in(String marked, ImageCatalog images) {
    return new Cursor(open(marked.replace("<|>", ""), images), marked.indexOf("<|>"));
  }

  public static Snapshot open(String text) {
    return open(text, new EmbeddedImages());
  }

  private static Snapshot open(String text, ImageCatalog images) {
    Checks checks =
        new Checks(ImmutableList::of, images, LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
  }

  /** Ranges as they are read: {@code 2:5 build}, line and column from 1, and the text. */
  public List<String> show(List<Range> ranges) {
    List<String> shown = new ArrayList<>();
    for (Range range : ranges) {
      shown.add((range.getStart().getLine() + 1) + ":" + (range.getStart().getCharacter() + 1) + " "
          + snapshot.range(range).of(snapshot.text()));
    }
    return shown;
  }
}

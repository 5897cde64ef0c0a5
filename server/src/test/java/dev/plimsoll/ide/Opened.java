package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
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
}

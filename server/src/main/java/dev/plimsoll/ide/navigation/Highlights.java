package dev.plimsoll.ide.navigation;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.Symbols.Mention;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;

/** All places that name what the cursor is on: where it gets its value, and where that is read. */
public final class Highlights {

  private Highlights() {}

  public static ImmutableList<DocumentHighlight> at(Snapshot snapshot, int offset) {
    Mention mention = snapshot.mentionAt(offset);
    if (mention == null) {
      return snapshot.isDockerfile() ? sameImage(snapshot, offset) : ImmutableList.of();
    }
    ImmutableList.Builder<DocumentHighlight> highlights = ImmutableList.builder();
    for (Occurrence occurrence : mention.symbol().occurrences()) {
      highlights.add(new DocumentHighlight(
          snapshot.range(occurrence.range()),
          occurrence.isRead() ? DocumentHighlightKind.Read : DocumentHighlightKind.Write));
    }
    return highlights.build();
  }

  /** All places that name the image at an offset, be it as a base, or to copy or mount from. */
  private static ImmutableList<DocumentHighlight> sameImage(Snapshot snapshot, int offset) {
    ImmutableList<ImageUse> uses = snapshot.model().imageUses();
    for (ImageUse use : uses) {
      if (use.range().touches(offset)) {
        return uses.stream()
            .filter(other -> other.text().equals(use.text()))
            .map(other ->
                new DocumentHighlight(snapshot.range(other.range()), DocumentHighlightKind.Read))
            .collect(ImmutableList.toImmutableList());
      }
    }
    return ImmutableList.of();
  }
}

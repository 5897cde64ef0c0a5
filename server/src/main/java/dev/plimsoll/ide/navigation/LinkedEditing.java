package dev.plimsoll.ide.navigation;

import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.Renaming;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.semantics.Symbols.Mention;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.LinkedEditingRanges;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/** The places that change together while one of them is typed in. */
public final class LinkedEditing {

  private LinkedEditing() {}

  /** The ranges, or null where not all places that would have to change are written alike. */
  public static @Nullable LinkedEditingRanges at(Snapshot snapshot, int offset) {
    Mention mention = snapshot.mentionAt(offset);
    String pattern = mention == null ? null : pattern(mention.symbol().kind());
    if (mention == null
        || pattern == null
        || mention.symbol().declaration() == null
        || !mention.occurrence().isNamed()
        || Renaming.obstacle(snapshot.model(), mention) != null) {
      return null;
    }
    String written = mention.occurrence().range().of(snapshot.text());
    List<Range> ranges = new ArrayList<>();
    for (Occurrence occurrence : mention.symbol().occurrences()) {
      if (occurrence.isNamed()) {
        if (!occurrence.range().of(snapshot.text()).equals(written)) {
          return null;
        }
        ranges.add(snapshot.range(occurrence.range()));
      }
    }
    return ranges.size() < 2 ? null : new LinkedEditingRanges(ranges, pattern);
  }

  /** What may be typed without the link being given up. */
  private static @Nullable String pattern(Symbol.Kind kind) {
    return switch (kind) {
      case STAGE -> "[A-Za-z][A-Za-z0-9_.-]*";
      case VARIABLE, SHELL_VARIABLE -> "[A-Za-z_][A-Za-z0-9_]*";
      case HEREDOC -> "[A-Za-z0-9_.][A-Za-z0-9_.-]*";
      case IMAGE, USER, GROUP, LABEL -> null;
    };
  }
}

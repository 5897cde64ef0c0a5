package dev.plimsoll.ide.navigation;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.Symbols.Mention;
import org.eclipse.lsp4j.Location;

/** The places that name what the cursor is on. */
public final class References {

  private References() {}

  /** @param declarations whether the places that declare it are wanted too */
  public static ImmutableList<Location> at(Snapshot snapshot, int offset, boolean declarations) {
    Mention mention = snapshot.mentionAt(offset);
    if (mention == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Location> places = ImmutableList.builder();
    for (Occurrence occurrence : mention.symbol().occurrences()) {
      if (declarations || occurrence.role() != Occurrence.Role.DECLARATION) {
        places.add(new Location(snapshot.uri(), snapshot.range(occurrence.range())));
      }
    }
    return places.build();
  }
}

package dev.plimsoll.context;

import dev.plimsoll.context.BuildContext.Place;
import java.util.function.Predicate;

/** Counts files, and adds their sizes. */
final class Count {

  private final Predicate<Verdict> counts;
  private int files;
  private long bytes;

  /** @param counts which files count, by what .dockerignore makes of them */
  Count(Predicate<Verdict> counts) {
    this.counts = counts;
  }

  Weight below(Place top, Walk walk) {
    boolean complete = walk.below(top, Integer.MAX_VALUE, this::add);
    return new Weight(files, bytes, complete);
  }

  private boolean add(Place place) {
    Entry entry = place.entry();
    if (!entry.folder() && counts.test(entry.verdict())) {
      files++;
      bytes += entry.bytes();
    }
    return true;
  }
}
